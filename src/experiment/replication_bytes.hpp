// What a replication came to, as bytes and back to the bit. One description of the fields serves both directions, so they
// cannot drift apart.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "replication.hpp"

namespace casepath::detail {

[[nodiscard]] std::string to_bytes(std::vector<OneResult> results);

/// @throws Error where bytes are missing or left over
[[nodiscard]] std::vector<OneResult> from_bytes(std::string_view bytes);

}  // namespace casepath::detail
