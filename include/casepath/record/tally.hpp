// What is counted while a run goes on, by period (year) and by group of people: plain whole numbers and exact integrals
// from which figures are worked out at the end. Nothing here is a float.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "casepath/base/ids.hpp"
#include "casepath/base/time.hpp"
#include "casepath/base/vocabulary.hpp"
#include "casepath/stats/quantile.hpp"
#include "casepath/stats/time_weighted.hpp"

namespace casepath {

/// Things counted over the whole scenario.
enum class Count : std::uint8_t {
  requests, referrals, rejections, hand_offs, redirections, retellings, contacts, missed_contacts, crises, strands, repeat_strands,
  strands_ended, ended_without_episode, nobodys_case, nobodys_case_no_link, nobodys_case_full, nobodys_case_hops,
  requests_ended, request_ticks, outcomes_sustained, outcomes_observed, outcomes_kept, lost_on_the_way, left, interactions
};
inline constexpr std::size_t counts = static_cast<std::size_t>(Count::interactions) + 1;

struct ServiceTally {
  std::int64_t arrivals = 0, accepted = 0, admitted = 0, waited = 0, left_list = 0, reneged = 0, harms = 0, assessments = 0,
               rereferred = 0, met_before = 0, returned = 0, crises = 0;
  std::array<std::int64_t, refusal_kinds> rejected{};
  std::array<std::int64_t, closure_kinds> closed{};
  Quantiles waits;                   // days from acceptance, of those admitted and those who left
  std::vector<Quantiles> waits_by_stream;
  std::vector<Quantiles> waits_by_priority;
};

/// One period of one group (0: everybody).
struct Slice {
  std::array<std::int64_t, counts> count{};
  Quantiles first_help;              // ticks from the opening of a strand to its first help; never = infinite
  PersonTicks people = 0;            // time lived in the place
  std::int64_t people_at_end = 0;
  double trust_at_end = 0;           // sum over people, in the order of rows
  std::vector<PersonTicks> at_level; // needs x levels: time of people at each level
  std::vector<std::int64_t> level_at_end;
  std::vector<ServiceTally> services;

  [[nodiscard]] std::int64_t& operator[](Count c) noexcept { return count[static_cast<std::size_t>(c)]; }
  [[nodiscard]] std::int64_t operator[](Count c) const noexcept { return count[static_cast<std::size_t>(c)]; }
};

/// Integrals of one service over one period (everybody only): people x ticks.
struct ServiceLoad {
  PersonTicks queue = 0, caseload = 0, slots = 0, empty = 0;
};

/// How many people are at each level of each need, by group, and for how long (exact).
class LevelClock {
 public:
  LevelClock() = default;
  LevelClock(std::size_t groups, std::size_t needs, std::size_t levels)
      : needs_(needs), levels_(levels), cells_((groups + 1) * needs * levels), people_(groups + 1) {}

  void change(Time now, std::uint32_t groups, NeedId k, Level level, int by) {
    for_groups(groups, [&](std::size_t g) { cell(g, k.index(), level).add(now, by); });
  }
  void people(Time now, std::uint32_t groups, int by) {
    for_groups(groups, [&](std::size_t g) { people_[g].add(now, by); });
  }
  /// Moves what has passed up to `now` into a slice and starts afresh.
  void flush(Time now, std::size_t group, Slice& into) {
    into.people += people_[group].taken(now);
    into.people_at_end = people_[group].number;
    for (std::size_t i = 0; i < needs_ * levels_; ++i) {
      Cell& c = cells_[group * needs_ * levels_ + i];
      into.at_level[i] += c.taken(now);
      into.level_at_end[i] = c.number;
    }
  }
  [[nodiscard]] std::int64_t number() const noexcept { return people_[0].number; }

 private:
  struct Cell {
    std::int64_t number = 0;
    Time since{};
    PersonTicks passed = 0;
    void add(Time now, int by) {
      passed += PersonTicks{(now - since).ticks} * number;
      since = now;
      number += by;
    }
    PersonTicks taken(Time now) {
      add(now, 0);
      const PersonTicks all = passed;
      passed = 0;
      return all;
    }
  };
  template <class F>
  static void for_groups(std::uint32_t groups, F&& f) {
    f(std::size_t{0});
    for (std::size_t g = 1; groups != 0; ++g, groups >>= 1)
      if (groups & 1u) f(g);
  }
  Cell& cell(std::size_t g, std::size_t k, std::size_t l) { return cells_[(g * needs_ + k) * levels_ + l]; }

  std::size_t needs_ = 0, levels_ = 0;
  std::vector<Cell> cells_, people_;
};

/// All slices of one run: periods x groups.
class Tallies {
 public:
  Tallies() = default;
  Tallies(std::size_t periods, std::size_t groups, std::size_t services, std::size_t needs, std::size_t levels)
      : groups_(groups), slices_(periods * (groups + 1)), load_(periods * services), services_(services) {
    for (Slice& s : slices_) {
      s.services.resize(services);
      s.at_level.resize(needs * levels);
      s.level_at_end.resize(needs * levels);
    }
  }
  [[nodiscard]] Slice& at(std::size_t period, std::size_t group) { return slices_[period * (groups_ + 1) + group]; }
  [[nodiscard]] const Slice& at(std::size_t period, std::size_t group) const { return slices_[period * (groups_ + 1) + group]; }
  [[nodiscard]] ServiceLoad& load(std::size_t period, ServiceId s) { return load_[period * services_ + s.index()]; }
  [[nodiscard]] const ServiceLoad& load(std::size_t period, ServiceId s) const { return load_[period * services_ + s.index()]; }
  [[nodiscard]] std::size_t groups() const noexcept { return groups_; }

 private:
  std::size_t groups_ = 0;
  std::vector<Slice> slices_;
  std::vector<ServiceLoad> load_;
  std::size_t services_ = 0;
};

}  // namespace casepath
