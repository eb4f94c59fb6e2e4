// A service, as rules: what it works on, whom it takes, how it waits, works, closes and costs (design 2.2, 2.3, 2.8).
// Dozens to thousands of these, read-only during a run: plain structs.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "casepath/base/chance.hpp"
#include "casepath/base/ids.hpp"
#include "casepath/base/money.hpp"
#include "casepath/base/place_set.hpp"
#include "casepath/base/time.hpp"
#include "casepath/random/distribution.hpp"
#include "casepath/service/eligibility.hpp"
#include "casepath/service/timetable.hpp"

namespace casepath {

/// A drawn duration with factors (rule C2).
struct DurationRule {
  Distribution ticks = Distribution::fixed(0);
  std::vector<Factor> factors;
  [[nodiscard]] bool is_zero() const noexcept { return ticks.kind == DistributionKind::fixed && ticks.a <= 0; }
};

/// What an interaction does to a need at one level (rule S2).
struct EffectCell {
  Chance chance{0.0};
  std::uint8_t raises = 0;
  bool to_goal = false;
};
struct Effect {
  NeedId need;
  std::vector<EffectCell> by_level;
  /// At some level; an effect of chance 0 is none (rule T4).
  [[nodiscard]] bool can_happen() const noexcept {
    return std::any_of(by_level.begin(), by_level.end(), [](const EffectCell& cell) { return cell.chance.base() > 0; });
  }
};
/// Effects have a time (rule S1).
struct Effects {
  std::vector<Effect> start, contact, end, cut_short;
};

/// Factors of what a person holds open or waits for, on one need (rules N3, S1, R8).
struct HeldFactor {
  NeedId need;
  double worsens = 1, crisis = 1, seeks = 1;
  std::optional<Level> counts_as;
};

struct ListRules {
  enum class Order : std::uint8_t { first_come, severity, priority, last_come, random, score };
  Order order = Order::first_come;
  Duration severity_counts{};        // days waited that a level of severity is worth in a score (rule W2)
  bool preempts = false;             // a better class takes a slot from a worse one (rule W3)
  std::optional<Timetable> opens;    // admissions at these times only (rule K2)
  DurationRule delay;
  std::optional<DurationRule> patience;
  std::optional<int> closed_at;
  double chase_rate = 0;             // per tick
  std::vector<Factor> chase_factors;
  Money chase_cost;
  std::vector<HeldFactor> while_waiting;

  /// Orders that take from elsewhere than the front.
  [[nodiscard]] bool is_out_of_turn() const noexcept { return order == Order::last_come || order == Order::random; }
};

struct ContactRules {
  std::vector<DurationRule> every;   // one for all, or one a level
  std::optional<Duration> halves_after;
  Chance attend;
  Money cost, missed_cost;
  std::vector<double> asks;          // by level: the share of a worker's time that an open episode asks (rule K4); empty = not held
};

struct CloseRules {
  std::optional<int> missed_run, missed_total, contacts;
  std::optional<DurationRule> after;
  double withdraw_rate = 0;          // per tick
  std::vector<Factor> withdraw_factors;
  double goal_met = 1;
};

struct ExtraCost {
  std::uint32_t key = 0;
  Money cost;
  double chance = 1;
  bool on_start = false;
};
struct CostRules {
  Money start, slot_day;
  double start_share = 1, slot_day_share = 1;   // of episodes (rule M2)
  Money fixed_per_year, consult;
  std::vector<ExtraCost> extras;
};

struct LeadRules {
  double attend = 1, disclose = 1, worsens = 1, carries = 0;
  std::optional<Mode> mode;
};
struct WorkerRules {
  int number = 0, caseload = 0;
  double leave_rate = 0;             // per tick
  DurationRule vacant;
  double keeps = 0;
  double gives = 0;                  // the share of a worker's time that is there for open episodes (rule K4)
};
struct CliffEdge {
  double worsens = 1;
  Duration lasts{};
};
/// Settings that replace the service's own from a length of list on (rule W4).
struct WhenList {
  int at = 0;
  std::optional<Chance> accept;
  std::optional<Asks> asks;
  std::optional<CloseRules> closes;
  std::optional<int> needs_more_than;
};
/// A dated capacity (rule K1).
struct CapacityStep {
  Time from;
  int slots;
};

inline constexpr int no_limit = 1'000'000'000;

/// Cases alike that a service has when the run begins (rule P7).
struct StartCases {
  static constexpr std::uint32_t by_lot = 0xFFFFFFFF;
  int number = 0;
  bool open = false;                 // an open case; else on the list
  DurationRule age;                  // of the case, or of the wait;
  std::vector<Duration> ages;        // or that of each
  NeedId need;                       // none: any in scope
  std::uint32_t person = by_lot;     // whose
};

struct Service {
  std::string name, title, group;
  std::uint32_t key = 0;             // address of chance
  std::uint16_t payer = 0;
  bool exists = true;                // false in a table of rules that lacks a service another table has (rule V2)
  bool whole_person = false, takes_everyone = false, away = false;
  Time from{}, until = never();
  std::uint32_t scope = 0;           // needs worked on, one bit each
  PlaceSet places;                   // that it is in
  std::vector<CapacityStep> capacity;   // empty = no limit; else the first is at time 0
  std::optional<WorkerRules> workers;
  Chance accept, disclose;
  double misread_up = 0, misread_down = 0;
  Money triage_cost, unseen_cost;
  DurationRule triage_takes;
  Asks asks;
  std::vector<Refuses> refuses;
  std::optional<int> needs_more_than;
  std::optional<Duration> decision_stands, assessment_stands;
  ListRules list;
  std::vector<WhenList> when_list;   // by length, shortest first
  bool assesses = false, assesses_before_wait = false;
  Money assessment_cost;
  DurationRule assessment_takes;
  std::optional<ContactRules> contacts;
  std::optional<DurationRule> stay;
  int needs_per_contact = 1;
  Effects effects;
  std::vector<HeldFactor> while_open;
  CostRules costs;
  CloseRules closes;
  bool blocks = false, swaps = false;   // keeps who has nowhere to go yet; and exchanges in a ring of such (rule S9)
  bool may_block = false;            // in some table of rules of the study: it has the figures of that
  std::optional<CliffEdge> cliff_edge;
  double trust_started = 0;
  std::optional<LeadRules> lead;
  double onward = 1;
  double entry_change_rate = 0;      // per tick (rule C6)
  std::vector<StartCases> at_start;
  ClockSet moves = 0;                // clocks that holding a slot here, or waiting here, may move

  [[nodiscard]] bool works_on(NeedId k) const noexcept { return k.is_none() || (scope >> k.value & 1u) != 0; }
  [[nodiscard]] bool is_open_at(Time t) const noexcept { return exists && from <= t && t < until; }
  /// Does it have any effect on a need, so that its stay counts as help (rule O13)?
  [[nodiscard]] bool may_help(NeedId k) const noexcept {
    const auto lists = [k](const std::vector<Effect>& effects_at) {
      return std::any_of(effects_at.begin(), effects_at.end(), [k](const Effect& e) { return e.need == k && e.can_happen(); });
    };
    for (const HeldFactor& f : while_open)
      if (f.need == k && f.counts_as) return true;
    return lists(effects.start) || lists(effects.contact) || lists(effects.end);
  }
};

}  // namespace casepath
