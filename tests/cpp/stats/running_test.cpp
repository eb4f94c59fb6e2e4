// Running moments against sums written out, and merging against adding.
#include "casepath/stats/running.hpp"

#include <cmath>
#include <vector>

#include "support/catch.hpp"

using namespace casepath;

namespace {

Running running_over(const std::vector<double>& values) {
  Running running;
  for (const double v : values) running.add(v);
  return running;
}

}  // namespace

TEST_CASE("mean, variance and extremes of five numbers", "[stats][running]") {
  const Running running = running_over({2, 4, 4, 5, 10});
  CHECK(running.count() == 5);
  CHECK(running.mean() == Approx(5).epsilon(1e-15));
  CHECK(running.variance() == Approx(9).epsilon(1e-15));  // (9 + 1 + 1 + 0 + 25) / 4
  CHECK(running.least() == 2);
  CHECK(running.greatest() == 10);
}

TEST_CASE("a small spread far from zero keeps its variance", "[stats][running]") {
  CHECK(running_over({1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16}).variance() == Approx(30).epsilon(1e-12));
}

TEST_CASE("what is undefined is NaN", "[stats][running]") {
  CHECK(std::isnan(Running{}.mean()));
  CHECK(std::isnan(Running{}.least()));
  CHECK(std::isnan(Running{}.greatest()));
  CHECK(running_over({3}).mean() == 3);
  CHECK(std::isnan(running_over({3}).variance()));
}

TEST_CASE("merging two parts is adding all, wherever they are split", "[stats][running]") {
  const std::vector<double> values{3, -1, 4, 1, -5, 9, 2, 6};
  const Running whole = running_over(values);
  for (std::ptrdiff_t cut = 0; cut <= 8; ++cut) {
    Running left = running_over({values.begin(), values.begin() + cut});
    left.merge(running_over({values.begin() + cut, values.end()}));
    CHECK(left.count() == whole.count());
    CHECK(left.mean() == Approx(whole.mean()).epsilon(1e-14));
    CHECK(left.variance() == Approx(whole.variance()).epsilon(1e-14));
    CHECK(left.least() == -5);
    CHECK(left.greatest() == 9);
  }
}
