// What a distribution says of itself. That samples agree is in sample_test.cpp.
#include "casepath/random/distribution.hpp"

#include <cmath>

#include "support/catch.hpp"

using namespace casepath;

namespace {

using K = DistributionKind;

Distribution of(K kind, double a, double b = 0, double c = 0) { return Distribution::of(kind, a, b, c); }

Distribution two_parts() { return Distribution::mixture({of(K::fixed, 10), of(K::exponential, 4)}, {1, 3}); }

}  // namespace

TEST_CASE("every kind knows its mean", "[random][distribution]") {
  CHECK(mean_of(Distribution::fixed(7)) == 7);
  CHECK(mean_of(Distribution::exponential(30)) == 30);
  CHECK(mean_of(of(K::erlang, 3, 12)) == 12);
  CHECK(mean_of(of(K::gamma, 2, 0.5)) == 2);
  CHECK(mean_of(of(K::lognormal, 12, 0.5)) == Approx(12 * std::exp(0.125)).epsilon(1e-15));
  CHECK(mean_of(of(K::weibull, 2, 20)) == Approx(20 * std::sqrt(std::acos(-1.0)) / 2).epsilon(1e-14));
  for (double shape = 0.06; shape < 20; shape *= 1.01) {
    CHECK(mean_of(of(K::weibull, shape, 1)) == Approx(std::tgamma(1 + 1 / shape)).epsilon(1e-13));
  }
  CHECK(mean_of(of(K::uniform, 2, 5)) == 3.5);
  CHECK(mean_of(of(K::triangular, 1, 2, 6)) == 3);
  CHECK(mean_of(of(K::normal, 50, 5)) == 50);
  CHECK(mean_of(of(K::beta, 0.3, 0.2)) == 0.3);
}

TEST_CASE("the mean of parts is weighted, whatever the weights add up to", "[random][distribution]") {
  CHECK(mean_of(two_parts()) == 5.5);
  CHECK(mean_of(Distribution::table({1, 2, 4}, {1, 2, 1})) == 2.25);
}

TEST_CASE("erlang, gamma and beta need more than one uniform, and so does a mixture of them", "[random][distribution]") {
  for (const K kind : {K::erlang, K::gamma, K::beta}) {
    CHECK_FALSE(draws_by_inversion(of(kind, 0.5, 0.1)));
    CHECK_FALSE(draws_by_inversion(Distribution::mixture({of(K::fixed, 1), of(kind, 0.5, 0.1)}, {1, 1})));
  }
  for (const K kind : {K::fixed, K::exponential, K::lognormal, K::weibull, K::uniform, K::triangular, K::normal}) {
    CHECK(draws_by_inversion(of(kind, 1, 1, 1)));
  }
  CHECK(draws_by_inversion(two_parts()));
  CHECK(draws_by_inversion(Distribution::table({1, 2}, {1, 1})));
}
