// Exact small worlds: slots, lists and same instants. Every event, penny and class was
// worked out by hand from the rules; docs/explanation/how_it_is_checked.md lists all such worlds.
#include "support/catch.hpp"
#include "support/exact_worlds.hpp"

using namespace casepath;
using namespace casepath::tiny;

TEST_CASE("at one instant a stay ends, patience ends and somebody arrives: who was waiting gets the slot", "[model][exact_queues][T2][W5][P4]") {
  const TinyWorld w = played(R"({
    "needs": {"debt": {}},
    "streams": {"first": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "batch": 2, "needs": {"debt": "low"}},
                "later": {"to": "desk", "every": "4000 days", "first": "2025-01-11", "needs": {"debt": "low"}}},
    "services": {"desk": {"works_on": ["debt"], "capacity": 1, "triage": {"cost": "£1"}, "list": {"patience": "10 days"},
                          "stay": "10 days", "costs": {"start": "£2"}}}
  })");
  CHECK(events(w) == text(R"(
    0 p0 request_opened stream
    0 p0 referral_arrived desk opening
    0 p0 triage desk 100p
    0 p0 retold desk
    0 p0 accepted desk
    0 p0 admitted desk
    0 p0 start desk 200p
    0 p1 request_opened stream
    0 p1 referral_arrived desk opening
    0 p1 triage desk 100p
    0 p1 retold desk
    0 p1 accepted desk
    0 p1 joined_list desk
    10 p0 closed desk completed
    10 p0 strand_ended debt unmet_after_help
    10 p1 off_list desk
    10 p1 admitted desk
    10 p1 start desk 200p
    10 p0 request_opened stream
    10 p0 referral_arrived desk opening
    10 p0 triage desk 100p
    10 p0 retold desk
    10 p0 accepted desk
    10 p0 joined_list desk
    20 p1 closed desk completed
    20 p1 strand_ended debt unmet_after_help
    20 p0 off_list desk
    20 p0 admitted desk
    20 p0 start desk 200p
    30 p0 closed desk completed
    30 p0 strand_ended debt unmet_after_help
  )"));
  CHECK(classes(w) == text(R"(
    p0 debt no_outcome 300p
    p1 debt no_outcome 300p
    p0 debt no_outcome 300p
  )"));
  CHECK(w.ledger() == text(R"(
    desk triage no_outcome 300p x3
    desk start no_outcome 600p x3
  )"));
  CHECK(w.ledger(Credit::episode) == w.ledger());
}

TEST_CASE("a cut of slots sends nobody away, and empty slots are overhead from the day they are there", "[model][exact_queues][K1][O8][O12]") {
  const TinyWorld w = played(R"({
    "horizon": "40 days",
    "needs": {"debt": {}},
    "streams": {"door": {"to": "home", "every": "4000 days", "first": "2025-01-01", "batch": 3, "needs": {"debt": "low"}}},
    "services": {"home": {"works_on": ["debt"], "capacity": {"at": {"2025-01-01": 2, "2025-01-06": 1, "2025-01-21": 2}},
                          "stay": "10 days", "costs": {"slot_day": "£1"}}}
  })");
  CHECK(events(w) == text(R"(
    0 p0 request_opened stream
    0 p0 referral_arrived home opening
    0 p0 retold home
    0 p0 accepted home
    0 p0 admitted home
    0 p1 request_opened stream
    0 p1 referral_arrived home opening
    0 p1 retold home
    0 p1 accepted home
    0 p1 admitted home
    0 p2 request_opened stream
    0 p2 referral_arrived home opening
    0 p2 retold home
    0 p2 accepted home
    0 p2 joined_list home
    10 p0 closed home completed
    10 p0 slot_day home 1000p
    10 p0 strand_ended debt unmet_after_help
    10 p1 closed home completed
    10 p1 slot_day home 1000p
    10 p1 strand_ended debt unmet_after_help
    10 p2 off_list home
    10 p2 admitted home
    20 p2 closed home completed
    20 p2 slot_day home 1000p
    20 p2 strand_ended debt unmet_after_help
  )"));
  CHECK(classes(w) == text(R"(
    p0 debt no_outcome 1000p
    p1 debt no_outcome 1000p
    p2 debt no_outcome 1000p
  )"));
  CHECK(w.ledger() == text(R"(
    home slot_day no_outcome 3000p x0
    home empty_slot overhead 4000p x0
  )"));
  CHECK(w.ledger(Credit::episode) == w.ledger());
}

TEST_CASE("a closed list turns the third away, who is helped elsewhere: all of it bought the outcome, or the helper alone did", "[model][exact_queues][E1][H1][H6][O9]") {
  const TinyWorld w = played(R"({
    "outcome": {"sustain": "30 days", "credit_window": "0 days"},
    "modes": {"cold": {"delay": "1 day", "sender_cost": "£0.50"}},
    "needs": {"debt": {}},
    "streams": {"a": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "low"}},
                "b": {"to": "desk", "every": "4000 days", "first": "2025-01-02", "needs": {"debt": "low"}},
                "c": {"to": "desk", "every": "4000 days", "first": "2025-01-03", "needs": {"debt": "severe"}}},
    "services": {"desk": {"works_on": ["debt"], "capacity": 1, "triage": {"cost": "£1"}, "list": {"closed_at": 1}, "stay": "10 days"},
                 "other": {"works_on": ["debt"], "triage": {"cost": "£3"}, "stay": "2 days", "effects": {"end": {"debt": "to goal with 1"}}}},
    "links": {"desk": {"other": {"on": ["rejected"]}}}
  })");
  CHECK(events(w) == text(R"(
    0 p0 request_opened stream
    0 p0 referral_arrived desk opening
    0 p0 triage desk 100p
    0 p0 retold desk
    0 p0 accepted desk
    0 p0 admitted desk
    1 p1 request_opened stream
    1 p1 referral_arrived desk opening
    1 p1 triage desk 100p
    1 p1 retold desk
    1 p1 accepted desk
    1 p1 joined_list desk
    2 p2 request_opened stream
    2 p2 referral_arrived desk opening
    2 p2 triage desk 100p
    2 p2 retold desk
    2 p2 rejected desk full
    2 p2 hand_off desk 50p
    2 p2 passed_on desk -> other cold
    3 p2 referral_arrived other cold
    3 p2 triage other 300p
    3 p2 accepted other
    3 p2 admitted other
    5 p2 closed other completed
    5 p2 effect other debt -> none
    5 p2 need_changed debt severe -> none
    5 p2 strand_ended debt met
    10 p0 closed desk completed
    10 p0 strand_ended debt unmet_after_help
    10 p1 off_list desk
    10 p1 admitted desk
    20 p1 closed desk completed
    20 p1 strand_ended debt unmet_after_help
  )"));
  CHECK(classes(w) == text(R"(
    p2 debt outcome 450p
    p0 debt no_outcome 100p
    p1 debt no_outcome 100p
  )"));
  CHECK(w.ledger() == text(R"(
    desk triage outcome 100p x1
    desk triage no_outcome 200p x2
    desk hand_off outcome 50p x1
    other triage outcome 300p x1
  )"));
  CHECK(w.ledger(Credit::episode) == text(R"(
    desk triage no_outcome 300p x3
    desk hand_off no_outcome 50p x1
    other triage outcome 300p x1
  )"));
}

TEST_CASE("with one person waiting only the worst off are let in", "[model][exact_queues][W4][E1][R10]") {
  const TinyWorld w = played(R"({
    "needs": {"debt": {}},
    "streams": {"a": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "low"}},
                "b": {"to": "desk", "every": "4000 days", "first": "2025-01-02", "needs": {"debt": "low"}},
                "c": {"to": "desk", "every": "4000 days", "first": "2025-01-03", "needs": {"debt": "moderate"}},
                "d": {"to": "desk", "every": "4000 days", "first": "2025-01-04", "needs": {"debt": "severe"}}},
    "services": {"desk": {"works_on": ["debt"], "capacity": 1, "triage": {"cost": "£1"}, "stay": "10 days",
                          "when_list": {"pressed": {"at": 1, "asks": {"debt": "severe"}}}}}
  })");
  CHECK(events(w) == text(R"(
    0 p0 request_opened stream
    0 p0 referral_arrived desk opening
    0 p0 triage desk 100p
    0 p0 retold desk
    0 p0 accepted desk
    0 p0 admitted desk
    1 p1 request_opened stream
    1 p1 referral_arrived desk opening
    1 p1 triage desk 100p
    1 p1 retold desk
    1 p1 accepted desk
    1 p1 joined_list desk
    2 p2 request_opened stream
    2 p2 referral_arrived desk opening
    2 p2 triage desk 100p
    2 p2 retold desk
    2 p2 rejected desk rationed
    2 p2 strand_ended debt refused
    3 p2 request_opened stream
    3 p2 referral_arrived desk opening
    3 p2 triage desk 100p
    3 p2 retold desk
    3 p2 accepted desk
    3 p2 joined_list desk
    10 p0 closed desk completed
    10 p0 strand_ended debt unmet_after_help
    10 p1 off_list desk
    10 p1 admitted desk
    20 p1 closed desk completed
    20 p1 strand_ended debt unmet_after_help
    20 p2 off_list desk
    20 p2 admitted desk
    30 p2 closed desk completed
    30 p2 strand_ended debt unmet_after_help
  )"));
  CHECK(classes(w) == text(R"(
    p2 debt no_outcome 100p
    p0 debt no_outcome 100p
    p1 debt no_outcome 100p
    p2 debt no_outcome 100p
  )"));
  CHECK(w.ledger() == "desk triage no_outcome 400p x4\n");
  CHECK(w.ledger(Credit::episode) == w.ledger());
  CHECK(w.count(Count::nobodys_case) == 1);
}

TEST_CASE("contacts that fall into a stay on a ward are neither held, missed nor charged", "[model][exact_queues][X1][S7][T2][O12]") {
  const TinyWorld w = played(R"({
    "needs": {"debt": {}, "mind": {}},
    "streams": {"door": {"to": "hub", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe", "mind": "severe"}}},
    "services": {"hub": {"works_on": ["debt", "mind"], "stay": "0 days"},
                 "desk": {"works_on": ["debt"], "contacts": {"every": "10 days", "cost": "£1", "missed_cost": "£0.40"}, "closes": {"contacts": 3}},
                 "ward": {"works_on": ["mind"], "away": true, "list": {"delay": "5 days"}, "stay": "15 days", "costs": {"slot_day": "£7"}}},
    "links": {"hub": {"desk": {"on": ["unmet"]}, "ward": {"on": ["unmet"]}}}
  })");
  CHECK(events(w) == text(R"(
    0 p0 request_opened stream
    0 p0 referral_arrived hub opening
    0 p0 retold hub
    0 p0 accepted hub
    0 p0 admitted hub
    0 p0 closed hub completed
    0 p0 passed_on hub -> desk cold
    0 p0 passed_on hub -> ward cold
    0 p0 referral_arrived desk cold
    0 p0 accepted desk
    0 p0 admitted desk
    0 p0 referral_arrived ward cold
    0 p0 accepted ward
    0 p0 joined_list ward
    0 p0 contact desk 100p
    5 p0 off_list ward
    5 p0 admitted ward
    20 p0 closed ward completed
    20 p0 slot_day ward 10500p
    20 p0 strand_ended mind unmet_after_help
    20 p0 contact desk 100p
    30 p0 contact desk 100p
    30 p0 closed desk contact_limit
    30 p0 strand_ended debt unmet_after_help
  )"));
  CHECK(classes(w) == text(R"(
    p0 mind no_outcome 10500p
    p0 debt no_outcome 300p
  )"));
  CHECK(w.ledger() == text(R"(
    desk contact no_outcome 300p x3
    ward slot_day no_outcome 10500p x0
  )"));
  CHECK(w.ledger(Credit::episode) == w.ledger());
}
