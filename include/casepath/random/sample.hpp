// Drawing from a Distribution. Kinds with an inverse use the one uniform u and rise with it, so a better u is never a
// shorter draw, whatever the parameters (rules 5); erlang, gamma and beta take what they need from the spare stream.
// u: one word of the address's block 0. spare: a DrawStream at the same address, untouched unless needed.
#pragma once

#include <cmath>

#include "casepath/base/time.hpp"
#include "casepath/random/alias_table.hpp"
#include "casepath/random/distribution.hpp"
#include "casepath/random/draw_stream.hpp"
#include "casepath/random/exact_math.hpp"

namespace casepath {

[[nodiscard]] double sample(const Distribution& d, double u, DrawStream& spare);

namespace detail {

/// erlang, gamma, beta.
[[nodiscard]] double sample_from_spare(const Distribution& d, DrawStream& spare);

/// Unit exponential that rises with u. Exact: 1 - u has no rounding for a 32-bit uniform.
[[nodiscard]] inline double rising_exponential(double u) noexcept { return -log_of(1.0 - u); }

/// @param d a = low, b = mode, c = high
[[nodiscard]] inline double triangular(const Distribution& d, double u) noexcept {
  const double width = d.c - d.a;
  if (!(width > 0)) return d.a;
  const double at_mode = (d.b - d.a) / width;
  return u < at_mode ? d.a + std::sqrt(u * width * (d.b - d.a)) : d.c - std::sqrt((1.0 - u) * width * (d.c - d.b));
}

[[nodiscard]] inline double cut_normal(const Distribution& d, double u) noexcept {
  const double x = d.a + d.b * normal_quantile(u);
  return x > 0 ? x : 0.0;
}

/// u picks the part; where it fell within the part's share serves the part. Rises with u within a part only.
[[nodiscard]] inline double mixture(const Distribution& d, double u, DrawStream& spare) {
  const Choice part = choose_with_rest(d.weights, u);
  return sample(d.parts[part.index], part.rest, spare);
}

}  // namespace detail

/// One draw in the distribution's own unit. The parameters must be valid (scenario/validate.hpp).
[[nodiscard]] inline double sample(const Distribution& d, double u, DrawStream& spare) {
  switch (d.kind) {
    case DistributionKind::fixed: return d.a;
    case DistributionKind::exponential: return d.a * detail::rising_exponential(u);
    case DistributionKind::lognormal: return d.a * exp_of(d.b * normal_quantile(u));
    case DistributionKind::weibull: return d.b * power_of(detail::rising_exponential(u), 1.0 / d.a);
    case DistributionKind::uniform: return d.a + (d.b - d.a) * u;
    case DistributionKind::triangular: return detail::triangular(d, u);
    case DistributionKind::normal: return detail::cut_normal(d, u);
    case DistributionKind::mixture: return detail::mixture(d, u, spare);
    case DistributionKind::table: return d.parts[choose(d.weights, u)].a;
    case DistributionKind::erlang:
    case DistributionKind::gamma:
    case DistributionKind::beta: break;
  }
  return detail::sample_from_spare(d, spare);
}

/// A duration, to the nearest tick and never below 0 (rule T1). @param ticks a distribution with parameters in ticks
[[nodiscard]] inline Duration sample_duration(const Distribution& ticks, double u, DrawStream& spare) {
  return rounded(sample(ticks, u, spare));
}

}  // namespace casepath
