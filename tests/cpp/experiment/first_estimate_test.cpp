// The first estimate against worlds small enough to solve by hand: every expected number is worked out beside it.
#include "casepath/experiment/first_estimate.hpp"

#include <algorithm>

#include "casepath/scenario/io.hpp"
#include "casepath/scenario/lower.hpp"
#include "support/catch.hpp"

using namespace casepath;

namespace {

/// One year is counted, and nothing else is said of the head: levels none, some, severe, and the need debt.
FirstEstimate estimate_of(const std::string& rest, const std::string& head = R"("horizon": "365.25 days")") {
  return first_estimate(lower(read_scenario(R"({"casepath": 1, "start": "2025-01-01", )" + head +
                                            R"(, "levels": {"names": ["none", "some", "severe"]}, )" + rest + "}"))
                            .base);
}
const ServiceEstimate& at(const FirstEstimate& e, const std::string& name) {
  return *std::find_if(e.services.begin(), e.services.end(), [&](const ServiceEstimate& s) { return s.name == name; });
}
std::string hundred_severe(const std::string& to) {
  return R"("streams": {"in": {"to": ")" + to + R"(", "rate": "100 per year", "needs": {"debt": "severe"}}})";
}

}  // namespace

TEST_CASE("a plain queue wants its rate times its stay", "[experiment][first_estimate]") {
  const FirstEstimate e = estimate_of(R"("streams": {"in": {"to": "desk", "rate": "4 per day"}},
    "services": {"desk": {"capacity": 1, "accept": 0.5, "stay": {"dist": "exponential", "mean": "9 hours"}, "triage": {"cost": "£2"}}})");
  CHECK(at(e, "desk").arrivals == Approx(4 * 365.25));
  CHECK(at(e, "desk").admitted == Approx(2 * 365.25));
  CHECK(at(e, "desk").wanted == Approx(2 * 9.0 / 24));   // 0.75 of one slot
  CHECK(at(e, "desk").load() == Approx(0.75));
  CHECK_FALSE(at(e, "desk").saturates());
  CHECK(e.cost_total == Approx(8 * 365.25));
  CHECK(e.cost_overhead == Approx(e.cost_total));   // requests without needs are nobody's class (O8)
}

TEST_CASE("a service whose accepted work is more than its slots will saturate", "[experiment][first_estimate]") {
  const FirstEstimate e = estimate_of(R"("streams": {"in": {"to": "desk", "rate": "5 per day"}},
    "services": {"desk": {"capacity": 2, "stay": "12 hours"}})");
  CHECK(at(e, "desk").load() == Approx(1.25));
  CHECK(at(e, "desk").saturates());
  CHECK(std::any_of(e.left_out.begin(), e.left_out.end(), [](const std::string& line) { return line.starts_with("queues"); }));
}

TEST_CASE("services that send people round solve the traffic equations", "[experiment][first_estimate]") {
  // a = 10 + b / 2, b = 4 / 10 a: a = 12.5, b = 5
  const FirstEstimate e = estimate_of(R"("streams": {"in": {"to": "a", "rate": "10 per year"}}, "passing": {"max_hops": "none"},
    "modes": {"cold": {"delay": "0 days"}},
    "services": {"a": {"stay": "1 hour"}, "b": {"stay": "1 hour"}},
    "links": {"a": {"b": {"on": ["always"], "share": 0.4}}, "b": {"a": {"on": ["always"], "share": 0.5}}})");
  CHECK(at(e, "a").arrivals == Approx(12.5));
  CHECK(at(e, "b").arrivals == Approx(5));
}

TEST_CASE("with a limit of hops a ring ends there", "[experiment][first_estimate]") {
  // a, b, a: two hops; the third choice is not made
  const FirstEstimate e = estimate_of(R"("needs": {"debt": {}}, )" + hundred_severe("a") + R"(, "passing": {"max_hops": 2},
    "services": {"a": {"accept": 0, "stay": "1 day", "triage": {"cost": "£1"}, "works_on": ["debt"]}, "b": {"accept": 0, "stay": "1 day", "triage": {"cost": "£10"}, "works_on": ["debt"]}},
    "links": {"a": {"b": {"on": ["rejected"], "again": true}}, "b": {"a": {"on": ["rejected"], "again": true}}})");
  CHECK(at(e, "a").arrivals == Approx(200));
  CHECK(at(e, "b").arrivals == Approx(100));
  CHECK(e.cost_total == Approx(1200));
  CHECK(e.no_outcome_share() == Approx(1));
}

TEST_CASE("what costs strands that nothing helps have is no outcome", "[experiment][first_estimate]") {
  // one contact: .8 come (£100), .2 do not (£20); of those who come half fall: cost 84, unhelped .2 * 20 + .4 * 100 = 44
  const FirstEstimate e = estimate_of(R"("needs": {"debt": {}}, )" + hundred_severe("advice") + R"(,
    "services": {"advice": {"works_on": ["debt"], "contacts": {"every": "1 week", "attend": 0.8, "cost": "£100", "missed_cost": "£20"},
      "closes": {"contacts": 1, "missed_run": 1}, "effects": {"contact": {"debt": {"severe": 0.5}}}}})");
  CHECK(e.cost_total == Approx(8400));
  CHECK(e.cost_no_outcome == Approx(4400));
}

TEST_CASE("contacts until the goal or two misses in a row are counted one by one", "[experiment][first_estimate]") {
  // Attend 1/2, effect 1 from severe to some to none (goal none): the chain over (attended, missed in a row) by hand.
  // From (a, no miss): attend 1/2, miss 1/2; from (a, one miss): attend 1/2, closed 1/2. A level needs "attend before two
  // misses in a row": chance 1/2 + 1/4 = 3/4, with 1/2 * 0 + 1/4 * 1 misses before; failing 1/4 has two misses.
  // Attended on average 3/4 + 9/16 = 21/16. Missed: first level 1/4 + 1/4 * 2 = 3/4, second 3/4 of that: 21/16.
  const FirstEstimate e = estimate_of(R"("needs": {"debt": {}}, )" + hundred_severe("advice") + R"(,
    "services": {"advice": {"works_on": ["debt"], "contacts": {"every": "1 week", "attend": 0.5, "cost": "£16", "missed_cost": "£1"},
      "closes": {"missed_run": 2}, "effects": {"contact": {"debt": 1}}}})");
  CHECK(e.cost_total == Approx(100 * (21 + 21.0 / 16)));
  CHECK(e.cost_no_outcome == Approx(100 * 0.25 * 2));   // a quarter never attend: two misses
  // weeks held: contacts less one, of 21/8 contacts on average
  CHECK(at(e, "advice").wanted == Approx(100 * (21.0 / 8 - 1) * 7 / 365.25));
}

TEST_CASE("somebody passed on while the episode stays open is helped by either", "[experiment][first_estimate]") {
  // desk £10 never helps; the flat it leads on to costs £90 and helps half of those it takes
  const FirstEstimate e = estimate_of(R"("needs": {"debt": {}}, )" + hundred_severe("desk") + R"(,
    "services": {"desk": {"works_on": ["debt"], "stay": "10 days", "costs": {"start": "£10"}},
      "flat": {"works_on": ["debt"], "stay": "1 day", "costs": {"start": "£90"}, "effects": {"end": {"debt": {"severe": 0.5}}}}},
    "links": {"desk": {"flat": {"on": ["open"]}}})");
  CHECK(at(e, "flat").arrivals == Approx(100));
  CHECK(e.cost_total == Approx(10'000));
  CHECK(e.cost_no_outcome == Approx(5'000));
}

TEST_CASE("people whose patience is shorter than the wait are not admitted", "[experiment][first_estimate]") {
  const FirstEstimate e = estimate_of(R"("needs": {"debt": {}}, )" + hundred_severe("desk") + R"(,
    "services": {"desk": {"works_on": ["debt"], "stay": "1 day", "list": {"delay": "10 days", "patience": {"dist": "uniform", "low": "0 days", "high": "40 days"},
      "chase": "0.1 per day", "chase_cost": "£8"}}})");
  CHECK(at(e, "desk").admitted == Approx(75));
  // a quarter wait 5 days on average, the others 10: 8.75 days, .875 calls
  CHECK(e.cost_total == Approx(100 * 0.875 * 8));
}

TEST_CASE("who is asking already asks no more", "[experiment][first_estimate]") {
  // Seeking once a year, each request open for a year: half of the time nothing is open, so half a request a year.
  const FirstEstimate e = estimate_of(R"("needs": {"debt": {"seeks": {"rate": {"severe": "1 per year"}, "doors": {"desk": 1}}}},
    "people": {"cohorts": {"all": {"size": 1000, "needs": {"debt": {"severe": 1}}}}},
    "services": {"desk": {"works_on": ["debt"], "stay": "365.25 days"}})", R"("warm_up": "8 years", "horizon": "4 years")");
  CHECK(at(e, "desk").arrivals == Approx(500).epsilon(1e-3));
  CHECK(at(e, "desk").wanted == Approx(500).epsilon(1e-3));
}

TEST_CASE("levels come to rest where worsening and recovery balance", "[experiment][first_estimate]") {
  // none to some once a year, some to none three times: a quarter some; crises twice a year for those
  const FirstEstimate e = estimate_of(R"("needs": {"debt": {"worsens": {"none": "1 per year"}, "recovers": {"some": "3 per year"},
      "crisis": {"rate": {"some": "2 per year"}, "to": {"ward": 1}}}},
    "people": {"cohorts": {"all": {"size": 100}}},
    "services": {"ward": {"takes_everyone": true, "stay": "1 day", "costs": {"start": "£100"}}})",
                                      R"("warm_up": "10 years", "horizon": "5 years")");
  CHECK(at(e, "ward").arrivals == Approx(50).epsilon(1e-6));
  CHECK(e.cost_total == Approx(5 * 5000).epsilon(1e-6));
  CHECK(e.no_outcome_share() == Approx(1));
}

TEST_CASE("what services do comes back to what people ask for", "[experiment][first_estimate]") {
  // Some seek twice a year and are cured at once; they fall ill once a year: x = share some, 1 - x = 2 x, x = 1/3.
  const FirstEstimate e = estimate_of(R"("needs": {"debt": {"worsens": {"none": "1 per year"}, "seeks": {"rate": {"some": "2 per year"}, "doors": {"desk": 1}}}},
    "people": {"cohorts": {"all": {"size": 300}}},
    "services": {"desk": {"works_on": ["debt"], "contacts": {"every": "1 week", "cost": "£1"}, "closes": {"contacts": 1}, "effects": {"contact": {"debt": 1}}}})",
                                      R"("warm_up": "10 years", "horizon": "5 years")");
  CHECK(at(e, "desk").arrivals == Approx(200).epsilon(1e-3));
  CHECK(e.cost_no_outcome == Approx(0).margin(1e-6));
}
