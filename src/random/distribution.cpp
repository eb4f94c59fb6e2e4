// What can be said of a distribution without drawing from it.
#include "casepath/random/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "casepath/random/exact_math.hpp"

namespace casepath {

namespace {

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
    case DistributionKind::weibull: return d.b * std::tgamma(1.0 + 1.0 / d.a);
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
