#include "at_the_door.hpp"

#include <algorithm>

namespace casepath::detail {

Observed told_all(const World& world, PersonId p) {
  Observed seen;
  const Rules& r = *world.tables[0];
  for (std::size_t k = 0; k < r.needs.size(); ++k) {
    seen.level[k] = world.people.hot[p.index()].level(NeedId{k});
    if (seen.level[k] > r.needs[k].goal) seen.unmet = static_cast<std::uint16_t>(seen.unmet | 1u << k);
  }
  return seen;
}

bool passes_rules(const World& world, PersonId p, ServiceId id, const Observed& seen) {
  const Service& s = world.tables[0]->services[id.index()];
  if (s.takes_everyone) return true;
  const AtTheDoor who{world, p, id, seen.extra_needs()};
  const auto attribute_of = [&](std::uint16_t a) -> std::size_t {
    return a == ask_place ? world.people.hot[p.index()].place.value : who.attribute(a);
  };
  return asked(s.asks, seen, attribute_of) == Refusal::none && refused_by(s.refuses, seen, [](ServiceId) { return false; }) < 0 &&
         (!s.needs_more_than || seen.unmet_needs() <= *s.needs_more_than);
}

double Door::passing() const noexcept { return came == 0 ? 0.0 : static_cast<double>(odds.size()) / static_cast<double>(came); }

double Door::accepted(double p) const noexcept {
  double sum = 0;
  for (const double f : odds) sum += p >= 1 ? 1.0 : p / (1 - p) * f / (1 + p / (1 - p) * f);
  return came == 0 ? 0.0 : sum / static_cast<double>(came);
}

Door door_of(const World& world, ServiceId id) {
  const Service& s = world.tables[0]->services[id.index()];
  Door door;
  for (std::size_t i = 0; i < std::min<std::size_t>(world.people.size(), 20'000); ++i) {
    const PersonId p{i};
    const Observed seen = told_all(world, p);
    if ((seen.unmet & s.scope) == 0) continue;
    ++door.came;
    if (passes_rules(world, p, id, seen)) door.odds.push_back(product_of(s.accept.factors(), AtTheDoor{world, p, id, seen.extra_needs()}));
  }
  return door;
}

}  // namespace casepath::detail
