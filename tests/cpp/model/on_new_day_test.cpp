// Numbers that go with a condition, day by day (rules C4, C5): what is tied to a shock, to a rising or a standing condition, of the
// system, a service, a place or a link. Dates, pennies and slots were worked out by hand.
#include <cmath>
#include <cstdio>
#include <memory>

#include "casepath/model/numbers_of.hpp"
#include "support/catch.hpp"
#include "support/tiny_worlds.hpp"

using namespace casepath;
using namespace casepath::tiny;

namespace {

/// One comes to the desk every fifth day. From day 10 on the works are closed: x is 0 before and 1 after.
constexpr auto desk = R"({
  "horizon": "30 days", "needs": {"debt": {}},
  "streams": {"door": {"to": "desk", "every": "5 days", "needs": {"debt": "severe"}}},
  "services": {"desk": {"works_on": ["debt"], "accept": {"chance": 0}, "triage": {"cost": "£1"}, "stay": "1 day", "costs": {"start": "£2"}}},
  "programmes": {"closing": {"raises": "works_closed", "sets": 1, "from": "2025-01-11"}}
})";
constexpr auto lets_in = R"({"ties": {"services.desk.accept.chance": {"becomes": 1, "with": "works_closed"}}})";

/// Eight at once on the first day, and nobody else; a stay outlasts the run.
constexpr auto flats = R"({
  "horizon": "20 days", "needs": {"housing": {}},
  "streams": {"door": {"to": "flat", "every": "4000 days", "first": "2025-01-01", "batch": 8, "needs": {"housing": "severe"}}},
  "services": {"flat": {"works_on": ["housing"], "capacity": 1, "stay": "400 days"}},
  "conditions": {"building": {"start": 0.5}}
})";

/// One person, at the mill, whose need gets worse on day 20 at the rate as written; and the flood, a shock of day 10.
const std::string kit = filled(R"({
  "horizon": "60 days", "needs": {"debt": {"worsens": {"none": "$1"}}}, "places": {"mill": {}},
  "people": {"cohorts": {"kit": {"size": 1}}}, "services": {"desk": {"works_on": ["debt"], "stay": "1 day"}},
  "programmes": {"flood": {"raises": "flood", "sets": 1, "from": "2025-01-11"}}
})", {rate_for(20, Purpose::worsen, "kit", "debt")});
constexpr auto on_20 = "20 p0 need_changed debt none -> low\n";
std::string worsened(std::vector<std::string_view> patches) { return played(kit, std::move(patches)).lines("need_changed"); }

}  // namespace

TEST_CASE("what is tied to a shock changes on its day, before all else of that day", "[model][on_new_day][C4][T2]") {
  const TinyWorld w = played(desk, {lets_in});
  CHECK(w.lines("rejected") == "5 p0 rejected desk not_accepted\n");
  CHECK(w.lines("admitted") == "10 p0 admitted desk\n15 p0 admitted desk\n20 p0 admitted desk\n25 p0 admitted desk\n");
  CHECK(w.ledger() == "desk triage no_outcome 500p x5\ndesk start no_outcome 800p x4\n");
}

TEST_CASE("where nothing has moved, a tie changes not a bit", "[model][on_new_day][C4]") {
  constexpr auto never_comes = R"({"programmes": {"closing": {"from": "2025-03-01"}}})";
  CHECK(fingerprint(played(desk, {lets_in, never_comes})) == fingerprint(played(desk)));
  CHECK(fingerprint(played(desk, {R"({"ties": {"services.desk.triage.cost": {"times": 3, "with": "idle"}}, "conditions": {"idle": {}}})"})) == fingerprint(played(desk)));
}

TEST_CASE("a standing condition holds from the first instant, and slots are whole", "[model][on_new_day][C4][K1]") {
  // 1 + .5 x (4 - 1) = 2.5 slots are two; from day 4 on the building is finished, and there are four.
  const TinyWorld w = played(flats, {R"({"ties": {"services.flat.capacity": {"becomes": 4, "with": "building"}},
                                        "programmes": {"finished": {"raises": "building", "sets": 1, "from": "2025-01-05"}}})"});
  CHECK(w.lines("admitted") == "0 p0 admitted flat\n0 p1 admitted flat\n4 p2 admitted flat\n4 p3 admitted flat\n");
  CHECK(w.load("flat").slots == PersonTicks{4 * 2 + 16 * 4} * ticks_per_day);
}

TEST_CASE("of several ties on one number the shares add up", "[model][on_new_day][C4]") {
  // 2 + .5 x (6 - 2) + .5 x (8 - 2) = 7.
  const TinyWorld w = played(flats, {R"({"services": {"flat": {"capacity": 2}}, "ties": {"services.flat.capacity": {"becomes": 6, "with": "building"},
                                        "services.*.capacity": {"times": 4, "with": "building"}}})"});
  CHECK(w.times("admitted") == 7);
}

TEST_CASE("a clock goes on at the day's rate, with what it has used up", "[model][on_new_day][C4][N1]") {
  CHECK(worsened({}) == on_20);
  // Twice as fast from day 10 on: half is left, which takes five days.
  CHECK(worsened({R"({"ties": {"needs.debt.worsens.none": {"times": 2, "with": "flood"}}})"}) == "15 p0 need_changed debt none -> low\n");
  CHECK(worsened({R"({"ties": {"needs.debt.worsens.none": {"times": 0, "with": "flood"}}})"}).empty());
}

TEST_CASE("a shock that wears off leaves a rate that falls day by day", "[model][on_new_day][C4][N1]") {
  // From day 10 the rate is r (1 + 3 exp(-.1 n)) on the n-th day after; what is left there is 10 r.
  const TinyWorld w = played(kit, {R"({"conditions": {"flood": {"slips": "0.1 per day"}}, "ties": {"needs.debt.worsens.none": {"times": 4, "with": "flood"}}})"});
  double left = 10, on = 10;
  for (int n = 0; left > 0; ++n) {
    const double rate = 1 + 3 * std::exp(-0.1 * n), takes = std::min(1.0, left / rate);
    left = takes < 1 ? 0 : left - rate;
    on += takes;
  }
  REQUIRE(w.times("need_changed") == 1);
  for (const LogRow& row : w.sim.recorder().rows())
    if (row.what == Happening::need_changed) CHECK(in_days(row.at - Time{}) == Approx(on).epsilon(1e-9));
  CHECK((on > 12 && on < 15));
}

TEST_CASE("a place multiplies worsening for who lives there, and protects", "[model][on_new_day][N1]") {
  CHECK(worsened({R"({"places": {"mill": {"worsens": {"debt": 2}}}})"}) == "10 p0 need_changed debt none -> low\n");
  // Protection decides by the mark of the firing, which stays on day 20 (N1).
  const double mark = TinyWorld(kit).sim.clock_luck(PersonId{0}, 0, 1).uniform(1);
  for (const double beside : {-0.01, 0.01}) {
    char factor[64];
    std::snprintf(factor, sizeof factor, R"({"places": {"mill": {"worsens": {"debt": %.4f}}}})", mark + beside);
    CHECK(played(kit, {factor}).times("20 p0 need_changed") == (beside > 0 ? 1 : 0));
  }
}

TEST_CASE("a shock to one place is felt there only", "[model][on_new_day][C4]") {
  constexpr auto two = R"({"places": {"mill": {"share": 0.5, "worsens": {"debt": 1}}, "hill": {"share": 0.5, "worsens": {"debt": 1}}},
    "ties": {"places.*.worsens.debt": {"becomes": 2, "with": "flood"}}, "programmes": {"flood": {"on": "places.mill"}}})";
  CHECK(worsened({two, R"({"people": {"cohorts": {"kit": {"places": {"mill": 1}}}}})"}) == "15 p0 need_changed debt none -> low\n");
  CHECK(worsened({two, R"({"people": {"cohorts": {"kit": {"places": {"hill": 1}}}}})"}) == on_20);
}

TEST_CASE("a price holds for its days", "[model][on_new_day][C4][O12]") {
  // Twenty slot-days at £1 until day 10, £3 after it; £1 a day fixed, £2 after it, and the programme £5 a day from then on.
  const TinyWorld w = played(flats, {R"({"streams": {"door": {"batch": 1}},
    "services": {"flat": {"costs": {"slot_day": "£1", "fixed": "£365.25 per year"}}},
    "programmes": {"dearer": {"raises": "prices", "sets": 1, "from": "2025-01-11", "cost": "£1826.25 per year"}},
    "ties": {"services.flat.costs.slot_day": {"becomes": "£3", "with": "prices"}, "services.*.costs.fixed": {"times": 2, "with": "prices"}}})"});
  CHECK(w.pence(OutcomeClass::no_outcome) == 1000 + 3000);
  CHECK(w.pence(OutcomeClass::overhead) == 1000 + 2000 + 5000);
}

TEST_CASE("a condition of each service moves that service", "[model][on_new_day][C4]") {
  constexpr auto two = R"({
    "horizon": "30 days", "needs": {"debt": {}},
    "streams": {"a": {"to": "a", "every": "5 days", "needs": {"debt": "low"}}, "b": {"to": "b", "every": "5 days", "needs": {"debt": "low"}}},
    "services": {"a": {"works_on": ["debt"], "stay": "1 day"}, "b": {"works_on": ["debt"], "stay": "1 day"}},
    "conditions": {"strain": {"of": "service"}}, "ties": {"services.*.accept.chance": {"becomes": 0, "with": "strain"}},
    "programmes": {"strike": {"raises": "strain", "on": "services.b", "sets": 1, "from": "2025-01-16"}}
  })";
  const TinyWorld w = played(two);
  CHECK(w.tally("a").admitted == 5);
  CHECK(w.tally("b").admitted == 2);   // days 5 and 10
  CHECK(w.tally("b").rejected[static_cast<std::size_t>(Refusal::not_accepted)] == 3);
}

TEST_CASE("link trust moves what is tied to it; a link without a table for it has all of it", "[model][on_new_day][C4][H6]") {
  constexpr auto hub = R"({
    "horizon": "30 days", "needs": {"debt": {}},
    "streams": {"door": {"to": "hub", "every": "4000 days", "first": "2025-01-01", "batch": 2, "needs": {"debt": "low"}}},
    "services": {"hub": {"works_on": ["debt"], "stay": "1 day"}, "club": {"works_on": ["debt"], "stay": "1 day"}},
    "links": {"hub": {"club": {"on": ["unmet"], "arrives": {"chance": 0}}}},
    "ties": {"links.*.*.arrives.chance": {"becomes": 1, "with": "link_trust"}}
  })";
  CHECK(played(hub).tally("club").admitted == 2);
  CHECK(played(hub, {R"({"links": {"hub": {"club": {"trust": {"start": 0}}}}})"}).tally("club").admitted == 0);
  CHECK(played(hub, {R"({"links": {"hub": {"club": {"trust": {"start": 1}}}}})"}).tally("club").admitted == 2);
}

TEST_CASE("where a condition stands at 1, every number is that of the end of the tie", "[model][on_new_day][C4][C1]") {
  constexpr auto odds = R"({"services": {"desk": {"accept": {"chance": 0.5, "odds": {"trust": 4, "extra_need": 0.5}}, "list": {"patience": {"dist": "exponential", "mean": "90 days", "trust": 2}}}}})";
  constexpr auto tied = R"({"conditions": {"here": {"start": 1}}, "ties": {
    "services.desk.accept.odds.trust": {"becomes": 9, "with": "here"}, "services.desk.accept.odds.extra_need": {"times": 3, "with": "here"},
    "services.desk.accept.chance": {"becomes": 0.25, "with": "here"}, "services.desk.list.patience.mean": {"becomes": "30 days", "with": "here"}}})";
  constexpr auto ends = R"({"services": {"desk": {"accept": {"chance": 0.25, "odds": {"trust": 9, "extra_need": 1.5}}, "list": {"patience": {"mean": "30 days"}}}}})";
  TinyWorld w(desk, {odds, tied}), other(desk, {odds, ends});
  Rules now = *w.world().tables[0], end = *other.world().tables[0];
  std::vector<double> a, b;
  detail::Numbers([&](double n) { return a.push_back(n), n; }).part(now, PartKind::service, 0);
  detail::Numbers([&](double n) { return b.push_back(n), n; }).part(end, PartKind::service, 0);
  REQUIRE(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) CHECK(a[i] == Approx(b[i]).epsilon(1e-12));
  CHECK(now.services[0].accept.factors()[0].table == end.services[0].accept.factors()[0].table);
}

TEST_CASE("a copied world has days of its own", "[model][on_new_day][V2]") {
  const TinyWorld whole = played(desk, {lets_in});
  auto first = std::make_unique<TinyWorld>(desk, std::vector<std::string_view>{lets_in});
  first->run_until(7);
  TinyWorld copy = *first;
  first->finish();
  CHECK(fingerprint(*first) == fingerprint(whole));
  first.reset();
  copy.finish();
  CHECK(fingerprint(copy) == fingerprint(whole));
}

TEST_CASE("a variant brings its ties on its day, and they go with it", "[model][on_new_day][V2][C4]") {
  const auto whole = study(desk, {R"({"programmes": null, "variants": {"open": {"starts": "2025-01-13",
    "add": {"conditions": {"works_closed": {"start": 1}}}, "ties": {"services.desk.accept.chance": {"becomes": 1, "with": "works_closed"}}}}})"});
  TinyWorld w(whole);
  w.run_until(12).sim.change_rules(whole->variants[0].rules);   // a condition that is new has its start
  w.run_until(22).sim.change_rules(whole->base);
  w.finish();
  CHECK(w.lines("admitted") == "15 p0 admitted desk\n20 p0 admitted desk\n");
}

TEST_CASE("who knows no door turns to the one that is there otherwise", "[model][on_new_day][R2]") {
  // Seeks about days 5 and 9, as luck has it; the hub becomes known on day 7. A stay at either door is over by the next.
  const std::string seeks = rate_for(5, Purpose::seek, "ada");
  const double second = 5 + days_to_firing(2, seeks, Purpose::seek, "ada");
  const std::string town = filled(R"({
    "horizon": "300 days", "needs": {"debt": {"seeks": {"rate": {"severe": "$1"}, "doors": {"hub": {"known": 0}, "emergency": {"otherwise": true}}}}},
    "people": {"cohorts": {"ada": {"size": 1, "needs": {"debt": {"severe": 1}}}}},
    "services": {"hub": {"works_on": ["debt"], "stay": "0 days"}, "emergency": {"works_on": ["debt"], "stay": "0 days"}}
  })", {seeks});
  REQUIRE((second > 6.1 && second < 300));
  TinyWorld w(town, {R"({"ties": {"needs.debt.seeks.doors.hub.known": {"becomes": 1, "with": "told"}},
                        "programmes": {"campaign": {"raises": "told", "sets": 1, "from": "2025-01-07"}}})"});
  w.run_until(second + 0.01);
  CHECK(w.times("admitted emergency") == 1);
  CHECK(w.times("admitted hub") == 1);
  CHECK(played(town, {R"({"needs": {"debt": {"seeks": {"doors": {"emergency": null, "hub": {"known": 0}}}}}})"}).times("admitted") == 0);   // not sought
}
