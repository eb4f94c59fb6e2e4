// A whole number that changes over time (people waiting, slots held) and its integral over a window, exact in people x
// ticks: the sum of waits equals the integral of the list's length to the last tick (docs/reference/rules.md, T1 and T3).
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>

#include "casepath/base/time.hpp"

namespace casepath {

/// Counts time in [from, to) only; the number is 0 until it is set. Times must not go back.
class TimeWeighted {
 public:
  /// @param from at most `to`
  TimeWeighted(Time from, Time to) noexcept : from_(from), to_(to), since_(from) {}

  /// From now on the number is `count`.
  void set(Time now, std::int64_t count) noexcept {
    integral_ = integral(now);
    since_ = within(now);
    count_ = count;
  }

  [[nodiscard]] std::int64_t count() const noexcept { return count_; }

  /// People x ticks within the window up to now.
  [[nodiscard]] PersonTicks integral(Time now) const noexcept {
    return integral_ + PersonTicks{(within(now) - since_).ticks} * count_;
  }
  /// Average number over the window up to now; NaN before it opens.
  [[nodiscard]] double mean(Time now) const noexcept {
    const Duration length = within(now) - from_;
    if (length.ticks == 0) return std::numeric_limits<double>::quiet_NaN();
    return static_cast<double>(integral(now)) / static_cast<double>(length.ticks);
  }

 private:
  [[nodiscard]] Time within(Time t) const noexcept { return std::clamp(t, from_, to_); }

  Time from_, to_, since_;
  std::int64_t count_ = 0;
  PersonTicks integral_ = 0;
};

}  // namespace casepath
