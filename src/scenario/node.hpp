// A scenario file as a tree: what the JSON said, in the order it said it. Reading, patching and printing all work on this tree,
// so only parse.cpp knows the JSON library. Depth is capped while parsing, so walking it may recurse.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace casepath::reading {

struct Member;

class Node {
 public:
  using List = std::vector<Node>;
  using Table = std::vector<Member>;

  // A tree is written as nested values, so these convert.
  Node() noexcept;
  Node(bool b);             // NOLINT
  Node(double d);           // NOLINT
  Node(int i);              // NOLINT
  Node(const char* s);      // NOLINT
  Node(std::string s);      // NOLINT
  Node(List l);             // NOLINT
  Node(Table t);            // NOLINT
  Node(const Node&);
  Node(Node&&) noexcept;
  Node& operator=(const Node&);
  Node& operator=(Node&&) noexcept;
  ~Node();

  [[nodiscard]] bool is_null() const { return value_.index() == 0; }
  [[nodiscard]] bool is_flag() const { return value_.index() == 1; }
  [[nodiscard]] bool is_number() const { return value_.index() == 2; }
  [[nodiscard]] bool is_text() const { return value_.index() == 3; }
  [[nodiscard]] bool is_text(std::string_view s) const { return is_text() && text() == s; }
  [[nodiscard]] bool is_list() const { return value_.index() == 4; }
  [[nodiscard]] bool is_table() const { return value_.index() == 5; }

  [[nodiscard]] bool flag() const { return std::get<1>(value_); }
  [[nodiscard]] double number() const { return std::get<2>(value_); }
  [[nodiscard]] const std::string& text() const { return std::get<3>(value_); }
  [[nodiscard]] const List& list() const { return std::get<4>(value_); }
  [[nodiscard]] List& list() { return std::get<4>(value_); }
  [[nodiscard]] const Table& table() const { return std::get<5>(value_); }
  [[nodiscard]] Table& table() { return std::get<5>(value_); }

  /// The member of that name, or null if there is none or this is no table. O(members).
  [[nodiscard]] const Node* find(std::string_view name) const;
  [[nodiscard]] Node* find(std::string_view name);
  /// Replaces the member or makes it; what is no table becomes one.
  Node& set(std::string_view name, Node value);
  void erase(std::string_view name);

 private:
  std::variant<std::monostate, bool, double, std::string, List, Table> value_;
};

struct Member {
  std::string name;
  Node value;
};

// Defined here because only now a Table's members are complete.
inline Node::Node() noexcept = default;
inline Node::Node(bool b) : value_(b) {}
inline Node::Node(double d) : value_(d) {}
inline Node::Node(int i) : value_(static_cast<double>(i)) {}
inline Node::Node(const char* s) : value_(std::string(s)) {}
inline Node::Node(std::string s) : value_(std::move(s)) {}
inline Node::Node(List l) : value_(std::move(l)) {}
inline Node::Node(Table t) : value_(std::move(t)) {}
// Not by the variant's own copying: where memory runs out amid it, libstdc++ 12 clears away what was never there.
inline Node::Node(const Node& other) {
  std::visit([this](const auto& value) { value_ = std::decay_t<decltype(value)>(value); }, other.value_);
}
inline Node::Node(Node&&) noexcept = default;
inline Node& Node::operator=(const Node& other) { return *this = Node(other); }
inline Node& Node::operator=(Node&&) noexcept = default;
inline Node::~Node() = default;

/// Shortest text that reads back as the same number; the same on every platform.
[[nodiscard]] std::string number_text(double number);
[[nodiscard]] std::string in_quotes(std::string_view text);

/// Values in a tree, tables and lists included.
[[nodiscard]] std::size_t values_in(const Node& node);

enum class KeyOrder { as_written, sorted };
/// JSON without white space.
[[nodiscard]] std::string to_json(const Node& node, KeyOrder order);
/// JSON for people: two spaces an indent.
[[nodiscard]] std::string to_pretty_json(const Node& node);
/// What was found, for a message: `"text"`, `5`, `a table`; never long.
[[nodiscard]] std::string found_text(const Node& node);

}  // namespace casepath::reading
