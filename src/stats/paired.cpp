// Sums in the order of the replications, so that the result does not depend on how they were run.
#include "casepath/stats/paired.hpp"

#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "casepath/base/error.hpp"
#include "casepath/stats/running.hpp"

namespace casepath {

Paired paired_difference(std::span<const double> a, std::span<const double> b, double confidence) {
  if (a.size() != b.size()) {
    throw Error("paired_difference: a has " + std::to_string(a.size()) + " values, b has " + std::to_string(b.size()));
  }
  Running in_a, in_b, between;
  std::vector<double> differences;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double difference = a[i] - b[i];
    if (std::isnan(difference)) continue;
    in_a.add(a[i]);
    in_b.add(b[i]);
    between.add(difference);
    differences.push_back(difference);
  }
  const Interval interval = t_interval(differences, confidence);
  if (between.variance() == 0) return {interval, std::numeric_limits<double>::infinity()};
  return {interval, (in_a.variance() + in_b.variance()) / between.variance()};
}

}  // namespace casepath
