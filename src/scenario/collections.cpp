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

}  // namespace casepath::reading
