// What a run that is watched keeps, chosen at run time: the event log, in memory or as text on its way out, the people table
// or nothing. One compiled simulation serves all of them; the one without any recorder is faster still.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "casepath/record/event_log.hpp"
#include "casepath/record/log_csv.hpp"
#include "casepath/record/people_table.hpp"

namespace casepath {

class Recording {
 public:
  static constexpr bool listens = true;
  Recording() = default;
  explicit Recording(EventLog log) : log_(std::move(log)) {}
  explicit Recording(PeopleTable people) : people_(std::move(people)) {}
  /// The text stays the caller's, and must outlive the run; a copy of the run would write into the same.
  explicit Recording(LogCsv& text) : text_(&text) {}

  void meet(const Newcomer& who) {
    if (people_) people_->meet(who);
  }
  void record(const LogRow& row) {
    if (log_) log_->record(row);
    if (people_) people_->record(row);
    if (text_ != nullptr) text_->record(row);
  }
  /// The log's rows. @pre it keeps a log
  [[nodiscard]] const std::vector<LogRow>& rows() const { return log_.value().rows(); }
  /// @pre it keeps a people table
  [[nodiscard]] const PeopleTable& people() const { return people_.value(); }

 private:
  std::optional<EventLog> log_;
  std::optional<PeopleTable> people_;
  LogCsv* text_ = nullptr;
};

static_assert(Recorder<Recording> && MeetsPeople<Recording>);

}  // namespace casepath
