// The log-linear histogram: below 512 every tick has its own step; above, each doubling is cut into 512 equal steps.
#include "casepath/stats/quantile.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <utility>

namespace casepath {

namespace {

constexpr int step_bits = 9;  // 512 steps an octave

int shift_of(std::int64_t ticks) noexcept {
  return std::max(0, static_cast<int>(std::bit_width(static_cast<std::uint64_t>(ticks))) - 1 - step_bits);
}

std::size_t step_of(std::int64_t ticks) noexcept {
  const int shift = shift_of(ticks);
  return (static_cast<std::size_t>(shift) << step_bits) + static_cast<std::size_t>(ticks >> shift);
}

std::int64_t middle_of(std::size_t step) noexcept {
  const int shift = std::max(0, static_cast<int>(step >> step_bits) - 1);
  const auto low = static_cast<std::int64_t>(step - (static_cast<std::size_t>(shift) << step_bits)) << shift;
  return low + ((std::int64_t{1} << shift) >> 1);
}

/// ceil(p n), at least 1. The factor takes back what rounding p and the product may have added above a whole number.
std::int64_t nearest_rank(double p, std::int64_t n) noexcept {
  const double exact = p * static_cast<double>(n) * (1.0 - 0x1p-51);
  return std::clamp(static_cast<std::int64_t>(std::ceil(exact)), std::int64_t{1}, n);
}

}  // namespace

void Quantiles::add(std::int64_t ticks, std::int64_t weight) {
  ticks = std::max(ticks, std::int64_t{0});
  finite_ += weight;
  sum_ += PersonTicks{ticks} * weight;
  keep(ticks, weight);
}

void Quantiles::keep(std::int64_t ticks, std::int64_t weight) {
  if (!steps_.empty()) return add_to_step(ticks, weight);
  exact_.push_back({ticks, weight});
  if (exact_.size() - sorted_ > std::max<std::size_t>(256, sorted_)) gather();
}

/// Sorts what has come since, adds up equal values, and folds into steps when there are too many different ones.
void Quantiles::gather() {
  std::sort(exact_.begin(), exact_.end(), [](const Weighted& a, const Weighted& b) { return a.ticks < b.ticks; });
  std::size_t n = 0;
  for (const Weighted& w : exact_) {
    if (n > 0 && exact_[n - 1].ticks == w.ticks) exact_[n - 1].weight += w.weight;
    else exact_[n++] = w;
  }
  exact_.resize(n);
  sorted_ = n;
  if (n <= most_exact) return;
  for (const Weighted& w : exact_) add_to_step(w.ticks, w.weight);
  exact_ = {};
  sorted_ = 0;
}

Quantiles Quantiles::gathered() const {
  Quantiles copy = *this;
  copy.gather();
  return copy;
}

void Quantiles::add_to_step(std::int64_t ticks, std::int64_t weight) {
  const std::size_t step = step_of(ticks);
  if (step >= steps_.size()) steps_.resize(step + 1);
  steps_[step] += weight;
}

void Quantiles::merge(const Quantiles& other) {
  if (steps_.empty() && !other.steps_.empty()) {
    steps_.resize(1);   // from now on in steps, whatever came before
    for (const Weighted& w : std::exchange(exact_, {})) add_to_step(w.ticks, w.weight);
    sorted_ = 0;
  }
  for (const Weighted& w : other.exact_) keep(w.ticks, w.weight);
  if (other.steps_.size() > steps_.size()) steps_.resize(other.steps_.size());
  for (std::size_t step = 0; step < other.steps_.size(); ++step) steps_[step] += other.steps_[step];
  finite_ += other.finite_;
  infinite_ += other.infinite_;
  sum_ += other.sum_;
}

template <class Visit>
void Quantiles::each_upwards(Visit&& visit) const {
  if (sorted_ < exact_.size()) return gathered().each_upwards(visit);
  for (const auto& [ticks, weight] : exact_) {
    if (!visit(ticks, weight)) return;
  }
  for (std::size_t step = 0; step < steps_.size(); ++step) {
    if (steps_[step] > 0 && !visit(middle_of(step), steps_[step])) return;
  }
}

std::optional<double> Quantiles::quantile(double p) const {
  if (count() == 0) return std::nullopt;
  std::int64_t left = nearest_rank(p, count());
  std::optional<double> found;
  each_upwards([&](std::int64_t ticks, std::int64_t weight) {
    left -= weight;
    if (left <= 0) found = static_cast<double>(ticks);
    return left > 0;
  });
  return found;
}

double Quantiles::share_at_most(std::int64_t ticks) const {
  if (count() == 0) return std::numeric_limits<double>::quiet_NaN();
  std::int64_t below = 0;
  each_upwards([&](std::int64_t value, std::int64_t weight) {
    if (value <= ticks) below += weight;
    return value <= ticks;
  });
  return static_cast<double>(below) / static_cast<double>(count());
}

double Quantiles::mean_finite() const noexcept {
  if (finite_ == 0) return std::numeric_limits<double>::quiet_NaN();
  return static_cast<double>(sum_) / static_cast<double>(finite_);
}

}  // namespace casepath
