// Intervals against closed forms and published values, and their coverage.
#include "casepath/stats/interval.hpp"

#include <boost/math/distributions/students_t.hpp>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "casepath/random/draw.hpp"
#include "support/catch.hpp"

using namespace casepath;

namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

/// Ten normal values of one case, true mean 3.
std::vector<double> normal_case(std::uint32_t number) {
  std::vector<double> values;
  for (std::uint32_t i = 0; i < 10; ++i) {
    values.push_back(3 + 2 * draw(draw_key(11, 0), {.subject = number, .occasion = i, .kind = SubjectKind::system}).normal(0));
  }
  return values;
}

}  // namespace

TEST_CASE("Student's quantile meets its closed forms to 1e-8", "[stats][interval]") {
  for (const double p : {0.001, 0.025, 0.3, 0.5, 0.9, 0.975, 0.9995}) {
    const double x = 2 * p - 1;
    CHECK(student_t_quantile(p, 1) == Approx(std::tan(std::acos(-1.0) * (p - 0.5))).epsilon(1e-8).margin(1e-12));
    CHECK(student_t_quantile(p, 2) == Approx(x * std::sqrt(2 / (1 - x * x))).epsilon(1e-8).margin(1e-12));
  }
}

TEST_CASE("Student's quantile meets values computed with 30 digits", "[stats][interval]") {
  CHECK(student_t_quantile(0.975, 9) == Approx(2.2621571627982055).epsilon(1e-8));
  CHECK(student_t_quantile(0.975, 30) == Approx(2.0422724563012383).epsilon(1e-8));
  CHECK(student_t_quantile(0.995, 99) == Approx(2.6264054572808275).epsilon(1e-8));
  CHECK(student_t_quantile(0.975, 1e6) == Approx(1.959966356814107).epsilon(1e-8));
}

TEST_CASE("Student's quantile meets Boost.Math's to 1e-10, and has the same bits everywhere", "[stats][interval]") {
  for (const double degrees : {1.0, 2.0, 3.0, 5.5, 9.0, 19.0, 63.0, 64.0, 99.0, 999.0, 1e4, 1e6})
    for (const double p : {0.0001, 0.025, 0.4999, 0.501, 0.75, 0.975, 0.995, 0.9999}) {
      INFO(degrees << " degrees, " << p);
      const double truth = boost::math::quantile(boost::math::students_t_distribution<double>(degrees), p);
      CHECK(std::abs(student_t_quantile(p, degrees) - truth) <= 1e-10 * std::abs(truth));
    }
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (int degrees = 1; degrees <= 1000; ++degrees)
    for (const double p : {0.975, 0.995}) {
      hash = (hash ^ std::bit_cast<std::uint64_t>(student_t_quantile(p, degrees))) * 0x100000001b3u;
      hash ^= hash >> 32;
    }
  CHECK(hash == 0x51505156eac90fe3u);
}

TEST_CASE("a t interval is the mean and t standard errors on each side", "[stats][interval]") {
  const Interval i = t_interval(std::vector<double>{1, 2, 3, 4});
  const double half = 3.1824463052837096 * std::sqrt(5.0 / 3 / 4);  // t(0.975, 3), variance 5/3
  CHECK(i.n == 4);
  CHECK(i.mean == 2.5);
  CHECK(i.low == Approx(2.5 - half).epsilon(1e-8));
  CHECK(i.high == Approx(2.5 + half).epsilon(1e-8));
  const Interval narrow = t_interval(std::vector<double>{1, 2, 3, 4}, 0.5);
  CHECK(narrow.high == Approx(2.5 + 0.7648923284043453 * std::sqrt(5.0 / 12)).epsilon(1e-8));  // t(0.75, 3)
}

TEST_CASE("undefined values are left out of a t interval and counted so", "[stats][interval]") {
  const Interval with = t_interval(std::vector<double>{1, undefined, 2, 3, undefined, 4});
  const Interval without = t_interval(std::vector<double>{1, 2, 3, 4});
  CHECK(with.n == 4);
  CHECK(with.low == without.low);
  CHECK(with.high == without.high);
}

TEST_CASE("one value has a mean and no interval, none has neither", "[stats][interval]") {
  const Interval one = t_interval(std::vector<double>{7, undefined});
  CHECK(one.mean == 7);
  CHECK(one.n == 1);
  CHECK(std::isnan(one.low));
  CHECK(std::isnan(one.high));
  CHECK(std::isnan(t_interval({}).mean));
  CHECK(t_interval({}).n == 0);
}

TEST_CASE("equal values have an interval of no width", "[stats][interval]") {
  const Interval i = t_interval(std::vector<double>{0.5, 0.5, 0.5});
  CHECK(i.low == 0.5);
  CHECK(i.high == 0.5);
}

TEST_CASE("a 95 % t interval covers the truth in 93.5 to 96.5 % of 4,000 cases", "[stats][interval]") {
  int covered = 0;
  for (std::uint32_t number = 0; number < 4000; ++number) {
    const Interval i = t_interval(normal_case(number));
    if (i.low <= 3 && 3 <= i.high) ++covered;
  }
  CHECK(covered >= 3740);
  CHECK(covered <= 3860);
}

TEST_CASE("Wilson's interval has the published values", "[stats][interval]") {
  const Interval newcombe = wilson_interval(81, 263);  // Newcombe 1998, table I, method 3
  CHECK(newcombe.low == Approx(0.2553).margin(5e-5));
  CHECK(newcombe.high == Approx(0.3662).margin(5e-5));
  CHECK(newcombe.mean == 81.0 / 263);
  CHECK(wilson_interval(15, 148).low == Approx(0.0624).margin(5e-5));
  CHECK(wilson_interval(15, 148).high == Approx(0.1605).margin(5e-5));
}

TEST_CASE("Wilson's interval stays within 0 and 1", "[stats][interval]") {
  CHECK(wilson_interval(0, 20).low == 0);
  CHECK(wilson_interval(0, 20).high == Approx(0.1611).margin(5e-5));  // Newcombe 1998
  CHECK(wilson_interval(20, 20).high == 1);
  CHECK(wilson_interval(20, 20).low == Approx(1 - wilson_interval(0, 20).high).epsilon(1e-14));
  CHECK(std::isnan(wilson_interval(0, 0).mean));
  CHECK(wilson_interval(0, 0).n == 0);
}
