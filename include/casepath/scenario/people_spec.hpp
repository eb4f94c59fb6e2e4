// [needs] and [people] as data: what needs do by themselves, and who has them. Plain structs with every default "off"
// (rule T4); units and the keys as in spec.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "casepath/base/ids.hpp"
#include "casepath/base/money.hpp"
#include "casepath/random/distribution.hpp"
#include "casepath/scenario/value_specs.hpp"

namespace casepath {

struct DoorSpec {
  double weight = 1;
  double known = 1;                                                   // share of people who know it
  bool otherwise = false;                                             // only for who finds no other door
  std::vector<std::string> places;                                    // none = from everywhere
  friend bool operator==(const DoorSpec&, const DoorSpec&) = default;
};
struct SeeksSpec {
  ByLevel rate;
  double floor = 1;                                                   // f of design 2.1
  FarSpec far;                                                        // when no door is in one's own place
  Named<DoorSpec> doors;
  friend bool operator==(const SeeksSpec&, const SeeksSpec&) = default;
};
struct CrisisSpec {
  ByLevel rate;
  Named<DoorSpec> to;
  friend bool operator==(const CrisisSpec&, const CrisisSpec&) = default;
};
struct PursuedSpec {
  ByLevel rate;
  std::string by;                                                     // service
  friend bool operator==(const PursuedSpec&, const PursuedSpec&) = default;
};
struct NeedSpec {
  std::string key;                                                    // default: the name
  Level goal = 0;
  ByLevel worsens, recovers;
  Named<ByLevel> worsens_with, crisis_with, seeks_with;               // other need -> factor by its level
  double worsens_cap = 0;                                             // 0 = no cap
  bool recovers_against = false;
  double susceptibility = 1;                                          // rule N4
  std::optional<SeeksSpec> seeks;
  std::optional<CrisisSpec> crisis;
  std::optional<PursuedSpec> pursued;
  friend bool operator==(const NeedSpec&, const NeedSpec&) = default;
};

/// A categorical value, a number or a distribution.
struct AttributeSpec {
  std::optional<std::string> text;
  Distribution number;
  friend bool operator==(const AttributeSpec&, const AttributeSpec&) = default;
};
struct ProfileSpec {
  double weight = 1;
  Named<Level> levels;                                                // need -> level; left out = 0
  friend bool operator==(const ProfileSpec&, const ProfileSpec&) = default;
};
/// People one by one, in columns of one length (rule P7); a column that is not given is empty.
struct MicrodataSpec {
  std::string file;                                                   // where the rows are from, for messages
  std::size_t rows = 0;
  Named<std::vector<Level>> needs;
  std::vector<std::string> place, person;                             // person: a name of the row, for starting lists
  std::vector<double> trust, number;                                  // number: people alike, or the row's weight
  std::vector<Money> cost_before;
  Named<std::vector<double>> numbers;                                 // attributes
  Named<std::vector<std::string>> texts;
  friend bool operator==(const MicrodataSpec&, const MicrodataSpec&) = default;
};
struct PartiesSpec {                                                  // households (rule P5)
  int size = 2;
  std::vector<std::string> shares;                                    // needs
  friend bool operator==(const PartiesSpec&, const PartiesSpec&) = default;
};
struct CohortSpec {
  std::string key;
  std::int64_t size = 0;
  std::optional<StepsSpec> arrives;                                   // people a year; absent = none
  bool replaces = false;                                              // arrives = "replace" (rule P4)
  RateSpec leaves;
  Named<ByLevel> leaves_with;
  std::optional<PartiesSpec> parties;
  Distribution trust = Distribution::fixed(0.5);
  Named<AttributeSpec> attributes;
  Named<double> places;                                               // place -> share; none = the scenario's shares
  Named<ByLevel> needs;                                               // need -> probability of each level (index 0 unused)
  Named<double> odds_ratios, correlations;                            // "need.need" -> value (rule P1)
  Named<ProfileSpec> profiles;                                        // instead of `needs`
  std::optional<MicrodataSpec> microdata;                             // instead of `needs`
  bool draws_rows = false;                                            // people are drawn from the rows, by weight
  friend bool operator==(const CohortSpec&, const CohortSpec&) = default;
};
struct FrailtySpec {
  double cv = 0;
  bool on_worsens = true, on_crisis = true;
  friend bool operator==(const FrailtySpec&, const FrailtySpec&) = default;
};
struct GroupSpec {                                                    // rule O14; all that is given must hold
  std::vector<std::string> cohorts, places;
  Named<Level> at_start;                                              // need at this level or worse at the start
  int needs_at_least = 0;                                             // unmet needs at the start
  double cost_before = 0;                                             // the costliest share before the start; 0: not asked
  friend bool operator==(const GroupSpec&, const GroupSpec&) = default;
};
struct PeopleSpec {
  FrailtySpec frailty;
  CohortSpec every_cohort;                                            // what [people] itself says; already in each cohort
  Named<CohortSpec> cohorts;
  Named<GroupSpec> groups;
  friend bool operator==(const PeopleSpec&, const PeopleSpec&) = default;
};

}  // namespace casepath
