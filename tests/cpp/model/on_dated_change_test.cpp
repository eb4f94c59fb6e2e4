// Another table of rules from a date on, services that open, and people whose rates, prices and beds change with it (rules V2, K1, O12).
#include "support/catch.hpp"
#include "support/tiny_worlds.hpp"

using namespace casepath;
using namespace casepath::tiny;

namespace {

constexpr auto bed = R"({
  "horizon": "60 days", "outcome": {"sustain": "20 days", "credit_window": "0 days"},
  "needs": {"housing": {"goal": "low"}},
  "streams": {"door": {"to": "hostel", "every": "4000 days", "first": "2025-01-01", "batch": 2, "needs": {"housing": "severe"}}},
  "services": {"hostel": {"works_on": ["housing"], "capacity": 1, "stay": "30 days", "costs": {"slot_day": "£1"}, "while_open": {"housing": {"counts_as": "low"}}}}
})";

TinyWorld changed_on(double at, std::string_view scenario, std::string_view patch) {
  TinyWorld w(scenario);
  w.run_until(at).change_to(study(scenario, {patch})).finish();
  return w;
}

}  // namespace

TEST_CASE("a slot that a variant adds is taken at once", "[model][on_dated_change][V2][K1]") {
  const TinyWorld w = changed_on(5, bed, R"({"services": {"hostel": {"capacity": 2}}})");
  CHECK(w.lines("admitted") == "0 p0 admitted hostel\n5 p1 admitted hostel\n");
}

TEST_CASE("a price that a variant changes holds from its date", "[model][on_dated_change][V2][O12]") {
  // Thirty days each at £1 and then £2 from day 10: the first 10 + 40, the second, from day 30 on, 60.
  const TinyWorld w = changed_on(10, bed, R"({"services": {"hostel": {"costs": {"slot_day": "£2"}}}})");
  CHECK(w.ledger() == "hostel slot_day outcome 11000p x0\n");
  const TinyWorld fixed = changed_on(10, bed, R"({"services": {"hostel": {"costs": {"fixed": "£365.25 per year"}}}})");
  CHECK(fixed.lines("") == played(bed).lines(""));
  CHECK(fixed.pence(OutcomeClass::overhead) == 5000);   // fifty days at £1
}

TEST_CASE("a bed that no longer counts as housed is lost at that instant", "[model][on_dated_change][V2][S1]") {
  const TinyWorld w = changed_on(10, bed, R"({"services": {"hostel": {"while_open": null}}})");
  CHECK(w.lines("need_changed") == "0 p0 need_changed housing severe -> low\n10 p0 need_changed housing low -> severe\n");
  CHECK(w.ledger() == "hostel slot_day low_outcome 3000p x0\nhostel slot_day no_outcome 3000p x0\n");   // ten days, of twenty asked
}

TEST_CASE("a person's levels follow the new rules at once", "[model][on_dated_change][V2][S1]") {
  const std::string lodged = filled(R"({
    "horizon": "60 days", "needs": {"housing": {"goal": "low", "seeks": {"rate": {"severe": "$1"}, "doors": {"hostel": 1}}}},
    "people": {"cohorts": {"kit": {"size": 1, "needs": {"housing": {"severe": 1}}}}},
    "services": {"hostel": {"works_on": ["housing"], "stay": "30 days", "while_open": {"housing": {"counts_as": "low"}}}}
  })", {rate_for(1, Purpose::seek, "kit")});
  const TinyWorld w = changed_on(10, lodged, R"({"services": {"hostel": {"while_open": null}}})");
  CHECK(w.lines("need_changed") == "1 p0 need_changed housing severe -> low\n10 p0 need_changed housing low -> severe\n");
}

TEST_CASE("people may begin to arrive, or cease to, with a variant", "[model][on_dated_change][V2][P4]") {
  constexpr auto place = R"({
    "horizon": "100 days", "needs": {"debt": {}}, "services": {"desk": {"works_on": ["debt"], "stay": "1 day"}},
    "people": {"cohorts": {"all": {"size": 1, "needs": {"debt": {"severe": 1}}}}}
  })";
  constexpr auto arriving = R"({"people": {"cohorts": {"all": {"arrives": "10 per day"}}}})";
  const TinyWorld w = changed_on(50, place, arriving);
  const std::int64_t came = w.world().arrived - 1;   // 500 expected; five standard errors
  CHECK(came == Approx(500).margin(5 * std::sqrt(500.0)));
  CHECK(w.lines("joined").find("\n49") == std::string::npos);
  TinyWorld back(place, {arriving});
  back.run_until(50).change_to(study(place)).finish();
  CHECK(back.world().arrived - 1 == Approx(500).margin(5 * std::sqrt(500.0)));
}

TEST_CASE("a service opens on its first day", "[model][on_dated_change][S7]") {
  const TinyWorld w = played(R"({
    "horizon": "60 days", "needs": {"debt": {}},
    "streams": {"door": {"to": "desk", "every": "10 days", "needs": {"debt": "low"}}},
    "services": {"desk": {"works_on": ["debt"], "capacity": 1, "stay": "5 days", "from": "2025-01-16", "until": "2025-02-05"}}
  })");
  CHECK(w.lines("rejected") + w.lines("admitted") ==
        "10 p0 rejected desk ended\n40 p0 rejected desk ended\n50 p0 rejected desk ended\n20 p0 admitted desk\n30 p0 admitted desk\n");
}

TEST_CASE("what happens on the first instant of the window counts in every table", "[model][on_dated_change][T3]") {
  // On day 10 the desk gets a slot, by a dated capacity or by a variant; both who wait are taken one after the other.
  constexpr auto late = R"({
    "warm_up": "10 days", "horizon": "30 days", "needs": {"debt": {}},
    "streams": {"door": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "batch": 2, "needs": {"debt": "severe"}}},
    "services": {"desk": {"works_on": ["debt"], "capacity": {"at": {"2025-01-01": 0, "2025-01-11": 1}}, "stay": "10 days", "costs": {"start": "£1"}}}
  })";
  const TinyWorld dated = played(late);
  CHECK(dated.lines("admitted") == "10 p0 admitted desk\n20 p1 admitted desk\n");
  CHECK(dated.tally("desk").admitted == 2);
  CHECK(dated.pence() == 200);
  CHECK(dated.load("desk").caseload == PersonTicks{20} * ticks_per_day);
  const TinyWorld varied = changed_on(10, late, R"({"services": {"desk": {"capacity": 2}}})");
  CHECK(varied.lines("admitted") == "10 p0 admitted desk\n10 p1 admitted desk\n");
  CHECK(varied.tally("desk").admitted == 2);
  CHECK(varied.load("desk").caseload == PersonTicks{20} * ticks_per_day);
}

TEST_CASE("empty slots are paid once, whenever the rules change, and before the window not at all", "[model][on_dated_change][V2][O8][T3]") {
  constexpr auto empty = R"({
    "warm_up": "10 days", "horizon": "60 days", "run_out": "5 days", "needs": {"debt": {}},
    "services": {"desk": {"works_on": ["debt"], "capacity": 1, "stay": "10 days", "costs": {"slot_day": "£1"}}}
  })";
  constexpr auto dearer = R"({"services": {"desk": {"costs": {"fixed": "£365.25 per year"}}}})";
  const auto overhead = [&](double at) { return changed_on(at, empty, dearer).ledger(); };
  CHECK(overhead(5) == "desk empty_slot overhead 6000p x0\ndesk fixed overhead 6000p x0\n");
  CHECK(overhead(30) == "desk empty_slot overhead 6000p x0\ndesk fixed overhead 4000p x0\n");
  CHECK(overhead(72) == "desk empty_slot overhead 6000p x0\n");   // after the window
}

TEST_CASE("a team whose funding has ended is not hired again by other rules", "[model][on_dated_change][S7][V2]") {
  constexpr auto team = R"({
    "horizon": "60 days", "needs": {"debt": {}},
    "services": {"team": {"works_on": ["debt"], "workers": {"number": 2, "caseload": 3}, "contacts": {"every": "1 week"}, "until": "2025-01-11"}}
  })";
  const TinyWorld w = changed_on(20, team, "{}");
  CHECK(w.load("team").slots == PersonTicks{60} * ticks_per_day);   // six slots for ten days, and none for ten after the change
}
