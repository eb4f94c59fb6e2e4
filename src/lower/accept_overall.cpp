#include "accept_overall.hpp"

#include <algorithm>
#include <cstdio>

#include "casepath/model/simulation.hpp"

namespace casepath::detail {

namespace {

/// Somebody of the starting population at a service's door, all needs told, nothing open yet.
struct AtTheDoor {
  const World& world;
  PersonId person;
  ServiceId service;
  std::size_t extra;

  [[nodiscard]] float trust() const { return world.people.hot[person.index()].trust; }
  [[nodiscard]] float relationship() const { return 0; }
  [[nodiscard]] std::size_t extra_needs() const { return extra; }
  [[nodiscard]] bool is_far() const {
    const std::uint64_t places = world.tables[0]->services[service.index()].places;
    return places != 0 && (places >> world.people.hot[person.index()].place.value & 1u) == 0;
  }
  [[nodiscard]] bool is_waiting() const { return false; }
  [[nodiscard]] bool has_lead() const { return false; }
  [[nodiscard]] std::size_t level_of(std::uint16_t k) const { return world.people.hot[person.index()].level(NeedId{k}); }
  [[nodiscard]] std::size_t attribute(std::uint16_t a) const {
    return world.people.attribute[person.index() * world.people.attributes + a];
  }
  [[nodiscard]] bool is_open_at(std::uint16_t) const { return false; }
};

Observed told_all(const World& world, PersonId p) {
  Observed seen;
  const Rules& r = *world.tables[0];
  for (std::size_t k = 0; k < r.needs.size(); ++k) {
    seen.level[k] = world.people.hot[p.index()].level(NeedId{k});
    if (seen.level[k] > r.needs[k].goal) seen.unmet = static_cast<std::uint16_t>(seen.unmet | 1u << k);
  }
  return seen;
}

/// Odds factors of those who pass the rules, and how many came.
struct Door {
  std::vector<double> odds;
  std::size_t came = 0;

  [[nodiscard]] double accepted(double p) const {
    double sum = 0;
    for (const double f : odds) sum += p >= 1 ? 1.0 : p / (1 - p) * f / (1 + p / (1 - p) * f);
    return came == 0 ? 0.0 : sum / static_cast<double>(came);
  }
};

Door door_of(const World& world, ServiceId id) {
  const Service& s = world.tables[0]->services[id.index()];
  Door door;
  for (std::size_t i = 0; i < std::min<std::size_t>(world.people.size(), 20'000); ++i) {
    const PersonId p{i};
    const Observed seen = told_all(world, p);
    if ((seen.unmet & s.scope) == 0) continue;
    ++door.came;
    const AtTheDoor who{world, p, id, seen.extra_needs()};
    const auto attribute_of = [&](std::uint16_t a) -> std::size_t {
      return a == ask_place ? world.people.hot[i].place.value : who.attribute(a);
    };
    const bool passes = asked(s.asks, seen, attribute_of) == Refusal::none && refused_by(s.refuses, seen, [](ServiceId) { return false; }) < 0 &&
                        (!s.needs_more_than || seen.unmet_needs() <= *s.needs_more_than);
    if (passes) door.odds.push_back(product_of(s.accept.factors(), who));
  }
  return door;
}

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
                    name.c_str(), *spec.accept.overall, door.came == 0 ? 0.0 : static_cast<double>(door.odds.size()) / static_cast<double>(door.came), p);
      study.solved.emplace_back(text);
    }
}

}  // namespace casepath::detail
