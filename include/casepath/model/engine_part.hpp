// How a Simulation runs: take the next event, move the clock, hand it out. No rule of the model is here.
#pragma once

#include "casepath/model/simulation.hpp"

namespace casepath {

template <PolicySet P>
void Simulation<P>::run_until(Time t) {
  Calendar& calendar = w_.calendar;
  while (calendar.has_before(t)) {
    fetch_ahead();
    const Event e = calendar.take();
    if (e.at < w_.now) broken("no event is earlier than the clock", PersonId{e.person});
    w_.now = e.at;
    if ((++w_.events & 1023u) == 0) look_up();
    dispatch(e);
    if (!done_visitors_.empty()) dismiss_visitors();
  }
  if (t > w_.now) w_.now = t;
}

/// Every thousand events: is it time to stop, are there too many, and how far it is for whoever waits.
template <PolicySet P>
void Simulation<P>::look_up() const {
  if (settings_.stop != nullptr && settings_.stop->load(std::memory_order_relaxed)) throw Interrupted();
  tell_passed();
  if (w_.events > settings_.most_events) broken("a run has at most so many events; shorten it or raise the limit");
}

template <PolicySet P>
void Simulation<P>::tell_passed() const noexcept {
  if (settings_.passed != nullptr) settings_.passed->store((w_.now - Time{} + settings_.passed_before).ticks, std::memory_order_relaxed);
}

/// Asks memory for what events to come will touch, in three steps, each from what the one before has brought: a world of
/// many people does not fit into the caches, and an event touches a dozen lines of it.
template <PolicySet P>
void Simulation<P>::fetch_ahead() const noexcept {
  const World& w = w_;
  const auto fetch = [](const auto* at) { __builtin_prefetch(at); };
  if (const Event* e = w.calendar.soon(9); e != nullptr && e->person < w.people.size()) {
    fetch(&w.people.hot[e->person]);
    fetch(&w.people.cold[e->person]);
    if (is_of_referral(*e)) fetch(&w.referrals[ReferralId{e->subject}]);
  }
  if (const Event* e = w.calendar.soon(6); e != nullptr && e->person < w.people.size()) {
    const PersonHot& h = w.people.hot[e->person];
    if (!h.first_strand.is_none()) fetch(&w.strands[h.first_strand]);
    if (!h.first_referral.is_none()) fetch(&w.referrals[h.first_referral]);
    w.acquaintances.fetch(w.people.cold[e->person].first_acquaintance);
    if (static_cast<Act>(e->kind) == Act::wake) {
      const std::size_t clocks = w.people.clocks;
      for (std::size_t c = 0; c < clocks; c += 8) fetch(&w.people.fires[e->person * clocks + c]);
    }
  }
  if (const Event* e = w.calendar.soon(3); e != nullptr && e->person < w.people.size()) {
    const PersonHot& h = w.people.hot[e->person];
    if (!h.first_strand.is_none())
      if (const PieceId piece = w.strands[h.first_strand].piece; !piece.is_none()) fetch(&w.pieces[piece]);
    if (is_of_referral(*e)) w.acquaintances.fetch_row(w.people.cold[e->person].first_acquaintance, w.referrals[ReferralId{e->subject}].service);
  }
}

template <PolicySet P>
void Simulation<P>::dispatch(const Event& e) {
  const PersonId p{e.person};
  const ReferralId r{e.subject};
  // An event about a referral is stale unless the referral still waits for this very number.
  const auto valid = [&](std::uint32_t Referral::* number) {
    return w_.referrals[r].person == p && w_.referrals[r].*number == e.number;
  };
  switch (static_cast<Act>(e.kind)) {
    case Act::wake: return on_wake(p, e.number);
    case Act::patience: return valid(&Referral::patience_event) ? on_patience(r) : void();
    case Act::ready: return valid(&Referral::ready_event) ? on_ready(r) : void();
    case Act::triaged: return valid(&Referral::ready_event) ? on_triaged(r) : void();
    case Act::assessed: return valid(&Referral::ready_event) ? on_assessed(r) : void();
    case Act::transit: return valid(&Referral::ready_event) ? on_transit_end(r) : void();
    case Act::contact: return valid(&Referral::contact_event) ? on_contact(r) : void();
    case Act::ending: return valid(&Referral::end_event) ? close(r, w_.referrals[r].ends_as) : void();
    case Act::stream: return on_stream(e.subject);
    case Act::cohort: return on_cohort(e.subject);
    case Act::worker_leaves: return on_worker_leaves(ServiceId{e.subject >> 16}, static_cast<std::uint16_t>(e.subject & 0xFFFF));
    case Act::post_filled: return on_post_filled(ServiceId{e.subject >> 16}, static_cast<std::uint16_t>(e.subject & 0xFFFF));
    case Act::capacity: return set_capacity(ServiceId{e.subject});
    case Act::service_turns: return on_service_turns(ServiceId{e.subject});
    case Act::list_opens: return on_list_opens(ServiceId{e.subject});
    case Act::new_day: return on_new_day();
    case Act::period_end: return roll_period();
    case Act::observe: return on_observe();
  }
}

template <PolicySet P>
std::uint32_t Simulation<P>::book(Time at, PersonId p, Rank rank, Act act, std::uint32_t subject) {
  const std::uint32_t number = ++hot(p).events;
  w_.calendar.book({at, p.value, number, subject, rank, static_cast<std::uint8_t>(act)});
  return number;
}

template <PolicySet P>
void Simulation<P>::book_system(Time at, Rank rank, Act act, std::uint32_t subject) {
  w_.calendar.book({at, system_row, static_cast<std::uint32_t>(act) << 24 | (subject & 0xFFFFFF), subject, rank, static_cast<std::uint8_t>(act)});
}

template <PolicySet P>
void Simulation<P>::finish() {
  run_until(rules().window.end);
  tell_passed();
  roll_period();
  for (std::size_t i = 0; i < w_.people.size(); ++i) {
    if ((i & 1023u) == 1023) look_up();
    const PersonId p{i};
    end_all_strands(p, EndReason::horizon);
    conclude_all(p, Knowing::run_over);
    if (!w_.claims.empty()) w_.claims.settle(p, w_.now, cold(p).stratum);
  }
  check_laws();
}

template <PolicySet P>
void Simulation<P>::count(PersonId p, Count c, std::int64_t by) {
  if (w_.counting) slice(p, w_.period)[c] += by;
}

template <PolicySet P>
template <class F>
void Simulation<P>::tally(PersonId p, ServiceId s, F&& f) {
  if (w_.counting) f(slice(p, w_.period).services[s.index()]);
}

/// Number of the counted period of an instant, or the number of periods if it is not counted (rule T3).
template <PolicySet P>
std::size_t Simulation<P>::period_of(Time t) const noexcept {
  const Window& w = rules().window;
  if (t < w.from || t >= w.to) return w.period_ends.size();
  return static_cast<std::size_t>(std::upper_bound(w.period_ends.begin(), w.period_ends.end(), t) - w.period_ends.begin());
}

template <PolicySet P>
void Simulation<P>::count_flow(ReferralId r, FlowResult result) {
  if (!w_.counting) return;
  const Referral& ref = w_.referrals[r];
  const auto opener = static_cast<std::size_t>(w_.requests[ref.request].opener);
  const std::size_t from = ref.mode == Mode::opening ? w_.services.size() + opener : ref.sender.index();
  w_.flows.add({static_cast<std::uint16_t>(from), ref.service.value, ref.mode, result, 1});
}

/// Once a month, warm-up included, until the counted window ends.
template <PolicySet P>
void Simulation<P>::on_observe() {
  w_.series.at.push_back(w_.now);
  for (const ServiceState& s : w_.services) {
    w_.series.waiting.push_back(s.waiting);
    w_.series.open.push_back(s.caseload.open());
  }
  const Time next = w_.now + rounded(ticks_per_month);
  if (next < rules().window.to) book_system(next, Rank::observing, Act::observe, 0);
}

template <PolicySet P>
void Simulation<P>::note(PersonId p, Happening what, ServiceId s, std::uint8_t detail, NeedId k, std::uint8_t level, RequestId q,
                         Money cost, ServiceId other) {
  if constexpr (Record::listens) recorder_.record({w_.now, cost, p, q, s, other, what, k, detail, level});
}

template <PolicySet P>
void Simulation<P>::broken(const std::string& law, PersonId p) const {
  throw ModelError("broken law: " + law, in_days(w_.now - Time{}), p.value, w_.replication, w_.seed);
}

}  // namespace casepath
