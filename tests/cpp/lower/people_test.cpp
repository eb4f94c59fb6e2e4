// The people of a scenario: shares of levels, dependence between needs, and chances solved from published figures.
#include <cmath>

#include "support/catch.hpp"
#include "support/tiny_worlds.hpp"

using namespace casepath;
using namespace casepath::tiny;

namespace {

std::string crowd(const char* people, const char* rest = "") {
  return filled(R"({
    "horizon": "1 day", "needs": {"debt": {"goal": "low"}, "mind": {"goal": "low"}},
    "people": {"cohorts": {"all": {"size": 20000, $1}}},
    "services": {"desk": {"works_on": ["debt"], "stay": "1 day" $2}}
  })", {people, rest});
}

/// How many people start with both needs at these levels or worse.
double share(const TinyWorld& w, Level debt, Level mind) {
  int n = 0;
  for (const PersonHot& h : w.world().people.hot) n += h.level(NeedId{0}) >= debt && h.level(NeedId{1}) >= mind ? 1 : 0;
  return n / 20000.0;
}

Approx within(double p) { return Approx(p).margin(5 * std::sqrt(p * (1 - p) / 20000)); }   // a false alarm below 1e-6

}  // namespace

TEST_CASE("people start at the given shares of levels, needs independent of one another", "[lower][people][P1]") {
  const TinyWorld w(crowd(R"("needs": {"debt": {"low": 0.2, "moderate": 0.1, "severe": 0.05}, "mind": {"severe": 0.4}})"));
  CHECK(share(w, 1, 0) == within(0.35));
  CHECK(share(w, 2, 0) == within(0.15));
  CHECK(share(w, 3, 0) == within(0.05));
  CHECK(share(w, 0, 1) == within(0.4));
  CHECK(share(w, 1, 1) == within(0.35 * 0.4));
}

TEST_CASE("an odds ratio between needs is met by the people, and does not move the shares", "[lower][people][P1]") {
  const TinyWorld w(crowd(R"("needs": {"debt": {"severe": 0.3}, "mind": {"low": 0.4}}, "odds_ratios": {"debt.mind": 6.8})"));
  CHECK(share(w, 1, 0) == within(0.3));
  CHECK(share(w, 0, 1) == within(0.4));
  // The share with both solves b (1 - .7 + b) / ((.3 - b) (.4 - b)) = 6.8.
  const double a = 1 - 6.8, b = 0.3 + 6.8 * 0.7, c = -6.8 * 0.12;
  const double both = (-b + std::sqrt(b * b - 4 * a * c)) / (2 * a);
  CHECK(share(w, 1, 1) == within(both));
}

TEST_CASE("odds ratios that contradict one another are refused with the nearest that works", "[lower][people][P1]") {
  const std::string apart = R"("needs": {"debt": {"severe": 0.5}, "mind": {"low": 0.5}, "home": {"low": 0.5}},
    "odds_ratios": {"debt.mind": 100, "debt.home": 100, "mind.home": 0.01})";
  try {
    (void)study(crowd(apart.c_str()), {R"({"needs": {"home": {"goal": "low"}}})"});
    FAIL("accepted");
  } catch (const ScenarioError& e) {
    const std::string what = e.what();
    CHECK(what.find("correlations that contradict one another") != std::string::npos);
    CHECK(what.find("the nearest that works is [100/100, ") != std::string::npos);
  }
}

TEST_CASE("a service may ask for attributes", "[lower][people][E1]") {
  const std::string world = filled(R"({
    "horizon": "2 days", "run_out": "0 days",
    "needs": {"debt": {"seeks": {"rate": {"severe": "$1"}, "doors": {"desk": 1}}}},
    "people": {"cohorts": {"ada": {"size": 1, "attributes": {"gender": "woman", "age": 40}, "needs": {"debt": {"severe": 1}}},
                           "bob": {"size": 1, "attributes": {"gender": "man", "age": 20}}}},
    "services": {"desk": {"works_on": ["debt"], "stay": "9 days"}}
  })", {rate_for(1, Purpose::seek, "ada")});
  const auto admits = [&](const char* asks) {
    const TinyWorld w = played(world, {filled(R"({"services": {"desk": {"asks": $1}}})", {asks})});
    CHECK((w.times("rejected desk attribute") > 0) == (w.times("admitted desk") == 0));
    return w.times("admitted desk") == 1;
  };
  CHECK(admits(R"({"gender": ["woman"]})"));
  CHECK_FALSE(admits(R"({"gender": ["man"]})"));
  CHECK(admits(R"({"age": {"at_least": 40, "at_most": 40}})"));
  CHECK_FALSE(admits(R"({"age": {"at_least": 41}})"));
  CHECK_FALSE(admits(R"({"age": {"at_most": 39}})"));
}

TEST_CASE("profiles are drawn by weight", "[lower][people][P1]") {
  const TinyWorld w(crowd(R"("profiles": {"both": {"weight": 1, "debt": "severe", "mind": "low"}, "one": {"weight": 3, "mind": "moderate"}})"));
  CHECK(share(w, 3, 1) == within(0.25));
  CHECK(share(w, 0, 2) == within(0.75));
}

TEST_CASE("a published acceptance is solved for the chance that gives it on the starting people, rules included", "[lower][people][E2]") {
  // Half of those with debt are refused by the rule; .3 of all means .6 of the rest; without extra needs that is the chance itself.
  const auto s = study(crowd(R"("profiles": {"clear": {"weight": 1, "debt": "severe"}, "both": {"weight": 1, "debt": "severe", "mind": "severe"}})",
                             R"(, "accept": {"overall": 0.3}, "refuses": {"mind_first": {"need": "mind", "at_least": "moderate"}})"));
  CHECK(s->base.services[0].accept.base() == Approx(0.6).margin(5 * 0.6 * std::sqrt(1.0 / 20000)));
  CHECK(s->solved.size() == 1);
}

TEST_CASE("a published recovery is solved for the chance per contact", "[lower][people][S3]") {
  // One level to goal in four contacts without recovery or misses: 1 - (1 - p)^4 = .5.
  const auto s = study(crowd(R"("needs": {})", R"(, "stay": null, "contacts": {"every": "1 week"},
      "effects": {"contact": {"debt": {"reaches_goal": 0.5, "from": "moderate", "contacts": 4}}})"));
  REQUIRE(s->base.services[0].effects.contact.size() == 1);
  CHECK(s->base.services[0].effects.contact[0].by_level[2].chance.base() == Approx(1 - std::pow(0.5, 0.25)).epsilon(1e-6));
}
