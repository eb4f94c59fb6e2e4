// Triage and rules: who is refused, with which reason, and what is remembered of it. Every line was worked out by hand.
#include "support/catch.hpp"
#include "support/tiny_worlds.hpp"

using namespace casepath;
using namespace casepath::tiny;

TEST_CASE("a story is told again at each arrival with the chance of the mode, and always at an opening", "[model][on_referral][H7][C3]") {
  constexpr auto two_steps = R"({
    "trust": {"retelling": 0.2},
    "needs": {"debt": {}},
    "streams": {"door": {"to": "hub", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe"}}},
    "services": {"hub": {"works_on": ["debt"], "stay": "0 days"}, "desk": {"works_on": ["debt"], "stay": "50 days"}},
    "links": {"hub": {"desk": {"on": ["unmet"], "mode": "warm"}}}
  })";
  const auto told = [&](const char* patch) {
    TinyWorld w(two_steps, {patch});
    w.run_until(1);
    return std::pair(w.count(Count::retellings), w.trust());
  };
  const float once = static_cast<float>(0.5 * (1 - 0.2)), twice = static_cast<float>(static_cast<double>(once) * (1 - 0.2));
  CHECK(told(R"({"modes": {"warm": {"retell": 0}}})") == std::pair(std::int64_t{1}, once));
  CHECK(told(R"({"modes": {"warm": {"retell": 1}}})") == std::pair(std::int64_t{2}, twice));
  // With an assessment the story is told there, not at triage: here only once the wait is over.
  TinyWorld later(two_steps, {R"({"modes": {"warm": {"retell": 1}},
                                  "services": {"desk": {"assessment": {"cost": "£1"}, "list": {"delay": "7 days"}}}})"});
  later.run_until(6);
  CHECK(later.count(Count::retellings) == 1);
  later.run_until(8);
  CHECK(later.count(Count::retellings) == 2);
  CHECK(later.trust() == twice);
}

TEST_CASE("at a wrong door the strand out of scope is refused and the other goes on", "[model][on_referral][E1]") {
  constexpr auto desk = R"({
    "needs": {"debt": {}, "housing": {}},
    "streams": {"door": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe", "housing": "severe"}}},
    "services": {"desk": {"works_on": ["debt"], "triage": {"cost": "£1"}, "stay": "1 day", "effects": {"end": {"debt": "to goal with 1"}}},
                 "home": {"works_on": ["housing"], "stay": "1 day"}}
  })";
  const TinyWorld w = played(desk);
  CHECK(w.story() == text(R"(
    0 p0 request_opened stream
    0 p0 referral_arrived desk opening
    0 p0 triage desk 100p
    0 p0 rejected desk wrong_door
    0 p0 strand_ended housing refused
    0 p0 accepted desk
    0 p0 admitted desk
    1 p0 closed desk completed
    1 p0 effect desk debt -> none
    1 p0 need_changed debt severe -> none
    1 p0 strand_ended debt met
  )"));
  CHECK(w.ledger() == "desk triage outcome 50p x1/2\ndesk triage no_outcome 50p x1/2\n");
  CHECK(w.tally("desk").rejected[static_cast<std::size_t>(Refusal::wrong_door)] == 1);
  CHECK(w.tally("desk").arrivals == 1);
  const TinyWorld linked = played(desk, {R"({"links": {"desk": {"home": {"on": ["rejected"]}}}})"});
  CHECK(linked.lines("home") == text(R"(
    0 p0 passed_on desk -> home cold
    0 p0 referral_arrived home cold
    0 p0 accepted home
    0 p0 admitted home
    1 p0 closed home completed
  )"));
}

TEST_CASE("a decision stands: for so long the same person is refused unseen", "[model][on_referral][N6]") {
  const TinyWorld w = played(R"({
    "passing": {"max_hops": 4},
    "needs": {"debt": {}},
    "streams": {"door": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe"}}},
    "services": {
      "desk": {"works_on": ["debt"], "triage": {"cost": "£0.20", "unseen": "£0.05"}, "accept": {"chance": 0}, "decision_stands": "15 days", "stay": "1 day"},
      "hub": {"works_on": ["debt"], "stay": "10 days"}},
    "links": {"desk": {"hub": {"on": ["rejected"], "again": true}}, "hub": {"desk": {"on": ["unmet"], "again": true}}}
  })");
  CHECK(w.lines("desk") == text(R"(
    0 p0 referral_arrived desk opening
    0 p0 triage desk 20p
    0 p0 rejected desk not_accepted
    0 p0 passed_on desk -> hub cold
    10 p0 passed_on hub -> desk cold
    10 p0 referral_arrived desk cold
    10 p0 unseen desk 5p
    10 p0 rejected desk decided
    10 p0 passed_on desk -> hub cold
    20 p0 passed_on hub -> desk cold
    20 p0 referral_arrived desk cold
    20 p0 triage desk 20p
    20 p0 rejected desk not_accepted
  )"));
  CHECK(w.lines("strand_ended") == "20 p0 strand_ended debt nobodys_case\n");
  CHECK(w.ledger() == "desk triage no_outcome 40p x2\ndesk unseen no_outcome 5p x1\n");
}

TEST_CASE("an admission within the time that an assessment stands skips it", "[model][on_referral][N6]") {
  constexpr auto round_trip = R"({
    "passing": {"max_hops": 4},
    "needs": {"debt": {}},
    "streams": {"door": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe"}}},
    "services": {"desk": {"works_on": ["debt"], "assessment": {"cost": "£1"}, "stay": "10 days"},
                 "hub": {"works_on": ["debt"], "stay": "10 days"}},
    "links": {"desk": {"hub": {"on": ["unmet"]}}, "hub": {"desk": {"on": ["unmet"]}}}
  })";
  CHECK(played(round_trip).lines("assessment") == "0 p0 assessment desk 100p\n20 p0 assessment desk 100p\n40 p0 assessment desk 100p\n");
  CHECK(played(round_trip, {R"({"services": {"desk": {"assessment_stands": "25 days"}}})"}).lines("assessment") ==
        "0 p0 assessment desk 100p\n40 p0 assessment desk 100p\n");
}

TEST_CASE("who fails the rules at the assessment is not eligible: closed, counted as rejected, the slot freed", "[model][on_referral][E5]") {
  // Trouble comes on day 3, between the triage (day 0) and the end of the assessment (day 5).
  const TinyWorld w = played(R"({
    "trust": {"closed_unmet": 0.2},
    "needs": {"debt": {}, "trouble": {}, "x": {}},
    "streams": {"door": {"to": "hub", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe", "x": "severe"}},
                "next": {"to": "desk", "every": "4000 days", "first": "2025-01-02", "needs": {"debt": "severe"}}},
    "services": {
      "hub": {"works_on": ["debt", "x"], "stay": "0 days"},
      "desk": {"works_on": ["debt"], "capacity": 1, "assessment": {"cost": "£1", "takes": "5 days"}, "stay": "9 days",
               "refuses": {"trouble_first": {"need": "trouble", "at_least": "low"}}},
      "fate": {"works_on": ["x"], "stay": "3 days", "effects": {"end": {"trouble": {"none": "+1 with 1"}}}}},
    "links": {"hub": {"desk": {"on": ["unmet"]}, "fate": {"on": ["unmet"]}}}
  })");
  CHECK(w.lines("desk") == text(R"(
    0 p0 passed_on hub -> desk cold
    0 p0 referral_arrived desk cold
    0 p0 accepted desk
    0 p0 admitted desk
    0 p0 assessment desk 100p
    1 p1 referral_arrived desk opening
    1 p1 accepted desk
    1 p1 joined_list desk
    5 p0 closed desk not_eligible
    5 p1 admitted desk
    5 p1 assessment desk 100p
    19 p1 closed desk completed
  )"));
  CHECK(w.lines("strand_ended debt") == "5 p0 strand_ended debt refused\n19 p1 strand_ended debt unmet_after_help\n");
  CHECK(w.count(Count::rejections) == 1);
  CHECK(w.tally("desk").rejected[static_cast<std::size_t>(Refusal::not_eligible)] == 1);
  CHECK(w.tally("desk").closed[static_cast<std::size_t>(Closure::not_eligible)] == 1);
}

TEST_CASE("a referral for somebody already in an episode joins it: no second slot, costs shared from then", "[model][on_referral][R4]") {
  constexpr auto joining = R"({
    "needs": {"debt": {}, "housing": {}},
    "streams": {"door": {"to": "hub", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe", "housing": "severe"}}},
    "services": {
      "hub": {"works_on": ["debt", "housing"], "stay": "0 days"},
      "fate": {"works_on": ["housing"], "stay": "5 days"},
      "desk": {"works_on": ["debt", "housing"], "triage": {"cost": "£0.10"}, "capacity": 1, "contacts": {"every": "2 days", "cost": "£1"},
               "closes": {"contacts": 5}}},
    "links": {"hub": {"desk": {"on": ["unmet"], "for": ["debt"]}, "fate": {"on": ["unmet"]}},
              "fate": {"desk": {"on": ["unmet"]}}}
  })";
  const TinyWorld w = played(joining);
  CHECK(w.lines("desk") == text(R"(
    0 p0 passed_on hub -> desk cold
    0 p0 referral_arrived desk cold
    0 p0 triage desk 10p
    0 p0 accepted desk
    0 p0 admitted desk
    0 p0 contact desk 100p
    2 p0 contact desk 100p
    4 p0 contact desk 100p
    5 p0 passed_on fate -> desk cold
    5 p0 referral_arrived desk cold
    5 p0 triage desk 10p
    5 p0 accepted desk
    6 p0 contact desk 100p
    8 p0 contact desk 100p
    8 p0 closed desk contact_limit
  )"));
  CHECK(w.tally("desk").admitted == 1);
  // An outcome for debt at its very start tells the shares apart: 10p and 3 x 100p its own, then half of 2 x 100p.
  const TinyWorld told = played(joining, {R"({"services": {"desk": {"effects": {"contact": {"debt": "to goal with 1"}}, "closes": {"goal_met": 0}}}})"});
  CHECK(told.ledger() == text(R"(
    desk triage outcome 10p x1
    desk triage no_outcome 10p x1
    desk contact outcome 400p x4
    desk contact no_outcome 100p x1
  )"));
}

TEST_CASE("slot-days before a strand joins are not its own, nor those after it has ended", "[model][on_referral][R4][O12]") {
  // Debt from day 0, housing from day 5, both till day 20: 5 + 15 / 2 and 15 / 2 days at £1. Debt is helped at the start.
  constexpr auto house = R"({
    "needs": {"debt": {}, "housing": {}},
    "streams": {"door": {"to": "hub", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe", "housing": "severe"}}},
    "services": {
      "hub": {"works_on": ["debt", "housing"], "stay": "0 days"}, "fate": {"works_on": ["housing"], "stay": "5 days"},
      "house": {"works_on": ["debt", "housing"], "stay": "20 days", "costs": {"slot_day": "£1"}, "effects": {"start": {"debt": "to goal with 1"}}}},
    "links": {"hub": {"house": {"on": ["unmet"], "for": ["debt"]}, "fate": {"on": ["unmet"]}}, "fate": {"house": {"on": ["unmet"]}}}
  })";
  CHECK(played(house).ledger() == "house slot_day outcome 1250p x0\nhouse slot_day no_outcome 750p x0\n");
  // Contacts that lower a moderate debt on days 0 and 8: it ends there, met. Debt bears 5 + 3 / 2 days, housing 3 / 2 + 12.
  const TinyWorld ends = played(house, {R"({"streams": {"door": {"needs": {"debt": "moderate"}}},
    "services": {"house": {"stay": null, "contacts": {"every": "8 days"}, "closes": {"after": "20 days"},
                           "needs_per_contact": {"value": 2, "source": "assumed"}, "effects": {"start": null, "contact": {"debt": 1}}}}})"});
  CHECK(ends.ledger() == text(R"(
    house contact outcome 0p x3/2
    house contact no_outcome 0p x3/2
    house slot_day outcome 650p x0
    house slot_day no_outcome 1350p x0
  )"));
}

TEST_CASE("a referral for somebody already on the list waits with the place they have", "[model][on_referral][R4]") {
  const TinyWorld w = played(R"({
    "needs": {"debt": {}, "housing": {}},
    "streams": {"first": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe"}},
                "door": {"to": "hub", "every": "4000 days", "first": "2025-01-02", "needs": {"debt": "severe", "housing": "severe"}},
                "last": {"to": "desk", "every": "4000 days", "first": "2025-01-03", "needs": {"debt": "severe"}}},
    "services": {
      "hub": {"works_on": ["debt", "housing"], "stay": "0 days"},
      "fate": {"works_on": ["housing"], "stay": "5 days"},
      "desk": {"works_on": ["debt", "housing"], "capacity": 1, "stay": "10 days", "costs": {"start": "£1"}}},
    "links": {"hub": {"desk": {"on": ["unmet"], "for": ["debt"]}, "fate": {"on": ["unmet"]}},
              "fate": {"desk": {"on": ["unmet"]}}}
  })");
  CHECK(w.lines("p1").substr(0, 2) == "1 ");
  CHECK(w.lines("admitted desk") == "0 p0 admitted desk\n10 p1 admitted desk\n20 p2 admitted desk\n");
  CHECK(w.lines("p1 strand_ended") == "20 p1 strand_ended debt unmet_after_help\n20 p1 strand_ended housing unmet_after_help\n");
  CHECK(w.times("p1 joined_list") == 1);
}

TEST_CASE("a shared hand-off carries over what was disclosed, a cold one does not", "[model][on_referral][E3]") {
  // Kit tells the hub of the trouble, and the desk nothing of himself: it refuses what it knows of.
  const auto world = filled(R"({
    "horizon": "3 days",
    "needs": {"debt": {"seeks": {"rate": {"severe": "$1"}, "doors": {"hub": 1}}}, "trouble": {}},
    "people": {"cohorts": {"kit": {"size": 1, "needs": {"debt": {"severe": 1}, "trouble": {"severe": 1}}}}},
    "services": {
      "hub": {"works_on": ["debt"], "stay": "0 days"},
      "desk": {"works_on": ["debt"], "disclosure": {"disclose": {"chance": 0}}, "stay": "9 days",
               "refuses": {"trouble_first": {"need": "trouble", "at_least": "low"}}}},
    "links": {"hub": {"desk": {"on": ["unmet"], "mode": "shared"}}}
  })", {rate_for(1, Purpose::seek, "kit")});
  CHECK(played(world).lines("desk") == text(R"(
    1 p0 passed_on hub -> desk shared
    1 p0 referral_arrived desk shared
    1 p0 rejected desk refuses:trouble_first
  )"));
  CHECK(played(world, {R"({"links": {"hub": {"desk": {"mode": "cold"}}}})"}).lines("desk") == text(R"(
    1 p0 passed_on hub -> desk cold
    1 p0 referral_arrived desk cold
    1 p0 accepted desk
    1 p0 admitted desk
  )"));
}

TEST_CASE("the first reason to fail is the reason, in the order of the rules", "[model][on_referral][E1]") {
  constexpr auto strict = R"({
    "horizon": "5 days",
    "needs": {"debt": {}, "trouble": {}},
    "streams": {"door": {"to": "desk", "every": "4000 days", "first": "2025-01-02", "needs": {"debt": "low", "trouble": "severe"}}},
    "services": {"desk": {"works_on": ["debt", "trouble"], "stay": "1 day", "until": "2025-01-02", "asks": {"debt": "severe"},
                          "refuses": {"any_debt": {"need": "debt", "at_least": "severe"}, "trouble_first": {"need": "trouble", "goal": "unmet"}},
                          "needs_more_than": 1, "accept": {"chance": 0}}}
  })";
  const auto reason = [&](std::vector<std::string_view> without) { return played(strict, std::move(without)).lines("rejected"); };
  constexpr auto ended = R"({"services": {"desk": {"until": null}}})", asks = R"({"services": {"desk": {"asks": null}}})",
                 refuses = R"({"services": {"desk": {"refuses": null}}})", most = R"({"services": {"desk": {"needs_more_than": null}}})",
                 chance = R"({"services": {"desk": {"accept": null}}})";
  CHECK(reason({}) == "1 p0 rejected desk ended\n");
  CHECK(reason({ended}) == "1 p0 rejected desk asks\n");
  CHECK(reason({ended, asks}) == "1 p0 rejected desk refuses:trouble_first\n");
  CHECK(reason({ended, asks, refuses}) == "1 p0 rejected desk needs_more_than\n");
  CHECK(reason({ended, asks, refuses, most}) == "1 p0 rejected desk not_accepted\n");
  CHECK(reason({ended, asks, refuses, most, chance}).empty());
  CHECK(reason({ended, R"({"services": {"desk": {"takes_everyone": true}}})"}).empty());   // asks no rule (R6)
}

TEST_CASE("a service that ends while a triage takes its time refuses", "[model][on_referral][E6][S7]") {
  const TinyWorld w = played(R"({
    "needs": {"debt": {}},
    "streams": {"door": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "low"}}},
    "services": {"desk": {"works_on": ["debt"], "stay": "1 day", "until": "2025-01-06", "triage": {"takes": "7 days"}}}
  })");
  CHECK(w.lines("desk") == "0 p0 referral_arrived desk opening\n7 p0 rejected desk ended\n");
}

TEST_CASE("a request that is passed round at one instant for ever is an error that names the services", "[model][on_referral][T5]") {
  constexpr auto loop = R"({
    "passing": {"max_hops": "none"},
    "needs": {"debt": {}},
    "streams": {"door": {"to": "left", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "low"}}},
    "services": {"left": {"works_on": ["debt"], "stay": "1 day", "accept": {"chance": 0}},
                 "right": {"works_on": ["debt"], "stay": "1 day", "accept": {"chance": 0}}},
    "links": {"left": {"right": {"on": ["rejected"], "again": true}}, "right": {"left": {"on": ["rejected"], "again": true}}}
  })";
  TinyWorld w(loop);
  REQUIRE_THROWS_AS(w.finish(), ModelError);
  try {
    TinyWorld(loop).finish();
  } catch (const ModelError& e) {
    CHECK_THAT(e.what(), Catch::Contains("left") && Catch::Contains("right"));
  }
  CHECK(played(loop, {R"({"passing": {"max_hops": 998}})"}).times("referral_arrived") == 999);   // a thousand steps are allowed
}

TEST_CASE("two referrals assessed before the wait lead to one place: the second joins it", "[model][on_referral][R4][E5]") {
  const TinyWorld w = played(filled(R"({
    "horizon": "36 days 1 hour",
    "needs": {"debt": {"seeks": {"rate": {"severe": "$1"}, "doors": {"desk": 1}}}, "housing": {"pursued": {"rate": {"severe": "$2"}, "by": "desk"}}},
    "people": {"cohorts": {"kit": {"size": 1, "needs": {"debt": {"severe": 1}, "housing": {"severe": 1}}}}},
    "services": {"desk": {"works_on": ["debt", "housing"], "stay": "30 days", "costs": {"start": "£2", "slot_day": "£1"},
                          "assessment": {"cost": "£1", "takes": "5 days", "before_wait": true}}}
  })", {rate_for(1, Purpose::seek, "kit"), rate_for(2, Purpose::pursued, "kit", "housing")}));
  CHECK(w.lines("p0") == text(R"(
    0 p0 joined
    1 p0 request_opened person
    1 p0 referral_arrived desk opening
    1 p0 accepted desk
    1 p0 assessment desk 100p
    2 p0 request_opened pursued
    2 p0 referral_arrived desk opening
    2 p0 accepted desk
    2 p0 assessment desk 100p
    6 p0 admitted desk
    6 p0 start desk 200p
    7 p0 slot_day desk 100p
    36 p0 closed desk completed
    36 p0 slot_day desk 2900p
    36 p0 strand_ended debt unmet_after_help
    36 p0 strand_ended housing unmet_after_help
  )"));
  CHECK(w.tally("desk").admitted == 1);
  CHECK(w.ledger() == text(R"(
    desk assessment no_outcome 100p x1 by person
    desk assessment no_outcome 100p x1 by pursued
    desk start no_outcome 200p x1 by person
    desk slot_day no_outcome 1550p x0 by person
    desk slot_day no_outcome 1450p x0 by pursued
  )"));
}
