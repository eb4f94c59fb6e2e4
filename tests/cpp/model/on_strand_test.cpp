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
  // By person on day 5, by crisis on day 20; contacts every ten days, of which that on day 25 is the first they share. A
  // visitor who has gone by then leaves a row of the pool to the crisis: rows say nothing of age.
  const TinyWorld w = played(filled(R"({
    "horizon": "26 days", "run_out": "0 days",
    "needs": {"debt": {"seeks": {"rate": {"severe": "$2"}, "doors": {"desk": 1}}, "crisis": {"rate": {"severe": "$1"}, "to": {"desk": 1}}}},
    "people": {"cohorts": {"ada": {"size": 1, "needs": {"debt": {"severe": 1}}}}},
    "streams": {"door": {"to": "hall", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe"}}},
    "services": {"desk": {"works_on": ["debt"], "contacts": {"every": "10 days", "cost": "£1.01"}}, "hall": {"works_on": ["debt"], "stay": "10 days"}}
  })", {rate_for(20, Purpose::crisis, "ada"), rate_for(5, Purpose::seek, "ada")}));
  CHECK(w.times("contact desk") == 3);
  CHECK(w.times("strand_ended") == 3);
  CHECK(w.count(Count::strands_ended) == 1);   // the visitor's: the others were still open when the run was over
  CHECK(w.ledger() == text(R"(
    desk contact no_outcome 253p x5/2 by person
    desk contact no_outcome 50p x1/2 in crisis by crisis
  )"));
}

TEST_CASE("the log says where a strand was when it ended, if it was anywhere", "[model][on_strand][R1]") {
  const auto ended_at = [](const TinyWorld& w) {
    std::vector<ServiceId> services;
    for (const LogRow& row : w.sim.recorder().rows())
      if (row.what == Happening::strand_ended) services.push_back(row.service);
    return services;
  };
  const TinyWorld desk = played(recovering);
  CHECK(ended_at(desk) == std::vector{desk.service("desk")});
}

TEST_CASE("a piece ends at its anniversary though nothing was posted for a while before the goal was left", "[model][on_strand][O7]") {
  // Pieces of 150 days. Helped on day 10, the goal is left on day 350: within the third, of which nobody had heard before.
  const TinyWorld w = played(R"({
    "horizon": "440 days", "run_out": "60 days",
    "outcome": {"sustain": "91 days", "credit_window": "0 days", "review": "150 days"},
    "needs": {"debt": {}, "trouble": {}},
    "streams": {"door": {"to": "hub", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe", "trouble": "severe"}}},
    "services": {
      "hub": {"works_on": ["debt", "trouble"], "stay": "0 days"},
      "desk": {"works_on": ["debt"], "list": {"delay": "10 days"}, "contacts": {"every": "200 days", "cost": "£1"},
               "effects": {"contact": {"debt": {"severe": "to goal with 1"}}}, "closes": {"goal_met": 0}},
      "fate": {"works_on": ["trouble"], "stay": "350 days", "effects": {"end": {"debt": {"none": "+1 with 1"}}}}},
    "links": {"hub": {"desk": {"on": ["unmet"]}, "fate": {"on": ["unmet"]}}}
  })");
  CHECK(w.lines("need_changed") == "10 p0 need_changed debt severe -> none\n350 p0 need_changed debt none -> low\n");
  CHECK(w.lines("contact desk") == "10 p0 contact desk 100p\n210 p0 contact desk 100p\n410 p0 contact desk 100p\n");
  CHECK(w.pence(OutcomeClass::outcome) == 100);
  CHECK(w.pence(OutcomeClass::kept) == 100);
  CHECK(w.pence(OutcomeClass::no_outcome) == 100);
}

TEST_CASE("who comes back by crisis is repeat demand only where the scenario says so", "[model][on_strand][R9]") {
  const std::string crisis = rate_for(10, Purpose::crisis, "una");   // the second one some days after the first strand's end
  const double again = 10 + days_to_firing(2, crisis, Purpose::crisis, "una");
  REQUIRE(again > 12);
  const auto repeats = [&](const char* counts) {
    const TinyWorld w = played(filled(R"({
      "horizon": "$2 days", "run_out": "0 days", "outcome": {"repeat_window": "1 year"},
      "needs": {"debt": {"goal": "low", "crisis": {"rate": {"low": "$1", "severe": "$1"}, "to": {"ae": 1}}}},
      "people": {"cohorts": {"una": {"size": 1, "needs": {"debt": {"severe": 1}}}}},
      "services": {"ae": {"takes_everyone": true, "stay": "1 day"}}
    })", {crisis, std::to_string(again + 0.5)}), {counts});
    CHECK(w.count(Count::strands) == 2);
    return w.count(Count::repeat_strands);
  };
  CHECK(repeats("{}") == 0);
  CHECK(repeats(R"({"outcome": {"repeat_counts_crisis": true}})") == 1);
  CHECK(repeats(R"({"outcome": {"repeat_counts_crisis": true},
                    "people": {"cohorts": {"una": {"needs": {"debt": {"severe": 0, "low": 1}}}}}})") == 0);   // at goal all the time
}

TEST_CASE("a fall made in one episode is no credit to another strand about the same need", "[model][on_strand][O2]") {
  // Ada is at the desk from day 5 to 25, which mends her debt, and by crisis in hospital from day 20 to 30.
  const TinyWorld w = played(filled(R"({
    "horizon": "200 days", "run_out": "0 days",
    "needs": {"debt": {"seeks": {"rate": {"severe": "$2"}, "doors": {"desk": 1}}, "crisis": {"rate": {"severe": "$1"}, "to": {"ae": 1}}}},
    "people": {"cohorts": {"ada": {"size": 1, "needs": {"debt": {"severe": 1}}}}},
    "services": {"desk": {"works_on": ["debt"], "stay": "20 days", "costs": {"start": "£1"}, "effects": {"end": {"debt": "to goal with 1"}}},
                 "ae": {"takes_everyone": true, "stay": "10 days", "costs": {"start": "£2.50"}}}
  })", {rate_for(20, Purpose::crisis, "ada"), rate_for(5, Purpose::seek, "ada")}));
  CHECK(w.lines("strand_ended") == "25 p0 strand_ended debt met\n30 p0 strand_ended debt met\n");
  CHECK(w.ledger() == "desk start outcome 100p x1 by person\nae start no_outcome 250p x1 in crisis by crisis\n");
  CHECK(w.count(Count::outcomes_sustained) == 1);
  CHECK(w.count(Count::outcomes_observed) == 2);
}

TEST_CASE("what a service is told of are the needs that were sent to it, not those sent elsewhere", "[model][on_strand][E3]") {
  // The hub sends the debt to a desk that refuses whom it knows to have trouble, and the trouble to another service.
  const TinyWorld w = played(R"({
    "needs": {"debt": {}, "trouble": {}},
    "streams": {"door": {"to": "hub", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe", "trouble": "severe"}}},
    "services": {
      "hub": {"works_on": ["debt", "trouble"], "stay": "0 days"},
      "fate": {"works_on": ["trouble"], "stay": "20 days"},
      "desk": {"works_on": ["debt", "trouble"], "disclosure": {"disclose": {"chance": 0}}, "stay": "9 days",
               "refuses": {"trouble_first": {"need": "trouble", "at_least": "low"}}}},
    "links": {"hub": {"fate": {"on": ["unmet"], "for": ["trouble"]}, "desk": {"on": ["unmet"], "for": ["debt"]}}}
  })");
  CHECK(w.times("admitted fate") == 1);
  CHECK(w.times("admitted desk") == 1);
  CHECK(w.times("rejected") == 0);
}

TEST_CASE("pieces that are classed together at the end are classed in their order", "[model][on_strand][O7]") {
  // Helped on day 140 and at goal ever since: an outcome in the first piece of 150 days, kept in the two after it.
  const TinyWorld w = played(R"({
    "horizon": "440 days", "run_out": "60 days",
    "outcome": {"sustain": "91 days", "credit_window": "0 days", "review": "150 days"},
    "needs": {"debt": {}},
    "streams": {"door": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe"}}},
    "services": {"desk": {"works_on": ["debt"], "list": {"delay": "140 days"}, "contacts": {"every": "70 days", "cost": "£1"},
                          "effects": {"contact": {"debt": {"severe": "to goal with 1"}}}, "closes": {"goal_met": 0}}}
  })");
  CHECK(w.times("contact desk") == 6);   // the last of them after the horizon
  CHECK(w.pence(OutcomeClass::outcome) == 100);
  CHECK(w.pence(OutcomeClass::kept) == 400);
  CHECK(w.pence() == 500);
  CHECK(w.count(Count::outcomes_sustained) == 1);
  CHECK(w.count(Count::outcomes_kept) == 1);   // counted when the piece ended, not when it was known: the third ended later than the horizon
}

TEST_CASE("only a strand that no episode took up is one that ended without, and nobody's case only if it was refused", "[model][on_strand][R10]") {
  const auto counts = [](const char* patch) {
    const TinyWorld w = played(recovering, {patch});
    return std::vector{w.count(Count::strands_ended), w.count(Count::ended_without_episode), w.count(Count::nobodys_case)};
  };
  CHECK(counts("{}") == std::vector<std::int64_t>{1, 0, 0});
  CHECK(counts(R"({"services": {"desk": {"list": {"delay": "2 days", "patience": "1 day"}}}, "horizon": "2.5 days", "run_out": "0 days"})") ==
        std::vector<std::int64_t>{1, 1, 0});
  CHECK(counts(R"({"services": {"desk": {"accept": {"chance": 0}}}, "horizon": "1.5 days", "run_out": "0 days"})") ==
        std::vector<std::int64_t>{1, 1, 1});
}
