// What a scenario plans to spend in a year, whoever comes: slots, fixed costs, programmes, and what budgets leave unspent
// (rules M5, K1). Contacts, triage and the like come with people, so they are in no plan.
#pragma once

#include <string>
#include <vector>

#include "casepath/base/money.hpp"
#include "casepath/scenario/spec.hpp"

namespace casepath {

struct PlannedSpend {
  enum class Kind : std::uint8_t { slots, fixed, programme, unspent };
  Kind kind = Kind::slots;
  std::string name;                    // of the service, programme or budget
  Money per_year;                      // mean over the counted window
};
inline constexpr const char* planned_kinds[] = {"slots", "fixed", "programme", "unspent"};

/// Only lines with money in them. Slots from a budget at the price they are bought for, others by their cost a slot-day.
[[nodiscard]] std::vector<PlannedSpend> planned_spend(const ScenarioSpec& scenario);

}  // namespace casepath
