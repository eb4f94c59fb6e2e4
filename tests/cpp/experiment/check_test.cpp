// What can be seen without a run: rings of prerequisites, services out of reach, and what goes with an estimate.
#include "casepath/experiment/check.hpp"

#include <algorithm>

#include "casepath/scenario/io.hpp"
#include "support/catch.hpp"

using namespace casepath;

namespace {

/// Three services, one a need; everybody has all three needs. `third` is what the third says.
std::string ring(const std::string& third) {
  return R"({"casepath": 1, "start": "2025-01-01", "horizon": "10 days", "needs": {"home": {}, "drink": {}, "mind": {}},
    "people": {"cohorts": {"all": {"size": 10, "needs": {"home": {"severe": 1}, "drink": {"severe": 1}, "mind": {"severe": 1}}}}},
    "streams": {"in": {"to": "hostel", "rate": "1 per day", "needs": {"home": "severe"}}},
    "services": {
      "hostel": {"works_on": ["home"], "stay": "1 day", "refuses": {"using": {"need": "drink", "goal": "unmet"}}},
      "detox": {"works_on": ["drink"], "stay": "1 day", "refuses": {"unwell": {"need": "mind", "goal": "unmet"}}},
      "clinic": {"works_on": ["mind"], "stay": "1 day")" + third + R"(}},
    "links": {"hostel": {"detox": {"on": ["always"], "for": ["drink"]}}, "detox": {"clinic": {"on": ["always"], "for": ["mind"]}}}})";
}
Analysis analysis_of(const std::string& json) { return analyse(lower(read_scenario(json))); }
bool warns(const Analysis& a, const std::string& of) {
  return std::any_of(a.warnings.begin(), a.warnings.end(), [&](const std::string& w) { return w.find(of) != std::string::npos; });
}

}  // namespace

TEST_CASE("a ring of prerequisites is told as the chain of services that each wait for the next", "[experiment][check]") {
  const Analysis a = analysis_of(ring(R"(, "refuses": {"no_home": {"need": "home", "goal": "unmet"}})"));
  CHECK(warns(a, "a ring of prerequisites holds 100.0 % of people: hostel waits for drink, detox waits for mind, clinic waits for home"));
  CHECK(warns(a, "no service takes people with home + drink + mind for home (100.0 % of people)"));
}

TEST_CASE("where one service of the ring takes people there is none", "[experiment][check]") {
  CHECK_FALSE(warns(analysis_of(ring("")), "ring"));
  CHECK_FALSE(warns(analysis_of(ring(R"(, "refuses": {"itself": {"need": "mind", "goal": "unmet"}})")), "ring"));   // a need of its own is no ring
}

TEST_CASE("a service that nothing leads to is out of reach, and one behind a link is not", "[experiment][check]") {
  const auto world = [](const std::string& more) {
    return R"({"casepath": 1, "start": "2025-01-01", "horizon": "10 days", "streams": {"in": {"to": "a", "rate": "1 per day"}},
      "services": {"a": {"stay": "1 day"}, "b": {"stay": "1 day"}, "c": {"stay": "1 day"}},
      "links": {"a": {"b": {"on": ["always"]}}, "c": {"b": {"on": ["always"]}}})" + more + "}";
  };
  const Analysis a = analysis_of(world(""));
  CHECK(warns(a, "nobody can come to c: no door, crisis, pursuit, stream or link leads there"));
  CHECK_FALSE(warns(a, "nobody can come to b"));
  CHECK(warns(analysis_of(world(R"(, "variants": {"cut": {"remove": {"links": ["links.a.b"]}}})")), "nobody can come to b in variant cut"));
}

TEST_CASE("a pilot stands beside the estimate", "[experiment][check]") {
  const Analysis a = analysis_of(R"({"casepath": 1, "start": "2025-01-01", "horizon": "100 days",
    "streams": {"in": {"to": "desk", "every": "1 day"}}, "services": {"desk": {"stay": "1 hour", "triage": {"cost": "£3"}}}})");
  REQUIRE(a.pilot_cost.has_value());
  CHECK(*a.pilot_cost == 297);   // the first comes after a day: 99
  CHECK(a.estimate.cost_total == Approx(300));
}
