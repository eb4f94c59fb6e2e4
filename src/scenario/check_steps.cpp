// Steps that repeat are written out before a run starts, sessions of a list are events, and a directory's changes and refreshes are gone through without
// events: "every second" of a century is billions of them, of a few bytes in the file, and must be refused.
#include "check.hpp"

#include <cmath>
#include <optional>

namespace casepath::reading {
namespace {

constexpr double most_steps = 5e6;   // 80 MB

double steps_of(const std::optional<StepsSpec>& steps, double run) {
  if (!steps || !steps->every) return 0;
  return (run / static_cast<double>(steps->every->ticks) + 1) * static_cast<double>(steps->at.size());
}

double steps_of(const std::optional<OpensSpec>& opens, double run) {
  if (!opens || !opens->every) return 0;
  return (run / static_cast<double>(opens->every->ticks) + 1) * static_cast<double>(opens->at.size());
}

double steps_of(const ScenarioSpec& spec) {
  const double run = static_cast<double>((spec.warm_up + spec.horizon + spec.run_out).ticks);
  double sum = 0;
  for (const auto& service : spec.services) sum += steps_of(service.second.capacity, run) + steps_of(service.second.list.opens, run) + service.second.changes_per_year * run / ticks_per_year;
  for (const auto& stream : spec.streams) sum += steps_of(stream.second.rate, run);
  for (const auto& cohort : spec.people.cohorts) sum += steps_of(cohort.second.arrives, run);
  if (spec.directory.refreshed_every) sum += run / mean_of(spec.directory.refreshed_every->ticks);
  return sum;
}

}  // namespace

void check_steps(Reader& r, const Scenario& scenario) {
  double sum = steps_of(scenario.base);
  for (const auto& variant : scenario.variants) sum += steps_of(variant.second);
  if (!(sum <= most_steps))
    r.problem("at most 5000000 steps of capacities, rates and timetables, changes and refreshes of the directory in all",
              std::isfinite(sum) ? number_text(std::floor(sum)) : "no end of them", "a longer `every`, or a shorter run");
}

}  // namespace casepath::reading
