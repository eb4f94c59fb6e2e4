#include "casepath/experiment/check.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "analysis_ways.hpp"
#include "casepath/model/compiled.hpp"
#include "casepath/model/figures.hpp"
#include "../lower/at_the_door.hpp"

namespace casepath {

namespace {

using detail::Door;
using detail::is_taken;
using detail::percent;

std::string profile_of(const Rules& r, std::uint16_t unmet) {
  std::string text;
  for (std::size_t k = 0; k < r.needs.size(); ++k)
    if ((unmet >> k & 1u) != 0) text += (text.empty() ? "" : " + ") + r.needs[k].name;
  return text;
}

/// Need profiles that no service takes for one of their needs, the commonest first.
void warn_of_untaken(const World& w, std::vector<std::string>& warnings) {
  const Rules& r = *w.tables[0];
  std::map<std::pair<std::uint16_t, std::size_t>, std::size_t> untaken;
  const std::size_t people = std::min<std::size_t>(w.people.size(), 20'000);
  for (std::size_t i = 0; i < people; ++i) {
    const Observed seen = detail::told_all(w, PersonId{i});
    for (std::size_t k = 0; k < r.needs.size(); ++k)
      if ((seen.unmet >> k & 1u) != 0 && !is_taken(w, PersonId{i}, NeedId{k}, seen)) ++untaken[{seen.unmet, k}];
  }
  std::vector<std::pair<std::size_t, std::pair<std::uint16_t, std::size_t>>> rows;
  for (const auto& [profile, n] : untaken) rows.emplace_back(n, profile);
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  for (std::size_t i = 0; i < std::min<std::size_t>(rows.size(), 5); ++i)
    warnings.push_back("no service takes people with " + profile_of(r, rows[i].second.first) + " for " + r.needs[rows[i].second.second].name + " (" +
                       percent(static_cast<double>(rows[i].first) / static_cast<double>(people)) + " of people)");
  if (rows.size() > 5) warnings.push_back("and " + std::to_string(rows.size() - 5) + " more need profiles that no service takes");
}

void tell_acceptance(const World& w, std::vector<std::string>& lines) {
  const Rules& r = *w.tables[0];
  for (std::size_t i = 0; i < r.services.size(); ++i) {
    const Service& s = r.services[i];
    if (!s.exists || s.takes_everyone || w.people.size() == 0) continue;
    const Door door = detail::door_of(w, ServiceId{i});
    if (door.came > 0)
      lines.push_back(s.name + ": of those with a need in its scope its rules let " + percent(door.passing()) + " in, rules and chance " +
                      percent(door.accepted(s.accept.base())));
  }
}

/// Services that nothing leads to, in the base or in a variant that does not say so already.
void warn_of_unreached(const Runnable& study, std::vector<std::string>& warnings) {
  const std::vector<std::string> base = detail::unreached(study.base);
  for (const std::string& name : base) warnings.push_back("nobody can come to " + name + ": no door, crisis, pursuit, stream or link leads there");
  for (const RunnableVariant& v : study.variants)
    for (const std::string& name : detail::unreached(v.rules))
      if (std::find(base.begin(), base.end(), name) == base.end())
        warnings.push_back("nobody can come to " + name + " in variant " + v.name + ": no door, crisis, pursuit, stream or link leads there");
}

void warn_of_saturation(const FirstEstimate& estimate, std::vector<std::string>& warnings) {
  for (const ServiceEstimate& s : estimate.services)
    if (s.saturates())
      warnings.push_back(s.name + " will saturate: by a first estimate those it accepts want " + std::to_string(std::lround(s.wanted)) + " of its " +
                         std::to_string(std::lround(s.slots)) + " slots (load " + percent(s.load()) + ")");
}

double figure(const World& w, const Runnable& study, const char* name) {
  const auto at = std::find(study.figures.begin(), study.figures.end(), name) - study.figures.begin();
  return figure_values(w)[static_cast<std::size_t>(at)];
}

/// Services whose slots were always taken in the pilot, and whose list grew; what the pilot came to.
void run_pilot(const Runnable& study, Analysis& out) {
  std::vector<std::string>& warnings = out.warnings;
  Simulation<> pilot(study.base, {.seed = 0, .replication = 0});
  pilot.run_until(study.base.window.to);
  const World& w = pilot.world();
  const std::size_t services = study.base.services.size(), months = w.series.at.size();
  const std::size_t last = study.base.window.period_ends.size() - 1;
  for (std::size_t i = 0; i < services && months > 1; ++i) {
    const ServiceLoad& load = w.tallies.load(last, ServiceId{i});
    const double used = load.slots > 0 ? static_cast<double>(load.caseload) / static_cast<double>(load.slots) : 0.0;
    if (used < 0.97) continue;
    const std::int64_t half = w.series.waiting[months / 2 * services + i], end = w.series.waiting[(months - 1) * services + i];
    warnings.push_back(study.base.services[i].name + " is loaded at or beyond capacity: in a pilot its slots were " + percent(used) +
                       " taken, its list " + (end > half + half / 10 ? "grew" : "stood") + " at " + std::to_string(half) + " people half-way and " +
                       std::to_string(end) + " at the end");
  }
  pilot.finish();
  out.pilot_cost = figure(w, study, "cost_total");
  out.pilot_no_outcome_share = figure(w, study, "no_outcome_cost_share");
}

}  // namespace

Analysis analyse(const Runnable& study) {
  Analysis out;
  const Simulation<> start(study.base, {.seed = 0, .replication = 0});
  warn_of_untaken(start.world(), out.warnings);
  for (std::string& ring : detail::rings_of(start.world())) out.warnings.push_back(std::move(ring));
  warn_of_unreached(study, out.warnings);
  tell_acceptance(start.world(), out.acceptance);
  out.estimate = first_estimate(study.base);
  if (start.world().people.size() <= 20'000) {
    run_pilot(study, out);
  } else {   // a run knows better than an estimate which services saturate
    warn_of_saturation(out.estimate, out.warnings);
    out.warnings.push_back("no pilot was run: there are more than 20,000 people, and it would take its time");
  }
  return out;
}

}  // namespace casepath
