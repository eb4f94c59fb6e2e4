// Who is paid for what, as data: [contracts], [budgets] and how later money is counted. Plain structs with every default "off"
// (rule T4); units and the keys as in spec.hpp.
#pragma once

#include <optional>
#include <string>

#include "casepath/base/ids.hpp"
#include "casepath/base/money.hpp"
#include "casepath/base/time.hpp"
#include "casepath/scenario/value_specs.hpp"

namespace casepath {

struct DiscountSpec {
  double rate = 0;                                                    // a year; or
  std::string table;                                                  // the name of a published one (rule O11)
  bool continuous = false;
  friend bool operator==(const DiscountSpec&, const DiscountSpec&) = default;
};
/// So much a year, and the share of it that each service may draw on (rule M5).
struct BudgetSpec {
  Money total_per_year;
  Named<double> split;
  friend bool operator==(const BudgetSpec&, const BudgetSpec&) = default;
};
/// A need at or below a level (absent: its goal) for so long (rule M1).
struct MilestoneSpec {
  std::string need;
  std::optional<Level> reaches;
  std::optional<Duration> kept;
  Money price;
  friend bool operator==(const MilestoneSpec&, const MilestoneSpec&) = default;
};
struct ContractSpec {
  std::string service, payer;
  std::optional<Money> cap;                                           // absent = none
  std::optional<Date> from, until;                                    // of the starts that count
  Named<MilestoneSpec> milestones;
  friend bool operator==(const ContractSpec&, const ContractSpec&) = default;
};

}  // namespace casepath
