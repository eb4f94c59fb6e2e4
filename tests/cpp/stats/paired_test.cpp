// Paired differences by hand, with values missing, and at the edges.
#include "casepath/stats/paired.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include "support/catch.hpp"

using namespace casepath;

namespace {

using Values = std::vector<double>;
constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

}  // namespace

TEST_CASE("the difference is taken replication by replication", "[stats][paired]") {
  const Paired p = paired_difference(Values{10, 20, 30}, Values{8, 19, 27});
  const Interval expected = t_interval(Values{2, 1, 3});
  CHECK(p.difference.mean == 2);
  CHECK(p.difference.low == expected.low);
  CHECK(p.difference.high == expected.high);
  CHECK(p.variance_ratio == Approx(100 + 91).epsilon(1e-14));  // var b = (10^2 + 1^2 + 9^2) / 2, var(a - b) = 1
}

TEST_CASE("the confidence asked for is the one given", "[stats][paired]") {
  const Paired p = paired_difference(Values{10, 20, 30}, Values{8, 19, 27}, 0.8);
  CHECK(p.difference.high == t_interval(Values{2, 1, 3}, 0.8).high);
}

TEST_CASE("a pair with an undefined value is left out on both sides", "[stats][paired]") {
  const Paired p = paired_difference(Values{10, undefined, 20, 5, 30, infinity}, Values{8, 1, 19, undefined, 27, infinity});
  CHECK(p.difference.n == 3);
  CHECK(p.difference.mean == 2);
  CHECK(p.variance_ratio == Approx(191).epsilon(1e-14));
}

TEST_CASE("a difference that never varies saves without limit", "[stats][paired]") {
  const Paired p = paired_difference(Values{1, 2, 4}, Values{0, 1, 3});
  CHECK(p.variance_ratio == infinity);
  CHECK(p.difference.low == 1);
  CHECK(p.difference.high == 1);
}

TEST_CASE("one pair has a difference and no interval", "[stats][paired]") {
  const Paired p = paired_difference(Values{5}, Values{3});
  CHECK(p.difference.mean == 2);
  CHECK(p.difference.n == 1);
  CHECK(std::isnan(p.difference.low));
  CHECK(std::isnan(p.variance_ratio));
}

TEST_CASE("lengths that differ are refused with both", "[stats][paired]") {
  CHECK_THROWS_WITH(paired_difference(Values{1, 2, 3}, Values{1, 2}), "paired_difference: a has 3 values, b has 2");
}
