// The registry's own words: a Table lists each of its keys once, with shape, default, meaning and rule, and how to read it.
// Reader, schema, reference, paths of variants and `like` all walk these, so they cannot disagree (rules T4, V1).
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "node.hpp"
#include "reader.hpp"

namespace casepath::reading {

struct TableInfo;

/// What a value may look like.
struct Shape {
  enum class Form {
    leaf,     // one number, text or flag
    list,     // of leaves
    table,    // fixed keys
    names,    // the scenario's own names, each with the same shape
    levels    // names of levels, each with the same shape
  };
  Form form = Form::leaf;
  std::string word;                    // "chance", as the reference prints it
  Node schema;                         // leaf and list: JSON Schema of one plain value
  bool numeric = false;                // leaf: may be written { value, low, high, dist, source, grade }
  const TableInfo* table = nullptr;
  std::shared_ptr<const Shape> each;   // names and levels
  bool also_text = false;              // table: a text that is no shorthand may stand for it,
  bool also_number = false;            //   or a number
  int filled_from = -1;                // levels: a plain value fills the levels from here on (what raises: all); -1: none is allowed
  std::string level_preset;            // levels: what a level left out has
  std::string placeholder;             // names: what the reference calls one
  std::optional<Of> refers_to;         // leaf, list and names: whose names these are
};

inline constexpr const char* required = "required";
inline constexpr const char* none = "none";              // off; may be written
inline constexpr const char* not_given = "";             // off; cannot be written
inline constexpr const char* its_own = "its own keys";   // a table that is always there

struct Key {
  std::string name;
  Shape shape;
  std::string preset, meaning, rule;
  bool can_be_none = false;
  std::vector<std::string> excludes;   // keys that may not stand beside it
  std::function<void(Reader&, const Node&, void*)> read;
  std::function<void(void*)> clear = {};   // where it can be off and the field says so itself

  Key& or_none() { can_be_none = true; return *this; }
  Key& instead_of(std::string other) { excludes.push_back(std::move(other)); return *this; }
  [[nodiscard]] bool is_required() const { return preset == required; }
  /// A default that is a value, so that `*` in a path touches it where the file is silent (rule V1).
  [[nodiscard]] bool has_value() const { return preset != required && preset != none && preset != not_given; }
};

/// What keys not listed mean: names of the scenario or of the format.
struct Rest {
  Shape shape;
  std::string placeholder, meaning, rule;
  bool has_value = false;              // not given is a value (a factor of 1)
  std::function<void(Reader&, const std::string&, const Node&, void*)> read;
};

struct TableInfo {
  std::string name, meaning;
  std::vector<Key> keys;
  std::string shorthand;               // a plain value means this key; such a table is one value, merged whole by `like`
  std::optional<Rest> rest;
  std::vector<std::pair<std::string, std::string>> not_built;   // key, what it will be
  std::string stray;                   // what to say of keys that do not belong here
  std::function<void(Reader&, void*)> then;

  [[nodiscard]] const Key* find(std::string_view key) const;
  [[nodiscard]] std::vector<std::string> key_names() const;
  /// What a key that this version refuses will be, or null.
  [[nodiscard]] const std::string* later(std::string_view key) const;
};

/// `out` is the struct that the table's keys are bound to.
void read_table(Reader& r, const Node& node, const TableInfo& table, void* out);
/// A table with `value` where a plain value may stand.
[[nodiscard]] bool is_wrapped(const Node& node);
/// A plain or wrapped value where a table with a shorthand may stand. { value, low, high, dist } is a wrapped value, unless dist is
/// "fixed": then it is a distribution.
[[nodiscard]] bool is_shorthand(const TableInfo& table, const Node& node);
/// A member that says where things come from, not a name.
[[nodiscard]] bool is_origin(const std::string& name);

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

template <class K, class T>
void read_value(const K& kind, Reader& r, const Node& node, T& out) {
  if constexpr (is_optional<T>) kind.read(r, node, out ? *out : out.emplace());
  else kind.read(r, node, out);
}

template <class S>
class Table {
 public:
  Table(std::string name, std::string meaning) {
    info_.name = std::move(name);
    info_.meaning = std::move(meaning);
  }

  /// @param member  pointer to member, or a function from S& to what the key fills
  template <class M, class K>
  Key& key(std::string name, M member, K kind, std::string preset, std::string meaning, std::string rule) {
    using Field = std::remove_reference_t<std::invoke_result_t<M, S&>>;
    const bool can_be_none = is_optional<Field> && preset == none;
    Key key{std::move(name), kind.shape(), std::move(preset), std::move(meaning), std::move(rule), can_be_none, {}, {}};
    key.read = [member, kind](Reader& r, const Node& node, void* out) { read_value(kind, r, node, std::invoke(member, *static_cast<S*>(out))); };
    if constexpr (is_optional<Field>) key.clear = [member](void* out) { std::invoke(member, *static_cast<S*>(out)).reset(); };
    info_.keys.push_back(std::move(key));
    return info_.keys.back();
  }
  /// The same key for a struct that has the other as a member.
  template <class M>
  void adopt(Key key, M member) {
    key.read = [inner = key.read, member](Reader& r, const Node& node, void* out) { inner(r, node, &std::invoke(member, *static_cast<S*>(out))); };
    if (key.clear) key.clear = [inner = key.clear, member](void* out) { inner(&std::invoke(member, *static_cast<S*>(out))); };
    info_.keys.push_back(std::move(key));
  }
  template <class F>
  void rest(Shape shape, std::string placeholder, std::string meaning, std::string rule, bool has_value, F read) {
    info_.rest = Rest{std::move(shape), std::move(placeholder), std::move(meaning), std::move(rule), has_value,
                      [read](Reader& r, const std::string& name, const Node& node, void* out) {
                        read(r, name, node, *static_cast<S*>(out));
                      }};
  }
  void stray(std::string advice) { info_.stray = std::move(advice); }
  void shorthand(std::string key) { info_.shorthand = std::move(key); }
  void not_built(std::string key, std::string what) { info_.not_built.emplace_back(std::move(key), std::move(what)); }
  template <class F>
  void then(F check) {
    info_.then = [check](Reader& r, void* out) { check(r, *static_cast<S*>(out)); };
  }
  [[nodiscard]] const TableInfo& info() const { return info_; }

 private:
  TableInfo info_;
};

/// The whole struct, for keys that fill more than one member of it.
struct Self {
  template <class S>
  S& operator()(S& s) const { return s; }
};

/// A nested table as a kind of value.
template <class S>
struct TableOf {
  const Table<S>* table;
  void read(Reader& r, const Node& node, S& out) const { read_table(r, node, table->info(), &out); }
  [[nodiscard]] Shape shape() const {
    Shape shape;
    shape.form = Shape::Form::table;
    shape.word = table->info().name;
    shape.table = &table->info();
    return shape;
  }
};
template <class S>
TableOf<S> table_of(const Table<S>& table) { return {&table}; }

}  // namespace casepath::reading
