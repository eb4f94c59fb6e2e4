// A made-up world runs a year or ten thousand events, whichever is less, at the highest check level. Its laws must hold, a
// dated variant must go on from where the base stands, and a copy that changes to the same rules must end as the original.
#include <algorithm>
#include <bit>

#include "casepath/model/compiled.hpp"
#include "casepath/model/figures.hpp"
#include "casepath/scenario/io.hpp"
#include "casepath/scenario/lower.hpp"
#include "support/choices.hpp"
#include "support/world_maker.hpp"
#include "targets.hpp"

namespace casepath::fuzz {

namespace {

constexpr std::uint64_t most_events = 10'000;

/// Runs up to an instant. @returns false where there are too many events, or services pass somebody round at one instant:
/// a limit that the model keeps, and no fault of it
bool runs_until(Simulation<>& world, Time t) {
  try {
    for (Time next = world.now(); next < t && world.world().events < most_events;) {
      next = std::min(t, next + days(7));
      world.run_until(next);
    }
    return world.world().events < most_events;
  } catch (const ModelError& error) {
    if (std::string_view(error.what()).find("pass it round at once") == std::string_view::npos) throw;
    return false;
  }
}

bool finishes(Simulation<>& world, const Rules& rules) {
  if (!runs_until(world, rules.window.end)) return false;
  world.finish();
  return true;
}

bool same_bits(const std::vector<double>& a, const std::vector<double>& b) {
  const auto same = [](double x, double y) { return std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y); };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), same);
}

/// The variant from its date on, from the state that the base has reached.
void run_variant(Simulation<> world, const Runnable& study, const RunnableVariant& variant) {
  world.change_rules(variant.rules);
  if (variant.ends) {
    if (!runs_until(world, *variant.ends)) return;
    world.change_rules(study.base);
  }
  (void)finishes(world, study.base);
}

}  // namespace

void worlds(std::string_view bytes) {
  Choices choices(bytes);
  const Runnable study = lower(read_scenario(WorldMaker(choices).scenario()));
  Simulation<> world(study.base, {.seed = static_cast<std::uint64_t>(choices.whole(0, 255)), .most_events = 2 * most_events});
  const Time branch = study.variants.empty() ? Time{} + days(100) : *study.variants.front().starts;
  if (!runs_until(world, branch)) return;
  Simulation<> copy = world;
  if (!finishes(world, study.base)) return;
  if (!study.variants.empty()) return run_variant(std::move(copy), study, study.variants.front());
  copy.change_rules(study.base);
  must(finishes(copy, study.base), "a copy ends where the original does");
  must(same_bits(figure_values(world.world()), figure_values(copy.world())), "a change to the same rules changes not a bit");
}

}  // namespace casepath::fuzz
