#include "casepath/service/waiting_list.hpp"

#include <random>

#include "support/catch.hpp"

using namespace casepath;

TEST_CASE("the list is taken by class, then acceptance, then person, however people joined", "[service][waiting_list][W2]") {
  std::mt19937 random(3);
  for (int round = 0; round < 50; ++round) {
    std::vector<WaitingRow> plain;
    WaitingList list;
    for (std::uint32_t i = 0; i < 60; ++i) {
      const WaitingRow row{Time{static_cast<std::int64_t>(random() % 10)}, i, ReferralId{i}, i, static_cast<std::uint8_t>(random() % 3)};
      plain.push_back(row);
      list.join(row);
    }
    std::sort(plain.begin(), plain.end(), [](const WaitingRow& a, const WaitingRow& b) {
      return std::tuple(a.list_class, a.accepted_at, a.person) < std::tuple(b.list_class, b.accepted_at, b.person);
    });
    for (const WaitingRow& expected : plain) {
      REQUIRE_FALSE(list.empty());
      REQUIRE(list.first().person == expected.person);
      list.take_first();
    }
    REQUIRE(list.empty());
  }
}
