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
    "services": {"desk": {"works_on": ["debt"], "capacity": 1, "stay": "10 days", "costs": {"slot_day": "£1"}, "list": {"patience": "10 days"}}}
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
    10 p0 slot_day desk 1000p
    10 p0 strand_ended debt unmet_after_help
    10 p1 admitted desk
    20 p1 closed desk completed
    20 p1 slot_day desk 1000p
    20 p1 strand_ended debt unmet_after_help
  )"));
  CHECK(w.ledger() == "desk slot_day no_outcome 2000p x0\ndesk empty_slot overhead 34500p x0\n");   // of 365 slot-days
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
    83.05 p0 contact desk 100p
    156.1 p0 contact desk 100p
    229.15 p0 contact desk 100p
    302.2 p0 contact desk 100p
    375.25 p0 contact desk 100p
    448.3 p0 contact desk 100p
    521.35 p0 contact desk 100p
    594.4 p0 contact desk 100p
    667.45 p0 contact desk 100p
    740.5 p0 contact desk 100p
    800 p0 closed fate completed
    800 p0 harm fate debt -> low
    800 p0 need_changed debt none -> low
    800 p0 strand_ended trouble unmet_after_help
    813.55 p0 contact desk 100p
    886.6 p0 contact desk 100p
    959.65 p0 contact desk 100p
    1032.7 p0 contact desk 100p
    1105.75 p0 contact desk 100p
    1178.8 p0 contact desk 100p
    1251.85 p0 contact desk 100p
    1324.9 p0 contact desk 100p
    1397.95 p0 contact desk 100p
    1471 p0 contact desk 100p
    1544.05 p0 contact desk 100p
    1617.1 p0 contact desk 100p
    1690.15 p0 contact desk 100p
    1763.2 p0 contact desk 100p
    1826.25 p0 strand_ended debt horizon
  )"));
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
