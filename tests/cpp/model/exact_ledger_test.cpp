// Exact small worlds: what it bought, and when that is decided. Every event, penny and class was
// worked out by hand from the rules; docs/explanation/how_it_is_checked.md lists all such worlds.
#include "support/catch.hpp"
#include "support/exact_worlds.hpp"

using namespace casepath;
using namespace casepath::tiny;

TEST_CASE("harm at the start and help at the end: the fall counts, the harm is never set off", "[model][exact_ledger][S2][O2]") {
  const TinyWorld w = played(R"({
    "needs": {"debt": {}},
    "streams": {"door": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "moderate"}}},
    "services": {"desk": {"works_on": ["debt"], "stay": "5 days", "costs": {"start": "£3"},
                          "effects": {"start": {"debt": {"moderate": "+1 with 1"}}, "end": {"debt": 1}}}}
  })");
  CHECK(events(w) == text(R"(
    0 p0 request_opened stream
    0 p0 referral_arrived desk opening
    0 p0 retold desk
    0 p0 accepted desk
    0 p0 admitted desk
    0 p0 start desk 300p
    0 p0 harm desk debt -> severe
    0 p0 need_changed debt moderate -> severe
    5 p0 closed desk completed
    5 p0 effect desk debt -> moderate
    5 p0 need_changed debt severe -> moderate
    5 p0 strand_ended debt unmet_after_help
  )"));
  CHECK(classes(w) == "p0 debt low_outcome 300p\n");
  CHECK(w.ledger() == "desk start low_outcome 300p x1\n");
  CHECK(w.ledger(Credit::episode) == w.ledger());
  CHECK(w.tally("desk").harms == 1);
}

TEST_CASE("a relapse after the sustain takes nothing back: what is paid later has bought the outcome too", "[model][exact_ledger][O4][O5][S2]") {
  const TinyWorld w = played(R"({
    "outcome": {"sustain": "20 days", "credit_window": "0 days"},
    "needs": {"debt": {}, "trouble": {}},
    "streams": {"door": {"to": "hub", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe", "trouble": "severe"}}},
    "services": {"hub": {"works_on": ["debt", "trouble"], "stay": "0 days"},
                 "desk": {"works_on": ["debt"], "contacts": {"every": "10 days", "cost": "£1"},
                          "effects": {"contact": {"debt": {"severe": "to goal with 1"}}}, "closes": {"contacts": 4, "goal_met": 0}},
                 "fate": {"works_on": ["trouble"], "stay": "25 days", "effects": {"end": {"debt": {"none": "+1 with 1"}}}}},
    "links": {"hub": {"desk": {"on": ["unmet"]}, "fate": {"on": ["unmet"]}}}
  })");
  CHECK(events(w) == text(R"(
    0 p0 request_opened stream
    0 p0 referral_arrived hub opening
    0 p0 retold hub
    0 p0 accepted hub
    0 p0 admitted hub
    0 p0 closed hub completed
    0 p0 passed_on hub -> desk cold
    0 p0 passed_on hub -> fate cold
    0 p0 referral_arrived desk cold
    0 p0 accepted desk
    0 p0 admitted desk
    0 p0 referral_arrived fate cold
    0 p0 accepted fate
    0 p0 admitted fate
    0 p0 contact desk 100p
    0 p0 effect desk debt -> none
    0 p0 need_changed debt severe -> none
    10 p0 contact desk 100p
    20 p0 contact desk 100p
    25 p0 closed fate completed
    25 p0 harm fate debt -> low
    25 p0 need_changed debt none -> low
    25 p0 strand_ended trouble unmet_after_help
    30 p0 contact desk 100p
    30 p0 closed desk contact_limit
    30 p0 strand_ended debt unmet_after_help
  )"));
  CHECK(classes(w) == text(R"(
    p0 trouble no_outcome 0p
    p0 debt outcome 400p
  )"));
  CHECK(w.ledger() == "desk contact outcome 400p x4\n");
  CHECK(w.ledger(Credit::episode) == w.ledger());
}

TEST_CASE("what a family pays is in the books and in no class of public money; an extra comes with each contact", "[model][exact_ledger][O10][M3]") {
  const TinyWorld w = played(R"({
    "payers": {"council": {}, "family": {"type": "social"}},
    "needs": {"debt": {}},
    "streams": {"door": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe"}}},
    "services": {"desk": {"payer": "council", "works_on": ["debt"], "contacts": {"every": "10 days", "cost": "£1"}, "closes": {"contacts": 2},
                          "costs": {"interpreter": {"cost": "£2.50", "chance": 1}}},
                 "aunt": {"payer": "family", "works_on": ["debt"], "stay": "3 days", "costs": {"start": "£4"}}},
    "links": {"desk": {"aunt": {"on": ["unmet"]}}}
  })");
  CHECK(events(w) == text(R"(
    0 p0 request_opened stream
    0 p0 referral_arrived desk opening
    0 p0 retold desk
    0 p0 accepted desk
    0 p0 admitted desk
    0 p0 contact desk 100p
    0 p0 extra desk 250p
    10 p0 contact desk 100p
    10 p0 extra desk 250p
    10 p0 closed desk contact_limit
    10 p0 passed_on desk -> aunt cold
    10 p0 referral_arrived aunt cold
    10 p0 accepted aunt
    10 p0 admitted aunt
    10 p0 start aunt 400p
    13 p0 closed aunt completed
    13 p0 strand_ended debt unmet_after_help
  )"));
  CHECK(classes(w) == "p0 debt no_outcome 700p\n");
  CHECK(w.ledger() == text(R"(
    desk contact no_outcome 200p x2
    desk extra no_outcome 500p x2
    aunt start no_outcome 400p x1
  )"));
  CHECK(w.ledger(Credit::episode) == w.ledger());
}

TEST_CASE("only what is dated in the window counts; what came before decides the class all the same", "[model][exact_ledger][T3][O4][O6]") {
  constexpr auto window = R"({
    "warm_up": "10 days", "horizon": "20 days", "run_out": "15 days", "outcome": {"sustain": "20 days", "credit_window": "0 days"},
    "needs": {"debt": {}},
    "streams": {"door": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe"}}},
    "services": {"desk": {"works_on": ["debt"], "contacts": {"every": "10 days", "cost": "£1"},
                          "effects": {"contact": {"debt": {"severe": "to goal with 1"}}}, "closes": {"goal_met": 0}}}
  })";
  const TinyWorld w = played(window);
  CHECK(events(w) == text(R"(
    0 p0 request_opened stream
    0 p0 referral_arrived desk opening
    0 p0 retold desk
    0 p0 accepted desk
    0 p0 admitted desk
    0 p0 contact desk 100p uncounted
    0 p0 effect desk debt -> none
    0 p0 need_changed debt severe -> none
    10 p0 contact desk 100p
    20 p0 contact desk 100p
    30 p0 contact desk 100p uncounted
    40 p0 contact desk 100p uncounted
    45 p0 strand_ended debt horizon
  )"));
  CHECK(classes(w) == "p0 debt outcome 200p\n");
  CHECK(w.ledger() == "desk contact outcome 200p x2\n");
  CHECK(w.ledger(Credit::episode) == w.ledger());
  CHECK(played(window, {R"({"outcome": {"sustain": "46 days"}})"}).ledger() == "desk contact undetermined 200p x2\n");
}

namespace {

constexpr auto flat = R"({
  "horizon": "2 years",
  "needs": {"home": {"goal": "low"}},
  "streams": {"door": {"to": "flat", "every": "4000 days", "first": "2025-01-01", "needs": {"home": "severe"}}},
  "services": {"flat": {"works_on": ["home"], "stay": "500 days", "costs": {"slot_day": "£0.50"}, "while_open": {"home": {"counts_as": "low"}}}}
})";

}  // namespace

TEST_CASE("two years in a bed: rounded half up each year, and an outcome in the first", "[model][exact_ledger][O7][O12][S1]") {
  const TinyWorld w = played(flat);
  CHECK(events(w) == text(R"(
    0 p0 request_opened stream
    0 p0 referral_arrived flat opening
    0 p0 retold flat
    0 p0 accepted flat
    0 p0 admitted flat
    0 p0 need_changed home severe -> low
    365.25 p0 slot_day flat 18263p
    500 p0 closed flat completed
    500 p0 slot_day flat 6738p
    500 p0 need_changed home low -> severe
    500 p0 strand_ended home unmet_after_help
  )"));
  CHECK(w.pence(OutcomeClass::outcome) == 18263);   // 365.25 x 50 = 18,262.5
  CHECK(w.pence() == 18263 + 6738);                 // 134.75 x 50 = 6,737.5
}

// The bed's end is a rise at the very instant at which the strand, and with it the second piece, ends (S1): the need stood at
// its goal through the whole of it.
TEST_CASE("the second year in a bed is kept, for the need was met until it ended", "[model][exact_ledger][O7][S1]") {
  CHECK(played(flat).pence(OutcomeClass::kept) == 6738);
}

TEST_CASE("who dies in a bed keeps its made fall, and the outcome only if it had lasted", "[model][exact_ledger][P3][S1][R10]") {
  const std::string seeks = rate_for(1, Purpose::seek, "ada"), leaves = rate_for(10, Purpose::leave, "ada");
  const std::string bed = filled(R"({
    "outcome": {"sustain": "10 days", "credit_window": "0 days"},
    "needs": {"home": {"goal": "low", "seeks": {"rate": {"severe": "$1"}, "doors": {"hostel": 1}}}},
    "people": {"cohorts": {"ada": {"size": 1, "leaves": "$2", "needs": {"home": {"severe": 1}}}}},
    "services": {"hostel": {"works_on": ["home"], "stay": "90 days", "costs": {"slot_day": "£1"}, "while_open": {"home": {"counts_as": "low"}}}}
  })", {seeks, leaves});
  const TinyWorld w = played(bed);
  CHECK(events(w) == text(R"(
    0 p0 joined
    1 p0 request_opened person
    1 p0 referral_arrived hostel opening
    1 p0 retold hostel
    1 p0 accepted hostel
    1 p0 admitted hostel
    1 p0 need_changed home severe -> low
    10 p0 left
    10 p0 slot_day hostel 900p
    10 p0 strand_ended home left
    10 p0 closed hostel left
    10 p0 need_changed home low -> severe
  )"));
  CHECK(classes(w) == "p0 home low_outcome 900p\n");
  CHECK(w.ledger() == "hostel slot_day low_outcome 900p x0 by person\n");
  CHECK(w.ledger(Credit::episode) == w.ledger());
  CHECK(played(bed, {R"({"outcome": {"sustain": "8 days"}})"}).ledger() == "hostel slot_day outcome 900p x0 by person\n");
}

TEST_CASE("a whole-person case takes up a second need after its assessment, which then bears half", "[model][exact_ledger][R6][R1][S5][E6]") {
  const std::string seeks = rate_for(1, Purpose::seek, "kit");
  REQUIRE(days_to_firing(2, seeks, Purpose::seek, "kit") > 140);
  const TinyWorld w = played(filled(R"({
    "horizon": "40 days", "run_out": "100 days",
    "needs": {"debt": {"seeks": {"rate": {"severe": "$1"}, "doors": {"nav": 1}}}, "home": {}},
    "people": {"cohorts": {"kit": {"size": 1, "needs": {"debt": {"severe": 1}, "home": {"severe": 1}}}}},
    "services": {"nav": {"whole_person": true, "assessment": {"cost": "£3", "takes": "2 days"}, "contacts": {"every": "10 days", "cost": "£1.01"},
                         "needs_per_contact": {"value": 2, "source": "assumed"}, "effects": {"contact": {"home": "to goal with 1"}},
                         "closes": {"contacts": 2, "goal_met": 0}}}
  })", {seeks}));
  CHECK(events(w) == text(R"(
    0 p0 joined
    1 p0 request_opened person
    1 p0 referral_arrived nav opening
    1 p0 accepted nav
    1 p0 admitted nav
    1 p0 assessment nav 300p
    1 p0 retold nav
    3 p0 contact nav 101p
    3 p0 effect nav home -> none
    3 p0 need_changed home severe -> none
    13 p0 contact nav 101p
    13 p0 closed nav contact_limit
    13 p0 strand_ended debt unmet_after_help
    13 p0 strand_ended home met
  )"));
  CHECK(classes(w) == text(R"(
    p0 debt no_outcome 402p
    p0 home outcome 100p
  )"));
  CHECK(w.ledger() == text(R"(
    nav assessment no_outcome 300p x1 by person
    nav contact outcome 100p x1 by person
    nav contact no_outcome 102p x1 by person
  )"));
  CHECK(w.ledger(Credit::episode) == w.ledger());
}

TEST_CASE("a need that heals by itself is seen at the next contact, and is nobody's outcome", "[model][exact_ledger][R5][O2][S7]") {
  const std::string seeks = rate_for(1, Purpose::seek, "ada"), recovers = rate_for(6, Purpose::recover, "ada", "debt");
  const TinyWorld w = played(filled(R"({
    "horizon": "40 days", "run_out": "200 days",
    "needs": {"debt": {"goal": "moderate", "recovers": {"severe": "$2"}, "seeks": {"rate": {"severe": "$1"}, "doors": {"desk": 1}}}},
    "people": {"cohorts": {"ada": {"size": 1, "needs": {"debt": {"severe": 1}}}}},
    "services": {"desk": {"works_on": ["debt"], "contacts": {"every": "4 days", "cost": "£1"}}}
  })", {seeks, recovers}));
  CHECK(events(w) == text(R"(
    0 p0 joined
    1 p0 request_opened person
    1 p0 referral_arrived desk opening
    1 p0 retold desk
    1 p0 accepted desk
    1 p0 admitted desk
    1 p0 contact desk 100p
    5 p0 contact desk 100p
    6 p0 need_changed debt severe -> moderate
    9 p0 contact desk 100p
    9 p0 closed desk goal_met
    9 p0 strand_ended debt met
  )"));
  CHECK(classes(w) == "p0 debt no_outcome 300p\n");
  CHECK(w.ledger() == "desk contact no_outcome 300p x3 by person\n");
  CHECK(w.ledger(Credit::episode) == w.ledger());
  CHECK(w.count(Count::outcomes_observed) == 1);
  CHECK(w.count(Count::outcomes_sustained) == 0);
}
