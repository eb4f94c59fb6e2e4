#include "path.hpp"

#include <algorithm>

#include "collections.hpp"
#include "nearest.hpp"

namespace casepath::reading {
namespace {

bool is_shorthand(const Shape& shape, const Node& node) { return shape.form == Shape::Form::table && is_shorthand(*shape.table, node); }
bool is_filled(const Shape& shape, const Node& node) {
  return shape.form == Shape::Form::levels && shape.filled_from >= 0 && !is_by_level(node);
}

class Walk {
 public:
  Walk(Reader& r, std::vector<std::string> names) : r_(r), names_(std::move(names)) {}

  void from(const Node* node, const Shape& shape, std::size_t i) {
    if (i == names_.size()) return found(node, shape);
    if (names_[i] != "*") return step(node, shape, names_[i], i);
    const bool before = std::exchange(starred, true);
    for (const std::string& name : candidates(node, shape)) step(node, shape, name, i);
    starred = before || starred;
  }

  std::vector<Place> places;
  bool starred = false;
  std::string hint;

 private:
  void found(const Node* node, const Shape& shape) { places.push_back({path_, &shape, preset_, node != nullptr}); }

  void step(const Node* node, const Shape& shape, const std::string& name, std::size_t i) {
    const auto& levels = r_.names.levels.all();
    const Child child = child_of(shape, name, levels);
    const Node* inner = inside(node, shape, name);
    if (inner == nullptr && pair_step(node, shape, name, i)) return;
    const bool exists = inner != nullptr || (child.by_format && (!starred || child.has_value));
    if (child.shape == nullptr || !exists) return missing(node, shape, name);
    path_.push_back(name);
    const std::string before = std::exchange(preset_, child.preset);
    from(inner, *child.shape, i + 1);
    preset_ = before;
    path_.pop_back();
  }

  /// "need.need" is one name with a dot in it.
  bool pair_step(const Node* node, const Shape& shape, const std::string& name, std::size_t i) {
    if (shape.form != Shape::Form::names || i + 1 >= names_.size()) return false;
    const std::string pair = name + "." + names_[i + 1];
    const Node* inner = node != nullptr ? node->find(pair) : nullptr;
    if (inner == nullptr) return false;
    path_.push_back(pair);
    from(inner, *shape.each, i + 2);
    path_.pop_back();
    return true;
  }

  static const Node* inside(const Node* node, const Shape& shape, const std::string& name) {
    if (node == nullptr) return nullptr;
    if (is_shorthand(shape, *node)) return name == shape.table->shorthand ? node : nullptr;
    if (is_filled(shape, *node)) return node;
    return node->find(name);
  }

  std::vector<std::string> candidates(const Node* node, const Shape& shape) const {
    std::vector<std::string> names;
    if (node != nullptr && node->is_table() && !is_shorthand(shape, *node) && !is_filled(shape, *node))
      for (const Member& m : node->table())
        if (!is_origin(m.name)) names.push_back(m.name);
    if (shape.form == Shape::Form::levels) names = r_.names.levels.all();
    if (shape.form == Shape::Form::table)
      for (const Key& key : shape.table->keys)
        if (std::find(names.begin(), names.end(), key.name) == names.end()) names.push_back(key.name);
    return names;
  }

  void missing(const Node* node, const Shape& shape, const std::string& name) {
    if (!hint.empty()) return;
    std::vector<std::string> near = shape.form == Shape::Form::table    ? shape.table->key_names()
                                    : shape.form == Shape::Form::levels ? r_.names.levels.all()
                                                                        : std::vector<std::string>{};
    if (shape.form == Shape::Form::names && node != nullptr && node->is_table())
      for (const Member& m : node->table()) near.push_back(m.name);
    if (std::find(near.begin(), near.end(), name) != near.end()) return;
    if (shape.form == Shape::Form::table && shape.table->later(name) != nullptr) {
      hint = "\"" + name + "\" is not built yet in this version";
      return;
    }
    hint = "no \"" + name + "\" there";
    if (const std::string guess = did_you_mean(name, near); !guess.empty()) hint += "; " + guess;
    else if (shape.form == Shape::Form::names) hint += "; new names are made by `add`";
  }

  Reader& r_;
  std::vector<std::string> names_, path_;
  std::string preset_ = its_own;
};

}  // namespace

std::string Place::text() const {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ".") + name;
  return text;
}

std::vector<std::string> split_path(std::string_view path) {
  std::vector<std::string> names;
  while (true) {
    const auto dot = path.find('.');
    names.emplace_back(path.substr(0, dot));
    if (dot == std::string_view::npos) return names;
    path.remove_prefix(dot + 1);
  }
}

Child child_of(const Shape& shape, const std::string& name, const std::vector<std::string>& levels) {
  if (shape.form == Shape::Form::names) return {shape.each.get(), its_own, true, false};
  if (shape.form == Shape::Form::levels) {
    const bool known = std::find(levels.begin(), levels.end(), name) != levels.end();
    return known ? Child{shape.each.get(), shape.level_preset, true, true} : Child{};
  }
  if (shape.form != Shape::Form::table) return {};
  if (const Key* key = shape.table->find(name)) return {&key->shape, key->preset, key->has_value(), true};
  if (shape.table->rest) return {&shape.table->rest->shape, "1", shape.table->rest->has_value, shape.table->rest->has_value};
  return {};
}

Places places_of(Reader& r, const Node& scenario, const Shape& root, std::string_view path) {
  Walk walk(r, split_path(path));
  walk.from(&scenario, root, 0);
  if (walk.places.empty())
    r.problem(walk.starred ? "a path that matches something in the file or a default that is a value" : "a path of the file or of the format",
              walk.starred ? "one that matches nothing" : "one that does not exist", walk.hint);
  return {std::move(walk.places), walk.starred};
}

Node& opened(Node& scenario, const Shape& root, const Place& place, const std::vector<std::string>& levels) {
  Node* node = &scenario;
  const Shape* shape = &root;
  for (const std::string& name : place.names) {
    if (!node->is_null() && is_shorthand(*shape, *node)) *node = Node::Table{{shape->table->shorthand, *node}};
    if (!node->is_null() && is_filled(*shape, *node)) {
      Node::Table filled;
      for (std::size_t i = first_filled(shape->filled_from, *node); i < levels.size(); ++i) filled.push_back({levels[i], *node});
      *node = std::move(filled);
    }
    Node* inner = node->find(name);
    node = inner != nullptr ? inner : &node->set(name, Node{});
    shape = child_of(*shape, name, levels).shape;
  }
  return *node;
}

}  // namespace casepath::reading
