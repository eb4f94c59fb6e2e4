// When admissions are made, where a list opens by a timetable: sessions that repeat, or dated ones (rule K2). It gates
// admissions only: contacts and stays keep their own rhythm.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "casepath/base/time.hpp"

namespace casepath {

struct Session {
  Duration from, lasts;              // from the start of the period; of dated ones, of the run
};

struct Timetable {
  Duration every{};                  // 0: the sessions are dated and do not repeat
  std::vector<Session> sessions;     // by `from`; each ends before the next and within the period

  [[nodiscard]] bool is_open_at(Time t) const noexcept {
    const Duration into{every.ticks > 0 ? t.ticks % every.ticks : t.ticks};
    const auto later = after(into);
    return later != sessions.begin() && into < (later - 1)->from + (later - 1)->lasts;
  }
  /// The first opening after `t`; never() if there is none. `t` is not before the start of the run.
  [[nodiscard]] Time opens_after(Time t) const noexcept {
    const std::int64_t period = every.ticks > 0 ? t.ticks - t.ticks % every.ticks : 0;
    const auto later = after(Duration{t.ticks - period});
    if (later != sessions.end()) return Time{period} + later->from;
    return every.ticks > 0 ? Time{period} + every + sessions.front().from : never();
  }

 private:
  [[nodiscard]] std::vector<Session>::const_iterator after(Duration into) const noexcept {
    return std::upper_bound(sessions.begin(), sessions.end(), into, [](Duration d, const Session& s) { return d < s.from; });
  }
};

}  // namespace casepath
