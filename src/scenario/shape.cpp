#include "shape.hpp"

#include <algorithm>

#include "format.hpp"
#include "nearest.hpp"

namespace casepath::reading {
namespace {

/// A key that is switched off in so many words stands in nobody's way.
bool is_on(const Node& node, const Key& key) {
  const Node* value = node.find(key.name);
  return value != nullptr && !(key.can_be_none && value->is_text(none));
}

void check_exclusions(Reader& r, const Node& node, const TableInfo& table) {
  for (const Key& key : table.keys)
    for (const std::string& other : key.excludes)
      if (const Node* both = node.find(key.name); is_on(node, key) && is_on(node, *table.find(other))) {
        const Reader::Step step(r, key.name);
        r.problem("left out where " + other + " is given", found_text(*both), "keep one of the two");
      }
}

bool belongs_to_value(const TableInfo& table, const std::string& name) {
  return table.shorthand == "value" && (name == "low" || name == "high" || name == "dist") && table.find(name) == nullptr;
}

/// The `value` of a table that has more keys than a wrapped value, with what belongs to it: { value, low, high, dist }.
Node value_part(const Node& node, const TableInfo& table) {
  Node::Table part{{"value", *node.find("value")}};
  for (const Member& m : node.table())
    if (belongs_to_value(table, m.name)) part.push_back(m);
  return part;
}

/// What the key's own reader would have instead of nothing.
void read_missing(Reader& r, const Key& key, void* out) {
  const std::size_t before = r.problems.size();
  key.read(r, Node{}, out);
  for (std::size_t i = before; i < r.problems.size(); ++i) {
    r.problems[i].found = "nothing";
    r.problems[i].hint = "this key is required: " + key.meaning;
  }
}

/// "unlimited", null's other names: what people write for a key that is off.
bool means_none(const Node& node) {
  static const std::vector<std::string> words{"unlimited", "infinite", "infinity", "inf", "no limit", "no", "off", "never", "nil", "null", "n/a", "na", "None", "-", ""};
  return node.is_text() && std::find(words.begin(), words.end(), node.text()) != words.end();
}

void read_key(Reader& r, const Node& node, const TableInfo& table, const Key& key, const Node& child, void* out) {
  const std::size_t before = r.problems.size();
  if (child.is_text(none) && !key.can_be_none && key.preset == none) r.problem(key.shape.word, found_text(child));
  else if (child.is_text(none) && key.can_be_none && key.clear) key.clear(out);   // elsewhere it may be a name: of the lowest level
  else if (key.name == "value" && !is_wrapped(child)) key.read(r, value_part(node, table), out);
  else key.read(r, child, out);
  if (r.problems.size() > before && key.can_be_none && means_none(child)) r.problems.back().hint = "write \"none\", or leave the key out";
}

void read_keys(Reader& r, const Node& node, const TableInfo& table, void* out) {
  for (const Key& key : table.keys) {
    const Node* child = node.find(key.name);
    if (child == nullptr && !key.is_required()) continue;
    const Reader::Step step(r, key.name);
    if (child == nullptr) read_missing(r, key, out);
    else read_key(r, node, table, key, *child, out);
  }
}

/// A key such as `horizon` under a table's header: the file went on writing that table.
bool belongs_to_file(const std::string& name, const TableInfo& table) {
  const TableInfo& file = scenario_table().info();
  const Key* key = &table == &file || name == "name" ? nullptr : file.find(name);
  return key != nullptr && key->shape.form == Shape::Form::leaf;
}

std::string hint_for_unknown(const std::string& name, const TableInfo& table) {
  if (belongs_to_file(name, table)) return "it belongs at the top of the file, above the first [table]";
  const std::string guess = did_you_mean(name, table.key_names());
  if (!guess.empty()) return guess;
  return (table.stray.empty() ? "" : table.stray + "; ") + "keys: " + listed(table.key_names(), 40);
}

void unknown_key(Reader& r, const Member& member, const TableInfo& table) {
  if (!r.is_full()) r.problem("a key of \"" + table.name + "\"", "the unknown key " + found_text(member.name), hint_for_unknown(member.name, table));
}

/// [[services.hostel]] is a list with one table in it.
bool has_double_brackets(const Node& node) { return node.is_list() && !node.list().empty() && node.list().front().is_table(); }

void read_others(Reader& r, const Node& node, const TableInfo& table, void* out) {
  for (const Member& m : node.table()) {
    if (is_origin(m.name) || table.find(m.name) != nullptr || belongs_to_value(table, m.name)) continue;
    const Reader::Step step(r, m.name);
    if (const std::string* what = table.later(m.name)) r.not_built(*what, m.value);
    else if (table.rest) table.rest->read(r, m.name, m.value, out);
    else unknown_key(r, m, table);
  }
}

}  // namespace

const Key* TableInfo::find(std::string_view key) const {
  const auto at = std::find_if(keys.begin(), keys.end(), [&](const Key& k) { return k.name == key; });
  return at == keys.end() ? nullptr : &*at;
}

const std::string* TableInfo::later(std::string_view key) const {
  const auto at = std::find_if(not_built.begin(), not_built.end(), [&](const auto& n) { return n.first == key; });
  return at == not_built.end() ? nullptr : &at->second;
}

std::vector<std::string> TableInfo::key_names() const {
  std::vector<std::string> names;
  for (const Key& key : keys) names.push_back(key.name);
  return names;
}

bool is_wrapped(const Node& node) { return node.find("value") != nullptr; }

bool is_shorthand(const TableInfo& table, const Node& node) {
  if (table.shorthand.empty()) return false;
  if (!is_wrapped(node) || table.find("value") == nullptr) return !node.is_table() || is_wrapped(node);
  const Node* dist = node.find("dist");
  const bool other_keys = std::any_of(node.table().begin(), node.table().end(), [](const Member& m) {
    return !is_origin(m.name) && m.name != "value" && m.name != "low" && m.name != "high" && m.name != "dist";
  });
  return !other_keys && (dist == nullptr || !dist->is_text("fixed"));
}

bool is_origin(const std::string& name) { return name == "source" || name == "grade"; }

void read_table(Reader& r, const Node& node, const TableInfo& table, void* out) {
  const std::size_t problems_before = r.problems.size();
  if (is_shorthand(table, node)) {
    table.find(table.shorthand)->read(r, node, out);
  } else if (!node.is_table()) {
    const std::string hint = has_double_brackets(node) ? "write its header in single brackets: [" + r.path() + "]" : "keys: " + listed(table.key_names(), 40);
    return r.problem("a table \"" + table.name + "\"", found_text(node), hint);
  } else {
    const Reader::Within within(r, node);
    check_exclusions(r, node, table);
    read_keys(r, node, table, out);
    read_others(r, node, table, out);
  }
  if (table.then && r.problems.size() == problems_before) table.then(r, out);
}

}  // namespace casepath::reading
