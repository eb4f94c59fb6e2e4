// Exact small worlds: who is sent where, and who bears it. Every event, penny and class was
// worked out by hand from the rules; docs/explanation/how_it_is_checked.md lists all such worlds.
#include "support/catch.hpp"
#include "support/exact_worlds.hpp"

using namespace casepath;
using namespace casepath::tiny;

TEST_CASE("three needs part ways: each bears its part of what was done for it, to the penny", "[model][exact_passing][H2][R1][O1][O9]") {
  const TinyWorld w = played(R"({
    "outcome": {"sustain": "10 days", "credit_window": "0 days"},
    "needs": {"a": {}, "b": {}, "c": {}},
    "streams": {"door": {"to": "hub", "every": "4000 days", "first": "2025-01-01", "needs": {"a": "severe", "b": "severe", "c": "severe"}}},
    "services": {"hub": {"works_on": ["a", "b", "c"], "triage": {"cost": "£1"}, "stay": "1 day"},
                 "desk": {"works_on": ["a", "b"], "stay": "2 days", "costs": {"start": "£1.01"}, "effects": {"end": {"b": "to goal with 1"}}},
                 "post": {"works_on": ["c"], "stay": "5 days", "costs": {"start": "£0.09"}}},
    "links": {"hub": {"desk": {"on": ["unmet"], "sender_cost": "£0.51"}, "post": {"on": ["unmet"], "sender_cost": "£0.07"}}}
  })");
  CHECK(events(w) == text(R"(
    0 p0 request_opened stream
    0 p0 referral_arrived hub opening
    0 p0 triage hub 100p
    0 p0 retold hub
    0 p0 accepted hub
    0 p0 admitted hub
    1 p0 closed hub completed
    1 p0 hand_off hub 51p
    1 p0 passed_on hub -> desk cold
    1 p0 hand_off hub 7p
    1 p0 passed_on hub -> post cold
    1 p0 referral_arrived desk cold
    1 p0 accepted desk
    1 p0 admitted desk
    1 p0 start desk 101p
    1 p0 referral_arrived post cold
    1 p0 accepted post
    1 p0 admitted post
    1 p0 start post 9p
    3 p0 closed desk completed
    3 p0 effect desk b -> none
    3 p0 need_changed b severe -> none
    3 p0 strand_ended a unmet_after_help
    3 p0 strand_ended b met
    6 p0 closed post completed
    6 p0 strand_ended c unmet_after_help
  )"));
  CHECK(classes(w) == text(R"(
    p0 a no_outcome 111p
    p0 c no_outcome 49p
    p0 b outcome 108p
  )"));
  CHECK(w.ledger() == text(R"(
    hub triage outcome 33p x1/3
    hub triage no_outcome 67p x2/3
    hub hand_off outcome 25p x1/2
    hub hand_off no_outcome 33p x3/2
    desk start outcome 50p x1/2
    desk start no_outcome 51p x1/2
    post start no_outcome 9p x1
  )"));
  CHECK(w.ledger(Credit::episode) == text(R"(
    hub triage no_outcome 100p x1
    hub hand_off no_outcome 58p x2
    desk start outcome 50p x1/2
    desk start no_outcome 51p x1/2
    post start no_outcome 9p x1
  )"));
}

TEST_CASE("who tires of waiting is sent elsewhere, and never back to the list that was left", "[model][exact_passing][W5][H1][H2][R10]") {
  const TinyWorld w = played(R"({
    "needs": {"debt": {}},
    "streams": {"a": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "low"}},
                "b": {"to": "desk", "every": "4000 days", "first": "2025-01-02", "needs": {"debt": "severe"}}},
    "services": {"desk": {"works_on": ["debt"], "capacity": 1, "triage": {"cost": "£1"}, "list": {"patience": "5 days"}, "stay": "60 days"},
                 "other": {"works_on": ["debt"], "triage": {"cost": "£2"}, "accept": {"chance": 0}, "stay": "1 day"}},
    "links": {"desk": {"other": {"on": ["reneged"], "mode": "signpost", "delay": "3 days", "sender_cost": "£0.05"}},
              "other": {"desk": {"on": ["rejected"]}}}
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
    6 p1 off_list desk
    6 p1 left_list desk
    6 p1 hand_off desk 5p
    6 p1 passed_on desk -> other signpost
    9 p1 referral_arrived other signpost
    9 p1 triage other 200p
    9 p1 rejected other not_accepted
    9 p1 strand_ended debt refused
    60 p0 closed desk completed
    60 p0 strand_ended debt unmet_after_help
  )"));
  CHECK(classes(w) == text(R"(
    p1 debt no_outcome 305p
    p0 debt no_outcome 100p
  )"));
  CHECK(w.ledger() == text(R"(
    desk triage no_outcome 200p x2
    desk hand_off no_outcome 5p x1
    other triage no_outcome 200p x1
  )"));
  CHECK(w.ledger(Credit::episode) == w.ledger());
  CHECK(w.count(Count::nobodys_case) == 1);
}

TEST_CASE("who does not arrive is lost after the delay, at the sender's cost", "[model][exact_passing][H6][R10][C3]") {
  const TinyWorld w = played(R"({
    "trust": {"missed_hand_off": 0.2, "closed_unmet": 0.1},
    "needs": {"debt": {}},
    "streams": {"door": {"to": "hub", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe"}}},
    "services": {"hub": {"works_on": ["debt"], "stay": "2 days", "costs": {"start": "£4"}},
                 "desk": {"works_on": ["debt"], "stay": "9 days", "costs": {"start": "£8"}}},
    "links": {"hub": {"desk": {"on": ["unmet"], "mode": "signpost", "arrives": {"chance": 0}, "delay": "4 days", "sender_cost": "£0.30"}}}
  })");
  CHECK(events(w) == text(R"(
    0 p0 request_opened stream
    0 p0 referral_arrived hub opening
    0 p0 retold hub
    0 p0 accepted hub
    0 p0 admitted hub
    0 p0 start hub 400p
    2 p0 closed hub completed
    2 p0 hand_off hub 30p
    2 p0 passed_on hub -> desk signpost
    6 p0 lost desk
    6 p0 strand_ended debt lost
  )"));
  CHECK(classes(w) == "p0 debt no_outcome 430p\n");
  CHECK(w.ledger() == text(R"(
    hub start no_outcome 400p x1
    hub hand_off no_outcome 30p x1
  )"));
  CHECK(w.ledger(Credit::episode) == w.ledger());
  CHECK(w.count(Count::hand_offs) == 1);
}

TEST_CASE("a lead sends its strand on by its own mode, and is done when the strand is met there", "[model][exact_passing][H3][S10][S7][O9]") {
  const TinyWorld w = played(R"({
    "outcome": {"sustain": "10 days", "credit_window": "0 days"},
    "modes": {"warm": {"delay": "1 day", "sender_cost": "£2"}},
    "needs": {"debt": {}},
    "streams": {"door": {"to": "nav", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe"}}},
    "services": {"nav": {"works_on": ["debt"], "lead": {"mode": "warm"}, "contacts": {"every": "10 days", "cost": "£1"}},
                 "desk": {"works_on": ["debt"], "triage": {"cost": "£0.20"}, "stay": "12 days", "effects": {"end": {"debt": "to goal with 1"}}}},
    "links": {"nav": {"desk": {"on": ["open"], "mode": "cold"}}}
  })");
  CHECK(events(w) == text(R"(
    0 p0 request_opened stream
    0 p0 referral_arrived nav opening
    0 p0 retold nav
    0 p0 accepted nav
    0 p0 admitted nav
    0 p0 hand_off nav 200p
    0 p0 passed_on nav -> desk warm
    0 p0 contact nav 100p
    1 p0 referral_arrived desk warm
    1 p0 triage desk 20p
    1 p0 accepted desk
    1 p0 admitted desk
    10 p0 contact nav 100p
    13 p0 closed desk completed
    13 p0 effect desk debt -> none
    13 p0 need_changed debt severe -> none
    13 p0 strand_ended debt met
    13 p0 closed nav handed_off
  )"));
  CHECK(classes(w) == "p0 debt outcome 420p\n");
  CHECK(w.ledger() == text(R"(
    nav contact outcome 200p x2
    nav hand_off outcome 200p x1
    desk triage outcome 20p x1
  )"));
  CHECK(w.ledger(Credit::episode) == text(R"(
    nav contact no_outcome 200p x2
    nav hand_off no_outcome 200p x1
    desk triage outcome 20p x1
  )"));
}

TEST_CASE("contacts missed in a row end the case: each is paid for, and nobody was helped", "[model][exact_passing][S7][O13][R10]") {
  const TinyWorld w = played(R"({
    "needs": {"debt": {}},
    "streams": {"door": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe"}}},
    "services": {"desk": {"works_on": ["debt"], "contacts": {"every": "7 days", "attend": {"chance": 0}, "cost": "£2", "missed_cost": "£0.75"},
                          "effects": {"contact": {"debt": "to goal with 1"}}, "closes": {"missed_run": 3}},
                 "post": {"works_on": ["debt"], "stay": "1 day", "costs": {"start": "£1"}}},
    "links": {"desk": {"post": {"on": ["unmet"], "mode": "signpost"}}}
  })");
  CHECK(events(w) == text(R"(
    0 p0 request_opened stream
    0 p0 referral_arrived desk opening
    0 p0 retold desk
    0 p0 accepted desk
    0 p0 admitted desk
    0 p0 missed_contact desk 75p
    7 p0 missed_contact desk 75p
    14 p0 missed_contact desk 75p
    14 p0 closed desk missed_run
    14 p0 passed_on desk -> post signpost
    14 p0 referral_arrived post signpost
    14 p0 accepted post
    14 p0 admitted post
    14 p0 start post 100p
    15 p0 closed post completed
    15 p0 strand_ended debt unmet_after_help
  )"));
  CHECK(classes(w) == "p0 debt no_outcome 325p\n");
  CHECK(w.ledger() == text(R"(
    desk missed_contact no_outcome 225p x3
    post start no_outcome 100p x1
  )"));
  CHECK(w.ledger(Credit::episode) == w.ledger());
  CHECK_FALSE(w.world().tallies.at(0, 0).first_help.quantile(0.5));   // never
}

TEST_CASE("a court pursues somebody whom a desk helps: a strand of its own, in hand when it would be sent there", "[model][exact_passing][R2][R3][H7]") {
  const std::string seeks = rate_for(1, Purpose::seek, "tom"), pursues = rate_for(3, Purpose::pursued, "tom", "debt");
  REQUIRE(days_to_firing(2, pursues, Purpose::pursued, "tom", "debt") > 17);
  const TinyWorld w = played(filled(R"({
    "horizon": "20 days",
    "needs": {"debt": {"seeks": {"rate": {"severe": "$1"}, "doors": {"desk": 1}}, "pursued": {"rate": {"severe": "$2"}, "by": "court"}}},
    "people": {"cohorts": {"tom": {"size": 1, "needs": {"debt": {"severe": 1}}}}},
    "services": {"desk": {"works_on": ["debt"], "stay": "100 days", "costs": {"start": "£1"}},
                 "court": {"works_on": ["debt"], "triage": {"cost": "£0.40"}, "stay": "2 days", "costs": {"start": "£5"}}},
    "links": {"court": {"desk": {"on": ["unmet"], "sender_cost": "£9"}}}
  })", {seeks, pursues}));
  CHECK(events(w) == text(R"(
    0 p0 joined
    1 p0 request_opened person
    1 p0 referral_arrived desk opening
    1 p0 retold desk
    1 p0 accepted desk
    1 p0 admitted desk
    1 p0 start desk 100p
    3 p0 request_opened pursued
    3 p0 referral_arrived court opening
    3 p0 triage court 40p
    3 p0 accepted court
    3 p0 admitted court
    3 p0 start court 500p
    5 p0 closed court completed
    5 p0 strand_ended debt in_hand
    20 p0 strand_ended debt horizon
  )"));
  CHECK(classes(w) == text(R"(
    p0 debt no_outcome 540p
    p0 debt no_outcome 100p
  )"));
  CHECK(w.ledger() == text(R"(
    desk start no_outcome 100p x1 by person
    court triage no_outcome 40p x1 by pursued
    court start no_outcome 500p x1 by pursued
  )"));
  CHECK(w.ledger(Credit::episode) == w.ledger());
}
