// The layout of an address in the counter, and that different names, seeds and replications stay apart.
#include "casepath/random/draw_key.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "support/catch.hpp"

using namespace casepath;

namespace {

template <class T>
std::size_t different(std::vector<T> values) {
  std::sort(values.begin(), values.end());
  return static_cast<std::size_t>(std::unique(values.begin(), values.end()) - values.begin());
}

}  // namespace

TEST_CASE("the counter is subject, detail, occasion, then purpose, kind and block", "[random][draw_key]") {
  constexpr Address at{.subject = 17, .detail = 0xabcdef01u, .occasion = 3,
                       .purpose = Purpose::contact, .kind = SubjectKind::service};
  STATIC_REQUIRE(static_cast<int>(Purpose::contact) == 16);
  STATIC_REQUIRE(counter_of(at, 5) == std::array<std::uint32_t, 4>{17, 0xabcdef01u, 3, 0x10200005u});
  STATIC_REQUIRE(counter_of(at, blocks_per_address + 5) == counter_of(at, 5));
}

TEST_CASE("the numbers of the purposes do not move: they are part of the results-version", "[random][draw_key]") {
  STATIC_REQUIRE(static_cast<int>(Purpose::born_need) == 0);
  STATIC_REQUIRE(static_cast<int>(Purpose::seek) == 4);
  STATIC_REQUIRE(static_cast<int>(Purpose::accept) == 10);
  STATIC_REQUIRE(static_cast<int>(Purpose::choice) == 19);
  STATIC_REQUIRE(static_cast<int>(Purpose::log) == 26);
  STATIC_REQUIRE(static_cast<int>(SubjectKind::system) == 5);
}

TEST_CASE("a million seeds and replications have a million keys", "[random][draw_key]") {
  std::vector<std::uint64_t> keys;
  for (std::uint64_t seed = 0; seed < 1000; ++seed) {
    for (std::uint32_t replication = 0; replication < 1000; ++replication) keys.push_back(draw_key(seed, replication).value);
  }
  CHECK(different(keys) == keys.size());  // random keys would collide with chance 3e-8
}

TEST_CASE("the hash of a name is the same on every machine and version", "[random][draw_key]") {
  STATIC_REQUIRE(hash32("") == mix32(0x811c9dc5u));
  STATIC_REQUIRE(hash32("foobar") == mix32(0xbf9cf968u));  // FNV-1a of "foobar", from its authors' test vectors
  STATIC_REQUIRE(hash32("housing") != hash32("housinh"));
}

TEST_CASE("two details make another one, in their order", "[random][draw_key]") {
  STATIC_REQUIRE(mix32(1, 2) != mix32(2, 1));
  std::vector<std::uint32_t> pairs;
  for (std::uint32_t a = 0; a < 100; ++a) {
    for (std::uint32_t b = 0; b < 100; ++b) pairs.push_back(mix32(a, b));
  }
  CHECK(pairs.size() - different(pairs) <= 2);  // 10,000 random words: 0.012 collisions expected, three have chance 3e-7
}
