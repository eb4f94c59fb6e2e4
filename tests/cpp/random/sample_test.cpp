// Sampling: known quantiles, order in u, and moments. Moments are checked at 4.9 standard errors of the sample (a false alarm
// once in 1e6, two-sided) with a fixed seed.
#include "casepath/random/sample.hpp"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/gamma.hpp>

#include <cmath>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/golden_stream.hpp"

using namespace casepath;

namespace {

using K = DistributionKind;

struct Named {
  std::string name;
  Distribution distribution;
  double variance;
};

Distribution of(DistributionKind kind, double a, double b = 0, double c = 0) { return Distribution::of(kind, a, b, c); }

/// Each kind that inverts, with its variance.
std::vector<Named> inverted() {
  const double s = 0.7, growth = std::exp(s * s), half = std::tgamma(1.5);
  return {{"fixed", of(K::fixed, 7), 0},
          {"exponential", of(K::exponential, 30), 900},
          {"lognormal", of(K::lognormal, 12, s), 144 * growth * (growth - 1)},
          {"weibull", of(K::weibull, 2, 20), 400 * (1 - half * half)},
          {"weibull, heavy", of(K::weibull, 0.5, 3), 9 * (24 - 4)},
          {"uniform", of(K::uniform, 2, 5), 9.0 / 12},
          {"triangular", of(K::triangular, 1, 2, 6), (1 + 4 + 36 - 2 - 6 - 12) / 18.0},
          {"triangular, mode at an end", of(K::triangular, 1, 1, 4), (1 + 1 + 16 - 1 - 4 - 4) / 18.0},
          {"normal", of(K::normal, 50, 5), 25},
          {"table", Distribution::table({1, 2, 4}, {1, 2, 1}), 1.1875}};
}

std::vector<Named> from_spare() {
  return {{"erlang", of(K::erlang, 3, 12), 48},
          {"gamma, cv below 1", of(K::gamma, 2, 0.5), 1},
          {"gamma, cv above 1", of(K::gamma, 2, 1.5), 9},
          {"beta", of(K::beta, 0.3, 0.2), 0.04}};
}

/// Half fixed at 10, half exponential with mean 4.
Distribution two_parts() { return Distribution::mixture({of(K::fixed, 10), of(K::exponential, 4)}, {1, 1}); }

double sample_at(const Distribution& d, std::uint32_t person) {
  const Address at{.subject = person, .purpose = Purpose::stay};
  DrawStream spare(draw_key(77, 1), at);
  return sample(d, draw(draw_key(77, 1), at).uniform(0), spare);
}

/// Sample mean less the expected one, in standard errors; 0 when nothing varies and nothing is off.
double standard_errors(const std::vector<double>& values, double expected) {
  double sum = 0, squares = 0;
  for (const double v : values) sum += v - expected;
  const double n = static_cast<double>(values.size()), shift = sum / n;
  for (const double v : values) squares += (v - expected - shift) * (v - expected - shift);
  return shift == 0 ? 0 : shift / std::sqrt(squares / (n - 1) / n);
}

/// Within 4.9 standard errors of the share.
void check_share_below(const Distribution& d, double bound, double share) {
  constexpr int draws = 200'000;
  int below = 0;
  for (std::uint32_t person = 0; person < draws; ++person) below += sample_at(d, person) < bound ? 1 : 0;
  INFO("kind " << static_cast<int>(d.kind) << ", share " << share << ", found " << below);
  CHECK(std::abs(below - draws * share) < 4.9 * std::sqrt(draws * share * (1 - share)));
}

void check_moments(const Named& named) {
  INFO(named.name);
  const double mean = mean_of(named.distribution);
  std::vector<double> values, squares;
  for (std::uint32_t person = 0; person < 200'000; ++person) {
    values.push_back(sample_at(named.distribution, person));
    squares.push_back((values.back() - mean) * (values.back() - mean));
  }
  CHECK(std::abs(standard_errors(values, mean)) < 4.9);
  CHECK(std::abs(standard_errors(squares, named.variance)) < 4.9);
}

}  // namespace

TEST_CASE("every kind has the mean it states and its variance", "[random][sample]") {
  for (const Named& named : inverted()) check_moments(named);
  for (const Named& named : from_spare()) check_moments(named);
  check_moments({"mixture", two_parts(), 0.5 * 9 + 0.5 * (16 + 9)});
}

TEST_CASE("kinds that invert rise with u and leave the spare stream alone", "[random][sample]") {
  for (const Named& named : inverted()) {
    INFO(named.name);
    CHECK(draws_by_inversion(named.distribution));
    DrawStream spare(draw_key(1, 1), {}), untouched = spare;
    double last = 0;
    for (std::uint64_t word = 0; word < (std::uint64_t{1} << 32); word += 300'007) {
      const double x = sample(named.distribution, uniform_of(static_cast<std::uint32_t>(word)), spare);
      REQUIRE(x >= last);
      REQUIRE(std::isfinite(x));
      last = x;
    }
    CHECK(spare() == untouched());
  }
}

TEST_CASE("a longer mean never makes a shorter draw at the same u", "[random][sample]") {
  DrawStream spare(draw_key(1, 1), {});
  for (double u = 0x1p-33; u < 1; u += 0x1p-12) {
    REQUIRE(sample(of(K::exponential, 31), u, spare) > sample(of(K::exponential, 30), u, spare));
    REQUIRE(sample(of(K::lognormal, 13, 0.7), u, spare) > sample(of(K::lognormal, 12, 0.7), u, spare));
    REQUIRE(sample(of(K::weibull, 2, 21), u, spare) > sample(of(K::weibull, 2, 20), u, spare));
  }
}

TEST_CASE("medians and other known quantiles come out", "[random][sample]") {
  DrawStream spare(draw_key(1, 1), {});
  CHECK(sample(of(K::fixed, 7), 0.2, spare) == 7);
  CHECK(sample(of(K::exponential, 30), 0.5, spare) == Approx(30 * std::log(2.0)).epsilon(1e-14));
  CHECK(sample(of(K::lognormal, 12, 0.7), 0.5, spare) == 12);
  CHECK(sample(of(K::weibull, 2, 20), 0.5, spare) == Approx(20 * std::sqrt(std::log(2.0))).epsilon(1e-14));
  CHECK(sample(of(K::weibull, 1, 30), 0.3, spare) == sample(of(K::exponential, 30), 0.3, spare));
  CHECK(sample(of(K::uniform, 2, 5), 0.5, spare) == 3.5);
  CHECK(sample(of(K::triangular, 0, 1, 2), 0.125, spare) == 0.5);
  CHECK(sample(of(K::triangular, 0, 1, 2), 0.875, spare) == 1.5);
  CHECK(sample(of(K::triangular, 3, 3, 3), 0.4, spare) == 3);
  CHECK(sample(of(K::normal, 50, 5), 0.975, spare) == Approx(50 + 5 * 1.959963984540054).epsilon(1e-15));
  CHECK(sample(of(K::normal, 1, 5), 0.01, spare) == 0);
}

TEST_CASE("one uniform serves a mixture: it picks the part and where in it", "[random][sample]") {
  DrawStream spare(draw_key(1, 1), {}), untouched = spare;
  CHECK(sample(two_parts(), 0.3, spare) == 10);
  CHECK(sample(two_parts(), 0.75, spare) == sample(of(K::exponential, 4), 0.5, spare));
  CHECK(std::isfinite(sample(two_parts(), 1.0 - 0x1p-33, spare)));
  CHECK(spare() == untouched());
}

TEST_CASE("no spread draws the mean", "[random][sample]") {
  DrawStream spare(draw_key(1, 1), {});
  CHECK(sample(of(K::gamma, 2, 0), 0.5, spare) == 2);
  CHECK(sample(of(K::beta, 0.3, 0), 0.5, spare) == 0.3);
}

TEST_CASE("a duration is rounded to the nearest tick and never below 0", "[random][sample]") {
  DrawStream spare(draw_key(1, 1), {});
  CHECK(sample_duration(of(K::fixed, 2.5), 0.5, spare) == Duration{3});
  CHECK(sample_duration(of(K::fixed, 2.4), 0.5, spare) == Duration{2});
  CHECK(sample_duration(of(K::fixed, -4), 0.5, spare) == Duration{0});
}

TEST_CASE("gamma and beta come below their quartiles as often as they should", "[random][sample]") {
  const boost::math::gamma_distribution<> narrow(4, 0.5), wide(1 / 2.25, 4.5);
  const boost::math::beta_distribution<> hump(0.3 * 4.25, 0.7 * 4.25), bowl(0.3 * 0.05, 0.7 * 0.05);
  for (const double share : {0.25, 0.5, 0.75}) {
    check_share_below(of(K::gamma, 2, 0.5), boost::math::quantile(narrow, share), share);
    check_share_below(of(K::gamma, 2, 1.5), boost::math::quantile(wide, share), share);
    check_share_below(of(K::beta, 0.3, 0.2), boost::math::quantile(hump, share), share);
  }
  const Distribution nearly_two_points = of(K::beta, 0.3, std::sqrt(0.21 / 1.05));
  check_share_below(nearly_two_points, 0.5, boost::math::cdf(bowl, 0.5));
}

TEST_CASE("a hundred thousand draws of each kind have the same bits everywhere", "[random][sample]") {
  const std::map<std::string, std::uint64_t> golden_of{
      {"fixed", 0x4c44d49db023933du},
      {"exponential", 0x801792e460100587u},
      {"lognormal", 0xee7b01e13815300au},
      {"weibull", 0xb9183c6fe5b331afu},
      {"weibull, heavy", 0x26d82c5fe4da1a37u},
      {"uniform", 0x36a5e6e856f45bc5u},
      {"triangular", 0x47154d73e1079502u},
      {"triangular, mode at an end", 0x7cb81f446e18630bu},
      {"normal", 0xebca13578998572eu},
      {"table", 0xba8cd5d56b04b0f6u},
      {"erlang", 0xf260f1e730fcb03u},
      {"gamma, cv below 1", 0xa9f7cbfce6627597u},
      {"gamma, cv above 1", 0xb29c6ea7600bf711u},
      {"beta", 0x36e40cd6a5a00223u},
      {"mixture", 0x903b7036f2df6c66u}};
  std::vector<Named> all = inverted();
  for (const Named& named : from_spare()) all.push_back(named);
  all.push_back({"mixture", two_parts(), 0});
  CHECK(all.size() == golden_of.size());
  for (const Named& named : all) {
    INFO(named.name);
    CHECK(golden::hash_of([&](std::uint32_t person) { return sample_at(named.distribution, person); }) == golden_of.at(named.name));
  }
}
