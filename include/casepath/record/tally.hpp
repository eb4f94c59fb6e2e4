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

/// One period of one stratum of people.
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
  PersonTicks queue = 0, caseload = 0, slots = 0, empty = 0, blocked = 0;
};

/// How many people are at each level of each need, by stratum, and for how long (exact).
class LevelClock {
 public:
  LevelClock() = default;
  LevelClock(std::size_t needs, std::size_t levels) : needs_(needs), levels_(levels) { add_stratum(); }

  void add_stratum() {
    cells_.resize(cells_.size() + needs_ * levels_);
    people_.emplace_back();
  }
  void change(Time now, std::size_t stratum, NeedId k, Level level, int by) { cell(stratum, k.index(), level).add(now, by); }
  void people(Time now, std::size_t stratum, int by) { people_[stratum].add(now, by); }
  /// Moves what has passed up to `now` into a slice and starts afresh.
  void flush(Time now, std::size_t stratum, Slice& into) {
    into.people += people_[stratum].taken(now);
    into.people_at_end = people_[stratum].number;
    for (std::size_t i = 0; i < needs_ * levels_; ++i) {
      Cell& c = cells_[stratum * needs_ * levels_ + i];
      into.at_level[i] += c.taken(now);
      into.level_at_end[i] = c.number;
    }
  }
  /// Everybody.
  [[nodiscard]] std::int64_t number() const noexcept {
    std::int64_t n = 0;
    for (const Cell& c : people_) n += c.number;
    return n;
  }

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
  Cell& cell(std::size_t stratum, std::size_t k, std::size_t l) { return cells_[(stratum * needs_ + k) * levels_ + l]; }

  std::size_t needs_ = 0, levels_ = 0;
  std::vector<Cell> cells_, people_;
};

/// All slices of one run: strata x periods.
class Tallies {
 public:
  Tallies() = default;
  Tallies(std::size_t periods, std::size_t services, std::size_t needs, std::size_t levels)
      : periods_(periods), services_(services), levels_(needs * levels), load_(periods * services) {
    add_stratum();
  }
  void add_stratum() { slices_.resize(slices_.size() + periods_, empty()); }

  [[nodiscard]] Slice& at(std::size_t period, std::size_t stratum) { return slices_[stratum * periods_ + period]; }
  [[nodiscard]] const Slice& at(std::size_t period, std::size_t stratum) const { return slices_[stratum * periods_ + period]; }
  [[nodiscard]] ServiceLoad& load(std::size_t period, ServiceId s) { return load_[period * services_ + s.index()]; }
  [[nodiscard]] const ServiceLoad& load(std::size_t period, ServiceId s) const { return load_[period * services_ + s.index()]; }
  /// A slice in which nothing has been counted.
  [[nodiscard]] Slice empty() const {
    Slice s;
    s.services.resize(services_);
    s.at_level.resize(levels_);
    s.level_at_end.resize(levels_);
    return s;
  }
  /// Over all periods and everybody.
  [[nodiscard]] std::int64_t total(Count c) const noexcept {
    std::int64_t n = 0;
    for (const Slice& s : slices_) n += s[c];
    return n;
  }

 private:
  std::size_t periods_ = 0, services_ = 0, levels_ = 0;
  std::vector<Slice> slices_;
  std::vector<ServiceLoad> load_;
};

}  // namespace casepath
