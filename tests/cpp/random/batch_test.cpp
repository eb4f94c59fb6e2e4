// Blocks in vectors against blocks one by one, for every level this machine has, and how a level is chosen.
#include "casepath/random/batch.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "casepath/base/error.hpp"
#include "support/catch.hpp"

using namespace casepath;

namespace {

constexpr PhiloxKey key{0x9e3779b9u, 0xdeadbeefu};

std::vector<VectorLevel> levels_here() {
  std::vector<VectorLevel> levels;
  for (int level = 0; level <= static_cast<int>(widest_level()); ++level) levels.push_back(static_cast<VectorLevel>(level));
  return levels;
}

/// All four words vary, each with every bit.
std::vector<PhiloxCounter> some_counters(std::size_t n) {
  std::vector<PhiloxCounter> counters(n);
  std::uint32_t x = 1;
  for (PhiloxCounter& counter : counters)
    for (std::uint32_t& word : counter) word = x = x * 1664525u + 1013904223u;
  return counters;
}

std::vector<PhiloxCounter> one_by_one(std::vector<PhiloxCounter> counters) {
  for (PhiloxCounter& counter : counters) counter = philox(counter, key);
  return counters;
}

}  // namespace

TEST_CASE("a million blocks are the same at every level as one by one", "[random][batch]") {
  const auto counters = some_counters(1'000'000);
  const auto expected = one_by_one(counters);
  for (const VectorLevel level : levels_here()) {
    INFO(name_of(level));
    auto blocks = counters;
    philox_many(key, blocks, level);
    CHECK(blocks == expected);
  }
}

TEST_CASE("every level gives the answers published with Random123", "[random][batch]") {
  constexpr std::uint32_t ones = 0xffffffffu;
  for (const VectorLevel level : levels_here()) {
    INFO(name_of(level));
    std::vector<PhiloxCounter> zeros(7, PhiloxCounter{0, 0, 0, 0}), full(7, PhiloxCounter{ones, ones, ones, ones}),
        pi(7, PhiloxCounter{0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u});
    philox_many({0, 0}, zeros, level);
    philox_many({ones, ones}, full, level);
    philox_many({0xa4093822u, 0x299f31d0u}, pi, level);
    CHECK(zeros == std::vector<PhiloxCounter>(7, {0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u}));
    CHECK(full == std::vector<PhiloxCounter>(7, {0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu}));
    CHECK(pi == std::vector<PhiloxCounter>(7, {0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u}));
  }
}

TEST_CASE("any number of blocks, from any word on, and no word beside them", "[random][batch]") {
  constexpr std::size_t margin = 4;
  for (const VectorLevel level : levels_here())
    for (std::size_t n = 0; n < 68; ++n)
      for (std::size_t first = 0; first < 4; ++first) {
        INFO(name_of(level) << ", " << n << " blocks from word " << first);
        const auto counters = some_counters(n);
        std::vector<PhiloxCounter> room(n + margin, PhiloxCounter{7, 7, 7, 7});
        auto* const start = reinterpret_cast<PhiloxCounter*>(room.front().data() + first);   // 4 bytes of 16 further each time
        std::copy(counters.begin(), counters.end(), start);
        philox_many(key, {start, n}, level);
        const auto expected = one_by_one(counters);
        REQUIRE(std::equal(expected.begin(), expected.end(), start));
        const std::uint32_t* const words = room.front().data();
        for (std::size_t i = 0; i < first; ++i) REQUIRE(words[i] == 7);
        for (std::size_t i = first + 4 * n; i < 4 * room.size(); ++i) REQUIRE(words[i] == 7);
      }
}

TEST_CASE("a level is chosen by name, the widest without one", "[random][batch]") {
  CHECK(level_named(std::nullopt) == widest_level());
  for (const VectorLevel level : levels_here()) CHECK(level_named(name_of(level)) == level);
  CHECK_THROWS_WITH(level_named("mmx"), "CASEPATH_VECTORS: got mmx, must be plain, sse2, avx2 or avx512");
  if (widest_level() != VectorLevel::avx512)
    CHECK_THROWS_WITH(level_named("avx512"),
                      "CASEPATH_VECTORS: got avx512, but this machine has at most " + std::string(name_of(widest_level())));
}
