#include "casepath/record/tally.hpp"

#include "support/catch.hpp"

using namespace casepath;

TEST_CASE("time at each level is exact, by group, and starts afresh when flushed", "[record][tally][T1]") {
  LevelClock clock(1, 1, 3);
  const NeedId k{0};
  clock.people(Time{0}, 0b1, +1);    // one in the group
  clock.people(Time{0}, 0b0, +1);    // one outside it
  clock.change(Time{0}, 0b1, k, 2, +1);
  clock.change(Time{0}, 0b0, k, 0, +1);
  clock.change(Time{10}, 0b1, k, 2, -1);
  clock.change(Time{10}, 0b1, k, 1, +1);
  Slice all, group;
  all.at_level.resize(3), group.at_level.resize(3);
  all.level_at_end.resize(3), group.level_at_end.resize(3);
  clock.flush(Time{25}, 0, all);
  clock.flush(Time{25}, 1, group);
  CHECK(all.people == 50);
  CHECK(group.people == 25);
  CHECK(all.at_level == std::vector<PersonTicks>{25, 15, 10});
  CHECK(group.at_level == std::vector<PersonTicks>{0, 15, 10});
  CHECK(all.level_at_end == std::vector<std::int64_t>{1, 1, 0});
  clock.people(Time{30}, 0b1, -1);
  Slice next;
  next.at_level.resize(3), next.level_at_end.resize(3);
  clock.flush(Time{40}, 0, next);
  CHECK(next.people == 2 * 5 + 1 * 10);
  CHECK(next.people_at_end == 1);
}
