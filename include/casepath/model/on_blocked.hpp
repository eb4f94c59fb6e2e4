// A closing that is blocked (rule S9): the work is over and its strands are passed on, but the slot is kept until all of them
// have been admitted elsewhere or have ended. The bed leads them meanwhile (Strand::lead), which bears its cost (rule H3).
#pragma once

#include "casepath/model/on_closure.hpp"
#include "casepath/model/simulation.hpp"

namespace casepath {

/// Is this an end at which a place is kept? Who is cut short goes at once.
template <PolicySet P>
bool Simulation<P>::is_kept(ReferralId r, Closure reason) const {
  const Referral& ref = w_.referrals[r];
  return service(ref.person, ref.service).blocks && is_completed(reason) && ref.state == ReferralState::open && !ref.blocked;
}

/// The work is done and the strands are passed on; with nobody to wait for the episode closes at once.
template <PolicySet P>
void Simulation<P>::block(ReferralId r, Closure reason) {
  const PersonId p = w_.referrals[r].person;
  const ServiceId at = w_.referrals[r].service;
  post_slot_days(r, w_.now);   // what it costs from now on is process
  apply_effects(p, r, service(p, at).effects.end, 2);
  touch(at);
  set_pace(r, no_pace);
  Referral& ref = w_.referrals[r];
  ref.ends_as = reason;
  ref.contact_event = ref.end_event = 0;
  ref.blocked = true;
  w_.services[at.index()].blocked.push_back({r});
  ++w_.blocked;
  for (StrandId s = hot(p).first_strand; !s.is_none(); s = w_.strands[s].next_of_person)
    if (w_.strands[s].lead == r && w_.strands[s].place == StrandPlace::episode) w_.strands[s].lead = ReferralId::none();
  end_carried(r, reason);
  if (!is_awaited(r)) close(r, reason);
  else find_deadlock(at);   // where it waits on lists since it was sent on while staying (rule H3)
}

/// What it sends on now it waits for; a strand that has a lead already is that one's (rule H3).
template <PolicySet P>
void Simulation<P>::wait_for(ReferralId r, const ChosenFew& chosen, const Blocked& ended) {
  *blocked_row(r) = ended;
  for (const Chosen& c : chosen)
    if (w_.strands[c.strand].lead.is_none()) w_.strands[c.strand].lead = r;
}

/// Needs of the person that are unmet once this bed is gone (rule S1).
template <PolicySet P>
std::uint32_t Simulation<P>::unmet_without(ReferralId r) const {
  const PersonId p = w_.referrals[r].person;
  const std::array<Level, max_needs> cap = caps(p, r);
  std::uint32_t unmet = 0;
  for (std::size_t i = 0; i < rules().needs.size(); ++i)
    if (std::min(hot(p).beneath(NeedId{i}), cap[i]) > rules_of(p).goals[i]) unmet |= 1u << i;
  return unmet;
}

/// Does it wait for a strand?
template <PolicySet P>
bool Simulation<P>::is_awaited(ReferralId r) const {
  for (StrandId s = hot(w_.referrals[r].person).first_strand; !s.is_none(); s = w_.strands[s].next_of_person)
    if (w_.strands[s].lead == r) return true;
  return false;
}

/// Does an open episode lead this strand, so that it comes back there? A blocked one does not (rules H3, S9).
template <PolicySet P>
bool Simulation<P>::is_led(StrandId s) const {
  const ReferralId lead = w_.strands[s].lead;
  return !lead.is_none() && !w_.referrals[lead].blocked;
}

/// The row of an episode that is blocked.
template <PolicySet P>
auto Simulation<P>::blocked_row(ReferralId r) -> std::vector<Blocked>::iterator {
  std::vector<Blocked>& all = w_.services[w_.referrals[r].service.index()].blocked;
  return std::find_if(all.begin(), all.end(), [r](const Blocked& b) { return b.episode == r; });
}

/// Those admitted here leave the beds that they were blocked in, and who waits for those comes in: the chain upstream first.
template <PolicySet P>
void Simulation<P>::move_out(ReferralId onward) {
  constexpr int deepest = 100;   // a ring of many beds may empty in one instant: the rest of it by events of that instant
  for (const StrandId id : carried(onward)) {
    const ReferralId from = w_.strands[id].lead;
    if (from.is_none() || !w_.referrals[from].blocked) continue;
    post_slot_days(from, w_.now);
    w_.strands[id].lead = ReferralId::none();
    if (moving_out_ >= deepest) {
      close_if_empty(from);
      continue;
    }
    if (is_awaited(from)) continue;
    ++moving_out_;
    close(from, w_.referrals[from].ends_as);
    --moving_out_;
  }
}

/// Is every slot held by somebody who is blocked?
template <PolicySet P>
bool Simulation<P>::is_all_blocked(ServiceId s) const {
  const ServiceState& state = w_.services[s.index()];
  return !state.blocked.empty() && !state.caseload.can_take_on() && static_cast<int>(state.blocked.size()) == state.caseload.open();
}

/// The list, of a service in `stuck`, on which a blocked episode waits; none where it waits on no such list, or with `only`
/// where it waits for anything else as well.
template <PolicySet P>
ReferralId Simulation<P>::waits_on(ReferralId blocked, const std::vector<bool>& stuck, Only only) const {
  ReferralId found;
  for (StrandId s = hot(w_.referrals[blocked].person).first_strand; !s.is_none(); s = w_.strands[s].next_of_person) {
    const Strand& strand = w_.strands[s];
    if (strand.lead != blocked) continue;
    const bool is_stuck = strand.place == StrandPlace::list && stuck[w_.referrals[strand.at].service.index()];
    if (only == Only::one && (!is_stuck || (!found.is_none() && found != strand.at))) return ReferralId::none();
    if (is_stuck && found.is_none()) found = strand.at;
  }
  return found;
}

/// Services in which nothing can move: every slot is blocked by somebody who waits for one of them. @param s the place whose
/// list or slots have just changed
template <PolicySet P>
void Simulation<P>::find_deadlock(ServiceId s) {
  if (!is_all_blocked(s)) return;
  std::vector<bool> stuck(w_.services.size());
  for (std::size_t i = 0; i < stuck.size(); ++i) stuck[i] = is_all_blocked(ServiceId{i});
  for (bool again = true; again;) {
    again = false;
    for (std::size_t i = 0; i < stuck.size(); ++i) {
      const std::vector<Blocked>& here = w_.services[i].blocked;
      const auto can_move = [&](const Blocked& b) { return waits_on(b.episode, stuck, Only::any).is_none(); };
      if (!stuck[i] || std::none_of(here.begin(), here.end(), can_move)) continue;
      stuck[i] = false;
      again = true;
    }
  }
  if (!stuck[s.index()] || exchange(s, stuck)) return;
  for (std::size_t i = 0; i < stuck.size(); ++i)
    if (stuck[i]) w_.services[i].deadlocked_at = std::min(w_.services[i].deadlocked_at, w_.now);
}

/// Where every service of a ring has said `swap`, the oldest blocked of each takes the place of the next, lists or no lists.
/// False if there is no such ring.
template <PolicySet P>
bool Simulation<P>::exchange(ServiceId s, const std::vector<bool>& stuck) {
  std::vector<ReferralId> onward;
  std::vector<ServiceId> passed;
  while (std::find(passed.begin(), passed.end(), s) == passed.end()) {
    const std::vector<Blocked>& here = w_.services[s.index()].blocked;
    const auto moves = [&](const Blocked& b) { return !waits_on(b.episode, stuck, Only::one).is_none(); };
    const auto oldest = std::find_if(here.begin(), here.end(), moves);
    if (!rules().services[s.index()].swaps || oldest == here.end()) return false;
    passed.push_back(s);
    onward.push_back(waits_on(oldest->episode, stuck, Only::one));
    s = w_.referrals[onward.back()].service;
  }
  onward.erase(onward.begin(), onward.begin() + (std::find(passed.begin(), passed.end(), s) - passed.begin()));
  for (const ReferralId r : onward) {
    leave_list(r);
    take_slot(r);   // all of them before anybody leaves, so that nobody else is let in between
  }
  for (const ReferralId r : onward) settle_in(r);
  return true;
}

}  // namespace casepath
