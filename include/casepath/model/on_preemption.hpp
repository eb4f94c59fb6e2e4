// A slot taken over: where a list pre-empts, somebody of a better class takes the slot of somebody of a worse one, who is
// on the list again and later goes on where the stay was broken off (rule W3). While off the slot the stay stands still:
// nothing of it holds, nothing of it passes, and it costs nothing.
#pragma once

#include <algorithm>
#include <tuple>

#include "casepath/model/simulation.hpp"

namespace casepath {

/// Of those of a worse class, the worst gives way; of several who took the slot last, then the higher number. False if
/// there is nobody, if that would not free a slot (a cut drains first, rule K1), or if the list is shut (rule K2).
template <PolicySet P>
bool Simulation<P>::make_room(ServiceId id, std::uint8_t for_class) {
  const ServiceState& s = w_.services[id.index()];
  const auto& opens = rules().services[id.index()].list.opens;
  if (s.caseload.open() != s.caseload.slots() || (opens && !opens->is_open_at(w_.now))) return false;
  const auto rank = [this](const Seat& seat) { return std::tuple(list_class(seat.referral), seat.since, w_.referrals[seat.referral].person); };
  const auto worst = std::max_element(s.seats.begin(), s.seats.end(), [&](const Seat& a, const Seat& b) { return rank(a) < rank(b); });
  if (worst == s.seats.end() || list_class(worst->referral) <= for_class) return false;
  break_off(worst->referral);
  return true;
}

/// Back on the list, with the place that the class and the acceptance give. The admission is taken back, to be made again.
template <PolicySet P>
void Simulation<P>::break_off(ReferralId r) {
  Referral& ref = w_.referrals[r];
  const PersonId p = ref.person;
  ServiceState& s = w_.services[ref.service.index()];
  const auto seat = std::find_if(s.seats.begin(), s.seats.end(), [r](const Seat& other) { return other.referral == r; });
  s.broken_off.push_back({r, w_.now, seat->ends - w_.now});
  note(p, Happening::preempted, ref.service, 0, {}, 0, ref.request);
  post_slot_days(r, w_.now);
  release_slot(r);
  --s.flow.closed;
  --s.flow.admitted;
  ++s.waiting;
  for (const StrandId id : carried(r)) w_.strands[id].place = StrandPlace::list;
  with_clocks(p, service(p, ref.service).moves, [&] { w_.referrals[r].state = ReferralState::waiting; });
  settle_trust(p);
  ++hot(p).lists;
  note(p, Happening::joined_list, ref.service, 0, {}, 0, ref.request);
  ref.ready_event = ++hot(p).events;   // names this wait
  s.ready.join({ref.accepted_at, p.value, r, ref.ready_event, list_class(r)});
}

/// In a slot again: no new episode, no cost of a start, no effect at one; what holds while it is open holds again.
template <PolicySet P>
void Simulation<P>::resume(ReferralId r, Duration left) {
  const PersonId p = w_.referrals[r].person;
  const ServiceId at = w_.referrals[r].service;
  const Service& s = service(p, at);
  ServiceState& state = w_.services[at.index()];
  touch(at);
  state.caseload.take(w_.referrals[r].worker, r);
  ++state.flow.admitted;
  w_.referrals[r].holds_slot = true;
  w_.referrals[r].cost_from = w_.now;
  for (const StrandId id : carried(r)) {
    w_.strands[id].place = StrandPlace::episode;
    w_.strands[id].had_episode = true;
  }
  note(p, Happening::resumed, at, 0, {}, 0, w_.referrals[r].request);
  if (s.away) cold(p).away = true;
  with_clocks(p, s.moves, [&] {
    w_.referrals[r].state = ReferralState::open;
    if (s.lead && cold(p).lead.is_none()) cold(p).lead = r;
  });
  credit_counts_as(r);
  if (!s.while_open.empty()) with_clocks(p, s.moves, [&] { recount_levels(p); });
  sit(r, w_.now + left);
}

/// The stay's end is booked; where the list pre-empts, the slot may be taken away before. Stays that began before a variant let
/// the list do so are finished first.
template <PolicySet P>
void Simulation<P>::sit(ReferralId r, Time ends) {
  const Referral& ref = w_.referrals[r];
  if (rules().services[ref.service.index()].list.preempts) w_.services[ref.service.index()].seats.push_back({r, w_.now, ends});
  w_.referrals[r].end_event = book(ends, ref.person, Rank::ending, Act::ending, r.value);
}

template <PolicySet P>
const BrokenOff* Simulation<P>::broken_off(ReferralId r) const {
  for (const BrokenOff& stay : w_.services[w_.referrals[r].service.index()].broken_off)
    if (stay.referral == r) return &stay;
  return nullptr;
}

}  // namespace casepath
