#include "casepath/ledger/attribution.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "support/catch.hpp"

using namespace casepath;

namespace {

Time day(double d) { return Time{} + days(d); }

Piece piece(double opened, double fall) {
  Piece p;
  p.opened = day(opened);
  p.fall_at = fall < 0 ? never() : day(fall);
  return p;
}

const OutcomeWindows windows{days(91), days(30), years(1), forever()};

}  // namespace

TEST_CASE("the goal may be reached from the opening to the end of the credit window", "[ledger][attribution][O3]") {
  Piece p = piece(10, 10);
  CHECK_FALSE(Attribution::in_window(p, day(9.9), windows));
  CHECK(Attribution::in_window(p, day(10), windows));
  CHECK(Attribution::in_window(p, day(1000), windows));   // open still
  p.ended = day(20);
  CHECK(Attribution::in_window(p, day(50), windows));
  CHECK_FALSE(Attribution::in_window(p, day(50.1), windows));
}

TEST_CASE("a stay at goal is an outcome if it lasts the sustain and a made fall came before it", "[ledger][attribution][O2]") {
  const auto achieved = [](Piece p, double reached, double until) {
    Attribution::judge(p, day(reached), day(until), windows);
    return std::pair(p.achieved_at != never(), p.observed_at != never());
  };
  CHECK(achieved(piece(0, 5), 10, 101) == std::pair(true, true));
  CHECK(achieved(piece(0, 10), 10, 101) == std::pair(true, true));    // the fall that reached the goal
  CHECK(achieved(piece(0, 5), 10, 1000) == std::pair(true, true));
  CHECK(achieved(piece(0, 5), 10, 100.9) == std::pair(false, false));
  CHECK(achieved(piece(0, -1), 10, 101) == std::pair(false, true));   // by itself: observed only
  CHECK(achieved(piece(0, 12), 10, 101) == std::pair(false, true));   // the fall came after the goal was reached
}

TEST_CASE("of two stays that last the first is dated, and one before the opening or after the window is none", "[ledger][attribution][O2][O4]") {
  Piece p = piece(0, 5);
  Attribution::judge(p, day(10), day(200), windows);
  Attribution::judge(p, day(300), day(500), windows);
  CHECK(p.achieved_at == day(10));
  CHECK(p.observed_at == day(10));
  Piece late = piece(20, 20);
  late.ended = day(30);
  Attribution::judge(late, day(19), day(500), windows);
  Attribution::judge(late, day(61), day(500), windows);
  CHECK(late.observed_at == never());
}

TEST_CASE("a piece is kept only if the goal was not left before it ended", "[ledger][attribution][O7]") {
  const auto stood = [](AtGoal before, std::initializer_list<double> left, double ended, bool left_now) {
    Piece p = piece(0, -1);
    p.stood = before;
    for (const double at : left)
      if (at <= ended) Attribution::left_goal(p, day(-10), day(at), windows);
    Attribution::end(p, day(ended), left_now);
    for (const double at : left)
      if (at > ended) Attribution::left_goal(p, day(-10), day(at), windows);
    return p.stood;
  };
  CHECK(stood(AtGoal::always, {51}, 50, false) == AtGoal::always);
  CHECK(stood(AtGoal::always, {50}, 50, true) == AtGoal::always);   // a bed given up at that instant (S1)
  CHECK(stood(AtGoal::always, {49}, 50, false) == AtGoal::no);
  CHECK(stood(AtGoal::always, {48, 50}, 50, true) == AtGoal::no);   // it had been left before
  CHECK(stood(AtGoal::no, {51}, 50, false) == AtGoal::no);
  Piece stayed = piece(0, 5);
  Attribution::left_goal(stayed, day(10), day(101), windows);
  CHECK(stayed.achieved_at == day(10));   // leaving is also when a stay is judged
}

TEST_CASE("amounts merge only where service, period, kind, crisis, opener and referral are the same", "[ledger][attribution]") {
  Attribution book;
  Ledger ledger(3, 2);
  Piece p = piece(0, -1);
  const PostingKey key{1, 0, InteractionKind::triage, false, Opener::person};
  PostingKey keys[] = {key, key, key, key, key, key};
  keys[1].service = 2;
  keys[2].period = 1;
  keys[3].kind = InteractionKind::contact;
  keys[4].crisis = true;
  keys[5].opener = Opener::stream;
  for (int round = 0; round < 2; ++round)
    for (std::int64_t i = 0; i < 6; ++i) book.post(p, keys[i], 1, Money{std::int64_t{1} << i}, 1 + i);
  book.settle(p, OutcomeClass::no_outcome, 0, ledger);
  std::vector<std::int64_t> pence, counts;
  ledger.for_each(std::vector<std::uint16_t>{0}, [&](std::size_t, std::size_t, InteractionKind, bool, OutcomeClass, Opener, const LedgerCell& c) {
    CHECK(c.chain.minor == c.episode.minor);
    CHECK(c.chain_count == c.episode_count);
    pence.push_back(c.chain.minor);
    counts.push_back(c.chain_count);
  });
  std::sort(pence.begin(), pence.end());
  std::sort(counts.begin(), counts.end());
  CHECK(pence == std::vector<std::int64_t>{2, 4, 8, 16, 32, 64});
  CHECK(counts == std::vector<std::int64_t>{2, 4, 6, 8, 10, 12});
}

TEST_CASE("what is undetermined stays so under episode credit, whoever made a fall", "[ledger][attribution][O6][O9]") {
  Attribution book;
  Ledger ledger(1, 1);
  Piece p = piece(0, -1);
  book.post(p, {}, 1, Money{10}, whole_count);
  book.settle(p, OutcomeClass::undetermined, 0, ledger);
  std::int64_t found = 0;
  ledger.for_each(std::vector<std::uint16_t>{0}, [&](std::size_t, std::size_t, InteractionKind, bool, OutcomeClass of, Opener, const LedgerCell& c) {
    CHECK(of == OutcomeClass::undetermined);
    found += c.episode.minor;
  });
  CHECK(found == 10);
}

TEST_CASE("of what waits only the services asked for are summed", "[ledger][attribution][O10]") {
  Attribution book;
  Piece p = piece(0, -1);
  book.post(p, {0, 0, InteractionKind::triage, false, Opener::person}, 1, Money{10}, 1);
  book.post(p, {1, 0, InteractionKind::triage, false, Opener::person}, 1, Money{20}, 1);
  book.post(p, {1, 0, InteractionKind::contact, false, Opener::person}, 1, Money{40}, 1);
  CHECK(book.pending_cost(p, [](ServiceId s) { return s == ServiceId{1}; }) == Money{60});
  CHECK(book.pending_cost(p, [](ServiceId) { return true; }) == Money{70});
  CHECK(book.pending_cost(piece(0, -1), [](ServiceId) { return true; }) == Money{});
}

TEST_CASE("what is settled makes room for what comes", "[ledger][attribution]") {
  Attribution book;
  Ledger ledger(1, 1);
  const auto live = [&] {
    Piece p = piece(0, -1);
    for (std::uint32_t referral = 1; referral <= 3; ++referral) {
      book.post(p, {}, referral, Money{10}, 1);
      book.credit(p, referral, day(1));
      book.credit(p, referral, day(2));
    }
    book.settle(p, OutcomeClass::outcome, 0, ledger);
    CHECK(p.credited == no_row);
  };
  live();
  const std::size_t bytes = book.bytes();
  CHECK(bytes > 0);
  for (int i = 0; i < 100; ++i) live();
  CHECK(book.bytes() == bytes);
}

TEST_CASE("costs wait for the class; under episode credit only credited referrals take it", "[ledger][attribution][O9]") {
  Attribution book;
  Ledger ledger(2, 1);
  Piece p = piece(0, -1);
  PostingKey triage, contact;
  contact.kind = InteractionKind::contact;
  book.post(p, triage, 1, Money{10}, whole_count);
  book.post(p, contact, 2, Money{20}, whole_count);
  book.post(p, contact, 2, Money{20}, whole_count);
  book.post(p, contact, 3, Money{40}, whole_count);
  book.credit(p, 2, day(7));
  book.credit(p, 2, day(9));
  CHECK(p.fall_at == day(7));
  CHECK(book.is_credited(p, 2));
  CHECK_FALSE(book.is_credited(p, 3));
  book.settle(p, OutcomeClass::low_outcome, 0, ledger);
  std::int64_t chain[class_kinds] = {}, episode[class_kinds] = {};
  ledger.for_each(std::vector<std::uint16_t>{0}, [&](std::size_t, std::size_t, InteractionKind, bool, OutcomeClass of, Opener, const LedgerCell& c) {
    chain[static_cast<std::size_t>(of)] += c.chain.minor;
    episode[static_cast<std::size_t>(of)] += c.episode.minor;
  });
  CHECK(chain[static_cast<std::size_t>(OutcomeClass::low_outcome)] == 90);
  CHECK(episode[static_cast<std::size_t>(OutcomeClass::low_outcome)] == 40);
  CHECK(episode[static_cast<std::size_t>(OutcomeClass::no_outcome)] == 50);
  CHECK(p.pending == no_row);
}

TEST_CASE("a referral keeps its credit across a review", "[ledger][attribution][O7][O9]") {
  Attribution book;
  Piece cut = piece(0, -1), next = piece(365, -1);
  book.credit(cut, 4, day(100));
  book.credit(cut, 5, day(200));
  book.inherit_credit(next, cut);
  CHECK(book.is_credited(next, 4));
  CHECK(book.is_credited(next, 5));
  CHECK_FALSE(book.is_credited(next, 6));
  CHECK(next.fall_at == never());   // the fall itself was the earlier piece's
}
