#include "patch.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "collections.hpp"
#include "copies.hpp"
#include "nearest.hpp"
#include "path.hpp"
#include "quantity.hpp"

namespace casepath::reading {
namespace {

const Shape& root_shape() {
  static const Shape shape = table_of(scenario_table()).shape();
  return shape;
}

bool is_merged(const Shape& shape) {
  return shape.form == Shape::Form::names || (shape.form == Shape::Form::table && shape.table->shorthand.empty());
}

/// "1 day" times 3 is "3 days"; money keeps two decimals.
std::optional<Node> times(const Node& value, double by) {
  if (value.is_number()) return Node(value.number() * by);
  if (!value.is_text()) return std::nullopt;
  auto amount = amount_in(value.text());
  if (!amount) return std::nullopt;
  double number = amount->number * by;
  const bool is_money = !amount->before.empty() || (amount->after.size() >= 4 && std::isupper(static_cast<unsigned char>(amount->after[1])));
  if (is_money) number = std::round(number * 100) / 100;
  const bool one_unit = amount->after.starts_with(' ') && amount->after.find(' ', 1) == std::string::npos && !amount->after.ends_with('s') &&
                        std::isalpha(static_cast<unsigned char>(amount->after[1]));
  return Node(amount->before + number_text(number) + amount->after + (one_unit && !is_money && number != 1 ? "s" : ""));
}

/// A default of the format as it would be written.
Node written(const std::string& preset) {
  const auto number = plain_number(preset);
  return number ? Node(*number) : Node(preset);
}

/// { "links.desk.advice" = x } as tables in tables.
Node nested(const std::vector<std::string>& names, const Node& value) {
  Node node = value;
  for (auto name = names.rbegin(); name != names.rend(); ++name) {
    Node outer{Node::Table{}};
    outer.set(*name, std::move(node));
    node = std::move(outer);
  }
  return node;
}

class Patch {
 public:
  Patch(Reader& r, Node& scenario, const Named<VariantDraft>& variants) : r_(r), scenario_(scenario), variants_(variants) {}

  void apply(const std::string& name, bool record) {
    if (std::find(done_.begin(), done_.end(), name) != done_.end()) return;
    const auto at = std::find_if(variants_.begin(), variants_.end(), [&](const auto& v) { return v.first == name; });
    const VariantDraft& variant = at->second;
    open_.push_back(name);
    for (const std::string& other : variant.includes) include(other);
    open_.pop_back();
    record_ = record;
    apply_own(variant);
    done_.push_back(name);
  }

  void tie(const std::string& path, const TieDraft& tie) {
    if (!may_change(path)) return;
    record_ = false;   // every place is told, not only what `*` matched
    for (const Place& place : places(path)) {
      matched.push_back(place.text());
      if (tie.times.is_null()) set_at(place, tie.becomes);
      else multiply_at(place, tie.times);
    }
  }

  std::vector<std::string> matched;
  Named<TieDraft> ties;

 private:
  void include(const std::string& other) {
    std::vector<std::string> names;
    for (const auto& v : variants_) names.push_back(v.first);
    if (std::find(names.begin(), names.end(), other) == names.end()) {
      const Reader::Step step(r_, "includes");
      r_.problem("names of variants", found_text(other), did_you_mean(other, names));
    } else if (std::find(open_.begin(), open_.end(), other) != open_.end()) {
      const Reader::Step step(r_, "includes");
      r_.problem("free of circles", found_text(other), "variants include one another");
    } else {
      apply(other, false);
    }
  }

  void apply_own(const VariantDraft& v) {
    in("remove", [&] { remove_all(v.remove); });
    in("add", [&] { if (v.add.is_table()) add(scenario_, v.add, root_shape()); });
    in("multiply", [&] { each(v.multiply, [&](const Place& place, const Node& by) { multiply_at(place, by); }); });
    ties.insert(ties.end(), v.ties.begin(), v.ties.end());
    in("set", [&] { each(v.set, [&](const Place& place, const Node& value) { set_at(place, value); }); });
  }
  template <class F>
  void in(const char* name, F change) {
    const Reader::Step step(r_, name);
    change();
  }

  /// Every place of every path of a patch table.
  template <class F>
  void each(const Node& patch, F change) {
    if (!patch.is_table()) return;
    for (const Member& m : patch.table()) {
      const Reader::Step step(r_, m.name);
      if (!may_change(m.name) || is_unquoted(m)) continue;
      for (const Place& place : places(m.name)) change(place, m.value);
    }
  }
  std::vector<Place> places(const std::string& path) {
    write_out(path);
    Places all = places_of(r_, scenario_, root_shape(), path);
    if (all.starred && record_)
      for (const Place& place : all.found) matched.push_back(place.text());
    return std::move(all.found);
  }
  /// A path that names one copy (rule F4) writes that copy out, so that it can differ from the others. True if it did.
  bool write_out(const std::string& path) {
    const std::vector<std::string> names = split_path(path);
    Node* table = names.size() < 2 || (names[0] != "services" && names[0] != "places") ? nullptr : scenario_.find(names[0]);
    if (table == nullptr || !table->is_table() || table->find(names[1]) != nullptr) return false;
    Node part;
    for (const char* name : {"places", "services"})
      if (const Node* all = scenario_.find(name)) part.set(name, *all);
    const Names names_there = names_in(part);
    Reader scratch(names_there);
    const auto made = with_copies(scratch, part);
    const Node* copy = made ? made->scenario.find(names[0])->find(names[1]) : nullptr;
    if (copy == nullptr) return false;
    table->set(names[1], *copy);
    return true;
  }
  bool may_change(const std::string& path) {
    const std::string first = split_path(path).front();
    if (first != "casepath" && first != "variants" && first != "currency") return true;
    r_.problem("left out", found_text(path), "a variant cannot change it");
    return false;
  }
  /// services.hostel.capacity = 61 without quotes is a table in a table, and would replace all services.
  bool is_unquoted(const Member& m) {
    const Key* key = scenario_table().info().find(m.name);
    if (key == nullptr || !m.value.is_table() || !is_merged(key->shape)) return false;
    std::string path = m.name;
    for (const Node* n = &m.value; n->is_table() && n->table().size() == 1; n = &n->table().front().value) path += "." + n->table().front().name;
    r_.problem("a path in quotes", "a table", "write " + in_quotes(path) + " = ...");
    return true;
  }

  void set_at(const Place& place, const Node& value) { opened(scenario_, root_shape(), place, r_.names.levels.all()) = value; }

  void multiply_at(const Place& place, const Node& by) {
    const Node* factor = by.find("value");
    const Node& plain = factor != nullptr ? *factor : by;
    if (!plain.is_number() || !(plain.number() >= 0)) return r_.problem("a factor, at least 0", found_text(by));
    Node& node = opened(scenario_, root_shape(), place, r_.names.levels.all());
    if (node.is_null()) node = written(place.preset);
    if (node.is_text(none)) return;
    if (!multiply(node, *place.shape, plain.number()))
      r_.problem("a path to one number", place.text() + " = " + found_text(node), "name the number, for example " + place.text() + ".mean");
  }

  void remove_all(const Node& paths) {
    if (paths.is_null()) return;
    for (const Node& path : flattened(paths)) {
      if (!path.is_text()) {
        r_.problem("a list of paths, or a table of named lists of paths", found_text(path));
        continue;
      }
      const Reader::Step step(r_, path.text());
      if (!may_change(path.text())) continue;
      if (split_path(path.text()).size() == 2 && write_out(path.text())) r_.problem("left as it is", "one of the copies", "set a smaller `copies`");
      else remove(places(path.text()));
    }
  }
  static Node::List flattened(const Node& paths) {
    if (paths.is_list()) return paths.list();
    Node::List all;
    for (const Member& m : paths.table()) {
      if (m.value.is_list()) all.insert(all.end(), m.value.list().begin(), m.value.list().end());
      else all.push_back(m.value);
    }
    return all;
  }
  void remove(const std::vector<Place>& all) {
    for (const Place& place : all) {
      Place parent = place;
      parent.names.pop_back();
      if (place.in_file) opened(scenario_, root_shape(), parent, r_.names.levels.all()).erase(place.names.back());
      else r_.problem("something that the file has", "a default of the format");
    }
  }

  void add(Node& into, const Node& more, const Shape& shape) {
    for (const Member& m : more.table()) {
      const bool is_top = shape.table == &scenario_table().info();
      if (const auto names = split_path(m.name); is_top && names.size() > 1) {
        add(into, nested(names, m.value), shape);
        continue;
      }
      const Reader::Step step(r_, m.name);
      if (is_top && !may_change(m.name)) continue;
      if (shape.form == Shape::Form::names && &into == scenario_.find("services")) write_out("services." + m.name);
      Node* there = into.find(m.name);
      const Child child = child_of(shape, m.name, r_.names.levels.all());
      if (there == nullptr) into.set(m.name, m.value);
      else if (there->is_table() && m.value.is_table() && child.shape != nullptr && is_merged(*child.shape)) add(*there, m.value, *child.shape);
      else r_.problem("a name that does not exist yet", found_text(m.name), "to change what exists, use `set`");
    }
  }

  Reader& r_;
  Node& scenario_;
  const Named<VariantDraft>& variants_;
  std::vector<std::string> open_, done_;
  bool record_ = true;
};

}  // namespace

bool multiply(Node& node, const Shape& shape, double by) {
  if (is_wrapped(node) && !(shape.form == Shape::Form::table && shape.table->find("value") == nullptr && shape.table->shorthand.empty())) {
    for (const char* key : {"value", "low", "high"})
      if (Node* n = node.find(key)) {
        const auto product = times(*n, by);
        if (!product) return false;
        *n = *product;
      }
    return true;
  }
  if (node.is_table() && shape.form == Shape::Form::levels) {
    for (Member& m : node.table())
      if (!is_origin(m.name) && !multiply(m.value, *shape.each, by)) return false;
    return true;
  }
  if (node.is_table() && shape.form == Shape::Form::table && !shape.table->shorthand.empty()) {
    Node* first = node.find(shape.table->shorthand);
    return first != nullptr && multiply(*first, shape.table->find(shape.table->shorthand)->shape, by);
  }
  const auto product = times(node, by);
  if (product) node = *product;
  return product.has_value();
}

Patched patched(Reader& r, const Node& base, const Named<VariantDraft>& variants, const std::string& name) {
  Patched out{base, {}, {}};
  out.scenario.erase("variants");
  Patch patch(r, out.scenario, variants);
  const Reader::Step all(r, "variants"), one(r, name);
  patch.apply(name, true);
  out.matched = std::move(patch.matched);
  out.ties = std::move(patch.ties);
  return out;
}

Patched tied_end(Reader& r, const Node& scenario, const std::string& path, const TieDraft& tie) {
  Patched out{scenario, {}, {}};
  for (const char* part : {"variants", "ties"}) out.scenario.erase(part);
  const Named<VariantDraft> none_at_all;
  Patch patch(r, out.scenario, none_at_all);
  patch.tie(path, tie);
  out.matched = std::move(patch.matched);
  return out;
}

}  // namespace casepath::reading
