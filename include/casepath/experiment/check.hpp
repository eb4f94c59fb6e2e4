// What can be said of a scenario before a study: who no service takes, what services would accept, and which are loaded
// beyond capacity in a short pilot. Warnings, never errors.
#pragma once

#include <string>
#include <vector>

#include "casepath/scenario/lower.hpp"

namespace casepath {

struct Analysis {
  std::vector<std::string> warnings;     // what a reader of the results must know
  std::vector<std::string> acceptance;   // a sentence a service: rules and chance apart (rule E2)
};

/// Looks at the starting population, and runs one pilot replication of the base unless there are more than 20,000 people.
[[nodiscard]] Analysis analyse(const Runnable& study);

}  // namespace casepath
