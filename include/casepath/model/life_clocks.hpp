// A person's own clocks (rule N1): two for each need, one for each pursued need, one each for seeking, crisis and leaving.
// The n-th firing comes when the integrated rate since the one before reaches E_n, an exponential addressed by (person,
// clock, n): two variants offer the same life events and differ only by what moves the rates. Rates are upper rates;
// what only lowers them (trust, protection, a need already requested) is applied when a clock fires, by its mark.
// One calendar entry a person: the earliest clock.
#pragma once

#include "casepath/model/simulation.hpp"

namespace casepath {

/// Factors of what the person holds open, waits for or has lost, on one need: of those above 1 the largest, of those
/// below 1 the smallest (rules R8, N3, S1, S10, S11).
template <PolicySet P>
auto Simulation<P>::held(PersonId p, NeedId k, HeldQuantity what, const Rules& r) const -> Held {
  Held h;
  if (hot(p).first_referral.is_none() && cold(p).first_cliff == no_row) return h;
  const auto apply = [&h](double f) { (f > 1 ? h.up : h.down) = f > 1 ? std::max(h.up, f) : std::min(h.down, f); };
  const auto apply_all = [&](const std::vector<HeldFactor>& factors) {
    for (const HeldFactor& f : factors)
      if (f.need == k) apply(what == HeldQuantity::worsens ? f.worsens : what == HeldQuantity::crisis ? f.crisis : f.seeks);
  };
  for (ReferralId id = hot(p).first_referral; !id.is_none(); id = w_.referrals[id].next_of_person) {
    const Referral& at = w_.referrals[id];
    const Service& s = r.services[at.service.index()];
    if (!s.moves_clocks()) continue;
    if (at.holds_slot) apply_all(s.while_open);
    else if (at.state == ReferralState::waiting) apply_all(s.list.while_waiting);
  }
  if (what != HeldQuantity::worsens) return h;
  if (const ReferralId lead = cold(p).lead; !lead.is_none())
    if (const auto& rules = r.services[w_.referrals[lead].service.index()].lead) apply(rules->worsens);
  for (std::uint32_t row = cold(p).first_cliff; row != no_row; row = w_.cliffs[RowId{row}].next)
    if (const Cliff& c = w_.cliffs[RowId{row}]; c.need == k) apply(c.worsens);
  return h;
}

/// Upper rate of seeking help for one need (design 2.1): none while it is met.
template <PolicySet P>
double Simulation<P>::seek_weight(PersonId p, NeedId k, const Rules& r) const {
  const NeedRules& need = r.needs[k.index()];
  const PersonHot& h = hot(p);
  if (need.seeks.empty() || h.level(k) <= need.goal) return 0;
  const double rate = need.seeks[h.level(k)];
  if (rate <= 0) return 0;
  return rate * driven(need.seeks_with, [&h](NeedId j) { return h.level(j); }) * held(p, k, HeldQuantity::seeks, r).up;
}

template <PolicySet P>
double Simulation<P>::crisis_weight(PersonId p, NeedId k, const Rules& r) const {
  const NeedRules& need = r.needs[k.index()];
  const PersonHot& h = hot(p);
  if (need.crisis.empty() || need.crisis[h.level(k)] <= 0) return 0;
  const double frailty = r.frailty_on_crisis ? static_cast<double>(cold(p).frailty) : 1.0;
  return need.crisis[h.level(k)] * driven(need.crisis_with, [&h](NeedId j) { return h.level(j); }) * frailty *
         held(p, k, HeldQuantity::crisis, r).up;
}

template <PolicySet P>
void Simulation<P>::rates_of(PersonId p, const Rules& r, Rates& out) const {
  const PersonHot& h = hot(p);
  const PersonCold& c = cold(p);
  std::fill_n(out.begin(), r.clocks(), 0.0);
  if (!h.inside || c.visitor) return;
  const std::size_t n = r.needs.size();
  const auto level_of = [&h](NeedId j) { return h.level(j); };
  const double frailty = r.frailty_on_worsens ? static_cast<double>(c.frailty) : 1.0;
  for (std::size_t i = 0; i < n; ++i) {
    const NeedId k{i};
    const NeedRules& need = r.needs[i];
    double coupling = driven(need.worsens_with, level_of);
    if (need.worsens_cap > 0) coupling = std::min(coupling, need.worsens_cap);
    if (const double worsens = need.worsens[h.beneath(k)]; worsens > 0) {
      const double susceptible = (c.ever >> i & 1u) != 0 ? 1.0 : need.susceptibility;
      out[i] = worsens * coupling * frailty * susceptible * held(p, k, HeldQuantity::worsens, r).up;
    }
    if (const double recovers = need.recovers[h.beneath(k)]; recovers > 0)
      out[n + i] = need.recovers_against ? recovers / coupling : recovers;
    if (r.pursued_clock[i] >= 0 && !need.pursued.empty())
      out[2 * n + static_cast<std::size_t>(r.pursued_clock[i])] = need.pursued[h.level(k)];
    out[r.seek_clock()] += seek_weight(p, k, r);
    out[r.crisis_clock()] += crisis_weight(p, k, r);
  }
  const Cohort& cohort = r.cohorts[c.origin];
  if (cohort.leave_rate > 0) out[r.leave_clock()] = cohort.leave_rate * driven(cohort.leaves_with, level_of);
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
  for (std::size_t k = 0; k < needs; ++k)
    if (r.pursued_clock[k] == static_cast<int>(clock - 2 * needs)) return chance(p, Purpose::pursued, r.needs[k].key, n);
  return {};
}

/// Rule T2: leaving before needs, needs before crises, crises before help-seeking.
template <PolicySet P>
Rank Simulation<P>::clock_rank(std::size_t clock) const noexcept {
  const Rules& r = rules();
  if (clock < 2 * r.needs.size()) return Rank::need;
  if (clock == r.crisis_clock()) return Rank::crisis;
  return clock == r.leave_clock() ? Rank::leaving : Rank::opening;
}

template <PolicySet P>
void Simulation<P>::start_clocks(PersonId p) {
  const std::size_t n = rules().clocks();
  for (std::size_t c = 0; c < n; ++c) {
    w_.people.firings[p.index() * n + c] = 0;
    w_.people.residual[p.index() * n + c] = static_cast<float>(clock_draw(p, c, 1).exponential(0));
  }
  cold(p).clocks_since = w_.now;
  Rates rates;
  rates_of(p, rules_of(p), rates);
  schedule(p, rates);
}

/// Takes from every residual what its rate has used up since the clocks were last settled.
template <PolicySet P>
void Simulation<P>::settle_clocks(PersonId p, const Rates& rates) {
  const std::size_t n = rules().clocks();
  const auto passed = static_cast<double>((w_.now - cold(p).clocks_since).ticks);
  cold(p).clocks_since = w_.now;
  if (passed <= 0) return;
  float* residual = &w_.people.residual[p.index() * n];
  for (std::size_t c = 0; c < n; ++c)
    if (rates[c] > 0) residual[c] = static_cast<float>(std::max(0.0, static_cast<double>(residual[c]) - rates[c] * passed));
}

/// Finds the earliest clock; books it unless the calendar will look at this person by then anyway.
template <PolicySet P>
void Simulation<P>::schedule(PersonId p, const Rates& rates) {
  const std::size_t n = rules().clocks();
  const float* residual = &w_.people.residual[p.index() * n];
  PersonHot& h = hot(p);
  h.next_at = never();
  for (std::size_t c = 0; c < n; ++c) {
    if (rates[c] <= 0) continue;
    const Time at = cold(p).clocks_since + rounded(static_cast<double>(residual[c]) / rates[c]);
    if (at < h.next_at) {
      h.next_at = at;
      h.next_clock = static_cast<std::uint8_t>(c);
    }
  }
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

/// The same for a change that only matters to the clocks if the service has factors on anybody's life.
template <PolicySet P>
template <class Change>
void Simulation<P>::with_clocks_at(PersonId p, ServiceId at, Change&& change) {
  if (service(p, at).moves_clocks()) with_clocks(p, std::forward<Change>(change));
  else change();
}

/// Makes a change that may move a person's rates: the clocks keep what they have used up at the old rates and go on at
/// the new ones. A change that moves no rate touches nothing, to the bit. Nested changes of one person count as one.
template <PolicySet P>
template <class Change>
void Simulation<P>::with_clocks(PersonId p, Change&& change) {
  if (std::find(guarded_.begin(), guarded_.end(), p) != guarded_.end()) return change();
  Rates before, after;
  rates_of(p, rules_of(p), before);
  guarded_.push_back(p);
  change();
  guarded_.pop_back();
  rates_of(p, rules_of(p), after);
  if (std::equal(before.begin(), before.begin() + static_cast<std::ptrdiff_t>(rules().clocks()), after.begin())) return;
  settle_clocks(p, before);
  schedule(p, after);
}

}  // namespace casepath
