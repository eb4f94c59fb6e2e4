// One draw: four 32-bit words at an address. Which word feeds what is fixed by the table of docs/reference/rules.md, 5.
// Nothing is stored: drawing the same block again gives the same words.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "casepath/random/draw_key.hpp"
#include "casepath/random/exact_math.hpp"
#include "casepath/random/philox.hpp"

namespace casepath {

/// A word as a number in (0, 1): the middles of 2^32 equal steps, so never 0 and never 1, and 1 - u is exact.
[[nodiscard, gnu::always_inline]] constexpr inline double uniform_of(std::uint32_t word) noexcept {
  return (static_cast<double>(word) + 0.5) * 0x1p-32;
}

struct Block {
  std::array<std::uint32_t, 4> word{};

  /// In (0, 1). @param i 0 to 3
  [[nodiscard, gnu::always_inline]] constexpr inline double uniform(int i) const noexcept {
    return uniform_of(word[static_cast<std::size_t>(i)]);
  }
  /// Unit mean, -log(uniform): falls strictly as the word rises; between 1.1e-10 and 22.9.
  [[nodiscard, gnu::always_inline]] constexpr inline double exponential(int i) const noexcept { return -log_of(uniform(i)); }
  /// Standard normal by inversion: rises strictly with the word; between -6.34 and 6.34.
  [[nodiscard]] double normal(int i) const noexcept { return normal_quantile(uniform(i)); }
};

[[nodiscard, gnu::always_inline]] constexpr inline PhiloxKey words_of(DrawKey key) noexcept {
  return {static_cast<std::uint32_t>(key.value), static_cast<std::uint32_t>(key.value >> 32)};
}
[[nodiscard, gnu::always_inline]] constexpr inline Block draw(DrawKey key, const Address& at, std::uint32_t block = 0) noexcept {
  return {philox(counter_of(at, block), words_of(key))};
}

/// Uniforms of one address by number, word n % 4 of block n / 4, each block drawn when one of its words is first asked for.
class NumberedLuck {
 public:
  NumberedLuck(DrawKey key, const Address& at) noexcept : key_(key), at_(at) {}
  [[nodiscard]] double uniform(std::size_t n) noexcept {
    if (const auto block = static_cast<std::uint32_t>(n / 4); block != drawn_) {
      words_ = draw(key_, at_, block);
      drawn_ = block;
    }
    return words_.uniform(static_cast<int>(n % 4));
  }

 private:
  DrawKey key_;
  Address at_;
  std::uint32_t drawn_ = blocks_per_address;
  Block words_;
};

}  // namespace casepath
