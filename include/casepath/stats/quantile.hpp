// Quantiles of waits: whole numbers of ticks, some of them infinite (never helped, rule O13). Exact up to 4,096 different
// values; beyond that a log-linear histogram with 512 steps an octave, so a quantile is within 1/512 of the exact one.
// What it holds depends on the values only, not on their order or on how they were split and merged.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "casepath/base/time.hpp"

namespace casepath {

class Quantiles {
 public:
  static constexpr std::size_t most_exact = 4096;

  /// @param ticks below 0 counts as 0  @param weight at least 1: so many times that value
  void add(std::int64_t ticks, std::int64_t weight = 1);
  void add_infinite(std::int64_t weight = 1) noexcept { infinite_ += weight; }
  void merge(const Quantiles& other);

  /// All values, the infinite ones too.
  [[nodiscard]] std::int64_t count() const noexcept { return finite_ + infinite_; }
  [[nodiscard]] std::int64_t count_infinite() const noexcept { return infinite_; }
  [[nodiscard]] bool is_exact() const { return gathered().steps_.empty(); }

  /// Ticks by nearest rank: the ceil(p n)-th smallest of n values (the smallest for p = 0). nullopt means infinite; also
  /// when nothing was added, so ask count() first. @param p in [0, 1]
  [[nodiscard]] std::optional<double> quantile(double p) const;
  /// Share of all values that are at most `ticks`; NaN when there are none. Beyond 4,096 values a value counts as the
  /// middle of its step.
  [[nodiscard]] double share_at_most(std::int64_t ticks) const;
  /// Mean of the finite values from an exact sum; NaN when there are none.
  [[nodiscard]] double mean_finite() const noexcept;

 private:
  struct Weighted {
    std::int64_t ticks, weight;
  };
  void keep(std::int64_t ticks, std::int64_t weight);
  void gather();
  [[nodiscard]] Quantiles gathered() const;
  void add_to_step(std::int64_t ticks, std::int64_t weight);
  template <class Visit>
  void each_upwards(Visit&& visit) const;  // visit(ticks, weight) -> false stops

  std::vector<Weighted> exact_;                 // the first `sorted_` by ticks, each once; then as they came; until folded
  std::size_t sorted_ = 0;
  std::vector<std::int64_t> steps_;             // weight of each step, once folded
  std::int64_t finite_ = 0, infinite_ = 0;
  PersonTicks sum_ = 0;
};

}  // namespace casepath
