// JSON text to a tree, with every limit of the format held while parsing: size, depth, duplicate keys, numbers beyond a double.
// The only door to the JSON library.
#pragma once

#include <cstddef>
#include <string_view>

#include "node.hpp"

namespace casepath::reading {

inline constexpr std::size_t max_bytes = 16u << 20;   // quality 4: limits with safe defaults
inline constexpr std::size_t max_depth = 32;
inline constexpr std::size_t max_links = 1'000'000;   // counted while reading, before anything is made of them

/// @throws ScenarioError if it is not JSON, not a table, or beyond a limit
[[nodiscard]] Node parse_json(std::string_view json);

}  // namespace casepath::reading
