// What can be said of a distribution without drawing from it.
#include "casepath/random/distribution.hpp"

#include <algorithm>
#include <cstddef>

#include "casepath/random/exact_math.hpp"

namespace casepath {

namespace {

/// Gamma function for x >= 1, to 2e-14 up to 20: Stirling's series (Abramowitz and Stegun 1964, 6.1.40) from 9 on, shifted
/// down; of our own logarithm and exponential, for solved chances (rule S3) depend on it.
double gamma_function(double x) {
  double below = 1.0;
  for (; x < 9; x += 1.0) below *= x;
  const double z = 1.0 / (x * x);
  constexpr double c[] = {1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156};
  double sum = 0;
  for (int i = 6; i >= 0; --i) sum = c[i] + z * sum;
  constexpr double root_of_two_pi = 2.5066282746310005;
  return root_of_two_pi / below * power_of(x, x - 0.5) * exp_of(sum / x - x);
}

double mean_of_parts(const Distribution& d) {
  double total = 0, sum = 0;
  for (std::size_t i = 0; i < d.parts.size(); ++i) {
    total += d.weights[i];
    sum += d.weights[i] * mean_of(d.parts[i]);
  }
  return sum / total;
}

}  // namespace

double mean_of(const Distribution& d) {
  switch (d.kind) {
    case DistributionKind::lognormal: return d.a * exp_of(0.5 * d.b * d.b);
    case DistributionKind::weibull: return d.b * gamma_function(1.0 + 1.0 / d.a);
    case DistributionKind::uniform: return 0.5 * (d.a + d.b);
    case DistributionKind::triangular: return (d.a + d.b + d.c) / 3.0;
    case DistributionKind::erlang: return d.b;
    case DistributionKind::mixture:
    case DistributionKind::table: return mean_of_parts(d);
    default: return d.a;
  }
}

bool draws_by_inversion(const Distribution& d) {
  if (d.kind == DistributionKind::mixture) return std::all_of(d.parts.begin(), d.parts.end(), draws_by_inversion);
  return d.kind != DistributionKind::erlang && d.kind != DistributionKind::gamma && d.kind != DistributionKind::beta;
}

}  // namespace casepath
