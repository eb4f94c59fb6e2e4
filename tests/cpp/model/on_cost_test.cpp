// Money that belongs to nobody, slot-days, windows, and what the figures of first help are over. Every penny was worked out by hand.
#include "support/catch.hpp"
#include "support/tiny_worlds.hpp"

using namespace casepath;
using namespace casepath::tiny;

TEST_CASE("fixed costs, empty slots, programmes and requests without needs are overhead", "[model][on_cost][O8]") {
  const TinyWorld w = played(R"({
    "horizon": "100 days",
    "needs": {"debt": {}},
    "streams": {"door": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe"}},
                "post": {"to": "room", "every": "4000 days", "first": "2025-01-01"}},
    "services": {"desk": {"works_on": ["debt"], "capacity": 2, "stay": "10 days", "costs": {"slot_day": "£1", "fixed": "£365.25 per year"}},
                 "room": {"stay": "1 day", "costs": {"start": "£3"}}},
    "programmes": {"talks": {"cost": "£730.50 per year", "from": "2025-01-11", "until": "2025-01-21"}}
  })");
  CHECK(w.ledger() == text(R"(
    desk slot_day no_outcome 1000p x0
    desk empty_slot overhead 19000p x0
    desk fixed overhead 10000p x0
    room start overhead 300p x1
    talks programme overhead 2000p x0
  )"));
  CHECK(w.ledger(Credit::episode) == w.ledger());
  CHECK(w.count(Count::interactions) == 1);   // amounts over time are none
}

TEST_CASE("each year has its own empty slots, fixed costs and programmes; what was before the window is in none", "[model][on_cost][O8][T3]") {
  const TinyWorld w = played(R"({
    "start": "2025-01-01", "warm_up": "10 days", "horizon": "2 years", "run_out": "10 days",
    "needs": {"debt": {}},
    "services": {"desk": {"works_on": ["debt"], "capacity": 2, "stay": "10 days", "costs": {"slot_day": "£1", "fixed": "£365.25 per year"}},
                 "room": {"works_on": ["debt"], "stay": "1 day", "costs": {"fixed": "£365.25 per year"}, "until": "2025-01-21"}},
    "programmes": {"talks": {"cost": "£730.50 per year", "from": "2025-01-06", "until": "2025-01-21"},
                   "walks": {"cost": "£730.50 per year", "from": "2026-06-01", "until": "2026-06-11"}}
  })");
  CHECK(w.ledger() == text(R"(
    desk empty_slot overhead 73050p x0
    desk fixed overhead 36525p x0
    desk empty_slot overhead 73050p x0 year 2
    desk fixed overhead 36525p x0 year 2
    room fixed overhead 1000p x0
    talks programme overhead 2000p x0
    walks programme overhead 2000p x0 year 2
  )"));
}

TEST_CASE("a service that only a variant has costs the base nothing", "[model][on_cost][V2][O8]") {
  const TinyWorld w = played(R"({
    "horizon": "100 days", "needs": {"debt": {}},
    "services": {"desk": {"works_on": ["debt"], "capacity": 1, "stay": "10 days", "costs": {"slot_day": "£1"}}},
    "variants": {"more": {"add": {"services": {"annexe": {"works_on": ["debt"], "capacity": 5, "stay": "10 days",
                                                          "costs": {"slot_day": "£1", "fixed": "£365.25 per year"}}}}}}
  })");
  CHECK(w.ledger() == "desk empty_slot overhead 10000p x0\n");
}

TEST_CASE("where only some episodes cost their days an empty slot costs nothing", "[model][on_cost][O8][M2]") {
  const TinyWorld w = played(R"({
    "horizon": "100 days", "needs": {"debt": {}},
    "services": {"desk": {"works_on": ["debt"], "capacity": 1, "stay": "10 days", "costs": {"slot_day": {"value": "£1", "share": 0.5}}}}
  })");
  CHECK(w.ledger().empty());
}

TEST_CASE("slot-days are posted at each period end and at the close, rounded half up when posted", "[model][on_cost][O12]") {
  const TinyWorld w = played(R"({
    "horizon": "2 years",
    "needs": {"debt": {}},
    "streams": {"door": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe"}}},
    "services": {"desk": {"works_on": ["debt"], "stay": "400 days", "costs": {"slot_day": "£1.01"}}}
  })");
  // 365.25 x 101 = 36,890.25 and 34.75 x 101 = 3,509.75.
  CHECK(w.ledger() == "desk slot_day no_outcome 36890p x0\ndesk slot_day no_outcome 3510p x0 year 2\n");
}

TEST_CASE("an interaction counts from the first instant of the window to before the last, and on the last instant none is run", "[model][on_cost][T3]") {
  const TinyWorld w = played(R"({
    "warm_up": "10 days", "horizon": "20 days", "run_out": "10 days",
    "needs": {"debt": {}},
    "streams": {"door": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe"}}},
    "services": {"desk": {"works_on": ["debt"], "contacts": {"every": "10 days", "cost": "£1"}}}
  })");
  CHECK(w.lines("contact desk") == text(R"(
    0 p0 contact desk 100p uncounted
    10 p0 contact desk 100p
    20 p0 contact desk 100p
    30 p0 contact desk 100p uncounted
  )"));
  CHECK(w.lines("strand_ended") == "40 p0 strand_ended debt horizon\n");
  CHECK(w.ledger() == "desk contact no_outcome 200p x2\n");
  CHECK(w.count(Count::contacts) == 2);
  CHECK(w.count(Count::strands) == 0);   // opened before the window
}

TEST_CASE("the run-out decides classes and is not counted; what it cannot decide is undetermined", "[model][on_cost][O6][O2]") {
  // Debt falls on days 0 and 7 (counted) and 14 (not), when it reaches its goal; thirty days later it is kept.
  const auto ledger = [](const char* run_out) {
    return played(R"({
      "horizon": "10 days", "outcome": {"sustain": "30 days", "credit_window": "0 days"},
      "needs": {"debt": {}},
      "streams": {"door": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe"}}},
      "services": {"desk": {"works_on": ["debt"], "contacts": {"every": "7 days", "cost": "£1"}, "effects": {"contact": {"debt": 1}}, "closes": {"goal_met": 0}}}
    })", {run_out}).ledger();
  };
  CHECK(ledger(R"({"run_out": "34 days"})") == "desk contact outcome 200p x2\n");
  CHECK(ledger(R"({"run_out": "33 days 23 hours"})") == "desk contact undetermined 200p x2\n");
  CHECK(ledger(R"({"run_out": "2 days"})") == "desk contact undetermined 200p x2\n");
}

TEST_CASE("days to first help run to the first attended contact, or a stay with an effect on the strand; else they are infinite", "[model][on_cost][O13]") {
  const auto first_help = [](const char* desk) {
    const TinyWorld w = played(R"({
      "horizon": "60 days", "needs": {"debt": {}},
      "streams": {"door": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe"}}},
      "services": {"desk": {"works_on": ["debt"], "list": {"delay": "5 days"}}}
    })", {desk});
    const Quantiles& q = w.world().tallies.at(0, 0).first_help;
    REQUIRE(q.count() == 1);
    const auto ticks = q.quantile(0.5);
    return ticks ? *ticks / static_cast<double>(ticks_per_day) : -1.0;
  };
  CHECK(first_help(R"({"services": {"desk": {"contacts": {"every": "3 days"}, "closes": {"contacts": 2}}}})") == 5);
  CHECK(first_help(R"({"services": {"desk": {"contacts": {"every": "3 days"}, "assessment": {"takes": "4 days"}, "closes": {"contacts": 2}}}})") == 9);
  CHECK(first_help(R"({"services": {"desk": {"stay": "3 days", "effects": {"end": {"debt": 0.5}}}}})") == 5);
  CHECK(first_help(R"({"services": {"desk": {"stay": "3 days"}}})") == -1);
  CHECK(first_help(R"({"services": {"desk": {"contacts": {"every": "3 days", "attend": {"chance": 0}}, "closes": {"missed_run": 2}}}})") == -1);
}

TEST_CASE("under episode credit only the referral whose episode made the fall takes the class", "[model][on_cost][O9]") {
  // Hub, then a desk that helps: the hub's costs and its hand-off are the hub's referral's.
  const TinyWorld w = played(R"({
    "needs": {"debt": {}},
    "streams": {"door": {"to": "hub", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe"}}},
    "services": {"hub": {"works_on": ["debt"], "triage": {"cost": "£1"}, "stay": "1 day", "costs": {"start": "£2"}},
                 "desk": {"works_on": ["debt"], "triage": {"cost": "£4"}, "stay": "9 days", "costs": {"start": "£8"}, "effects": {"end": {"debt": "to goal with 1"}}}},
    "links": {"hub": {"desk": {"on": ["unmet"], "sender_cost": "£16"}}}
  })");
  CHECK(w.pence(OutcomeClass::outcome) == 3100);
  CHECK(w.ledger(Credit::episode) == text(R"(
    hub triage no_outcome 100p x1
    hub start no_outcome 200p x1
    hub hand_off no_outcome 1600p x1
    desk triage outcome 400p x1
    desk start outcome 800p x1
  )"));
}
