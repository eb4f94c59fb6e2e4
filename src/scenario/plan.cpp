#include "casepath/scenario/plan.hpp"

#include <algorithm>

namespace casepath {

namespace {

constexpr double days_per_year = 365.25;   // rule T1

/// The counted window, in ticks from the start of the scenario.
struct Counted {
  double from, to;

  explicit Counted(const ScenarioSpec& s) : from(static_cast<double>(s.warm_up.ticks)), to(from + static_cast<double>(s.horizon.ticks)) {}
  /// The part of it between two instants.
  [[nodiscard]] double share(double a, double b) const { return std::max(0.0, std::min(b, to) - std::max(a, from)) / (to - from); }
};

/// The part of the window in which something with dates is there.
double present(const Counted& w, const ScenarioSpec& s, const std::optional<Date>& from, const std::optional<Date>& until) {
  const auto ticks = [&](Date d) { return static_cast<double>(std::int64_t{d.days_since_1970 - s.start.days_since_1970} * ticks_per_day); };
  return w.share(from ? ticks(*from) : w.from, until ? ticks(*until) : w.to);
}

/// Mean of a value that steps; of one that repeats, over its period.
double mean_of(const StepsSpec& steps, const Counted& w) {
  if (steps.at.empty()) return steps.first;
  const double period = steps.every ? static_cast<double>(steps.every->ticks) : w.to;
  double sum = 0, from = 0, value = steps.first;
  const auto add = [&](double to) {
    sum += value * (steps.every ? (to - from) / period : w.share(from, to));
    from = to;
  };
  for (const auto& [at, next] : steps.at) {
    add(static_cast<double>(at.ticks));
    value = next;
  }
  add(period);
  return sum;
}

double slots_of(const ServiceSpec& s, const Counted& w) {
  if (s.workers) return static_cast<double>(s.workers->number) * s.workers->caseload;
  return s.capacity ? mean_of(*s.capacity, w) : 0;
}

/// Of one slot in a year, in minor units.
double slot_price(const ServiceSpec& s) {
  if (s.capacity && !s.capacity->budget.empty()) return static_cast<double>(s.capacity->slot_per_year.minor);
  return static_cast<double>(s.costs.slot_day.value.minor) * s.costs.slot_day.share * days_per_year;
}

}  // namespace

std::vector<PlannedSpend> planned_spend(const ScenarioSpec& scenario) {
  const Counted w(scenario);
  std::vector<PlannedSpend> out;
  const auto add = [&](PlannedSpend::Kind kind, const std::string& name, double minor) {
    if (minor != 0) out.push_back({kind, name, rounded_money(minor)});
  };
  for (const auto& [name, s] : scenario.services) {
    const double open = present(w, scenario, s.from, s.until);
    add(PlannedSpend::Kind::slots, name, slots_of(s, w) * slot_price(s) * open);
    add(PlannedSpend::Kind::fixed, name, static_cast<double>(s.costs.fixed_per_year.minor) * open);
  }
  for (const auto& [name, p] : scenario.programmes)
    add(PlannedSpend::Kind::programme, name, static_cast<double>(p.cost_per_year.minor) * present(w, scenario, p.from, p.until));
  for (const auto& [name, budget] : scenario.budgets) {
    double left = static_cast<double>(budget.total_per_year.minor);
    for (const auto& [service, s] : scenario.services)
      if (s.capacity && s.capacity->budget == name) left -= s.capacity->first * static_cast<double>(s.capacity->slot_per_year.minor);
    add(PlannedSpend::Kind::unspent, name, left);
  }
  return out;
}

}  // namespace casepath
