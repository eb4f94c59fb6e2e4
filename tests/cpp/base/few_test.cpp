#include "casepath/base/few.hpp"

#include <numeric>

#include "support/catch.hpp"

using namespace casepath;

TEST_CASE("a few values are kept in the order they were added, up to the most there may be", "[base][few]") {
  Few<int, 4> few;
  CHECK(few.empty());
  for (int i = 1; i <= 4; ++i) {
    CHECK_FALSE(few.is_full());
    few.add(10 * i);
  }
  CHECK(few.is_full());
  CHECK(few.size() == 4);
  CHECK(few[2] == 30);
  CHECK(std::accumulate(few.begin(), few.end(), 0) == 100);
  Few<int, 4> copy = few;
  copy[0] = 1;
  CHECK(few[0] == 10);
  CHECK(std::accumulate(copy.begin(), copy.end(), 0) == 91);
}
