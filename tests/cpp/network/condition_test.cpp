#include "casepath/network/condition.hpp"

#include <cmath>

#include "support/catch.hpp"

using namespace casepath;

namespace {

constexpr double per_day(double x) { return x / static_cast<double>(ticks_per_day); }
Time day(double d) { return Time{} + days(d); }

}  // namespace

TEST_CASE("a condition follows dx/dt = a e (1 - x) - d x in closed form", "[network][condition][C4]") {
  // Small Euler steps of the equation itself, a thousand a day, agree to a part in ten thousand.
  const double effort = 0.02, slips = 0.005;
  double x = 0.1;
  for (int i = 0; i < 60'000; ++i) x += (effort * (1 - x) - slips * x) / 1000;
  CHECK(advanced(0.1, per_day(effort), per_day(slips), days(60)) == Approx(x).epsilon(1e-4));
  CHECK(advanced(0.8, 0, per_day(slips), days(30)) == Approx(0.8 * std::exp(-0.15)).epsilon(1e-12));
  CHECK(advanced(0.3, 0, 0, days(30)) == 0.3);
  CHECK(advanced(0.3, per_day(1), 0, days(10'000)) == Approx(1.0));
}

TEST_CASE("its value is that of the start of the day, whenever it was asked before", "[network][condition][C4]") {
  const ConditionRules rules{0.2, per_day(0.01), {{day(10), per_day(0.05)}, {day(40), 0.0}}, {}};
  const auto up = [](double x, double d) { return 5.0 / 6 + (x - 5.0 / 6) * std::exp(-0.06 * d); };
  const auto down = [](double x, double d) { return x * std::exp(-0.01 * d); };
  ConditionState once{rules.start, Time{}};
  CHECK(once.on(day(100.9), rules) == Approx(down(up(down(0.2, 10), 30), 60)).epsilon(1e-12));
  ConditionState often{rules.start, Time{}};
  for (int d = 0; d < 100; ++d) often.on(day(d + 0.5), rules);
  CHECK(often.on(day(100), rules) == Approx(once.x).epsilon(1e-12));
  ConditionState held{rules.start, Time{}};
  const double morning = held.on(day(15), rules);
  CHECK(held.on(day(15.99), rules) == morning);
  CHECK(held.on(day(16), rules) > morning);
}

TEST_CASE("conveners share their effort over the links they cover", "[network][condition][C5]") {
  CHECK(shared_effort(2, 15, 60) == 0.5);
  CHECK(shared_effort(2, 15, 30) == 1.0);
  CHECK(shared_effort(2, 15, 10) == 1.0);   // never more than full effort
  CHECK(shared_effort(2, 15, 0) == 0.0);
}

TEST_CASE("a shock sets it on its day, and it slips back from there", "[network][condition][C4]") {
  const ConditionRules rules{0.2, per_day(0.1), {}, {{day(10), 1.0}, {day(20), 0.5}}};
  ConditionState lazy{0.2, Time{}}, daily{0.2, Time{}};
  CHECK(daily.on(day(9.5), rules) == Approx(0.2 * std::exp(-0.9)));
  CHECK(daily.on(day(10), rules) == 1.0);
  CHECK(daily.on(day(15.9), rules) == Approx(std::exp(-0.5)));
  CHECK(lazy.on(day(25), rules) == Approx(0.5 * std::exp(-0.5)));
  ConditionState struck{0.2, Time{}};
  struck.be_struck({0.2, 0, {}, {{Time{}, 0.7}}});
  CHECK(struck.x == 0.7);
}
