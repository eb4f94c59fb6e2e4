// Trust, one number a person, and how each experience moves it (rule C3). Waiting wears it down and time brings it back,
// both in closed form when trust is read: no event, no tick.
#pragma once

#include <cstdint>

#include "casepath/base/time.hpp"
#include "casepath/random/exact_math.hpp"

namespace casepath {

/// What an experience does: rises close a share of the gap to 1, falls take a share away.
struct TrustRules {
  double attended = 0, rejected = 0, retelling = 0, missed_hand_off = 0, closed_unmet = 0, new_worker = 0, reneged = 0;
  double waiting_rate = 0;   // -ln(1 - month_waiting) a month, per tick and list
  double return_rate = 0;    // towards the person's own start, per tick
};

[[nodiscard]] constexpr float risen(float trust, double step) noexcept {
  return static_cast<float>(trust + step * (1.0 - static_cast<double>(trust)));
}
[[nodiscard]] constexpr float fallen(float trust, double step) noexcept {
  return static_cast<float>(static_cast<double>(trust) * (1.0 - step));
}

/// Trust after `passed`, for somebody on `lists` lists: dx/dt = r (start - x) - n w x has a closed form, of which
/// waiting alone, (1 - s)^months, and returning alone are the two ends (rule C3).
[[nodiscard]] inline float drifted(float trust, float start, int lists, Duration passed, const TrustRules& rules) noexcept {
  const double rate = rules.return_rate + lists * rules.waiting_rate;
  if (rate <= 0 || passed.ticks <= 0) return trust;
  const double rest = rules.return_rate * static_cast<double>(start) / rate;
  return static_cast<float>(rest + (static_cast<double>(trust) - rest) * exp_of(-rate * static_cast<double>(passed.ticks)));
}

}  // namespace casepath
