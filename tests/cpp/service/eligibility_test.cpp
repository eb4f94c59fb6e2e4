#include "casepath/service/eligibility.hpp"

#include "support/catch.hpp"

using namespace casepath;

namespace {

Observed seen(std::initializer_list<Level> levels) {
  Observed o;
  std::size_t k = 0;
  for (const Level l : levels) {
    o.level[k] = l;
    if (l > 0) o.unmet = static_cast<std::uint16_t>(o.unmet | 1u << k);
    ++k;
  }
  return o;
}

const auto no_attribute = [](std::uint16_t) -> std::size_t { return 0; };

}  // namespace

TEST_CASE("extra needs are observed unmet needs beyond the first", "[service][eligibility][C1]") {
  CHECK(seen({0, 0}).extra_needs() == 0);
  CHECK(seen({3}).extra_needs() == 0);
  CHECK(seen({3, 1, 2}).extra_needs() == 2);
}

TEST_CASE("place and attributes are asked before levels and numbers of needs", "[service][eligibility][E1]") {
  Asks asks;
  asks.levels = {{NeedId{0}, 2, 3}};
  asks.needs_at_least = 2;
  asks.attributes = {{ask_place, {false, true}, 0, 65535, false}, {4, {}, 18, 65, true}};
  const auto living = [](std::size_t place, std::size_t age) { return [=](std::uint16_t a) { return a == ask_place ? place : age; }; };
  CHECK(asked(asks, seen({0}), living(0, 10)) == Refusal::place);
  CHECK(asked(asks, seen({0}), living(1, 17)) == Refusal::attribute);
  CHECK(asked(asks, seen({0}), living(1, 66)) == Refusal::attribute);
  CHECK(asked(asks, seen({1, 1}), living(1, 18)) == Refusal::asks);
  CHECK(asked(asks, seen({2}), living(1, 65)) == Refusal::asks);   // one need, not two
  CHECK(asked(asks, seen({2, 1}), living(1, 65)) == Refusal::none);
}

TEST_CASE("the first named refusal that holds counts, unless help for it is open", "[service][eligibility][E4]") {
  const std::vector<Refuses> rules{{"drink", NeedId{0}, 2, {ServiceId{7}}}, {"housing", NeedId{1}, 1, {}}};
  const auto open_at = [](int s) { return [s](ServiceId id) { return id == ServiceId{s}; }; };
  CHECK(refused_by(rules, seen({1, 0}), open_at(0)) == -1);
  CHECK(refused_by(rules, seen({2, 1}), open_at(0)) == 0);
  CHECK(refused_by(rules, seen({2, 1}), open_at(7)) == 1);
  CHECK(refused_by(rules, seen({3, 0}), open_at(7)) == -1);
  CHECK(asked({}, seen({}), no_attribute) == Refusal::none);
}
