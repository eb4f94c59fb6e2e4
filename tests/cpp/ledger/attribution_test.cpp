#include "casepath/ledger/attribution.hpp"

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
  CHECK(achieved(piece(0, 5), 10, 100.9) == std::pair(false, false));
  CHECK(achieved(piece(0, -1), 10, 101) == std::pair(false, true));   // by itself: observed only
  CHECK(achieved(piece(0, 12), 10, 101) == std::pair(false, true));   // the fall came after the goal was reached
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
  book.inherit_credit(next, cut);
  CHECK(book.is_credited(next, 4));
  CHECK(next.fall_at == never());   // the fall itself was the earlier piece's
}
