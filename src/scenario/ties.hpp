// Ties (rule C4): for each, the scenario as it is where its condition stands at 1. The lowering compares it with the scenario as it
// stands, so any number that a path reaches can be tied.
#pragma once

#include <string>
#include <vector>

#include "format.hpp"
#include "names.hpp"
#include "reader.hpp"

namespace casepath::reading {

/// Reads one tree into a draft; checks across tables only where every value was read.
[[nodiscard]] ScenarioDraft read_tree(Reader& r, const Node& scenario, const Names& all_names, std::vector<std::string>& warnings);

/// @param plain  what `tree` was read to
[[nodiscard]] std::vector<TieSpec> read_ties(Reader& r, const Node& tree, const ScenarioSpec& plain, const Named<TieDraft>& ties);

/// Conditions that are raised and that nothing goes with, in words.
[[nodiscard]] std::vector<std::string> untied(const Scenario& scenario);

}  // namespace casepath::reading
