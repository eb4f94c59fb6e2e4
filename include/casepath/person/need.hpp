// A need, as rules: how it worsens and recovers by itself, how other needs drive it, and how it makes people seek help,
// fall into crisis or be pursued (design 2.1, rules N1 to N5). Rates are per tick.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "casepath/base/ids.hpp"
#include "casepath/base/place_set.hpp"

namespace casepath {

/// A number for each level of a need.
using LevelTable = std::array<double, max_levels>;

/// A table of factors by the level of another need (rules N2, N3); absent levels are 1.
struct DrivenBy {
  NeedId other;
  LevelTable factor;
};

/// A way in: a service somebody may turn to about this need.
struct Door {
  ServiceId service;
  double weight = 1;
  double known = 1;              // share of people who know it
  PlaceSet places;               // that it serves
  bool otherwise = false;        // only for who finds no other door
};

struct NeedRules {
  std::string name;
  std::uint32_t key = 0;         // address of chance
  Level goal = 0;                // met at this level or below (rule N5)
  LevelTable worsens{}, recovers{}, seeks{}, crisis{}, pursued{};   // per tick; nobody seeks help for a need that is met
  std::vector<DrivenBy> worsens_with, crisis_with, seeks_with;
  double worsens_cap = 0;        // on the product of worsens_with; 0 = none
  bool recovers_against = false; // recovery is divided by the same product (rule N2)
  double susceptibility = 1;     // on worsening of a need never had (rule N4)
  double floor = 1;              // of seeking
  std::vector<double> far{1.0};  // on seeking, by place (rule P6)
  std::vector<Door> doors;
  std::vector<Door> crisis_to;
  ServiceId pursued_by;
};

/// Product of the factors that other needs' levels give. `level_of(NeedId)` answers the level that counts.
template <class LevelOf>
[[nodiscard]] double driven(const std::vector<DrivenBy>& tables, LevelOf&& level_of) {
  double product = 1.0;
  for (const DrivenBy& t : tables) product *= t.factor[level_of(t.other)];
  return product;
}

}  // namespace casepath
