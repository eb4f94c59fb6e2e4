#include "copies.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "collections.hpp"
#include "format.hpp"
#include "patch.hpp"

namespace casepath::reading {
namespace {

struct Copy {
  std::string name, suffix, place;   // place: of a service with `per_place`
};
struct Original {
  std::vector<Copy> copies;
  bool is_per_place = false;
};
using Originals = std::map<std::string, Original, std::less<>>;

/// 01, 02 ...: as many digits as the last has, and at least two.
std::string numbered(std::size_t i, std::size_t last) {
  std::string number = std::to_string(i);
  const std::size_t digits = std::max<std::size_t>(2, std::to_string(last).size());
  return std::string(digits - std::min(digits, number.size()), '0') + number;
}

/// Where so many share what is said of them together, a share or a weight is divided.
void divide(Node& value, const Shape& shape, std::size_t among) {
  const double part = 1.0 / static_cast<double>(among);
  if (among == 1) return;
  if (shape.form == Shape::Form::leaf && (shape.word == "share" || shape.word == "weight")) multiply(value, shape, part);
  if (shape.form != Shape::Form::table || shape.table->find("weight") == nullptr) return;
  if (is_shorthand(*shape.table, value)) return divide(value, shape.table->find(shape.table->shorthand)->shape, among);
  const bool has_share = value.find("share") != nullptr && shape.table->find("share") != nullptr;
  const std::string key = has_share ? "share" : "weight";
  if (Node* given = value.find(key)) multiply(*given, shape.table->find(key)->shape, part);
  else value.set(key, part);
}

bool wants_same_place(const Node& link) {
  const Node* flag = link.find("same_place");
  return flag != nullptr && flag->is_flag() && flag->flag();
}

class Copier {
 public:
  Copier(Reader& r, const Node& scenario) : r_(r) { out_.scenario = scenario; }

  std::optional<WithCopies> made() {
    const std::size_t before = r_.problems.size();
    note_places();
    note_services();
    if (of(Of::place).empty() && of(Of::service).empty()) return std::nullopt;
    if (r_.problems.size() == before) make();
    return std::move(out_);
  }

 private:
  Originals& of(Of what) { return originals_[what == Of::place ? 1 : 0]; }
  const Original* original(Of what, const std::string& name) {
    const auto at = of(what).find(name);
    return at == of(what).end() ? nullptr : &at->second;
  }

  // ---- what has copies

  void note_places() {
    const Reader::Step step(r_, "places");
    each_entry("places", [&](const std::string& name, const Node& entry) {
      if (const Node* copies = entry.find("copies")) note(Of::place, name, counted(*copies, 200), false);
    });
  }
  void note_services() {
    const Reader::Step step(r_, "services");
    each_entry("services", [&](const std::string& name, const Node& entry) {
      const Node* copies = entry.find("copies");
      const Node* places = entry.find("per_place");
      if (places != nullptr && (copies != nullptr || entry.find("at") != nullptr)) return;   // told when it is read
      if (places != nullptr) note(Of::service, name, one_a_place(*places), true);
      else if (copies != nullptr) note(Of::service, name, counted(*copies, 10'000), false);
    });
  }
  template <class F>
  void each_entry(const char* table, F visit) {
    const Node* all = out_.scenario.find(table);
    if (all == nullptr || !all->is_table()) return;
    for (const Member& m : all->table()) {
      const Reader::Step step(r_, m.name);
      visit(m.name, m.value);
    }
  }
  void note(Of what, const std::string& name, std::vector<Copy> copies, bool is_per_place) {
    for (Copy& copy : copies) {
      copy.name = name + "_" + copy.suffix;
      copy_of_[what == Of::place ? 1 : 0][copy.name] = {name, copy.place};
    }
    of(what)[name] = {std::move(copies), is_per_place};
  }
  std::vector<Copy> counted(const Node& node, double most) {
    const Reader::Step step(r_, "copies");
    int n = 0;
    count(1, most).read(r_, node, n);
    std::vector<Copy> copies;
    for (int i = 1; i <= n; ++i) copies.push_back({"", numbered(static_cast<std::size_t>(i), static_cast<std::size_t>(n)), ""});
    return copies;
  }
  std::vector<Copy> one_a_place(const Node& node) {
    const Reader::Step step(r_, "per_place");
    std::vector<std::string> named;
    ListOf<NameOf>{{Of::place}, true}.read(r_, node, named);
    std::vector<Copy> copies;
    for (const std::string& place : named) {
      if (const Original* o = original(Of::place, place)) for (const Copy& copy : o->copies) copies.push_back({"", copy.name, copy.name});
      else copies.push_back({"", place, place});
    }
    return copies;
  }

  // ---- what becomes of it

  void make() {
    const TableInfo& format = scenario_table().info();
    for (Member& m : out_.scenario.table())
      if (const Key* key = format.find(m.name); key != nullptr && m.name != "variants") rewrite(m.value, key->shape);
    make_places(format.find("places")->shape.each->table->find("share")->shape);
    make_services();
    for (auto& [names, what] : {std::pair(&out_.services, Of::service), std::pair(&out_.places, Of::place)})
      for (const auto& [name, o] : of(what)) {
        names->emplace_back(name, std::vector<std::string>{});
        for (const Copy& copy : o.copies) names->back().second.push_back(copy.name);
      }
  }
  void make_places(const Shape& share) {
    Node* places = out_.scenario.find("places");
    if (places == nullptr || !places->is_table()) return;
    *places = spread(places->table(), Of::place, [&](Node place, const Original& o, const Copy&) {
      place.erase("copies");
      if (place.find("share") == nullptr) place.set("share", 1);
      divide(*place.find("share"), share, o.copies.size());
      return place;
    }, true);
  }
  void make_services() {
    Node* services = out_.scenario.find("services");
    if (services == nullptr || !services->is_table()) return;
    *services = spread(services->table(), Of::service, [&](Node service, const Original&, const Copy& copy) {
      service.erase("copies");
      service.erase("per_place");
      if (Node* key = service.find("key"); key != nullptr && key->is_text()) *key = key->text() + "_" + copy.suffix;
      if (service.find("group") == nullptr) service.set("group", copy_of_[0].find(copy.name)->second.first);
      if (!copy.place.empty()) service.set("at", Node::List{copy.place});
      return service;
    }, true);
  }

  /// Members that are originals become their copies, as `make` has each; one that the table has already stays as it is.
  template <class F>
  Node::Table spread(const Node::Table& table, Of what, F make, bool notes = false) {
    Node::Table out;
    std::map<std::string_view, const Node*> own;   // entries that the file has
    for (const Member& m : table) own.emplace(m.name, &m.value);
    const auto& copy_of = copy_of_[what == Of::place ? 1 : 0];
    for (const Member& m : table) {
      const Original* o = original(what, m.name);
      const auto copied = copy_of.find(m.name);
      if (o == nullptr && (copied == copy_of.end() || !own.contains(copied->second.first))) out.push_back(m);
      if (o == nullptr) continue;
      for (const Copy& copy : o->copies) {
        const auto given = own.find(copy.name);
        const bool is_made = given == own.end();
        if (is_made && !may_make(m.value)) return out;
        if (is_made && notes) out_.made_from.emplace(copy.name, m.name);
        out.push_back({copy.name, is_made ? make(m.value, *o, copy) : *given->second});
      }
    }
    std::erase_if(out, [](const Member& m) { return m.value.is_null(); });
    return out;
  }
  /// A few bytes can ask for any number of copies; told once.
  bool may_make(const Node& value) {
    if (made_ > most_made) return false;
    made_ += values_in(value);
    if (made_ > most_made) r_.problem("a smaller scenario: at most " + std::to_string(most_made) + " values are copied in all", "more");
    return made_ <= most_made;
  }

  // ---- who names it

  void rewrite(Node& node, const Shape& shape) {
    const bool names_some = shape.refers_to == Of::service || shape.refers_to == Of::place;
    if (shape.form == Shape::Form::list && names_some) return rewrite_list(node, *shape.refers_to);
    if (shape.form == Shape::Form::table) return rewrite_table(node, *shape.table);
    if (!node.is_table() || !shape.each) return;
    if (names_some && shape.each->refers_to == shape.refers_to && shape.each->each) return rewrite_pairs(node, shape, *shape.refers_to);
    for (Member& m : node.table())
      if (!is_origin(m.name)) rewrite(m.value, *shape.each);
    if (names_some && shape.form == Shape::Form::names) rewrite_names(node, *shape.each, *shape.refers_to);
  }
  void rewrite_list(Node& node, Of what) {
    if (node.is_text()) {
      if (original(what, node.text()) == nullptr) return;
      node = Node::List{node};
    }
    if (!node.is_list()) return;
    Node::List out;
    for (const Node& item : node.list()) {
      const Original* o = item.is_text() ? original(what, item.text()) : nullptr;
      if (o == nullptr) out.push_back(item);
      else for (const Copy& copy : o->copies) out.emplace_back(copy.name);
    }
    node = std::move(out);
  }
  /// Keys of the format as their shapes say; of other keys, those that may name a service (factors of rule C1) mean each copy.
  void rewrite_table(Node& node, const TableInfo& table) {
    if (!node.is_table()) return;
    Node::Table out;
    for (Member& m : node.table()) {
      const Key* key = table.find(m.name);
      const bool may_name = key == nullptr && table.rest && table.rest->placeholder.ends_with("SERVICE");
      const Original* o = may_name ? original(Of::service, m.name) : nullptr;
      if (key != nullptr) rewrite(m.value, key->shape);
      else if (table.rest) rewrite(m.value, table.rest->shape);
      if (o == nullptr) out.push_back(m);
      else for (const Copy& copy : o->copies) out.push_back({copy.name, m.value});
    }
    node = std::move(out);
  }
  /// Doors, shares by place. A door to a service of one's own place is a door from there only, and keeps its weight.
  void rewrite_names(Node& node, const Shape& each, Of what) {
    node = spread(node.table(), what, [&](Node value, const Original& o, const Copy& copy) {
      const bool is_door = each.form == Shape::Form::table && each.table->find("places") != nullptr;
      if (!o.is_per_place || !is_door) divide(value, each, o.copies.size());
      else value = door_in(std::move(value), *each.table, copy.place);
      return value;
    });
  }
  static Node door_in(Node door, const TableInfo& table, const std::string& place) {
    if (is_shorthand(table, door)) door = Node::Table{{table.shorthand, door}};
    const Node* places = door.find("places");
    const auto is_here = [&](const Node& p) { return p.is_text(place); };
    if (places != nullptr && places->is_list() && std::none_of(places->list().begin(), places->list().end(), is_here)) return {};
    door.set("places", Node::List{place});
    return door;
  }
  /// links.FROM.TO: what is said of receivers together is divided by sender.
  void rewrite_pairs(Node& node, const Shape& shape, Of what) {
    for (Member& from : node.table())
      if (from.value.is_table())
        for (Member& to : from.value.table()) rewrite(to.value, *shape.each->each);
    node = spread(node.table(), what, [](Node value, const Original&, const Copy&) { return value; });
    for (Member& from : node.table())
      if (from.value.is_table()) from.value = receivers(from.name, from.value.table(), *shape.each->each, what);
  }
  Node::Table receivers(const std::string& sender, const Node::Table& table, const Shape& link, Of what) {
    std::map<const Original*, std::ptrdiff_t> reached;   // among how many copies a sender's share is divided
    return spread(table, what, [&](Node value, const Original& o, const Copy& copy) {
      const bool nearby = wants_same_place(value);
      const auto is_reached = [&](const Copy& to) { return to.name != sender && !(nearby && is_elsewhere(sender, to)); };
      if (!is_reached(copy)) return Node();
      const auto [among, is_new] = reached.emplace(&o, 1);
      if (is_new && !(nearby && o.is_per_place)) among->second = std::count_if(o.copies.begin(), o.copies.end(), is_reached);
      divide(value, link, static_cast<std::size_t>(among->second));
      return value;
    });
  }
  bool is_elsewhere(const std::string& sender, const Copy& receiver) {
    const auto at = copy_of_[0].find(sender);
    return at != copy_of_[0].end() && !at->second.second.empty() && !receiver.place.empty() && at->second.second != receiver.place;
  }

  static constexpr std::size_t most_made = 300'000;

  Reader& r_;
  WithCopies out_;
  std::array<Originals, 2> originals_;   // services, places
  std::array<std::map<std::string, std::pair<std::string, std::string>, std::less<>>, 2> copy_of_;   // copy -> original, its place
  std::size_t made_ = 0;
};

}  // namespace

std::optional<WithCopies> with_copies(Reader& r, const Node& scenario) { return Copier(r, scenario).made(); }

}  // namespace casepath::reading
