// From the scenario's words to tables that run: units, steps, dates, names of variants, programmes.
#include "support/catch.hpp"
#include "support/tiny_worlds.hpp"

using namespace casepath;
using namespace casepath::tiny;

namespace {

constexpr auto small = R"({
  "needs": {"debt": {"goal": "low"}, "housing": {}},
  "services": {"desk": {"works_on": ["debt"], "stay": "1 day"}, "home": {"works_on": ["housing"], "stay": "1 day"}}
})";

Rules rules_of(std::vector<std::string_view> patches) { return study(small, std::move(patches))->base; }

}  // namespace

TEST_CASE("rates come per tick, and nothing worsens from the top or recovers from the bottom", "[lower][N1]") {
  const Rules r = rules_of({R"({"needs": {"debt": {"worsens": {"none": "2 per year", "severe": "9 per year"}, "recovers": {"none": "9 per year", "severe": "1 per week"}}}})"});
  CHECK(r.needs[0].worsens[0] == Approx(2 / ticks_per_year));
  CHECK(r.needs[0].worsens[3] == 0);
  CHECK(r.needs[0].recovers[0] == 0);
  CHECK(r.needs[0].recovers[3] == Approx(1.0 / (7 * static_cast<double>(ticks_per_day))));
  CHECK(r.needs[0].goal == 1);
}

TEST_CASE("capacity steps at dates, before the first as at the start; or repeats by a period", "[lower][K1]") {
  const auto steps = [](const char* capacity) {
    std::vector<std::pair<double, int>> out;
    const std::string patch = filled(R"({"horizon": "20 days", "services": {"desk": {"capacity": $1}}})", {capacity});
    const Rules r = rules_of({patch});
    for (const CapacityStep& s : r.services[0].capacity) out.emplace_back(in_days(s.from - Time{}), s.slots);
    return out;
  };
  using Steps = std::vector<std::pair<double, int>>;
  CHECK(steps("3") == Steps{{0, 3}});
  CHECK(steps(R"({"at": {"2024-12-01": 2, "2025-01-11": 5}})") == Steps{{0, 2}, {10, 5}});
  CHECK(steps(R"({"every": "1 week", "at": {"0 days": 5, "5 days": 0}})") == Steps{{0, 5}, {5, 0}, {7, 5}, {12, 0}, {14, 5}, {19, 0}});
}

TEST_CASE("a whole-person service without a list of needs has every need in scope", "[lower][R6]") {
  const Rules r = rules_of({R"({"services": {"nav": {"whole_person": true, "stay": "1 day"}, "ae": {"takes_everyone": true, "works_on": ["debt"], "stay": "1 day"}}})"});
  CHECK(r.services[0].scope == 0b01);
  CHECK(r.services[2].scope == 0b11);
  CHECK(r.services[3].scope == 0b11);
}

TEST_CASE("a refusal while unmet begins one level above the goal", "[lower][E4]") {
  const Rules r = rules_of({R"({"services": {"home": {"refuses": {"unmet": {"need": "debt", "goal": "unmet"}, "bad": {"need": "debt", "at_least": "severe"}}}}})"});
  REQUIRE(r.services[1].refuses.size() == 2);
  CHECK(r.services[1].refuses[0].at_least == 2);
  CHECK(r.services[1].refuses[1].at_least == 3);
}

TEST_CASE("a programme's effort is shared over the links it covers, between its dates", "[lower][C5]") {
  const Rules r = rules_of({R"({
    "links": {"desk": {"home": {"on": ["unmet"], "trust": {"start": 0.1, "slips": "0.4 per year"}}}, "home": {"desk": {"on": ["unmet"], "trust": {"start": 0.2}}}},
    "programmes": {
      "conveners": {"raises": "link_trust", "on": "links.*.*", "effort": {"number": 0.5, "tends": 2}, "time_constant": "2 years", "from": "2025-03-02", "until": "2025-05-01"},
      "one": {"raises": "link_trust", "on": "links.desk.*", "time_constant": "1 year", "from": "2025-04-11"}}})"});
  REQUIRE(r.conditions.size() == 2);
  CHECK(r.conditions[0].start == 0.1);
  CHECK(r.conditions[0].slips == Approx(0.4 / ticks_per_year));
  // Half a convener who can tend two links, for two: effort 0.5, over two years: a quarter a year. The other: one a year, on one link.
  const auto steps = [&](std::size_t i) {
    std::vector<std::pair<double, double>> out;
    for (const EffortStep& s : r.conditions[i].effort) out.emplace_back(in_days(s.from - Time{}), std::round(s.rate * ticks_per_year * 1e9) / 1e9);
    return out;
  };
  using Efforts = std::vector<std::pair<double, double>>;
  CHECK(steps(0) == Efforts{{60, 0.25}, {100, 1.25}, {120, 1.0}});
  CHECK(steps(1) == Efforts{{60, 0.25}, {120, 0.0}});
}

TEST_CASE("base and variants number services alike; what a table lacks does not exist in it", "[lower][V2]") {
  const auto s = study(small, {R"({"variants": {"more": {"starts": "2025-02-10", "add": {"services": {"nav": {"works_on": ["debt"], "stay": "1 day"}}}},
                                                "less": {"remove": {"rules": ["services.home"]}}}})"});
  REQUIRE(s->base.services.size() == 3);
  CHECK_FALSE(s->base.services[2].exists);
  REQUIRE(s->variants.size() == 2);
  CHECK(s->variants[0].rules.services[2].exists);
  CHECK(s->variants[0].rules.services[2].name == "nav");
  CHECK(s->variants[0].starts == day(40));
  CHECK_FALSE(s->variants[1].rules.services[1].exists);
  CHECK(s->variants[1].rules.services[0].exists);
}

TEST_CASE("years are counted from the start, or end on 31 March", "[lower][T3]") {
  const auto ends = [](const char* head) {
    std::vector<double> out;
    const Rules r = rules_of({head});
    for (const Time t : r.window.period_ends) out.push_back(in_days(t - Time{}));
    return out;
  };
  CHECK(ends(R"({"warm_up": "10 days", "horizon": "2 years"})") == std::vector<double>{375.25, 740.5});
  CHECK(ends(R"({"horizon": "500 days", "years": "financial"})") == std::vector<double>{90, 455, 500});
  CHECK(ends(R"({"horizon": "1 year"})") == std::vector<double>{365.25});
}
