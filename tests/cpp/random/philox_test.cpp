// Philox against the answers published with it, and its output at counters that differ in one bit.
#include "casepath/random/philox.hpp"

#include <boost/math/distributions/chi_squared.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "support/catch.hpp"

using namespace casepath;

namespace {

PhiloxCounter with_bit_flipped(PhiloxCounter counter, unsigned bit) {
  counter[bit / 32] ^= 1u << (bit % 32);
  return counter;
}

/// Chi-square of the top four bits at a counter against those at its neighbour: 256 cells, uniform when independent.
/// The counters run over a word that the flipped bit is not in, so that no pair is met twice.
double chi_square_of_neighbours(unsigned bit, std::uint32_t pairs) {
  std::array<std::uint32_t, 256> cell{};
  for (std::uint32_t n = 0; n < pairs; ++n) {
    const PhiloxCounter counter = bit < 32 ? PhiloxCounter{0, n, 0, 0} : PhiloxCounter{n, 0, 0, 0};
    const std::uint32_t here = philox(counter, {1, 2})[0] >> 28;
    const std::uint32_t there = philox(with_bit_flipped(counter, bit), {1, 2})[0] >> 28;
    ++cell[here * 16 + there];
  }
  const double expected = pairs / 256.0;
  double sum = 0;
  for (const std::uint32_t seen : cell) sum += (seen - expected) * (seen - expected) / expected;
  return sum;
}

/// Bits 0 to 127 are the counter's, 128 to 191 the key's.
PhiloxCounter philox_with_bit_flipped(const PhiloxCounter& counter, unsigned bit) {
  PhiloxKey key{1, 2};
  if (bit < 128) return philox(with_bit_flipped(counter, bit), key);
  key[(bit - 128) / 32] ^= 1u << (bit % 32);
  return philox(counter, key);
}

}  // namespace

TEST_CASE("philox gives the answers published with Random123", "[random][philox]") {
  constexpr std::uint32_t ones = 0xffffffffu;
  STATIC_REQUIRE(philox({0, 0, 0, 0}, {0, 0}) == PhiloxCounter{0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u});
  STATIC_REQUIRE(philox({ones, ones, ones, ones}, {ones, ones}) ==
                 PhiloxCounter{0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu});
  STATIC_REQUIRE(philox({0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u}, {0xa4093822u, 0x299f31d0u}) ==
                 PhiloxCounter{0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u});
}

TEST_CASE("words at counters that differ in one bit are independent, for each of the 128 bits", "[random][philox]") {
  const double limit = boost::math::quantile(complement(boost::math::chi_squared(255), 1e-6 / 128));  // 1e-6 for all of them
  double worst = 0;
  for (unsigned bit = 0; bit < 128; ++bit) worst = std::max(worst, chi_square_of_neighbours(bit, 1u << 14));
  CHECK(worst < limit);
}

TEST_CASE("one flipped bit of counter or key flips half of the 128 bits on average", "[random][philox]") {
  double flips = 0;
  int trials = 0;
  for (std::uint32_t n = 0; n < 200; ++n) {
    const PhiloxCounter counter{n, 7, 0, 0}, plain = philox(counter, {1, 2});
    for (unsigned bit = 0; bit < 192; ++bit, ++trials) {
      const PhiloxCounter other = philox_with_bit_flipped(counter, bit);
      for (std::size_t w = 0; w < 4; ++w) flips += std::popcount(plain[w] ^ other[w]);
    }
  }
  // Binomial(128, 1/2) a trial, trials pairwise independent: 4.9 standard errors are passed by chance once in 1e6.
  CHECK(std::abs(flips / trials - 64.0) < 4.9 * std::sqrt(32.0 / trials));
}
