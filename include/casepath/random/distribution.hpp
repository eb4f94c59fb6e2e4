// A distribution as data: named, with parameters in the unit of what it draws. Durations draw ticks; other uses are bare
// numbers. Sampling is in sample.hpp; this header holds no chance.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace casepath {

enum class DistributionKind : std::uint8_t {
  fixed, exponential, erlang, gamma, lognormal, weibull, uniform, triangular, normal, beta, mixture, table
};

/// Parameters by kind; unused ones are 0.
///   fixed       a = value                      exponential  a = mean
///   erlang      a = shape (whole), b = mean    gamma        a = mean, b = cv
///   lognormal   a = median, b = sigma (of the logarithm)
///   weibull     a = shape, b = scale           uniform      a = low, b = high
///   triangular  a = low, b = mode, c = high    normal       a = mean, b = sd, cut at 0 (negative draws become 0)
///   beta        a = mean, b = sd, within [0, 1]
///   mixture     `parts` with `weights`         table        values `parts` (fixed) with `weights`
struct Distribution {
  DistributionKind kind = DistributionKind::fixed;
  double a = 0, b = 0, c = 0;
  std::vector<Distribution> parts;
  std::vector<double> weights;

  [[nodiscard]] static Distribution fixed(double value) { return {DistributionKind::fixed, value, 0, 0, {}, {}}; }
  [[nodiscard]] static Distribution exponential(double mean) { return {DistributionKind::exponential, mean, 0, 0, {}, {}}; }
  /// Any other kind without parts, its parameters in the order of the table above.
  [[nodiscard]] static Distribution of(DistributionKind kind, double a, double b = 0, double c = 0) {
    return {kind, a, b, c, {}, {}};
  }
  [[nodiscard]] static Distribution mixture(std::vector<Distribution> parts, std::vector<double> weights) {
    return {DistributionKind::mixture, 0, 0, 0, std::move(parts), std::move(weights)};
  }
  [[nodiscard]] static Distribution table(const std::vector<double>& values, std::vector<double> weights) {
    Distribution d{DistributionKind::table, 0, 0, 0, {}, std::move(weights)};
    for (const double value : values) d.parts.push_back(fixed(value));
    return d;
  }
  friend bool operator==(const Distribution&, const Distribution&) = default;
};

/// Mean of the distribution, in its own unit. (The cut of `normal` at 0 is ignored.)
[[nodiscard]] double mean_of(const Distribution& d);

/// False for kinds that need more than one uniform a draw (erlang, gamma, beta); see rules 4.10 and 5 (7).
[[nodiscard]] bool draws_by_inversion(const Distribution& d);

}  // namespace casepath
