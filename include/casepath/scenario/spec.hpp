// The question as data: plain structs, one a table of the scenario file, names still as written. No behaviour.
// Every default is "off" (rule T4). Rates are per year, durations in ticks, money in minor units, levels as numbers.
// format.hpp lists each key once, for the reader, the schema and the reference; keep the two side by side.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "casepath/base/money.hpp"
#include "casepath/base/time.hpp"
#include "casepath/random/distribution.hpp"
#include "casepath/scenario/money_spec.hpp"
#include "casepath/scenario/network_spec.hpp"
#include "casepath/scenario/people_spec.hpp"
#include "casepath/scenario/service_spec.hpp"
#include "casepath/scenario/value_specs.hpp"

namespace casepath {

struct OutcomeSpec {
  Duration sustain = days(91), credit_window = days(91), repeat_window = years(1);
  std::optional<Duration> review = years(1);
  bool repeat_counts_crisis = false, repeat_counts_pursued = false;   // rule R9
  friend bool operator==(const OutcomeSpec&, const OutcomeSpec&) = default;
};
struct PayerSpec {
  std::string type = "fiscal";
  friend bool operator==(const PayerSpec&, const PayerSpec&) = default;
};                    // fiscal | economic | social (rule O10)
struct PlaceSpec {
  double share = 1;
  Named<double> worsens;                                              // need -> factor on its worsening for who lives there
  friend bool operator==(const PlaceSpec&, const PlaceSpec&) = default;
};

/// How somebody is passed on (rule H6). Order of Modes: signpost, cold, warm, shared, compulsory.
struct ModeSpec {
  ChanceSpec arrives;
  DurationSpec delay;
  Money sender_cost;
  double retell = 0, keeps = 0;
  friend bool operator==(const ModeSpec&, const ModeSpec&) = default;
};
inline constexpr const char* mode_names[] = {"signpost", "cold", "warm", "shared", "compulsory"};

/// Steps of trust as fractions (rule C3), `started` only in a service's own table.
struct TrustSpec {
  Distribution start = Distribution::fixed(0.5);
  double attended = 0, rejected = 0, retelling = 0, missed_hand_off = 0, closed_unmet = 0, new_worker = 0, reneged = 0,
         month_waiting = 0, returns_per_year = 0;
  friend bool operator==(const TrustSpec&, const TrustSpec&) = default;
};
struct PassingSpec {
  std::optional<int> max_hops = 8;
  friend bool operator==(const PassingSpec&, const PassingSpec&) = default;
};              // absent = "none" was written (rule T5)
struct DirectorySpec {
  std::optional<DurationSpec> refreshed_every;                        // absent = never refreshed
  Duration found_after{};
  Money wrong_cost;
  double knows_closed = 0;
  friend bool operator==(const DirectorySpec&, const DirectorySpec&) = default;
};

/// What a variant is, besides its changes (which the reader has applied).
struct VariantSpec {
  std::string name, title;
  std::optional<Date> starts, ends;
  bool changes = true;                                                // false: it is the base under another name
  friend bool operator==(const VariantSpec&, const VariantSpec&) = default;
};

/// One whole scenario, or one variant of it after its patches.
struct ScenarioSpec {
  std::string name = "scenario", title, currency = "GBP";
  int price_base = 2024;
  DiscountSpec discount;
  Date start;
  Duration warm_up{}, horizon{}, run_out{};
  bool financial_years = false;
  std::vector<std::string> levels{"none", "low", "moderate", "severe"};
  OutcomeSpec outcome;
  Named<PayerSpec> payers;
  ModeSpec modes[5];
  TrustSpec trust;
  double relationship_attended = 0;
  DisclosureSpec disclosure;
  PassingSpec passing;
  DirectorySpec directory;
  Named<PlaceSpec> places;
  Named<Named<Named<double>>> distances;                              // table -> place -> place -> factor (rule P6)
  Named<NeedSpec> needs;
  PeopleSpec people;
  Named<ServiceSpec> services;
  Named<std::vector<std::string>> copies;                             // a service with copies (rule F4) -> their names
  std::vector<LinkSpec> links;
  Named<ConditionSpec> conditions;
  Named<ProgrammeSpec> programmes;
  Named<StreamSpec> streams;
  Named<BudgetSpec> budgets;
  Named<ContractSpec> contracts;
  friend bool operator==(const ScenarioSpec&, const ScenarioSpec&) = default;
};

/// A path whose numbers go with a condition (rule C4), from what they are to what they are in `end`.
struct TieSpec {
  std::string variant;                                                // empty: of the base
  std::string path, with;
  std::vector<std::string> matched;                                   // what the path means
  ScenarioSpec end;                                                   // the scenario as it is where the condition stands at 1
  friend bool operator==(const TieSpec&, const TieSpec&) = default;
};

/// A parameter as written, for the report's "what was assumed" (source inherited from the tables above it).
struct Parameter {
  std::string path, value, low, high, dist, source, grade;
  friend bool operator==(const Parameter&, const Parameter&) = default;
};

/// A scenario read whole: the base, each variant applied, and where its numbers come from.
struct Scenario {
  ScenarioSpec base;
  std::vector<std::pair<VariantSpec, ScenarioSpec>> variants;
  std::vector<TieSpec> ties;
  std::vector<Parameter> parameters;                                  // of the base
  Named<std::string> sources;
  std::vector<std::string> warnings;                                  // said by check, never fatal
  std::vector<std::pair<std::string, std::vector<std::string>>> matched;   // variant: what each `*` matched (rule V1)
  std::string hash;                                                   // of the canonical JSON, 16 hex digits
  friend bool operator==(const Scenario&, const Scenario&) = default;
};

}  // namespace casepath
