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

TEST_CASE("whoever is taken, the rest keep their order and their number", "[service][waiting_list][W2]") {
  std::mt19937 random(5);
  const auto order = [](const WaitingRow& a, const WaitingRow& b) { return std::tuple(a.list_class, a.accepted_at, a.person) < std::tuple(b.list_class, b.accepted_at, b.person); };
  constexpr Duration step{3};
  for (int round = 0; round < 200; ++round) {
    std::vector<WaitingRow> plain;
    WaitingList list;
    for (std::uint32_t i = 0; i < 40; ++i) {
      const WaitingRow row{Time{static_cast<std::int64_t>(random() % 10)}, i, ReferralId{i}, i, static_cast<std::uint8_t>(random() % 3)};
      plain.push_back(row);
      list.join(row);
    }
    std::sort(plain.begin(), plain.end(), order);
    const auto due = [](const WaitingRow& r) { return std::tuple(r.accepted_at.ticks + step.ticks * r.list_class, r.accepted_at, r.person); };
    while (!plain.empty()) {
      REQUIRE(list.size() == plain.size());
      const std::size_t n = random() % plain.size();
      REQUIRE(list[list.nth(n)].person == plain[n].person);
      const auto best = std::min_element(plain.begin(), plain.end(), [&](const WaitingRow& a, const WaitingRow& b) { return due(a) < due(b); });
      REQUIRE(list[list.highest_score(step)].person == best->person);
      const auto last = std::min_element(plain.begin(), plain.end(), [](const WaitingRow& a, const WaitingRow& b) {
        return std::tuple(a.list_class, -a.accepted_at.ticks, a.person) < std::tuple(b.list_class, -b.accepted_at.ticks, b.person);
      });
      REQUIRE(list[list.last_come()].person == last->person);
      if (round % 2 == 0) list.take(list.nth(n));
      else list.remove(plain[n].list_class, plain[n].accepted_at, plain[n].person);
      list.remove(7, Time{1}, 99);   // nobody
      plain.erase(plain.begin() + static_cast<std::ptrdiff_t>(n));
    }
    REQUIRE(list.empty());
  }
}
