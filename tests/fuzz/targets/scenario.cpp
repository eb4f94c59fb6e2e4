// Whatever the bytes are: a Scenario or a ScenarioError that says something. The canonical text is the end of its own road,
// and what was read can be lowered, unless its correlations contradict one another.
#include "targets.hpp"

#include "casepath/base/error.hpp"
#include "casepath/scenario/io.hpp"
#include "casepath/scenario/lower.hpp"

namespace casepath::fuzz {

void scenario(std::string_view bytes) {
  try {
    const Scenario read = read_scenario(bytes);
    const std::string canonical = canonical_json(bytes);
    must(canonical_json(canonical) == canonical, "the canonical text is its own canonical text");
    const Runnable runnable = lower(read);
    must(runnable.variants.size() == read.variants.size(), "every variant can be run");
  } catch (const ScenarioError& error) {
    must(!error.problems().empty(), "a refusal names a problem");
    for (const Problem& p : error.problems()) must(!p.path.empty() && !p.found.empty() && !p.allowed.empty(), "a problem says where, what and what would do");
  }
}

}  // namespace casepath::fuzz
