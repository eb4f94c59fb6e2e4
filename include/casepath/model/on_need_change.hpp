// A need's level changes: by its own course, by an effect of an interaction, or because an episode that meets it while it
// lasts begins or ends (rules N5, R5, S1, S2, O2). Everything that watches levels hangs here.
#pragma once

#include "casepath/model/simulation.hpp"

namespace casepath {

/// Sets the level beneath; the level that counts follows, capped by what open episodes give (rule S1).
template <PolicySet P>
void Simulation<P>::set_beneath(PersonId p, NeedId k, Level level) {
  with_clocks(p, rules_of(p).moved_by_level[k.index()], [&] {
    hot(p).set_levels(k, level, hot(p).level(k));
    if (level > 0) cold(p).ever = static_cast<std::uint16_t>(cold(p).ever | 1u << k.value);
    recount_levels(p);
  });
}

/// The level that each need counts as at most, by the open episodes but `but` (rule S1).
template <PolicySet P>
std::array<Level, max_needs> Simulation<P>::caps(PersonId p, ReferralId but) const {
  std::array<Level, max_needs> cap;
  cap.fill(max_levels);
  for (ReferralId id = hot(p).first_referral; !id.is_none(); id = w_.referrals[id].next_of_person) {
    if (w_.referrals[id].state != ReferralState::open || id == but) continue;
    for (const HeldFactor& f : service(p, w_.referrals[id].service).while_open)
      if (f.counts_as) cap[f.need.index()] = std::min(cap[f.need.index()], *f.counts_as);
  }
  return cap;
}

/// Works out every level that counts afresh from the levels beneath and the open episodes' `counts_as`.
template <PolicySet P>
void Simulation<P>::recount_levels(PersonId p) {
  const Rules& r = rules_of(p);
  const std::array<Level, max_needs> cap = caps(p, ReferralId::none());
  for (std::size_t i = 0; i < r.needs.size(); ++i) {
    const NeedId k{i};
    const Level beneath = hot(p).beneath(k), counts = std::min(beneath, cap[i]);
    if (counts != hot(p).level(k)) show_level(p, k, beneath, counts);
  }
}

template <PolicySet P>
void Simulation<P>::show_level(PersonId p, NeedId k, Level beneath, Level counts) {
  const Level before = hot(p).level(k), goal = rules_of(p).needs[k.index()].goal;
  const Time crossed = w_.people.past(p, k).crossed_at;
  for (StrandId s = hot(p).first_strand; !s.is_none(); s = w_.strands[s].next_of_person)
    if (w_.strands[s].need == k) cut_due(s, w_.now);   // review pieces end before what they did not see (rule O7)
  hot(p).set_levels(k, beneath, counts);
  if (!w_.claims.empty()) w_.claims.level_changed(p, k, counts, w_.now, cold(p).stratum);
  if (!cold(p).visitor) {
    w_.levels.change(w_.now, cold(p).stratum, k, before, -1);
    w_.levels.change(w_.now, cold(p).stratum, k, counts, +1);
  }
  note(p, Happening::need_changed, {}, before, k, counts);
  tell_party(p, k);
  if ((before > goal) == (counts > goal)) return;
  w_.people.past_of(p, k).crossed_at = w_.now;
  if (counts > goal) on_goal_left(p, k, crossed);
  else on_goal_reached(p, k);
}

/// In transit, at triage or on a list, there is nothing left to ask for (rule R5); a strand that an open episode had sent on
/// goes back to it. In an episode it is seen at the next contact.
template <PolicySet P>
void Simulation<P>::on_goal_reached(PersonId p, NeedId k) {
  const auto still_asks = [&] {
    for (StrandId s = hot(p).first_strand; !s.is_none(); s = w_.strands[s].next_of_person)
      if (w_.strands[s].need == k && w_.strands[s].place != StrandPlace::episode) return s;
    return StrandId::none();
  };
  for (StrandId s = still_asks(); !s.is_none(); s = still_asks()) {
    if (!is_led(s)) end_strand(s, EndReason::recovered);
    else come_back(s);
  }
}

/// What was reached is judged now that it is over, and dated back (rule O4).
template <PolicySet P>
void Simulation<P>::on_goal_left(PersonId p, NeedId k, Time reached) {
  for (PieceId id = w_.people.past(p, k).first_piece; !id.is_none(); id = w_.pieces[id].next_of_need)
    Attribution::left_goal(w_.pieces[id], reached, w_.now, rules().outcome);
  conclude_pieces(p, k, Knowing::so_far);
}

/// When the need came to its goal, or never() if it is above it.
template <PolicySet P>
Time Simulation<P>::at_goal_since(PersonId p, NeedId k) const noexcept {
  return is_unmet(p, k) ? never() : w_.people.past(p, k).crossed_at;
}

/// One effect on one need: lowers by a level, lowers to goal, or raises (rule S2). Help reaches only needs that the
/// episode carries, above goal, and is a made fall (rule O2); harm may hit any.
template <PolicySet P>
void Simulation<P>::apply_effect(PersonId p, ReferralId r, const Effect& effect, double u, Helps helps) {
  const NeedId k = effect.need;
  const Rules& rules = rules_of(p);
  const ServiceId at = w_.referrals[r].service;
  const EffectCell& cell = effect.by_level[hot(p).level(k)];
  const View who = view(p, at, r);
  if (!cell.chance.happens(u, who)) return;
  if (cell.raises > 0) {
    const PersonId harmed = lives_on(p, k);
    const Level raised = std::min<Level>(rules.top(), static_cast<Level>(hot(harmed).beneath(k) + cell.raises));
    if (raised == hot(harmed).beneath(k)) return;
    tally(p, at, [](ServiceTally& t) { ++t.harms; });
    note(p, Happening::effect, at, 1, k, raised, w_.referrals[r].request);
    return set_beneath(harmed, k, raised);
  }
  if (helps == Helps::no_one || !is_unmet(p, k)) return;
  const Level goal = rules.needs[k.index()].goal;
  const Level lowered = cell.to_goal ? goal : static_cast<Level>(hot(p).beneath(k) - 1);
  note(p, Happening::effect, at, 0, k, lowered, w_.referrals[r].request);
  for (StrandId s = hot(p).first_strand; !s.is_none(); s = w_.strands[s].next_of_person)
    if (w_.strands[s].need == k && (w_.strands[s].at == r || w_.strands[s].lead == r)) {
      cut_due(s, w_.now);
      w_.attribution.credit(w_.pieces[w_.strands[s].piece], w_.referrals[r].number, w_.now);
    }
  set_beneath(p, k, lowered);
}

/// All effects of one time; each need has its own luck, at word `word` (rules 5: STAY).
template <PolicySet P>
void Simulation<P>::apply_effects(PersonId p, ReferralId r, const std::vector<Effect>& effects, int word) {
  for (const Effect& effect : effects) {
    const Carried strands = carried(r, Also::led);
    const bool carries = std::any_of(strands.begin(), strands.end(), [&](StrandId id) { return w_.strands[id].need == effect.need; });
    const std::uint32_t detail = mix32(service(p, w_.referrals[r].service).key, rules().needs[effect.need.index()].key);
    const Block luck = chance(p, Purpose::stay, detail, w_.referrals[r].episode);
    apply_effect(p, r, effect, luck.uniform(word), carries ? Helps::carried_only : Helps::no_one);
  }
}

}  // namespace casepath
