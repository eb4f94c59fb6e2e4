#include "casepath/record/event_log.hpp"

#include "support/catch.hpp"
#include "support/tiny_worlds.hpp"

using namespace casepath;

namespace {

LogRow of_person(std::uint32_t p) {
  LogRow row;
  row.person = PersonId{p};
  return row;
}

}  // namespace

TEST_CASE("the log keeps everybody, or so many people from one on", "[record][event_log]") {
  EventLog all, some(PersonId{3}, 2), one(PersonId{4});
  for (const std::uint32_t p : {0u, 3u, 4u, 5u, 4u}) {
    all.record(of_person(p));
    some.record(of_person(p));
    one.record(of_person(p));
  }
  CHECK(all.rows().size() == 5);
  CHECK(some.rows().size() == 3);
  REQUIRE(one.rows().size() == 2);
  CHECK(one.rows().front().person == PersonId{4});
}

TEST_CASE("the log tells of retellings, of the way off a list and of what costs came to", "[record][event_log]") {
  // Asks on day 5, waits ten days; contacts on days 15, 25 and 35 bring debt to its goal, which is kept until the run ends.
  constexpr auto world = R"({
    "warm_up": "20 days", "horizon": "30 days", "run_out": "50 days", "outcome": {"sustain": "30 days", "credit_window": "0 days"},
    "payers": {"landlord": {"type": "economic"}},
    "needs": {"debt": {"seeks": {"rate": {"severe": "$1"}, "doors": {"desk": 1}}}},
    "people": {"cohorts": {"ada": {"size": 1, "needs": {"debt": {"severe": 1}}}}},
    "streams": {"post": {"to": "room", "every": "4000 days", "first": "2025-01-31"}, "rent": {"to": "flat", "every": "4000 days", "first": "2025-01-31"}},
    "services": {"room": {"stay": "1 day", "costs": {"start": "£3"}}, "flat": {"stay": "1 day", "payer": "landlord", "costs": {"start": "£9"}},
                 "desk": {"works_on": ["debt"], "list": {"delay": "10 days"}, "contacts": {"every": "10 days", "cost": "£2"}, "effects": {"contact": {"debt": 1}}}}
  })";
  const tiny::TinyWorld w = tiny::played(tiny::filled(world, {tiny::rate_for(5, Purpose::seek, "ada")}));
  CHECK(w.lines("retold") == "5 p0 retold desk\n30 p1 retold room\n30 p2 retold flat\n");
  CHECK(w.lines("off_list") == "15 p0 off_list desk\n");
  // The contact of day 15 is before the window; an economic cost is in no class (rule O10).
  CHECK(w.lines("classed") == "30 p1 classed - overhead 300p\n100 p0 classed debt outcome 400p\n");
}
