// The kinds that need several uniforms. Boost.Random stays here: it is slow to compile. It calls libm, so gamma and beta are
// the same bits only where libm is (rules 4.10); erlang, which durations use, is by our own logarithm.
#include "casepath/random/sample.hpp"

#include <boost/random/beta_distribution.hpp>
#include <boost/random/gamma_distribution.hpp>

namespace casepath {

namespace {

/// A sum of unit exponentials by our own logarithm: the same bits everywhere. @param d a = shape, b = mean
double erlang(const Distribution& d, DrawStream& spare) {
  double sum = 0;
  for (double stage = 0; stage < d.a; ++stage) sum -= log_of(spare.uniform());
  return sum * (d.b / d.a);
}

/// @param d a = mean, b = cv
double gamma(const Distribution& d, DrawStream& spare) {
  if (!(d.b > 0)) return d.a;
  const double square = d.b * d.b;
  return boost::random::gamma_distribution<double>(1.0 / square, 1.0)(spare) * (d.a * square);
}

/// @param d a = mean, b = sd, below sqrt(mean (1 - mean))
double beta(const Distribution& d, DrawStream& spare) {
  if (!(d.b > 0)) return d.a;
  const double size = d.a * (1.0 - d.a) / (d.b * d.b) - 1.0;
  return boost::random::beta_distribution<double>(d.a * size, (1.0 - d.a) * size)(spare);
}

}  // namespace

double detail::sample_from_spare(const Distribution& d, DrawStream& spare) {
  switch (d.kind) {
    case DistributionKind::erlang: return erlang(d, spare);
    case DistributionKind::gamma: return gamma(d, spare);
    default: return beta(d, spare);
  }
}

}  // namespace casepath
