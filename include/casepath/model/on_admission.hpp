// Admission: a slot is taken and the episode begins: assessment, effects at the start, a stay or contacts, and strands
// passed on while it stays open (design 2.3; rules E5, R6, S1, S7, S10, H3, K3, M2, M3).
#pragma once

#include "casepath/model/simulation.hpp"

namespace casepath {

template <PolicySet P>
void Simulation<P>::admit(ReferralId r) {
  take_slot(r);
  settle_in(r);
}

template <PolicySet P>
void Simulation<P>::take_slot(ReferralId r) {
  const ServiceId at = w_.referrals[r].service;
  touch(at);
  meet_worker(r);
  Referral& ref = w_.referrals[r];
  ref.started_at = ref.cost_from = w_.now;
  ref.state = ReferralState::assessing;
  w_.services[at.index()].caseload.take(ref.worker, r);
  ref.holds_slot = true;
}

/// All that follows from it. Who held a bed elsewhere until now leaves it first (rule S9).
template <PolicySet P>
void Simulation<P>::settle_in(ReferralId r) {
  const PersonId p = w_.referrals[r].person;
  const ServiceId at = w_.referrals[r].service;
  const Service& s = service(p, at);
  for (const StrandId id : carried(r)) {
    w_.strands[id].place = StrandPlace::episode;
    w_.strands[id].had_episode = true;
    w_.strands[id].tried_open = false;
  }
  if (w_.blocked > 0) move_out(r);
  if (s.away) cold(p).away = true;
  const Referral& ref = w_.referrals[r];
  tally(p, at, [](ServiceTally& t) { ++t.admitted; });
  ++w_.services[at.index()].flow.admitted;
  count_wait(r, (w_.now - ref.accepted_at).ticks);
  note(p, Happening::admitted, at, 0, {}, 0, ref.request);
  charge_start(r);
  if (s.trust_started > 0) {
    settle_trust(p);
    hot(p).trust = fallen(hot(p).trust, s.trust_started);
  }
  if (s.assesses && !s.assesses_before_wait) return start_assessment(r);
  begin_work(r);
}

/// The relationship begins with what the hand-off kept, or with what there was if it is the same worker again (rule K3).
template <PolicySet P>
void Simulation<P>::meet_worker(ReferralId r) {
  Referral& ref = w_.referrals[r];
  Acquaintance& met = acquaintance(ref.person, ref.service);
  const Caseload& caseload = w_.services[ref.service.index()].caseload;
  ref.episode = ++met.episodes;
  ref.worker = caseload.choose_worker(met.last_worker, met.last_holder);
  const bool same = ref.worker == no_worker ? met.episodes > 1
                                            : ref.worker == met.last_worker && caseload.worker(ref.worker).holder == met.last_holder;
  if (same) ref.relationship = std::max(ref.relationship, met.last_relationship);
  met.last_worker = ref.worker;
  if (ref.worker != no_worker) met.last_holder = caseload.worker(ref.worker).holder;
}

/// Costs at the start, some of them for a drawn share of episodes only (rules M2, M3).
template <PolicySet P>
void Simulation<P>::charge_start(ReferralId r) {
  const PersonId p = w_.referrals[r].person;
  const Service& s = service(p, w_.referrals[r].service);
  const std::uint16_t n = w_.referrals[r].episode;
  if (is_one_of_share(r, 0, s.costs.start, s.costs.start_share)) post(r, InteractionKind::start, s.costs.start);
  w_.referrals[r].has_slot_cost = is_one_of_share(r, 1, s.costs.slot_day, s.costs.slot_day_share);
  for (const ExtraCost& extra : s.costs.extras)
    if (extra.on_start && chance(p, Purpose::stay, mix32(s.key, extra.key), n).uniform(3) < extra.chance)
      post(r, InteractionKind::extra, extra.cost);
}

/// Is the episode one of the drawn share that has a cost?
template <PolicySet P>
bool Simulation<P>::is_one_of_share(ReferralId r, int word, Money cost, double share) const {
  if (cost.minor == 0 || share >= 1) return cost.minor != 0;
  const Referral& ref = w_.referrals[r];
  return draw(w_.key, address(ref.person, Purpose::stay, service(ref.person, ref.service).key, ref.episode), 1).uniform(word) < share;
}

/// An assessment costs, may take time, and is a retelling; one that still stands is skipped (rules E5, H7, N6).
template <PolicySet P>
void Simulation<P>::start_assessment(ReferralId r) {
  const PersonId p = w_.referrals[r].person;
  const ServiceId at = w_.referrals[r].service;
  const Service& s = service(p, at);
  const Time assessed = acquaintance(p, at).assessed_at;
  if (s.assessment_stands && assessed >= Time{} && w_.now - assessed < *s.assessment_stands)
    return w_.referrals[r].holds_slot ? begin_work(r) : join_list(r);
  tally(p, at, [](ServiceTally& t) { ++t.assessments; });
  post(r, InteractionKind::assessment, s.assessment_cost);
  retell(r);
  acquaintance(p, at).assessed_at = w_.now;
  if (!w_.referrals[r].holds_slot) w_.referrals[r].state = ReferralState::assessing_first;
  if (s.assessment_takes.is_zero()) return on_assessed(r);
  const Address luck = address(p, Purpose::delay, s.key, w_.referrals[r].visit);
  const Duration takes = drawn(s.assessment_takes, view(p, at), draw(w_.key, luck).uniform(2), luck);
  w_.referrals[r].ready_event = book(w_.now + takes, p, Rank::joining, Act::assessed, r.value);
}

/// The same rules with a new look; who fails them is closed as not eligible (rule E5).
template <PolicySet P>
void Simulation<P>::on_assessed(ReferralId r) {
  const PersonId p = w_.referrals[r].person;
  const Service& s = service(p, w_.referrals[r].service);
  w_.referrals[r].ready_event = 0;
  const Observed seen = observe(p, r);
  w_.referrals[r].disclosed = static_cast<std::uint16_t>(w_.referrals[r].disclosed | seen.unmet);
  const bool eligible = s.takes_everyone || ask_rules(p, s, s.asks, s.needs_more_than, seen).refusal == Refusal::none;
  if (w_.referrals[r].holds_slot) return eligible ? begin_work(r) : close(r, Closure::not_eligible);
  if (!eligible) return reject(r, {Refusal::not_eligible, -1});
  if (!s.is_open_at(w_.now)) return reject(r, {Refusal::ended, -1});
  if (join_known(r, carried(r))) return;   // another referral came through its assessment meanwhile (rule R4)
  w_.referrals[r].accepted_at = w_.now;   // the wait begins after an assessment that comes before it
  join_list(r);
}

/// The episode proper: what it does at once, what it adds, whom it brings in, and how long it may last.
template <PolicySet P>
void Simulation<P>::begin_work(ReferralId r) {
  const PersonId p = w_.referrals[r].person;
  const ServiceId at = w_.referrals[r].service;
  const Service& s = service(p, at);
  if (s.whole_person) add_whole_person_strands(r);   // first, so that what the start does is done for them too
  with_clocks(p, s.moves, [&] {
    w_.referrals[r].state = ReferralState::open;
    if (s.lead && cold(p).lead.is_none()) cold(p).lead = r;
  });
  if (!rules().contracts.empty()) claim_milestones(r);
  credit_counts_as(r);
  if (!s.while_open.empty()) with_clocks(p, s.moves, [&] { recount_levels(p); });   // its factors come first (rule N1)
  apply_effects(p, r, s.effects.start, 1);
  if (w_.referrals[r].state != ReferralState::open) return;
  const Carried strands = carried(r);
  if (s.stay)
    for (const StrandId id : strands)
      if (const NeedId k = w_.strands[id].need; !k.is_none() && s.may_help(k)) helped(id);
  begin_stay_or_contacts(r);
  pass_while_open(r, strands);
}

/// A bed meets the need while it lasts: its start is a made fall (rule S1).
template <PolicySet P>
void Simulation<P>::credit_counts_as(ReferralId r) {
  const PersonId p = w_.referrals[r].person;
  for (const HeldFactor& f : service(p, w_.referrals[r].service).while_open)
    for (const StrandId id : carried(r))
      if (f.counts_as && w_.strands[id].need == f.need && hot(p).level(f.need) > *f.counts_as) {
        cut_due(id, w_.now);
        w_.attribution.credit(w_.pieces[w_.strands[id].piece], w_.referrals[r].number, w_.now);
      }
}

template <PolicySet P>
void Simulation<P>::begin_stay_or_contacts(ReferralId r) {
  const PersonId p = w_.referrals[r].person;
  const ServiceId at = w_.referrals[r].service;
  const Service& s = service(p, at);
  const View who = view(p, at, r);
  const CloseRules& closes = close_rules(p, at);
  const Address luck = address(p, Purpose::stay, s.key, w_.referrals[r].episode);
  Time stay = never(), limit = never();
  if (s.stay) stay = w_.now + drawn(*s.stay, who, draw(w_.key, luck).uniform(0), luck);
  if (closes.after) limit = w_.referrals[r].started_at + drawn(*closes.after, who, draw(w_.key, luck, 2).uniform(0), luck);
  book_end(r, stay, limit);
  if (s.contacts) w_.referrals[r].contact_event = book(w_.now, p, Rank::contact, Act::contact, r.value);
}

/// Books the end: of a stay, by a limit of time, or by a withdrawal, whichever comes first.
template <PolicySet P>
void Simulation<P>::book_end(ReferralId r, Time stay, Time limit) {
  const PersonId p = w_.referrals[r].person;
  const ServiceId at = w_.referrals[r].service;
  const Service& s = service(p, at);
  const CloseRules& closes = close_rules(p, at);
  Closure as = limit < stay ? Closure::time_limit : Closure::completed;
  Time end = std::min(stay, std::max(limit, w_.now));
  if (closes.withdraw_rate > 0) {
    const double rate = closes.withdraw_rate * product_of(closes.withdraw_factors, view(p, at, r));
    const Time withdraws = w_.now + rounded(chance(p, Purpose::withdraw, s.key, w_.referrals[r].episode).exponential(0) / rate);
    if (withdraws < end) as = Closure::withdrew;
    end = std::min(end, withdraws);
  }
  if (!s.stay && !s.contacts) end = w_.now;   // a service that neither works nor keeps lets go at once
  w_.referrals[r].ends_as = as;
  if (end < never()) sit(r, end);
}

/// A whole-person service takes up unmet, disclosed needs in its scope that it does not carry and nobody seeks (rules R6, R1).
template <PolicySet P>
void Simulation<P>::add_whole_person_strands(ReferralId r) {
  const PersonId p = w_.referrals[r].person;
  const Service& s = service(p, w_.referrals[r].service);
  const std::uint32_t others = observe(p, r).unmet & ~needs_carried(r, Also::led);   // not what is misread as met (rule E3)
  for (std::size_t i = 0; i < rules().needs.size(); ++i) {
    const NeedId k{i};
    if ((others >> i & 1u) == 0 || !s.works_on(k) || !is_unmet(p, k) || has_sought(p, k) || borrows(p, k)) continue;
    post_slot_days(r, w_.now);   // costs are shared from now on (rule R4)
    const StrandId id = open_strand(p, w_.referrals[r].request, k, true);
    put(id, r, StrandPlace::episode);
    w_.strands[id].had_episode = true;
  }
}

}  // namespace casepath
