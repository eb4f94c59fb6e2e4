// Starting lists and open cases (rule P7): true dates, no cost before the start, no new demand. Worked out by hand.
#include <cmath>

#include "support/catch.hpp"
#include "support/tiny_worlds.hpp"

using namespace casepath;
using namespace casepath::tiny;

namespace {

/// Three people with debts, known by name; one slot at the desk.
constexpr auto three = R"({
  "horizon": "60 days",
  "needs": {"debt": {}},
  "people": {"cohorts": {"kit": {"size": "rows", "microdata": {"person": ["ann", "bob", "cy"], "debt": ["severe", "severe", "severe"]}}}},
  "services": {"desk": {"works_on": ["debt"], "capacity": 1, "stay": "10 days", "costs": {"start": "£1", "slot_day": "£2"},
                        "at_start": {"microdata": {"person": ["ann", "bob", "cy"], "state": ["open", "waiting", "waiting"], "days": [4, 20, 30]}}}}
})";

}  // namespace

TEST_CASE("waits and cases of the start count from their true dates, and cost nothing before it", "[model][on_start][P7]") {
  const TinyWorld w = played(three);
  CHECK(w.story() == text(R"(
    0 p0 request_opened at_start
    0 p0 admitted desk
    0 p1 request_opened at_start
    0 p1 joined_list desk
    0 p2 request_opened at_start
    0 p2 joined_list desk
    6 p0 closed desk completed
    6 p0 slot_day desk 1200p
    6 p0 strand_ended debt unmet_after_help
    6 p2 admitted desk
    6 p2 start desk 100p
    16 p2 closed desk completed
    16 p2 slot_day desk 2000p
    16 p2 strand_ended debt unmet_after_help
    16 p1 admitted desk
    16 p1 start desk 100p
    26 p1 closed desk completed
    26 p1 slot_day desk 2000p
    26 p1 strand_ended debt unmet_after_help
  )"));
  CHECK(w.tally("desk").arrivals == 0);
  CHECK(w.tally("desk").accepted == 0);
  CHECK(w.tally("desk").admitted == 2);
  CHECK(w.tally("desk").waits.count() == 2);
  CHECK(w.tally("desk").waits.mean_finite() == Approx(36 * 86400e6));   // 30 + 6 and 20 + 16
  CHECK(w.load("desk").queue == PersonTicks{22} * ticks_per_day);        // within the run: 6 and 16
  CHECK(w.count(Count::requests) == 0);
  CHECK(w.count(Count::strands) == 0);
  CHECK(w.count(Count::requests_ended) == 3);
  CHECK(w.count(Count::request_ticks) == 102 * ticks_per_day);           // 4 + 6, 20 + 26, 30 + 16
  CHECK(w.ledger() == text(R"(
    desk start no_outcome 200p x2 by at_start
    desk slot_day no_outcome 5200p x0 by at_start
    desk empty_slot overhead 6800p x0
  )"));
}

TEST_CASE("patience that a wait has outlasted ends when it would have, at the latest at once", "[model][on_start][P7][W5]") {
  const TinyWorld w = played(three, {R"({"services": {"desk": {"stay": "400 days", "list": {"patience": "30 days"}, "at_start": {"microdata": {"days": [4, 20, 40]}}}}})"});
  CHECK(w.lines("left_list") == "0 p2 left_list desk\n10 p1 left_list desk\n");
  CHECK(w.tally("desk").reneged == 2);
  CHECK(w.tally("desk").waits.mean_finite() == Approx(35 * 86400e6));   // 40 and 30
}

TEST_CASE("where slots are free it is the appointment that keeps people on the list", "[model][on_start][P7][W1]") {
  const TinyWorld w = played(three, {R"({"services": {"desk": {"capacity": null, "list": {"delay": "25 days"},
                                          "at_start": {"microdata": {"days": [4, 20, 30]}}}}})"});
  CHECK(w.lines("p1").find("5 p1 admitted desk") != std::string::npos);
  CHECK(w.lines("p2").find("0 p2 admitted desk") != std::string::npos);   // overdue
}

TEST_CASE("contacts keep their rhythm; those before the start count towards the limit and raise the relationship", "[model][on_start][P7][S6]") {
  const auto contacts = [](const char* limit) {
    return TinyWorld(filled(R"({
      "horizon": "60 days", "relationship": {"attended": 0.5},
      "needs": {"debt": {}},
      "people": {"cohorts": {"kit": {"size": 1, "needs": {"debt": {"severe": 1}}}}},
      "services": {"desk": {"works_on": ["debt"], "contacts": {"every": "10 days", "cost": "£5"}, "closes": {"contacts": $1}, "at_start": {"open": 1, "age": "24 days"}}}
    })", {limit}));
  };
  TinyWorld four = contacts("4"), three_only = contacts("3"), five = contacts("5");
  CHECK(four.world().referrals[ReferralId{0}].relationship == 0.875f);   // attended on days -24, -14 and -4
  CHECK(four.world().referrals[ReferralId{0}].attended == 3);
  CHECK(three_only.world().referrals[ReferralId{0}].attended == 2);      // else it would not be open
  const auto last = text(R"(
    6 p0 contact desk 500p
    6 p0 closed desk contact_limit
  )");
  CHECK(four.finish().lines("desk").ends_with(last));
  CHECK(three_only.finish().lines("desk").ends_with(last));
  CHECK(five.finish().lines("contact desk") == "6 p0 contact desk 500p\n16 p0 contact desk 500p\n");
}

TEST_CASE("a limit of time counts from the true start", "[model][on_start][P7][S7]") {
  const TinyWorld w = played(R"({
    "horizon": "60 days", "needs": {"debt": {}},
    "people": {"cohorts": {"kit": {"size": 1, "needs": {"debt": {"severe": 1}}}}},
    "services": {"desk": {"works_on": ["debt"], "contacts": {"every": "100 days"}, "closes": {"after": "60 days"}, "at_start": {"open": 1, "age": "24 days"}}}
  })");
  CHECK(w.lines("closed") == "36 p0 closed desk time_limit\n");
}

TEST_CASE("a case of the start is no repeat demand, but asking again after it is", "[model][on_start][P7][R9]") {
  const TinyWorld w = played(filled(R"({
    "horizon": "6 days", "outcome": {"repeat_window": "90 days"},
    "needs": {"debt": {"seeks": {"rate": {"severe": "$1"}, "doors": {"desk": 1}}}},
    "people": {"cohorts": {"kit": {"size": 1, "needs": {"debt": {"severe": 1}}}}},
    "services": {"desk": {"works_on": ["debt"], "stay": "12 days", "at_start": {"open": 1, "age": "10 days"}}}
  })", {rate_for(5, Purpose::seek, "kit")}));
  CHECK(w.lines("request_opened") == "0 p0 request_opened at_start\n5 p0 request_opened person\n");
  CHECK(w.count(Count::strands) == 1);
  CHECK(w.count(Count::repeat_strands) == 1);
}

TEST_CASE("who has a case at the start does not ask about that need elsewhere", "[model][on_start][P7][R3]") {
  const TinyWorld w = played(filled(R"({
    "horizon": "6 days",
    "needs": {"debt": {"seeks": {"rate": {"severe": "$1"}, "doors": {"desk": 1}}}},
    "people": {"cohorts": {"kit": {"size": 1, "needs": {"debt": {"severe": 1}}}}},
    "services": {"desk": {"works_on": ["debt"], "stay": "12 days"},
                 "shop": {"works_on": ["debt"], "stay": "90 days", "at_start": {"open": 1, "age": "10 days"}}}
  })", {rate_for(5, Purpose::seek, "kit")}));
  CHECK(w.times("request_opened") == 1);
}

TEST_CASE("a bed that meets a need at the start has met it since the case began", "[model][on_start][P7][S1][O2]") {
  constexpr auto hostel = R"({
    "horizon": "80 days", "outcome": {"sustain": "60 days", "credit_window": "10 days", "review": "1 year"},
    "needs": {"home": {}},
    "people": {"cohorts": {"kit": {"size": 1, "needs": {"home": {"severe": 1}}}}},
    "services": {"hostel": {"works_on": ["home"], "stay": "100 days", "while_open": {"home": {"counts_as": "none"}}, "costs": {"slot_day": "£1"},
                            "at_start": {"open": 1, "age": "50 days"}}}
  })";
  const TinyWorld w = played(hostel);
  CHECK(w.lines("need_changed") == "0 p0 need_changed home severe -> none\n50 p0 need_changed home none -> severe\n");
  CHECK(w.ledger() == "hostel slot_day outcome 5000p x0 by at_start\n");   // kept from day -50 to day 50
  CHECK(w.count(Count::outcomes_sustained) == 0);                           // reached before the counted years
  const TinyWorld short_of = played(hostel, {R"({"outcome": {"sustain": "101 days"}})"});
  CHECK(short_of.ledger() == "hostel slot_day low_outcome 5000p x0 by at_start\n");
  const TinyWorld reviewed = played(hostel, {R"({"outcome": {"sustain": "40 days", "review": "30 days"}})"});
  CHECK(reviewed.pence(OutcomeClass::kept) == 5000);   // posted at the close, on the piece from day 40: that from day -20 was the outcome
}

TEST_CASE("a plain queue begins with visitors", "[model][on_start][P7][O8]") {
  const TinyWorld w = played(R"({
    "horizon": "60 days",
    "services": {"desk": {"capacity": 2, "stay": "5 days", "costs": {"start": "£1", "slot_day": "£1"}, "at_start": {"open": 2, "age": "2 days", "waiting": 1, "waited": "7 days"}}}
  })");
  CHECK(w.story({"joined", "retold", "off_list", "classed", "slot_day"}) == text(R"(
    0 p0 request_opened at_start
    0 p0 admitted desk
    0 p1 request_opened at_start
    0 p1 admitted desk
    0 p2 request_opened at_start
    0 p2 joined_list desk
    3 p0 closed desk completed
    3 p0 slot_day desk 300p
    3 p0 strand_ended - unmet_after_help
    3 p2 admitted desk
    3 p2 start desk 100p
    3 p1 closed desk completed
    3 p1 slot_day desk 300p
    3 p1 strand_ended - unmet_after_help
    8 p2 closed desk completed
    8 p2 slot_day desk 500p
    8 p2 strand_ended - unmet_after_help
  )"));
  CHECK(w.tally("desk").waits.mean_finite() == Approx(10 * 86400e6));
  CHECK(w.tally("desk").waits_by_stream.empty());
}

TEST_CASE("a list that is free to move is taken at once, the longest wait first", "[model][on_start][P7][K1]") {
  const TinyWorld w = played(three, {R"({"services": {"desk": {"capacity": 2}}})"});
  CHECK(w.lines("admitted") == "0 p0 admitted desk\n0 p2 admitted desk\n6 p1 admitted desk\n");
}

TEST_CASE("lots are drawn among people with an unmet need in scope, the same whatever else differs", "[model][on_start][P7]") {
  constexpr auto crowd = R"({
    "horizon": "60 days", "needs": {"debt": {}, "home": {}},
    "people": {"cohorts": {"kit": {"size": 60, "needs": {"debt": {"severe": 0.5}, "home": {"severe": 0.5}}}}},
    "services": {"desk": {"works_on": ["debt"], "capacity": 5, "stay": "10 days", "at_start": {"waiting": 9, "waited": {"dist": "uniform", "low": "1 day", "high": "99 days"}, "open": 5}},
                 "house": {"works_on": ["debt", "home"], "capacity": 3, "stay": "20 days", "at_start": {"waiting": 6, "open": 3}}}
  })";
  const TinyWorld w{crowd}, other(crowd, {R"({"services": {"desk": {"stay": "30 days", "list": {"order": "severity"}}}})"});
  CHECK(w.times("joined_list") == 15);
  CHECK(w.times("admitted") == 8);
  CHECK(w.story() == other.story());
  for (std::size_t i = 0; i < w.world().people.size(); ++i)
    for (ReferralId r = w.world().people.hot[i].first_referral; !r.is_none(); r = w.world().referrals[r].next_of_person)
      CHECK(w.world().people.hot[i].needs_above(w.rules().goals) != 0);
}

TEST_CASE("more on a list than have such a need is an error that says so", "[model][on_start][P7]") {
  CHECK_THROWS_WITH(TinyWorld(three, {R"({"people": {"cohorts": {"kit": {"microdata": {"debt": ["severe", "none", "severe"]}}}}})"}),
                    "services.desk.at_start: 1 waiting, but person 1 has no such need unmet and asked about nowhere else (day 0.000000, person 1, replication 0, seed 1)");
}
