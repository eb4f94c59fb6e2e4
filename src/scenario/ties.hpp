// Ties (rule C4): for each, the scenario as it is where its condition stands at 1. The lowering compares it with the scenario as it
// stands, so any number that a path reaches can be tied.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "format.hpp"
#include "names.hpp"
#include "reader.hpp"

namespace casepath::reading {

/// How the scenario at the end of a tie is read; tells what is wrong with it.
using ReadEnd = std::function<ScenarioSpec(Node, std::vector<Problem>&)>;

/// @param plain  what `tree`, whose copies are not made yet (rule F4), was read to
[[nodiscard]] std::vector<TieSpec> read_ties(Reader& r, const Node& tree, const ScenarioSpec& plain, const Named<TieDraft>& ties, const ReadEnd& read_end);

/// Conditions that are raised and that nothing goes with, in words.
[[nodiscard]] std::vector<std::string> untied(const Scenario& scenario);

}  // namespace casepath::reading
