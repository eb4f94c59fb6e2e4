// Who waits for a service, in order of class (severity, priority), then of acceptance, then of person (rule W2). People
// leave from the middle by being marked elsewhere: a row whose referral no longer waits is passed over when it comes up.
#pragma once

#include <algorithm>
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

/// People who could be admitted now; those whose appointment has not come yet are elsewhere (rule W1).
/// Joining and taking are O(log n).
class WaitingList {
 public:
  void join(const WaitingRow& row) {
    rows_.push_back(row);
    std::push_heap(rows_.begin(), rows_.end(), goes_after);
  }
  [[nodiscard]] bool empty() const noexcept { return rows_.empty(); }
  [[nodiscard]] const WaitingRow& first() const noexcept { return rows_.front(); }
  void take_first() {
    std::pop_heap(rows_.begin(), rows_.end(), goes_after);
    rows_.pop_back();
  }
  [[nodiscard]] std::size_t bytes() const noexcept { return rows_.capacity() * sizeof(WaitingRow); }

 private:
  static bool goes_after(const WaitingRow& a, const WaitingRow& b) noexcept {
    if (a.list_class != b.list_class) return a.list_class > b.list_class;
    if (a.accepted_at != b.accepted_at) return a.accepted_at > b.accepted_at;
    return a.person > b.person;
  }
  std::vector<WaitingRow> rows_;
};

}  // namespace casepath
