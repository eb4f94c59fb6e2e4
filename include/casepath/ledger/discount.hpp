// What money of a later year is worth at the base date (rule O11): by whole years, the first undiscounted, at one rate or at a
// published table of rates that fall with time. A table carries its vintage in its name; a new edition is a new table.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace casepath {

/// A yearly rate that holds up to the end of a year counted from the base date.
struct DiscountBand {
  double until_year;
  double rate;
};
inline constexpr double endless_years = 1e6;

struct DiscountTable {
  std::string_view name, source;
  std::span<const DiscountBand> bands;
};

/// All published tables that a scenario may name.
[[nodiscard]] std::span<const DiscountTable> discount_tables();
/// The table of that name, or nullptr.
[[nodiscard]] const DiscountTable* find_discount_table(std::string_view name);

struct Discount {
  std::vector<DiscountBand> bands{{endless_years, 0}};
  bool continuous = false;             // from moment to moment instead of by whole years, for tests

  /// What 1 of the base date has grown to after so many years.
  [[nodiscard]] double growth(double years) const;
  /// What 1 spent evenly from year `from` to year `to` after the base date is divided by.
  [[nodiscard]] double divisor(double from, double to) const;
};

}  // namespace casepath
