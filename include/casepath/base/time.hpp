// Time is a count of ticks from the scenario's start; one tick is one microsecond (rule T1).
// Instants and durations share one type of count but not one type: you cannot add two instants.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>

namespace casepath {

/// A length of time in ticks (microseconds). May be negative only in intermediate sums.
struct Duration {
  std::int64_t ticks = 0;
  friend constexpr auto operator<=>(Duration, Duration) = default;
};

/// An instant, in ticks since the scenario's start date at midnight.
struct Time {
  std::int64_t ticks = 0;
  friend constexpr auto operator<=>(Time, Time) = default;
};

inline constexpr std::int64_t ticks_per_day = 86'400'000'000;
inline constexpr double ticks_per_year = 365.25 * 86'400'000'000.0;  // rule T1
inline constexpr double ticks_per_month = ticks_per_year / 12.0;     // rule T1

/// Later than anything that can happen; leaves room to add a duration without overflow.
[[nodiscard]] constexpr Time never() noexcept { return Time{std::numeric_limits<std::int64_t>::max() / 4}; }
/// Longer than any run.
[[nodiscard]] constexpr Duration forever() noexcept { return Duration{std::numeric_limits<std::int64_t>::max() / 4}; }

constexpr Duration operator+(Duration a, Duration b) noexcept { return {a.ticks + b.ticks}; }
constexpr Duration operator-(Duration a, Duration b) noexcept { return {a.ticks - b.ticks}; }
constexpr Duration operator-(Time a, Time b) noexcept { return {a.ticks - b.ticks}; }
constexpr Time operator-(Time a, Duration b) noexcept { return {a.ticks - b.ticks}; }

/// Adding saturates at never(), so that an endless limit stays endless.
constexpr Time operator+(Time a, Duration b) noexcept {
  const std::int64_t sum = a.ticks + b.ticks;
  return sum >= never().ticks ? never() : Time{sum};
}

/// Ticks nearest to a number of ticks given as a double, never below 0, at most forever() (rule T1).
[[nodiscard]] constexpr Duration rounded(double ticks) noexcept {
  if (!(ticks > 0)) return {0};
  if (ticks >= static_cast<double>(forever().ticks)) return forever();
  return {static_cast<std::int64_t>(ticks + 0.5)};
}

[[nodiscard]] constexpr Duration days(double n) noexcept { return rounded(n * static_cast<double>(ticks_per_day)); }
[[nodiscard]] constexpr Duration years(double n) noexcept { return rounded(n * ticks_per_year); }
[[nodiscard]] constexpr double in_days(Duration d) noexcept {
  return static_cast<double>(d.ticks) / static_cast<double>(ticks_per_day);
}
[[nodiscard]] constexpr double in_years(Duration d) noexcept { return static_cast<double>(d.ticks) / ticks_per_year; }

/// Sum of people x ticks: 64 bits overflow after 300,000 person-years (rule T1).
__extension__ typedef __int128 PersonTicks;

}  // namespace casepath
