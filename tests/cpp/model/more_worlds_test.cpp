// The exact small worlds of docs/reference/rules.md 6 that concern crises, refusals, leads, shares and death. Every line, penny and class
// was worked out by hand from the rules.
#include "support/catch.hpp"
#include "support/tiny_worlds.hpp"

using namespace casepath;
using namespace casepath::tiny;

namespace {

/// A stream of one visitor on day 0.
std::string visitor(const std::string& to, const std::string& needs) {
  return R"({"streams": {"door": {"to": ")" + to + R"(", "every": "4000 days", "first": "2025-01-01", "needs": )" + needs + "}}}";
}

}  // namespace

namespace {

const std::string crisis_on_20 = rate_for(20, Purpose::crisis, "ada"), seeks_on_5 = rate_for(5, Purpose::seek, "ada");
const std::string crisis_world = filled(R"({
  "horizon": "25 days", "run_out": "0 days",
  "needs": {"debt": {"seeks": {"rate": {"severe": "$2"}, "doors": {"desk": 1}}, "crisis": {"rate": {"severe": "$1"}, "to": {"ae": 1}}}},
  "people": {"cohorts": {"ada": {"size": 1, "needs": {"debt": {"severe": 1}}}}},
  "services": {
    "desk": {"works_on": ["debt"], "stay": "100 days", "costs": {"start": "£1"}},
    "ae": {"takes_everyone": true, "stay": "6 hours", "costs": {"start": "£2.50"}}},
  "links": {"ae": {"desk": {"on": ["always"], "mode": "shared"}}}
})", {crisis_on_20, seeks_on_5});

}  // namespace

// World 6.
TEST_CASE("a crisis during an episode is a request of its own, in hand when passed on about the same need", "[model][R3][S8]") {
  REQUIRE(days_to_firing(2, crisis_on_20, Purpose::crisis, "ada") > 5);
  const TinyWorld w = played(crisis_world);
  CHECK(w.story() == text(R"(
    5 p0 request_opened person
    5 p0 referral_arrived desk opening
    5 p0 accepted desk
    5 p0 admitted desk
    5 p0 start desk 100p
    20 p0 crisis debt -> ae
    20 p0 request_opened crisis
    20 p0 referral_arrived ae opening
    20 p0 accepted ae
    20 p0 admitted ae
    20 p0 start ae 250p
    20.25 p0 closed ae completed
    20.25 p0 strand_ended debt in_hand
    25 p0 strand_ended debt horizon
  )"));
  CHECK(w.ledger() == "desk start no_outcome 100p x1 by person\nae start no_outcome 250p x1 in crisis by crisis\n");
  CHECK(w.pence(InteractionPurpose::crisis) == 250);
}

TEST_CASE("a crisis strand that is passed on and accepted becomes a sought one", "[model][R3]") {
  REQUIRE(days_to_firing(2, crisis_on_20, Purpose::crisis, "ada") > 5);
  const TinyWorld w = played(crisis_world, {R"({"needs": {"debt": {"seeks": null}}})"});
  CHECK(w.story() == text(R"(
    20 p0 crisis debt -> ae
    20 p0 request_opened crisis
    20 p0 referral_arrived ae opening
    20 p0 accepted ae
    20 p0 admitted ae
    20 p0 start ae 250p
    20.25 p0 closed ae completed
    20.25 p0 passed_on ae -> desk shared
    20.25 p0 referral_arrived desk shared
    20.25 p0 accepted desk
    20.25 p0 admitted desk
    20.25 p0 start desk 100p
    25 p0 strand_ended debt horizon
  )"));
  // Its costs at the crisis service are purpose crisis; the desk's are help, though the request was opened by a crisis.
  CHECK(w.pence(InteractionPurpose::crisis) == 250);
  CHECK(w.pence(InteractionPurpose::help) == 100);
}

// World 7.
TEST_CASE("three services that each want another need fixed first pass a person round until the hops are used up", "[model][E4][H4][H5]") {
  const std::string seeks = rate_for(1, Purpose::seek, "ada");
  REQUIRE(days_to_firing(2, seeks, Purpose::seek, "ada") > 0.5);
  const TinyWorld w = played(filled(R"({
    "horizon": "36 hours",
    "passing": {"max_hops": 4},
    "needs": {"home": {"seeks": {"rate": {"severe": "$1"}, "doors": {"a": 1}}}, "mind": {}, "drink": {}},
    "people": {"cohorts": {"ada": {"size": 1, "needs": {"home": {"severe": 1}, "mind": {"severe": 1}, "drink": {"severe": 1}}}}},
    "services": {
      "a": {"works_on": ["home"], "triage": {"cost": "£0.10"}, "stay": "9 days", "refuses": {"mind_first": {"need": "mind", "at_least": "low"}}},
      "b": {"works_on": ["mind"], "triage": {"cost": "£0.20"}, "stay": "9 days", "refuses": {"drink_first": {"need": "drink", "at_least": "low"}}},
      "c": {"works_on": ["drink"], "triage": {"cost": "£0.40"}, "stay": "9 days", "refuses": {"home_first": {"need": "home", "goal": "unmet"}}}},
    "links": {
      "a": {"b": {"on": ["refused:mind_first"], "for": ["mind"], "mode": "signpost"}},
      "b": {"c": {"on": ["refused:drink_first"], "for": ["drink"], "mode": "signpost"}},
      "c": {"a": {"on": ["refused:home_first"], "for": ["home"], "mode": "signpost"}}}
  })", {seeks}));
  CHECK(w.story() == text(R"(
    1 p0 request_opened person
    1 p0 referral_arrived a opening
    1 p0 triage a 10p
    1 p0 rejected a refuses:mind_first
    1 p0 strand_ended home refused
    1 p0 passed_on a -> b signpost
    1 p0 referral_arrived b signpost
    1 p0 triage b 20p
    1 p0 rejected b refuses:drink_first
    1 p0 strand_ended mind refused
    1 p0 passed_on b -> c signpost
    1 p0 referral_arrived c signpost
    1 p0 triage c 40p
    1 p0 rejected c refuses:home_first
    1 p0 strand_ended drink refused
    1 p0 passed_on c -> a signpost
    1 p0 referral_arrived a signpost
    1 p0 triage a 10p
    1 p0 rejected a refuses:mind_first
    1 p0 strand_ended home refused
    1 p0 passed_on a -> b signpost
    1 p0 referral_arrived b signpost
    1 p0 triage b 20p
    1 p0 rejected b refuses:drink_first
    1 p0 strand_ended mind nobodys_case
  )"));
  CHECK(w.ledger() == text(R"(
    a triage no_outcome 20p x2 by person
    b triage no_outcome 40p x2 by person
    c triage no_outcome 40p x1 by person
  )"));
  CHECK(w.count(Count::rejections) == 5);
  CHECK(w.count(Count::redirections) == 4);
  CHECK(w.count(Count::hand_offs) == 0);
  CHECK(w.count(Count::strands) == 5);
  CHECK(w.count(Count::repeat_strands) == 2);   // home and mind, asked about a second time and never met
  CHECK(w.count(Count::nobodys_case) == 5);     // refused and nobody's case alike, never an episode
  CHECK(w.count(Count::nobodys_case_hops) == 1);
}

// World 8.
TEST_CASE("a strand that a lead sent on while staying comes back when the receiver rejects it", "[model][H3]") {
  constexpr auto led = R"({
    "modes": {"cold": {"delay": "2 days", "sender_cost": "£1"}},
    "needs": {"debt": {}},
    "services": {
      "nav": {"works_on": ["debt"], "lead": {}, "contacts": {"every": "10 days", "cost": "£0.50"}, "closes": {"after": "30 days"},
              "effects": {"contact": {"debt": {"severe": 1}}}},
      "desk": {"works_on": ["debt"], "triage": {"cost": "£0.20"}, "accept": {"chance": 0}, "stay": "9 days"}},
    "links": {"nav": {"desk": {"on": ["open"]}}}
  })";
  const TinyWorld w = played(led, {visitor("nav", R"({"debt": "severe"})")});
  CHECK(w.story() == text(R"(
    0 p0 request_opened stream
    0 p0 referral_arrived nav opening
    0 p0 accepted nav
    0 p0 admitted nav
    0 p0 hand_off nav 100p
    0 p0 passed_on nav -> desk cold
    0 p0 contact nav 50p
    0 p0 effect nav debt -> moderate
    0 p0 need_changed debt severe -> moderate
    2 p0 referral_arrived desk cold
    2 p0 triage desk 20p
    2 p0 rejected desk not_accepted
    10 p0 contact nav 50p
    20 p0 contact nav 50p
    30 p0 closed nav time_limit
    30 p0 strand_ended debt unmet_after_help
  )"));
  CHECK(w.ledger() == text(R"(
    nav contact low_outcome 150p x3
    nav hand_off low_outcome 100p x1
    desk triage low_outcome 20p x1
  )"));
  // Only the navigator's referral made a fall: under episode credit the desk's triage bought nothing (O9).
  CHECK(w.ledger(Credit::episode) == text(R"(
    nav contact low_outcome 150p x3
    nav hand_off low_outcome 100p x1
    desk triage no_outcome 20p x1
  )"));
  CHECK(w.count(Count::hand_offs) == 1);
}

// World 11.
TEST_CASE("of 100 pence over three strands the first need bears 34", "[model][R1]") {
  const TinyWorld w = played(R"({
    "needs": {"a": {}, "b": {}, "c": {}},
    "services": {"desk": {"works_on": ["a", "b", "c"], "stay": "1 day", "costs": {"start": "£1"}, "effects": {"end": {"a": "to goal with 1", "b": 1}}}}
  })", {visitor("desk", R"({"a": "severe", "b": "severe", "c": "severe"})")});
  CHECK(w.story() == text(R"(
    0 p0 request_opened stream
    0 p0 referral_arrived desk opening
    0 p0 accepted desk
    0 p0 admitted desk
    0 p0 start desk 100p
    1 p0 closed desk completed
    1 p0 effect desk a -> none
    1 p0 need_changed a severe -> none
    1 p0 effect desk b -> moderate
    1 p0 need_changed b severe -> moderate
    1 p0 strand_ended a met
    1 p0 strand_ended b unmet_after_help
    1 p0 strand_ended c unmet_after_help
  )"));
  CHECK(w.ledger() == text(R"(
    desk start outcome 34p x1/3
    desk start low_outcome 33p x1/3
    desk start no_outcome 33p x1/3
  )"));
}

// World 12.
TEST_CASE("somebody who dies at the instant the sustain is complete is an outcome, a microsecond sooner is not", "[model][P3][T2]") {
  const std::string seeks = rate_for(1, Purpose::seek, "ada"), leaves = rate_for(100, Purpose::leave, "ada");
  Runnable rules = *study(filled(R"({
    "outcome": {"credit_window": "0 days"},
    "needs": {"debt": {"seeks": {"rate": {"severe": "$1"}, "doors": {"desk": 1}}}},
    "people": {"cohorts": {"ada": {"size": 1, "leaves": "$2", "needs": {"debt": {"severe": 1}}}}},
    "services": {"desk": {"works_on": ["debt"], "stay": "5 days", "costs": {"start": "£1"}, "effects": {"end": {"debt": "to goal with 1"}}}}
  })", {seeks, leaves}));
  const auto with_sustain = [&rules](Duration sustain) {
    rules.base.outcome.sustain = sustain;
    TinyWorld w(std::make_shared<const Runnable>(rules));
    w.finish();
    return w;
  };
  const TinyWorld first = with_sustain(days(90));
  CHECK(first.story() == text(R"(
    1 p0 request_opened person
    1 p0 referral_arrived desk opening
    1 p0 accepted desk
    1 p0 admitted desk
    1 p0 start desk 100p
    6 p0 closed desk completed
    6 p0 effect desk debt -> none
    6 p0 need_changed debt severe -> none
    6 p0 strand_ended debt met
    100 p0 left
  )"));
  Time reached, left;
  for (const LogRow& row : first.sim.recorder().rows()) {
    if (row.what == Happening::need_changed) reached = row.at;
    if (row.what == Happening::left) left = row.at;
  }
  CHECK(with_sustain(left - reached).ledger() == "desk start outcome 100p x1 by person\n");
  CHECK(with_sustain(left - reached + Duration{1}).ledger() == "desk start low_outcome 100p x1 by person\n");
}
