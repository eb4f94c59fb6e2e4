// The starting population at a service's door, all needs told and nothing open yet: what rules and chance would say.
// Used to solve a published acceptance (rule E2) and to check a scenario without running it.
#pragma once

#include <cstddef>
#include <vector>

#include "casepath/model/world.hpp"

namespace casepath::detail {

/// One person as the circumstances of a chance.
struct AtTheDoor {
  const World& world;
  PersonId person;
  ServiceId service;
  std::size_t extra;

  [[nodiscard]] float trust() const { return world.people.hot[person.index()].trust; }
  [[nodiscard]] float relationship() const { return 0; }
  [[nodiscard]] std::size_t extra_needs() const { return extra; }
  [[nodiscard]] std::size_t place() const { return world.people.hot[person.index()].place.index(); }
  [[nodiscard]] bool is_waiting() const { return false; }
  [[nodiscard]] bool has_lead() const { return false; }
  [[nodiscard]] std::size_t level_of(std::uint16_t k) const { return world.people.hot[person.index()].level(NeedId{k}); }
  [[nodiscard]] std::size_t attribute(std::uint16_t a) const {
    return world.people.attribute[person.index() * world.people.attributes + a];
  }
  [[nodiscard]] bool is_open_at(std::uint16_t) const { return false; }
};

/// What a service would see of a person who tells everything.
[[nodiscard]] Observed told_all(const World& world, PersonId p);

/// Do the service's own rules let this person in? Chance and the list's length are not asked.
[[nodiscard]] bool passes_rules(const World& world, PersonId p, ServiceId s, const Observed& seen);

/// Those of the starting population (the first 20,000) with an unmet need in a service's scope.
struct Door {
  std::vector<double> odds;   // odds factors of those who pass the rules
  std::size_t came = 0;

  [[nodiscard]] double passing() const noexcept;
  /// Share accepted if the base chance is p.
  [[nodiscard]] double accepted(double p) const noexcept;
};
[[nodiscard]] Door door_of(const World& world, ServiceId s);

}  // namespace casepath::detail
