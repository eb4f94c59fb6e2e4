#include "casepath/person/people.hpp"

#include "support/catch.hpp"

using namespace casepath;

TEST_CASE("needs above their goal are those that a look at each would find, whatever lies beneath", "[person][people][N5]") {
  std::array<Level, max_needs> goals;
  for (std::size_t i = 0; i < max_needs; ++i) goals[i] = static_cast<Level>(i < 13 ? i % 5 : 15);   // 15: no such need
  PersonHot p;
  for (unsigned round = 0; round < 256; ++round) {
    std::uint32_t plain = 0;
    for (std::size_t i = 0; i < max_needs; ++i) {
      const auto level = static_cast<Level>((round * 7 + i * 11) % 16), beneath = static_cast<Level>((round + 3 * i) % 16);
      p.set_levels(NeedId{i}, beneath, level);
      if (level > goals[i]) plain |= 1u << i;
    }
    REQUIRE(p.needs_above(goals) == plain);
  }
}

TEST_CASE("a history is kept for those to whose needs something has happened, and goes with them", "[person][people]") {
  People people;
  people.needs = 2;
  const PersonId ada = people.add(), ben = people.add(), cem = people.add();
  people.past_of(ben, NeedId{1}).ended = Time{7};
  people.past_of(cem, NeedId{0}).ended = Time{9};
  CHECK(people.history.size() == 4);
  CHECK(people.past(ada, NeedId{1}).crossed_at == Time{-1});
  CHECK(people.past(ben, NeedId{1}).ended == Time{7});
  CHECK(people.past(ben, NeedId{0}).ended == never());
  people.forget_past(ben);
  CHECK(people.past(ben, NeedId{1}).ended == never());
  CHECK(people.past_of(ada, NeedId{1}).ended == never());   // in the place that was left
  CHECK(people.past(cem, NeedId{0}).ended == Time{9});
  CHECK(people.history.size() == 4);
}
