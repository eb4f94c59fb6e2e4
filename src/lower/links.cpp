// Links between services, their modes, link trust and the programmes that tend it (rules H1, H6, C4, C5).
#include <algorithm>

#include "casepath/random/draw_key.hpp"
#include "casepath/scenario/patterns.hpp"
#include "parts.hpp"

namespace casepath::detail {

namespace {

HandOff hand_off(const Context& c, const ModeSpec& mode, const LinkSpec& link) {
  HandOff out;
  out.arrives = chance(c, link.arrives ? *link.arrives : mode.arrives);
  const DurationRule delay = duration(c, link.delay ? *link.delay : mode.delay);
  out.delay = delay.ticks;
  out.delay_factors = delay.factors;
  out.sender_cost = link.sender_cost.value_or(mode.sender_cost);
  out.retell = link.retell.value_or(mode.retell);
  out.keeps = link.keeps.value_or(mode.keeps);
  return out;
}

Mode mode_named(const std::string& name) {
  for (std::size_t m = 0; m < 5; ++m)
    if (name == mode_names[m]) return static_cast<Mode>(m);
  return Mode::cold;
}

void set_events(const Context& c, const LinkSpec& spec, Link& out) {
  const auto sender = std::find_if(c.spec.services.begin(), c.spec.services.end(), [&](const auto& s) { return s.first == spec.from; });
  for (const std::string& on : spec.on) {
    if (on == "rejected") out.on = out.on | PassOn::rejected;
    else if (on == "unmet") out.on = out.on | PassOn::unmet;
    else if (on == "met") out.on = out.on | PassOn::met;
    else if (on == "always") out.on = out.on | PassOn::always;
    else if (on == "reneged") out.on = out.on | PassOn::reneged;
    else if (on == "open") out.on = out.on | PassOn::open;
    for (std::size_t i = 0; i < sender->second.refuses.size(); ++i)
      if (on == "refused:" + sender->second.refuses[i].first) out.on_refusal.push_back(static_cast<int>(i));
  }
}

Link lower_link(const Context& c, const LinkSpec& spec) {
  Link out;
  out.from = c.service(spec.from);
  out.to = c.service(spec.to);
  const auto key = [&](const std::string& name) {
    for (const auto& [service, s] : c.spec.services)
      if (service == name) return key_of(s.key, name);
    return hash32(name);
  };
  out.key = mix32(key(spec.from), key(spec.to));
  set_events(c, spec, out);
  if (spec.share) out.share = *spec.share;
  out.weight = spec.weight.value_or(1.0);
  out.mode = mode_named(spec.mode);
  for (const std::string& need : spec.about) out.about |= 1u << c.need(need).value;
  out.again = spec.again;
  out.same_place = spec.same_place;
  out.spares_cliff_edge = spec.spares_cliff_edge;
  out.warm = spec.warm;
  if (spec.trust) out.condition = c.names.conditions.number_of(condition_name(spec));
  for (std::size_t m = 0; m < 5; ++m) out.by_mode[m] = hand_off(c, c.spec.modes[m], spec);
  return out;
}

/// Effort of one programme on each link it covers, per tick (rule C5).
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

}  // namespace

void lower_links(const Context& c, Rules& out) {
  std::vector<Link> links;
  out.conditions.assign(c.names.conditions.size(), {});
  for (const LinkSpec& spec : c.spec.links) {
    links.push_back(lower_link(c, spec));
    if (spec.trust) out.conditions[*links.back().condition] = {spec.trust->start, per_tick(spec.trust->slips_per_year), {}};
  }
  out.links = ReferralGraph(c.names.services.size(), std::move(links));
}

void lower_programmes(const Context& c, Rules& out) {
  out.programmes.resize(c.names.programmes.size());
  for (const auto& [name, p] : c.spec.programmes) {
    Programme& programme = out.programmes[c.names.programmes.number_of(name)];
    programme = {name, static_cast<double>(p.cost_per_year.minor) / ticks_per_year, p.from ? c.at(*p.from) : Time{},
                 p.until ? c.at(*p.until) : never(),
                 static_cast<std::uint16_t>(c.names.payers.number_of(p.payer.empty() ? "unpaid" : p.payer))};
    if (p.raises.empty()) continue;
    std::size_t covered = 0;
    for (const LinkSpec& l : c.spec.links) covered += names_link(p.on, l, c.spec.copies) ? 1u : 0u;
    for (const LinkSpec& l : c.spec.links)
      if (l.trust && names_link(p.on, l, c.spec.copies)) add_effort(c, p, out.conditions[c.names.conditions.number_of(condition_name(l))], effort_rate(p, covered));
  }
}

}  // namespace casepath::detail
