// Figures worked out from the exact counts of one replication. Names and values come from one walk, so that they cannot
// be out of step: first a walk that only names, once a study; then one a replication that only computes.
#pragma once

#include <string>
#include <vector>

#include "casepath/model/world.hpp"

namespace casepath {

/// Full names of all figures that a study gives, in order: everybody, then each year, then each group of people.
[[nodiscard]] std::vector<std::string> figure_names(const Rules& rules);

/// Their values in one finished replication, in the same order. NaN where a share has no denominator; infinite for
/// "never". Depends on exact counts only, so the same bits on every machine.
[[nodiscard]] std::vector<double> figure_values(const World& world);

}  // namespace casepath
