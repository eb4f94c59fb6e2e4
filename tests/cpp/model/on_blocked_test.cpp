// A closing that is blocked: who keeps the bed, until when, who moves first, and what it costs meanwhile. Every line was
// worked out by hand before it was run.
#include <sstream>

#include "support/catch.hpp"
#include "support/tiny_worlds.hpp"

using namespace casepath;
using namespace casepath::tiny;

namespace {

/// A hostel and a flat of one place each. p0 comes to the flat on day 0 and lives there for 20 days, p1 comes to the hostel on
/// day 0 and p2 on day 2; a stay in the hostel takes 10 days.
constexpr auto hostel_and_flat = R"({
  "horizon": "100 days",
  "needs": {"home": {}},
  "streams": {"tenant": {"to": "flat", "every": "4000 days", "first": "2025-01-01", "needs": {"home": "severe"}},
              "first": {"to": "hostel", "every": "4000 days", "first": "2025-01-01", "needs": {"home": "severe"}},
              "next": {"to": "hostel", "every": "4000 days", "first": "2025-01-03", "needs": {"home": "severe"}}},
  "services": {"hostel": {"works_on": ["home"], "capacity": 1, "stay": "10 days", "costs": {"slot_day": "£1"}, "closes": {"blocked": true}},
               "flat": {"works_on": ["home"], "capacity": 1, "stay": "20 days"}},
  "links": {"hostel": {"flat": {"on": ["unmet"]}}}
})";

/// Two beds of one place each whose people wait for one another's: p0 and p1 come on day 0, p2 to the first on day 1.
constexpr auto ring = R"({
  "horizon": "100 days",
  "needs": {"home": {}},
  "passing": {"max_hops": 3},
  "streams": {"a": {"to": "east", "every": "4000 days", "first": "2025-01-01", "needs": {"home": "severe"}},
              "b": {"to": "west", "every": "4000 days", "first": "2025-01-01", "needs": {"home": "severe"}},
              "c": {"to": "east", "every": "4000 days", "first": "2025-01-02", "needs": {"home": "severe"}}},
  "services": {"east": {"works_on": ["home"], "capacity": 1, "stay": "10 days", "closes": {"blocked": true}},
               "west": {"works_on": ["home"], "capacity": 1, "stay": "15 days", "closes": {"blocked": true}}},
  "links": {"east": {"west": {"on": ["unmet"], "again": true}}, "west": {"east": {"on": ["unmet"], "again": true}}}
})";

/// The lines of a story that contain `word`; or, if it is a date ("10 "), those of that date.
std::string told(const TinyWorld& w, std::string_view word) {
  std::istringstream all(w.story());
  std::string out, line;
  while (std::getline(all, line))
    if (word.back() == ' ' ? line.starts_with(word) : line.find(word) != std::string::npos) out += line + "\n";
  return out;
}

}  // namespace

TEST_CASE("who is blocked keeps the bed until the flat is free; then all move at one instant, the chain upstream first",
          "[model][on_blocked][S9][T2][O12]") {
  const TinyWorld w = played(hostel_and_flat);
  CHECK(w.story() == text(R"(
    0 p0 request_opened stream
    0 p0 referral_arrived flat opening
    0 p0 accepted flat
    0 p0 admitted flat
    0 p1 request_opened stream
    0 p1 referral_arrived hostel opening
    0 p1 accepted hostel
    0 p1 admitted hostel
    2 p2 request_opened stream
    2 p2 referral_arrived hostel opening
    2 p2 accepted hostel
    2 p2 joined_list hostel
    10 p1 slot_day hostel 1000p
    10 p1 passed_on hostel -> flat cold
    10 p1 referral_arrived flat cold
    10 p1 accepted flat
    10 p1 joined_list flat
    20 p0 closed flat completed
    20 p0 strand_ended home unmet_after_help
    20 p1 blocked_day hostel 1000p
    20 p1 closed hostel completed
    20 p2 admitted hostel
    20 p1 admitted flat
    30 p2 slot_day hostel 1000p
    30 p2 passed_on hostel -> flat cold
    30 p2 referral_arrived flat cold
    30 p2 accepted flat
    30 p2 joined_list flat
    40 p1 closed flat completed
    40 p1 strand_ended home unmet_after_help
    40 p2 blocked_day hostel 1000p
    40 p2 closed hostel completed
    40 p2 admitted flat
    60 p2 closed flat completed
    60 p2 strand_ended home unmet_after_help
  )"));
  CHECK(w.ledger() == text(R"(
    hostel slot_day no_outcome 2000p x0
    hostel empty_slot overhead 6000p x0
    hostel blocked_day no_outcome 2000p x0
  )"));
  CHECK(w.pence(InteractionPurpose::process) == 2000);
  // Ten days each; the blocked are in the caseload and on the onward list as well.
  CHECK(w.load("hostel").blocked == PersonTicks{20} * ticks_per_day);
  CHECK(w.load("hostel").caseload == PersonTicks{40} * ticks_per_day);
  CHECK(w.load("flat").queue == PersonTicks{20} * ticks_per_day);
  CHECK(w.load("flat").blocked == 0);
}

TEST_CASE("if the person in the flat leaves on the day another is blocked, nobody is blocked for long", "[model][on_blocked][S9][T2]") {
  // The tenant leaves on day 10, as the first stay in the hostel ends: the endings come before the arrival at the flat.
  const TinyWorld w = played(hostel_and_flat, {R"({"services": {"flat": {"stay": "10 days"}}})"});
  CHECK(told(w, "10 ") == text(R"(
    10 p0 closed flat completed
    10 p0 strand_ended home unmet_after_help
    10 p1 slot_day hostel 1000p
    10 p1 passed_on hostel -> flat cold
    10 p1 referral_arrived flat cold
    10 p1 accepted flat
    10 p1 closed hostel completed
    10 p2 admitted hostel
    10 p1 admitted flat
  )"));
  CHECK(w.load("hostel").blocked == 0);
  CHECK(w.load("flat").queue == 0);
}

TEST_CASE("a blocked bed is given up when the strand ends otherwise", "[model][on_blocked][S9][W5][H6][T2]") {
  // Patience for the flat runs out on day 15; the bed is free for p2 at that instant.
  const TinyWorld w = played(hostel_and_flat, {R"({"services": {"flat": {"list": {"patience": "5 days"}}}})"});
  CHECK(told(w, "15 ") == text(R"(
    15 p1 left_list flat
    15 p1 blocked_day hostel 500p
    15 p1 strand_ended home reneged
    15 p1 closed hostel completed
    15 p2 admitted hostel
  )"));
  // Nobody arrives: it is known after two days on the way, and the bed is held for as long.
  const TinyWorld lost = played(hostel_and_flat, {R"({"links": {"hostel": {"flat": {"arrives": 0, "delay": "2 days"}}}})"});
  CHECK(told(lost, "12 ") == text(R"(
    12 p1 lost flat
    12 p1 blocked_day hostel 200p
    12 p1 strand_ended home lost
    12 p1 closed hostel completed
    12 p2 admitted hostel
  )"));
  // Refused by the flat, with no link to go on by.
  const TinyWorld refused = played(hostel_and_flat, {R"({"services": {"flat": {"triage": {"takes": "1 day"}, "asks": {"home": {"at_most": "low"}}}},
                                                         "streams": {"tenant": {"needs": {"home": "low"}}}})"});
  CHECK(told(refused, "11 ") == text(R"(
    11 p1 rejected flat asks
    11 p1 blocked_day hostel 100p
    11 p1 strand_ended home refused
    11 p1 closed hostel completed
    11 p2 admitted hostel
  )"));
}

TEST_CASE("who leaves early, or has nowhere to go, is not blocked", "[model][on_blocked][S9][S7]") {
  const TinyWorld none = played(hostel_and_flat, {R"({"links": {"hostel": {"flat": {"share": 0}}}})"});
  CHECK(told(none, "10 ") == text(R"(
    10 p1 slot_day hostel 1000p
    10 p1 strand_ended home unmet_after_help
    10 p1 closed hostel completed
    10 p2 admitted hostel
  )"));
  // Missed contacts cut an episode short: the person is passed on, and the place is free.
  const TinyWorld missed = played(hostel_and_flat, {R"({"services": {"hostel": {"stay": null, "contacts": {"every": "5 days", "attend": 0},
                                                         "closes": {"missed_run": 2}}}})"});
  CHECK(told(missed, "5 ") == text(R"(
    5 p1 missed_contact hostel 0p
    5 p1 closed hostel missed_run
    5 p1 slot_day hostel 500p
    5 p1 passed_on hostel -> flat cold
    5 p2 admitted hostel
    5 p1 referral_arrived flat cold
    5 p1 accepted flat
    5 p1 joined_list flat
    5 p2 missed_contact hostel 0p
  )"));
  CHECK(missed.load("hostel").blocked == 0);
}

TEST_CASE("contacts stop when the work is over, and the goal met does not undo a block", "[model][on_blocked][S9][H1]") {
  // The one contact meets the goal; who is met is passed on by `met` and keeps the place until the flat is free on day 20.
  const TinyWorld w = played(hostel_and_flat, {R"({"services": {"hostel": {"stay": null, "contacts": {"every": "3 days", "cost": "£2"},
                                                    "effects": {"contact": {"home": "to goal with 1"}}}},
                                                  "streams": {"next": null},
                                                  "links": {"hostel": {"flat": {"on": ["met"], "delay": "4 days"}}}})"});
  // On the way the need stands at its goal: what was asked is met before the person arrives, but that was so at the sending.
  CHECK(told(w, "p1") == text(R"(
    0 p1 request_opened stream
    0 p1 referral_arrived hostel opening
    0 p1 accepted hostel
    0 p1 admitted hostel
    0 p1 contact hostel 200p
    0 p1 effect hostel home -> none
    0 p1 need_changed home severe -> none
    0 p1 passed_on hostel -> flat cold
    4 p1 referral_arrived flat cold
    4 p1 accepted flat
    4 p1 joined_list flat
    20 p1 blocked_day hostel 2000p
    20 p1 closed hostel goal_met
    20 p1 admitted flat
    40 p1 closed flat completed
    40 p1 strand_ended home met
  )"));
}

TEST_CASE("a ring of full places in which everybody is blocked is noted once, with its date", "[model][on_blocked][S9]") {
  const TinyWorld w = played(ring);
  // East ends on day 10 and waits for west; west ends on day 15 and waits for east. p2 waits for east all along.
  CHECK(w.lines("admitted") == "0 p0 admitted east\n0 p1 admitted west\n");
  CHECK(w.world().services[w.service("east").index()].deadlocked_at == day(15));
  CHECK(w.world().services[w.service("west").index()].deadlocked_at == day(15));
  CHECK(w.load("east").blocked == PersonTicks{90} * ticks_per_day);
  CHECK(w.load("west").blocked == PersonTicks{85} * ticks_per_day);
}

TEST_CASE("with deadlock = swap the oldest blocked of each exchange places", "[model][on_blocked][S9]") {
  const TinyWorld w = played(ring, {R"({"services": {"east": {"closes": {"deadlock": "swap"}}, "west": {"closes": {"deadlock": "swap"}}},
                                "horizon": "40 days"})"});
  CHECK(told(w, "15 ") == text(R"(
    15 p1 passed_on west -> east cold
    15 p1 referral_arrived east cold
    15 p1 accepted east
    15 p1 joined_list east
    15 p0 closed east completed
    15 p0 admitted west
    15 p1 closed west completed
    15 p1 admitted east
  )"));
  // On day 25 p1 is blocked again and waits for west, where p0 is until day 30; then they exchange again. p2 has been on the
  // list of east from day 1, before p1 came to it, and is passed over both times.
  CHECK(w.lines("admitted") == text(R"(
    0 p0 admitted east
    0 p1 admitted west
    15 p0 admitted west
    15 p1 admitted east
    30 p1 admitted west
    30 p0 admitted east
  )"));
  CHECK(w.world().services[w.service("east").index()].deadlocked_at == never());
}

TEST_CASE("a chain moves from its upper end", "[model][on_blocked][S9]") {
  // p0 in the flat, p1 in the hostel, p2 in the shelter, whose link leads to the hostel; nobody waits for the shelter.
  const TinyWorld w = played(hostel_and_flat, {R"({"streams": {"next": {"to": "shelter"}},
    "services": {"shelter": {"works_on": ["home"], "capacity": 1, "stay": "3 days", "closes": {"blocked": true}}},
    "links": {"shelter": {"hostel": {"on": ["unmet"]}}}})"});
  CHECK(told(w, "20 ") == text(R"(
    20 p0 closed flat completed
    20 p0 strand_ended home unmet_after_help
    20 p1 blocked_day hostel 1000p
    20 p1 closed hostel completed
    20 p2 closed shelter completed
    20 p2 admitted hostel
    20 p1 admitted flat
  )"));
  CHECK(w.load("shelter").blocked == PersonTicks{15} * ticks_per_day);
}

TEST_CASE("who is sent back to the bed that is still held waits for another", "[model][on_blocked][S9][R4]") {
  // An agency takes nobody and sends all back. p2 comes to the second bed on day 2 and is blocked in it from day 12: then both
  // beds wait for one another.
  constexpr auto sent_back = R"({"links": {"hostel": {"flat": null, "agency": {"on": ["unmet"]}}, "agency": {"hostel": {"on": ["rejected"]}}},
    "services": {"agency": {"works_on": ["home"], "stay": "1 day", "asks": {"home": {"at_most": "low"}}}}, "passing": {"max_hops": 2}})";
  const TinyWorld w = played(hostel_and_flat, {sent_back, R"({"services": {"hostel": {"capacity": 2}}})"});
  CHECK(w.lines("admitted hostel") == "0 p1 admitted hostel\n2 p2 admitted hostel\n");
  CHECK(w.world().services[w.service("hostel").index()].deadlocked_at == day(12));
  // With a swap who waits for the only bed, their own, has it again.
  const TinyWorld swap = played(hostel_and_flat, {sent_back, R"({"services": {"hostel": {"closes": {"deadlock": "swap"}}}, "streams": {"next": null}})"});
  CHECK(told(swap, "hostel") == text(R"(
    0 p1 referral_arrived hostel opening
    0 p1 accepted hostel
    0 p1 admitted hostel
    10 p1 slot_day hostel 1000p
    10 p1 passed_on hostel -> agency cold
    10 p1 passed_on agency -> hostel cold
    10 p1 referral_arrived hostel cold
    10 p1 accepted hostel
    10 p1 joined_list hostel
    10 p1 closed hostel completed
    10 p1 admitted hostel
    20 p1 slot_day hostel 1000p
    20 p1 closed hostel completed
  )"));
}

TEST_CASE("two needs that go different ways hold the bed until both are taken on", "[model][on_blocked][S9][R1]") {
  const TinyWorld w = played(hostel_and_flat, {R"({"needs": {"debt": {}}, "streams": {"first": {"needs": {"debt": "low"}}, "next": null},
    "services": {"hostel": {"works_on": ["home", "debt"]}, "advice": {"works_on": ["debt"], "list": {"delay": "3 days"}, "stay": "1 day"}},
    "links": {"hostel": {"advice": {"on": ["unmet"]}}}})"});
  CHECK(told(w, "hostel") == text(R"(
    0 p1 referral_arrived hostel opening
    0 p1 accepted hostel
    0 p1 admitted hostel
    10 p1 slot_day hostel 1000p
    10 p1 passed_on hostel -> flat cold
    10 p1 passed_on hostel -> advice cold
    13 p1 blocked_day hostel 300p
    20 p1 blocked_day hostel 700p
    20 p1 closed hostel completed
  )"));
  CHECK(w.pence(InteractionPurpose::process) == 1000);   // 300p shared by both needs, 700p of the home alone
}

TEST_CASE("a bed that is blocked goes on meeting the need, and its end is a rise", "[model][on_blocked][S9][S1]") {
  const TinyWorld w = played(hostel_and_flat, {R"({"services": {"hostel": {"while_open": {"home": {"counts_as": "low"}}}}, "streams": {"next": null}})"});
  CHECK(w.lines("need_changed") == "0 p1 need_changed home severe -> low\n20 p1 need_changed home low -> severe\n");
}

TEST_CASE("who leaves the place, or loses the service, leaves a blocked bed as any other", "[model][on_blocked][S9][P3][S7]") {
  const TinyWorld w = played(hostel_and_flat, {R"({"services": {"hostel": {"until": "2025-01-16"}}})"});
  CHECK(told(w, "15 ") == text(R"(
    15 p2 rejected hostel ended
    15 p2 strand_ended home refused
    15 p1 closed hostel funding_ended
    15 p1 blocked_day hostel 500p
  )"));
  CHECK(told(w, "20 p1") == "20 p1 admitted flat\n");
}

TEST_CASE("with room everywhere a block changes nothing but the order of one instant", "[model][on_blocked][S9]") {
  const auto roomy = [](bool blocked) {
    return played(hostel_and_flat, {R"({"services": {"flat": {"capacity": 9}, "hostel": {"capacity": 9}}})",
                                    blocked ? "{}" : R"({"services": {"hostel": {"closes": null}}})"});
  };
  CHECK(roomy(true).ledger() == roomy(false).ledger());
  CHECK(roomy(true).load("hostel").caseload == roomy(false).load("hostel").caseload);
  CHECK(roomy(true).lines("admitted") == roomy(false).lines("admitted"));
}
