// Waiting: joining the list, the appointment in the post, chasing, leaving before one's turn, and admission in order
// (design 2.2; rules W1 to W5, K1, N3).
#pragma once

#include "casepath/model/simulation.hpp"

namespace casepath {

/// Brings the integrals of a service up to now, before anything about its list or slots changes.
template <PolicySet P>
void Simulation<P>::touch(ServiceId id) {
  ServiceState& s = w_.services[id.index()];
  const PersonTicks passed = (w_.now - s.load_since).ticks;
  s.load_since = w_.now;
  s.flow.queue += passed * s.waiting;
  if (!w_.counting || passed == 0) return;
  ServiceLoad& load = w_.tallies.load(w_.period, id);
  load.queue += passed * s.waiting;
  load.caseload += passed * s.caseload.open();
  if (!s.blocked.empty()) load.blocked += passed * static_cast<int>(s.blocked.size());
  if (s.caseload.slots() >= no_limit) return;
  load.slots += passed * s.caseload.slots();
  load.empty += passed * std::max(0, s.caseload.slots() - s.caseload.open());
}

/// Patience starts at acceptance and is drawn once (W5); nobody is admitted before the drawn delay has passed (W1).
template <PolicySet P>
void Simulation<P>::join_list(ReferralId r) {
  const PersonId p = w_.referrals[r].person;
  const ServiceId at = w_.referrals[r].service;
  const Service& s = service(p, at);
  const std::uint16_t visit = w_.referrals[r].visit;
  const View who = view(p, at, r);
  Duration delay{};
  if (!s.list.delay.is_zero()) {
    const Address luck = address(p, Purpose::delay, s.key, visit);
    delay = drawn(s.list.delay, who, draw(w_.key, luck).uniform(0), luck);
  }
  ServiceState& state = w_.services[at.index()];
  if (delay.ticks == 0 && state.ready.empty() && state.caseload.can_take_on()) return admit(r);
  for (const StrandId id : carried(r)) w_.strands[id].place = StrandPlace::list;
  touch(at);
  ++state.waiting;
  with_clocks(p, s.moves, [&] { w_.referrals[r].state = ReferralState::waiting; });
  settle_trust(p);
  ++hot(p).lists;
  note(p, Happening::joined_list, at, 0, {}, 0, w_.referrals[r].request);
  if (s.list.patience) {
    const Address luck = address(p, Purpose::patience, s.key, visit);
    const Duration patience = drawn(*s.list.patience, who, draw(w_.key, luck).uniform(0), luck);
    w_.referrals[r].patience_event = book(w_.now + patience, p, Rank::patience, Act::patience, r.value);
  }
  if (delay.ticks > 0) {
    w_.referrals[r].ready_event = book(w_.now + delay, p, Rank::joining, Act::ready, r.value);
    return;
  }
  on_ready(r);
}

template <PolicySet P>
void Simulation<P>::on_ready(ReferralId r) {
  Referral& ref = w_.referrals[r];
  const ServiceId at = ref.service;
  ref.ready_event = ++hot(ref.person).events;   // names this wait, should the row be used again
  w_.services[at.index()].ready.join({ref.accepted_at, ref.person.value, r, ref.ready_event, ref.list_class});
  admit_all(at);
  if (w_.blocked > 0) find_deadlock(at);
}

/// Admits in order while there is room.
template <PolicySet P>
void Simulation<P>::admit_all(ServiceId id) {
  ServiceState& s = w_.services[id.index()];
  while (!s.ready.empty()) {
    const WaitingRow first = s.ready.first();
    const Referral& ref = w_.referrals[first.referral];
    const bool stale = ref.state != ReferralState::waiting || ref.person.value != first.person || ref.ready_event != first.ready_event;
    if (!stale && !s.caseload.can_take_on()) return;
    s.ready.take_first();
    if (stale) continue;
    leave_list(first.referral);
    admit(first.referral);
  }
}

/// Off the list, one way or another.
template <PolicySet P>
void Simulation<P>::leave_list(ReferralId r) {
  Referral& ref = w_.referrals[r];
  const PersonId p = ref.person;
  touch(ref.service);
  --w_.services[ref.service.index()].waiting;
  w_.services[ref.service.index()].flow.waited += (w_.now - ref.accepted_at).ticks;
  chase(r, w_.now);
  with_clocks(p, service(p, ref.service).moves, [&] { w_.referrals[r].state = ReferralState::assessing_first; });
  settle_trust(p);
  --hot(p).lists;
  ref.patience_event = ref.ready_event = 0;
  for (const StrandId id : carried(r)) w_.strands[id].place = StrandPlace::triage;
  tally(p, ref.service, [](ServiceTally& t) { ++t.left_list; });
  note(p, Happening::off_list, ref.service, 0, {}, 0, ref.request);
}

/// "Any news?": drawn when the person leaves the list and dated back, since nothing depends on it (rules 4.12).
template <PolicySet P>
void Simulation<P>::chase(ReferralId r, Time until) {
  const Referral ref = w_.referrals[r];
  const Service& s = service(ref.person, ref.service);
  if (s.list.chase_rate <= 0) return;
  const View who = view(ref.person, ref.service);
  const double rate = s.list.chase_rate * product_of(s.list.chase_factors, who);
  const Address luck = address(ref.person, Purpose::chase, s.key, ref.visit);
  Time at = ref.accepted_at;
  for (std::uint32_t n = 0; n < 4000; ++n) {
    at = at + rounded(draw(w_.key, luck, n / 4).exponential(static_cast<int>(n % 4)) / rate);
    if (at >= until) return;
    post_dated(r, InteractionKind::chase, s.list.chase_cost, at);
  }
}

/// Patience ends (rule W5): the strands end, or are passed on by `reneged` links (H1).
template <PolicySet P>
void Simulation<P>::on_patience(ReferralId r) {
  const PersonId p = w_.referrals[r].person;
  const ServiceId at = w_.referrals[r].service;
  leave_list(r);
  const std::int64_t waited = (w_.now - w_.referrals[r].accepted_at).ticks;
  tally(p, at, [&](ServiceTally& t) { ++t.reneged; });
  ++w_.services[at.index()].flow.gone;
  count_wait(r, waited);
  note(p, Happening::left_list, at, 0, {}, 0, w_.referrals[r].request);
  lives(p, Experience::reneged);
  const Carried strands = carried(r);
  for (const StrandId id : strands) spurn(id, at);
  pass_on(p, at, r, strands, {bit(PassOn::reneged), -1}, From::triage, EndReason::reneged);
  remove_referral(r);
}

/// A wait that is over, of somebody admitted or somebody who left: by service, stream and priority class.
template <PolicySet P>
void Simulation<P>::count_wait(ReferralId r, std::int64_t waited) {
  const Referral& ref = w_.referrals[r];
  const PersonCold& c = cold(ref.person);
  tally(ref.person, ref.service, [&](ServiceTally& t) {
    t.waited += waited > 0 ? 1 : 0;
    t.waits.add(waited);
    if (!c.visitor) return;
    const std::size_t stream = c.origin, priority = ref.priority;
    if (t.waits_by_stream.size() <= stream) t.waits_by_stream.resize(stream + 1);
    t.waits_by_stream[stream].add(waited);
    if (t.waits_by_priority.size() <= priority) t.waits_by_priority.resize(priority + 1);
    t.waits_by_priority[priority].add(waited);
  });
}

}  // namespace casepath
