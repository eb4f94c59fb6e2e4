// Leaving, and the end of the run: all that is open ends, and nothing is done about it any more. Worked out by hand.
#include "support/catch.hpp"
#include "support/tiny_worlds.hpp"

using namespace casepath;
using namespace casepath::tiny;

TEST_CASE("who leaves has every episode closed as left, one that only leads too", "[model][on_exit][P3][S7]") {
  const TinyWorld w = played(filled(R"({
    "horizon": "30 days",
    "needs": {"debt": {"seeks": {"rate": {"severe": "$1"}, "doors": {"nav": 1}}}, "home": {}},
    "people": {"cohorts": {"kit": {"size": 1, "leaves": "$2", "needs": {"debt": {"severe": 1}}}}},
    "services": {"nav": {"works_on": ["debt"], "stay": "400 days", "costs": {"slot_day": "£1"}, "effects": {"cut_short": {"home": "+2 with 1"}}},
                 "aid": {"works_on": ["debt"], "stay": "300 days"}},
    "links": {"nav": {"aid": {"on": ["open"], "sender_cost": "£5"}}}
  })", {rate_for(1, Purpose::seek, "kit"), rate_for(20, Purpose::leave, "kit")}));
  CHECK(w.lines("p0") == text(R"(
    0 p0 joined
    1 p0 request_opened person
    1 p0 referral_arrived nav opening
    1 p0 accepted nav
    1 p0 admitted nav
    1 p0 hand_off nav 500p
    1 p0 passed_on nav -> aid cold
    1 p0 referral_arrived aid cold
    1 p0 accepted aid
    1 p0 admitted aid
    20 p0 left
    20 p0 slot_day nav 1900p
    20 p0 strand_ended debt left
    20 p0 closed aid left
    20 p0 closed nav left
  )"));
  CHECK(w.ledger() == "nav hand_off no_outcome 500p x1 by person\nnav slot_day no_outcome 1900p x0 by person\n");
}

TEST_CASE("at the last instant what is open is written off, and no episode closes for it", "[model][on_exit][T3]") {
  const TinyWorld w = played(R"({
    "horizon": "60 days",
    "needs": {"debt": {}, "home": {}},
    "streams": {"door": {"to": "nav", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe"}}},
    "services": {"nav": {"works_on": ["debt"], "stay": "400 days", "costs": {"slot_day": "£1"}, "effects": {"cut_short": {"home": "+2 with 1"}}},
                 "aid": {"works_on": ["debt"], "stay": "300 days"}},
    "links": {"nav": {"aid": {"on": ["open"]}}}
  })");
  CHECK(w.lines("60 p0") == "60 p0 slot_day nav 6000p\n60 p0 strand_ended debt horizon\n");
  CHECK(w.tally("nav").harms == 0);
  CHECK(w.ledger() == "nav slot_day no_outcome 6000p x0\n");
}
