// A person's own clocks (rule N1): two for each need, one for each pursued need, one each for seeking, crisis and leaving.
// The n-th firing comes when the integrated rate since the one before reaches E_n, an exponential addressed by (person,
// clock, n): two variants offer the same life events and differ only by what moves the rates. Rates are upper rates;
// what only lowers them (trust, protection, a need already requested) is applied when a clock fires, by its mark.
// One calendar entry a person: the earliest clock.
#pragma once

#include "casepath/model/simulation.hpp"

namespace casepath {

/// Needs on which something that the person holds open or waits for has a factor, one bit each.
template <PolicySet P>
std::uint32_t Simulation<P>::needs_held(PersonId p, const Rules& r) const {
  std::uint32_t needs = 0;
  for (ReferralId id = hot(p).first_referral; !id.is_none(); id = w_.referrals[id].next_of_person)
    needs |= r.factors_of[w_.referrals[id].service.index()];
  return needs;
}

/// Clocks that move when a strand leaves the list it waits on by itself (rule N3); none where it is on no list.
template <PolicySet P>
ClockSet Simulation<P>::moves_by_waiting(const Strand& s) const {
  return s.place == StrandPlace::list ? service(s.person, w_.referrals[s.at].service).moves : 0;
}

/// Factors of what the person holds open, waits for or has lost, on one need: of those above 1 the largest, of those
/// below 1 the smallest (rules R8, N3, S1, S10, S11).
template <PolicySet P>
auto Simulation<P>::held(PersonId p, NeedId k, HeldQuantity what, const Rules& r) const -> Held {
  Held h;
  const auto apply = [&h](double f) { (f > 1 ? h.up : h.down) = f > 1 ? std::max(h.up, f) : std::min(h.down, f); };
  const auto apply_all = [&](const std::vector<HeldFactor>& factors) {
    for (const HeldFactor& f : factors)
      if (f.need == k) apply(what == HeldQuantity::worsens ? f.worsens : what == HeldQuantity::crisis ? f.crisis : f.seeks);
  };
  for (ReferralId id = hot(p).first_referral; !id.is_none(); id = w_.referrals[id].next_of_person) {
    const Referral& at = w_.referrals[id];
    if ((r.factors_of[at.service.index()] >> k.value & 1u) == 0) continue;
    if (at.state == ReferralState::open) apply_all(r.services[at.service.index()].while_open);
    else if (at.state == ReferralState::waiting && (needs_carried(id) >> k.value & 1u) != 0)   // only a need that waits there (N3)
      apply_all(r.services[at.service.index()].list.while_waiting);
  }
  if (what != HeldQuantity::worsens) return h;
  if (const ReferralId lead = cold(p).lead; !lead.is_none())
    if (const auto& rules = r.services[w_.referrals[lead].service.index()].lead) apply(rules->worsens);
  for (std::uint32_t row = cold(p).first_cliff; row != no_row; row = w_.cliffs[RowId{row}].next)
    if (const Cliff& c = w_.cliffs[RowId{row}]; c.need == k) apply(c.worsens);
  return h;
}

/// Upper rates of seeking help, need by need (design 2.1), into `weight` if there is one; returns their sum.
template <PolicySet P>
double Simulation<P>::seek_weights(PersonId p, const Rules& r, double* weight) const {
  const PersonHot& h = hot(p);
  const std::uint32_t factors = needs_held(p, r);
  double sum = 0;
  for (std::size_t i = 0; i < r.needs.size(); ++i) {
    const NeedRules& need = r.needs[i];
    double rate = need.seeks[h.level(NeedId{i})];
    if (rate > 0 && borrows(p, NeedId{i})) rate = 0;
    if (rate > 0) {
      rate *= driven(need.seeks_with, [&h](NeedId j) { return h.level(j); });
      if ((factors >> i & 1u) != 0) rate *= held(p, NeedId{i}, HeldQuantity::seeks, r).up;
    }
    sum += rate;
    if (weight != nullptr) weight[i] = rate;
  }
  return sum;
}

template <PolicySet P>
double Simulation<P>::crisis_weights(PersonId p, const Rules& r, double* weight) const {
  const PersonHot& h = hot(p);
  const std::uint32_t factors = needs_held(p, r);
  const double frailty = r.frailty_on_crisis ? static_cast<double>(cold(p).frailty) : 1.0;
  double sum = 0;
  for (std::size_t i = 0; i < r.needs.size(); ++i) {
    const NeedRules& need = r.needs[i];
    double rate = need.crisis[h.level(NeedId{i})];
    if (rate > 0 && borrows(p, NeedId{i})) rate = 0;
    if (rate > 0) {
      rate = rate * driven(need.crisis_with, [&h](NeedId j) { return h.level(j); }) * frailty;
      if ((factors >> i & 1u) != 0) rate *= held(p, NeedId{i}, HeldQuantity::crisis, r).up;
    }
    sum += rate;
    if (weight != nullptr) weight[i] = rate;
  }
  return sum;
}

/// What living in a place does to the worsening of a need: 1 where nothing is said (design 2.1).
template <PolicySet P>
double Simulation<P>::place_factor(PersonId p, NeedId k, const Rules& r) const noexcept {
  return r.places_worsen.empty() ? 1.0 : r.places_worsen[hot(p).place.index()][k.index()];
}

/// Worsening or recovery of one need (rules N2, N4): by its own level beneath, driven by the levels that count of others.
template <PolicySet P>
double Simulation<P>::course_rate(PersonId p, NeedId k, Course course, const Rules& r) const {
  const PersonHot& h = hot(p);
  const NeedRules& need = r.needs[k.index()];
  const double rate = (course == Course::worsens ? need.worsens : need.recovers)[h.beneath(k)];
  if (borrows(p, k)) return 0;
  if (rate <= 0 || (course == Course::recovers && !need.recovers_against)) return rate;
  double coupling = driven(need.worsens_with, [&h](NeedId j) { return h.level(j); });
  if (need.worsens_cap > 0) coupling = std::min(coupling, need.worsens_cap);
  if (course == Course::recovers) return rate / coupling;
  const double frailty = r.frailty_on_worsens ? static_cast<double>(cold(p).frailty) : 1.0;
  const double susceptible = (cold(p).ever >> k.value & 1u) != 0 ? 1.0 : need.susceptibility;
  return rate * coupling * frailty * susceptible * held(p, k, HeldQuantity::worsens, r).up * std::max(1.0, place_factor(p, k, r));
}

/// Upper rate of one clock of a person now, per tick.
template <PolicySet P>
double Simulation<P>::rate_of(PersonId p, std::size_t clock, const Rules& r) const {
  const PersonHot& h = hot(p);
  const std::size_t n = r.needs.size();
  if (clock < n) return course_rate(p, NeedId{clock}, Course::worsens, r);
  if (clock < 2 * n) return course_rate(p, NeedId{clock - n}, Course::recovers, r);
  if (clock == r.seek_clock()) return seek_weights(p, r);
  if (clock == r.crisis_clock()) return crisis_weights(p, r);
  if (clock == r.leave_clock()) {
    const Cohort& cohort = r.cohorts[cold(p).origin];
    return cohort.leave_rate * driven(cohort.leaves_with, [&h](NeedId j) { return h.level(j); });
  }
  const NeedId k = r.need_pursued[clock - 2 * n];
  return borrows(p, k) ? 0.0 : r.needs[k.index()].pursued[h.level(k)];
}

template <PolicySet P>
Block Simulation<P>::clock_draw(PersonId p, std::size_t clock, std::uint32_t n) const {
  const Rules& r = rules();
  const std::size_t needs = r.needs.size();
  if (clock < needs) return chance(p, Purpose::worsen, r.needs[clock].key, n);
  if (clock < 2 * needs) return chance(p, Purpose::recover, r.needs[clock - needs].key, n);
  if (clock == r.seek_clock()) return chance(p, Purpose::seek, 0, n);
  if (clock == r.crisis_clock()) return chance(p, Purpose::crisis, 0, n);
  if (clock == r.leave_clock()) return chance(p, Purpose::leave, 0, n);
  return chance(p, Purpose::pursued, r.needs[r.need_pursued[clock - 2 * needs].index()].key, n);
}

/// Rule T2: leaving before needs, needs before crises, crises before help-seeking.
template <PolicySet P>
Rank Simulation<P>::clock_rank(std::size_t clock) const noexcept {
  const Rules& r = rules();
  if (clock < 2 * r.needs.size()) return Rank::need;
  if (clock == r.crisis_clock()) return Rank::crisis;
  return clock == r.leave_clock() ? Rank::leaving : Rank::opening;
}

namespace detail {

/// A clock holds the tick at which it fires at its present rate. While the rate is 0 it holds, as a negative number, what
/// is left of its exponential: E_n in units of 2^-40. So a clock changes only when its own rate does, to the bit.
inline constexpr double residual_unit = 0x1p40;
[[nodiscard]] inline std::int64_t keep_residual(double e) noexcept { return -1 - static_cast<std::int64_t>(e * residual_unit); }
[[nodiscard]] inline double residual_of(std::int64_t held) noexcept { return static_cast<double>(-1 - held) / residual_unit; }

/// A clock whose exponential nobody has needed yet: its rate has been 0 since it last fired.
inline constexpr std::int64_t not_drawn = std::numeric_limits<std::int64_t>::min();

/// What a clock holds after its rate has moved from `before` to `after` at `now`.
[[nodiscard]] inline std::int64_t at_new_rate(std::int64_t held, double before, double after, Time now) noexcept {
  const double left = held < 0 ? residual_of(held) : static_cast<double>(held - now.ticks) * before;
  return after > 0 ? (now + rounded(left / after)).ticks : keep_residual(left);
}

}  // namespace detail

template <PolicySet P>
void Simulation<P>::start_clocks(PersonId p) {
  const std::size_t n = rules().clocks();
  for (std::size_t c = 0; c < n; ++c) {
    w_.people.firings[p.index() * n + c] = 0;
    w_.people.fires[p.index() * n + c] = detail::not_drawn;
    start_if_held(p, c, rate_of(p, c, rules_of(p)));
  }
  schedule(p);
}

/// Starts a clock that stands still, if it has a rate now.
template <PolicySet P>
void Simulation<P>::start_if_held(PersonId p, std::size_t clock, double rate) {
  if (w_.people.fires[p.index() * rules().clocks() + clock] < 0 && rate > 0) move_clock(p, clock, 0.0, rate);
}

/// The exponential of a clock's next firing (rule N1) is drawn when it is first needed.
template <PolicySet P>
void Simulation<P>::move_clock(PersonId p, std::size_t clock, double before, double after) {
  const std::size_t at = p.index() * rules().clocks() + clock;
  std::int64_t& fires = w_.people.fires[at];
  if (fires == detail::not_drawn) {
    if (after <= 0) return;
    fires = detail::keep_residual(clock_draw(p, clock, w_.people.firings[at] + 1u).exponential(0));
  }
  fires = detail::at_new_rate(fires, before, after, w_.now);
}

/// Moves the clocks whose own rate has changed; true if any has.
template <PolicySet P>
bool Simulation<P>::move_clocks(const Moving& m) {
  const Rules& r = rules_of(m.person);
  bool any = false;
  if (!hot(m.person).inside) return false;
  for_each_bit(m.clocks, [&](std::size_t c) {
    const double after = rate_of(m.person, c, r);
    if (m.before[c] == after) return;
    move_clock(m.person, c, m.before[c], after);
    any = true;
  });
  return any;
}

/// Finds the earliest clock; books it unless the calendar will look at this person by then anyway.
template <PolicySet P>
void Simulation<P>::schedule(PersonId p) {
  const std::size_t n = rules().clocks();
  const std::int64_t* fires = &w_.people.fires[p.index() * n];
  PersonHot& h = hot(p);
  std::size_t first = 0;
  auto earliest = static_cast<std::uint64_t>(never().ticks);   // a clock that stands still is negative: above any date
  for (std::size_t c = 0; c < n; ++c) {
    const auto at = static_cast<std::uint64_t>(fires[c]);
    first = at < earliest ? c : first;
    earliest = at < earliest ? at : earliest;
  }
  h.next_at = Time{static_cast<std::int64_t>(earliest)};
  h.next_clock = static_cast<std::uint8_t>(first);
  for (std::uint32_t row = cold(p).first_cliff; row != no_row; row = w_.cliffs[RowId{row}].next)
    if (const Time end = w_.cliffs[RowId{row}].until; end < h.next_at) {
      h.next_at = end;
      h.next_clock = static_cast<std::uint8_t>(n);   // not a clock: the end of a cliff edge
    }
  if (h.next_at < h.booked_at) {
    h.booked_at = h.next_at;
    h.wake_event = book(h.next_at, p, h.next_clock < n ? clock_rank(h.next_clock) : Rank::need, Act::wake, 0);
  }
}

/// Makes a change that may move the rates of some clocks of a person: they keep what they have used up at the old rates and
/// go on at the new ones. A change that moves no rate touches nothing, to the bit. Nested changes of one person count as
/// one: a clock is moved once, from its rate before the first of them to its rate after the last.
template <PolicySet P>
template <class Change>
void Simulation<P>::with_clocks(PersonId p, ClockSet clocks, Change&& change) {
  if (cold(p).visitor) return change();
  for (Moving* m : moving_)
    if (m->person == p) {
      note_rates(*m, clocks);
      return change();
    }
  if (clocks == 0) return change();
  Moving m{p, 0, {}};
  note_rates(m, clocks);
  moving_.push_back(&m);
  change();
  moving_.pop_back();
  if (move_clocks(m)) schedule(p);
}

/// Takes down the rates of clocks that a change is about to move, unless they are there already.
template <PolicySet P>
void Simulation<P>::note_rates(Moving& m, ClockSet clocks) const {
  for_each_bit(clocks & ~m.clocks, [&](std::size_t c) { m.before[c] = rate_of(m.person, c, rules_of(m.person)); });
  m.clocks |= clocks;
}

}  // namespace casepath
