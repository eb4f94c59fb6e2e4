// A better class takes the slot of a worse one, whose stay goes on later. Every event and penny was worked out by hand from
// rule W3.
#include "support/catch.hpp"
#include "support/exact_worlds.hpp"

using namespace casepath;
using namespace casepath::tiny;

namespace {

constexpr auto desk = R"({
  "horizon": "60 days",
  "needs": {"debt": {}},
  "streams": {"routine": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "low"}, "priority": 2},
              "urgent": {"to": "desk", "every": "4000 days", "first": "2025-01-03", "needs": {"debt": "low"}, "priority": 1}},
  "services": {"desk": {"works_on": ["debt"], "capacity": 1, "stay": "5 days", "costs": {"start": "£3", "slot_day": "£1"},
                        "list": {"order": "priority", "preempts": true}}}
})";

}  // namespace

TEST_CASE("a stay that is broken off goes on where it was, and costs nothing meanwhile", "[model][on_preemption][W3][O12]") {
  const TinyWorld w = played(desk);
  CHECK(events(w) == text(R"(
    0 p0 request_opened stream
    0 p0 referral_arrived desk opening
    0 p0 retold desk
    0 p0 accepted desk
    0 p0 admitted desk
    0 p0 start desk 300p
    2 p1 request_opened stream
    2 p1 referral_arrived desk opening
    2 p1 retold desk
    2 p1 accepted desk
    2 p1 joined_list desk
    2 p0 preempted desk
    2 p0 slot_day desk 200p
    2 p0 joined_list desk
    2 p1 off_list desk
    2 p1 admitted desk
    2 p1 start desk 300p
    7 p1 closed desk completed
    7 p1 slot_day desk 500p
    7 p1 strand_ended debt unmet_after_help
    7 p0 off_list desk
    7 p0 resumed desk
    10 p0 closed desk completed
    10 p0 slot_day desk 300p
    10 p0 strand_ended debt unmet_after_help
  )"));
  CHECK(w.ledger() == "desk start no_outcome 600p x2\ndesk slot_day no_outcome 1000p x0\ndesk empty_slot overhead 5000p x0\n");
  CHECK(w.tally("desk").admitted == 2);
  CHECK(w.tally("desk").waited == 0);   // both were admitted at once: the wait is the first one
  CHECK(w.load("desk").queue == PersonTicks{5} * ticks_per_day);
  CHECK(w.load("desk").caseload == PersonTicks{10} * ticks_per_day);
  // Of one class nobody gives way.
  CHECK(played(desk, {R"({"streams": {"urgent": {"priority": 2}}})"}).times("preempted") == 0);
}

TEST_CASE("the worst class gives way, and a stay goes on in the order of its own acceptance", "[model][on_preemption][W3][W2]") {
  const TinyWorld w = played(R"({
    "needs": {"debt": {}},
    "streams": {"a": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "low"}, "priority": 2},
                "b": {"to": "desk", "every": "4000 days", "first": "2025-01-02", "needs": {"debt": "low"}, "priority": 3},
                "c": {"to": "desk", "every": "4000 days", "first": "2025-01-04", "needs": {"debt": "low"}, "priority": 1},
                "d": {"to": "desk", "every": "4000 days", "first": "2025-01-05", "needs": {"debt": "low"}, "priority": 1},
                "e": {"to": "desk", "every": "4000 days", "first": "2025-01-06", "needs": {"debt": "low"}, "priority": 2}},
    "services": {"desk": {"works_on": ["debt"], "capacity": 2, "stay": "10 days", "list": {"order": "priority", "preempts": true, "patience": "20 days"}}}
  })");
  CHECK(w.lines("admitted") == "0 p0 admitted desk\n1 p1 admitted desk\n3 p2 admitted desk\n4 p3 admitted desk\n14 p4 admitted desk\n");
  CHECK(w.lines("preempted") == "3 p1 preempted desk\n4 p0 preempted desk\n");
  CHECK(w.lines("resumed") == "13 p0 resumed desk\n19 p1 resumed desk\n");
  CHECK(w.lines("closed") == text(R"(
    13 p2 closed desk completed
    14 p3 closed desk completed
    19 p0 closed desk completed
    24 p4 closed desk completed
    27 p1 closed desk completed
  )"));
  CHECK(w.tally("desk").reneged == 0);   // patience was for the first wait
  CHECK(w.load("desk").queue == PersonTicks{9 + 16 + 9} * ticks_per_day);
}

TEST_CASE("a cut of slots drains first, and so does a stay that began under other rules", "[model][on_preemption][W3][K1][V2]") {
  CHECK(played(desk, {R"({"services": {"desk": {"capacity": {"at": {"2025-01-01": 1, "2025-01-02": 0, "2025-01-13": 1}}}}})"}).times("preempted") == 0);
  TinyWorld w(desk, {R"({"services": {"desk": {"list": {"preempts": false}}}})"});
  w.run_until(1).change_to(study(desk)).finish();
  CHECK(w.times("preempted") == 0);
  CHECK(w.lines("p1 admitted") == "5 p1 admitted desk\n");
}

TEST_CASE("off the slot nothing of the stay holds, and who needs it no more leaves", "[model][on_preemption][W3][S1][R5]") {
  // A bed counts as low. On day 4 somebody severe takes it from Kit, who is moderate, for ten days.
  const std::string hostel = filled(R"({
    "horizon": "40 days",
    "needs": {"housing": {"goal": "low", "seeks": {"rate": {"moderate": "$1"}, "doors": {"hostel": 1}}}},
    "people": {"cohorts": {"kit": {"size": 1, "needs": {"housing": {"moderate": 1}}}}},
    "streams": {"door": {"to": "hostel", "every": "4000 days", "first": "2025-01-05", "needs": {"housing": "severe"}}},
    "services": {"hostel": {"works_on": ["housing"], "capacity": 1, "stay": "10 days", "while_open": {"housing": {"counts_as": "low"}},
                            "list": {"order": "severity", "preempts": true}}}
  })", {rate_for(1, Purpose::seek, "kit")});
  CHECK(played(hostel).lines("p0 need_changed") == text(R"(
    1 p0 need_changed housing moderate -> low
    4 p0 need_changed housing low -> moderate
    14 p0 need_changed housing moderate -> low
    21 p0 need_changed housing low -> moderate
  )"));
  const std::string recovers = filled(R"({"needs": {"housing": {"recovers": {"moderate": "$1"}}}})", {rate_for(8, Purpose::recover, "kit", "housing")});
  const TinyWorld w = played(hostel, {recovers});
  CHECK(w.lines("strand_ended") == "8 p0 strand_ended housing recovered\n14 p1 strand_ended housing unmet_after_help\n");
  CHECK(w.times("resumed") == 0);
}
