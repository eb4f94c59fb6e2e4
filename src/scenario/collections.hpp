// Kinds made of other kinds: lists, tables by the scenario's own names, tables by level.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "leaves.hpp"
#include "nearest.hpp"
#include "shape.hpp"

namespace casepath::reading {

/// True where a table that may be plain or by level is by level: it is a table, and not one value written as a table.
[[nodiscard]] bool is_by_level(const Node& node);
/// The first level that a plain value fills: what raises a need starts at the lowest, all else at `filled_from` (rule S2).
[[nodiscard]] std::size_t first_filled(int filled_from, const Node& node);
/// Level names no scenario may use, for the same reason.
[[nodiscard]] bool is_reserved_level(const std::string& name);

/// ["a", "b"]; one value alone where `one_alone`.
template <class K>
struct ListOf {
  K kind;
  bool one_alone = false;
  bool may_repeat = false;

  template <class T>
  void read(Reader& r, const Node& node, std::vector<T>& out) const {
    out.clear();
    if (one_alone && node.is_text()) return read_item(r, node, out);
    if (!node.is_list()) {
      const std::string hint = node.is_text() ? "write a list: [" + in_quotes(node.text()) + "]" : "";
      return r.problem("a list", found_text(node), hint);
    }
    for (const Node& item : node.list()) read_item(r, item, out);
    check_repeats(r, node);
  }
  [[nodiscard]] Shape shape() const {
    const Shape item = kind.shape();
    Shape shape;
    shape.form = Shape::Form::list;
    shape.word = "list of " + item.word;
    shape.schema = Node::Table{{"type", "array"}, {"items", item.schema}};
    shape.refers_to = item.refers_to;
    if (one_alone) shape.schema = Node::Table{{"anyOf", Node::List{item.schema, shape.schema}}};
    return shape;
  }

 private:
  template <class T>
  void read_item(Reader& r, const Node& item, std::vector<T>& out) const {
    if (auto value = kind.parse(r, item)) out.push_back(static_cast<T>(std::move(*value)));
  }
  void check_repeats(Reader& r, const Node& node) const {
    std::vector<std::string> seen;
    for (const Node& item : node.list()) {
      if (may_repeat || !item.is_text()) continue;
      if (std::find(seen.begin(), seen.end(), item.text()) != seen.end()) r.problem("a list without repeats", found_text(item) + " twice");
      seen.push_back(item.text());
    }
  }
};
template <class K>
ListOf<K> list_of(K kind) { return {std::move(kind)}; }

/// Whether the names of a table are new, or those of something else in the scenario.
struct New {
  std::string placeholder = "NAME";
  [[nodiscard]] static std::optional<Of> refers_to() { return std::nullopt; }
  bool good(Reader& r, const std::string& name) const { return r.good_name(name); }
};
struct Known {
  Of what;
  std::string placeholder = "NAME";
  [[nodiscard]] std::optional<Of> refers_to() const { return what; }
  bool good(Reader& r, const std::string& name) const {
    if (r.names[what].has(name)) return true;
    r.unknown_name(what, name);
    return false;
  }
};

/// A table by name; each gets a copy of what is there by default.
template <class K, class N>
struct NamesOf {
  K kind;
  N name_rule;

  template <class T>
  void read(Reader& r, const Node& node, Named<T>& out) const { read_from(r, node, out, T{}); }

  /// @param like  what each entry is before its keys are read
  template <class T>
  void read_from(Reader& r, const Node& node, Named<T>& out, const T& like) const {
    out.clear();
    if (!node.is_table()) return r.problem("a table by name", found_text(node), node.is_list() ? "write a table for each: [" + r.path() + ".NAME]" : "");
    const Reader::Within within(r, node);
    for (const Member& m : node.table()) {
      const Reader::Step step(r, m.name);
      if (is_origin(m.name) && m.value.is_table()) r.problem("another name", found_text(m.name), "\"source\" and \"grade\" are words of the format");
      if (is_origin(m.name) || !name_rule.good(r, m.name)) continue;
      r.saw_name(m.name);
      out.emplace_back(m.name, like);
      read_value(kind, r, m.value, out.back().second);
    }
  }
  [[nodiscard]] Shape shape() const {
    Shape shape;
    shape.form = Shape::Form::names;
    shape.each = std::make_shared<Shape>(kind.shape());
    shape.word = "table by name of " + shape.each->word;
    shape.placeholder = name_rule.placeholder;
    shape.refers_to = name_rule.refers_to();
    return shape;
  }
};
template <class K>
NamesOf<K, New> by_name(K kind, std::string placeholder = "NAME") { return {std::move(kind), {std::move(placeholder)}}; }
template <class K>
NamesOf<K, Known> by(Of what, K kind) { return {std::move(kind), {what, word_for(what)}}; }

/// A table by level; `preset` for levels left out. `filled_from`: a plain value fills the levels from here on, or
/// all of them if it raises (-1: none is allowed).
template <class K, class T>
struct LevelsOf {
  K kind;
  T preset;
  std::string preset_text;
  int filled_from = -1;

  void read(Reader& r, const Node& node, std::vector<T>& out) const {
    out.assign(r.names.levels.all().size(), preset);
    if (!is_by_level(node) && filled_from >= 0) return fill(r, node, out);
    if (!node.is_table()) return r.problem("a table by level", found_text(node), by_level_hint(r, node));
    const Reader::Within within(r, node);
    for (const Member& m : node.table()) {
      if (is_origin(m.name)) continue;
      const Reader::Step step(r, m.name);
      if (const auto level = LevelName{}.parse(r, m.name)) read_value(kind, r, m.value, out[*level]);
    }
  }
  [[nodiscard]] Shape shape() const {
    Shape shape;
    shape.form = Shape::Form::levels;
    shape.each = std::make_shared<Shape>(kind.shape());
    shape.word = shape.each->word + " by level";
    shape.filled_from = filled_from;
    shape.level_preset = preset_text;
    return shape;
  }

 private:
  void fill(Reader& r, const Node& node, std::vector<T>& out) const {
    T value = preset;
    read_value(kind, r, node, value);
    const std::size_t from = std::min(first_filled(filled_from, node), out.size());
    std::fill(out.begin() + static_cast<std::ptrdiff_t>(from), out.end(), value);
  }
  static std::string by_level_hint(const Reader& r, const Node& node) {
    const auto& levels = r.names.levels.all();
    return levels.empty() ? "" : "for example { " + levels.back() + " = " + found_text(node) + " }";
  }
};
template <class K>
LevelsOf<K, double> by_level(K kind, double preset, std::string preset_text) { return {std::move(kind), preset, std::move(preset_text)}; }
inline auto rates_by_level() { return by_level(Rate{}, 0.0, "0 per year"); }
inline auto factors_by_level() { return by_level(factor(), 1.0, "1"); }
inline auto shares_by_level() { return by_level(share(), 0.0, "0"); }

/// A key that was dealt with before reading (`like`, `copies`).
template <class K>
struct Done {
  K kind;
  std::string word;   // instead of the kind's own; "": that
  template <class T>
  void read(Reader&, const Node&, T&) const {}
  [[nodiscard]] Shape shape() const {
    Shape shape = kind.shape();
    if (!word.empty()) shape.word = word;
    return shape;
  }
};
template <class K>
Done<K> done(K kind, std::string word = "") { return {std::move(kind), std::move(word)}; }

}  // namespace casepath::reading
