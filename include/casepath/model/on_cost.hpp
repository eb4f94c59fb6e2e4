// Money: what an interaction costs is shared equally, to the penny, among the strands it carries (rule R1); what belongs
// to no strand is overhead (O8). Only what is dated inside the counted window is posted (T3).
#pragma once

#include "casepath/model/simulation.hpp"

namespace casepath {

/// The strands a referral carries, in the scenario's order of needs: those whose place it is and, with `led`, those it sent
/// on while staying and still works on (rules R7, H3).
template <PolicySet P>
auto Simulation<P>::carried(ReferralId r, Also also) const -> Carried {
  Carried out;
  for (StrandId s = hot(w_.referrals[r].person).first_strand; !s.is_none(); s = w_.strands[s].next_of_person) {
    const Strand& strand = w_.strands[s];
    if ((strand.at == r || (also == Also::led && strand.lead == r)) && !out.is_full()) out.add(s);
  }
  return out;
}

/// Needs of the strands that a referral carries, one bit each; with `led` as above.
template <PolicySet P>
std::uint32_t Simulation<P>::needs_carried(ReferralId r, Also also) const {
  std::uint32_t needs = 0;
  for (StrandId s = hot(w_.referrals[r].person).first_strand; !s.is_none(); s = w_.strands[s].next_of_person)
    if (const Strand& strand = w_.strands[s]; !strand.need.is_none() && (strand.at == r || (also == Also::led && strand.lead == r)))
      needs |= 1u << strand.need.value;
  return needs;
}

template <PolicySet P>
void Simulation<P>::post(ReferralId r, InteractionKind kind, Money cost) {
  post_dated(r, kind, cost, w_.now);
}

/// One interaction of a referral, dated `at` (not after now), shared among its strands.
template <PolicySet P>
void Simulation<P>::post_dated(ReferralId r, InteractionKind kind, Money cost, Time at) {
  post_among(r, kind, cost, at, carried(r, Also::led));
}

template <PolicySet P>
void Simulation<P>::post_among(ReferralId r, InteractionKind kind, Money cost, Time at, std::span<const StrandId> strands) {
  const Referral& ref = w_.referrals[r];
  const PersonId p = ref.person;
  const std::size_t period = period_of(at), n = strands.size();
  const bool counts = period < rules().window.period_ends.size();
  if constexpr (Record::listens)   // by its own date: chasing is posted late
    recorder_.record({at, cost, p, ref.request, ref.service, {}, Happening::interaction, {}, static_cast<std::uint8_t>(kind),
                      counts ? std::uint8_t{1} : std::uint8_t{0}});
  for (const StrandId s : strands) cut_due(s, at);
  if (!counts) return asks_cost_now() ? add_cost_before(r, cost) : void();
  const std::int64_t whole = is_counted(kind) ? whole_count : 0;
  if (whole > 0) ++slice(p, period)[Count::interactions];
  if (!cold(p).visitor && n > 0) cold(p).spent += cost;
  PostingKey key{ref.service.value, static_cast<std::uint16_t>(period), kind, false, Opener::stream};
  const auto post_as_overhead = [&](Money amount, std::int64_t interactions) {
    w_.ledger.add(key, cold(p).stratum, OutcomeClass::overhead, OutcomeClass::overhead, amount, interactions);
    if constexpr (Record::listens)
      if (amount.minor != 0 && rules().is_fiscal(ref.service))
        note(p, Happening::classed, ref.service, static_cast<std::uint8_t>(OutcomeClass::overhead), {}, 0, ref.request, amount);
  };
  for (std::size_t i = 0; i < n; ++i) {
    const Strand& s = w_.strands[strands[i]];
    const Money share = share_of(cost, static_cast<int>(i), static_cast<int>(n));
    const std::int64_t part = share_of({whole}, static_cast<int>(i), static_cast<int>(n)).minor;
    key.crisis = s.opener == Opener::crisis && !s.sought;
    key.opener = s.opener;
    if (s.need.is_none()) post_as_overhead(share, part);
    else w_.attribution.post(w_.pieces[s.piece], key, ref.number, share, part);
  }
  if (n == 0) post_as_overhead(cost, whole);
}

/// A cost of the system, of no person (rule O8). @param row the service's, or the number of services for programmes
template <PolicySet P>
void Simulation<P>::post_overhead(std::uint16_t row, InteractionKind kind, Money cost, Time at) {
  const std::size_t period = period_of(at);
  if (period >= rules().window.period_ends.size() || cost.minor == 0) return;
  const PostingKey key{row, static_cast<std::uint16_t>(period), kind, false, Opener::stream};
  w_.ledger.add(key, 0, OutcomeClass::overhead, OutcomeClass::overhead, cost, 0);
}

/// Slot-days since they were last posted (rule O12): at the close and at each period end.
template <PolicySet P>
void Simulation<P>::post_slot_days(ReferralId r, Time upto) {
  Referral& ref = w_.referrals[r];
  if (!ref.has_slot_cost) return;
  const Window& w = rules().window;
  const Time from = std::max(ref.cost_from, w.from), to = std::min(upto, w.to);
  const double per_day = static_cast<double>(service(ref.person, ref.service).costs.slot_day.minor);
  if (asks_cost_now()) add_cost_before(r, rounded_money(per_day * in_days(std::min(upto, w.from) - ref.cost_from)));
  ref.cost_from = upto;
  if (to <= from) return;
  post_dated(r, ref.blocked ? InteractionKind::blocked_day : InteractionKind::slot_day, rounded_money(per_day * in_days(to - from)), to - Duration{1});
}

/// Fixed costs, programmes and empty slots of [accrued_to, upto), which lies within one period.
template <PolicySet P>
void Simulation<P>::accrue(Time upto) {
  const Rules& r = rules();
  const Time from = std::max(w_.accrued_to, r.window.from), to = std::min(upto, r.window.to);
  w_.accrued_to = upto;
  if (to <= from) return;
  const Time date = from;
  for (std::size_t i = 0; i < r.services.size(); ++i) {
    const Service& s = r.services[i];
    touch(ServiceId{i});
    const auto row = static_cast<std::uint16_t>(i);
    const Time open_from = std::max(from, s.from), open_to = std::min(to, s.until);
    if (s.exists && open_from < open_to)
      post_overhead(row, InteractionKind::fixed,
                    rounded_money(static_cast<double>(s.costs.fixed_per_year.minor) * in_years(open_to - open_from)), date);
    ServiceLoad& load = w_.tallies.load(w_.period, ServiceId{i});
    const double empty_days = static_cast<double>(load.empty) / static_cast<double>(ticks_per_day);
    load.empty = 0;
    if (s.exists && s.costs.slot_day_share >= 1)
      post_overhead(row, InteractionKind::empty_slot, rounded_money(empty_days * static_cast<double>(s.costs.slot_day.minor)), date);
  }
  for (const Programme& g : r.programmes) {
    const Time open_from = std::max(from, g.from), open_to = std::min(to, g.until);
    if (open_from >= open_to) continue;
    const Money cost = rounded_money(g.cost_per_tick * static_cast<double>((open_to - open_from).ticks));
    post_overhead(static_cast<std::uint16_t>(r.services.size() + static_cast<std::size_t>(&g - r.programmes.data())), InteractionKind::programme, cost, date);
  }
}

}  // namespace casepath
