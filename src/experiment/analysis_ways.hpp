// Ways through a scenario that can be seen without running it: rings of prerequisites, in which each service waits for what
// only the next could give, and services that nobody can come to.
#pragma once

#include <string>
#include <vector>

#include "casepath/model/world.hpp"

namespace casepath::detail {

/// Does any service that works on the need, crises apart, let this person in?
[[nodiscard]] bool is_taken(const World& w, PersonId p, NeedId k, const Observed& seen);

/// Rings that people at the start (the first 20,000) are caught in, the commonest first; a sentence each.
[[nodiscard]] std::vector<std::string> rings_of(const World& w);

/// Services to which no door, crisis, pursuit or stream leads, over links either.
[[nodiscard]] std::vector<std::string> unreached(const Rules& r);

[[nodiscard]] std::string percent(double share);

}  // namespace casepath::detail
