// Confidence intervals: Student's t for means over replications, Wilson's for shares. NaN values (a figure that is
// undefined in a replication) are left out, and n says how many are left; with n < 2 a t interval has no ends (NaN).
#pragma once

#include <span>

namespace casepath {

struct Interval {
  double mean = 0, low = 0, high = 0;
  int n = 0;
};

/// For the mean of independent values, summed in their order. @param confidence in (0, 1)
[[nodiscard]] Interval t_interval(std::span<const double> values, double confidence = 0.95);

/// For the chance behind `hits` out of n independent trials (Wilson 1927); within [0, 1]. NaN when n = 0.
/// The field mean is the observed share, which is not the middle.
[[nodiscard]] Interval wilson_interval(int hits, int n, double confidence = 0.95);

/// The t below which Student's distribution lies with chance p. @param degrees above 0
[[nodiscard]] double student_t_quantile(double p, double degrees);

}  // namespace casepath
