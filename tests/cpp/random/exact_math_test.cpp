// Our own logarithm, exponential and normal quantile against long double libm and Boost.Math, at the ends of their ranges, and
// bit for bit against themselves: the golden numbers must be the same on every compiler, level and machine.
#include "casepath/random/exact_math.hpp"

#include <boost/math/special_functions/erf.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include "casepath/random/draw.hpp"
#include "support/catch.hpp"
#include "support/golden_stream.hpp"

using namespace casepath;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr std::uint32_t points = 1'000'000;

/// Distance in units of the last place of the true value.
double ulps(double got, long double truth) {
  const double near = std::abs(static_cast<double>(truth));
  const double unit = std::nextafter(near, infinity) - near;
  return static_cast<double>(std::abs(static_cast<long double>(got) - truth) / static_cast<long double>(unit));
}

/// Any positive normal double: every exponent and fraction alike.
double any_positive(const Block& b) {
  const std::uint64_t bits = (std::uint64_t{b.word[0]} << 32 | b.word[1]) & 0x7fffffffffffffffu;
  const double x = std::bit_cast<double>(bits);
  return std::isnormal(x) ? x : 1.0;
}

}  // namespace

TEST_CASE("log_of is within 2 units in the last place", "[random][exact_math]") {
  double worst = 0;
  for (std::uint32_t i = 0; i < points; ++i) {
    const Block b = golden::numbered(i);
    const double anywhere = any_positive(b), near_one = 0.5 + 1.5 * b.uniform(2), in_unit = b.uniform(3);
    for (const double x : {anywhere, near_one, in_unit}) {
      worst = std::max(worst, ulps(log_of(x), std::log(static_cast<long double>(x))));
    }
  }
  INFO("worst " << worst);
  CHECK(worst <= 2.0);
}

TEST_CASE("log_of at its ends", "[random][exact_math]") {
  CHECK(log_of(1.0) == 0.0);
  CHECK(log_of(0.0) == -infinity);
  CHECK(log_of(infinity) == infinity);
  CHECK(std::isnan(log_of(-1.0)));
  CHECK(std::isnan(log_of(-infinity)));
  CHECK(std::isnan(log_of(undefined)));
  for (const double x : {0x1p-1074, 0x1.8p-1060, 0x1p-1022, 0x1.fffffffffffffp+1023, 1.0 - 0x1p-53, 1.0 + 0x1p-52}) {
    CHECK(ulps(log_of(x), std::log(static_cast<long double>(x))) <= 2.0);
  }
}

TEST_CASE("exp_of is within 2 units in the last place from -700 to 700", "[random][exact_math]") {
  double worst = 0;
  for (std::uint32_t i = 0; i < points; ++i) {
    const Block b = golden::numbered(i);
    for (const double x : {1400.0 * b.uniform(0) - 700.0, 2.0 * b.uniform(1) - 1.0}) {
      worst = std::max(worst, ulps(exp_of(x), std::exp(static_cast<long double>(x))));
    }
  }
  INFO("worst " << worst);
  CHECK(worst <= 2.0);
}

TEST_CASE("exp_of at its ends", "[random][exact_math]") {
  CHECK(exp_of(0.0) == 1.0);
  CHECK(exp_of(-infinity) == 0.0);
  CHECK(exp_of(-746.0) == 0.0);
  CHECK(exp_of(infinity) == infinity);
  CHECK(exp_of(710.0) == infinity);
  CHECK(std::isnan(exp_of(undefined)));
  CHECK(exp_of(709.7) == Approx(std::exp(709.7)).epsilon(1e-15));
  CHECK(std::abs(exp_of(-740.0) - std::exp(-740.0)) <= 0x1p-1074);
}

TEST_CASE("power_of is exact for powers 0 and 1 and close for others", "[random][exact_math]") {
  CHECK(power_of(0.0, 0.0) == 1.0);
  CHECK(power_of(0.3, 1.0) == 0.3);
  CHECK(power_of(0.0, 2.0) == 0.0);
  CHECK(power_of(0.0, -1.0) == infinity);
  CHECK(power_of(infinity, 0.5) == infinity);
  for (std::uint32_t i = 0; i < 100'000; ++i) {
    const Block b = golden::numbered(i);
    const double x = 20.0 * b.uniform(0), y = 10.0 * b.uniform(1) - 5.0;
    const double truth = std::pow(x, y), bound = 0x1p-52 * (1.0 + std::abs(y * std::log(x)));
    REQUIRE(std::abs(power_of(x, y) / truth - 1.0) <= 2.0 * bound);  // libm has its own unit of error
  }
}

TEST_CASE("normal_quantile is within 1e-14 of the truth", "[random][exact_math]") {
  long double worst = 0;
  for (std::uint32_t i = 0; i < 50'000; ++i) {
    const Block b = golden::numbered(i);
    const double centre = b.uniform(0), side = std::ldexp(b.uniform(1), -4), tail = std::exp2(-1000.0 * b.uniform(2));
    for (const double p : {centre, side, tail, 1.0 - side}) {
      const long double truth = -std::sqrt(2.0L) * boost::math::erfc_inv(2 * static_cast<long double>(p));
      worst = std::max(worst, std::abs(normal_quantile(p) / truth - 1));
    }
  }
  INFO("worst " << static_cast<double>(worst));
  CHECK(worst <= 1e-14L);
}

TEST_CASE("normal_quantile at its ends", "[random][exact_math]") {
  CHECK(normal_quantile(0.5) == 0.0);
  CHECK(normal_quantile(0.0) == -infinity);
  CHECK(normal_quantile(1.0) == infinity);
  CHECK(std::isnan(normal_quantile(-0.1)));
  CHECK(std::isnan(normal_quantile(1.1)));
  CHECK(std::isnan(normal_quantile(undefined)));
  CHECK(normal_quantile(0.975) == Approx(1.959963984540054).epsilon(1e-15));
}

TEST_CASE("a hundred thousand values of each have the same bits everywhere", "[random][exact_math]") {
  const auto hash_of = [](auto&& function) { return golden::hash_of([&](std::uint32_t i) { return function(golden::numbered(i)); }); };
  CHECK(hash_of([](const Block& b) { return log_of(any_positive(b)); }) == 0x1b5897e8c9897998u);
  CHECK(hash_of([](const Block& b) { return exp_of(1500.0 * b.uniform(0) - 750.0); }) == 0x6967ad0a69f66ec9u);
  CHECK(hash_of([](const Block& b) { return normal_quantile(b.uniform(0)); }) == 0x6b9cadcc37a41d5du);
  CHECK(hash_of([](const Block& b) { return power_of(9.0 * b.uniform(0), b.uniform(1) - 0.5); }) == 0xca4c3be2bdb50bbeu);
}
