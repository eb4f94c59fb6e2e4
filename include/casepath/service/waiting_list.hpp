// Who waits for a service, in order of class (severity, priority), then of acceptance, then of person; other orders of a
// list (rule W2) take from elsewhere in that order. People leave from the middle by being marked elsewhere, and their row
// is passed over when it comes up; where everybody counts (random) or the front never comes up (last come), by `remove`.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "casepath/base/ids.hpp"
#include "casepath/base/time.hpp"

namespace casepath {

struct WaitingRow {
  Time accepted_at;
  std::uint32_t person;
  ReferralId referral;
  std::uint32_t ready_event;         // distinguishes this wait from a later one of a re-used referral row
  std::uint8_t list_class;           // lower goes first
};

/// Where somebody stands: in which class, and how many of it stand before.
struct Standing {
  std::size_t list_class = 0, rank = 0;
};

/// People who could be admitted now; those whose appointment has not come yet are elsewhere (rule W1). A row for each class:
/// people join at or near its end, so joining and taking are O(1) but for who joins out of order.
class WaitingList {
 public:
  void join(const WaitingRow& row) {
    if (row.list_class >= classes_.size()) classes_.resize(row.list_class + 1u);
    classes_[row.list_class].join(row);
    first_class_ = size_++ == 0 ? row.list_class : std::min<std::size_t>(first_class_, row.list_class);
  }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] const WaitingRow& first() const noexcept { return classes_[first_class_].first(); }
  void take_first() {
    classes_[first_class_].take_first();
    if (--size_ == 0) return;
    while (classes_[first_class_].empty()) ++first_class_;
  }

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] const WaitingRow& operator[](Standing at) const noexcept { return classes_[at.list_class][at.rank]; }
  [[nodiscard]] Standing front() const noexcept { return {first_class_, 0}; }
  /// The n-th of all, from 0. Precondition: n < size().
  [[nodiscard]] Standing nth(std::size_t n) const noexcept {
    std::size_t c = first_class_;
    for (; n >= classes_[c].size(); ++c) n -= classes_[c].size();
    return {c, n};
  }
  /// Of the first class, who was accepted last; of several the lowest person.
  [[nodiscard]] Standing last_come() const noexcept { return {first_class_, classes_[first_class_].first_of_last()}; }
  /// Whose acceptance, put off by `step` for each class, is the earliest: all rise alike, so of a class it is the first.
  [[nodiscard]] Standing highest_score(Duration step) const noexcept {
    std::size_t best = first_class_;
    for (std::size_t c = first_class_ + 1; c < classes_.size(); ++c)
      if (!classes_[c].empty() && scores_before(c, best, step)) best = c;
    return {best, 0};
  }
  void take(Standing at) {
    if (at.list_class == first_class_ && at.rank == 0) return take_first();
    classes_[at.list_class].take(at.rank);
    --size_;
  }
  /// Takes somebody out of the middle, if they are there. O(log n) to find, and rows are moved up.
  void remove(std::size_t list_class, Time accepted_at, std::uint32_t person) {
    if (list_class >= classes_.size()) return;
    if (const auto rank = classes_[list_class].find(accepted_at, person)) take({list_class, *rank});
  }
  template <class Visit>
  void for_each(Visit&& visit) const {
    for (const Row& c : classes_)
      for (std::size_t i = 0; i < c.size(); ++i) visit(c[i]);
  }

  [[nodiscard]] std::size_t bytes() const noexcept {
    std::size_t sum = 0;
    for (const Row& c : classes_) sum += c.bytes();
    return sum;
  }

 private:
  /// First come first served; a row of which the front is used up until that is half of it.
  class Row {
   public:
    void join(const WaitingRow& row) {
      rows_.push_back(row);
      for (std::size_t i = rows_.size() - 1; i > taken_ && goes_before(rows_[i], rows_[i - 1]); --i) std::swap(rows_[i], rows_[i - 1]);
    }
    [[nodiscard]] bool empty() const noexcept { return taken_ == rows_.size(); }
    [[nodiscard]] std::size_t size() const noexcept { return rows_.size() - taken_; }
    [[nodiscard]] const WaitingRow& operator[](std::size_t rank) const noexcept { return rows_[taken_ + rank]; }
    [[nodiscard]] const WaitingRow& first() const noexcept { return rows_[taken_]; }
    [[nodiscard]] std::size_t first_of_last() const noexcept { return rank_of(rows_.back().accepted_at, 0); }
    [[nodiscard]] std::optional<std::size_t> find(Time accepted_at, std::uint32_t person) const noexcept {
      const std::size_t rank = rank_of(accepted_at, person);
      const bool is_there = rank < size() && (*this)[rank].accepted_at == accepted_at && (*this)[rank].person == person;
      return is_there ? std::optional(rank) : std::nullopt;
    }
    void take(std::size_t rank) {
      if (rank == 0) return take_first();
      rows_.erase(rows_.begin() + static_cast<std::ptrdiff_t>(taken_ + rank));
    }
    void take_first() {
      if (++taken_ < 16 || 2 * taken_ < rows_.size()) return;
      rows_.erase(rows_.begin(), rows_.begin() + static_cast<std::ptrdiff_t>(taken_));
      taken_ = 0;
    }
    [[nodiscard]] std::size_t bytes() const noexcept { return rows_.capacity() * sizeof(WaitingRow); }

   private:
    /// Of the first who does not go before somebody accepted then.
    [[nodiscard]] std::size_t rank_of(Time accepted_at, std::uint32_t person) const noexcept {
      const auto from = rows_.begin() + static_cast<std::ptrdiff_t>(taken_);
      const WaitingRow sought{accepted_at, person, {}, 0, 0};
      return static_cast<std::size_t>(std::lower_bound(from, rows_.end(), sought, goes_before) - from);
    }
    static bool goes_before(const WaitingRow& a, const WaitingRow& b) noexcept {
      return a.accepted_at != b.accepted_at ? a.accepted_at < b.accepted_at : a.person < b.person;
    }
    std::vector<WaitingRow> rows_;
    std::size_t taken_ = 0;
  };

  /// Is the front of class `a` ahead of that of class `b`? Ties by acceptance, then person.
  [[nodiscard]] bool scores_before(std::size_t a, std::size_t b, Duration step) const noexcept {
    const WaitingRow &x = classes_[a].first(), &y = classes_[b].first();
    const Time due_x{x.accepted_at.ticks + step.ticks * static_cast<std::int64_t>(a)};
    const Time due_y{y.accepted_at.ticks + step.ticks * static_cast<std::int64_t>(b)};
    if (due_x != due_y) return due_x < due_y;
    return x.accepted_at != y.accepted_at ? x.accepted_at < y.accepted_at : x.person < y.person;
  }

  std::vector<Row> classes_;
  std::size_t first_class_ = 0, size_ = 0;
};

}  // namespace casepath
