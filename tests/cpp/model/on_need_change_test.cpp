// Needs and what moves them: beds, harm, whole-person work, repeat demand, the cliff edge, clocks and coupling. All by hand.
#include "support/catch.hpp"
#include "support/tiny_worlds.hpp"

using namespace casepath;
using namespace casepath::tiny;

TEST_CASE("a bed meets the need while it lasts: its start is a made fall, its end a rise", "[model][on_need_change][S1]") {
  constexpr auto hostel = R"({
    "outcome": {"sustain": "20 days", "credit_window": "91 days"},
    "needs": {"housing": {"goal": "low"}},
    "streams": {"door": {"to": "hostel", "every": "4000 days", "first": "2025-01-01", "needs": {"housing": "severe"}}},
    "services": {"hostel": {"works_on": ["housing"], "list": {"delay": "2 days"}, "stay": "30 days", "costs": {"slot_day": "£1"},
                            "while_open": {"housing": {"counts_as": "low"}}}}
  })";
  const TinyWorld w = played(hostel);
  CHECK(w.lines("p0").substr(w.lines("p0").find("2 p0")) == text(R"(
    2 p0 admitted hostel
    2 p0 need_changed housing severe -> low
    32 p0 closed hostel completed
    32 p0 slot_day hostel 3000p
    32 p0 need_changed housing low -> severe
    32 p0 strand_ended housing unmet_after_help
  )"));
  CHECK(w.ledger() == "hostel slot_day outcome 3000p x0\n");   // thirty days at goal, of twenty asked
  CHECK(played(hostel, {R"({"outcome": {"sustain": "30 days"}})"}).ledger() == "hostel slot_day outcome 3000p x0\n");
  CHECK(played(hostel, {R"({"outcome": {"sustain": "31 days"}})"}).ledger() == "hostel slot_day low_outcome 3000p x0\n");
  // A bed that counts as moderate lowers the need but not to its goal.
  CHECK(played(hostel, {R"({"services": {"hostel": {"while_open": {"housing": {"counts_as": "moderate"}}}}})"}).ledger() ==
        "hostel slot_day low_outcome 3000p x0\n");
  // One that counts as severe lowers nothing.
  CHECK(played(hostel, {R"({"services": {"hostel": {"while_open": {"housing": {"counts_as": "severe"}}}}})"}).ledger() ==
        "hostel slot_day no_outcome 3000p x0\n");
}

TEST_CASE("the level beneath a bed goes on living its own course", "[model][on_need_change][S1]") {
  // Beneath, housing is healed by the end of another service's work while the bed lasts: the end of the bed is then no rise.
  const TinyWorld w = played(R"({
    "needs": {"housing": {"goal": "low"}, "x": {}},
    "streams": {"door": {"to": "hub", "every": "4000 days", "first": "2025-01-01", "needs": {"housing": "severe", "x": "severe"}}},
    "services": {"hub": {"works_on": ["housing", "x"], "stay": "0 days"},
                 "hostel": {"works_on": ["housing"], "stay": "30 days", "while_open": {"housing": {"counts_as": "low"}}},
                 "fate": {"works_on": ["x"], "stay": "10 days", "effects": {"end": {"housing": {"low": "+1 with 1"}, "x": "to goal with 1"}}}},
    "links": {"hub": {"hostel": {"on": ["unmet"]}, "fate": {"on": ["unmet"]}}}
  })");
  // Harm on day 10 falls on the level beneath, which is severe already: nothing changes, and no harm is counted.
  CHECK(w.lines("need_changed housing") == "0 p0 need_changed housing severe -> low\n30 p0 need_changed housing low -> severe\n");
  CHECK(w.tally("fate").harms == 0);
}

TEST_CASE("harm may hit a need that the episode does not carry, help may not", "[model][on_need_change][S2]") {
  constexpr auto desk = R"({
    "needs": {"debt": {}, "housing": {}},
    "streams": {"door": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe"}}},
    "services": {"desk": {"works_on": ["debt"], "stay": "5 days", "effects": {"start": {"housing": {"none": "+2 with 1"}}}}}
  })";
  const TinyWorld harmed = played(desk);
  CHECK(harmed.lines("housing") == "0 p0 harm desk housing -> moderate\n0 p0 need_changed housing none -> moderate\n");
  CHECK(harmed.tally("desk").harms == 1);
  const TinyWorld then = played(desk, {R"({"services": {"desk": {"effects": {"end": {"housing": {"moderate": "to goal with 1"}}}}}})"});
  CHECK(then.lines("housing") == harmed.lines("housing"));
  // At a contact too; and +9 stops at the top level.
  const TinyWorld contact = played(desk, {R"({"services": {"desk": {"stay": null, "contacts": {"every": "1 day"}, "closes": {"contacts": 2},
                                                "effects": {"start": null, "contact": {"housing": {"none": "+9 with 1"}}}}}})"});
  CHECK(contact.lines("housing") == "0 p0 harm desk housing -> severe\n0 p0 need_changed housing none -> severe\n");
  CHECK(contact.tally("desk").harms == 1);
}

TEST_CASE("an effect lowers by one level, or to goal at once, and never below it", "[model][on_need_change][S2][N5]") {
  const auto after = [](const char* effect) {
    return played(R"({
      "needs": {"debt": {"goal": "low"}},
      "streams": {"door": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe"}}},
      "services": {"desk": {"works_on": ["debt"], "contacts": {"every": "1 day"}, "closes": {"contacts": 4, "goal_met": 0}}}
    })", {effect}).lines("need_changed");
  };
  CHECK(after(R"({"services": {"desk": {"effects": {"contact": {"debt": 1}}}}})") ==
        "0 p0 need_changed debt severe -> moderate\n1 p0 need_changed debt moderate -> low\n");
  CHECK(after(R"({"services": {"desk": {"effects": {"contact": {"debt": "to goal with 1"}}}}})") == "0 p0 need_changed debt severe -> low\n");
}

namespace {

const std::string kit_seeks = rate_for(1, Purpose::seek, "kit");
// Kit seeks help with debt on day 1 (and not again for 335 days); housing is unmet too, and he does not ask about it.
const std::string navigated = filled(R"({
  "horizon": "40 days",
  "needs": {"debt": {"seeks": {"rate": {"severe": "$1"}, "doors": {"nav": 1}}}, "housing": {}},
  "people": {"cohorts": {"kit": {"size": 1, "needs": {"debt": {"severe": 1}, "housing": {"severe": 1}}}}},
  "services": {"nav": {"whole_person": true, "contacts": {"every": "10 days", "cost": "£1"}, "closes": {"contacts": 2}}}
})", {kit_seeks});

}  // namespace

TEST_CASE("a whole-person service takes up disclosed needs that no open strand is about", "[model][on_need_change][R6]") {
  const TinyWorld w = played(navigated);
  CHECK(w.lines("strand_ended") == "11 p0 strand_ended debt unmet_after_help\n11 p0 strand_ended housing unmet_after_help\n");
  CHECK(w.count(Count::strands) == 2);
  CHECK(w.count(Count::requests) == 1);
  // Each contact is shared by both; only debt is helped, at once and for good.
  const TinyWorld told = played(navigated, {R"({"run_out": "100 days", "services": {"nav": {"needs_per_contact": {"value": 2, "source": "assumed"}, "effects": {"contact": {"debt": "to goal with 1"}}, "closes": {"goal_met": 0}}}})"});
  CHECK(told.pence(OutcomeClass::no_outcome) == 100);
  CHECK(told.pence() == 200);
  CHECK(played(navigated, {R"({"disclosure": {"disclose": {"chance": 0}}})"}).count(Count::strands) == 1);
  CHECK(played(navigated, {R"({"services": {"nav": {"works_on": ["debt"]}}})"}).count(Count::strands) == 1);
  CHECK(played(navigated, {R"({"services": {"nav": {"whole_person": false, "works_on": ["debt", "housing"]}}})"}).count(Count::strands) == 1);
  // What the start does is done for the added strand too: a home at once, where nobody had asked about housing.
  const TinyWorld housed = played(navigated, {R"({"run_out": "100 days", "services": {"nav": {"effects": {"start": {"housing": "to goal with 1"}}}}})"});
  CHECK(housed.lines("effect") == "1 p0 effect nav housing -> none\n");
  CHECK(housed.pence(OutcomeClass::outcome) == 50);   // its half of the first contact, at which it is met and leaves
  // With an assessment of five days, from its end on: the assessment is debt's alone.
  const TinyWorld assessed = played(navigated, {R"({"services": {"nav": {"assessment": {"cost": "£4", "takes": "5 days"}}}})"});
  CHECK(assessed.lines("strand_ended") == "16 p0 strand_ended debt unmet_after_help\n16 p0 strand_ended housing unmet_after_help\n");
}

TEST_CASE("asking again within the window about a need unmet ever since is repeat demand", "[model][on_need_change][R9]") {
  const std::string seeks = rate_for(10, Purpose::seek, "una");   // the second time 80 days later
  const double again = 10 + days_to_firing(2, seeks, Purpose::seek, "una");
  REQUIRE(again > 60);
  const std::string world = filled(R"({
    "horizon": "$2 days", "outcome": {"repeat_window": "200 days"},
    "needs": {"debt": {"seeks": {"rate": {"severe": "$1", "low": "$1"}, "doors": {"desk": 1}}}},
    "people": {"cohorts": {"una": {"size": 1, "needs": {"debt": {"severe": 1}}}}},
    "services": {"desk": {"works_on": ["debt"], "stay": "5 days"}}
  })", {seeks, std::to_string(again + 7)});
  const TinyWorld w = played(world);
  CHECK(w.count(Count::strands) == 2);
  CHECK(w.count(Count::repeat_strands) == 1);
  // The first strand ended on day 15: just within the window, and just not.
  const auto repeats = [&](double window) {
    return played(world, {filled(R"({"outcome": {"repeat_window": "$1 days"}})", {std::to_string(window)})}).count(Count::repeat_strands);
  };
  CHECK(repeats(again - 15 + 0.01) == 1);
  CHECK(repeats(again - 15 - 0.01) == 0);
  // Met in between (the stay lowers it, and brings a little back at the same instant): a return, not repeat demand.
  const TinyWorld met = played(world, {R"({"services": {"desk": {"effects": {"start": {"debt": "to goal with 1"}, "end": {"debt": {"none": "+1 with 1"}}}}}})"});
  CHECK(met.lines("need_changed") == "10 p0 need_changed debt severe -> none\n15 p0 need_changed debt none -> low\n" + met.lines("need_changed debt low"));
  CHECK(met.count(Count::strands) == 2);
  CHECK(met.count(Count::repeat_strands) == 0);
}

TEST_CASE("after a closing worsening is multiplied for a time, unless a link spares the person that", "[model][on_need_change][S11][N1]") {
  // At its own rate debt worsens on day 50. The desk closes on day 10; from then on time counts tenfold.
  const std::string world = filled(R"({
    "horizon": "60 days",
    "needs": {"debt": {"goal": "low", "worsens": {"moderate": "$1"}, "seeks": {"rate": {"moderate": "$2"}, "doors": {"desk": 1}}}},
    "people": {"cohorts": {"kit": {"size": 1, "needs": {"debt": {"moderate": 1}}}}},
    "services": {"desk": {"works_on": ["debt"], "stay": "9 days", "cliff_edge": {"worsens": 10, "lasts": "100 days"}},
                 "step": {"works_on": ["debt"], "stay": "90 days"}}
  })", {rate_for(50, Purpose::worsen, "kit", "debt"), kit_seeks});
  const auto worse = [&](const char* patch) { return played(world, {patch}).lines("need_changed"); };
  CHECK(worse(R"({"services": {"desk": {"cliff_edge": null}}})") == "50 p0 need_changed debt moderate -> severe\n");
  CHECK(worse("{}") == "14 p0 need_changed debt moderate -> severe\n");   // 10 + (50 - 10) / 10
  CHECK(worse(R"({"services": {"desk": {"cliff_edge": {"lasts": "2 days"}}}})") == "32 p0 need_changed debt moderate -> severe\n");   // 12 + 50 - 10 - 20
  CHECK(worse(R"({"links": {"desk": {"step": {"on": ["unmet"], "spares_cliff_edge": true}}}})") == "50 p0 need_changed debt moderate -> severe\n");
  CHECK(worse(R"({"links": {"desk": {"step": {"on": ["unmet"]}}}})") == "14 p0 need_changed debt moderate -> severe\n");
}

TEST_CASE("what the person holds, waits for and lacks multiplies the clocks of a need", "[model][on_need_change][N2][N3][R8][S1]") {
  const std::string world = filled(R"({
    "horizon": "100 days",
    "needs": {"debt": {"goal": "low", "worsens": {"moderate": "$1"}, "seeks": {"rate": {"moderate": "$2"}, "doors": {"desk": 1}}}, "housing": {}},
    "people": {"cohorts": {"kit": {"size": 1, "needs": {"debt": {"moderate": 1}, "housing": {"severe": 1}}}}},
    "services": {"desk": {"works_on": ["debt"], "stay": "90 days"}}
  })", {rate_for(50, Purpose::worsen, "kit", "debt"), kit_seeks});
  const auto worse = [&](const char* patch) { return played(world, {patch}).lines("need_changed"); };
  CHECK(worse("{}") == "50 p0 need_changed debt moderate -> severe\n");
  CHECK(worse(R"({"needs": {"debt": {"worsens_with": {"housing": {"severe": 2}}}}})") == "25 p0 need_changed debt moderate -> severe\n");
  CHECK(worse(R"({"needs": {"debt": {"worsens_with": {"housing": {"severe": 5}}, "worsens_cap": 2.5}}})") == "20 p0 need_changed debt moderate -> severe\n");
  CHECK(worse(R"({"services": {"desk": {"while_open": {"debt": {"worsens": 7}}}}})") == "8 p0 need_changed debt moderate -> severe\n");   // 1 + 49 / 7
  CHECK(worse(R"({"services": {"desk": {"while_open": {"debt": {"worsens": 7}}, "assessment": {"takes": "7 days"}}}})") ==
        "14 p0 need_changed debt moderate -> severe\n");   // from the beginning of the work on: 8 + (50 - 8) / 7
  CHECK(worse(R"({"services": {"desk": {"while_open": {"debt": {"worsens": 0}}}}})").empty());   // the firing does not count
  CHECK(worse(R"({"services": {"desk": {"list": {"delay": "80 days", "while_waiting": {"debt": {"worsens": 7}}}}}})") ==
        "8 p0 need_changed debt moderate -> severe\n");
}

TEST_CASE("for each who leaves, a new person of the same cohort comes", "[model][on_need_change][P4]") {
  const TinyWorld w = played(filled(R"({
    "horizon": "12 days",
    "needs": {"debt": {}},
    "people": {"cohorts": {"cat": {"size": 1, "leaves": "$1", "arrives": "replace", "needs": {"debt": {"severe": 1}}}}},
    "services": {"desk": {"works_on": ["debt"], "stay": "1 day"}}
  })", {rate_for(10, Purpose::leave, "cat")}));
  CHECK(w.lines("p0").substr(0, 32) == "0 p0 joined\n10 p0 left\n10 p0 joi");
  CHECK(w.world().arrived - w.world().gone == 1);
}
