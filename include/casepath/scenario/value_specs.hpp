// Single values of a scenario as data: a chance with its odds, a duration or a rate with its factors, steps over time, an
// effect, a cost. The tables of spec.hpp are made of these. Every default is "off" (rule T4).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "casepath/base/ids.hpp"
#include "casepath/base/money.hpp"
#include "casepath/base/time.hpp"
#include "casepath/random/distribution.hpp"

namespace casepath {

/// Names with their tables, in the order of the file (order matters to people, never to results).
template <class T>
using Named = std::vector<std::pair<std::string, T>>;

/// One value a level; index 0 is the lowest level. A level left out is 0 for rates and chances, 1 for factors.
using ByLevel = std::vector<double>;

/// A calendar date as days since 1970-01-01, so that differences are plain (start dates are midnight).
struct Date {
  std::int32_t days_since_1970 = 0;
  friend constexpr auto operator<=>(Date, Date) = default;
};

/// A factor for who lives elsewhere: one for all other places, or that of a table of distances (rule P6).
struct FarSpec {
  double factor = 1;
  std::string table;                        // a name of [distances], or empty
  friend bool operator==(const FarSpec&, const FarSpec&) = default;
};

/// A factor on the odds of a chance (rule C1) or on a quantity (rule C2).
/// `what`: trust | relationship | extra_need | far | lead | waiting | the name of a need, an attribute or a service.
struct FactorSpec {
  std::string what;
  double factor = 1;                        // trust: odds at full over odds at no trust; others: when it holds
  ByLevel by_level;                         // for a need: factor at each level (absent = 1)
  Named<double> by_value;                   // for a categorical attribute: factor at each value
  std::string table;                        // for far: a table of distances, instead of `factor` (rule P6)
  friend bool operator==(const FactorSpec&, const FactorSpec&) = default;
};

/// A base probability and odds factors (rule C1); `overall` is solved by the loader (rule E2).
struct ChanceSpec {
  double chance = 1;
  std::optional<double> overall;
  std::vector<FactorSpec> odds;
  friend bool operator==(const ChanceSpec&, const ChanceSpec&) = default;
};

/// A duration with factors of quantity (rule C2): patience = { dist = ..., trust = 2 }.
struct DurationSpec {
  Distribution ticks;                       // parameters in ticks
  std::vector<FactorSpec> factors;
  friend bool operator==(const DurationSpec&, const DurationSpec&) = default;
};

/// A rate per year with factors of quantity (rule C2).
struct RateSpec {
  double per_year = 0;
  std::vector<FactorSpec> factors;
  friend bool operator==(const RateSpec&, const RateSpec&) = default;
};

/// A value that steps over time: `at` offsets from the start of each period (`every`), or dates if `every` is absent.
/// Offsets are ticks from the scenario's start (dated) or from the start of each period. Before the first step: `first`.
struct StepsSpec {
  double first = 0;
  std::optional<Duration> every;
  std::vector<std::pair<Duration, double>> at;   // sorted; empty = constant
  std::string budget;                            // slots only: the budget that they are bought from, at so much each (rule M5)
  Money slot_per_year;
  friend bool operator==(const StepsSpec&, const StepsSpec&) = default;
};

/// One cell of an effect: chance to lower by one level, to lower to goal at once, or to raise by `raises` (rule S2);
/// or a published outcome from which the loader solves the chance (rule S3).
struct EffectCellSpec {
  ChanceSpec chance{0, {}, {}};
  int raises = 0;
  bool to_goal = false;
  struct Published {
    double reaches_goal = 0;
    Level from = 0;
    double contacts = 0;
    friend bool operator==(const Published&, const Published&) = default;
  };
  std::optional<Published> published;
  friend bool operator==(const EffectCellSpec&, const EffectCellSpec&) = default;
};
/// One cell a level (same length as the levels). A plain value fills every level that it can move: all if it raises, else all
/// above the lowest.
using EffectSpec = std::vector<EffectCellSpec>;

/// { value, share }: a cost that a drawn share of episodes has (rule M2).
struct CostSpec {
  Money value;
  double share = 1;
  friend bool operator==(const CostSpec&, const CostSpec&) = default;
};
/// costs.NAME = { cost, chance, on = "contact" | "start" } (rule M3).
struct ExtraCostSpec {
  Money cost;
  double chance = 1;
  bool on_start = false;
  friend bool operator==(const ExtraCostSpec&, const ExtraCostSpec&) = default;
};

}  // namespace casepath
