// What can be said of a scenario before a study: who no service takes, rings of prerequisites, services out of reach, what
// services would accept, a first estimate of loads and costs, and beside it one pilot run. Warnings, never errors.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "casepath/experiment/first_estimate.hpp"
#include "casepath/scenario/lower.hpp"

namespace casepath {

struct Analysis {
  std::vector<std::string> warnings;     // what a reader of the results must know
  std::vector<std::string> acceptance;   // a sentence a service: rules and chance apart (rule E2)
  FirstEstimate estimate;                // of the base
  std::optional<double> pilot_cost, pilot_no_outcome_share;   // what one replication came to
};

/// Looks at the starting population, and runs one pilot replication of the base unless there are more than 20,000 people.
[[nodiscard]] Analysis analyse(const Runnable& study);

}  // namespace casepath
