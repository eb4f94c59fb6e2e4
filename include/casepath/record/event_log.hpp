// The event log: one row for each thing that happened to a person, of everybody or of one. It is a recorder: a policy
// that costs nothing when absent. The ledger does not need it; a test holds the two against each other.
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <vector>

#include "casepath/base/ids.hpp"
#include "casepath/base/money.hpp"
#include "casepath/base/time.hpp"

namespace casepath {

enum class Happening : std::uint8_t {
  joined, need_changed, crisis, request_opened, referral_arrived, rejected, accepted, joined_list, left_list, admitted,
  interaction, effect, closed, passed_on, lost, wrong_address, strand_ended, left, retold, off_list, classed,
  preempted, resumed
};
inline constexpr std::array happening_names{"joined",      "need_changed", "crisis",   "request_opened", "referral_arrived", "rejected",
                                            "accepted",    "joined_list",  "left_list", "admitted",      "interaction",      "effect",
                                            "closed",      "passed_on",    "lost",     "wrong_address",  "strand_ended",     "left",
                                            "retold",      "off_list",     "classed",  "preempted",      "resumed"};

/// What `detail` means depends on `what`: the kind of an interaction, the refusal, the closure, the mode, the end reason,
/// the opener, the level before a change, the class. `level` is the need's level after it; for an interaction it is 1 if it
/// was counted (rule T3), for a passing on 1 if it was a hand-off (from an episode) and 0 if a redirection (rule H5).
/// `classed` says what a piece of a strand came to (rule O7); its cost is what that moves into the ledger: counted, fiscal
/// (rule O10), chain credit. `off_list` is any way off a waiting list; `left_list` before it says that patience ended.
struct LogRow {
  Time at;
  Money cost;
  PersonId person;
  RequestId request;
  ServiceId service, other;
  Happening what = Happening::joined;
  NeedId need;
  std::uint8_t detail = 0;
  std::uint8_t level = 0;
};

/// Who somebody is as they join: what the row of `joined` has no room for.
struct Newcomer {
  Time at;
  PersonId person;
  std::uint16_t cohort = 0;
  PlaceId place{0};
  std::array<Level, max_needs> levels{};
};

/// A recorder is told of every happening.
template <class R>
concept Recorder = requires(R& r, const LogRow& row) {
  { R::listens } -> std::convertible_to<bool>;
  r.record(row);
};

/// A recorder that is also introduced to everybody who joins (visitors from streams are not), just before `joined`.
template <class R>
concept MeetsPeople = requires(R& r, const Newcomer& who) { r.meet(who); };

struct NullRecorder {
  static constexpr bool listens = false;
  void record(const LogRow&) noexcept {}
};

class EventLog {
 public:
  static constexpr bool listens = true;
  EventLog() = default;
  /// Keeps the rows of `count` people only, from `first` on.
  explicit EventLog(PersonId first, std::uint32_t count = 1) : first_(first.value), count_(count) {}

  void record(const LogRow& row) {
    if (row.person.value - first_ < count_) rows_.push_back(row);
  }
  [[nodiscard]] const std::vector<LogRow>& rows() const noexcept { return rows_; }

 private:
  std::uint32_t first_ = 0, count_ = 0xFFFFFFFF;
  std::vector<LogRow> rows_;
};

static_assert(Recorder<NullRecorder> && Recorder<EventLog>);

}  // namespace casepath
