// What life brings: a need worsens or recovers, the person seeks help, falls into crisis, is pursued by a service, or
// leaves (design 2.1; rules N1 to N4, R2, R3). A firing whose mark says so does not count, and nothing happens.
#pragma once

#include "casepath/model/simulation.hpp"

namespace casepath {

/// The calendar looks at a person's clocks: fires the one that is due, or books the next.
template <PolicySet P>
void Simulation<P>::on_wake(PersonId p, std::uint32_t number) {
  if (hot(p).wake_event != number || !hot(p).inside) return;
  hot(p).booked_at = never();
  const std::size_t clock = hot(p).next_clock, clocks = rules().clocks();
  if (hot(p).next_at <= w_.now && clock < clocks) {
    const std::uint32_t n = ++w_.people.firings[p.index() * clocks + clock];
    if (clock == rules().leave_clock()) return on_leave(p);   // the row may hold somebody else now, with clocks of their own
    w_.people.fires[p.index() * clocks + clock] = detail::not_drawn;
    on_clock(p, clock, clock_draw(p, clock, n));
    start_if_held(p, clock, rate_of(p, clock, rules_of(p)));
  } else if (hot(p).next_at <= w_.now) {
    on_cliff_end(p);
  }
  schedule(p);
}

template <PolicySet P>
void Simulation<P>::on_clock(PersonId p, std::size_t clock, const Block& luck) {
  const Rules& r = rules_of(p);
  const std::size_t n = r.needs.size();
  const double mark = luck.uniform(1);
  if (clock < n) {
    const NeedId k{clock};
    const double counts = held(p, k, HeldQuantity::worsens, r).down * std::min(1.0, place_factor(p, k, r));
    if (mark < counts && hot(p).beneath(k) < r.top())
      set_beneath(p, k, static_cast<Level>(hot(p).beneath(k) + 1));
  } else if (clock < 2 * n) {
    const NeedId k{clock - n};
    if (hot(p).beneath(k) > 0) set_beneath(p, k, static_cast<Level>(hot(p).beneath(k) - 1));
  } else if (clock == r.seek_clock()) {
    on_seek(p, luck);
  } else if (clock == r.crisis_clock()) {
    on_crisis(p, luck);
  } else {
    on_pursued(p, r.need_pursued[clock - 2 * n]);
  }
}

template <PolicySet P>
bool Simulation<P>::has_sought(PersonId p, NeedId k) const noexcept {
  for (StrandId s = hot(p).first_strand; !s.is_none(); s = w_.strands[s].next_of_person)
    if (w_.strands[s].need == k && w_.strands[s].sought) return true;
  return false;
}

/// The presenting need in proportion to the rates; then whether it counts (trust, what is open already: rules N1, R3);
/// then a front door among those the person knows.
template <PolicySet P>
void Simulation<P>::on_seek(PersonId p, const Block& luck) {
  const Rules& r = rules_of(p);
  std::array<double, max_needs> weight;
  seek_weights(p, r, weight.data());
  const NeedId k{choose(std::span<const double>(weight.data(), r.needs.size()), luck.uniform(1))};
  if (weight[k.index()] <= 0 || has_sought(p, k) || cold(p).away) return;
  const NeedRules& need = r.needs[k.index()];
  const ServiceId door = choose_door(p, need.doors, luck.uniform(3));
  if (door.is_none()) return;
  const double willing = need.floor + (1.0 - need.floor) * static_cast<double>(trust_of(p));
  const double counts = willing * held(p, k, HeldQuantity::seeks, r).down * need.far[hot(p).place.index()];
  if (luck.uniform(2) >= counts) return;
  const RequestId q = open_request(p, Opener::person);
  open_strand(p, q, k, true);
  open_at(p, q, door);
}

/// A service among those that stand open to the person and that they know of (KNOWS is fixed for life: rules 5). Who finds none
/// turns to a door that is there `otherwise`, if the need has one.
template <PolicySet P>
ServiceId Simulation<P>::choose_door(PersonId p, const std::vector<Door>& doors, double u) const {
  const ServiceId door = choose_among(p, doors, false, u);
  return door.is_none() ? choose_among(p, doors, true, u) : door;
}

template <PolicySet P>
ServiceId Simulation<P>::choose_among(PersonId p, const std::vector<Door>& doors, bool otherwise, double u) const {
  double total = 0;
  const auto weight = [&](const Door& d) {
    const Service& s = service(p, d.service);
    if (d.otherwise != otherwise || !s.is_open_at(w_.now) || !d.places.has(hot(p).place)) return 0.0;
    if (d.known < 1 && chance(p, Purpose::knows, s.key, 0).uniform(0) >= d.known) return 0.0;
    return d.weight;
  };
  for (const Door& d : doors) total += weight(d);
  double rest = u * total;
  ServiceId last;
  for (const Door& d : doors) {
    const double w = weight(d);
    if (w <= 0) continue;
    last = d.service;
    if ((rest -= w) < 0) break;
  }
  return last;
}

/// A crisis opens a request of its own at a crisis service, whatever the trust (rule R3). Not while away (rule X1).
template <PolicySet P>
void Simulation<P>::on_crisis(PersonId p, const Block& luck) {
  const Rules& r = rules_of(p);
  std::array<double, max_needs> weight;
  crisis_weights(p, r, weight.data());
  const NeedId k{choose(std::span<const double>(weight.data(), r.needs.size()), luck.uniform(1))};
  if (weight[k.index()] <= 0 || cold(p).away) return;
  if (luck.uniform(2) >= held(p, k, HeldQuantity::crisis, r).down) return;
  const ServiceId to = choose_door(p, r.needs[k.index()].crisis_to, luck.uniform(3));
  count(p, Count::crises);
  note(p, Happening::crisis, to, 0, k);
  if (to.is_none()) return;
  tally(p, to, [](ServiceTally& t) { ++t.crises; });
  const RequestId q = open_request(p, Opener::crisis);
  open_strand(p, q, k, false);
  open_at(p, q, to);
}

/// A service comes after a person for a need, once at a time, whatever their trust (rules R2, R3).
template <PolicySet P>
void Simulation<P>::on_pursued(PersonId p, NeedId k) {
  const NeedRules& need = rules_of(p).needs[k.index()];
  if ((cold(p).pursued >> k.value & 1u) != 0 || need.pursued_by.is_none()) return;
  if (!service(p, need.pursued_by).is_open_at(w_.now)) return;
  cold(p).pursued = static_cast<std::uint16_t>(cold(p).pursued | 1u << k.value);
  const RequestId q = open_request(p, Opener::pursued);
  open_strand(p, q, k, false);
  open_at(p, q, need.pursued_by);
}

}  // namespace casepath
