// What is planned is worked out by hand; slots that a budget buys are whole (rules K1, M5).
#include "casepath/scenario/plan.hpp"

#include <sstream>

#include "casepath/scenario/io.hpp"
#include "support/catch.hpp"
#include "tiny.hpp"

using namespace casepath;

namespace {

std::string plan(const ScenarioSpec& s) {
  std::ostringstream out;
  for (const PlannedSpend& p : planned_spend(s)) out << planned_kinds[static_cast<std::size_t>(p.kind)] << " " << p.name << " " << p.per_year.minor << "\n";
  return out.str();
}

/// A care budget of £100,000: 60 % buys 4 slots of £15,000 at the centre, 30 % buys 33 of £900 with £300 over, 10 % is nobody's.
constexpr std::string_view split = R"({"casepath": 1, "start": "2025-01-01", "horizon": "4 years",
  "budgets": {"care": {"total": "£100000 per year", "split": {"centre": 0.6, "group": 0.3}}},
  "services": {"centre": {"stay": "1 day", "capacity": {"budget": "care", "slot": "£15000 per year"}},
               "group": {"stay": "1 day", "capacity": {"budget": "care", "slot": "£900 per year"}},
               "beds": {"stay": "1 day", "capacity": {"first": 2, "at": {"2 years": 4}}, "costs": {"slot_day": "£100", "fixed": "£5000 per year"}},
               "advice": {"stay": "1 day", "costs": {"start": "£20"}}},
  "programmes": {"convening": {"cost": "£80000 per year", "from": "2025-01-01", "until": "2027-01-01"}}})";

}  // namespace

TEST_CASE("a budget buys whole slots, and the rest is unspent", "[scenario][plan][M5][K1]") {
  const Scenario s = read_scenario(split);
  CHECK(s.base.services[0].second.capacity->first == 4);
  CHECK(s.base.services[1].second.capacity->first == 33);
  // Beds: 3 on average at £100 x 365.25; a programme for 730 of the 1461 days; unspent 100,000 - 60,000 - 29,700.
  CHECK(plan(s.base) == "slots centre 6000000\nslots group 2970000\nslots beds 10957500\nfixed beds 500000\nprogramme convening 3997262\nunspent care 1030000\n");
}

TEST_CASE("a budget without a split is for the one service that draws on it", "[scenario][plan][M5]") {
  const Scenario s = read_scenario(R"({"casepath": 1, "start": "2025-01-01", "horizon": "1 year", "budgets": {"care": {"total": "£100000 per year"}},
    "services": {"centre": {"stay": "1 day", "capacity": {"budget": "care", "slot": "£15000 per year"}}},
    "variants": {"less": {"multiply": {"budgets.care.total": 0.5}}}})");
  CHECK(s.base.services[0].second.capacity->first == 6);
  CHECK(s.variants[0].second.services[0].second.capacity->first == 3);
  CHECK(plan(s.variants[0].second) == "slots centre 4500000\nunspent care 500000\n");
}
