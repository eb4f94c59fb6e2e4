// The difference of two variants under common random numbers: replication by replication, never of two means.
// variance_ratio says how many times more replications independent streams would have needed for the same width.
#pragma once

#include <span>

#include "casepath/stats/interval.hpp"

namespace casepath {

struct Paired {
  Interval difference;  // of a - b
  /// (var a + var b) / var(a - b); infinite when every difference is the same, NaN below two pairs.
  double variance_ratio = 0;
};

/// Pairs whose difference is NaN (one undefined, or both infinite) are left out. @throws Error when a and b differ in length
[[nodiscard]] Paired paired_difference(std::span<const double> a, std::span<const double> b, double confidence = 0.95);

}  // namespace casepath
