// Households (rule P5): some needs live on the first member, whose clocks alone move them and who alone asks about them; all
// members see the level that counts for the first. Nothing else is shared. Who has no household is not touched.
#pragma once

#include "casepath/model/simulation.hpp"

namespace casepath {

/// Somebody else of the household who still lives here, the first of them if it is not `p`; none if there is nobody.
template <PolicySet P>
PersonId Simulation<P>::others_in_party(PersonId p) const noexcept {
  const People& all = w_.people;
  if (p.index() >= all.party_next.size() || all.party_next[p.index()].is_none()) return PersonId::none();
  if (const PersonId first = all.party_first[p.index()]; first != p && hot(first).inside) return first;
  for (PersonId m = all.party_next[p.index()]; m != p; m = all.party_next[m.index()])
    if (hot(m).inside) return m;
  return PersonId::none();
}

/// @param with  a member who is here already; none: `p` is the first
template <PolicySet P>
void Simulation<P>::join_party(PersonId p, const Cohort& c, PersonId with) {
  People& all = w_.people;
  all.party_first.resize(all.size());
  all.party_next.resize(all.size());
  PersonId& next = all.party_next[p.index()];
  all.party_first[p.index()] = with.is_none() ? p : all.party_first[with.index()];
  if (with.is_none()) {
    if (next.is_none()) next = p;
    return;
  }
  if (next.is_none()) {
    PersonId last = with;
    while (all.party_next[last.index()] != with) last = all.party_next[last.index()];
    all.party_next[last.index()] = p;
    next = with;
  }
  cold(p).borrowed = c.party_needs;
  cold(p).ever = static_cast<std::uint16_t>(cold(p).ever & ~c.party_needs);   // what they would have had alone they never had
  for_each_bit(c.party_needs, [&](std::size_t k) { start_at(p, NeedId{k}, hot(all.party_first[p.index()]).level(NeedId{k})); });
}

/// The first member's level has changed: so has that of the others.
template <PolicySet P>
void Simulation<P>::tell_party(PersonId p, NeedId k) {
  const People& all = w_.people;
  if (p.index() >= all.party_next.size() || all.party_next[p.index()].is_none()) return;
  for (PersonId m = all.party_next[p.index()]; m != p; m = all.party_next[m.index()])
    if (hot(m).inside && borrows(m, k) && all.party_first[m.index()] == p) set_beneath(m, k, hot(p).level(k));
}

/// The first member has gone: the needs live on with the next, from the level beneath.
template <PolicySet P>
void Simulation<P>::hand_on_party(PersonId p) {
  People& all = w_.people;
  const PersonId heir = others_in_party(p);
  if (heir.is_none() || all.party_first[p.index()] != p) return;
  for (PersonId m = all.party_next[p.index()]; m != p; m = all.party_next[m.index()]) all.party_first[m.index()] = heir;
  const std::uint16_t needs = cold(heir).borrowed;
  with_clocks(heir, (ClockSet{1} << rules().clocks()) - 1, [&] {
    cold(heir).borrowed = 0;
    for_each_bit(needs, [&](std::size_t k) { set_beneath(heir, NeedId{k}, hot(p).beneath(NeedId{k})); });
  });
}

/// Takes a row out of its ring, for good.
template <PolicySet P>
void Simulation<P>::leave_party(PersonId p) {
  People& all = w_.people;
  if (p.index() >= all.party_next.size() || all.party_next[p.index()].is_none()) return;
  PersonId before = p;
  while (all.party_next[before.index()] != p) before = all.party_next[before.index()];
  all.party_next[before.index()] = all.party_next[p.index()];
  all.party_next[p.index()] = PersonId::none();
}

}  // namespace casepath
