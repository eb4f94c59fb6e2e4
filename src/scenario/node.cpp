#include "node.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

#include "unseen.hpp"

namespace casepath::reading {

const Node* Node::find(std::string_view name) const {
  if (!is_table()) return nullptr;
  const auto at = std::find_if(table().begin(), table().end(), [&](const Member& m) { return m.name == name; });
  return at == table().end() ? nullptr : &at->value;
}

Node* Node::find(std::string_view name) { return const_cast<Node*>(std::as_const(*this).find(name)); }

Node& Node::set(std::string_view name, Node value) {
  if (!is_table()) value_ = Table{};
  if (Node* there = find(name)) return *there = std::move(value);
  table().push_back({std::string(name), std::move(value)});
  return table().back().value;
}

void Node::erase(std::string_view name) {
  if (is_table()) std::erase_if(table(), [&](const Member& m) { return m.name == name; });
}

std::string number_text(double number) {
  if (number == 0) return "0";  // also -0
  std::array<char, 32> room{};
  const bool whole = number == std::floor(number) && std::abs(number) < 1e15;   // 50000000, not 5e+07
  const auto end = whole ? std::to_chars(room.data(), room.data() + room.size(), static_cast<std::int64_t>(number)).ptr
                         : std::to_chars(room.data(), room.data() + room.size(), number).ptr;
  return {room.data(), end};
}

std::string in_quotes(std::string_view text) {
  static constexpr const char* hex = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') out += {'\\', c};
    else if (byte < 0x20) out += std::string("\\u00") + hex[byte >> 4] + hex[byte & 15];
    else out += c;
  }
  return out + '"';
}

namespace {

std::vector<const Member*> members_of(const Node& node, KeyOrder order) {
  std::vector<const Member*> members;
  for (const Member& m : node.table()) members.push_back(&m);
  if (order == KeyOrder::sorted)
    std::sort(members.begin(), members.end(), [](const Member* a, const Member* b) { return a->name < b->name; });
  return members;
}

class Writer {
 public:
  Writer(KeyOrder order, bool pretty) : order_(order), pretty_(pretty) {}

  void write(const Node& node) {
    if (node.is_table()) write_table(node);
    else if (node.is_list()) write_list(node);
    else if (node.is_text()) out += in_quotes(node.text());
    else if (node.is_number()) out += number_text(node.number());
    else if (node.is_flag()) out += node.flag() ? "true" : "false";
    else out += "null";
  }
  std::string out;

 private:
  void write_table(const Node& node) {
    open('{');
    bool first = true;
    for (const Member* m : members_of(node, order_)) {
      next(first);
      out += in_quotes(m->name) + (pretty_ ? ": " : ":");
      write(m->value);
    }
    close('}', first);
  }
  void write_list(const Node& node) {
    open('[');
    bool first = true;
    for (const Node& item : node.list()) {
      next(first);
      write(item);
    }
    close(']', first);
  }
  void open(char bracket) {
    out += bracket;
    ++depth_;
  }
  void close(char bracket, bool empty) {
    --depth_;
    if (!empty) new_line();
    out += bracket;
  }
  void next(bool& first) {
    if (!first) out += ',';
    first = false;
    new_line();
  }
  void new_line() {
    if (pretty_) out += "\n" + std::string(2 * depth_, ' ');
  }

  KeyOrder order_;
  bool pretty_;
  std::size_t depth_ = 0;
};

/// Cut at a character, never inside one (UTF-8 continuation bytes are 10xxxxxx).
std::string shortened(const std::string& text, std::size_t most) {
  if (text.size() <= most) return text;
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "...";
}

}  // namespace

std::string to_json(const Node& node, KeyOrder order) {
  Writer writer(order, false);
  writer.write(node);
  return std::move(writer.out);
}

std::string to_pretty_json(const Node& node) {
  Writer writer(KeyOrder::as_written, true);
  writer.write(node);
  return std::move(writer.out) + "\n";
}

std::string found_text(const Node& node) {
  if (node.is_table()) return node.table().empty() ? "an empty table" : "a table";
  if (node.is_list()) return node.list().empty() ? "an empty list" : "a list";
  if (node.is_text()) return with_escapes(in_quotes(shortened(node.text(), 60)));
  return to_json(node, KeyOrder::as_written);
}

std::size_t values_in(const Node& node) {
  std::size_t sum = 1;
  if (node.is_table()) for (const Member& m : node.table()) sum += values_in(m.value);
  if (node.is_list()) for (const Node& n : node.list()) sum += values_in(n);
  return sum;
}

}  // namespace casepath::reading
