// Passing on: which link, in which mode, does the person arrive, and what if not (design 2.5; rules H1 to H7, R3, C6).
#pragma once

#include "casepath/model/simulation.hpp"

namespace casepath {

/// Passes each strand on by its own choice. True if anybody was sent who will arrive.
template <PolicySet P>
bool Simulation<P>::pass_on(PersonId p, ServiceId sender, ReferralId sending, std::span<const StrandId> strands, Passing on, From from,
                            EndReason otherwise) {
  ChosenFew chosen;
  for (const StrandId s : strands) choose_way(s, sender, on, otherwise, chosen);
  return send_chosen(p, sender, sending, chosen, from);
}

/// Adds a strand and the link it takes to `chosen`; one that finds no link goes back to its lead, or ends.
template <PolicySet P>
void Simulation<P>::choose_way(StrandId s, ServiceId sender, Passing on, EndReason otherwise, ChosenFew& chosen) {
  if (is_led(s) && (on.events & (PassOn::open | PassOn::met)) == 0) return bounce_to_lead(s, on.but);
  const Rules& r = rules_of(w_.strands[s].person);
  bool any_full = false;
  const bool may_hop = !r.max_hops || w_.strands[s].hops < *r.max_hops;
  const std::optional<LinkId> link = may_hop ? choose_link(s, sender, on, any_full) : std::nullopt;
  if (any_full) w_.strands[s].last_refusal = Refusal::full;
  if (!link) {
    const bool by_hops = !may_hop && otherwise == EndReason::refused;
    if (on.events != bit(PassOn::open)) end_strand(s, by_hops ? EndReason::nobodys_case : otherwise);
    return;
  }
  if (ends_in_hand(s, r.links[*link])) return;
  if (const StrandId travels = turned_to_other_need(s, r.links[*link]); !travels.is_none()) chosen.add({travels, *link});
}

/// Those that chose one receiver travel as one referral (rule H2).
template <PolicySet P>
bool Simulation<P>::send_chosen(PersonId p, ServiceId sender, ReferralId sending, ChosenFew& chosen, From from) {
  bool arrives = false;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const LinkId link = chosen[i].link;
    if (link.is_none()) continue;
    ChosenFew group;
    for (std::size_t j = i; j < chosen.size(); ++j)
      if (chosen[j].link == link) {
        group.add(chosen[j]);
        chosen[j].link = LinkId::none();
      }
    arrives = send(p, sender, sending, group, from) || arrives;
  }
  return arrives;
}

/// Is this a link of the event, and for this strand's need (rule H1)?
template <PolicySet P>
bool Simulation<P>::concerns(const Strand& s, const Link& link, Passing on) const {
  if (!link.exists || link.to == on.but || (link.same_place && !service(s.person, link.to).places.has(hot(s.person).place))) return false;
  const bool named = on.refusal >= 0 && link.taken_on_refusal(on.refusal);
  if (!named && (link.on & on.events) == 0) return false;
  return (named && link.about != 0) || fits(s, link);
}

template <PolicySet P>
bool Simulation<P>::fits(const Strand& s, const Link& link) const {
  return link.about != 0 ? link.is_for(s.need) : service(s.person, link.to).works_on(s.need);
}

/// Sent about another need it is another strand, which nobody has rejected (rules H2, H4).
template <PolicySet P>
bool Simulation<P>::is_spurned(const Strand& s, const Link& link) const {
  return !link.again && fits(s, link) && has_spurned(s, link.to);
}

/// Does the sender know that the receiver is full or closed, and so send nobody (rule C6)?
template <PolicySet P>
bool Simulation<P>::is_known_closed(const Strand& s, const Link& link, std::uint32_t choice) const {
  const double knows = rules_of(s.person).directory.knows_closed;
  if (knows <= 0 || (service(s.person, link.to).is_open_at(w_.now) && !is_full(s.person, link.to))) return false;
  return chance(s.person, Purpose::choice, link.key, choice).uniform(1) < knows;
}

/// One draw by race: the smallest E / w wins, each E addressed by its link, so that adding or reordering links moves
/// nobody else (rule H2). Shares are absolute; weights divide what the shares leave; the rest ends (rule H1).
template <PolicySet P>
std::optional<LinkId> Simulation<P>::choose_link(StrandId id, ServiceId sender, Passing on, bool& any_full) {
  const Strand s = w_.strands[id];
  const Rules& r = rules_of(s.person);
  const std::uint16_t n = ++acquaintance(s.person, sender).choices;
  open_links_.clear();
  double shares = 0, weights = 0, used = 0;
  for (const LinkId link : r.links.from(sender)) {
    const Link& l = r.links[link];
    if (!concerns(s, l, on) || is_spurned(s, l)) continue;
    if (l.share) shares += *l.share;
    if (is_known_closed(s, l, n)) {
      any_full = true;
      continue;
    }
    open_links_.push_back(link);
    if (!l.share) weights += l.weight;
  }
  const double for_weights = std::max(0.0, 1.0 - shares) * r.services[sender.index()].onward;
  const auto part_of = [&](const Link& l) { return l.share ? *l.share : l.weight / weights * for_weights; };
  for (const LinkId link : open_links_) used += std::max(0.0, part_of(r.links[link]));
  const double rest = 1.0 - used;   // the part that goes nowhere races like a link
  if (open_links_.size() == 1 && rest <= 1e-12) return open_links_.front();
  double best = std::numeric_limits<double>::infinity();
  std::optional<LinkId> winner;
  for (const LinkId link : open_links_) {
    const double part = part_of(r.links[link]);
    if (part <= 0) continue;
    if (const double e = chance(s.person, Purpose::choice, r.links[link].key, n).exponential(0) / part; e < best) {
      best = e;
      winner = link;
    }
  }
  if (winner && rest > 1e-12 && chance(s.person, Purpose::choice, r.services[sender.index()].key, n).exponential(2) / rest < best) return std::nullopt;
  return winner;
}

/// Someone already has the person for this need: the strand ends there (rule R3). Not under compulsion: help that is open
/// elsewhere excuses nobody from a court or a prison.
template <PolicySet P>
bool Simulation<P>::ends_in_hand(StrandId id, const Link& link) {
  const Strand& s = w_.strands[id];
  if (s.sought || s.need.is_none() || link.mode == Mode::compulsory) return false;
  for (StrandId other = hot(s.person).first_strand; !other.is_none(); other = w_.strands[other].next_of_person) {
    const Strand& o = w_.strands[other];
    if (other == id || o.need != s.need) continue;
    const bool has_them_there = !o.at.is_none() && w_.referrals[o.at].service == link.to;
    if (has_them_there || (s.opener == Opener::crisis && o.sought)) {
      end_strand(id, EndReason::in_hand);
      return true;
    }
  }
  return false;
}

/// "Fix the other first": a refused:NAME link for another need sends the person about that need; the refused strand ends
/// (rule H4). Returns the strand that travels, or none.
template <PolicySet P>
StrandId Simulation<P>::turned_to_other_need(StrandId id, const Link& link) {
  const Strand s = w_.strands[id];
  if (s.need.is_none() || link.about == 0 || link.is_for(s.need)) return id;
  NeedId other;
  for (std::size_t k = 0; k < rules().needs.size() && other.is_none(); ++k)
    if (link.is_for(NeedId{k}) && is_unmet(s.person, NeedId{k})) other = NeedId{k};
  StrandId fresh;
  if (!other.is_none() && !has_sought(s.person, other) && !borrows(s.person, other)) {
    fresh = open_strand(s.person, s.request, other, true);
    w_.strands[fresh].hops = s.hops;
    w_.strands[fresh].at = s.at;
    w_.strands[fresh].place = StrandPlace::triage;
  }
  end_strand(id, EndReason::refused);
  return fresh;
}

/// One referral on its way: the mode, its cost to the sender, whether the person arrives and when (rules H6, H7).
template <PolicySet P>
bool Simulation<P>::send(PersonId p, ServiceId sender, ReferralId sending, const ChosenFew& group, From from) {
  const Rules& r = rules_of(p);
  const Link& link = r.links[group[0].link];
  Acquaintance& met = acquaintance(p, sender);
  const Address luck_at = address(p, Purpose::pass, r.services[sender.index()].key, ++met.passings);
  const Block luck = draw(w_.key, luck_at);
  const LeadRules* lead = lead_for(p, ReferralId::none());
  const double link_trust = link.condition ? w_.conditions[*link.condition].on(w_.now, r.conditions[*link.condition]) : 1.0;
  const Mode mode = passing_.mode(link, lead != nullptr ? lead->mode : std::nullopt, link_trust, luck.uniform(0));
  const HandOff& how = link.by_mode[static_cast<std::size_t>(mode)];
  const bool by_directory = mode == Mode::signpost || mode == Mode::cold;
  const bool wrong = by_directory && entry_is_wrong(link.to);
  const View who = view(p, link.to, sending);
  const bool arrives = mode == Mode::compulsory || how.arrives.happens(luck.uniform(1), who);
  const Duration delay = wrong ? r.directory.found_after : drawn({how.delay, how.delay_factors}, who, luck.uniform(2), luck_at);

  if (how.sender_cost.minor != 0) post_for(sending, group, how.sender_cost);
  count(p, from == From::episode ? Count::hand_offs : Count::redirections);
  const RequestId request = w_.strands[group[0].strand].request;   // the sender's referral may carry several (R4)
  note(p, Happening::passed_on, sender, static_cast<std::uint8_t>(mode), {}, from == From::episode ? 1 : 0, request, {}, link.to);
  const ReferralId to = make_referral(p, request, link.to, mode);
  Referral& next = w_.referrals[to];
  const Referral& last = w_.referrals[sending];
  next.sender = sender;
  next.from_episode = from == From::episode;
  next.state = wrong ? ReferralState::wrong_address : arrives ? ReferralState::transit : ReferralState::lost_in_transit;
  next.retells = luck.uniform(3) < how.retell;
  next.relationship = wrong ? last.relationship : static_cast<float>(static_cast<double>(last.relationship) * how.keeps);
  next.priority = last.priority;
  const bool tells = wrong || mode == Mode::shared || (mode == Mode::warm && draw(w_.key, luck_at, 1).uniform(0) < how.keeps);   // who knows stays the sender (C6)
  next.disclosed = tells ? last.disclosed : std::uint16_t{0};
  for (const Chosen& c : group) {
    put(c.strand, to, StrandPlace::transit);
    ++w_.strands[c.strand].hops;
  }
  next.ready_event = book(w_.now + delay, p, Rank::joining, Act::transit, to.value);
  return arrives && !wrong;
}

/// The cost of passing on falls on the sender, shared among the strands that travel (rules H6, O9).
template <PolicySet P>
void Simulation<P>::post_for(ReferralId sending, const ChosenFew& group, Money cost) {
  Carried strands;
  for (const Chosen& c : group) strands.add(c.strand);
  std::sort(strands.begin(), strands.end(), [this](StrandId a, StrandId b) { return w_.strands[a].need < w_.strands[b].need; });
  post_among(sending, InteractionKind::hand_off, cost, w_.now, strands);
}

/// The way is over: the person arrives, is lost on it, or finds the address wrong (rules H6, C6).
template <PolicySet P>
void Simulation<P>::on_transit_end(ReferralId r) {
  Referral& ref = w_.referrals[r];
  const PersonId p = ref.person;
  ref.ready_event = 0;
  if (ref.state == ReferralState::transit) return on_arrival(r);
  const bool wrong = ref.state == ReferralState::wrong_address;
  const ServiceId to = ref.service, sender = ref.sender;
  const Carried strands = carried(r);
  for (const StrandId id : strands) spurn(id, to);
  count_flow(r, wrong ? FlowResult::wrong_address : FlowResult::lost);
  note(p, wrong ? Happening::wrong_address : Happening::lost, to, 0, {}, 0, ref.request);
  if (wrong) {
    lives(p, Experience::rejected);
    ref.service = sender;   // the cost is the sender's (rule C6)
    post(r, InteractionKind::wrong_entry, rules_of(p).directory.wrong_cost);
    const bool was_episode = ref.from_episode;
    pass_on(p, sender, r, strands, {PassOn::always | PassOn::rejected, -1, to},
            was_episode ? From::episode : From::triage, was_episode ? EndReason::unmet_after_help : EndReason::refused);
  } else {
    count(p, Count::lost_on_the_way);
    lives(p, Experience::missed_hand_off);
    for (const StrandId id : strands) !is_led(id) ? end_strand(id, EndReason::lost) : bounce_to_lead(id);
  }
  remove_referral(r);
}

/// While staying: each strand is asked once in an episode, and passed on so but once (rule H3).
template <PolicySet P>
void Simulation<P>::pass_while_open(ReferralId r, std::span<const StrandId> strands) {
  const PersonId p = w_.referrals[r].person;
  const auto links = rules_of(p).links.from(w_.referrals[r].service);
  if (std::none_of(links.begin(), links.end(), [&](LinkId l) { return (rules_of(p).links[l].on & bit(PassOn::open)) != 0; })) return;
  for (const StrandId id : strands)
    if (const Strand& s = w_.strands[id]; s.at == r && !s.tried_open && !s.was_led && !s.need.is_none() && is_unmet(p, s.need)) lead_on(r, id);
}

/// Its place becomes the receiver, and this episode its lead; with nobody to pass it to, it stays.
/// @param but  a receiver whose entry was just found wrong (rule C6)
template <PolicySet P>
void Simulation<P>::lead_on(ReferralId r, StrandId s, ServiceId but) {
  w_.strands[s].tried_open = true;
  w_.strands[s].lead = r;
  pass_on(w_.referrals[r].person, w_.referrals[r].service, r, std::span(&s, 1), {bit(PassOn::open), -1, but}, From::episode,
          EndReason::unmet_after_help);
  if (w_.strands[s].at == r) w_.strands[s].lead = ReferralId::none();
  else w_.strands[s].was_led = true;
}

/// The receiver did not keep the strand: it is back with the lead, which may pass it to another (rule H3).
template <PolicySet P>
void Simulation<P>::bounce_to_lead(StrandId s, ServiceId but) {
  const ReferralId lead = w_.strands[s].lead, from = w_.strands[s].at;
  if (!from.is_none()) spurn(s, w_.referrals[from].service);   // to another, not there again
  come_back(s);
  if (is_unmet(w_.strands[s].person, w_.strands[s].need)) lead_on(lead, s, but);
}

/// The strand's place is its lead's episode again.
template <PolicySet P>
void Simulation<P>::come_back(StrandId s) {
  const ReferralId from = w_.strands[s].at, lead = w_.strands[s].lead;
  const bool leaves = is_last_on_list(s);
  if (leaves) leave_list(from);
  if (leaves) ++w_.services[w_.referrals[from].service.index()].flow.gone;
  with_clocks(w_.strands[s].person, moves_by_waiting(w_.strands[s]), [&] { put(s, lead, StrandPlace::episode); });
  w_.strands[s].lead = ReferralId::none();
  if (leaves) remove_referral(from);
  else if (!from.is_none() && from != lead) left_referral(from);
}

template <PolicySet P>
void Simulation<P>::spurn(StrandId s, ServiceId by) {
  if (!has_spurned(w_.strands[s], by)) w_.strands[s].spurned = w_.spurned.make(by, w_.strands[s].spurned).value;
}

template <PolicySet P>
bool Simulation<P>::has_spurned(const Strand& s, ServiceId by) const {
  for (std::uint32_t row = s.spurned; row != no_row; row = w_.spurned[RowId{row}].next)
    if (w_.spurned[RowId{row}].service == by) return true;
  return false;
}

}  // namespace casepath
