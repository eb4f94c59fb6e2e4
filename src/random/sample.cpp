// The kinds that need several uniforms, by our own logarithm, exponential and normal quantile: libm gives other bits on Arm, and on
// an x86-64 without fused multiply-add. Gamma and beta are worked out as logarithms, so that small shapes do not end in 0 / 0.
#include "casepath/random/sample.hpp"

namespace casepath {

namespace {

/// A sum of unit exponentials. @param d a = shape, b = mean
double erlang(const Distribution& d, DrawStream& spare) {
  double sum = 0;
  for (double stage = 0; stage < d.a; ++stage) sum -= log_of(spare.uniform());
  return sum * (d.b / d.a);
}

/// Logarithm of a gamma draw of scale 1. @param shape at least 1
/// Source: Marsaglia and Tsang 2000, "A simple method for generating gamma variables", ACM TOMS 26(3), 363-372.
double log_gamma_of_large(double shape, DrawStream& spare) {
  const double d = shape - 1.0 / 3.0, c = 1.0 / std::sqrt(9.0 * d);
  while (true) {
    const double x = normal_quantile(spare.uniform());
    const double u = spare.uniform();
    const double root = 1.0 + c * x;
    if (!(root > 0)) continue;
    const double v = root * root * root, log_v = log_of(v);
    if (log_of(u) < 0.5 * x * x + d * (1.0 - v + log_v)) return log_of(d) + log_v;
  }
}

/// Likewise for any shape above 0; below 1 a draw of shape + 1 times u^(1 / shape), from the same paper.
double log_gamma_draw(double shape, DrawStream& spare) {
  if (shape >= 1.0) return log_gamma_of_large(shape, spare);
  const double shrinks = log_of(spare.uniform()) / shape;
  return log_gamma_of_large(shape + 1.0, spare) + shrinks;
}

/// @param d a = mean, b = cv
double gamma(const Distribution& d, DrawStream& spare) {
  if (!(d.b > 0)) return d.a;
  const double square = d.b * d.b;
  return exp_of(log_gamma_draw(1.0 / square, spare)) * (d.a * square);
}

/// x / (x + y) of two gamma draws. @param d a = mean, b = sd, below sqrt(mean (1 - mean))
double beta(const Distribution& d, DrawStream& spare) {
  if (!(d.b > 0)) return d.a;
  const double size = d.a * (1.0 - d.a) / (d.b * d.b) - 1.0;
  const double x = log_gamma_draw(d.a * size, spare);
  const double y = log_gamma_draw((1.0 - d.a) * size, spare);
  return 1.0 / (1.0 + exp_of(y - x));
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
