// Patterns of links such as links.*.advice: which links a programme covers. A service with copies stands for all of them (rule F4).
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "casepath/scenario/network_spec.hpp"

namespace casepath {

/// Whether one name of a pattern means a service: its own name, `*`, or that of what it is a copy of.
[[nodiscard]] inline bool names_service(std::string_view name, const std::string& service, const Named<std::vector<std::string>>& copies) {
  if (name == "*" || name == service) return true;
  return std::any_of(copies.begin(), copies.end(), [&](const auto& original) {
    return original.first == name && std::find(original.second.begin(), original.second.end(), service) != original.second.end();
  });
}

/// Whether a pattern of three names, links.FROM.TO, means a link.
[[nodiscard]] inline bool names_link(std::string_view pattern, const LinkSpec& link, const Named<std::vector<std::string>>& copies) {
  const auto first = pattern.find('.'), second = pattern.find('.', first + 1);
  if (first == std::string_view::npos || second == std::string_view::npos || pattern.substr(0, first) != "links") return false;
  return names_service(pattern.substr(first + 1, second - first - 1), link.from, copies) && names_service(pattern.substr(second + 1), link.to, copies);
}

}  // namespace casepath
