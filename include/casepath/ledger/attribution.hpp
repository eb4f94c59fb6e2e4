// From pending to class, streaming: a strand's costs wait here, merged, until the strand (or the review piece of it) is
// classed; then they move to the cube. No event is booked for it: classes are found when the need next crosses its goal
// and at the end of the run, and dated back (rules O1 to O9).
#pragma once

#include <cstdint>
#include <vector>

#include "casepath/base/pool.hpp"
#include "casepath/journey/request.hpp"
#include "casepath/ledger/ledger.hpp"

namespace casepath {

/// The windows of rule O3, in ticks.
struct OutcomeWindows {
  Duration sustain{}, credit{}, repeat{};
  Duration review = forever();
};

/// What became of a piece, for the figures.
struct PieceVerdict {
  OutcomeClass of = OutcomeClass::no_outcome;
  Time achieved_at = never(), observed_at = never();
};

class Attribution {
 public:
  struct RowId : Id<struct PendingTag, std::uint32_t> {
    using Id::Id;
  };
  struct alignas(32) Pending {
    Money cost;
    std::int64_t count = 0;
    PostingKey key;
    std::uint32_t referral = 0;
    std::uint32_t next = no_row;
  };
  struct Credited {
    std::uint32_t referral = 0;
    std::uint32_t next = no_row;
  };

  /// Adds a strand's share of one interaction; amounts of one period, kind, service and referral merge.
  void post(Piece& piece, const PostingKey& key, std::uint32_t referral, Money cost, std::int64_t count) {
    for (std::uint32_t row = piece.pending; row != no_row; row = rows_[RowId{row}].next)
      if (Pending& p = rows_[RowId{row}]; p.referral == referral && same(p.key, key)) {
        p.cost += cost;
        p.count += count;
        return;
      }
    piece.pending = rows_.make(cost, count, key, referral, piece.pending).value;
  }

  /// A made fall by the episode of `referral` (rules O2, O9).
  void credit(Piece& piece, std::uint32_t referral, Time now) {
    if (piece.fall_at == never()) piece.fall_at = now;
    if (!is_credited(piece, referral)) piece.credited = credits_.make(referral, piece.credited).value;
  }

  /// A referral that made a fall keeps its credit across a review cut: it is one referral, triage to closing (rule O9).
  void inherit_credit(Piece& follower, const Piece& cut) {
    for (std::uint32_t row = cut.credited; row != no_row; row = credits_[RowId{row}].next)
      follower.credited = credits_.make(credits_[RowId{row}].referral, follower.credited).value;
  }

  /// The need left its goal at `now`, having been there since `reached` (rule O2, evaluated late and dated back: O4).
  static void left_goal(Piece& piece, Time reached, Time now, const OutcomeWindows& w) {
    if (piece.ended > now) piece.stood = piece.stood == AtGoal::always ? AtGoal::until_last : AtGoal::no;
    judge(piece, reached, now, w);
  }

  /// The piece ends. @param left_now the need left its goal at this very instant, as when a bed that met it is given up (S1)
  static void end(Piece& piece, Time now, bool left_now) {
    piece.ended = now;
    if (piece.stood == AtGoal::until_last) piece.stood = left_now ? AtGoal::always : AtGoal::no;
  }

  /// Judges a stay at goal from `reached` to `until` for both readings, made and observed.
  static void judge(Piece& piece, Time reached, Time until, const OutcomeWindows& w) {
    if (!in_window(piece, reached, w) || until - reached < w.sustain) return;
    if (piece.observed_at == never()) piece.observed_at = reached;
    if (piece.achieved_at == never() && piece.fall_at <= reached) piece.achieved_at = reached;
  }
  /// Reached between the opening and the end of the credit window after the end (rule O3).
  [[nodiscard]] static bool in_window(const Piece& piece, Time reached, const OutcomeWindows& w) noexcept {
    return reached >= piece.opened && reached <= piece.ended + w.credit;
  }

  /// What still waits with a piece for its class, of the services that `counts` names.
  template <class Counts>
  [[nodiscard]] Money pending_cost(const Piece& piece, Counts&& counts) const {
    Money sum;
    for (std::uint32_t row = piece.pending; row != no_row; row = rows_[RowId{row}].next)
      if (const Pending& p = rows_[RowId{row}]; counts(ServiceId{p.key.service})) sum += p.cost;
    return sum;
  }

  /// Moves the costs of a classed piece to the cube and forgets them.
  void settle(Piece& piece, OutcomeClass of, std::size_t stratum, Ledger& ledger) {
    for (std::uint32_t row = piece.pending; row != no_row;) {
      const RowId id{row};
      const Pending& p = rows_[id];
      const bool keeps_class = of == OutcomeClass::undetermined || is_credited(piece, p.referral);
      ledger.add(p.key, stratum, of, keeps_class ? of : OutcomeClass::no_outcome, p.cost, p.count);
      row = p.next;
      rows_.release(id);
    }
    for (std::uint32_t row = piece.credited; row != no_row;) {
      const std::uint32_t next = credits_[RowId{row}].next;
      credits_.release(RowId{row});
      row = next;
    }
    piece.pending = piece.credited = no_row;
  }

  [[nodiscard]] bool is_credited(const Piece& piece, std::uint32_t referral) const {
    for (std::uint32_t row = piece.credited; row != no_row; row = credits_[RowId{row}].next)
      if (credits_[RowId{row}].referral == referral) return true;
    return false;
  }
  [[nodiscard]] std::size_t bytes() const noexcept { return rows_.bytes() + credits_.bytes(); }

 private:
  static bool same(const PostingKey& a, const PostingKey& b) noexcept {
    return a.service == b.service && a.period == b.period && a.kind == b.kind && a.crisis == b.crisis && a.opener == b.opener;
  }
  Pool<Pending, RowId> rows_;
  Pool<Credited, RowId> credits_;
};

}  // namespace casepath
