// Philox 4x32-10: 128 bits of counter and 64 of key become 128 random bits, with no state in between.
// Source: Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3", table 2; checked against the
// known answers published with it.
#pragma once

#include <array>
#include <cstdint>

namespace casepath {

using PhiloxCounter = std::array<std::uint32_t, 4>;
using PhiloxKey = std::array<std::uint32_t, 2>;

namespace detail {

[[gnu::always_inline]] constexpr inline PhiloxCounter philox_round(const PhiloxCounter& c, const PhiloxKey& k) noexcept {
  const std::uint64_t a = std::uint64_t{0xd2511f53u} * c[0];
  const std::uint64_t b = std::uint64_t{0xcd9e8d57u} * c[2];
  return {static_cast<std::uint32_t>(b >> 32) ^ c[1] ^ k[0], static_cast<std::uint32_t>(b),
          static_cast<std::uint32_t>(a >> 32) ^ c[3] ^ k[1], static_cast<std::uint32_t>(a)};
}

/// Unrolled by the template: compilers keep the loop at -O2, which costs half as much again.
template <int rounds>
[[gnu::always_inline]] constexpr inline PhiloxCounter philox_rounds(const PhiloxCounter& c, const PhiloxKey& k) noexcept {
  if constexpr (rounds == 0) {
    return c;
  } else {
    return philox_rounds<rounds - 1>(philox_round(c, k), {k[0] + 0x9e3779b9u, k[1] + 0xbb67ae85u});
  }
}

}  // namespace detail

/// Ten rounds. Inlined by force: it is the hot path of every event.
[[nodiscard, gnu::always_inline]] constexpr inline PhiloxCounter philox(const PhiloxCounter& counter,
                                                                      const PhiloxKey& key) noexcept {
  return detail::philox_rounds<10>(counter, key);
}

}  // namespace casepath
