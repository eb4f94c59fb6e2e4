// What happens in an episode: focus, intensity, closing, being away, a lead, costs of contacts and steps of trust.
#include "support/catch.hpp"
#include "support/tiny_worlds.hpp"

using namespace casepath;
using namespace casepath::tiny;

namespace {

/// One visitor with debt (severe) at a desk, of which the test says more.
TinyWorld at_desk(std::vector<std::string_view> patches) {
  patches.insert(patches.begin(), R"({
    "horizon": "200 days",
    "needs": {"debt": {}},
    "streams": {"door": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe"}}},
    "services": {"desk": {"works_on": ["debt"]}}})");
  return played("{}", std::move(patches));
}

}  // namespace

TEST_CASE("a contact works on one need unless more are given", "[model][on_contact][S5]") {
  // Three levels of debt and one of housing, an effect that always works: four contacts of one need, or three of two.
  constexpr auto both = R"({"needs": {"housing": {}}, "streams": {"door": {"needs": {"housing": "low"}}},
    "services": {"desk": {"works_on": ["debt", "housing"], "contacts": {"every": "1 day"}, "effects": {"contact": {"debt": 1, "housing": 1}}}}})";
  const TinyWorld one = at_desk({both});
  CHECK(one.times("contact desk") == 4);
  CHECK(one.lines("closed") == "3 p0 closed desk goal_met\n");
  for (int d = 0; d < 4; ++d) CHECK(one.times(std::to_string(d) + " p0 effect") == 1);
  const TinyWorld two = at_desk({both, R"({"services": {"desk": {"needs_per_contact": {"value": 2, "source": "assumed"}}}})"});
  CHECK(two.times("contact desk") == 3);
  CHECK(two.lines("closed") == "2 p0 closed desk goal_met\n");
  CHECK(two.times("0 p0 effect") == 2);
}

TEST_CASE("contacts thin out: the interval doubles with each halving of intensity", "[model][on_contact][S6]") {
  const TinyWorld w = at_desk({R"({"services": {"desk": {"contacts": {"every": "10 days", "halves_after": "10 days"}}}})"});
  // From 0: 10 x 2^0; from 10: 10 x 2^1; from 30: 10 x 2^3.
  CHECK(w.lines("contact desk") == "0 p0 contact desk 0p\n10 p0 contact desk 0p\n30 p0 contact desk 0p\n110 p0 contact desk 0p\n");
}

TEST_CASE("an interval may depend on the highest level carried", "[model][on_contact][S6]") {
  const TinyWorld w = at_desk({R"({"services": {"desk": {"contacts": {"every": {"severe": "2 days", "moderate": "5 days", "low": "9 days"}},
                                                          "effects": {"contact": {"debt": 1}}, "closes": {"contacts": 4, "goal_met": 0}}}})"});
  // After the contact on day 0 debt is moderate: 5 days; then low: 9; then none, which has the interval of low: 9.
  CHECK(w.lines("contact desk") == "0 p0 contact desk 0p\n5 p0 contact desk 0p\n14 p0 contact desk 0p\n23 p0 contact desk 0p\n");
}

TEST_CASE("the first reason to close is the reason", "[model][on_contact][S7]") {
  const auto closing = [](const char* desk) { return at_desk({R"({"services": {"desk": {"contacts": {"every": "7 days"}}}})", desk}).lines("closed"); };
  constexpr auto misses = R"({"services": {"desk": {"contacts": {"attend": {"chance": 0}}, "closes": {"missed_run": 3, "missed_total": 4}}}})";
  CHECK(closing(misses) == "14 p0 closed desk missed_run\n");
  CHECK(closing(R"({"services": {"desk": {"contacts": {"attend": {"chance": 0}}, "closes": {"missed_total": 4}}}})") == "21 p0 closed desk missed_total\n");
  CHECK(closing(R"({"services": {"desk": {"closes": {"contacts": 3}}}})") == "14 p0 closed desk contact_limit\n");
  CHECK(closing(R"({"services": {"desk": {"closes": {"contacts": 3}, "effects": {"contact": {"debt": 1}}}}})") == "14 p0 closed desk goal_met\n");
  CHECK(closing(R"({"services": {"desk": {"closes": {"after": "14 days", "contacts": 3}}}})") == "14 p0 closed desk time_limit\n");   // T2
  CHECK(closing(R"({"services": {"desk": {"until": "2025-01-21"}}})") == "20 p0 closed desk funding_ended\n");
  CHECK(closing(R"({"services": {"desk": {"contacts": null, "stay": "3 days"}}})") == "3 p0 closed desk completed\n");
}

TEST_CASE("withdrawal is dated when the work begins", "[model][on_contact][S7][R10]") {
  const double e = draw(draw_key(1, 0), {0, mix32(hash32("desk"), hash32("door")), 1, Purpose::withdraw, SubjectKind::visitor}).exponential(0);
  const TinyWorld w = at_desk({filled(R"({"services": {"desk": {"stay": "50 days", "closes": {"withdraws": "$1 per day"}}}})", {std::to_string(e / 25)})});
  CHECK(w.lines("desk") == "0 p0 referral_arrived desk opening\n0 p0 accepted desk\n0 p0 admitted desk\n25 p0 closed desk withdrew\n");
  CHECK(w.lines("strand_ended") == "25 p0 strand_ended debt withdrew\n");
}

TEST_CASE("when funding ends, those inside are let go and those on the list refused", "[model][on_contact][S7]") {
  const TinyWorld w = at_desk({R"({"streams": {"door": {"batch": 2}}, "services": {"desk": {"capacity": 1, "stay": "90 days", "until": "2025-01-21"}}})"});
  CHECK(w.lines("20 p") == text(R"(
    20 p1 rejected desk ended
    20 p1 strand_ended debt refused
    20 p0 closed desk funding_ended
    20 p0 strand_ended debt unmet_after_help
  )"));
}

TEST_CASE("missed contacts cost and count, and do not touch trust; attended ones raise it by a share of the gap", "[model][on_contact][S7][C3]") {
  constexpr auto desk = R"({
    "trust": {"attended": 0.1}, "needs": {"debt": {}},
    "streams": {"door": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe"}}},
    "services": {"desk": {"works_on": ["debt"], "contacts": {"every": "7 days", "cost": "£2", "missed_cost": "£1"}}}})";
  TinyWorld comes(desk);
  comes.run_until(8);
  const float first = static_cast<float>(0.5 + 0.1 * (1 - 0.5));
  CHECK(comes.trust() == static_cast<float>(static_cast<double>(first) + 0.1 * (1 - static_cast<double>(first))));
  TinyWorld misses(desk, {R"({"services": {"desk": {"contacts": {"attend": {"chance": 0}}}}})"});
  misses.run_until(8);
  CHECK(misses.trust() == 0.5f);
  CHECK(misses.count(Count::missed_contacts) == 2);
  misses.finish();
  CHECK(misses.ledger() == "desk missed_contact no_outcome 5300p x53\n");   // days 0, 7 ... 364
}

TEST_CASE("a closing with the need unmet costs trust, unless it is a hand-off that arrives", "[model][on_contact][S7][C3]") {
  constexpr auto desk = R"({
    "trust": {"closed_unmet": 0.2}, "needs": {"debt": {}, "x": {}},
    "streams": {"door": {"to": "hub", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe", "x": "severe"}}},
    "services": {"hub": {"works_on": ["debt", "x"], "stay": "0 days"}, "desk": {"works_on": ["debt"], "stay": "5 days"},
                 "on": {"works_on": ["debt"], "stay": "90 days"}, "anchor": {"works_on": ["x"], "stay": "90 days"}},
    "links": {"hub": {"desk": {"on": ["unmet"]}, "anchor": {"on": ["unmet"]}}, "desk": {"on": {"on": ["unmet"]}}}})";
  const auto trust_after = [&](std::vector<std::string_view> patches) {
    TinyWorld w(desk, std::move(patches));
    w.run_until(6);
    return w.trust();
  };
  CHECK(trust_after({}) == 0.5f);
  CHECK(trust_after({R"({"links": {"desk": null}})"}) == 0.4f);
  CHECK(trust_after({R"({"links": {"desk": {"on": {"arrives": {"chance": 0}}}}})"}) == 0.4f);
}

TEST_CASE("while somebody is away contacts elsewhere fall out: not missed, not charged", "[model][on_contact][X1]") {
  const TinyWorld w = played(R"({
    "needs": {"debt": {}, "x": {}},
    "streams": {"door": {"to": "hub", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe", "x": "severe"}}},
    "services": {
      "hub": {"works_on": ["debt", "x"], "stay": "0 days"},
      "desk": {"works_on": ["debt"], "contacts": {"every": "10 days", "cost": "£1"}, "closes": {"contacts": 3}},
      "before": {"works_on": ["x"], "stay": "5 days"},
      "ward": {"works_on": ["x"], "away": true, "stay": "15 days"}},
    "links": {"hub": {"desk": {"on": ["unmet"]}, "before": {"on": ["unmet"]}}, "before": {"ward": {"on": ["unmet"]}}}
  })");
  // Away from day 5 to day 20; the ward's end comes before the contact of that instant (T2).
  CHECK(w.lines("contact desk") == "0 p0 contact desk 100p\n20 p0 contact desk 100p\n30 p0 contact desk 100p\n");
  CHECK(w.lines("closed desk") == "30 p0 closed desk contact_limit\n");
  CHECK(w.count(Count::missed_contacts) == 0);
}

TEST_CASE("costs of some episodes and of some contacts", "[model][on_contact][M2][M3]") {
  const auto ledger = [](const char* costs) {
    return at_desk({R"({"services": {"desk": {"contacts": {"every": "5 days", "cost": "£1"}, "closes": {"contacts": 2}}}})", costs}).ledger();
  };
  CHECK(ledger(R"({"services": {"desk": {"costs": {"start": {"value": "£7", "share": 0}}}}})") == "desk contact no_outcome 200p x2\n");
  CHECK(ledger(R"({"services": {"desk": {"costs": {"start": {"value": "£7", "share": 1}, "consult": "£0.50",
        "taxi": {"cost": "£3", "chance": 1}, "form": {"cost": "£2", "chance": 1, "on": "start"}, "never": {"cost": "£9", "chance": 0}}}}})") == text(R"(
    desk start no_outcome 700p x1
    desk contact no_outcome 200p x2
    desk extra no_outcome 800p x3
    desk consult no_outcome 100p x2
  )"));
}

TEST_CASE("a lead lends its factors, its relationship and its mode to the person's other episodes", "[model][on_contact][S10][H6]") {
  constexpr auto led = R"({
    "horizon": "25 days", "relationship": {"attended": 1},
    "needs": {"debt": {}, "x": {}},
    "streams": {"door": {"to": "hub", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe", "x": "severe"}}},
    "services": {
      "hub": {"works_on": ["debt", "x"], "stay": "0 days"},
      "nav": {"works_on": ["x"], "lead": {}, "contacts": {"every": "100 days"}},
      "desk": {"works_on": ["debt"], "list": {"delay": "1 day"}, "contacts": {"every": "1 day", "attend": {"chance": 0.5}}, "closes": {"after": "20 days"}},
      "next": {"works_on": ["debt"], "stay": "1 day"}, "court": {"works_on": ["debt"], "stay": "1 day"}},
    "links": {"hub": {"nav": {"on": ["unmet"]}, "desk": {"on": ["unmet"], "weight": 1}},
              "desk": {"next": {"on": ["unmet"], "mode": "signpost"}}, "next": {"court": {"on": ["unmet"], "mode": "compulsory"}}}
  })";
  const auto desk_contacts = [&](const char* patch) {
    const TinyWorld w = played(led, {patch});
    return std::pair(w.times(" contact desk"), w.times("missed_contact desk"));
  };
  CHECK(desk_contacts(R"({"services": {"nav": {"lead": {"attend": 1e6}}}})") == std::pair(20, 0));
  CHECK(desk_contacts(R"({"services": {"nav": {"lead": {"attend": 1e-6}}}})") == std::pair(0, 20));
  constexpr auto bond = R"({"services": {"nav": {"lead": {"carries": 1}}, "desk": {"contacts": {"attend": {"odds": {"relationship": 1e6}}}}}})";
  CHECK(desk_contacts(bond) == std::pair(20, 0));
  const TinyWorld modes = played(led, {R"({"services": {"nav": {"lead": {"mode": "warm"}}}})"});
  CHECK(modes.lines("passed_on desk") == "21 p0 passed_on desk -> next warm\n");
  CHECK(modes.lines("passed_on next") == "22 p0 passed_on next -> court compulsory\n");
  // The lead's mode takes the place of the link's own; warm by link trust comes before either.
  constexpr auto cold = R"({"services": {"nav": {"lead": {"mode": "cold"}}}})";
  CHECK(played(led, {cold}).lines("passed_on desk") == "21 p0 passed_on desk -> next cold\n");
  constexpr auto sure = R"({"links": {"desk": {"next": {"warm": 1}}}})";
  CHECK(played(led, {cold, sure}).lines("passed_on desk") == "21 p0 passed_on desk -> next warm\n");
}

TEST_CASE("a strand met while its episode goes on is passed on by links for met ones", "[model][on_contact][S7][H1]") {
  constexpr auto halves = R"({
    "horizon": "20 days", "needs": {"debt": {}, "x": {}},
    "streams": {"door": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "low", "x": "low"}}},
    "services": {
      "desk": {"works_on": ["debt", "x"], "contacts": {"every": "10 days", "cost": "£1"}, "effects": {"start": {"debt": 1}}, "closes": {"after": "15 days"}},
      "club": {"works_on": ["debt"], "stay": "3 days"}},
    "links": {"desk": {"club": {"on": ["met"]}}}
  })";
  const TinyWorld w = played(halves);
  CHECK(w.lines("passed_on") == "0 p0 passed_on desk -> club cold\n");
  CHECK(w.lines("strand_ended") == "3 p0 strand_ended debt met\n15 p0 strand_ended x unmet_after_help\n");
  CHECK(played(halves, {R"({"services": {"desk": {"closes": {"goal_met": 0}}}})"}).lines("passed_on") == "15 p0 passed_on desk -> club cold\n");
}

TEST_CASE("a whole-person service does not take up a need that it carries already, though nobody asked for it", "[model][on_contact][R6][R1]") {
  const std::string pursued = rate_for(10, Purpose::pursued, "kit", "debt");
  REQUIRE(days_to_firing(2, pursued, Purpose::pursued, "kit", "debt") > 6);
  const TinyWorld w = played(filled(R"({
    "horizon": "16 days",
    "needs": {"debt": {"pursued": {"rate": {"severe": "$1"}, "by": "desk"}}},
    "people": {"cohorts": {"kit": {"size": 1, "needs": {"debt": {"severe": 1}}}}},
    "services": {"desk": {"whole_person": true, "stay": "5 days", "costs": {"start": "£1", "slot_day": "£1"}}}
  })", {pursued}));
  CHECK(w.lines("p0") == text(R"(
    0 p0 joined
    10 p0 request_opened pursued
    10 p0 referral_arrived desk opening
    10 p0 accepted desk
    10 p0 admitted desk
    10 p0 start desk 100p
    15 p0 closed desk completed
    15 p0 slot_day desk 500p
    15 p0 strand_ended debt unmet_after_help
  )"));
  CHECK(w.count(Count::strands) == 1);
  CHECK(w.ledger() == "desk start no_outcome 100p x1 by pursued\ndesk slot_day no_outcome 500p x0 by pursued\n");
}
