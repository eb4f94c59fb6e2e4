// Choosing among weighted options with one uniform: choose() scans all of them, AliasTable takes O(1).
// The two give different options for the same uniform, so a purpose keeps to one of them. Weights need not add up to 1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace casepath {

/// An option, and where in its own share the uniform fell: again uniform in (0, 1).
struct Choice {
  std::size_t index = 0;
  double rest = 0.5;
};

/// Options lie side by side in their order; one of weight 0 is never chosen. O(n).
/// @param weights finite, at least 0, not all 0  @param u in (0, 1)
[[nodiscard]] inline Choice choose_with_rest(std::span<const double> weights, double u) noexcept {
  constexpr double least = 0x1p-33;  // the ends of a 32-bit uniform: rounding must not make a logarithm infinite
  double total = 0;
  for (const double w : weights) total += w;
  const double target = u * total;
  double below = 0;
  Choice last;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (!(weights[i] > 0)) continue;
    const double rest = (target - below) / weights[i];
    last = {i, rest < least ? least : rest > 1.0 - least ? 1.0 - least : rest};
    below += weights[i];
    if (target < below) break;
  }
  return last;
}

/// The option alone. @copydoc choose_with_rest
[[nodiscard]] inline std::size_t choose(std::span<const double> weights, double u) noexcept {
  double total = 0;
  for (const double w : weights) total += w;
  const double target = u * total;
  double below = 0;
  std::size_t last = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (weights[i] > 0) last = i;
    below += weights[i];
    if (target < below) break;
  }
  return last;
}

/// O(1) choice, O(n) to build (Vose 1991). @throws Error when a weight is negative or not finite, or none is above 0
class AliasTable {
 public:
  explicit AliasTable(std::span<const double> weights);

  /// @param u in (0, 1)
  [[nodiscard]] std::size_t choose(double u) const noexcept {
    const double scaled = u * static_cast<double>(cells_.size());
    const auto i = static_cast<std::size_t>(scaled);
    return scaled - static_cast<double>(i) < cells_[i].keep ? i : cells_[i].other;
  }
  [[nodiscard]] std::size_t size() const noexcept { return cells_.size(); }

 private:
  struct Cell {
    double keep = 1.0;  // share of the cell that stays with its own option
    std::uint32_t other = 0;
  };
  std::vector<Cell> cells_;
};

}  // namespace casepath
