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
