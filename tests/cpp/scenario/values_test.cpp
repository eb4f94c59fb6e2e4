#include <cmath>

#include "support/catch.hpp"
#include "tiny.hpp"

using namespace casepath;

namespace {
constexpr double day = static_cast<double>(ticks_per_day);
}

TEST_CASE("durations are texts with units, a month a twelfth of 365.25 days", "[scenario][values]") {
  CHECK(tiny::stay(R"("6 weeks")").a == 42 * day);
  CHECK(tiny::stay(R"("10 minutes")").a == 600e6);
  CHECK(tiny::stay(R"("1 day 9 hours")").a == 33 * 3600e6);
  CHECK(tiny::stay(R"("1 month")").a == ticks_per_year / 12);
  CHECK(tiny::stay(R"("0.5 days")").a == day / 2);
  CHECK(tiny::stay(R"("0 days")").a == 0);
}

TEST_CASE("rates come per any unit, also as a percentage", "[scenario][values]") {
  const auto rate = [](const std::string& text) { return tiny::service(R"("stay": "1 day", "changes": ")" + text + "\"").changes_per_year; };
  CHECK(rate("2 per year") == 2);
  CHECK(rate("1 per month") == 12);
  CHECK(rate("0.2 per day") == Approx(73.05).epsilon(1e-15));
  CHECK(rate("16 % per year") == Approx(0.16).epsilon(1e-15));
}

TEST_CASE("money is exact in minor units and in the scenario's currency", "[scenario][values]") {
  const auto cost = [](const std::string& text, const std::string& currency) {
    return read_scenario(tiny::with_service(R"("stay": "1 day", "costs": {"start": ")" + text + "\"}", "\"currency\": \"" + currency + "\"")).base.services[0].second.costs.start.value.minor;
  };
  CHECK(cost("£42.50", "GBP") == 4250);
  CHECK(cost("£0.1", "GBP") == 10);
  CHECK(cost("42.50 GBP", "GBP") == 4250);
  CHECK(cost("€7", "EUR") == 700);
  CHECK(cost("$7.01", "USD") == 701);
  CHECK(cost("7 CHF", "CHF") == 700);
  CHECK(tiny::service(R"("stay": "1 day", "costs": {"fixed": "£120000 per year"})").costs.fixed_per_year.minor == 12'000'000);
}

TEST_CASE("a chance is a number, a percentage, or a table with odds by need, value, service and word", "[scenario][values]") {
  CHECK(tiny::service(R"("stay": "1 day", "accept": 0.25)").accept.chance == 0.25);
  CHECK(tiny::service(R"("stay": "1 day", "accept": "25 %")").accept.chance == 0.25);
  const auto accept = tiny::service(R"("stay": "1 day", "accept": {"chance": 0.5, "odds": {"trust": 7.4, "housing": {"severe": 0.6}, "gender": {"woman": 1.2}, "other": 3}})").accept;
  REQUIRE(accept.odds.size() == 4);
  CHECK(accept.odds[0].what == "trust");
  CHECK(accept.odds[0].factor == 7.4);
  CHECK(accept.odds[1].by_level == ByLevel{1, 1, 1, 0.6});
  CHECK(accept.odds[2].by_value == Named<double>{{"woman", 1.2}});
  CHECK(accept.odds[3].factor == 3);
  CHECK(*tiny::service(R"("stay": "1 day", "accept": {"overall": 0.57})").accept.overall == 0.57);
}

TEST_CASE("every distribution is read in each way it can be written", "[scenario][values]") {
  using K = DistributionKind;
  const auto check = [](const std::string& json, K kind, double a, double b, double c) {
    INFO(json);
    const Distribution d = tiny::stay(json);
    CHECK(d.kind == kind);
    CHECK(d.a == Approx(a).epsilon(1e-12));
    CHECK(d.b == Approx(b).epsilon(1e-12));
    CHECK(d.c == Approx(c).epsilon(1e-12));
  };
  check(R"({"dist": "fixed", "value": "3 days"})", K::fixed, 3 * day, 0, 0);
  check(R"({"dist": "exponential", "mean": "3 days"})", K::exponential, 3 * day, 0, 0);
  check(R"({"dist": "erlang", "shape": 2, "mean": "3 days"})", K::erlang, 2, 3 * day, 0);
  check(R"({"dist": "gamma", "mean": "3 days", "cv": 0.5})", K::gamma, 3 * day, 0.5, 0);
  check(R"({"dist": "lognormal", "median": "3 days", "sigma": 0.7})", K::lognormal, 3 * day, 0.7, 0);
  check(R"({"dist": "lognormal", "mu_log_days": 2, "sigma": 0.7})", K::lognormal, std::exp(2.0) * day, 0.7, 0);
  check(R"({"dist": "lognormal", "mean": "3 days", "sd": "4 days"})", K::lognormal, 3 * day / std::sqrt(1 + 16.0 / 9), std::sqrt(std::log(1 + 16.0 / 9)), 0);
  check(R"({"dist": "weibull", "shape": 1.5, "scale": "3 days"})", K::weibull, 1.5, 3 * day, 0);
  check(R"({"dist": "uniform", "low": "1 day", "high": "3 days"})", K::uniform, day, 3 * day, 0);
  check(R"({"dist": "triangular", "low": "1 day", "mode": "2 days", "high": "3 days"})", K::triangular, day, 2 * day, 3 * day);
  check(R"({"dist": "normal", "mean": "3 days", "sd": "1 day"})", K::normal, 3 * day, day, 0);
}

TEST_CASE("mixtures and tables keep parts and weights in order", "[scenario][values]") {
  const auto parts = tiny::stay(R"({"dist": "mixture", "parts": {"short": {"weight": 0.4, "value": "12 weeks"}, "long": {"weight": 0.6, "dist": "exponential", "mean": "2 years"}}})");
  REQUIRE(parts.parts.size() == 2);
  CHECK(parts.weights == std::vector<double>{0.4, 0.6});
  CHECK(parts.parts[0].a == 84 * day);
  CHECK(parts.parts[1].kind == DistributionKind::exponential);
  const auto of = tiny::stay(R"({"dist": "mixture", "of": ["1 day", "2 days"], "weights": [1, 3]})");
  CHECK(of.parts[1].a == 2 * day);
  const auto table = tiny::stay(R"({"dist": "table", "values": ["1 day", "2 days"], "weights": [1, 3]})");
  CHECK(table.kind == DistributionKind::table);
  CHECK(table.weights == std::vector<double>{1, 3});
}

TEST_CASE("durations and rates take factors of quantity", "[scenario][values]") {
  const auto s = tiny::service(R"("stay": "1 day", "list": {"patience": {"dist": "exponential", "mean": "40 days", "trust": 2, "debt": {"severe": 3}}, "chase": {"rate": "1 per month", "relationship": 0.5}})");
  REQUIRE(s.list.patience->factors.size() == 2);
  CHECK(s.list.patience->factors[0].what == "trust");
  CHECK(s.list.patience->factors[1].by_level == ByLevel{1, 1, 1, 3});
  CHECK(s.list.chase.per_year == 12);
  CHECK(s.list.chase.factors[0].factor == 0.5);
}

TEST_CASE("an effect is a chance, a rise, a jump to goal, a published outcome, or those by level", "[scenario][values]") {
  const auto effects = tiny::service(R"("stay": "1 day", "effects": {"end": {"housing": 0.3, "debt": {"low": "+2 with 0.1", "moderate": "to goal with 1", "severe": {"reaches_goal": 0.52, "from": "moderate", "contacts": 7.3}}},
      "start": {"debt": {"chance": 0.2, "odds": {"trust": 2}}}})").effects;
  const EffectSpec& housing = tiny::named(effects.end, "housing");
  CHECK(housing[0].chance.chance == 0);
  CHECK(housing[1].chance.chance == 0.3);
  CHECK(housing[3].chance.chance == 0.3);
  const EffectSpec& debt = tiny::named(effects.end, "debt");
  CHECK(debt[1].raises == 2);
  CHECK(debt[1].chance.chance == 0.1);
  CHECK(debt[2].to_goal);
  CHECK(debt[3].published->contacts == 7.3);
  CHECK(debt[3].published->from == 2);
  CHECK(tiny::named(effects.start, "debt")[2].chance.odds.size() == 1);
}

TEST_CASE("an effect given plainly starts at the lowest level if it raises, else at the level above it", "[scenario][values][S2]") {
  const auto effect = [](const std::string& json) { return tiny::named(tiny::service(R"("stay": "1 day", "effects": {"start": {"debt": )" + json + "}}").effects.start, "debt"); };
  for (const char* raising : {R"("+2 with 0.3")", R"({"chance": "+2 with 0.3"})", R"({"value": "+2 with 0.3", "source": "s1"})"}) {
    INFO(raising);
    for (const EffectCellSpec& cell : effect(raising)) {
      CHECK(cell.raises == 2);
      CHECK(cell.chance.chance == 0.3);
    }
  }
  for (const char* helping : {"0.3", R"("to goal with 0.3")", R"({"chance": 0.3})"}) {
    INFO(helping);
    const EffectSpec cells = effect(helping);
    CHECK(cells[0] == EffectCellSpec{});
    CHECK(cells[1].chance.chance == 0.3);
    CHECK(cells[3] == cells[1]);
  }
}

TEST_CASE("a variant that changes one level of a plain effect leaves the others as they were", "[scenario][values][S2][V1]") {
  const Scenario s = read_scenario(tiny::with_service(R"("stay": "1 day", "effects": {"start": {"debt": "+2 with 0.3", "housing": 0.3}})",
      R"("variants": {"milder": {"set": {"services.desk.effects.start.debt.severe": 0, "services.desk.effects.start.housing.severe": 0}}})"));
  const EffectsSpec &base = s.base.services[0].second.effects, &milder = tiny::variant(s, "milder").services[0].second.effects;
  for (const char* need : {"debt", "housing"}) {
    INFO(need);
    const EffectSpec &was = tiny::named(base.start, need), &is = tiny::named(milder.start, need);
    for (const std::size_t level : {0u, 1u, 2u}) CHECK(is[level] == was[level]);
    CHECK(is[3] == EffectCellSpec{});
  }
}

TEST_CASE("what is written as none stands in nobody's way", "[scenario][values][T4]") {
  CHECK(tiny::service(R"("stay": "1 day", "contacts": "none")").stay.has_value());
  CHECK(tiny::says(tiny::problems(tiny::with_service(R"("stay": "1 day", "contacts": {"every": "1 day"})")), "keep one of the two"));
}

TEST_CASE("capacity is a number, none, or steps by offset or date", "[scenario][values]") {
  CHECK(tiny::service(R"("stay": "1 day", "capacity": 5)").capacity->first == 5);
  CHECK_FALSE(tiny::service(R"("stay": "1 day", "capacity": "none")").capacity);
  const auto weekly = *tiny::service(R"("stay": "1 day", "capacity": {"every": "1 week", "at": {"5 days": 0, "0 days": 5}})").capacity;
  CHECK(weekly.every == days(7));
  CHECK(weekly.at == std::vector<std::pair<Duration, double>>{{days(0), 5}, {days(5), 0}});
  const auto from_monday = *tiny::service(R"("stay": "1 day", "capacity": {"every": "1 week", "at": {"1 day": 5, "5 days": 2}})").capacity;
  CHECK(from_monday.first == 2);
  const auto dated = *tiny::service(R"("stay": "1 day", "capacity": {"at": {"2024-12-01": 4, "2025-01-11": 9}})").capacity;
  CHECK(dated.first == 4);
  CHECK(dated.at == std::vector<std::pair<Duration, double>>{{days(10), 9}});
}

TEST_CASE("a contact's interval is one for all levels or by level", "[scenario][values]") {
  const auto all = tiny::service(R"("contacts": {"every": "2 weeks"})").contacts->every;
  REQUIRE(all.size() == 4);
  CHECK(all[0].ticks.a == 14 * day);
  CHECK(all[3].ticks.a == 14 * day);
  const auto by_level = tiny::service(R"("contacts": {"every": {"moderate": "3 weeks", "severe": "1 week"}})").contacts->every;
  CHECK(by_level[2].ticks.a == 21 * day);
  CHECK(by_level[3].ticks.a == 7 * day);
  CHECK(by_level[0].ticks.a == 21 * day);
  const auto low_only = tiny::service(R"("contacts": {"every": {"low": "6 weeks"}})").contacts->every;
  CHECK(low_only[3].ticks.a == 42 * day);
}

TEST_CASE("asks bound needs by level and attributes by value or number", "[scenario][values]") {
  const auto asks = tiny::service(R"("stay": "1 day", "asks": {"needs_at_least": 2, "housing": "severe", "debt": {"at_most": "moderate"}, "gender": ["woman"], "age": {"at_least": 18}})").asks;
  CHECK(asks.needs_at_least == 2);
  REQUIRE(asks.levels.size() == 4);
  CHECK(*asks.levels[0].at_least == 3);
  CHECK(*asks.levels[1].at_most == 2);
  CHECK(asks.levels[2].one_of == std::vector<std::string>{"woman"});
  CHECK(*asks.levels[3].at_least == 18);
}

TEST_CASE("costs may be for a share of episodes, and extra costs have names", "[scenario][values]") {
  const auto costs = tiny::service(R"("stay": "1 day", "costs": {"slot_day": {"value": "£95", "share": 0.3, "low": "£80"}, "ambulance": {"cost": "£250", "chance": 0.4, "on": "start"}})").costs;
  CHECK(costs.slot_day.value.minor == 9500);
  CHECK(costs.slot_day.share == 0.3);
  CHECK(tiny::named(costs.extras, "ambulance").on_start);
  CHECK(tiny::named(costs.extras, "ambulance").chance == 0.4);
}

TEST_CASE("what is not given is off", "[scenario][values]") {
  const Scenario s = read_scenario(tiny::plain());
  const ServiceSpec& desk = s.base.services[0].second;
  CHECK(desk.accept.chance == 1);
  CHECK(desk.payer == "public");
  CHECK(desk.key == "desk");
  CHECK(desk.needs_per_contact == 1);
  CHECK(desk.closes.goal_met == 1);
  CHECK_FALSE(desk.capacity);
  CHECK_FALSE(desk.list.patience);
  CHECK(s.base.needs[1].second.worsens == ByLevel{0, 0, 0, 0});
  CHECK(s.base.trust.start.a == 0.5);
  CHECK(s.base.people.cohorts[0].second.trust.a == 0.5);
  CHECK(s.base.passing.max_hops == 8);
  CHECK(s.base.outcome.review == years(1));
  for (const ModeSpec& mode : s.base.modes) CHECK(mode.arrives.chance == 1);
}

TEST_CASE("none can be written where off is possible", "[scenario][values]") {
  const Scenario s = read_scenario(tiny::plain(R"("passing": {"max_hops": "none"}, "outcome": {"review": "none"})"));
  CHECK_FALSE(s.base.passing.max_hops);
  CHECK_FALSE(s.base.outcome.review);
  CHECK(tiny::says(tiny::problems(tiny::with_service(R"("stay": "1 day", "triage": {"cost": "none"})")), "services.desk.triage.cost"));
}
