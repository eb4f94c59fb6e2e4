// What a run that is watched keeps, chosen at run time: the event log, the people table, both or neither. One compiled
// simulation serves all of them; the one without any recorder is faster still.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "casepath/record/event_log.hpp"
#include "casepath/record/people_table.hpp"

namespace casepath {

class Recording {
 public:
  static constexpr bool listens = true;
  Recording() = default;
  explicit Recording(EventLog log) : log_(std::move(log)) {}
  explicit Recording(PeopleTable people) : people_(std::move(people)) {}

  void meet(const Newcomer& who) {
    if (people_) people_->meet(who);
  }
  void record(const LogRow& row) {
    if (log_) log_->record(row);
    if (people_) people_->record(row);
  }
  /// The log's rows. @pre it keeps a log
  [[nodiscard]] const std::vector<LogRow>& rows() const { return log_.value().rows(); }
  /// @pre it keeps a people table
  [[nodiscard]] const PeopleTable& people() const { return people_.value(); }

 private:
  std::optional<EventLog> log_;
  std::optional<PeopleTable> people_;
};

static_assert(Recorder<Recording> && MeetsPeople<Recording>);

}  // namespace casepath
