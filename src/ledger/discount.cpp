#include "casepath/ledger/discount.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "casepath/random/exact_math.hpp"

namespace casepath {

namespace {

// HM Treasury, The Green Book (2003), annex 6, table 6.1: the long-term discount rate.
constexpr std::array green_book_2003{DiscountBand{30, 0.035},  DiscountBand{75, 0.030},  DiscountBand{125, 0.025},
                                     DiscountBand{200, 0.020}, DiscountBand{300, 0.015}, DiscountBand{endless_years, 0.010}};
// HM Treasury, The Green Book (edition February 2026), discount rate tables: the standard rates, and those for health and life.
constexpr std::array green_book_2026{DiscountBand{30, 0.035}, DiscountBand{75, 0.030}, DiscountBand{endless_years, 0.025}};
constexpr std::array green_book_2026_health{DiscountBand{30, 0.015}, DiscountBand{75, 0.0129}, DiscountBand{endless_years, 0.0107}};

constexpr std::array tables{
    DiscountTable{"green_book_2003", "HM Treasury, The Green Book, 2003, table 6.1", green_book_2003},
    DiscountTable{"green_book_2026", "HM Treasury, The Green Book, February 2026, standard rates", green_book_2026},
    DiscountTable{"green_book_2026_health", "HM Treasury, The Green Book, February 2026, rates for health and life", green_book_2026_health}};

/// The integral of (1 + rate)^-t from 0 to `years`.
double integral(double rate, double years) {
  const double log_growth = log_of(1.0 + rate);
  return log_growth > 0 ? (1.0 - exp_of(-log_growth * years)) / log_growth : years;
}

}  // namespace

std::span<const DiscountTable> discount_tables() { return tables; }

const DiscountTable* find_discount_table(std::string_view name) {
  const auto at = std::find_if(tables.begin(), tables.end(), [&](const DiscountTable& t) { return t.name == name; });
  return at == tables.end() ? nullptr : &*at;
}

double Discount::growth(double years) const {
  double grown = 1, from = 0;
  for (const DiscountBand& band : bands) {
    if (from > 0 && from >= years) break;
    grown *= power_of(1.0 + band.rate, std::min(years, band.until_year) - from);
    from = band.until_year;
  }
  return grown;
}

double Discount::divisor(double from, double to) const {
  if (!continuous) return growth(static_cast<double>(static_cast<std::int64_t>(from + 1e-9)));
  double worth = 0, begins = 0;
  for (const DiscountBand& band : bands) {
    const double a = std::max(from, begins), b = std::min(to, band.until_year);
    if (a < b) worth += integral(band.rate, b - a) / growth(a);
    begins = band.until_year;
  }
  return (to - from) / worth;
}

}  // namespace casepath
