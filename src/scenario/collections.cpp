#include "collections.hpp"

namespace casepath::reading {

bool is_reserved_level(const std::string& name) {
  static const std::vector<std::string> words{"value", "dist", "source", "grade", "chance", "overall", "odds", "reaches_goal",
                                              "rate", "every", "at", "first", "*"};
  return std::find(words.begin(), words.end(), name) != words.end();
}

bool is_by_level(const Node& node) {
  if (!node.is_table()) return false;
  return std::none_of(node.table().begin(), node.table().end(),
                      [](const Member& m) { return is_reserved_level(m.name) && !is_origin(m.name); });
}

std::size_t first_filled(int filled_from, const Node& node) {
  if (node.is_text() && node.text().starts_with('+')) return 0;
  for (const char* key : {"chance", "value"})
    if (const Node* inner = node.find(key)) return first_filled(filled_from, *inner);
  return static_cast<std::size_t>(filled_from);
}

}  // namespace casepath::reading
