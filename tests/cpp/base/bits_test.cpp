#include "casepath/base/bits.hpp"

#include <cstdint>
#include <vector>

#include "support/catch.hpp"

using namespace casepath;

TEST_CASE("the bits of a set are visited from the lowest up", "[base][bits]") {
  std::vector<std::size_t> seen;
  for_each_bit(std::uint64_t{1} << 63 | 0b1010u, [&](std::size_t i) { seen.push_back(i); });
  CHECK(seen == std::vector<std::size_t>{1, 3, 63});
  for_each_bit(0u, [&](std::size_t) { FAIL("an empty set has no bits"); });
}
