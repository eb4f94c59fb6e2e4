// What a link carries from one date to another: whether the sender knows that the list is full (C6), the worker met before (K3), and
// link trust that programmes raise and that slips back (C4, C5, H6). Lines, pennies and classes were worked out by hand.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "support/catch.hpp"
#include "support/tiny_worlds.hpp"

using namespace casepath;
using namespace casepath::tiny;

namespace {

/// Word `word` of a visitor's block: luck is found by the visitor's number in the stream, what it is about, and which time.
double luck(std::size_t visitor, std::string_view stream, std::uint32_t about, std::uint32_t time, Purpose why, int word) {
  const Address at{static_cast<std::uint32_t>(visitor), mix32(about, hash32(stream)), time, why, SubjectKind::visitor};
  return draw(draw_key(1, 0), at).uniform(word);
}

/// The flat has its one tenant and its one on the list, p0 and p1, when the hub lets p2 go on day 5.
constexpr auto full_flat = R"({
  "horizon": "20 days", "outcome": {"sustain": "2 days", "credit_window": "0 days"},
  "needs": {"debt": {}},
  "modes": {"cold": {"delay": "1 day", "sender_cost": "£0.30"}},
  "streams": {"early": {"to": "flat", "every": "4000 days", "first": "2025-01-01", "batch": 2, "needs": {"debt": "severe"}},
              "door": {"to": "hub", "every": "4000 days", "first": "2025-01-04", "needs": {"debt": "severe"}}},
  "services": {
    "hub": {"works_on": ["debt"], "triage": {"cost": "£1"}, "stay": "2 days"},
    "flat": {"works_on": ["debt"], "triage": {"cost": "£2"}, "capacity": 1, "list": {"closed_at": 1}, "stay": "100 days"},
    "annex": {"works_on": ["debt"], "triage": {"cost": "£0.40"}, "stay": "3 days", "effects": {"end": {"debt": "to goal with 1"}}}},
  "links": {"hub": {"flat": {"on": ["unmet"]}}}
})";
constexpr auto knows = R"({"directory": {"knows_closed": 1}})", or_annex = R"({"links": {"hub": {"annex": {"on": ["unmet"]}}}})";
constexpr auto at_hub = R"(
    3 p2 request_opened stream
    3 p2 referral_arrived hub opening
    3 p2 triage hub 100p
    3 p2 accepted hub
    3 p2 admitted hub
    5 p2 closed hub completed
)";

}  // namespace

TEST_CASE("a sender who does not know that a list is full sends people there to be turned away", "[model][links_over_time][C6][W4]") {
  const TinyWorld w = played(full_flat);
  CHECK(w.lines("p2") == text(at_hub) + text(R"(
    5 p2 hand_off hub 30p
    5 p2 passed_on hub -> flat cold
    6 p2 referral_arrived flat cold
    6 p2 triage flat 200p
    6 p2 rejected flat full
    6 p2 strand_ended debt refused
  )"));
  CHECK(w.ledger() == text(R"(
    hub triage no_outcome 100p x1
    hub hand_off no_outcome 30p x1
    flat triage no_outcome 600p x3
  )"));
}

TEST_CASE("a sender who knows that a list is full sends nobody there: the strand ends, or takes the other link", "[model][links_over_time][C6][R10]") {
  const TinyWorld w = played(full_flat, {knows});
  CHECK(w.lines("p2") == text(at_hub) + "5 p2 strand_ended debt unmet_after_help\n");
  CHECK(w.ledger() == "hub triage no_outcome 100p x1\nflat triage no_outcome 400p x2\n");
  const TinyWorld other = played(full_flat, {knows, or_annex});
  CHECK(other.lines("p2") == text(at_hub) + text(R"(
    5 p2 hand_off hub 30p
    5 p2 passed_on hub -> annex cold
    6 p2 referral_arrived annex cold
    6 p2 triage annex 40p
    6 p2 accepted annex
    6 p2 admitted annex
    9 p2 closed annex completed
    9 p2 effect annex debt -> none
    9 p2 need_changed debt severe -> none
    9 p2 strand_ended debt met
  )"));
  CHECK(other.ledger() == text(R"(
    hub triage outcome 100p x1
    hub hand_off outcome 30p x1
    flat triage no_outcome 400p x2
    annex triage outcome 40p x1
  )"));
  // After a rejection it is the same, but that nobody had taken the person on.
  const TinyWorld rejected = played(full_flat, {knows, R"({"services": {"hub": {"accept": {"chance": 0}}}, "links": {"hub": {"flat": {"on": ["rejected"]}}}})"});
  CHECK(rejected.lines("p2 strand_ended") == "3 p2 strand_ended debt refused\n");
}

TEST_CASE("a list with room again is no longer known as full", "[model][links_over_time][C6][T2]") {
  // On day 5 the tenant leaves and the one on the list moves in, before p2's stay at the hub ends: people in order.
  const TinyWorld w = played(full_flat, {knows, R"({"services": {"flat": {"stay": "5 days"}}})"});
  CHECK(w.lines("p2") == text(at_hub) + text(R"(
    5 p2 hand_off hub 30p
    5 p2 passed_on hub -> flat cold
    6 p2 referral_arrived flat cold
    6 p2 triage flat 200p
    6 p2 accepted flat
    6 p2 joined_list flat
    10 p2 admitted flat
    15 p2 closed flat completed
    15 p2 strand_ended debt unmet_after_help
  )"));
  CHECK(w.ledger() == "hub triage no_outcome 100p x1\nhub hand_off no_outcome 30p x1\nflat triage no_outcome 600p x3\n");
}

TEST_CASE("whether a sender knows is a draw for each person and link", "[model][links_over_time][C6]") {
  const TinyWorld w = played(full_flat, {R"({"directory": {"knows_closed": 0.4}, "streams": {"door": {"batch": 40}}})"});
  int sent = 0;
  for (std::size_t visitor = 0; visitor < 40; ++visitor) {
    INFO(visitor);
    const bool unknowing = luck(visitor, "door", mix32(hash32("hub"), hash32("flat")), 1, Purpose::choice, 1) >= 0.4;
    CHECK(w.times("p" + std::to_string(visitor + 2) + " passed_on hub -> flat") == (unknowing ? 1 : 0));
    sent += unknowing ? 1 : 0;
  }
  CHECK(w.tally("flat").rejected[static_cast<std::size_t>(Refusal::full)] == sent);
  CHECK((sent > 0 && sent < 40));
}

namespace {

/// p0 has three contacts at the desk on days 1 to 3, walks for ten days and is back on day 13; the crowd comes on day 12. An assessment
/// of a day is between an admission and its first contact. Each hand-off keeps .8 of the relationship.
constexpr auto coming_back = R"({
  "horizon": "30 days", "needs": {"debt": {}}, "relationship": {"attended": 0.5}, "modes": {"shared": {"keeps": 0.8}},
  "streams": {"door": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe"}},
              "crowd": {"to": "desk", "every": "4000 days", "first": "2025-01-13", "batch": 1, "needs": {"debt": "severe"}}},
  "services": {
    "desk": {"works_on": ["debt"], "workers": {"number": 2, "caseload": 2}, "assessment": {"takes": "1 day"},
             "contacts": {"every": "1 day"}, "closes": {"contacts": 3}},
    "walk": {"works_on": ["debt"], "stay": "10 days"}},
  "links": {"desk": {"walk": {"on": ["unmet"], "mode": "shared"}}, "walk": {"desk": {"on": ["unmet"], "mode": "shared"}}}
})";

const Referral& place_of(const TinyWorld& w, std::size_t person) { return w.world().referrals[w.world().people.hot[person].first_referral]; }

}  // namespace

TEST_CASE("who comes back meets the worker met before, if there is room, and keeps the relationship", "[model][links_over_time][K3][C3]") {
  TinyWorld w(coming_back);
  w.run_until(12.5);
  CHECK(place_of(w, 0).relationship == Approx(0.7).epsilon(1e-6));   // 1 - .5^3 after three contacts, times .8, on the walk
  w.run_until(13.5);
  CHECK(w.lines("admitted") == "0 p0 admitted desk\n3 p0 admitted walk\n12 p1 admitted desk\n13 p0 admitted desk\n");
  CHECK(place_of(w, 1).worker == 0);   // both had two free slots: the lowest number
  CHECK(place_of(w, 0).worker == 0);   // though the other has more room
  CHECK(place_of(w, 0).relationship == 0.875f);
  w.run_until(14.5);
  CHECK(place_of(w, 0).relationship == 0.9375f);   // and goes on from there
}

TEST_CASE("where the worker met before has no room it is the one with most, and the relationship is what the hand-offs kept", "[model][links_over_time][K3]") {
  TinyWorld w(coming_back, {R"({"streams": {"crowd": {"batch": 3}}})"});
  w.run_until(13.5);
  CHECK(place_of(w, 1).worker == 0);
  CHECK(place_of(w, 2).worker == 1);   // two free slots against one
  CHECK(place_of(w, 3).worker == 0);   // one against one: the lowest number
  CHECK(place_of(w, 0).worker == 1);
  CHECK(place_of(w, 0).relationship == Approx(0.875 * 0.8 * 0.8).epsilon(1e-6));
}

TEST_CASE("a worker who left meanwhile is not met again", "[model][links_over_time][K3]") {
  const auto threshold = [](std::uint32_t post, std::uint32_t holder) {
    return draw(draw_key(1, 0), {hash32("desk"), post, holder, Purpose::worker, SubjectKind::service}).exponential(0);
  };
  const auto with_leaver_on = [&](double day) {
    const double rate = threshold(0, 1) / day;
    REQUIRE(day + threshold(0, 2) / rate > 14);   // once only, and
    REQUIRE(threshold(1, 1) / rate > 14);         // the other stays
    char leave[99];
    std::snprintf(leave, sizeof leave, R"({"services": {"desk": {"workers": {"leave": "%.17g per day"}}}})", rate);
    return std::string(leave);
  };
  TinyWorld before(coming_back, {with_leaver_on(8)});
  before.run_until(13.5);
  CHECK(place_of(before, 1).worker == 0);
  CHECK(place_of(before, 0).worker == 1);   // no worker met before: the one with most room
  CHECK(place_of(before, 0).relationship == Approx(0.875 * 0.8 * 0.8).epsilon(1e-6));
  TinyWorld after(coming_back, {with_leaver_on(13.75)});
  after.run_until(13.5);
  CHECK(place_of(after, 0).relationship == 0.875f);
  after.run_until(13.9);   // in the middle of the second episode it is broken off, and nothing is kept
  CHECK(place_of(after, 0).relationship == 0);
}

TEST_CASE("link trust rises under a programme and slips back after it, and with it the chance that a hand-off is warm", "[model][links_over_time][C4][C5][H6]") {
  // One convener who can tend one link, for two links: effort .5 (C5), so a e = .5 / 100 days; the programme runs from day 50 to 250.
  const TinyWorld w = played(R"({
    "horizon": "500 days", "needs": {"debt": {}},
    "streams": {"door": {"to": "hub", "every": "25.5 days", "first": "2025-01-26", "batch": 1000, "needs": {"debt": "severe"}}},
    "services": {"hub": {"works_on": ["debt"], "stay": "0 days"}, "club": {"works_on": ["debt"], "stay": "4000 days"}, "gym": {"works_on": ["debt"], "stay": "1 day"}},
    "links": {"hub": {"club": {"on": ["unmet"], "warm": 1, "trust": {"start": 0, "slips": "0.002 per day"}}},
              "club": {"gym": {"on": ["unmet"], "trust": {}}}},
    "programmes": {"conveners": {"raises": "link_trust", "on": "links.*.*", "effort": {"number": 1, "tends": 1}, "time_constant": "100 days",
                                 "from": "2025-02-20", "until": "2025-09-08"}}
  })");
  const auto link_trust = [](double day) {   // dx/dt = .005 (1 - x) - .002 x while it runs, else -.002 x
    const double highest = 0.005 / 0.007, under = highest * (1 - std::exp(-0.007 * (std::clamp(day, 50.0, 250.0) - 50)));
    return under * std::exp(-0.002 * std::max(0.0, day - 250));
  };
  std::size_t visitor = 0, warm = 0;
  std::string wrong;
  for (const LogRow& row : w.sim.recorder().rows()) {
    if (row.what != Happening::passed_on) continue;
    const double on = 25 + 25.5 * static_cast<double>(visitor / 1000), x = link_trust(std::floor(on));   // what a day begins with holds for it
    const double u = luck(visitor, "door", hash32("hub"), 1, Purpose::pass, 0);
    const bool as_said = row.person.index() == visitor && row.at == day(on) && static_cast<Mode>(row.detail) == (u < x ? Mode::warm : Mode::cold);
    if (!as_said) wrong += "day " + std::to_string(on) + ", visitor " + std::to_string(visitor) + ", x " + std::to_string(x) + ", u " + std::to_string(u) + "\n";
    if (u < x) ++warm;
    ++visitor;
  }
  CHECK(wrong.empty());
  CHECK(visitor == 19000);   // a thousand on each of days 25, 50.5 ... 484
  CHECK((warm > 0 && warm < visitor));
}
