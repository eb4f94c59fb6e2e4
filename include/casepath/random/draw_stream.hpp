// A stream of words from the later blocks of one address, for what needs an unknown number of them (rejection samplers).
// It starts at block 1, so that the four words of block 0 keep their fixed meaning. Drives Boost.Random and <random>.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

#include "casepath/random/draw.hpp"

namespace casepath {

/// A UniformRandomBitGenerator of 32 bits. Draws nothing until asked. Four million words, then it repeats.
class DrawStream {
 public:
  using result_type = std::uint32_t;

  DrawStream(DrawKey key, const Address& at, std::uint32_t first_block = 1) noexcept
      : key_(key), at_(at), next_block_(first_block) {}

  [[nodiscard]] static constexpr result_type min() noexcept { return 0; }
  [[nodiscard]] static constexpr result_type max() noexcept { return std::numeric_limits<result_type>::max(); }

  result_type operator()() noexcept {
    if (used_ == 4) refill();
    return block_.word[used_++];
  }
  /// In (0, 1).
  double uniform() noexcept { return uniform_of((*this)()); }

 private:
  void refill() noexcept {
    block_ = draw(key_, at_, next_block_++);
    used_ = 0;
  }

  DrawKey key_;
  Address at_;
  std::uint32_t next_block_;
  std::size_t used_ = 4;
  Block block_;
};

}  // namespace casepath
