// A referral arrives at a service: triage on what is observed, rules, then chance; refused, or on to the list
// (design 2.2; rules E1 to E6, N6, R4, H7, C1).
#pragma once

#include "casepath/model/simulation.hpp"

namespace casepath {

template <PolicySet P>
ReferralId Simulation<P>::make_referral(PersonId p, RequestId request, ServiceId to, Mode mode) {
  Referral r;
  r.person = p;
  r.service = to;
  r.request = request;
  r.mode = mode;
  r.number = ++cold(p).referrals;
  r.next_of_person = hot(p).first_referral;
  return hot(p).first_referral = w_.referrals.make(r);
}

/// The first referral of a request: nobody sent the person; all its strands travel together.
template <PolicySet P>
void Simulation<P>::open_at(PersonId p, RequestId request, ServiceId s) {
  const ReferralId r = make_referral(p, request, s, Mode::opening);
  if (w_.requests[request].opener == Opener::pursued) w_.referrals[r].retells = false;   // nobody has told a story yet
  for (StrandId id = hot(p).first_strand; !id.is_none(); id = w_.strands[id].next_of_person)
    if (w_.strands[id].request == request) put(id, r, StrandPlace::triage);
  on_arrival(r);
}

template <PolicySet P>
void Simulation<P>::put(StrandId s, ReferralId r, StrandPlace place) {
  w_.strands[s].at = r;
  w_.strands[s].place = place;
  if (place == StrandPlace::episode && !rules().contracts.empty() && w_.referrals[r].state == ReferralState::open) claim_milestones(r);
}

template <PolicySet P>
void Simulation<P>::on_arrival(ReferralId r) {
  guard_livelock(w_.referrals[r]);
  Referral& ref = w_.referrals[r];
  const PersonId p = ref.person;
  Acquaintance& met = acquaintance(p, ref.service);
  ref.visit = ++met.visits;
  ref.state = ReferralState::triage;
  const Duration year = years(1);
  const bool again = met.closed_at >= Time{} && w_.now - met.closed_at <= year, met_goal = again && met.closed_met;
  tally(p, ref.service, [&](ServiceTally& t) {
    ++t.arrivals;
    t.rereferred += again ? 1 : 0;
    t.returned += met_goal ? 1 : 0;
  });
  count(p, Count::referrals);
  ++w_.services[ref.service.index()].flow.received;
  note(p, Happening::referral_arrived, ref.service, static_cast<std::uint8_t>(ref.mode), {}, 0, ref.request);
  for (const StrandId id : carried(r)) w_.strands[id].place = StrandPlace::triage;
  const Service& s = service(p, ref.service);
  if (!s.is_open_at(w_.now)) return reject(r, {Refusal::ended, -1});
  if (stands_refused(p, ref)) {
    post(r, InteractionKind::unseen, s.unseen_cost);
    return reject(r, {Refusal::decided, -1});
  }
  if (s.triage_cost.minor != 0) post(r, InteractionKind::triage, s.triage_cost);
  if (!s.assesses) retell(r);
  if (s.triage_takes.is_zero()) return on_triaged(r);
  const Address at = address(p, Purpose::delay, s.key, ref.visit);
  const Duration takes = drawn(s.triage_takes, view(p, ref.service), draw(w_.key, at).uniform(1), at);
  w_.referrals[r].ready_event = book(w_.now + takes, p, Rank::joining, Act::triaged, r.value);
}

/// More than a thousand steps of one request at one instant is a loop without an end (rule T5).
template <PolicySet P>
void Simulation<P>::guard_livelock(Referral& r) {
  Request& q = w_.requests[r.request];
  q.steps = q.step_at == w_.now ? static_cast<std::uint16_t>(q.steps + 1) : std::uint16_t{1};
  q.step_at = w_.now;
  if (q.steps <= 1000) return;
  std::string cycle;
  w_.acquaintances.for_each(cold(r.person).first_acquaintance, [&](ServiceId s, const Acquaintance& a) {
    if (a.visits > 100) cycle += (cycle.empty() ? "" : ", ") + rules().services[s.index()].name;
  });
  broken("a request moves on at every instant; its services pass it round at once: " + cycle, r.person);
}

/// A decision that lasts: refused again unseen, whatever the need now is (rule N6).
template <PolicySet P>
bool Simulation<P>::stands_refused(PersonId p, const Referral& r) {
  const auto& stands = service(p, r.service).decision_stands;
  const Time refused = acquaintance(p, r.service).refused_at;
  return stands && refused >= Time{} && w_.now - refused < *stands;
}

/// One retelling per assessment, or per triage where there is none; the mode of arrival has decided (rule H7).
template <PolicySet P>
void Simulation<P>::retell(ReferralId r) {
  const Referral& ref = w_.referrals[r];
  const PersonId p = ref.person;
  if (!ref.retells) return;
  count(p, Count::retellings);
  note(p, Happening::retold, ref.service, 0, {}, 0, ref.request);
  lives(p, Experience::retelling);
}

/// Observed levels: the request's own needs always; any other unmet need by the chance to disclose it, fixed per person,
/// need and visit; each then may be misread by a level (rule E3).
template <PolicySet P>
Observed Simulation<P>::observe(PersonId p, ReferralId r) const {
  const Referral& ref = w_.referrals[r];
  const Service& s = service(p, ref.service);
  const Rules& rules = rules_of(p);
  const std::uint32_t unmet = unmet_needs(p), asked = ref.disclosed | needs_carried(r);
  Observed seen;
  const auto see = [&](NeedId k, Level level) {
    seen.level[k.index()] = level;
    if (level > rules.needs[k.index()].goal) seen.unmet = static_cast<std::uint16_t>(seen.unmet | 1u << k.value);
  };
  NumberedLuck luck(w_.key, address(p, Purpose::disclose, s.key, ref.visit));
  std::uint32_t told = asked;
  if (const std::uint32_t others = unmet & ~asked; others != 0) {
    const LeadRules* lead = lead_for(p, r);
    const double odds = s.disclose.odds(view(p, ref.service, r), lead != nullptr ? lead->disclose : 1.0);
    for_each_bit(others, [&](std::size_t i) { told |= happens(luck.uniform(i), odds) ? 1u << i : 0u; });
  }
  const bool misreads = s.misread_up > 0 || s.misread_down > 0;
  for_each_bit(told, [&](std::size_t i) {
    Level level = hot(p).level(NeedId{i});
    const double u = misreads ? luck.uniform(max_needs + i) : 0.5;
    if (u < s.misread_up && level < rules.top()) ++level;
    else if (u > 1.0 - s.misread_down && level > 0) --level;
    see(NeedId{i}, level);
  });
  return seen;
}

template <PolicySet P>
void Simulation<P>::on_triaged(ReferralId r) {
  const PersonId p = w_.referrals[r].person;
  const Service& s = service(p, w_.referrals[r].service);
  w_.referrals[r].ready_event = 0;
  const Observed seen = observe(p, r);
  w_.referrals[r].disclosed = static_cast<std::uint16_t>(w_.referrals[r].disclosed | seen.unmet);
  if (!s.is_open_at(w_.now)) return reject(r, {Refusal::ended, -1});   // it ended while the triage took its time
  if (s.takes_everyone) return accept(r, seen);
  if (!drop_wrong_doors(r)) return;
  if (const Decision d = decide(p, r, seen); d.refusal != Refusal::none) return reject(r, d);
  accept(r, seen);
}

/// Rules in the order of E1, then chance, then room. What only the length of the list refuses is `rationed` (rule W4).
template <PolicySet P>
auto Simulation<P>::decide(PersonId p, ReferralId r, const Observed& seen) const -> Decision {
  const ServiceId at = w_.referrals[r].service;
  const Service& s = service(p, at);
  const Intake now = intake(p, at);
  const Decision own = ask_rules(p, s, s.asks, s.needs_more_than, seen);
  const Decision d = now.is_own ? own : ask_rules(p, s, *now.asks, now.needs_more_than, seen);
  if (d.refusal != Refusal::none) return own.refusal != Refusal::none ? own : Decision{Refusal::rationed, -1};
  const double u = now.accept->is_certain() ? 0.0 : chance(p, Purpose::accept, s.key, w_.referrals[r].visit).uniform(0);
  View who = view(p, at, r);
  who.observed_extra = static_cast<int>(seen.extra_needs());
  if (!now.accept->happens(u, who))
    return {now.accept != &s.accept && s.accept.happens(u, who) ? Refusal::rationed : Refusal::not_accepted, -1};
  return {is_full(p, at) ? Refusal::full : Refusal::none, -1};
}

template <PolicySet P>
auto Simulation<P>::ask_rules(PersonId p, const Service& s, const Asks& asks, std::optional<int> most, const Observed& seen) const
    -> Decision {
  const auto attribute_of = [&](std::uint16_t a) -> std::size_t {
    return a == ask_place ? (cold(p).visitor ? no_place : hot(p).place.value) : w_.people.attribute[p.index() * w_.people.attributes + a];
  };
  if (const Refusal f = asked(asks, seen, attribute_of); f != Refusal::none) return {f, -1};
  const int named = refused_by(s.refuses, seen, [&](ServiceId other) { return is_open_at(p, other); });
  if (named >= 0) return {Refusal::refuses, named};
  if (most && seen.unmet_needs() > *most) return {Refusal::needs_more_than, -1};
  return {};
}

/// Rationing: from a length of list on, the settings a step names take the place of the service's own (rule W4).
template <PolicySet P>
auto Simulation<P>::intake(PersonId p, ServiceId at) const -> Intake {
  const Service& s = service(p, at);
  Intake now{&s.asks, &s.accept, s.needs_more_than, true};
  for (const WhenList& step : s.when_list) {
    if (w_.services[at.index()].waiting < step.at) break;
    now.is_own = false;
    if (step.asks) now.asks = &*step.asks;
    if (step.accept) now.accept = &*step.accept;
    if (step.needs_more_than) now.needs_more_than = step.needs_more_than;
  }
  return now;
}

/// Turned away when no slot is free (or the list is shut for the day, rule K2) and the list is closed at its length; 0 is a
/// loss system.
template <PolicySet P>
bool Simulation<P>::is_full(PersonId p, ServiceId at) const {
  const auto& closed_at = service(p, at).list.closed_at;
  const ServiceState& state = w_.services[at.index()];
  return closed_at && state.waiting >= *closed_at && !has_room(at);
}

/// A strand whose need is not in scope is refused; the referral's other strands go on (rule E1, wrong_door).
/// False if none is left, and the referral is over.
template <PolicySet P>
bool Simulation<P>::drop_wrong_doors(ReferralId r) {
  const PersonId p = w_.referrals[r].person;
  const ServiceId at = w_.referrals[r].service;
  const Carried strands = carried(r);
  Carried wrong;
  for (const StrandId id : strands)
    if (!service(p, at).works_on(w_.strands[id].need)) wrong.add(id);
  if (wrong.empty()) return true;
  if (wrong.size() == strands.size()) {
    reject(r, {Refusal::wrong_door, -1});
    return false;
  }
  ++w_.services[at.index()].flow.received;   // the referral arrives as two
  const ReferralId apart = make_referral(p, w_.strands[wrong[0]].request, at, w_.referrals[r].mode);
  w_.referrals[apart].visit = w_.referrals[r].visit;
  w_.referrals[apart].disclosed = w_.referrals[r].disclosed;
  w_.referrals[apart].relationship = w_.referrals[r].relationship;
  w_.referrals[apart].priority = w_.referrals[r].priority;
  for (const StrandId id : wrong) put(id, apart, StrandPlace::triage);
  reject(apart, {Refusal::wrong_door, -1});
  return true;
}

/// Refused: trust falls, and each strand is passed on or ends (rules E1, H1, H2).
template <PolicySet P>
void Simulation<P>::reject(ReferralId r, Decision why) {
  const PersonId p = w_.referrals[r].person;
  const ServiceId at = w_.referrals[r].service;
  count(p, Count::rejections);
  count_flow(r, FlowResult::rejected);
  tally(p, at, [&](ServiceTally& t) { ++t.rejected[static_cast<std::size_t>(why.refusal)]; });
  note(p, Happening::rejected, at, static_cast<std::uint8_t>(why.refusal), {}, static_cast<std::uint8_t>(why.named + 1),
       w_.referrals[r].request);
  ++w_.services[at.index()].flow.rejected;
  lives(p, Experience::rejected);
  if (why.refusal != Refusal::decided && why.refusal != Refusal::ended) acquaintance(p, at).refused_at = w_.now;
  const Carried strands = carried(r);
  for (const StrandId id : strands) {
    spurn(id, at);
    w_.strands[id].last_refusal = why.refusal;
  }
  pass_on(p, at, r, strands, {bit(PassOn::rejected), why.named}, From::triage, EndReason::refused);
  remove_referral(r);
}

/// Accepted: to the list, or joined to the place the person already has here (rule R4).
template <PolicySet P>
void Simulation<P>::accept(ReferralId r, const Observed& seen) {
  const PersonId p = w_.referrals[r].person;
  const ServiceId at = w_.referrals[r].service;
  const Service& s = service(p, at);
  w_.referrals[r].accepted_at = w_.now;
  tally(p, at, [](ServiceTally& t) { ++t.accepted; });
  count_flow(r, FlowResult::accepted);
  note(p, Happening::accepted, at, 0, {}, 0, w_.referrals[r].request);
  const Carried strands = carried(r);
  const bool asked_for = w_.referrals[r].mode != Mode::opening && w_.referrals[r].mode != Mode::compulsory;
  Level severity = 0;
  for (const StrandId id : strands) {
    Strand& strand = w_.strands[id];
    if (asked_for && strand.opener == Opener::crisis) strand.sought = true;   // rule R3
    if (!strand.need.is_none()) severity = std::max(severity, seen.level[strand.need.index()]);
  }
  w_.referrals[r].severity = severity;
  if (join_known(r, strands)) return;
  if (s.assesses && s.assesses_before_wait) return start_assessment(r);
  join_list(r);
}

/// Already on the list or in an episode here: the strands join that referral; no second slot, no second wait (rule R4).
template <PolicySet P>
bool Simulation<P>::join_known(ReferralId r, std::span<const StrandId> strands) {
  const PersonId p = w_.referrals[r].person;
  for (ReferralId known = hot(p).first_referral; !known.is_none(); known = w_.referrals[known].next_of_person) {
    const Referral& at = w_.referrals[known];
    if (known == r || at.service != w_.referrals[r].service) continue;
    if (at.state != ReferralState::waiting && !at.holds_slot) continue;
    const auto waits_for = [&](StrandId s) { return w_.strands[s].lead == known; };
    if (at.blocked && std::any_of(strands.begin(), strands.end(), waits_for)) continue;   // another bed there (rule S9)
    const ServiceId at_service = at.service;
    const bool in_episode = at.holds_slot, working = at.state == ReferralState::open && !at.blocked;
    if (in_episode) post_slot_days(known, w_.now);   // costs are shared from now on
    with_clocks(p, in_episode ? 0 : service(p, at_service).moves, [&] {   // a need more may wait (rule N3)
      for (const StrandId s : strands) {
        put(s, known, in_episode ? StrandPlace::episode : StrandPlace::list);
        w_.strands[s].had_episode = w_.strands[s].had_episode || in_episode;
        w_.strands[s].tried_open = false;
      }
    });
    remove_referral(r);
    ++w_.services[at_service.index()].flow.joined_known;
    if (in_episode && w_.blocked > 0) move_out(known);
    if (working) pass_while_open(known, strands);
    return true;
  }
  return false;
}

/// Takes a referral that is over out of the person's list and frees its row.
template <PolicySet P>
void Simulation<P>::remove_referral(ReferralId r) {
  Referral& ref = w_.referrals[r];
  ref.state = ReferralState::closed;
  ref.patience_event = ref.ready_event = ref.contact_event = ref.end_event = 0;
  ReferralId* link = &hot(ref.person).first_referral;
  while (*link != r) link = &w_.referrals[*link].next_of_person;
  *link = ref.next_of_person;
  w_.referrals.release(r);
}

/// The last strand of a referral ended while it was on its way or waiting for a triage: the referral goes with it. Where
/// an event is being dealt with (no event is booked for it), whoever deals with it removes it.
template <PolicySet P>
void Simulation<P>::left_referral(ReferralId r) {
  const Referral& ref = w_.referrals[r];
  if (ref.ready_event == 0 || ref.holds_slot || !carried(r).empty()) return;
  const bool arrived = ref.state == ReferralState::triage || ref.state == ReferralState::assessing_first;
  if (arrived) ++w_.services[ref.service.index()].flow.gone;
  remove_referral(r);
}

}  // namespace casepath
