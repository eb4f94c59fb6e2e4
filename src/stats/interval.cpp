// Intervals stand in the results, so their quantiles are our own (student_t.cpp, exact_math.hpp): the same bits on every machine.
// Values are summed in their order.
#include "casepath/stats/interval.hpp"

#include <cmath>
#include <limits>

#include "casepath/random/exact_math.hpp"

namespace casepath {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

Interval mean_without_nan(std::span<const double> values) {
  double sum = 0;
  int n = 0;
  for (const double v : values) {
    if (std::isnan(v)) continue;
    sum += v;
    ++n;
  }
  return {n > 0 ? sum / n : nan, nan, nan, n};
}

double squares_about(double mean, std::span<const double> values) {
  double sum = 0;
  for (const double v : values) {
    if (!std::isnan(v)) sum += (v - mean) * (v - mean);
  }
  return sum;
}

}  // namespace

Interval t_interval(std::span<const double> values, double confidence) {
  Interval result = mean_without_nan(values);
  if (result.n < 2) return result;
  const double n = result.n;
  const double error = std::sqrt(squares_about(result.mean, values) / (n - 1) / n);
  const double half = student_t_quantile(0.5 + 0.5 * confidence, n - 1) * error;
  result.low = result.mean - half;
  result.high = result.mean + half;
  return result;
}

Interval wilson_interval(int hits, int n, double confidence) {
  if (n == 0) return {nan, nan, nan, 0};
  const double z = normal_quantile(0.5 + 0.5 * confidence), trials = n, share = hits / trials;
  const double shrink = 1.0 / (1.0 + z * z / trials);
  const double centre = shrink * (share + z * z / (2.0 * trials));
  const double half = shrink * z * std::sqrt(share * (1.0 - share) / trials + z * z / (4.0 * trials * trials));
  const double low = hits == 0 ? 0.0 : centre - half, high = hits == n ? 1.0 : centre + half;  // exact at the ends
  return {share, low, high, n};
}

}  // namespace casepath
