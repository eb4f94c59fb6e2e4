// Changes that come with a date: capacity, services that open and end, workers who leave, years that close, directory
// entries that go wrong, and another table of rules for everybody (rules K1, K3, C6, O12, V2).
#pragma once

#include "casepath/model/simulation.hpp"

namespace casepath {

template <PolicySet P>
void Simulation<P>::book_dated() {
  const Rules& r = rules();
  if (r.window.from > Time{}) book_system(r.window.from, Rank::dated, Act::period_end, 0);
  w_.period = period_of(Time{});
  w_.counting = w_.period < r.window.period_ends.size();
  book_system(Time{}, Rank::observing, Act::observe, 0);
  for (const Time end : r.window.period_ends) book_system(end, Rank::dated, Act::period_end, 0);
  for (std::size_t i = 0; i < r.services.size(); ++i) start_service(ServiceId{i});
  if (r.directory.refreshed_every) next_refresh();
  for (std::size_t i = 0; i < r.cohorts.size(); ++i)
    if (r.cohorts[i].arrives) {
      next_candidate(w_.cohort_sources[i], *r.cohorts[i].arrives, r.cohorts[i].salt, SubjectKind::cohort, std::nullopt);
      book_system(w_.cohort_sources[i].at, Rank::opening, Act::cohort, static_cast<std::uint32_t>(i));
    }
  for (std::size_t i = 0; i < r.streams.size(); ++i) {
    Source& source = w_.stream_sources[i];
    next_candidate(source, r.streams[i].rate, r.streams[i].salt, SubjectKind::stream, r.streams[i].every);
    if (r.streams[i].first) source.at = *r.streams[i].first;
    book_system(source.at, Rank::opening, Act::stream, static_cast<std::uint32_t>(i));
  }
}

/// Slots, workers and dates of a service, as from now.
template <PolicySet P>
void Simulation<P>::start_service(ServiceId id) {
  const Service& s = rules().services[id.index()];
  if (!s.exists) return;
  const std::uint32_t row = id.value;
  for (const CapacityStep& step : s.capacity)
    if (step.from > w_.now) book_system(step.from, Rank::dated, Act::capacity, row);
  for (const Time t : {s.from, s.until})
    if (t > w_.now && t < never()) book_system(t, Rank::dated, Act::service_turns, row);
  touch(id);
  book_opening(id);
  if (s.workers && s.is_open_at(w_.now)) hire(id);
  else set_capacity(id);
}

template <PolicySet P>
void Simulation<P>::set_capacity(ServiceId id) {
  const Service& s = rules().services[id.index()];
  if (s.workers && s.is_open_at(w_.now)) return;
  touch(id);
  int slots = s.capacity.empty() ? no_limit : 0;
  for (const CapacityStep& step : s.capacity)
    if (step.from <= w_.now) slots = step.slots;
  w_.services[id.index()].caseload.set_capacity(s.is_open_at(w_.now) ? slots : 0);
  admit_all(id);
}

/// Fills every post and draws when its holder leaves (rule K3).
template <PolicySet P>
void Simulation<P>::hire(ServiceId id) {
  const WorkerRules& workers = *rules().services[id.index()].workers;
  Caseload& caseload = w_.services[id.index()].caseload;
  const std::size_t before = caseload.posts();
  caseload.set_workers(workers);
  for (std::size_t post = before; post < caseload.posts(); ++post) book_leaver(id, static_cast<std::uint16_t>(post));
  admit_all(id);
}

template <PolicySet P>
void Simulation<P>::book_leaver(ServiceId id, std::uint16_t post) {
  const Service& s = rules().services[id.index()];
  const std::uint32_t holder = w_.services[id.index()].caseload.worker(post).holder;
  if (!s.workers || s.workers->leave_rate <= 0) return;
  const Block luck = draw(w_.key, {s.key, post, holder, Purpose::worker, SubjectKind::service});
  book_system(w_.now + rounded(luck.exponential(0) / s.workers->leave_rate), Rank::ending, Act::worker_leaves,
              static_cast<std::uint32_t>(id.value) << 16 | post);
}

/// A leaver breaks the relationship with everyone they worked with at once (design 2.3, rule K3).
template <PolicySet P>
void Simulation<P>::on_worker_leaves(ServiceId id, std::uint16_t post) {
  const Service& s = rules().services[id.index()];
  if (!s.workers) return;
  Caseload& caseload = w_.services[id.index()].caseload;
  std::vector<ReferralId> held = caseload.worker(post).held;
  std::sort(held.begin(), held.end(), [&](ReferralId a, ReferralId b) { return w_.referrals[a].person < w_.referrals[b].person; });
  const std::uint32_t holder = caseload.replace(post);
  for (const ReferralId r : held) {
    Referral& ref = w_.referrals[r];
    ref.relationship = static_cast<float>(static_cast<double>(ref.relationship) * s.workers->keeps);
    acquaintance(ref.person, id).last_holder = holder;
    lives(ref.person, Experience::new_worker);
  }
  const Address at{s.key, post, holder, Purpose::worker, SubjectKind::service};
  DrawStream spare(w_.key, at);
  const Duration vacant = sample_duration(s.workers->vacant.ticks, draw(w_.key, at).uniform(1), spare);
  if (vacant.ticks <= 0) return book_leaver(id, post);
  caseload.set_present(post, false);
  book_system(w_.now + vacant, Rank::ending, Act::post_filled, static_cast<std::uint32_t>(id.value) << 16 | post);
}

template <PolicySet P>
void Simulation<P>::on_post_filled(ServiceId id, std::uint16_t post) {
  w_.services[id.index()].caseload.set_present(post, true);
  book_leaver(id, post);
  admit_all(id);
}

/// A service begins, or its funding ends: then everybody there is let go (rule S7).
template <PolicySet P>
void Simulation<P>::on_service_turns(ServiceId id) {
  if (rules().services[id.index()].is_open_at(w_.now)) return start_service(id);
  touch(id);
  std::vector<ReferralId> here;
  for (std::size_t i = 0; i < w_.people.size(); ++i)
    for (ReferralId r = hot(PersonId{i}).first_referral; !r.is_none(); r = w_.referrals[r].next_of_person)
      if (w_.referrals[r].service == id && (w_.referrals[r].holds_slot || w_.referrals[r].state == ReferralState::waiting)) here.push_back(r);
  w_.services[id.index()].caseload.set_capacity(0);
  for (const ReferralId r : here)   // the list first, so that nobody is admitted from it
    if (!w_.referrals[r].holds_slot) {
      leave_list(r);
      reject(r, {Refusal::ended, -1});
    }
  for (const ReferralId r : here)
    if (w_.referrals[r].holds_slot && w_.referrals[r].service == id) close(r, Closure::funding_ended);
}

/// The counted window opens, a year closes, or the window ends: integrals and costs go to the period they belong to.
template <PolicySet P>
void Simulation<P>::roll_period() {
  const Window& window = rules().window;
  if (w_.period == period_of(w_.now)) return;
  if (w_.counting || asks_cost_now())
    for (std::size_t i = 0; i < w_.people.size(); ++i)
      for (ReferralId r = hot(PersonId{i}).first_referral; !r.is_none(); r = w_.referrals[r].next_of_person)
        if (w_.referrals[r].holds_slot) post_slot_days(r, w_.now);
  for (std::size_t i = 0; i < w_.services.size(); ++i) touch(ServiceId{i});
  if (w_.counting) {
    accrue(w_.now);
    flush_people();
  } else {
    Slice nowhere = w_.tallies.empty();
    for (std::size_t s = 0; s < w_.strata.size(); ++s) w_.levels.flush(w_.now, s, nowhere);   // lived before the window: not counted (rule T3)
    w_.accrued_to = w_.now;
  }
  w_.period = period_of(w_.now);
  w_.counting = w_.period < window.period_ends.size();
  if (w_.counting && asks_cost_now()) join_cost_groups();
}

template <PolicySet P>
void Simulation<P>::flush_people() {
  for (std::size_t s = 0; s < w_.strata.size(); ++s) w_.levels.flush(w_.now, s, w_.tallies.at(w_.period, s));
  for (std::size_t i = 0; i < w_.people.size(); ++i) {
    const PersonId p{i};
    if (!hot(p).inside || cold(p).visitor) continue;
    slice(p, w_.period).trust_at_end += static_cast<double>(trust_of(p));
  }
}

/// Another table of rules, for everybody, from this instant (rule V2). People whose rates do not move are not touched.
template <PolicySet P>
void Simulation<P>::change_rules(const Rules& rules_to_come) {
  roll_period();   // what changes on the last instant of a period belongs to the next
  enter_conditions(rules_to_come);
  Tables coming(rules_to_come, rules_to_come);
  begin_day(coming);
  const Rules& next = *coming[0];
  if (w_.counting) settle_prices(next);
  std::vector<Moving> before(w_.people.size());
  for (std::size_t i = 0; i < before.size(); ++i) {
    before[i].person = PersonId{i};
    if (hot(PersonId{i}).inside && !cold(PersonId{i}).visitor) note_rates(before[i], (ClockSet{1} << rules().clocks()) - 1);
  }
  for (std::size_t i = 0; i < w_.people.size(); ++i) settle_trust_if(PersonId{i}, next.trust);
  for (std::size_t i = 0; i < w_.services.size(); ++i) touch(ServiceId{i});
  const Tables until_now = std::exchange(w_.tables, std::move(coming));
  const Rules& last = *until_now[0];
  for (std::size_t i = 0; i < before.size(); ++i) take_on_rates(before[i]);
  for (std::size_t i = 0; i < w_.services.size(); ++i) {
    const ServiceId id{i};
    if (last.services[i].list.order != next.services[i].list.order) put_in_order(id);
    if (last.services[i].exists && !next.services[i].exists) on_service_turns(id);
    else start_service(id);
  }
  for (std::size_t i = 0; i < next.streams.size(); ++i) rescale_stream(i, last);
  for (std::size_t i = 0; i < next.cohorts.size(); ++i) rescale_cohort(i, last);
  if (next.directory.refreshed_every && !last.directory.refreshed_every) next_refresh();
  book_new_day();
}

/// A person under new rules: levels that count may move with `counts_as`, and the clocks with the rates.
template <PolicySet P>
void Simulation<P>::take_on_rates(Moving& before) {
  const PersonId p = before.person;
  if (!hot(p).inside) return;
  moving_.push_back(&before);
  if (!hot(p).first_referral.is_none()) recount_levels(p);
  moving_.pop_back();
  if (move_clocks(before)) schedule(p);
}

/// Trust is brought up to date where the new rules make it drift at another pace.
template <PolicySet P>
void Simulation<P>::settle_trust_if(PersonId p, const TrustRules& next) {
  const TrustRules& now = rules().trust;
  if (now.waiting_rate != next.waiting_rate || now.return_rate != next.return_rate) settle_trust(p);
}

/// A source's pending candidate keeps what is left of its exponential when the highest rate changes.
template <PolicySet P>
void Simulation<P>::rescale(Source& source, const Steps& before, const Steps& after, SourceKey key, Act act, std::size_t row) {
  const double was = before.highest(), is = after.highest();
  if (was == is) return;
  if (was > 0 && is > 0)
    source.at = w_.now + rounded(static_cast<double>((source.at - w_.now).ticks) * was / is);
  else if (is > 0)
    next_candidate(source, after, key.salt, key.kind, std::nullopt);
  else
    source.at = never();
  book_system(source.at, Rank::opening, act, static_cast<std::uint32_t>(row));
}

template <PolicySet P>
void Simulation<P>::rescale_stream(std::size_t i, const Rules& last) {
  const Stream &was = last.streams[i], &is = rules().streams[i];
  if (!is.every) rescale(w_.stream_sources[i], was.rate, is.rate, {is.salt, SubjectKind::stream}, Act::stream, i);
}

template <PolicySet P>
void Simulation<P>::rescale_cohort(std::size_t i, const Rules& last) {
  const Cohort &was = last.cohorts[i], &is = rules().cohorts[i];
  rescale(w_.cohort_sources[i], was.arrives.value_or(Steps{}), is.arrives.value_or(Steps{}), {is.salt, SubjectKind::cohort}, Act::cohort, i);
}

/// What has been used at the old prices is posted where a price changes, and only there: elsewhere a posting keeps its one
/// rounding (rules O12, V2).
template <PolicySet P>
void Simulation<P>::settle_prices(const Rules& next) {
  const Rules& last = rules();
  bool overheads = last.programmes != next.programmes;
  for (std::size_t i = 0; i < last.services.size(); ++i) {
    const Service &a = last.services[i], &b = next.services[i];
    const bool slot_day = a.costs.slot_day != b.costs.slot_day || a.costs.slot_day_share != b.costs.slot_day_share;
    overheads = overheads || slot_day || a.costs.fixed_per_year != b.costs.fixed_per_year || a.exists != b.exists || a.from != b.from || a.until != b.until;
    if (!slot_day) continue;
    for (std::size_t p = 0; p < w_.people.size(); ++p)
      for (ReferralId r = hot(PersonId{p}).first_referral; !r.is_none(); r = w_.referrals[r].next_of_person)
        if (w_.referrals[r].holds_slot && w_.referrals[r].service == ServiceId{i}) post_slot_days(r, w_.now);
  }
  if (overheads) accrue(w_.now);
}

/// The directory is refreshed at its own dates; an entry is wrong if a change has come since (rule C6). Both are facts of
/// the system, found when somebody asks: no event.
template <PolicySet P>
void Simulation<P>::next_refresh() {
  const DurationRule& every = *rules().directory.refreshed_every;
  const Address at{0, 0, ++w_.directory_refreshes, Purpose::entry, SubjectKind::system};
  DrawStream spare(w_.key, at);
  w_.directory_refreshes_at = w_.now + std::max(sample_duration(every.ticks, draw(w_.key, at).uniform(0), spare), Duration{1});
}

template <PolicySet P>
bool Simulation<P>::entry_is_wrong(ServiceId id) {
  const Service& service = rules().services[id.index()];
  if (service.entry_change_rate <= 0) return false;
  ServiceState& s = w_.services[id.index()];
  const auto next_change = [&](Time from) {
    const Address at{service.key, 0, ++s.entry_changes, Purpose::entry, SubjectKind::service};
    s.entry_changes_at = from + rounded(draw(w_.key, at).exponential(0) / service.entry_change_rate);
  };
  if (s.entry_changes == 0) next_change(Time{});
  while (s.entry_changes_at <= w_.now) {
    s.entry_changed = s.entry_changes_at;
    next_change(s.entry_changed);
  }
  const Time now = w_.now;
  while (rules().directory.refreshed_every && w_.directory_refreshes_at <= now) {
    w_.directory_refreshed = w_.now = w_.directory_refreshes_at;
    next_refresh();
  }
  w_.now = now;
  return s.entry_changed > w_.directory_refreshed;
}

}  // namespace casepath
