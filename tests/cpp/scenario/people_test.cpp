#include "support/catch.hpp"
#include "tiny.hpp"

using namespace casepath;

namespace {
std::string people(const std::string& json) {
  return R"({"casepath": 1, "start": "2025-01-01", "horizon": "1 year", "needs": {"housing": {}, "debt": {}}, "places": {"a": {"share": 0.4}, "b": {"share": 0.6}}, "services": {"desk": {"stay": "1 day", "refuses": {"x": {"need": "debt", "goal": "unmet"}}}}, "people": )" + json + "}";
}
}  // namespace

TEST_CASE("cohorts inherit what [people] says, unless they say it", "[scenario][people]") {
  const auto spec = read_scenario(people(R"({"leaves": "2 % per year", "arrives": "replace", "trust": 0.3, "leaves_with": {"debt": {"severe": 3}},
      "cohorts": {"a": {"size": 5}, "b": {"size": 6, "trust": {"dist": "beta", "mean": 0.4, "sd": 0.1}, "leaves": "0 per year", "arrives": "80 per year"}}})")).base;
  const CohortSpec& a = tiny::named(spec.people.cohorts, "a");
  const CohortSpec& b = tiny::named(spec.people.cohorts, "b");
  CHECK(a.leaves.per_year == Approx(0.02));
  CHECK(a.replaces);
  CHECK(a.trust.a == 0.3);
  CHECK(a.leaves_with[0].second == ByLevel{1, 1, 1, 3});
  CHECK(b.leaves.per_year == 0);
  CHECK_FALSE(b.replaces);
  CHECK(b.arrives->first == 80);
  CHECK(b.trust.kind == DistributionKind::beta);
}

TEST_CASE("like merges tables of names and keys, and replaces values", "[scenario][people]") {
  const auto spec = read_scenario(people(R"({"cohorts": {
      "a": {"size": 5, "key": "k", "attributes": {"gender": "woman", "age": 40}, "needs": {"housing": {"low": 0.2, "severe": 0.1}, "debt": {"low": 0.5}}},
      "b": {"like": "a", "size": 7, "attributes": {"gender": "man"}, "needs": {"housing": {"severe": 0.3}}},
      "c": {"like": "b", "profiles": {"x": {"housing": "severe"}}}}})")).base;
  const CohortSpec& b = tiny::named(spec.people.cohorts, "b");
  CHECK(b.size == 7);
  CHECK(b.key == "b");
  CHECK(*tiny::named(b.attributes, "gender").text == "man");
  CHECK(tiny::named(b.attributes, "age").number.a == 40);
  CHECK(tiny::named(b.needs, "housing") == ByLevel{0, 0, 0, 0.3});
  CHECK(tiny::named(b.needs, "debt") == ByLevel{0, 0.5, 0, 0});
  const CohortSpec& c = tiny::named(spec.people.cohorts, "c");
  CHECK(c.size == 7);
  CHECK(c.needs.empty());
  CHECK(c.profiles.size() == 1);
}

TEST_CASE("odds ratios and correlations are by pair of needs", "[scenario][people]") {
  const auto spec = read_scenario(people(R"({"cohorts": {"a": {"size": 5, "odds_ratios": {"housing.debt": 6.8}}, "b": {"size": 5, "correlations": {"housing.debt": -0.2}}}})")).base;
  CHECK(spec.people.cohorts[0].second.odds_ratios == Named<double>{{"housing.debt", 6.8}});
  CHECK(spec.people.cohorts[1].second.correlations == Named<double>{{"housing.debt", -0.2}});
}

TEST_CASE("groups name cohorts and places, alone or in a list", "[scenario][people]") {
  const auto spec = read_scenario(people(R"({"cohorts": {"a": {"size": 5}}, "groups": {"g": {"cohort": "a", "place": ["a", "b"], "at_start": {"debt": "severe"}, "needs_at_least": 1}}})")).base;
  const GroupSpec& g = spec.people.groups[0].second;
  CHECK(g.cohorts == std::vector<std::string>{"a"});
  CHECK(g.places.size() == 2);
  CHECK(g.at_start == Named<Level>{{"debt", 3}});
}

TEST_CASE("frailty weighs on what it is said to", "[scenario][people]") {
  const auto spec = read_scenario(people(R"({"frailty": {"cv": 0.63, "on": ["crisis"]}, "cohorts": {}})")).base;
  CHECK(spec.people.frailty.cv == 0.63);
  CHECK_FALSE(spec.people.frailty.on_worsens);
  CHECK(spec.people.frailty.on_crisis);
}

TEST_CASE("a service can be like another", "[scenario][people]") {
  const Scenario s = read_scenario(tiny::with_service(R"("contacts": {"every": "1 week", "cost": "£5"}, "refuses": {"one": {"need": "debt"}}, "capacity": 4)",
      R"("variants": {"v": {"add": {"services": {"third": {"like": "desk", "stay": "2 days", "workers": {"number": 2, "caseload": 3}, "refuses": {"two": {"need": "housing"}}}}}}})"));
  const ServiceSpec& third = tiny::named(tiny::variant(s, "v").services, "third");
  CHECK_FALSE(third.contacts);
  CHECK_FALSE(third.capacity);
  CHECK(third.workers->caseload == 3);
  CHECK(third.refuses.size() == 2);
}
