// Mean, variance and extremes of numbers seen one at a time (Welford 1962); merging as in Chan, Golub and LeVeque 1983.
// Doubles, so the last bits depend on the order: add and merge in a fixed one (replication order).
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>

namespace casepath {

class Running {
 public:
  /// @param x finite
  void add(double x) noexcept {
    ++count_;
    const double step = x - mean_;
    mean_ += step / static_cast<double>(count_);
    squares_ += step * (x - mean_);
    least_ = std::min(least_, x);
    greatest_ = std::max(greatest_, x);
  }

  void merge(const Running& other) noexcept {
    if (other.count_ == 0) return;
    const auto mine = static_cast<double>(count_), theirs = static_cast<double>(other.count_);
    const double gap = other.mean_ - mean_;
    count_ += other.count_;
    mean_ += gap * (theirs / (mine + theirs));
    squares_ += other.squares_ + gap * gap * (mine * theirs / (mine + theirs));
    least_ = std::min(least_, other.least_);
    greatest_ = std::max(greatest_, other.greatest_);
  }

  [[nodiscard]] std::int64_t count() const noexcept { return count_; }
  /// NaN when nothing was added.
  [[nodiscard]] double mean() const noexcept { return count_ > 0 ? mean_ : nan_; }
  /// With divisor n - 1; NaN below two values.
  [[nodiscard]] double variance() const noexcept { return count_ > 1 ? squares_ / static_cast<double>(count_ - 1) : nan_; }
  [[nodiscard]] double least() const noexcept { return count_ > 0 ? least_ : nan_; }
  [[nodiscard]] double greatest() const noexcept { return count_ > 0 ? greatest_ : nan_; }

 private:
  static constexpr double nan_ = std::numeric_limits<double>::quiet_NaN();
  static constexpr double infinity_ = std::numeric_limits<double>::infinity();
  std::int64_t count_ = 0;
  double mean_ = 0, squares_ = 0;
  double least_ = infinity_, greatest_ = -infinity_;
};

}  // namespace casepath
