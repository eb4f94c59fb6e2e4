// An episode closes: effects at the end, the slot freed, strands met or passed on or ended, what the closing costs in
// trust, the cliff edge, and the next in line admitted (design 2.3; rules S1, S7, S10, S11, H1, H3, O12, T2).
#pragma once

#include "casepath/model/simulation.hpp"

namespace casepath {

/// Did the episode run its course (effects at the `end`) or was it cut short?
[[nodiscard]] constexpr bool is_completed(Closure c) noexcept {
  return c == Closure::completed || c == Closure::goal_met || c == Closure::contact_limit || c == Closure::time_limit;
}

template <PolicySet P>
void Simulation<P>::close(ReferralId r, Closure reason) {
  if (is_kept(r, reason)) return block(r, reason);
  const PersonId p = w_.referrals[r].person;
  const ServiceId at = w_.referrals[r].service;
  const Service& s = service(p, at);
  const bool was_blocked = w_.referrals[r].blocked;   // then its work is over and its strands are on their way (rule S9)
  const bool worked = w_.referrals[r].state == ReferralState::open && !was_blocked;
  tally(p, at, [&](ServiceTally& t) { ++t.closed[static_cast<std::size_t>(reason)]; });
  note(p, Happening::closed, at, static_cast<std::uint8_t>(reason), {}, 0, w_.referrals[r].request);
  post_slot_days(r, w_.now);
  if (worked) apply_effects(p, r, is_completed(reason) ? s.effects.end : s.effects.cut_short, 2);
  if (reason == Closure::not_eligible) count_not_eligible(r);
  const Blocked kept = was_blocked ? *blocked_row(r) : Blocked{};
  release_slot(r);
  const Carried strands = carried(r);   // what a bed met while it lasted is unmet again (rule S1)
  const bool met = !strands.empty() && std::all_of(strands.begin(), strands.end(), [&](StrandId id) {
    return !w_.strands[id].need.is_none() && !is_unmet(p, w_.strands[id].need);
  });
  remember(r, was_blocked ? kept.met : met);
  end_carried(r, reason);
  if (kept.cliff != 0) set_cliffs(r, kept.cliff);
  remove_referral(r);
  admit_all(at);
}

/// Found not eligible at the assessment: a rejection like one at triage, only later (rules E5, N6, H2).
template <PolicySet P>
void Simulation<P>::count_not_eligible(ReferralId r) {
  const PersonId p = w_.referrals[r].person;
  const ServiceId at = w_.referrals[r].service;
  count(p, Count::rejections);
  tally(p, at, [](ServiceTally& t) { ++t.rejected[static_cast<std::size_t>(Refusal::not_eligible)]; });
  acquaintance(p, at).refused_at = w_.now;
  for (const StrandId id : carried(r)) {
    spurn(id, at);
    w_.strands[id].last_refusal = Refusal::not_eligible;
  }
}

template <PolicySet P>
void Simulation<P>::release_slot(ReferralId r) {
  Referral& ref = w_.referrals[r];
  const PersonId p = ref.person;
  touch(ref.service);
  set_pace(r, no_pace);
  if (ref.blocked) {
    w_.services[ref.service.index()].blocked.erase(blocked_row(r));
    --w_.blocked;
    ref.blocked = false;
  }
  w_.services[ref.service.index()].caseload.release(ref.worker, r);
  ++w_.services[ref.service.index()].flow.closed;
  std::erase_if(w_.services[ref.service.index()].seats, [r](const Seat& seat) { return seat.referral == r; });
  stop_leading(r);
  with_clocks(p, service(p, ref.service).moves, [&] {
    w_.referrals[r].holds_slot = false;
    w_.referrals[r].state = ReferralState::closed;
    w_.referrals[r].contact_event = w_.referrals[r].end_event = w_.referrals[r].ready_event = 0;
    if (cold(p).lead == r) next_lead(p);
  });
  if (!service(p, ref.service).while_open.empty())
    with_clocks(p, service(p, ref.service).moves, [&] { recount_levels(p); });   // its factors go first (rule N1)
  if (!service(p, ref.service).away) return;
  cold(p).away = false;
  for (ReferralId id = hot(p).first_referral; !id.is_none(); id = w_.referrals[id].next_of_person)
    if (w_.referrals[id].holds_slot && service(p, w_.referrals[id].service).away) cold(p).away = true;
}

/// One lead at a time, the first to have begun (rule S10).
template <PolicySet P>
void Simulation<P>::next_lead(PersonId p) {
  ReferralId first;
  for (ReferralId id = hot(p).first_referral; !id.is_none(); id = w_.referrals[id].next_of_person) {
    const Referral& at = w_.referrals[id];
    if (at.state != ReferralState::open || !service(p, at.service).lead) continue;
    if (first.is_none() || at.started_at < w_.referrals[first].started_at) first = id;
  }
  cold(p).lead = first;
}

/// Strands that the episode had sent on stay where they are, and have no lead any more (rule H3).
template <PolicySet P>
void Simulation<P>::stop_leading(ReferralId r) {
  for (StrandId s = hot(w_.referrals[r].person).first_strand; !s.is_none(); s = w_.strands[s].next_of_person)
    if (w_.strands[s].lead == r) w_.strands[s].lead = ReferralId::none();
}

template <PolicySet P>
void Simulation<P>::remember(ReferralId r, bool met) {
  const Referral& ref = w_.referrals[r];
  Acquaintance& a = acquaintance(ref.person, ref.service);
  a.closed_at = w_.now;
  a.closed_met = met;
  a.last_relationship = ref.relationship;
  if (met) tally(ref.person, ref.service, [](ServiceTally& t) { ++t.met_before; });
}

/// What becomes of each strand: met ones end, and may still be passed on by `met` or `always`; unmet ones go back to the
/// lead, or are passed on, or end. Those that choose alike travel together (rule H2). An unmet closing costs trust unless it
/// is a hand-off that arrives (rules S7, H1, H3).
template <PolicySet P>
void Simulation<P>::end_carried(ReferralId r, Closure reason) {
  const PersonId p = w_.referrals[r].person;
  const ServiceId at = w_.referrals[r].service;
  const std::uint8_t events = reason == Closure::not_eligible ? bit(PassOn::rejected) : PassOn::unmet | PassOn::always;
  const EndReason otherwise = reason == Closure::not_eligible ? EndReason::refused
                              : reason == Closure::withdrew   ? EndReason::withdrew
                                                              : EndReason::unmet_after_help;
  const Carried strands = carried(r);
  std::uint32_t needs = 0;
  for (const StrandId id : strands) {
    w_.strands[id].place = StrandPlace::triage;   // in hand while it is decided where it goes
    if (const NeedId k = w_.strands[id].need; !k.is_none()) needs |= 1u << k.value;
  }
  const bool blocks = w_.referrals[r].blocked;
  const std::uint32_t unmet = needs & (blocks ? unmet_without(r) : unmet_needs(p));
  ChosenFew chosen;
  for (const StrandId id : strands) {
    const NeedId k = w_.strands[id].need;
    if (!k.is_none() && (unmet >> k.value & 1u) == 0) choose_way(id, at, {PassOn::met | PassOn::always, -1}, EndReason::met, chosen);
    else choose_way(id, at, {events, -1}, otherwise, chosen);
  }
  for (const Chosen& c : chosen)
    if (const NeedId k = w_.strands[c.strand].need; !k.is_none() && rules_of(p).links[c.link].spares_cliff_edge) needs &= ~(1u << k.value);
  if (blocks) wait_for(r, chosen, {r, static_cast<std::uint16_t>(needs), needs != 0 && unmet == 0});
  else set_cliffs(r, needs);
  const bool arrives = send_chosen(p, at, r, chosen, From::episode);
  if (unmet != 0 && !arrives && w_.referrals[r].mode != Mode::compulsory) lives(p, Experience::closed_unmet);
}

/// Worsening is multiplied for some time after a closing, unless a link spares it (rule S11); a new one replaces the old.
template <PolicySet P>
void Simulation<P>::set_cliffs(ReferralId r, std::uint32_t needs) {
  const PersonId p = w_.referrals[r].person;
  const auto& edge = service(p, w_.referrals[r].service).cliff_edge;
  if (!edge) return;
  with_clocks(p, worsen_clocks(), [&] {
    for_each_bit(needs, [&](std::size_t i) {
      const NeedId k{i};
      drop_cliffs(p, [&](const Cliff& c) { return c.need == k; });
      cold(p).first_cliff = w_.cliffs.make(edge->worsens, w_.now + edge->lasts, k, cold(p).first_cliff).value;
    });
  });
  if (!cold(p).visitor) schedule(p);   // its end is looked at even if no rate moves yet
}

template <PolicySet P>
template <class Which>
void Simulation<P>::drop_cliffs(PersonId p, Which&& which) {
  for (std::uint32_t* link = &cold(p).first_cliff; *link != no_row;) {
    const RowId row{*link};
    if (!which(w_.cliffs[row])) {
      link = &w_.cliffs[row].next;
      continue;
    }
    *link = w_.cliffs[row].next;
    w_.cliffs.release(row);
  }
}

template <PolicySet P>
void Simulation<P>::on_cliff_end(PersonId p) {
  with_clocks(p, worsen_clocks(), [&] { drop_cliffs(p, [this](const Cliff& c) { return c.until <= w_.now; }); });
}

/// An episode whose last strand ended elsewhere has nothing left to carry; one that was blocked leaves by an event of this
/// instant, since what ended the strand is not over (rule S9).
template <PolicySet P>
void Simulation<P>::close_if_empty(ReferralId r) {
  Referral& ref = w_.referrals[r];
  if (ref.blocked) {
    if (!is_awaited(r)) ref.end_event = book(w_.now, ref.person, Rank::ending, Act::ending, r.value);
  } else if (w_.referrals[r].state == ReferralState::open && carried(r, Also::led).empty()) close(r, Closure::handed_off);
}

}  // namespace casepath
