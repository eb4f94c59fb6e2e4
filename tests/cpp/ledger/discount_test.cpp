#include "casepath/ledger/discount.hpp"

#include <cmath>

#include "support/catch.hpp"

using namespace casepath;

namespace {
/// The mean of 1 / growth over a time, by many small steps: what a divisor is the inverse of.
double mean_worth(const Discount& d, double from, double to) {
  constexpr int steps = 20'000;
  double sum = 0;
  for (int i = 0; i < steps; ++i) sum += 1 / d.growth(from + (to - from) * (i + 0.5) / steps);
  return sum / steps;
}
}  // namespace

TEST_CASE("whole years are discounted, the first not at all", "[ledger][discount][O11]") {
  const Discount d{{{endless_years, 0.035}}, false};
  CHECK(d.divisor(0, 1) == 1);
  CHECK(d.divisor(0.99, 1.5) == 1);
  CHECK(d.divisor(3, 4) == Approx(std::pow(1.035, 3)).epsilon(1e-14));
  CHECK(Discount{}.divisor(40, 41) == 1);
}

TEST_CASE("a published table falls from band to band, and what a later pound is worth compounds over them", "[ledger][discount][O11]") {
  const DiscountTable* table = find_discount_table("green_book_2026");
  REQUIRE(table != nullptr);
  const Discount d{{table->bands.begin(), table->bands.end()}, false};
  CHECK(d.growth(30) == Approx(std::pow(1.035, 30)).epsilon(1e-13));
  CHECK(d.growth(31) == Approx(std::pow(1.035, 30) * 1.03).epsilon(1e-13));
  CHECK(d.growth(100) == Approx(std::pow(1.035, 30) * std::pow(1.03, 45) * std::pow(1.025, 25)).epsilon(1e-13));
  CHECK(find_discount_table("green_book_1066") == nullptr);
}

TEST_CASE("the continuous divisor is the integral, across bands too", "[ledger][discount][O11]") {
  for (const DiscountTable& table : discount_tables()) {
    const Discount d{{table.bands.begin(), table.bands.end()}, true};
    for (const auto& [from, to] : {std::pair(0.0, 1.0), {2.0, 2.5}, {29.5, 31.0}, {70.0, 80.0}, {120.0, 320.0}})
      CHECK(1 / d.divisor(from, to) == Approx(mean_worth(d, from, to)).epsilon(1e-6));   // the steps' own error
  }
}
