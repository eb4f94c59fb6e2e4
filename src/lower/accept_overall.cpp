#include "accept_overall.hpp"

#include <algorithm>
#include <cstdio>

#include "at_the_door.hpp"
#include "casepath/model/compiled.hpp"

namespace casepath::detail {

namespace {

double solve(const Door& door, double overall) {
  double low = 0, high = 1;
  for (int i = 0; i < 60; ++i) {
    const double p = (low + high) / 2;
    (door.accepted(p) < overall ? low : high) = p;
  }
  return (low + high) / 2;
}

void set_everywhere(Runnable& study, const Scenario& scenario, const std::string& name, ServiceId id, double p) {
  study.base.services[id.index()].accept = Chance(p, study.base.services[id.index()].accept.factors());
  for (std::size_t v = 0; v < study.variants.size(); ++v)
    for (const auto& [service, spec] : scenario.variants[v].second.services)
      if (service == name && spec.accept.overall) {
        Service& s = study.variants[v].rules.services[id.index()];
        s.accept = Chance(p, s.accept.factors());
      }
}

}  // namespace

void solve_overall_acceptance(const Scenario& scenario, Runnable& study) {
  const auto wants = [](const auto& s) { return s.second.accept.overall.has_value(); };
  if (std::none_of(scenario.base.services.begin(), scenario.base.services.end(), wants)) return;
  const Simulation<> start(study.base, {.seed = 0, .replication = 0});
  for (std::size_t i = 0; i < study.base.services.size(); ++i)
    for (const auto& [name, spec] : scenario.base.services) {
      if (name != study.base.services[i].name || !spec.accept.overall) continue;
      const Door door = door_of(start.world(), ServiceId{i});
      const double p = solve(door, *spec.accept.overall);
      set_everywhere(study, scenario, name, ServiceId{i}, p);
      char text[256];
      std::snprintf(text, sizeof text, "services.%s.accept: overall %.3f of those who come; rules let %.3f through, so the chance is %.4f",
                    name.c_str(), *spec.accept.overall, door.passing(), p);
      study.solved.emplace_back(text);
    }
}

}  // namespace casepath::detail
