// The exact small worlds of docs/reference/rules.md 6 that concern time, strands and refusals. Every line, penny and class was worked out by
// hand from the rules.
#include "support/catch.hpp"
#include "support/tiny_worlds.hpp"

using namespace casepath;
using namespace casepath::tiny;

namespace {

/// A stream of one visitor (or `batch` of them) on day 0.
std::string visitor(const std::string& to, const std::string& needs, int batch = 1) {
  return R"({"streams": {"door": {"to": ")" + to + R"(", "every": "4000 days", "first": "2025-01-01", "batch": )" + std::to_string(batch) +
         R"(, "needs": )" + needs + "}}}";
}

}  // namespace

// World 1.
TEST_CASE("regrouping the same contacts into one request or two changes no cost share", "[model][R1]") {
  // Four contacts at £1, of which half is about debt (reaches its goal: outcome) and half about housing (nothing helps).
  constexpr auto desk = R"({
    "outcome": {"sustain": "10 days", "credit_window": "0 days"},
    "needs": {"debt": {}, "housing": {}},
    "services": {"desk": {"works_on": ["debt", "housing"], "contacts": {"every": "7 days", "cost": "£1"}, "needs_per_contact": 2,
                          "effects": {"contact": {"debt": "to goal with 1"}}, "closes": {"contacts": 4, "goal_met": 0}}}
  })";
  const TinyWorld one = played(desk, {visitor("desk", R"({"debt": "severe", "housing": "severe"})")});
  CHECK(one.story() == text(R"(
    0 p0 request_opened stream
    0 p0 referral_arrived desk opening
    0 p0 accepted desk
    0 p0 admitted desk
    0 p0 contact desk 100p
    0 p0 effect desk debt -> none
    0 p0 need_changed debt severe -> none
    7 p0 contact desk 100p
    14 p0 contact desk 100p
    21 p0 contact desk 100p
    21 p0 closed desk contact_limit
    21 p0 strand_ended debt met
    21 p0 strand_ended housing unmet_after_help
  )"));
  CHECK(one.ledger() == "desk contact outcome 200p x2\ndesk contact no_outcome 200p x2\n");

  const TinyWorld two = played(desk, {R"({"services": {"desk": {"closes": {"contacts": 2}}}, "streams": {
    "a": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe"}},
    "b": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "needs": {"housing": "severe"}}}})"});
  CHECK(two.times("contact desk") == 4);
  CHECK(two.ledger() == one.ledger());
}

// World 2.
TEST_CASE("a person whose patience ends at the instant a slot frees is admitted", "[model][T2][W5]") {
  constexpr auto desk = R"({
    "needs": {"debt": {}},
    "services": {"desk": {"works_on": ["debt"], "capacity": 1, "stay": "10 days", "list": {"patience": "10 days"}}}
  })";
  const TinyWorld w = played(desk, {visitor("desk", R"({"debt": "low"})", 2)});
  CHECK(w.story() == text(R"(
    0 p0 request_opened stream
    0 p0 referral_arrived desk opening
    0 p0 accepted desk
    0 p0 admitted desk
    0 p1 request_opened stream
    0 p1 referral_arrived desk opening
    0 p1 accepted desk
    0 p1 joined_list desk
    10 p0 closed desk completed
    10 p0 strand_ended debt unmet_after_help
    10 p1 admitted desk
    20 p1 closed desk completed
    20 p1 strand_ended debt unmet_after_help
  )"));
  const TinyWorld sooner = played(desk, {visitor("desk", R"({"debt": "low"})", 2), R"({"services": {"desk": {"list": {"patience": "9 days 23 hours"}}}})"});
  CHECK(sooner.lines("p1") == text(R"(
    0 p1 request_opened stream
    0 p1 referral_arrived desk opening
    0 p1 accepted desk
    0 p1 joined_list desk
    9.96 p1 left_list desk
    9.96 p1 strand_ended debt reneged
  )"));
}

namespace {

// A visitor with debt, helped by a desk, and with trouble, which brings the debt back at a time of our choosing.
constexpr auto relapsing = R"({
  "outcome": {"sustain": "91 days", "credit_window": "0 days"},
  "needs": {"debt": {}, "trouble": {}},
  "streams": {"door": {"to": "hub", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe", "trouble": "severe"}}},
  "services": {
    "hub": {"works_on": ["debt", "trouble"], "stay": "0 days"},
    "desk": {"works_on": ["debt"], "list": {"delay": "10 days"}, "contacts": {"every": "50 days", "cost": "£1"},
             "effects": {"contact": {"debt": "to goal with 1"}}, "closes": {"after": "60 days", "goal_met": 0}},
    "fate": {"works_on": ["trouble"], "stay": "40 days", "effects": {"end": {"debt": {"none": "+1 with 1"}}}}},
  "links": {"hub": {"desk": {"on": ["unmet"]}, "fate": {"on": ["unmet"]}}}
})";

}  // namespace

// World 3.
TEST_CASE("a relapse within the sustain period restarts it at the next reaching, if that is within the window", "[model][O3]") {
  const TinyWorld w = played(relapsing);
  CHECK(w.story() == text(R"(
    0 p0 request_opened stream
    0 p0 referral_arrived hub opening
    0 p0 accepted hub
    0 p0 admitted hub
    0 p0 closed hub completed
    0 p0 passed_on hub -> desk cold
    0 p0 passed_on hub -> fate cold
    0 p0 referral_arrived desk cold
    0 p0 accepted desk
    0 p0 joined_list desk
    0 p0 referral_arrived fate cold
    0 p0 accepted fate
    0 p0 admitted fate
    10 p0 admitted desk
    10 p0 contact desk 100p
    10 p0 effect desk debt -> none
    10 p0 need_changed debt severe -> none
    40 p0 closed fate completed
    40 p0 harm fate debt -> low
    40 p0 need_changed debt none -> low
    40 p0 strand_ended trouble unmet_after_help
    60 p0 contact desk 100p
    60 p0 effect desk debt -> none
    60 p0 need_changed debt low -> none
    70 p0 closed desk time_limit
    70 p0 strand_ended debt met
  )"));
  CHECK(w.ledger() == "desk contact outcome 200p x2\n");   // reached on day 60, before the end: the window plays no part
  CHECK(played(relapsing, {R"({"outcome": {"credit_window": "91 days"}})"}).ledger() == w.ledger());
  CHECK(w.count(Count::outcomes_sustained) == 1);
  // Ninety-one days from day 60 end on day 151: a run that ends the day before cannot tell.
  const auto until = [](const char* run) { return played(relapsing, {run}).ledger(); };
  CHECK(until(R"({"horizon": "80 days", "run_out": "71 days"})") == "desk contact outcome 200p x2\n");
}

TEST_CASE("the credit window is the latest moment to reach the goal, from the strand's end", "[model][O3][R6][R7]") {
  // Relapse on day 80, ten days after the desk's strand ended; another service, which takes the need up (R6), mends it on day 100.
  constexpr auto later = R"({
    "services": {"fate": {"stay": "80 days"},
                 "home": {"works_on": ["trouble", "debt"], "whole_person": true, "stay": "20 days", "costs": {"start": "£3"},
                          "effects": {"end": {"debt": "to goal with 1"}}}},
    "links": {"fate": {"home": {"on": ["unmet"]}}}
  })";
  const TinyWorld none = played(relapsing, {later});
  CHECK(none.lines("fate") + none.lines("home") == text(R"(
    0 p0 passed_on hub -> fate cold
    0 p0 referral_arrived fate cold
    0 p0 accepted fate
    0 p0 admitted fate
    80 p0 closed fate completed
    80 p0 harm fate debt -> low
    80 p0 passed_on fate -> home cold
    80 p0 passed_on fate -> home cold
    80 p0 referral_arrived home cold
    80 p0 accepted home
    80 p0 admitted home
    80 p0 start home 300p
    100 p0 closed home completed
    100 p0 effect home debt -> none
  )"));
  // The start of home's episode is before its whole-person strand: all of it is the trouble's, which is never helped.
  CHECK(none.ledger() == "desk contact low_outcome 200p x2\nhome start no_outcome 300p x1\n");
  const TinyWorld month = played(relapsing, {later, R"({"outcome": {"credit_window": "30 days"}})"});
  CHECK(month.ledger() == "desk contact outcome 200p x2\nhome start no_outcome 300p x1\n");
  const TinyWorld short_of_it = played(relapsing, {later, R"({"outcome": {"credit_window": "29 days"}})"});
  CHECK(short_of_it.ledger() == none.ledger());
}

// World 4.
TEST_CASE("natural recovery during a useless episode is an outcome observed, and nobody's credit", "[model][O2]") {
  const std::string seeks = rate_for(1, Purpose::seek, "ada"), recovers = rate_for(20, Purpose::recover, "ada", "debt");
  const TinyWorld w = played(filled(R"({
    "needs": {"debt": {"goal": "moderate", "recovers": {"severe": "$1"}, "seeks": {"rate": {"severe": "$2"}, "doors": {"desk": 1}}}},
    "people": {"cohorts": {"ada": {"size": 1, "needs": {"debt": {"severe": 1}}}}},
    "services": {"desk": {"works_on": ["debt"], "stay": "30 days", "costs": {"start": "£1"}}}
  })", {recovers, seeks}));
  CHECK(w.story() == text(R"(
    1 p0 request_opened person
    1 p0 referral_arrived desk opening
    1 p0 accepted desk
    1 p0 admitted desk
    1 p0 start desk 100p
    20 p0 need_changed debt severe -> moderate
    31 p0 closed desk completed
    31 p0 strand_ended debt met
  )"));
  CHECK(w.ledger() == "desk start no_outcome 100p x1 by person\n");
  CHECK(w.count(Count::outcomes_observed) == 1);
  CHECK(w.count(Count::outcomes_sustained) == 0);
}

// World 5.
TEST_CASE("an open case is classed year by year: met, kept, then lost", "[model][O7][O5]") {
  const TinyWorld w = played(R"({
    "horizon": "5 years",
    "outcome": {"sustain": "91 days", "credit_window": "91 days", "review": "1 year"},
    "needs": {"debt": {}, "trouble": {}},
    "streams": {"door": {"to": "hub", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe", "trouble": "severe"}}},
    "services": {
      "hub": {"works_on": ["debt", "trouble"], "stay": "0 days"},
      "desk": {"works_on": ["debt"], "list": {"delay": "10 days"}, "contacts": {"every": "73.05 days", "cost": "£1"},
               "effects": {"contact": {"debt": {"severe": "to goal with 1"}}}, "closes": {"goal_met": 0}},
      "fate": {"works_on": ["trouble"], "stay": "800 days", "effects": {"end": {"debt": {"none": "+1 with 1"}}}}},
    "links": {"hub": {"desk": {"on": ["unmet"]}, "fate": {"on": ["unmet"]}}}
  })");
  CHECK(w.lines("need_changed") == "10 p0 need_changed debt severe -> none\n800 p0 need_changed debt none -> low\n");
  CHECK(w.lines("strand_ended") == "800 p0 strand_ended trouble unmet_after_help\n1826.25 p0 strand_ended debt horizon\n");
  CHECK(w.ledger() == text(R"(
    desk contact outcome 500p x5
    desk contact kept 500p x5 year 2
    desk contact no_outcome 500p x5 year 3
    desk contact no_outcome 500p x5 year 4
    desk contact no_outcome 500p x5 year 5
  )"));
  CHECK(w.count(Count::outcomes_sustained) == 1);
  CHECK(w.count(Count::outcomes_kept) == 1);
  CHECK(w.count(Count::strands) == 2);   // a review opens nothing
  CHECK(w.count(Count::repeat_strands) == 0);
}

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
