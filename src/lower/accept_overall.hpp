// A published acceptance is a mean over those who come, rules and chance together (rule E2).
#pragma once

#include "casepath/scenario/lower.hpp"

namespace casepath::detail {

/// Where a service gives `accept = { overall = ... }`, finds the base chance with which that share of the starting
/// population with an unmet need in scope would be taken, and sets it in every table that has not another.
void solve_overall_acceptance(const Scenario& scenario, Runnable& study);

}  // namespace casepath::detail
