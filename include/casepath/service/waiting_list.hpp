// Who waits for a service, in order of class (severity, priority), then of acceptance, then of person (rule W2). People
// leave from the middle by being marked elsewhere: a row whose referral no longer waits is passed over when it comes up.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
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
    [[nodiscard]] const WaitingRow& first() const noexcept { return rows_[taken_]; }
    void take_first() {
      if (++taken_ < 16 || 2 * taken_ < rows_.size()) return;
      rows_.erase(rows_.begin(), rows_.begin() + static_cast<std::ptrdiff_t>(taken_));
      taken_ = 0;
    }
    [[nodiscard]] std::size_t bytes() const noexcept { return rows_.capacity() * sizeof(WaitingRow); }

   private:
    static bool goes_before(const WaitingRow& a, const WaitingRow& b) noexcept {
      return a.accepted_at != b.accepted_at ? a.accepted_at < b.accepted_at : a.person < b.person;
    }
    std::vector<WaitingRow> rows_;
    std::size_t taken_ = 0;
  };

  std::vector<Row> classes_;
  std::size_t first_class_ = 0, size_ = 0;
};

}  // namespace casepath
