// What hangs together between budgets, contracts, needs and services (rules M1, M5).
#include <algorithm>
#include <cmath>

#include "check.hpp"

namespace casepath::reading {
namespace {

/// The share of a budget that a service may spend on slots: all, where nothing is said of anybody's.
double share_of(const BudgetSpec& budget, const std::string& service) {
  for (const auto& [name, share] : budget.split)
    if (name == service) return share;
  return budget.split.empty() ? 1 : 0;
}

/// A milestone above the goal would pay for a need that is still unmet.
void check_milestone(Reader& r, const MilestoneSpec& m, const Named<NeedSpec>& needs) {
  const auto need = std::find_if(needs.begin(), needs.end(), [&](const auto& n) { return n.first == m.need; });
  const Reader::Step step(r, "reaches");
  if (need == needs.end() || !m.reaches || *m.reaches <= need->second.goal) return;
  r.problem("at or below the goal of " + m.need + ", " + r.names.levels.all()[need->second.goal], r.names.levels.all()[*m.reaches]);
}

/// A budget that only one service draws on needs no split.
void check_split(Reader& r, const std::string& name, const BudgetSpec& budget, const Named<ServiceSpec>& services) {
  const auto draws = [&](const auto& s) { return s.second.capacity && s.second.capacity->budget == name; };
  const Reader::Step step(r, "split");
  if (budget.split.empty() && std::count_if(services.begin(), services.end(), draws) > 1) r.problem("a share for each service that draws on it", "none");
  double sum = 0;
  for (const auto& [service, share] : budget.split) {
    sum += share;
    const auto at = std::find_if(services.begin(), services.end(), [&](const auto& s) { return s.first == service; });
    const Reader::Step inner(r, service);
    if (at != services.end() && !draws(*at)) r.problem("a service whose `capacity` names this budget", found_text(service));
  }
  if (!(sum <= 1 + 1e-9)) r.problem("shares that add up to at most 1", number_text(sum));
}

}  // namespace

void buy_slots(Reader& r, ScenarioSpec& spec) {
  {
    const Reader::Step step(r, "budgets");
    for (const auto& [name, budget] : spec.budgets) {
      const Reader::Step inner(r, name);
      check_split(r, name, budget, spec.services);
    }
  }
  const Reader::Step step(r, "services");
  for (auto& [name, service] : spec.services) {
    if (!service.capacity || service.capacity->budget.empty()) continue;
    const BudgetSpec& budget = std::find_if(spec.budgets.begin(), spec.budgets.end(), [&s = service](const auto& b) { return b.first == s.capacity->budget; })->second;
    const double slots = std::floor(share_of(budget, name) * static_cast<double>(budget.total_per_year.minor) / static_cast<double>(service.capacity->slot_per_year.minor) + 1e-9);
    service.capacity->first = slots;
    const Reader::Step inner(r, name), capacity(r, "capacity");
    if (!(slots >= 1 && slots <= 1e7)) r.problem("a budget that buys 1 to 10000000 slots", number_text(slots), "its share of the budget over `slot`");
  }
}

void check_contracts(Reader& r, const ScenarioSpec& spec) {
  const Reader::Step step(r, "contracts");
  for (const auto& [name, contract] : spec.contracts) {
    const Reader::Step inner(r, name);
    if (contract.from && contract.until && *contract.until <= *contract.from) {
      const Reader::Step until(r, "until");
      r.problem("after `from`", "an earlier date");
    }
    const Reader::Step milestones(r, "milestones");
    for (const auto& [milestone, m] : contract.milestones) {
      const Reader::Step one(r, milestone);
      check_milestone(r, m, spec.needs);
    }
  }
}

}  // namespace casepath::reading
