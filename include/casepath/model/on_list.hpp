// Waiting: joining the list, the appointment in the post, chasing, leaving before one's turn, and admission in order, at
// the list's own times (design 2.2; rules W1 to W5, K1, K2, N3).
#pragma once

#include <utility>

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
  if (delay.ticks == 0 && state.ready.empty() && has_room(at)) return admit(r);
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
  w_.services[at.index()].ready.join({ref.accepted_at, ref.person.value, r, ref.ready_event, list_class(r)});
  admit_all(at);
  if (w_.blocked > 0) find_deadlock(at);
}

/// Lower goes first; of severity and class as they were at acceptance (rule W2).
template <PolicySet P>
std::uint8_t Simulation<P>::list_class(ReferralId r) const {
  const Referral& ref = w_.referrals[r];
  return order_.list_class(rules().services[ref.service.index()].list, ref.severity, ref.priority, rules().top());
}

/// A slot is free, and the list is open (rules K1, K2).
template <PolicySet P>
bool Simulation<P>::has_room(ServiceId id) const {
  const auto& opens = rules().services[id.index()].list.opens;
  return w_.services[id.index()].caseload.can_take_on() && (!opens || opens->is_open_at(w_.now));
}

/// Who is next (rule W2). By lot the service draws, not the person: at each admission for which several wait.
template <PolicySet P>
Standing Simulation<P>::next_in_line(ServiceId id) {
  const Service& s = rules().services[id.index()];
  ServiceState& state = w_.services[id.index()];
  if (s.list.order == ListRules::Order::last_come) return state.ready.last_come();
  if (s.list.order == ListRules::Order::score) return state.ready.highest_score(s.list.severity_counts);
  if (s.list.order != ListRules::Order::random || state.ready.size() == 1) return state.ready.front();
  const double u = draw(w_.key, {s.key, 0, ++state.picks, Purpose::pick, SubjectKind::service}).uniform(0);
  return state.ready.nth(static_cast<std::size_t>(u * static_cast<double>(state.ready.size())));
}

/// Admits in order while there is room, or while room can be made (rule W3).
template <PolicySet P>
void Simulation<P>::admit_all(ServiceId id) {
  ServiceState& s = w_.services[id.index()];
  const ListRules& list = rules().services[id.index()].list;
  while (!s.ready.empty()) {
    if (list.is_out_of_turn() && !has_room(id)) return;   // nobody is picked for a slot that is not there
    const Standing turn = next_in_line(id);
    const WaitingRow next = s.ready[turn];
    const Referral& ref = w_.referrals[next.referral];
    const bool stale = ref.state != ReferralState::waiting || ref.person.value != next.person || ref.ready_event != next.ready_event;
    if (!stale && !has_room(id) && !(list.preempts && make_room(id, next.list_class))) return;
    s.ready.take(turn);
    if (stale) continue;
    const BrokenOff* stay = broken_off(next.referral);
    const Duration left = stay != nullptr ? stay->left : Duration{-1};
    leave_list(next.referral);
    left.ticks < 0 ? admit(next.referral) : resume(next.referral, left);
  }
}

/// Another order has come with new rules: who waits is put in it, by severity and class as they were at acceptance.
template <PolicySet P>
void Simulation<P>::put_in_order(ServiceId id) {
  WaitingList& ready = w_.services[id.index()].ready;
  const WaitingList before = std::exchange(ready, {});
  before.for_each([&](WaitingRow row) {
    const Referral& ref = w_.referrals[row.referral];
    if (ref.state != ReferralState::waiting || ref.person.value != row.person || ref.ready_event != row.ready_event) return;
    row.list_class = list_class(row.referral);
    ready.join(row);
  });
}

/// The next session of a list that opens by a timetable (rule K2).
template <PolicySet P>
void Simulation<P>::book_opening(ServiceId id) {
  const auto& opens = rules().services[id.index()].list.opens;
  Time& next = w_.services[id.index()].opens_at;
  next = opens ? opens->opens_after(w_.now) : never();
  if (next < never()) book_system(next, Rank::dated, Act::list_opens, id.value);
}

template <PolicySet P>
void Simulation<P>::on_list_opens(ServiceId id) {
  if (w_.services[id.index()].opens_at != w_.now) return;   // booked under rules that hold no more
  book_opening(id);
  admit_all(id);
}

/// Off the list, one way or another.
template <PolicySet P>
void Simulation<P>::leave_list(ReferralId r) {
  Referral& ref = w_.referrals[r];
  const PersonId p = ref.person;
  touch(ref.service);
  ServiceState& s = w_.services[ref.service.index()];
  --s.waiting;
  const BrokenOff* stay = broken_off(r);
  const Time since = stay != nullptr ? stay->since : ref.accepted_at;
  s.flow.waited += (w_.now - since).ticks;
  if (stay != nullptr) s.broken_off.erase(s.broken_off.begin() + (stay - s.broken_off.data()));
  if (rules().services[ref.service.index()].list.is_out_of_turn()) s.ready.remove(list_class(r), ref.accepted_at, p.value);
  chase(r, since, w_.now);
  with_clocks(p, service(p, ref.service).moves, [&] { w_.referrals[r].state = ReferralState::assessing_first; });
  settle_trust(p);
  --hot(p).lists;
  ref.patience_event = ref.ready_event = 0;
  for (const StrandId id : carried(r)) w_.strands[id].place = StrandPlace::triage;
  tally(p, ref.service, [](ServiceTally& t) { ++t.left_list; });
  note(p, Happening::off_list, ref.service, 0, {}, 0, ref.request);
}

/// "Any news?": drawn when the person leaves the list and dated back, since nothing depends on it (rules 4.12). The dates
/// run from the acceptance on; those within a stay that was then broken off fall out (rule W3).
template <PolicySet P>
void Simulation<P>::chase(ReferralId r, Time from, Time until) {
  const Referral ref = w_.referrals[r];
  const Service& s = service(ref.person, ref.service);
  if (s.list.chase_rate <= 0) return;
  const View who = view(ref.person, ref.service);
  const double rate = s.list.chase_rate * product_of(s.list.chase_factors, who);
  const Address luck = address(ref.person, Purpose::chase, s.key, ref.visit);
  Time at = std::max(ref.accepted_at, Time{});   // what was asked before the start costs nothing (rule P7)
  for (std::uint32_t n = 0; n < 4000; ++n) {
    at = at + rounded(draw(w_.key, luck, n / 4).exponential(static_cast<int>(n % 4)) / rate);
    if (at >= until) return;
    if (at >= from) post_dated(r, InteractionKind::chase, s.list.chase_cost, at);
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
    if (!c.visitor || c.origin == no_stream) return;
    const std::size_t stream = c.origin, priority = ref.priority;
    if (t.waits_by_stream.size() <= stream) t.waits_by_stream.resize(stream + 1);
    t.waits_by_stream[stream].add(waited);
    if (t.waits_by_priority.size() <= priority) t.waits_by_priority.resize(priority + 1);
    t.waits_by_priority[priority].add(waited);
  });
}

}  // namespace casepath
