// Requests and strands from opening to class: who opened what, how a strand ends, how a long one is cut for the books, and
// when its class is known (rules R1, R9, R10, O1 to O7, O13).
#pragma once

#include "casepath/model/simulation.hpp"

namespace casepath {

template <PolicySet P>
RequestId Simulation<P>::open_request(PersonId p, Opener opener) {
  Request q;
  q.opened = w_.now;
  q.person = p;
  q.opener = opener;
  const RequestId id = w_.requests.make(q);
  count(p, Count::requests);
  note(p, Happening::request_opened, {}, static_cast<std::uint8_t>(opener), {}, 0, id);
  return id;
}

template <PolicySet P>
StrandId Simulation<P>::open_strand(PersonId p, RequestId request, NeedId k, bool sought) {
  const Opener opener = w_.requests[request].opener;
  Strand strand;
  strand.opened = w_.now;
  strand.person = p;
  strand.request = request;
  strand.need = k;
  strand.opener = opener;
  strand.sought = sought;
  if (!k.is_none()) strand.piece = open_piece(p, k, opener, w_.now);
  const StrandId id = w_.strands.make(strand);
  list_strand(id);
  ++w_.requests[request].open_strands;
  count(p, Count::strands);
  if (!k.is_none() && is_repeat(p, k, opener)) count(p, Count::repeat_strands);
  return id;
}

/// A piece of a strand from `at` on. Without a need there is nothing to class: what it costs is overhead (rule O8).
template <PolicySet P>
PieceId Simulation<P>::open_piece(PersonId p, NeedId k, Opener opener, Time at) {
  NeedHistory& past = w_.people.past_of(p, k);
  Piece piece;
  piece.opened = at;
  piece.need = k;
  piece.opener = opener;
  piece.next_of_need = past.first_piece;
  return past.first_piece = w_.pieces.make(piece);
}

/// A person's strands are listed in the scenario's order of needs, the older first: so costs are shared (rule R1).
template <PolicySet P>
void Simulation<P>::list_strand(StrandId id) {
  Strand& s = w_.strands[id];
  StrandId* link = &hot(s.person).first_strand;
  const auto goes_before = [&](StrandId other) {
    const Strand& o = w_.strands[other];
    return o.need != s.need ? o.need < s.need : o.opened != s.opened ? o.opened < s.opened : other < id;
  };
  while (!link->is_none() && goes_before(*link)) link = &w_.strands[*link].next_of_person;
  s.next_of_person = *link;
  *link = id;
}

template <PolicySet P>
void Simulation<P>::unlist_strand(StrandId id) {
  const Strand& s = w_.strands[id];
  with_clocks(s.person, moves_by_waiting(s), [&] {
    StrandId* link = &hot(s.person).first_strand;
    while (*link != id) link = &w_.strands[*link].next_of_person;
    *link = s.next_of_person;
  });
}

/// Asked before, ended within the repeat window, and never met since that opening (rule R9).
template <PolicySet P>
bool Simulation<P>::is_repeat(PersonId p, NeedId k, Opener opener) const noexcept {
  const Rules& r = rules();
  if (opener == Opener::crisis && !r.repeat_counts_crisis) return false;
  if (opener == Opener::pursued && !r.repeat_counts_pursued) return false;
  const NeedHistory& past = w_.people.past(p, k);
  return past.ended != never() && w_.now - past.ended <= r.outcome.repeat && is_unmet(p, k) && past.crossed_at <= past.ended_opened;
}

/// First attended contact, or start of a stay with an effect on the strand (rule O13).
template <PolicySet P>
void Simulation<P>::helped(StrandId s) {
  if (w_.strands[s].first_help == never()) w_.strands[s].first_help = w_.now;
}

/// Ends a strand wherever it is: what it bore till now is posted first, then it leaves the books, its place, its request.
template <PolicySet P>
void Simulation<P>::end_strand(StrandId id, EndReason reason) {
  cut_due(id, w_.now);
  if (const ReferralId at = w_.strands[id].at; w_.strands[id].place == StrandPlace::episode) post_slot_days(at, w_.now);
  if (const ReferralId lead = w_.strands[id].lead; !lead.is_none()) post_slot_days(lead, w_.now);   // the days it was carried (R4)
  const bool leaves = is_last_on_list(id);   // before the strand goes: chasing is still its cost
  if (leaves) {
    leave_list(w_.strands[id].at);
    ++w_.services[w_.referrals[w_.strands[id].at].service.index()].flow.gone;
  }
  note_ending(id, reason);
  const Strand s = w_.strands[id];
  forget_spurned(s.spurned);
  unlist_strand(id);
  w_.strands.release(id);
  if (leaves) remove_referral(s.at);
  else if (!s.at.is_none() && s.place != StrandPlace::episode) left_referral(s.at);
  if (!s.lead.is_none()) close_if_empty(s.lead);
  left_request(s.request);
  if (!s.need.is_none()) conclude_pieces(s.person, s.need, Knowing::so_far);
}

/// What the log, the figures, the person's past and the books of its classes keep of an ending.
template <PolicySet P>
void Simulation<P>::note_ending(StrandId id, EndReason reason) {
  const Strand& s = w_.strands[id];
  const PersonId p = s.person;
  note(p, Happening::strand_ended, s.at.is_none() ? ServiceId{} : w_.referrals[s.at].service, static_cast<std::uint8_t>(reason), s.need, 0,
       s.request);
  count_ended(s, reason);
  if (!s.need.is_none()) {
    NeedHistory& past = w_.people.past_of(p, s.need);
    if (reason != EndReason::in_hand) {
      past.ended = w_.now;
      past.ended_opened = std::max(s.opened, Time{});   // nothing is known of before the start (rule P7)
    }
    if (s.opener == Opener::pursued && !s.sought) cold(p).pursued = static_cast<std::uint16_t>(cold(p).pursued & ~(1u << s.need.value));
  }
  if (!s.piece.is_none())
    Attribution::end(w_.pieces[s.piece], w_.now, !s.need.is_none() && is_unmet(p, s.need) && w_.people.past(p, s.need).crossed_at == w_.now);
}

/// Frees the rows of services that have rejected a strand.
template <PolicySet P>
void Simulation<P>::forget_spurned(std::uint32_t first) {
  for (std::uint32_t row = first; row != no_row;) {
    const std::uint32_t next = w_.spurned[RowId{row}].next;
    w_.spurned.release(RowId{row});
    row = next;
  }
}

/// A strand of a request has ended; with the last, so does the request (rule R1).
template <PolicySet P>
void Simulation<P>::left_request(RequestId id) {
  Request& q = w_.requests[id];
  if (--q.open_strands > 0) return;
  const PersonId p = q.person;
  count(p, Count::requests_ended);
  count(p, Count::request_ticks, (w_.now - q.opened).ticks);
  leave_request(p, id);
  w_.requests.release(id);
  if (cold(p).visitor) done_visitors_.push_back(p);
}

/// Ends all that a person has open where nothing is done about it any more: what was asked on a list is shared by all who
/// waited there, and nobody leads from now on, so that no episode closes for want of strands (rules T3, P3). Slot-days are
/// posted before; the referrals are the caller's.
template <PolicySet P>
void Simulation<P>::end_all_strands(PersonId p, EndReason reason) {
  for (ReferralId r = hot(p).first_referral; !r.is_none(); r = w_.referrals[r].next_of_person) {
    if (w_.referrals[r].state != ReferralState::waiting) continue;
    leave_list(r);
    ++w_.services[w_.referrals[r].service.index()].flow.gone;
  }
  for (StrandId s = hot(p).first_strand; !s.is_none(); s = w_.strands[s].next_of_person) w_.strands[s].lead = ReferralId::none();
  while (!hot(p).first_strand.is_none()) end_strand(hot(p).first_strand, reason);
}

/// A referral that has taken in strands of other requests (rule R4) outlives the one it came by.
template <PolicySet P>
void Simulation<P>::leave_request(PersonId p, RequestId ended) {
  for (ReferralId r = hot(p).first_referral; !r.is_none(); r = w_.referrals[r].next_of_person)
    if (w_.referrals[r].request == ended)
      if (const Carried strands = carried(r, Also::led); !strands.empty()) w_.referrals[r].request = w_.strands[strands[0]].request;
}

template <PolicySet P>
bool Simulation<P>::is_last_on_list(StrandId id) const {
  return w_.strands[id].place == StrandPlace::list && carried(w_.strands[id].at).size() == 1;
}

/// Counts for the figures; "first help" belongs to the year in which the strand was opened.
template <PolicySet P>
void Simulation<P>::count_ended(const Strand& s, EndReason reason) {
  const PersonId p = s.person;
  const std::size_t period = s.opener == Opener::at_start ? rules().window.period_ends.size() : period_of(s.opened);
  if (!s.need.is_none() && period < rules().window.period_ends.size())
    s.first_help == never() ? slice(p, period).first_help.add_infinite() : slice(p, period).first_help.add((s.first_help - s.opened).ticks);
  if (reason == EndReason::horizon) return;
  count(p, Count::strands_ended);
  if (s.had_episode) return;
  count(p, Count::ended_without_episode);
  if (reason != EndReason::refused && reason != EndReason::nobodys_case) return;
  count(p, Count::nobodys_case);
  count(p, reason == EndReason::nobodys_case           ? Count::nobodys_case_hops
           : s.last_refusal == Refusal::full           ? Count::nobodys_case_full
                                                       : Count::nobodys_case_no_link);
}

/// Cuts a strand for the books at each anniversary up to `upto` (rule O7): late, at the next posting or crossing of the
/// goal, but as of the anniversary, since nothing that matters to a piece has happened in between.
template <PolicySet P>
void Simulation<P>::cut_due(StrandId id, Time upto) {
  const Duration review = rules().outcome.review;
  if (review >= forever() || w_.strands[id].need.is_none()) return;
  while (w_.pieces[w_.strands[id].piece].opened + review <= upto) {
    const PieceId old = w_.strands[id].piece;
    const PersonId p = w_.strands[id].person;
    const Time cut = w_.pieces[old].opened + review;
    const PieceId fresh = open_piece(p, w_.pieces[old].need, w_.pieces[old].opener, cut);
    Piece& next = w_.pieces[fresh];
    next.waits_for_prior = at_goal_since(p, next.need) <= cut;
    if (next.waits_for_prior) next.stood = AtGoal::always;
    w_.attribution.inherit_credit(w_.pieces[fresh], w_.pieces[old]);
    Attribution::end(w_.pieces[old], cut, false);
    if (next.waits_for_prior) w_.pieces[old].follower = fresh;
    w_.strands[id].piece = fresh;
  }
}

/// The class of a piece as far as it is known, or nothing (rules O2, O4, O7). When the run is over, what might still come
/// is undetermined (O6); when the person has left, what has not come never will (P3).
template <PolicySet P>
std::optional<PieceVerdict> Simulation<P>::verdict(PersonId p, const Piece& given, Knowing when) const {
  if (given.ended == never()) return std::nullopt;
  const bool final = when != Knowing::so_far;
  const OutcomeWindows& w = rules().outcome;
  Piece piece = given;
  const Time since = at_goal_since(p, piece.need);
  const bool at_goal = since != never();
  if (at_goal) Attribution::judge(piece, since, w_.now, w);
  PieceVerdict v{OutcomeClass::no_outcome, piece.achieved_at, piece.observed_at};
  if (piece.achieved_at != never()) {
    v.of = OutcomeClass::outcome;
    return v;
  }
  if (piece.stood == AtGoal::always && piece.waits_for_prior) return std::nullopt;   // at the end too: the one before comes first
  if (piece.stood == AtGoal::always && piece.prior_was_outcome) {
    v.of = OutcomeClass::kept;
    return v;
  }
  const bool fell = piece.fall_at != never();
  const bool still_open = at_goal ? Attribution::in_window(piece, since, w) : w_.now <= piece.ended + w.credit;
  if (fell) v.of = still_open && when != Knowing::person_left ? OutcomeClass::undetermined : OutcomeClass::low_outcome;
  if (still_open && !final) {
    if (fell) return std::nullopt;
    v.observed_at = never();   // may still be observed: the costs can go, the piece stays to see
  }
  return v;
}

/// Classes every piece about one need of a person that can be classed; forgets those about which nothing more can be learned.
template <PolicySet P>
void Simulation<P>::conclude_pieces(PersonId p, NeedId k, Knowing when) {
  bool again = !w_.people.past(p, k).first_piece.is_none();
  while (again) {
    again = false;
    for (PieceId* link = &w_.people.past_of(p, k).first_piece; !link->is_none();) {
      const PieceId id = *link;
      const std::optional<PieceVerdict> v = verdict(p, w_.pieces[id], when);
      if (v && !w_.pieces[id].settled) {
        again = again || !w_.pieces[id].follower.is_none();
        book_verdict(p, id, *v);
      }
      if (!v || !may_forget(p, w_.pieces[id], *v, when)) {
        link = &w_.pieces[id].next_of_need;
        continue;
      }
      if (v->observed_at != never()) count_at(p, Count::outcomes_observed, v->observed_at);
      *link = w_.pieces[id].next_of_need;
      w_.pieces.release(id);
    }
  }
}

template <PolicySet P>
void Simulation<P>::conclude_all(PersonId p, Knowing when) {
  for (std::size_t k = 0; k < rules().needs.size(); ++k) conclude_pieces(p, NeedId{k}, when);
}

/// A settled piece stays while the need may still be seen to reach its goal within the window (outcomes_observed).
template <PolicySet P>
bool Simulation<P>::may_forget(PersonId p, const Piece& piece, const PieceVerdict& v, Knowing when) const noexcept {
  if (when != Knowing::so_far || v.observed_at != never()) return true;
  const Time since = at_goal_since(p, piece.need);
  return since != never() ? !Attribution::in_window(piece, since, rules().outcome) : w_.now > piece.ended + rules().outcome.credit;
}

template <PolicySet P>
void Simulation<P>::book_verdict(PersonId p, PieceId id, const PieceVerdict& v) {
  Piece& piece = w_.pieces[id];
  if (v.of == OutcomeClass::outcome) count_at(p, Count::outcomes_sustained, v.achieved_at);
  if (v.of == OutcomeClass::kept) count_at(p, Count::outcomes_kept, piece.ended == never() ? w_.now : piece.ended);
  if constexpr (Record::listens)
    if (!piece.need.is_none())   // else its costs were overhead when they were posted
      note(p, Happening::classed, {}, static_cast<std::uint8_t>(v.of), piece.need, 0, {},
           w_.attribution.pending_cost(piece, [this](ServiceId s) { return rules().is_fiscal(s); }));
  w_.attribution.settle(piece, v.of, cold(p).stratum, w_.ledger);
  piece.settled = true;
  if (piece.follower.is_none()) return;
  Piece& next = w_.pieces[piece.follower];
  next.waits_for_prior = false;
  next.prior_was_outcome = v.of == OutcomeClass::outcome || v.of == OutcomeClass::kept;
  piece.follower = PieceId::none();
}

/// Counts something that belongs to another date than now.
template <PolicySet P>
void Simulation<P>::count_at(PersonId p, Count c, Time at) {
  if (const std::size_t period = period_of(at); period < rules().window.period_ends.size())
    ++slice(p, period)[c];
}

}  // namespace casepath
