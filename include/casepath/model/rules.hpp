// A scenario ready to run: names resolved to ids, units to ticks and minor units, chances to tables. Read-only during a
// run and shared by all replications. A run may hold two of these and change from one to another at a date (rules V2, V3);
// all tables of one study number people's needs, services, streams and clocks alike.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "casepath/ledger/attribution.hpp"
#include "casepath/ledger/contract.hpp"
#include "casepath/ledger/discount.hpp"
#include "casepath/network/condition.hpp"
#include "casepath/network/referral_graph.hpp"
#include "casepath/person/need.hpp"
#include "casepath/person/trust.hpp"
#include "casepath/service/service.hpp"

namespace casepath {

/// A value that steps at dates; constant after the last.
struct Steps {
  std::vector<std::pair<Time, double>> at;   // sorted; the first is at time 0

  [[nodiscard]] double value(Time t) const noexcept {
    double v = 0;
    for (const auto& [from, step] : at) {
      if (from > t) break;
      v = step;
    }
    return v;
  }
  [[nodiscard]] double highest() const noexcept {
    double v = 0;
    for (const auto& step : at) v = step.second > v ? step.second : v;
    return v;
  }
};

/// When the run starts, counts, and ends, and how it is cut into periods (rule T3).
struct Window {
  Time from{}, to{}, end{};            // counted: [from, to); run until `end`
  std::vector<Time> period_ends;       // the last is `to`
};

/// An array of equal values.
template <class T>
[[nodiscard]] constexpr std::array<T, max_needs> all_of(T value) noexcept {
  std::array<T, max_needs> out{};
  out.fill(value);
  return out;
}

struct Attribute {
  std::string name;
  std::vector<std::string> values;     // of a categorical one
  bool is_number = false;
};
/// How one attribute of a cohort's people is drawn: a value, or a whole number from a distribution.
struct AttributeDraw {
  std::uint16_t attribute = 0;
  std::uint32_t key = 0;
  Distribution number;                 // for a categorical one: fixed at the index of its value
};

struct Profile {
  double weight = 1;
  std::vector<Level> levels;           // one a need
};
/// People one by one, in columns of one length; a column that is not given is empty (rule P7).
struct Microdata {
  std::size_t rows = 0;
  bool in_order = false;               // the first people are the rows in their order; else all are drawn by weight
  std::vector<double> up_to;           // sum of the weights of the rows up to each; in order: of people
  std::vector<Level> levels;           // rows x needs
  std::vector<PlaceId> places;
  std::vector<double> trust;
  std::vector<Money> cost_before;
  std::vector<std::pair<std::uint16_t, std::vector<std::uint16_t>>> attributes;   // attribute, and its value by row

  /// The row in whose share of the weights `at` falls.
  [[nodiscard]] std::size_t row_at(double at) const noexcept {
    const auto row = std::upper_bound(up_to.begin(), up_to.end(), at);
    return row == up_to.end() ? rows - 1 : static_cast<std::size_t>(row - up_to.begin());
  }
};
struct Cohort {
  std::string name;
  std::uint32_t salt = 0;
  std::int64_t size = 0;
  std::optional<Steps> arrives;        // people per tick
  bool replaces = false;
  std::uint32_t party_size = 1;        // people in a household, and the needs that they share, one bit each (rule P5)
  std::uint16_t party_needs = 0;
  double leave_rate = 0;               // per tick
  std::vector<DrivenBy> leaves_with;
  Distribution trust = Distribution::fixed(0.5);
  std::vector<double> places;          // share of each place
  std::vector<AttributeDraw> attributes;
  std::vector<std::vector<double>> cuts;   // a need: normal quantiles at which levels 1, 2 ... begin (rule P1)
  std::vector<double> factor;          // Cholesky factor of the correlation, needs x needs by rows; empty = independent
  std::vector<Profile> profiles;
  std::optional<Microdata> microdata;
};
struct Stream {
  std::string name;
  std::uint32_t salt = 0, key = 0;
  ServiceId to;
  Steps rate;                          // requests per tick; or
  std::optional<Duration> every;
  std::optional<Time> first;
  int batch = 1;
  std::uint8_t priority = 0;
  Distribution trust = Distribution::fixed(0.5);
  std::uint32_t needs = 0;             // that its people come with, one bit each; 0: a request without needs
  std::vector<Level> levels;           // one a need
};
struct Group {
  std::string name;
  std::vector<bool> cohorts, places;   // empty = any
  std::vector<Level> at_start;         // one a need
  int needs_at_least = 0;
  double cost_before = 0;              // the costliest share of people before the counted window; 0: not asked
};
struct Payer {
  std::string name, type;
  [[nodiscard]] bool is_fiscal() const noexcept { return type == "fiscal"; }
};
struct Programme {
  std::string name;
  double cost_per_tick = 0;            // minor units
  Time from{}, until = never();
  std::uint16_t payer = 0;
  friend bool operator==(const Programme&, const Programme&) = default;
};
struct DirectoryRules {
  std::optional<DurationRule> refreshed_every;
  Duration found_after{};
  Money wrong_cost;
  double knows_closed = 0;
};

/// A part of the rules whose numbers a tie may move (rule C4): what is the whole system's, or one need, place ...
enum class PartKind : std::uint8_t { system, need, place, cohort, stream, service, link };
/// A number that a tie moves with a condition: from its own value to another, linearly.
struct TiedNumber {
  std::uint32_t number = 0;            // place among the numbers of its part (model/numbers_of.hpp)
  std::uint32_t condition = 0;         // or always_one
  double from = 0, to = 0;
};
inline constexpr std::uint32_t always_one = 0xFFFFFFFF;   // link trust of a link that has no table for it
struct TiedPart {
  PartKind kind = PartKind::system;
  std::uint32_t index = 0;
  std::vector<TiedNumber> numbers;     // in their order; of several ties on one number the shares add up
};

struct Rules {
  std::string name;
  std::uint64_t scenario_hash = 0;
  std::string currency;
  int price_base = 0;
  Discount discount;
  std::int32_t start_date = 0;         // days since 1970-01-01
  Window window;
  std::vector<std::string> levels, places;
  std::vector<Payer> payers;
  OutcomeWindows outcome;
  bool repeat_counts_crisis = false, repeat_counts_pursued = false;

  std::vector<NeedRules> needs;
  std::array<Level, max_needs> goals = all_of(Level{15});   // of the needs; 15 where there is none
  bool frailty_on_worsens = true, frailty_on_crisis = true;
  double frailty_cv = 0;
  TrustRules trust;
  double relationship_attended = 0;
  std::vector<Cohort> cohorts;
  std::vector<Stream> streams;
  Distribution visitors_trust = Distribution::fixed(0.5);
  std::vector<Attribute> attributes;
  std::vector<Group> groups;
  bool asks_cost_before = false;       // some group does

  std::vector<Service> services;
  ReferralGraph links;
  std::vector<ConditionRules> conditions;
  std::vector<TiedPart> ties;          // what conditions move, day by day; this table itself has x = 0 throughout
  ClockSet tied_clocks = 0;            // of people, that ties may move
  std::vector<std::array<double, max_needs>> places_worsen;   // a place: factors on worsening; empty where there are none
  std::optional<int> max_hops;
  DirectoryRules directory;
  std::vector<Programme> programmes;
  std::vector<Contract> contracts;

  std::vector<NeedId> need_pursued;    // needs that have a clock of being pursued for
  std::vector<ClockSet> moved_by_level;   // a need: the clocks that its level moves
  std::vector<std::uint16_t> factors_of;  // a service: needs on which it has factors while held or waited for, one bit each

  // Clocks of a person (rule N1): worsens by need, recovers by need, pursued needs, seeking, crisis, leaving.
  [[nodiscard]] std::size_t seek_clock() const noexcept { return 2 * needs.size() + need_pursued.size(); }
  [[nodiscard]] std::size_t crisis_clock() const noexcept { return seek_clock() + 1; }
  [[nodiscard]] std::size_t leave_clock() const noexcept { return seek_clock() + 2; }
  [[nodiscard]] std::size_t clocks() const noexcept { return seek_clock() + 3; }
  /// Only fiscal costs enter totals and shares (rule O10).
  [[nodiscard]] bool is_fiscal(ServiceId s) const noexcept { return payers[services[s.index()].payer].is_fiscal(); }
  [[nodiscard]] Level top() const noexcept { return static_cast<Level>(levels.size() - 1); }
};

inline constexpr std::size_t max_clocks = 3 * max_needs + 3;

}  // namespace casepath
