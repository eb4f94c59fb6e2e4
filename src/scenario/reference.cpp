// The registry as text for people: the reference page, one row a key, and `explain` of a path.
#include <algorithm>
#include <functional>
#include <vector>

#include "casepath/base/error.hpp"
#include "casepath/scenario/io.hpp"
#include "collections.hpp"
#include "format.hpp"
#include "nearest.hpp"
#include "path.hpp"

namespace casepath {
namespace {

using namespace reading;

/// A table with its own section: one value (chance, duration, cost) has its section under "Values".
bool is_value(const TableInfo& table) { return !table.shorthand.empty() || table.name == "odds" || table.name == "effort" || table.name == "part of a mixture"; }

struct Section {
  std::string path;
  const TableInfo* table;
};

/// Sections of the file in its own order, and the tables that stand for values, each once.
class Sections {
 public:
  Sections() { table("", scenario_table().info()); }
  std::vector<Section> tables, values;

 private:
  void table(const std::string& path, const TableInfo& info) {
    auto& section = is_value(info) ? values : tables;
    const auto same = [&](const Section& s) { return s.table == &info && (is_value(info) || s.path == path); };
    if (std::any_of(section.begin(), section.end(), same)) return;
    section.push_back({path, &info});
    for (const Key& key : info.keys) shape(path.empty() ? key.name : path + "." + key.name, key.shape);
    if (info.rest) shape(path + "." + info.rest->placeholder, info.rest->shape);
  }
  void shape(const std::string& path, const Shape& s) {
    if (s.form == Shape::Form::table) table(path, *s.table);
    else if (s.form == Shape::Form::names) shape(path + "." + upper(s.placeholder), *s.each);
    else if (s.form == Shape::Form::levels) shape(path + ".LEVEL", *s.each);
  }

 public:
  static std::string upper(std::string word) {
    std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return word;
  }
};

std::string default_text(const Key& key) {
  if (key.preset == not_given) return "not given";
  if (key.preset == its_own && key.shape.form == Shape::Form::levels) return key.shape.level_preset + " at each level";
  if (key.preset == its_own && key.shape.form == Shape::Form::names) return "no entry";
  if (key.preset == none && !key.can_be_none) return "not given";
  return key.preset + (key.can_be_none && key.preset != none ? ", or none" : "");
}

std::string escaped(std::string text) {
  for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2) text.insert(at, "\\");
  return text;
}

std::string row(const std::string& name, const std::string& kind, const std::string& preset, const std::string& meaning, const std::string& rule) {
  return "| `" + name + "` | " + escaped(kind) + " | " + escaped(preset) + " | " + escaped(meaning) + " | " + rule + " |\n";
}

std::string rows(const TableInfo& table) {
  std::string out = "| key | kind | default | meaning | rule |\n|---|---|---|---|---|\n";
  for (const Key& key : table.keys) out += row(key.name, key.shape.word, default_text(key), key.meaning, key.rule);
  if (table.rest) out += row(table.rest->placeholder, table.rest->shape.word, table.rest->has_value ? "1" : "not given", table.rest->meaning, table.rest->rule);
  for (const auto& [name, what] : table.not_built) out += row(name, "", "", "not built yet: " + what, "");
  return out;
}

constexpr const char* preamble =
    "# The scenario format\n\n"
    "Printed by the reader's own registry: `casepath explain PATH` prints one line of it. A key that is not given is off, as its default says (rule T4).\n\n"
    "- A number with a dimension is text with its unit: `\"2 per year\"`, `\"6 weeks\"`, `\"1 day 9 hours\"`, `\"£42.50\"`, `\"£120000 per year\"`, `\"25 %\"`. "
    "A year is 365.25 days, a month is a twelfth of it. Chances, shares, factors and counts are bare numbers.\n"
    "- Any number may be written `{ value, low, high, dist, source, grade }`. `source` and `grade` on a table are inherited by everything in it; "
    "without any the source is \"assumed\", grade A; a source without a grade is grade S (rule F6).\n"
    "- A table *by level* has names of levels as keys; a level left out has the default of the kind.\n"
    "- A table *by name* has names that the scenario chooses, or names of its needs, services or places.\n"
    "- `like = \"NAME\"` on a cohort or service inherits from another: tables of keys and of names are merged, values replaced (rule F2).\n\n";

std::string key_text(const std::string& path, const Key& key) {
  std::string out = path + "\n  " + key.meaning + "\n  kind:    " + key.shape.word + "\n  default: " + default_text(key) + "\n  rule:    " + key.rule + " (docs/reference/rules.md)\n";
  for (const std::string& other : key.excludes) out += "  not with: " + other + "\n";
  return out;
}

std::string keys_text(const Shape& shape) {
  if (shape.form != Shape::Form::table) return {};
  std::string out = "  " + shape.table->meaning + "\n";
  if (!shape.table->shorthand.empty()) out += "  a plain value means " + shape.table->shorthand + "\n";
  for (const Key& key : shape.table->keys) out += "  - " + key.name + " (" + key.shape.word + ", default " + default_text(key) + "): " + key.meaning + "\n";
  if (shape.table->rest) out += "  - " + shape.table->rest->placeholder + ": " + shape.table->rest->meaning + "\n";
  return out;
}

[[noreturn]] void no_such_path(std::string_view path, const Shape& shape, const std::string& name) {
  const auto names = shape.form == Shape::Form::table ? shape.table->key_names() : std::vector<std::string>{};
  const std::string hint = did_you_mean(name, names);
  throw ScenarioError({{std::string(path), "\"" + name + "\"", "a path of the format", hint.empty() && !names.empty() ? "keys there: " + listed(names, 40) : hint}});
}

}  // namespace

std::vector<FormatKey> format_keys() {
  std::vector<FormatKey> keys;
  const Sections sections;
  for (const auto* part : {&sections.tables, &sections.values})
    for (const auto& [path, table] : *part) {
      const std::string in = path.empty() ? "" : path + ".";
      for (const Key& key : table->keys) keys.push_back({in + key.name, key.shape.word, default_text(key), key.meaning, key.rule, key.is_required(), true});
      for (const auto& [name, what] : table->not_built) keys.push_back({in + name, "", "", what, "", false, false});
    }
  return keys;
}

std::string format_reference() {
  std::string out = preamble;
  const Sections sections;
  for (const auto& [path, table] : sections.tables)
    out += (path.empty() ? "## The file\n\n" : "## `[" + path + "]`\n\n") + table->meaning + "\n\n" + rows(*table) + "\n";
  out += "# Values\n\nTables that stand for one value, wherever their kind is named above.\n\n";
  for (const auto& section : sections.values) {
    const TableInfo& table = *section.table;
    const std::string plain = table.shorthand.empty() ? "" : " A plain value means `" + table.shorthand + "`.";
    out += "## " + table.name + "\n\n" + table.meaning + plain + "\n\n" + rows(table) + "\n";
  }
  return out;
}

std::string explain_path(std::string_view path) {
  Shape shape = table_of(scenario_table()).shape();
  std::string about;
  for (const std::string& name : split_path(path)) {
    if (shape.form == Shape::Form::table) {
      if (const std::string* what = shape.table->later(name)) return std::string(path) + "\n  not built yet in this version: " + *what + "\n";
      const Key* key = shape.table->find(name);
      if (key == nullptr && !shape.table->rest) no_such_path(path, shape, name);
      about = key != nullptr ? key_text(std::string(path), *key) : std::string(path) + "\n  " + shape.table->rest->meaning + "\n";
      shape = key != nullptr ? Shape(key->shape) : Shape(shape.table->rest->shape);
    } else if (shape.each) {
      shape = Shape(*shape.each);
    } else {
      no_such_path(path, shape, name);
    }
  }
  return (about.empty() ? std::string(path) + "\n  kind:    " + shape.word + "\n" : about) + keys_text(shape);
}

}  // namespace casepath
