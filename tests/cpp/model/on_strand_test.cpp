// Strands from opening to class: who bears the odd penny, what is seen after the end, what a review cuts. Every penny and
// class was worked out by hand.
#include "support/catch.hpp"
#include "support/tiny_worlds.hpp"

using namespace casepath;
using namespace casepath::tiny;

namespace {

/// Ada seeks help with a severe debt on day 1, is let go on day 7 when the desk shuts for good, and recovers by herself on day 20.
const std::string recovering = filled(R"({
  "horizon": "150 days", "run_out": "30 days",
  "needs": {"debt": {"goal": "moderate", "recovers": {"severe": "$1"}, "seeks": {"rate": {"severe": "$2"}, "doors": {"desk": 1}}}},
  "people": {"cohorts": {"ada": {"size": 1, "needs": {"debt": {"severe": 1}}}}},
  "services": {"desk": {"works_on": ["debt"], "stay": "10 days", "costs": {"start": "£1"}, "until": "2025-01-08"}}
})", {rate_for(20, Purpose::recover, "ada", "debt"), rate_for(1, Purpose::seek, "ada")});

}  // namespace

TEST_CASE("a goal reached by itself after the end is observed within the credit window, and is nobody's credit", "[model][on_strand][O2][O3]") {
  // The strand ends on day 7, the goal is reached thirteen days later and kept till the run ends on day 180.
  const auto observed = [](const char* window) {
    const TinyWorld w = played(recovering, {window});
    CHECK(w.lines("need_changed") == "20 p0 need_changed debt severe -> moderate\n");
    CHECK(w.ledger() == "desk start no_outcome 100p x1 by person\n");
    CHECK(w.count(Count::outcomes_sustained) == 0);
    return w.count(Count::outcomes_observed);
  };
  CHECK(observed(R"({"outcome": {"credit_window": "14 days"}})") == 1);
  CHECK(observed(R"({"outcome": {"credit_window": "12 days"}})") == 0);
  CHECK(observed(R"({"outcome": {"credit_window": "14 days", "sustain": "161 days"}})") == 0);
  CHECK(observed(R"({"outcome": {"credit_window": "14 days", "sustain": "159 days"}})") == 1);
}

TEST_CASE("of two strands about one need in one case the older bears the odd penny", "[model][on_strand][R1][R4]") {
  // By person on day 5, by crisis on day 20; contacts every ten days, of which that on day 25 is the first they share.
  const TinyWorld w = played(filled(R"({
    "horizon": "26 days", "run_out": "0 days",
    "needs": {"debt": {"seeks": {"rate": {"severe": "$2"}, "doors": {"desk": 1}}, "crisis": {"rate": {"severe": "$1"}, "to": {"desk": 1}}}},
    "people": {"cohorts": {"ada": {"size": 1, "needs": {"debt": {"severe": 1}}}}},
    "services": {"desk": {"works_on": ["debt"], "contacts": {"every": "10 days", "cost": "£1.01"}}}
  })", {rate_for(20, Purpose::crisis, "ada"), rate_for(5, Purpose::seek, "ada")}));
  CHECK(w.times("contact desk") == 3);
  CHECK(w.ledger() == text(R"(
    desk contact no_outcome 253p x5/2 by person
    desk contact no_outcome 50p x1/2 in crisis by crisis
  )"));
}
