// Money is a whole number of minor units (pence), so sums are exact in any order (quality: the ledger balances to the penny).
#pragma once

#include <compare>
#include <cstdint>

namespace casepath {

/// An amount in minor units of the scenario's currency at its price base year.
struct Money {
  std::int64_t minor = 0;
  friend constexpr auto operator<=>(Money, Money) = default;
  constexpr Money& operator+=(Money m) noexcept { minor += m.minor; return *this; }
  constexpr Money& operator-=(Money m) noexcept { minor -= m.minor; return *this; }
};

constexpr Money operator+(Money a, Money b) noexcept { return {a.minor + b.minor}; }
constexpr Money operator-(Money a, Money b) noexcept { return {a.minor - b.minor}; }

/// Half up to the minor unit (rule O12). @param minor any finite number of minor units
[[nodiscard]] constexpr Money rounded_money(double minor) noexcept {
  const double shifted = minor + 0.5;
  const auto whole = static_cast<std::int64_t>(shifted);
  return {static_cast<double>(whole) > shifted ? whole - 1 : whole};
}

/// The part of `amount` that share `i` of `n` equal shares bears; what is left over goes to the first (rule R1).
[[nodiscard]] constexpr Money share_of(Money amount, int i, int n) noexcept {
  const std::int64_t each = amount.minor / n;
  return {i == 0 ? amount.minor - each * (n - 1) : each};
}

}  // namespace casepath
