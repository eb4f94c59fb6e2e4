// Following people through one replication in one world: the log, the table, who somebody is at the start. A person has the
// same needs, thresholds and marks in every variant (rule N1), which is what makes two worlds comparable life by life.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "casepath/model/simulation.hpp"
#include "casepath/record/log_csv.hpp"
#include "casepath/record/people_table.hpp"
#include "casepath/scenario/lower.hpp"

namespace casepath {

/// Rows of people `first` to `first + count - 1`.
struct PeopleRange {
  std::uint32_t first = 0, count = 1;
};

/// The event log, from the scenario's start (the shared warm-up included) to the end, in order of time.
/// @param people of those who are there at the start; nobody named: of everybody, visitors from streams and newcomers too
/// @param variant a variant's name, or "base"  @throws Error when there is no such variant or person
[[nodiscard]] std::vector<LogRow> log_of(const Runnable& study, const std::string& variant, std::optional<PeopleRange> people, RunSettings settings);

/// The event log of everybody as CSV, from the scenario's start to the end, handed to `write` as it comes to be: the memory
/// it takes does not grow with it. Not in order of time throughout, see record/log_csv.hpp.
/// @returns the number of rows  @throws Error when there is no such variant; what `write` throws
std::int64_t write_log(const Runnable& study, const std::string& variant, const LogCsv::Write& write, RunSettings settings);

/// One row a life: what the counted window held for everybody but the visitors from streams.
/// @param variant a variant's name, or "base"  @throws Error when there is no such variant
[[nodiscard]] PeopleColumns people_table_of(const Runnable& study, const std::string& variant, RunSettings settings);

struct PersonAtStart {
  std::string cohort, place;
  std::vector<int> levels;               // one a need
  double trust = 0, frailty = 1;
  std::vector<std::vector<double>> thresholds, marks;   // clocks x the first ten firings: E_n, and the mark that decides
};
/// Who somebody is at the start in a variant, and the life events they are offered (rule N1).
[[nodiscard]] PersonAtStart person_at_start(const Runnable& study, const std::string& variant, std::uint32_t person, RunSettings settings);

}  // namespace casepath
