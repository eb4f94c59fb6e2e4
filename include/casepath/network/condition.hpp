// A condition: a slow variable in [0, 1] that programmes raise and that slips back without them (rules C4, C5):
// dx/dt = a e (1 - x) - d x. It has a closed form, read at the start of each day and held for that day: no event.
#pragma once

#include <algorithm>
#include <vector>

#include "casepath/base/time.hpp"
#include "casepath/random/exact_math.hpp"

namespace casepath {

/// From `from` on: the sum of a e over the programmes that tend this condition, per tick.
struct EffortStep {
  Time from;
  double rate = 0;
  friend bool operator==(const EffortStep&, const EffortStep&) = default;
};

/// A shock: at that instant x is set, whatever it was.
struct Shock {
  Time at;
  double x = 0;
  friend bool operator==(const Shock&, const Shock&) = default;
};

struct ConditionRules {
  double start = 0;                   // in [0, 1]
  double slips = 0;                   // d, per tick
  std::vector<EffortStep> effort;     // sorted by date; before the first: none
  std::vector<Shock> shocks;          // sorted by date
  bool exists = true;                 // false in a table of rules that lacks what another table has (rule V2)
  friend bool operator==(const ConditionRules&, const ConditionRules&) = default;
};

/// x after `passed` at constant effort.
[[nodiscard]] inline double advanced(double x, double effort_rate, double slips, Duration passed) noexcept {
  const double rate = effort_rate + slips;
  if (rate <= 0 || passed.ticks <= 0) return x;
  const double rest = effort_rate / rate;
  return rest + (x - rest) * exp_of(-rate * static_cast<double>(passed.ticks));
}

/// Where a condition stands; remembers the last date it was asked for.
struct ConditionState {
  double x = 0;
  Time at{};

  /// Value for the day of `now`. Dates of asking never fall.
  double on(Time now, const ConditionRules& rules) noexcept {
    const Time day{now.ticks / ticks_per_day * ticks_per_day};
    while (at < day) {
      double rate = 0;
      Time until = day;
      for (const EffortStep& step : rules.effort) {
        if (step.from <= at) rate = step.rate;
        else until = std::min(until, step.from);
      }
      for (const Shock& shock : rules.shocks)
        if (shock.at > at) until = std::min(until, shock.at);
      x = advanced(x, rate, rules.slips, until - at);
      at = until;
      be_struck(rules);
    }
    return x;
  }
  /// Shocks dated on the instant up to which x is known.
  void be_struck(const ConditionRules& rules) noexcept {
    for (const Shock& shock : rules.shocks)
      if (shock.at == at) x = shock.x;
  }
};

/// Effort that n conveners, each able to tend m links, give to each of the L links they cover (rule C5).
[[nodiscard]] constexpr double shared_effort(double conveners, double tends, std::size_t links) noexcept {
  return links == 0 ? 0.0 : std::min(1.0, conveners * tends / static_cast<double>(links));
}

}  // namespace casepath
