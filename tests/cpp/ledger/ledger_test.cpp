#include "casepath/ledger/ledger.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <tuple>
#include <utility>
#include <vector>

#include "support/catch.hpp"

using namespace casepath;

namespace {

using Key = std::tuple<std::size_t, std::size_t, int, bool, int, int>;

std::map<Key, std::pair<std::int64_t, std::int64_t>> chain_of(const Ledger& ledger, const std::vector<std::uint16_t>& strata) {
  std::map<Key, std::pair<std::int64_t, std::int64_t>> cells;
  ledger.for_each(strata, [&](std::size_t s, std::size_t p, InteractionKind kind, bool crisis, OutcomeClass of, Opener opener, const LedgerCell& c) {
    if (c.chain.minor != 0 || c.chain_count != 0)
      cells[{s, p, static_cast<int>(kind), crisis, static_cast<int>(of), static_cast<int>(opener)}] = {c.chain.minor, c.chain_count};
  });
  return cells;
}

}  // namespace

TEST_CASE("every cell holds the sum of what was added to it, over any strata", "[ledger]") {
  std::mt19937 random(5);
  Ledger ledger(4, 3);
  ledger.add_stratum();
  ledger.add_stratum();
  const std::vector<std::uint16_t> some[4] = {{0, 1, 2}, {0}, {1, 2}, {}};
  std::map<Key, std::pair<std::int64_t, std::int64_t>> plain[4];
  for (int i = 0; i < 2000; ++i) {
    PostingKey key;
    key.service = static_cast<std::uint16_t>(random() % 5);   // the last one: the system
    key.period = static_cast<std::uint16_t>(random() % 3);
    key.kind = static_cast<InteractionKind>(random() % interaction_kinds);
    key.crisis = random() % 2 == 0;
    key.opener = static_cast<Opener>(random() % Ledger::openers);
    const auto of = static_cast<OutcomeClass>(random() % class_kinds);
    const auto stratum = static_cast<std::uint16_t>(random() % 3);
    const std::int64_t pence = random() % 1000, units = whole_count / (1 + random() % 3);
    ledger.add(key, stratum, of, OutcomeClass::no_outcome, Money{pence}, units);
    for (std::size_t g = 0; g < 4; ++g) {
      if (std::count(some[g].begin(), some[g].end(), stratum) == 0) continue;
      auto& cell = plain[g][{key.service, key.period, static_cast<int>(key.kind), key.crisis, static_cast<int>(of), static_cast<int>(key.opener)}];
      cell.first += pence;
      cell.second += units;
    }
  }
  for (std::size_t g = 0; g < 4; ++g) CHECK(chain_of(ledger, some[g]) == plain[g]);
  CHECK(plain[3].empty());
  std::int64_t chain = 0, episode = 0;
  ledger.for_each(some[0], [&](std::size_t, std::size_t, InteractionKind, bool, OutcomeClass of, Opener, const LedgerCell& c) {
    chain += c.chain.minor;
    episode += c.episode.minor;
    if (of != OutcomeClass::no_outcome) CHECK(c.episode.minor == 0);
  });
  CHECK(chain == episode);
}

TEST_CASE("a cell is told of when anything is in it, and only then", "[ledger]") {
  const std::vector<std::uint16_t> all{0};
  const auto cells = [&](Money cost, std::int64_t count, OutcomeClass episode) {
    Ledger ledger(1, 1);
    ledger.add({}, 0, OutcomeClass::outcome, episode, cost, count);
    std::vector<std::pair<OutcomeClass, std::int64_t>> told;
    ledger.for_each(all, [&](std::size_t, std::size_t, InteractionKind, bool, OutcomeClass of, Opener, const LedgerCell& c) {
      told.emplace_back(of, c.chain.minor + 10 * c.chain_count + 100 * c.episode.minor + 1000 * c.episode_count);
    });
    return told;
  };
  using Told = std::vector<std::pair<OutcomeClass, std::int64_t>>;
  CHECK(cells(Money{1}, 0, OutcomeClass::outcome) == Told{{OutcomeClass::outcome, 101}});
  CHECK(cells(Money{0}, 1, OutcomeClass::outcome) == Told{{OutcomeClass::outcome, 1010}});
  CHECK(cells(Money{1}, 0, OutcomeClass::no_outcome) == Told{{OutcomeClass::outcome, 1}, {OutcomeClass::no_outcome, 100}});
  CHECK(cells(Money{0}, 1, OutcomeClass::no_outcome) == Told{{OutcomeClass::outcome, 10}, {OutcomeClass::no_outcome, 1000}});
  CHECK(cells(Money{0}, 0, OutcomeClass::outcome).empty());
}

TEST_CASE("both readings of credit are summed over strata", "[ledger][O9]") {
  Ledger ledger(1, 1);
  ledger.add_stratum();
  const std::vector<std::uint16_t> all{0, 1};
  for (std::size_t stratum = 0; stratum < 2; ++stratum)
    ledger.add({}, stratum, OutcomeClass::outcome, OutcomeClass::no_outcome, Money{10}, 3);
  int cells = 0;
  ledger.for_each(all, [&](std::size_t, std::size_t, InteractionKind, bool, OutcomeClass of, Opener, const LedgerCell& c) {
    ++cells;
    const bool is_chain = of == OutcomeClass::outcome;
    CHECK(c.chain.minor == (is_chain ? 20 : 0));
    CHECK(c.chain_count == (is_chain ? 6 : 0));
    CHECK(c.episode.minor == (is_chain ? 0 : 20));
    CHECK(c.episode_count == (is_chain ? 0 : 6));
  });
  CHECK(cells == 2);
}

TEST_CASE("a copy goes its own way", "[ledger][V2]") {
  Ledger ledger(1, 1);
  const std::vector<std::uint16_t> all{0};
  ledger.add({}, 0, OutcomeClass::outcome, OutcomeClass::outcome, Money{10}, whole_count);
  Ledger copy(ledger);
  copy.add({}, 0, OutcomeClass::outcome, OutcomeClass::outcome, Money{5}, whole_count);
  CHECK(chain_of(ledger, all).begin()->second == std::pair<std::int64_t, std::int64_t>(10, whole_count));
  CHECK(chain_of(copy, all).begin()->second == std::pair<std::int64_t, std::int64_t>(15, 2 * whole_count));
}
