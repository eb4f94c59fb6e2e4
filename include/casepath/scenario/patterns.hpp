// Names in patterns such as links.*.advice, and what a condition is of: what a programme covers. A service with copies stands for all of them (rule F4).
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "casepath/scenario/spec.hpp"

namespace casepath {

/// Whether one name of a pattern means a service: its own name, `*`, or that of what it is a copy of.
[[nodiscard]] inline bool names_service(std::string_view name, const std::string& service, const Named<std::vector<std::string>>& copies) {
  if (name == "*" || name == service) return true;
  return std::any_of(copies.begin(), copies.end(), [&](const auto& original) {
    return original.first == name && std::find(original.second.begin(), original.second.end(), service) != original.second.end();
  });
}

/// A link as a condition's item.
[[nodiscard]] inline std::string item_of(const LinkSpec& link) { return link.from + "." + link.to; }

/// What a condition of that kind is of (rule C4): names of services or places, links as FROM.TO; one empty name for the whole system.
[[nodiscard]] inline std::vector<std::string> items_of(std::string_view kind, const ScenarioSpec& spec) {
  std::vector<std::string> items;
  if (kind == "service")
    for (const auto& service : spec.services) items.push_back(service.first);
  else if (kind == "place")
    for (const auto& place : spec.places) items.push_back(place.first);
  else if (kind == "link")
    for (const LinkSpec& link : spec.links) items.push_back(item_of(link));
  else
    items.emplace_back();
  return items;
}

}  // namespace casepath
