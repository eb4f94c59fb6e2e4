// Dependence between needs at the start: correlations of normals from odds ratios, and their Cholesky factor (rule P1).
#pragma once

#include <string>
#include <vector>

namespace casepath::detail {

using Matrix = std::vector<std::vector<double>>;

[[nodiscard]] Matrix identity(std::size_t n);

/// The correlation of two normals cut at the upper shares `a` and `b` whose 2 x 2 table has this odds ratio.
/// @param a, b in [0, 1]; 0 or 1 gives 0  @param odds_ratio above 0
[[nodiscard]] double tetrachoric(double odds_ratio, double a, double b);

/// Lower factor by rows, n x n. @throws ScenarioError naming the nearest matrix when r is not positive definite
[[nodiscard]] std::vector<double> cholesky(const Matrix& r, const std::string& path);

}  // namespace casepath::detail
