// Names in patterns such as links.*.advice: what a programme covers. A service with copies stands for all of them (rule F4).
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

}  // namespace casepath
