#include "casepath/experiment/check.hpp"

#include <algorithm>
#include <cstdio>
#include <map>

#include "casepath/model/compiled.hpp"
#include "../lower/at_the_door.hpp"

namespace casepath {

namespace {

using detail::Door;

std::string percent(double share) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f %%", share * 100);
  return text;
}

/// Does any service that works on the need, crises apart, let this person in?
bool is_taken(const World& w, PersonId p, NeedId k, const Observed& seen) {
  const Rules& r = *w.tables[0];
  for (std::size_t i = 0; i < r.services.size(); ++i) {
    const Service& s = r.services[i];
    if (s.exists && !s.takes_everyone && s.works_on(k) && s.accept.base() > 0 && detail::passes_rules(w, p, ServiceId{i}, seen)) return true;
  }
  return false;
}

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

/// Services whose slots were always taken in the pilot, and whose list grew.
void warn_of_load(const Runnable& study, std::vector<std::string>& warnings) {
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
}

}  // namespace

Analysis analyse(const Runnable& study) {
  Analysis out;
  const Simulation<> start(study.base, {.seed = 0, .replication = 0});
  warn_of_untaken(start.world(), out.warnings);
  tell_acceptance(start.world(), out.acceptance);
  if (start.world().people.size() <= 20'000) warn_of_load(study, out.warnings);
  else out.warnings.push_back("loads were not tried: there are more than 20,000 people, and a pilot would take its time");
  return out;
}

}  // namespace casepath
