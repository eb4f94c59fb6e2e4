// Golden streams: one number for the bits of a hundred thousand draws, which every compiler, level of optimisation and machine
// must come to. A change of one is a change of results (docs/explanation/determinism.md).
#pragma once

#include <bit>
#include <cstdint>

#include "casepath/random/draw.hpp"

namespace casepath::golden {

inline constexpr std::uint32_t draws = 100'000;

/// Of function(0), function(1) ...: as FNV-1a, a double at a time, with the high half folded into the low, since most of what tells
/// round numbers apart is high. @param function from the number of a draw to a double
template <class Function>
[[nodiscard]] std::uint64_t hash_of(Function&& function) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (std::uint32_t i = 0; i < draws; ++i) {
    hash = (hash ^ std::bit_cast<std::uint64_t>(double{function(i)})) * 0x100000001b3u;
    hash ^= hash >> 32;
  }
  return hash;
}

/// The block that belongs to the number of a draw.
[[nodiscard]] inline Block numbered(std::uint32_t i) { return draw(draw_key(1, 0), {.subject = i, .kind = SubjectKind::system}); }

}  // namespace casepath::golden
