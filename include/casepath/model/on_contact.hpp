// A contact: does the person come, what does it do to the needs, what does it do to trust, and does the episode go on
// (design 2.3; rules S5 to S7, R6, K3, C3, M3, N5).
#pragma once

#include "casepath/model/simulation.hpp"

namespace casepath {

template <PolicySet P>
void Simulation<P>::on_contact(ReferralId r) {
  const PersonId p = w_.referrals[r].person;
  const ServiceId at = w_.referrals[r].service;
  const Service& s = service(p, at);
  w_.referrals[r].contact_event = 0;
  if (!s.contacts) return;   // a change of rules has made the service one of stays
  const std::uint32_t n = ++acquaintance(p, at).contacts, number = w_.referrals[r].number;
  const Block luck = chance(p, Purpose::contact, s.key, n);
  if (cold(p).away && !s.away) return book_contact(r, luck.uniform(3), n);   // falls out: neither missed nor charged (X1)
  const LeadRules* lead = lead_for(p, r);
  const View who = view(p, at, r);
  if (s.contacts->attend.happens(luck.uniform(0), who, lead != nullptr ? lead->attend : 1.0)) contact_attended(r, luck, n);
  else contact_missed(r);
  if (w_.referrals[r].number == number && w_.referrals[r].person == p && w_.referrals[r].state == ReferralState::open &&
      !w_.referrals[r].blocked)
    book_contact(r, luck.uniform(3), n);
}

/// Effects, needs taken up, trust and relationship, then the reasons to close, in this order (rule S7).
template <PolicySet P>
void Simulation<P>::contact_attended(ReferralId r, const Block& luck, std::uint32_t n) {
  const PersonId p = w_.referrals[r].person;
  const ServiceId at = w_.referrals[r].service;
  const Service& s = service(p, at);
  count(p, Count::contacts);
  post(r, InteractionKind::contact, s.contacts->cost);
  for (const ExtraCost& extra : s.costs.extras)
    if (!extra.on_start && chance(p, Purpose::contact, mix32(s.key, extra.key), n).uniform(3) < extra.chance)
      post(r, InteractionKind::extra, extra.cost);
  if (s.costs.consult.minor != 0) post(r, InteractionKind::consult, s.costs.consult);
  work_on_needs(r, luck, n);
  if (s.whole_person) add_whole_person_strands(r);
  lives(p, Experience::attended);
  Referral& ref = w_.referrals[r];
  ref.relationship = risen(ref.relationship, rules_of(p).relationship_attended);
  ++ref.attended;
  ref.missed_run = 0;
  if (end_met_strands(r, n)) return close(r, Closure::goal_met);
  const auto& limit = close_rules(p, at).contacts;
  if (limit && ref.attended >= *limit) return close(r, Closure::contact_limit);
  pass_while_open(r, carried(r));
}

/// At most `needs_per_contact` strands, drawn with weight = level above goal (rule S5). Harm may hit a need that nobody
/// works on here (rule S2).
template <PolicySet P>
void Simulation<P>::work_on_needs(ReferralId r, const Block& luck, std::uint32_t n) {
  const PersonId p = w_.referrals[r].person;
  const Service& s = service(p, w_.referrals[r].service);
  const auto luck_of = [&](std::size_t j) { return j == 0 ? luck : draw(w_.key, address(p, Purpose::contact, s.key, n), static_cast<std::uint32_t>(j)); };
  std::uint32_t needs = 0;   // two strands about one need are worked on once
  for (const StrandId id : carried(r, Also::led)) {
    helped(id);
    if (const NeedId k = w_.strands[id].need; !k.is_none()) needs |= 1u << k.value;
  }
  const Few<NeedId, max_needs> chosen = focus(p, needs, s.needs_per_contact, luck_of);
  for (std::size_t j = 0; j < chosen.size(); ++j)
    for (const Effect& e : s.effects.contact)
      if (e.need == chosen[j]) apply_effect(p, r, e, luck_of(j).uniform(2), Helps::carried_only);
  for (const Effect& e : s.effects.contact) {
    if ((needs >> e.need.value & 1u) != 0) continue;
    const Address at = address(p, Purpose::contact, mix32(s.key, rules().needs[e.need.index()].key), n);
    apply_effect(p, r, e, draw(w_.key, at).uniform(2), Helps::no_one);
  }
}

/// The needs that a contact works on, one after the other; who has one has no choice to make.
template <PolicySet P>
template <class LuckOf>
auto Simulation<P>::focus(PersonId p, std::uint32_t needs, int most, LuckOf&& luck_of) const -> Few<NeedId, max_needs> {
  std::array<double, max_needs> weight;
  std::array<NeedId, max_needs> need;
  std::size_t n = 0;
  for_each_bit(needs & unmet_needs(p), [&](std::size_t k) {
    weight[n] = static_cast<double>(hot(p).level(NeedId{k}) - rules_of(p).goals[k]);
    need[n++] = NeedId{k};
  });
  Few<NeedId, max_needs> chosen;
  const auto wanted = std::min<std::size_t>(static_cast<std::size_t>(most), n);
  for (std::size_t j = 0; j < wanted; ++j) {
    const std::size_t i = n == 1 ? 0 : choose(std::span<const double>(weight.data(), n), luck_of(j).uniform(1));
    chosen.add(need[i]);
    weight[i] = 0;
  }
  return chosen;
}

/// A missed contact costs and counts; it does not touch trust (rule S7).
template <PolicySet P>
void Simulation<P>::contact_missed(ReferralId r) {
  const PersonId p = w_.referrals[r].person;
  const ServiceId at = w_.referrals[r].service;
  count(p, Count::missed_contacts);
  post(r, InteractionKind::missed_contact, service(p, at).contacts->missed_cost);
  Referral& ref = w_.referrals[r];
  ++ref.missed;
  ++ref.missed_run;
  const CloseRules& closes = close_rules(p, at);
  if (closes.missed_run && ref.missed_run >= *closes.missed_run) return close(r, Closure::missed_run);
  if (closes.missed_total && ref.missed >= *closes.missed_total) close(r, Closure::missed_total);
}

/// Strands at their goal are met if both let go (rule S7). True if that leaves the episode nothing to do.
template <PolicySet P>
bool Simulation<P>::end_met_strands(ReferralId r, std::uint32_t n) {
  const PersonId p = w_.referrals[r].person;
  const ServiceId at = w_.referrals[r].service;
  const Carried all = carried(r, Also::led);
  const auto is_met = [&](StrandId id) { return !w_.strands[id].need.is_none() && !is_unmet(p, w_.strands[id].need); };
  const auto met = static_cast<std::size_t>(std::count_if(all.begin(), all.end(), is_met));
  if (met == 0) return false;
  if (chance(p, Purpose::let_go, service(p, at).key, n).uniform(0) >= close_rules(p, at).goal_met) return false;
  if (met == all.size()) return true;   // the closing ends them, and may pass them on (rule H1)
  for (const StrandId id : all)
    if (w_.strands[id].at == r && is_met(id)) let_go(r, id);
  return false;
}

/// A met strand leaves an episode that goes on: it ends, or is passed on by `met` or `always` (rule H1).
template <PolicySet P>
void Simulation<P>::let_go(ReferralId r, StrandId s) {
  post_slot_days(r, w_.now);   // costs are shared by fewer from now on (rule R4)
  pass_on(w_.referrals[r].person, w_.referrals[r].service, r, std::span(&s, 1), {PassOn::met | PassOn::always, -1}, From::episode, EndReason::met);
}

/// The next contact: later, where workers have no time for it sooner (rule K4).
template <PolicySet P>
void Simulation<P>::book_contact(ReferralId r, double u, std::uint32_t n) {
  const PersonId p = w_.referrals[r].person;
  Duration interval = contact_interval(r, u, n, w_.now);
  if (!service(p, w_.referrals[r].service).contacts->asks.empty()) interval = stretched(r, highest_carried(r), interval);
  w_.referrals[r].contact_event = book(w_.now + interval, p, Rank::contact, Act::contact, r.value);
}

template <PolicySet P>
Level Simulation<P>::highest_carried(ReferralId r) const {
  const PersonId p = w_.referrals[r].person;
  Level highest = 0;
  for (const StrandId id : carried(r, Also::led))
    if (const NeedId k = w_.strands[id].need; !k.is_none()) highest = std::max(highest, hot(p).level(k));
  return highest;
}

/// From one contact to the next: by the highest level carried, thinning out with time if so set (rule S6).
template <PolicySet P>
Duration Simulation<P>::contact_interval(ReferralId r, double u, std::uint32_t n, Time since) const {
  const Referral& ref = w_.referrals[r];
  const PersonId p = ref.person;
  const Service& s = service(p, ref.service);
  const auto& every = s.contacts->every;
  const DurationRule& rule = every.size() == 1 ? every.front() : every[highest_carried(r)];
  const View who = view(p, ref.service, r);
  Duration interval = drawn(rule, who, u, address(p, Purpose::contact, s.key, n));
  if (s.contacts->halves_after) {
    const double halvings = static_cast<double>((since - ref.started_at).ticks) / static_cast<double>(s.contacts->halves_after->ticks);
    interval = rounded(static_cast<double>(interval.ticks) * power_of(2.0, halvings));
  }
  interval.ticks = std::max<std::int64_t>(interval.ticks, 1);
  return interval;
}

/// The service's own reasons to close, or those of the list's length (rule W4).
template <PolicySet P>
const CloseRules& Simulation<P>::close_rules(PersonId p, ServiceId at) const {
  const Service& s = service(p, at);
  const CloseRules* rules = &s.closes;
  for (const WhenList& step : s.when_list)
    if (step.closes && w_.services[at.index()].waiting >= step.at) rules = &*step.closes;
  return *rules;
}

}  // namespace casepath
