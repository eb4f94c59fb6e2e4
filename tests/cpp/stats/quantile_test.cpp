// Quantiles by hand, beyond the exact range within the stated error, and the same for any split and order.
#include "casepath/stats/quantile.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "casepath/base/time.hpp"
#include "support/catch.hpp"

using namespace casepath;

namespace {

/// Waits of an hour to ten years, spread over the octaves; a fixed sequence without chance.
std::vector<std::int64_t> waits(int n) {
  std::vector<std::int64_t> all;
  for (int i = 0; i < n; ++i) {
    const double part = std::fmod(i * 0.6180339887498949, 1.0);
    all.push_back(static_cast<std::int64_t>(3.6e9 * std::pow(87'660.0, part)));
  }
  return all;
}

Quantiles quantiles_over(const std::vector<std::int64_t>& values) {
  Quantiles q;
  for (const std::int64_t v : values) q.add(v);
  return q;
}

void check_same(const Quantiles& a, const Quantiles& b) {
  CHECK(a.count() == b.count());
  CHECK(a.is_exact() == b.is_exact());
  CHECK(a.mean_finite() == b.mean_finite());
  for (int i = 0; i <= 100; ++i) REQUIRE(a.quantile(i / 100.0) == b.quantile(i / 100.0));
  for (int day = 0; day < 100; ++day) REQUIRE(a.share_at_most(days(day).ticks) == b.share_at_most(days(day).ticks));
}

}  // namespace

TEST_CASE("the quantile is the value of nearest rank", "[stats][quantile]") {
  const Quantiles q = quantiles_over({50, 10, 40, 20, 30});
  CHECK(q.quantile(0.0) == 10.0);
  CHECK(q.quantile(0.2) == 10.0);
  CHECK(q.quantile(0.21) == 20.0);
  CHECK(q.quantile(0.5) == 30.0);
  CHECK(q.quantile(0.9) == 50.0);
  CHECK(q.quantile(1.0) == 50.0);
  CHECK(q.mean_finite() == 30.0);
}

TEST_CASE("rounding of p n does not raise the rank", "[stats][quantile]") {
  std::vector<std::int64_t> hundred;
  for (std::int64_t i = 1; i <= 100; ++i) hundred.push_back(i);
  const Quantiles q = quantiles_over(hundred);
  for (int i = 1; i <= 100; ++i) CHECK(q.quantile(i / 100.0) == i);  // 0.07 * 100 is above 7 in doubles
}

TEST_CASE("infinite values stand above all others", "[stats][quantile]") {
  Quantiles q = quantiles_over({10, 20, 30});
  q.add_infinite(2);
  CHECK(q.count() == 5);
  CHECK(q.count_infinite() == 2);
  CHECK(q.quantile(0.6) == 30.0);
  CHECK(q.quantile(0.61) == std::nullopt);
  CHECK(q.share_at_most(25) == 0.4);
  CHECK(q.mean_finite() == 20.0);
}

TEST_CASE("nothing added has no quantile, share or mean", "[stats][quantile]") {
  CHECK(Quantiles{}.count() == 0);
  CHECK(Quantiles{}.quantile(0.5) == std::nullopt);
  CHECK(std::isnan(Quantiles{}.share_at_most(5)));
  CHECK(std::isnan(Quantiles{}.mean_finite()));
}

TEST_CASE("a weight is so many times the value", "[stats][quantile]") {
  Quantiles weighted;
  weighted.add(10, 3);
  weighted.add(20);
  check_same(weighted, quantiles_over({10, 10, 20, 10}));
  weighted.add(-5);
  CHECK(weighted.quantile(0) == 0.0);
}

TEST_CASE("4,096 different values are kept exactly, one more folds them", "[stats][quantile]") {
  Quantiles q;
  for (std::int64_t i = 0; i < 4096; ++i) q.add(1'000'000 + i, 1000);
  CHECK(q.is_exact());
  CHECK(q.quantile(0.5) == 1'000'000 + 2047);
  q.add(5);
  CHECK_FALSE(q.is_exact());
  CHECK(q.quantile(0) == 5.0);
}

TEST_CASE("folded quantiles are within 1/512 and the mean stays exact", "[stats][quantile]") {
  std::vector<std::int64_t> values = waits(100'000);
  const Quantiles q = quantiles_over(values);
  std::sort(values.begin(), values.end());
  PersonTicks sum = 0;
  for (const std::int64_t v : values) sum += v;
  CHECK(q.mean_finite() == static_cast<double>(sum) / 100'000.0);
  for (int i = 1; i <= 1000; ++i) {
    const auto truth = static_cast<double>(values[static_cast<std::size_t>(i) * 100 - 1]);
    REQUIRE(std::abs(*q.quantile(i / 1000.0) / truth - 1) <= 1.0 / 512);
    const double share = q.share_at_most(static_cast<std::int64_t>(truth));
    REQUIRE(std::abs(share - i / 1000.0) <= 1.0 / 512);  // log-uniform over 16 octaves: a step holds far less
  }
}

TEST_CASE("the histogram takes any wait from 0 to the end of time", "[stats][quantile]") {
  constexpr std::int64_t last = std::numeric_limits<std::int64_t>::max();
  Quantiles q = quantiles_over(waits(5000));
  q.add(last);
  q.add(0);
  CHECK_FALSE(q.is_exact());
  CHECK(q.quantile(0) == 0.0);
  CHECK(std::abs(*q.quantile(1) / static_cast<double>(last) - 1) <= 1.0 / 512);
  CHECK(q.share_at_most(last) == 1.0);
}

TEST_CASE("small ticks keep their own steps", "[stats][quantile]") {
  Quantiles q = quantiles_over(waits(5000));
  for (std::int64_t i = 0; i < 1024; ++i) q.add(i, 1'000'000);
  CHECK_FALSE(q.is_exact());
  for (std::int64_t i = 0; i < 1024; ++i) {
    const double p = (static_cast<double>(i) + 0.5) * 1'000'000 / static_cast<double>(q.count());
    REQUIRE(q.quantile(p) == static_cast<double>(i));
  }
}

TEST_CASE("any split, any order and any order of merging give the same", "[stats][quantile]") {
  for (const int n : {100, 4096, 4097, 20'000}) {
    std::vector<std::int64_t> values = waits(n);
    const Quantiles whole = quantiles_over(values);
    std::reverse(values.begin(), values.end());
    for (const int cut : {0, 1, n / 3, n / 2, n - 1, n}) {
      const Quantiles left = quantiles_over({values.begin(), values.begin() + cut});
      const Quantiles right = quantiles_over({values.begin() + cut, values.end()});
      Quantiles left_first = left, right_first = right;
      left_first.merge(right);
      right_first.merge(left);
      check_same(left_first, whole);
      check_same(right_first, whole);
    }
  }
}
