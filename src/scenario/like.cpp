#include "like.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "format.hpp"
#include "nearest.hpp"

namespace casepath::reading {
namespace {

void merge(Node& child, const Node& parent, const Shape& shape);

/// A key that cannot stand beside one the child has.
bool is_excluded(const Node& child, const TableInfo& table, const std::string& name) {
  const Key* key = table.find(name);
  if (key == nullptr) return false;
  const auto has = [&](const std::string& other) { return child.find(other) != nullptr; };
  if (std::any_of(key->excludes.begin(), key->excludes.end(), has)) return true;
  return std::any_of(table.keys.begin(), table.keys.end(), [&](const Key& other) {
    return has(other.name) && std::find(other.excludes.begin(), other.excludes.end(), name) != other.excludes.end();
  });
}

bool is_own(const std::string& name) { return name == "like" || name == "key" || name == "title" || name == "copies" || name == "per_place"; }

void merge_keys(Node& child, const Node& parent, const TableInfo& table) {
  const Node given = child;
  for (const Member& m : parent.table()) {
    const Key* key = table.find(m.name);
    if (is_own(m.name) || is_excluded(given, table, m.name)) continue;
    if (Node* mine = child.find(m.name); mine == nullptr) child.set(m.name, m.value);
    else if (key != nullptr) merge(*mine, m.value, key->shape);
  }
}

void merge_names(Node& child, const Node& parent, const Shape& each) {
  for (const Member& m : parent.table())
    if (Node* mine = child.find(m.name); mine == nullptr) child.set(m.name, m.value);
    else merge(*mine, m.value, each);
}

void merge(Node& child, const Node& parent, const Shape& shape) {
  if (!child.is_table() || !parent.is_table()) return;
  if (shape.form == Shape::Form::table && shape.table->shorthand.empty()) merge_keys(child, parent, *shape.table);
  if (shape.form == Shape::Form::names) merge_names(child, parent, *shape.each);
}

class Likes {
 public:
  Likes(Reader& r, Node& all, const Shape& each) : r_(r), all_(all), each_(each) {}

  void resolve_all() {
    for (Member& m : all_.table()) resolve(m.name, m.value);
  }

 private:
  void resolve(const std::string& name, Node& entry) {
    const Node* like = entry.find("like");
    if (like == nullptr) return;
    const Reader::Step step(r_, name), key(r_, "like");
    const Node wanted = *like;
    Node* other = wanted.is_text() ? all_.find(wanted.text()) : nullptr;
    if (other == nullptr || !other->is_table()) {
      r_.problem("the name of another in the same table", found_text(wanted), wanted.is_text() ? did_you_mean(wanted.text(), names()) : "");
    } else if (!open_.insert(name).second || open_.contains(wanted.text())) {
      r_.problem("free of circles", found_text(wanted), "a `like` leads back to itself");
    } else {
      resolve(wanted.text(), *other);
      if (may_inherit(*other)) merge(entry, *other, each_);
    }
    open_.erase(name);
    entry.erase("like");
  }
  /// A few bytes can ask for any number of copies; told once.
  bool may_inherit(const Node& parent) {
    const bool is_first = inherited_ <= most_inherited;
    if (is_first) inherited_ += values_in(parent);
    if (inherited_ <= most_inherited) return true;
    if (is_first) r_.problem("a smaller table: at most " + std::to_string(most_inherited) + " values are inherited in all", "more");
    return false;
  }
  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const Member& m : all_.table()) names.push_back(m.name);
    return names;
  }

  Reader& r_;
  Node& all_;
  const Shape& each_;
  std::set<std::string> open_;   // being resolved, to find circles
  static constexpr std::size_t most_inherited = 300'000;
  std::size_t inherited_ = 0;
};

void resolve_in(Reader& r, Node* all, const Shape& names) {
  if (all != nullptr && all->is_table()) Likes(r, *all, *names.each).resolve_all();
}

}  // namespace

void resolve_likes(Reader& r, Node& scenario) {
  const TableInfo& format = scenario_table().info();
  {
    const Reader::Step step(r, "services");
    resolve_in(r, scenario.find("services"), format.find("services")->shape);
  }
  Node* people = scenario.find("people");
  const Reader::Step step(r, "people"), cohorts(r, "cohorts");
  if (people != nullptr) resolve_in(r, people->find("cohorts"), people_table().info().find("cohorts")->shape);
}

}  // namespace casepath::reading
