#include "casepath/record/strata.hpp"
#include "casepath/record/tally.hpp"

#include "support/catch.hpp"

using namespace casepath;

TEST_CASE("time at each level is exact, by stratum, and starts afresh when flushed", "[record][tally][T1]") {
  LevelClock clock(1, 3);
  clock.add_stratum();
  const NeedId k{0};
  clock.people(Time{0}, 1, +1);
  clock.people(Time{0}, 0, +1);
  clock.change(Time{0}, 1, k, 2, +1);
  clock.change(Time{0}, 0, k, 0, +1);
  clock.change(Time{10}, 1, k, 2, -1);
  clock.change(Time{10}, 1, k, 1, +1);
  CHECK(clock.number() == 2);
  const Slice none = Tallies(1, 0, 1, 3).empty();
  Slice outside = none, inside = none;
  clock.flush(Time{25}, 0, outside);
  clock.flush(Time{25}, 1, inside);
  CHECK(outside.people == 25);
  CHECK(inside.people == 25);
  CHECK(outside.at_level == std::vector<PersonTicks>{25, 0, 0});
  CHECK(inside.at_level == std::vector<PersonTicks>{0, 15, 10});
  CHECK(inside.level_at_end == std::vector<std::int64_t>{0, 1, 0});
  clock.people(Time{30}, 1, -1);
  Slice next = none;
  clock.flush(Time{40}, 1, next);
  CHECK(next.people == 5);
  CHECK(next.people_at_end == 0);
}

TEST_CASE("strata are known by their groups, and a group is the sum over its strata", "[record][strata][O14]") {
  Strata strata;
  CHECK(strata.of(0b10) == 1);
  CHECK(strata.of(0b01) == 2);
  CHECK(strata.of(0b11) == 3);
  CHECK(strata.of(0b10) == 1);
  CHECK(strata.of(0) == 0);
  CHECK(strata.within(0) == std::vector<std::uint16_t>{0, 2, 1, 3});   // by their groups, not by who came first
  CHECK(strata.within(1) == std::vector<std::uint16_t>{2, 3});
  CHECK(strata.within(2) == std::vector<std::uint16_t>{1, 3});
}
