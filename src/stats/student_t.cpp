// Student's quantile by + - * / sqrt and our own logarithm and exponential: intervals stand in the results, and libm gives other
// bits on Arm. Good to 1e-10 of the value, from 1 degree to a million, for chances down to 1e-4.
#include <cmath>

#include "casepath/random/exact_math.hpp"
#include "casepath/stats/interval.hpp"

namespace casepath {

namespace {

/// log(1 + x) for x >= 0, without the rounding of 1 + x where x is small.
double log_of_one_and(double x) {
  if (x > 0.01) return log_of(1.0 + x);
  const double s = x / (2.0 + x), z = s * s;   // 2 artanh(s); the next term of the series is below 1e-19 of the sum
  return 2.0 * s * (1.0 + z * (1.0 / 3 + z * (1.0 / 5 + z / 7)));
}

/// Gamma(z + 1/2) / Gamma(z). Asymptotic series in 1 / z (Tricomi and Erdelyi 1951; NIST DLMF 5.11.13), from 32 on.
double gamma_ratio(double z) {
  double below = 1.0;
  for (; z < 32; z += 1.0) below *= z / (z + 0.5);
  const double x = 1.0 / z;
  constexpr double c[] = {1, -1.0 / 8, 1.0 / 128, 5.0 / 1024, -21.0 / 32768, -399.0 / 262144, 869.0 / 4194304, 39325.0 / 33554432};
  double sum = 0;
  for (int i = 7; i >= 0; --i) sum = c[i] + x * sum;
  return below * std::sqrt(z) * sum;
}

class StudentT {
 public:
  explicit StudentT(double degrees)
      : degrees_(degrees), half_(0.5 * degrees), at_0_(gamma_ratio(half_) / std::sqrt(degrees * 3.14159265358979323846)) {}

  [[nodiscard]] double density(double t) const { return at_0_ * exp_of(-(half_ + 0.5) * log_of_one_and(t * t / degrees_)); }

  /// P(T > t) for t >= 0: the incomplete beta function as a series of terms that fall, all above 0 (NIST DLMF 8.17.7 and 8.17.8).
  [[nodiscard]] double above(double t) const {
    const double square = t * t, x = degrees_ / (degrees_ + square), y = square / (degrees_ + square);
    const double scale = at_0_ * exp_of(-half_ * log_of_one_and(square / degrees_)) * std::sqrt(degrees_);
    return y < 0.5 ? 0.5 - scale * std::sqrt(y) * centre_series(y) : 0.5 * scale * tail_series(x);
  }

 private:
  [[nodiscard]] double centre_series(double y) const {
    double sum = 0, term = 1.0;
    for (double k = 0; sum + term != sum; ++k) {
      sum += term;
      term *= y * (half_ + 0.5 + k) / (1.5 + k);
    }
    return sum;
  }
  [[nodiscard]] double tail_series(double x) const {
    double sum = 0, power = 1.0;   // (1/2)_k x^k / k!
    for (double k = 0; sum + power / (half_ + k) != sum; ++k) {
      sum += power / (half_ + k);
      power *= x * (0.5 + k) / (1.0 + k);
    }
    return sum;
  }

  double degrees_, half_, at_0_;
};

/// The t above which lies `chance`, below a half. Newton's steps from the normal's, which is less: the chance above t is convex, so
/// each step rises and none goes too far; rounding ends them.
double quantile_from_above(double chance, const StudentT& student) {
  double t = -normal_quantile(chance);
  while (true) {
    const double next = t + (student.above(t) - chance) / student.density(t);
    if (!(next > t)) return t;
    t = next;
  }
}

}  // namespace

double student_t_quantile(double p, double degrees) {
  const StudentT student(degrees);
  return p < 0.5 ? -quantile_from_above(p, student) : quantile_from_above(1.0 - p, student);
}

}  // namespace casepath
