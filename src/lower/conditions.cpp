// Conditions of the system, of services, places and links, link trust among them, and the programmes that raise or set them
// (rules C4, C5).
#include <algorithm>

#include "parts.hpp"

namespace casepath::detail {

namespace {

/// Effort of one programme on each thing it covers, per tick (rule C5).
double effort_rate(const ProgrammeSpec& p, std::size_t covered) {
  const double effort = p.conveners ? shared_effort(p.conveners->first, p.conveners->second, covered) : p.effort;
  return effort / static_cast<double>(p.time_constant.ticks);
}

void add_effort(const Context& c, const ProgrammeSpec& p, ConditionRules& condition, double rate) {
  const Time from = p.from ? c.at(*p.from) : Time{}, until = p.until ? c.at(*p.until) : never();
  const auto at = [&](Time t) {
    double sum = 0;
    for (const EffortStep& s : condition.effort)
      if (s.from <= t) sum = s.rate;
    return sum;
  };
  std::vector<EffortStep> steps;
  std::vector<Time> dates{from, until};
  for (const EffortStep& s : condition.effort) dates.push_back(s.from);
  std::sort(dates.begin(), dates.end());
  dates.erase(std::unique(dates.begin(), dates.end()), dates.end());
  for (const Time t : dates)
    if (t < never()) steps.push_back({t, at(t) + (from <= t && t < until ? rate : 0.0)});
  condition.effort = std::move(steps);
}

void add_shock(const Context& c, const ProgrammeSpec& p, ConditionRules& condition) {
  condition.shocks.push_back({c.at(*p.from), *p.sets});
  std::stable_sort(condition.shocks.begin(), condition.shocks.end(), [](const Shock& a, const Shock& b) { return a.at < b.at; });
}

void raise(const Context& c, const ProgrammeSpec& p, Rules& out) {
  for (const std::string& item : p.covers) {
    const std::string name = condition_name(p.raises, item);
    if (!c.names.conditions.has(name)) continue;   // link trust of a link that has no table for it: it stays 1
    ConditionRules& condition = out.conditions[c.names.conditions.number_of(name)];
    if (p.sets) add_shock(c, p, condition);
    else if (condition.exists) add_effort(c, p, condition, effort_rate(p, p.covers.size()));
  }
}

}  // namespace

void lower_conditions(const Context& c, Rules& out) {
  out.conditions.assign(c.names.conditions.size(), ConditionRules{0, 0, {}, {}, false});
  const auto set = [&](const std::string& name, double start, double slips_per_year) {
    out.conditions[c.names.conditions.number_of(name)] = {start, per_tick(slips_per_year), {}, {}, true};
  };
  for (const LinkSpec& link : c.spec.links)
    if (link.trust) set(condition_name("link_trust", item_of(link)), link.trust->start, link.trust->slips_per_year);
  for (const auto& [name, condition] : c.spec.conditions)
    for (const std::string& item : items_of(condition.of, c.spec)) set(condition_name(name, item), condition.start, condition.slips_per_year);
}

void lower_programmes(const Context& c, Rules& out) {
  out.programmes.resize(c.names.programmes.size());
  for (const auto& [name, p] : c.spec.programmes) {
    Programme& programme = out.programmes[c.names.programmes.number_of(name)];
    programme = {name, static_cast<double>(p.cost_per_year.minor) / ticks_per_year, p.from ? c.at(*p.from) : Time{},
                 p.until ? c.at(*p.until) : never(),
                 static_cast<std::uint16_t>(c.names.payers.number_of(p.payer.empty() ? "unpaid" : p.payer))};
    if (!p.raises.empty()) raise(c, p, out);
  }
}

}  // namespace casepath::detail
