// The people table: one row a life, folded from the happenings as they come, so that it needs no log. Only what is dated in
// the counted window counts (rule T3); visitors from streams are no people of the place and have no row.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "casepath/base/vocabulary.hpp"
#include "casepath/record/event_log.hpp"

namespace casepath {

/// What is counted for each person. A hand-off is a passing on from an episode, a redirection one from a triage (rule H5);
/// services met are those that had the person at triage or beyond: by an arrival, an admission or an interaction.
enum class PersonCount : std::uint8_t {
  requests, referrals, rejections, retellings, hand_offs, redirections, services_met, contacts, missed_contacts, crises
};
inline constexpr std::array person_count_names{"requests",     "referrals",    "rejections", "retellings",      "hand_offs",
                                               "redirections", "services_met", "contacts",   "missed_contacts", "crises"};

/// The finished table: columns of one length, a row a life, in the order of people's numbers, then of joining. Days are
/// days since the scenario's start, or days lived within the counted window; costs are fiscal, in minor units.
struct PeopleColumns {
  std::vector<std::int64_t> person, cohort, place;
  std::vector<double> joined, left;                     // `left` is NaN for who is still there at the end of the window
  std::vector<std::vector<std::int64_t>> level_at_start;   // a need: the level on joining
  std::vector<double> days_there;
  std::vector<std::vector<double>> days_at_level;       // needs x levels, by rows
  std::vector<double> days_waiting;                     // summed over lists
  std::vector<std::vector<std::int64_t>> counts;        // one a PersonCount
  std::vector<std::vector<std::int64_t>> cost_minor;    // one an OutcomeClass, chain credit
  std::vector<double> trust_at_end;                     // NaN for who has left
};

class PeopleTable {
 public:
  struct Shape {
    std::size_t needs = 0, levels = 0, services = 0;
    Time from{}, to{};                                  // the counted window [from, to)
  };
  static constexpr bool listens = true;
  explicit PeopleTable(const Shape& shape) : shape_(shape) {}

  /// A life begins: a row that somebody has left may hold another person now (rule P4).
  void meet(const Newcomer& who);
  void record(const LogRow& row);

  /// The lives that some of the window was lived in, once the run is over.
  /// @param trust by person's number, at the end of the window
  [[nodiscard]] PeopleColumns finished(const std::vector<float>& trust) const;

 private:
  struct Life {
    Time joined, left = never();
    PersonId person;
    std::uint16_t cohort = 0;
    PlaceId place{0};
    int lists = 0;                                      // waiting lists the person is on, since `waits_since`
    Time waits_since;
    Duration waited{};
    std::array<Level, max_needs> start{}, level{};
    std::array<Time, max_needs> since{};                // when each need came to its level
    std::array<std::int64_t, person_count_names.size()> count{};
    std::array<Money, class_kinds> cost{};
  };
  static constexpr std::uint32_t nobody = 0xFFFFFFFF;

  [[nodiscard]] Duration counted(Time a, Time b) const noexcept;
  [[nodiscard]] std::size_t cell(std::size_t life, std::size_t need, Level level) const noexcept;
  void change_level(std::size_t life, NeedId need, Level to, Time now);
  void wait(Life& life, int by, Time now) const;
  void count(std::size_t life, const LogRow& row);
  void meet_service(std::size_t life, ServiceId service);
  void close_accounts(std::size_t life);
  [[nodiscard]] std::vector<std::uint32_t> lives_in_window() const;
  [[nodiscard]] PeopleColumns columns(const std::vector<float>& trust) const;

  Shape shape_;
  std::vector<Life> lives_;
  std::vector<Duration> at_level_;                      // lives x needs x levels
  std::vector<bool> met_;                               // lives x services
  std::vector<std::uint32_t> life_of_;                  // a row of people: its last life
};

static_assert(Recorder<PeopleTable> && MeetsPeople<PeopleTable>);

}  // namespace casepath
