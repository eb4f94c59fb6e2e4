#include "copula.hpp"

#include <Eigen/Eigenvalues>
#include <cmath>

#include "casepath/base/error.hpp"
#include "casepath/random/exact_math.hpp"

namespace casepath::detail {

Matrix identity(std::size_t n) {
  Matrix m(n, std::vector<double>(n, 0.0));
  for (std::size_t i = 0; i < n; ++i) m[i][i] = 1.0;
  return m;
}

namespace {

/// P(X > h, Y > k) for correlation r: the product of the margins plus the integral of the bivariate density over the
/// correlation (Plackett 1954), by Simpson's rule in plain sums, so that every machine gets the same bits.
double both_above(double h, double k, double r, double margins) {
  constexpr int pieces = 200;
  const auto density = [h, k](double t) {
    const double left = 1.0 - t * t;
    return exp_of(-(h * h - 2 * h * k * t + k * k) / (2 * left)) / (2 * 3.14159265358979323846 * std::sqrt(left));
  };
  double sum = density(0) + density(r);
  for (int i = 1; i < pieces; ++i) sum += density(r * i / pieces) * (i % 2 == 1 ? 4 : 2);
  return margins + sum * r / pieces / 3;
}

double odds_ratio_of(double both, double a, double b) { return both * (1 - a - b + both) / ((a - both) * (b - both)); }

}  // namespace

double tetrachoric(double odds_ratio, double a, double b) {
  if (!(a > 0 && a < 1 && b > 0 && b < 1)) return 0;
  const double h = normal_quantile(1 - a), k = normal_quantile(1 - b);
  double low = -0.995, high = 0.995;
  for (int i = 0; i < 60; ++i) {
    const double r = (low + high) / 2;
    (odds_ratio_of(both_above(h, k, r, a * b), a, b) < odds_ratio ? low : high) = r;
  }
  return (low + high) / 2;
}

namespace {

/// Eigenvalues lifted to a small positive floor, diagonal scaled back to 1: near enough to name, not used for draws.
Matrix nearest_positive(const Matrix& r) {
  const auto n = static_cast<Eigen::Index>(r.size());
  Eigen::MatrixXd m(n, n);
  for (Eigen::Index i = 0; i < n; ++i)
    for (Eigen::Index j = 0; j < n; ++j) m(i, j) = r[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)];
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solved(m);
  m = solved.eigenvectors() * solved.eigenvalues().cwiseMax(1e-3).asDiagonal() * solved.eigenvectors().transpose();
  Matrix near = r;
  for (Eigen::Index i = 0; i < n; ++i)
    for (Eigen::Index j = 0; j < n; ++j)
      near[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)] = m(i, j) / std::sqrt(m(i, i) * m(j, j));
  return near;
}

std::string text_of(const Matrix& m) {
  std::string rows;
  for (const auto& row : m) {
    rows += rows.empty() ? "[" : ", [";
    for (std::size_t j = 0; j < row.size(); ++j)
      rows += (j == 0 ? "" : ", ") + std::to_string(std::lround(row[j] * 100)) + "/100";
    rows += "]";
  }
  return rows;
}

}  // namespace

std::vector<double> cholesky(const Matrix& r, const std::string& path) {
  const std::size_t n = r.size();
  std::vector<double> l(n * n, 0.0);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = r[i][j];
      for (std::size_t k = 0; k < j; ++k) sum -= l[i * n + k] * l[j * n + k];
      if (i == j && !(sum > 1e-12))
        throw ScenarioError({{path, "correlations that contradict one another", "a positive definite set of correlations",
                              "the nearest that works is " + text_of(nearest_positive(r))}});
      l[i * n + j] = i == j ? std::sqrt(sum) : sum / l[j * n + j];
    }
  return l;
}

}  // namespace casepath::detail
