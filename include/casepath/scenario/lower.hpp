// From a scenario as data to tables of rules that run: names to numbers, units to ticks, chances to tables. All variants
// of a study number needs, services, streams and clocks alike, so that a run may change tables at a date (rule V2).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "casepath/model/rules.hpp"
#include "casepath/scenario/spec.hpp"

namespace casepath {

/// One variant ready to run. `starts` and `ends` are ticks from the scenario's start; absent: from the first instant.
struct RunnableVariant {
  std::string name, title;
  std::optional<Time> starts, ends;
  Rules rules;
};

/// A whole study ready to run; variants in the order of the file.
struct Runnable {
  Rules base;
  std::vector<RunnableVariant> variants;
  std::vector<std::string> figures;  // names of what a run is worked out to, the same for all variants
  std::vector<std::string> solved;   // what was solved at load (rule E2), a sentence each
  std::string hash;                  // of the scenario: 16 hex digits
};

/// @throws ScenarioError for what can only be seen now: a correlation that is not positive definite
[[nodiscard]] Runnable lower(const Scenario& scenario);

}  // namespace casepath
