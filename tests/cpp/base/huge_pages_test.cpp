#include "casepath/base/huge_pages.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

#include "support/catch.hpp"

using namespace casepath;

TEST_CASE("a large table begins at a huge page, a small one where its rows may", "[base][huge_pages]") {
  struct alignas(64) Line {
    std::uint32_t value = 0;
  };
  const std::vector<Line, HugePages<Line>> small(3), large(50'000);
  CHECK(reinterpret_cast<std::uintptr_t>(small.data()) % 64 == 0);
  CHECK(reinterpret_cast<std::uintptr_t>(large.data()) % (1u << 21) == 0);
}

TEST_CASE("a table that grows from small to large keeps its rows", "[base][huge_pages]") {
  std::vector<std::uint32_t, HugePages<std::uint32_t>> rows;
  for (std::uint32_t i = 0; i < 2'000'000; ++i) rows.push_back(i);
  std::vector<std::uint32_t> expected(rows.size());
  std::iota(expected.begin(), expected.end(), 0u);
  CHECK(std::equal(rows.begin(), rows.end(), expected.begin()));
}
