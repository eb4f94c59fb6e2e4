// Crowds and courses: how strands are split, moved between levels, and changed by time alone.
#include <cmath>

#include "analysis_visit.hpp"

namespace casepath::detail {

void Crowd::move(const Eigen::MatrixXd& chances) {
  const Eigen::MatrixXd to = chances.transpose();
  count = (to * count.matrix()).array().eval();
  cost = (to * cost.matrix()).array().eval();
  days = (to * days.matrix()).array().eval();
}

Crowd Crowd::part(const Eigen::ArrayXd& by_level) const {
  Crowd out(count.rows());
  out.count = count.colwise() * by_level;
  out.cost = cost.colwise() * by_level;
  out.days = days.colwise() * by_level;
  return out;
}

Crowd Crowd::part(double share) const { return part(Eigen::ArrayXd::Constant(count.rows(), share)); }

void Crowd::move_row(Eigen::Index from, Eigen::Index to, double share, bool fell) {
  for (Eigen::ArrayXXd* a : {&count, &cost, &days})
    for (const Eigen::Index column : {0, 1}) {
      const double moved = (*a)(from, column) * share;
      (*a)(from, column) -= moved;
      (*a)(to, fell ? 1 : column) += moved;
    }
}

Crowd& Crowd::operator+=(const Crowd& other) {
  count += other.count;
  cost += other.cost;
  days += other.days;
  return *this;
}

const Eigen::MatrixXd& NeedCourse::after(double days, double factor, bool stops) const {
  const auto [was, is_new] = known_.try_emplace({days, factor, stops});
  if (is_new) was->second = worked_out(days, factor, stops);
  return was->second;
}

/// The matrix exponential of the course's rates, by its series over a short time, squared as often as that is contained.
Eigen::MatrixXd NeedCourse::worked_out(double days, double factor, bool stops) const {
  const Eigen::Index n = levels();
  Eigen::MatrixXd rates = Eigen::MatrixXd::Zero(n, n);
  for (Eigen::Index l = stops ? goal + 1 : 0; l < n; ++l) {
    const double up = l + 1 < n ? worsens(l) * factor : 0.0, down = l > 0 ? recovers(l) : 0.0;
    if (l + 1 < n) rates(l, l + 1) = up;
    if (l > 0) rates(l, l - 1) = down;
    rates(l, l) = -(up + down);
  }
  const double size = rates.cwiseAbs().maxCoeff() * days;
  if (!(size > 0)) return Eigen::MatrixXd::Identity(n, n);
  const int halvings = std::max(0, static_cast<int>(std::ceil(std::log2(size))) + 4);
  const Eigen::MatrixXd step = rates * (days / std::ldexp(1.0, halvings));
  Eigen::MatrixXd out = Eigen::MatrixXd::Identity(n, n), term = out;
  for (int i = 1; i <= 8; ++i) {
    term = term * step / i;
    out += term;
  }
  for (int i = 0; i < halvings; ++i) out = out * out;
  return out;
}

}  // namespace casepath::detail
