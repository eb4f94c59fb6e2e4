// Who is on a list or has an open case when the run begins, and since when (rule P7): real places start with a backlog.
// Such requests were opened before the start: they count as no opening, cost nothing before it, and keep their true dates.
#pragma once

#include <utility>

#include "casepath/model/simulation.hpp"

namespace casepath {

namespace detail {
inline constexpr std::uint32_t of_start = hash32("at_start");
inline constexpr int most_tries = 1000;

/// The last day on which a strand opened at `began` was cut for the books, or its opening (rule O7). Not after `now`.
[[nodiscard]] inline Time last_cut(Time began, Time now, Duration review) noexcept {
  return review >= forever() ? began : began + Duration{(now - began).ticks / review.ticks * review.ticks};
}
}  // namespace detail

/// Named people first, then those drawn by lot; cases before lists, for a bed meets what one would else wait for.
template <PolicySet P>
void Simulation<P>::seat_all() {
  const bool counting = std::exchange(w_.counting, false);
  const std::vector<Service>& services = rules().services;
  for (const bool named : {true, false})
    for (const bool open : {true, false})
      for (std::size_t i = 0; i < services.size(); ++i)
        for (const StartCases& c : services[i].at_start)
          if (c.open == open && (c.person != StartCases::by_lot) == named) seat(ServiceId{i}, c);
  w_.counting = counting;
  for (std::size_t i = 0; i < services.size(); ++i)
    if (!services[i].at_start.empty()) admit_all(ServiceId{i});
}

template <PolicySet P>
void Simulation<P>::seat(ServiceId at, const StartCases& cases) {
  const Service& s = rules().services[at.index()];
  if (s.scope == 0) return seat_visitors(at, cases);
  int seated = 0;
  for (const Ticket& t : tickets(at, cases)) {
    if (seated == cases.number) return;
    bool has_place = false;
    for (ReferralId r = hot(t.person).first_referral; !r.is_none(); r = w_.referrals[r].next_of_person)
      has_place = has_place || w_.referrals[r].service == at;
    if (!has_place) seat_one(t.person, at, t.need, cases, seated++);
  }
  if (seated == cases.number) return;
  const std::string who = cases.person != StartCases::by_lot ? "person " + std::to_string(cases.person) + " has no such need"
                                                             : "only " + std::to_string(seated) + " whom it would let in have such a need";
  throw ModelError("services." + s.name + ".at_start: " + std::to_string(cases.number) + (cases.open ? " open" : " waiting") + ", but " + who +
                       " unmet and asked about nowhere else", 0.0, cases.person, w_.replication, w_.seed);
}

/// Do the service's rules let somebody in who tells everything?
template <PolicySet P>
bool Simulation<P>::would_let_in(const Service& s, PersonId p) const {
  Observed told;
  told.unmet = static_cast<std::uint16_t>(unmet_needs(p));
  for (std::size_t k = 0; k < rules().needs.size(); ++k) told.level[k] = hot(p).level(NeedId{k});
  return s.takes_everyone || ask_rules(p, s, s.asks, s.needs_more_than, told).refusal == Refusal::none;
}

/// Every unmet need in scope that nobody has in hand, of people who would be let in, in the order of its luck.
template <PolicySet P>
auto Simulation<P>::tickets(ServiceId at, const StartCases& cases) const -> std::vector<Ticket> {
  const Service& s = rules().services[at.index()];
  std::vector<Ticket> all;
  const auto add = [&](PersonId p) {
    if (!hot(p).inside || cold(p).visitor || (cases.person == StartCases::by_lot && !would_let_in(s, p))) return;
    for_each_bit(s.scope & unmet_needs(p), [&](std::size_t i) {
      const NeedId k{i};
      if ((!cases.need.is_none() && cases.need != k) || has_sought(p, k)) return;
      const std::uint32_t detail = mix32(mix32(detail::of_start, s.key), rules().needs[i].key);
      all.push_back({chance(p, Purpose::born_trait, detail, 0).uniform(0), p, k});
    });
  };
  if (cases.person != StartCases::by_lot) add(PersonId{cases.person});
  else
    for (std::size_t i = 0; i < w_.people.size(); ++i) add(PersonId{i});
  std::sort(all.begin(), all.end(), [](const Ticket& a, const Ticket& b) {
    return a.luck != b.luck ? a.luck < b.luck : a.person != b.person ? a.person < b.person : a.need < b.need;
  });
  return all;
}

/// A service that works on no need has visitors with requests without needs, as a stream would bring them (rules R2, O8).
template <PolicySet P>
void Simulation<P>::seat_visitors(ServiceId at, const StartCases& cases) {
  for (int n = 0; n < cases.number; ++n) {
    const PersonId p = w_.people.add();
    cold(p).visitor = true;
    cold(p).origin = no_stream;
    cold(p).origin_salt = mix32(mix32(detail::of_start, rules().services[at.index()].key), cases.open ? 1u : 0u);
    cold(p).index = static_cast<std::uint32_t>(n);
    hot(p).inside = true;
    hot(p).trust_at = w_.now;
    draw_trust(p, rules().visitors_trust);
    seat_one(p, at, NeedId::none(), cases, n);
  }
}

/// A request with one strand, opened so long ago, in its place. @param n  which of these cases
template <PolicySet P>
void Simulation<P>::seat_one(PersonId p, ServiceId at, NeedId k, const StartCases& cases, int n) {
  const Service& s = service(p, at);
  const Address luck = address(p, Purpose::born_trait, mix32(detail::of_start, s.key), 0);
  const Duration age = cases.ages.empty() ? drawn(cases.age, view(p, at), draw(w_.key, luck).uniform(0), luck) : cases.ages[static_cast<std::size_t>(n)];
  const RequestId q = open_request(p, Opener::at_start);
  const StrandId id = open_strand(p, q, k, true);
  Strand& strand = w_.strands[id];
  w_.requests[q].opened = strand.opened = w_.now - age;
  if (!k.is_none()) w_.pieces[strand.piece].opened = detail::last_cut(strand.opened, w_.now, rules().outcome.review);
  const ReferralId r = make_referral(p, q, at, Mode::opening);
  Referral& ref = w_.referrals[r];
  ref.visit = ++acquaintance(p, at).visits;
  ref.accepted_at = ref.started_at = strand.opened;
  if (!k.is_none()) ref.disclosed = static_cast<std::uint16_t>(1u << k.value);
  ref.severity = k.is_none() ? Level{0} : hot(p).level(k);
  ++w_.services[at.index()].flow.received;
  put(id, r, cases.open ? StrandPlace::episode : StrandPlace::list);
  if (cases.open) seat_in_episode(r);
  else seat_on_list(r);
}

/// Waits count from the true date; the time before the start belongs to no integral, but to the sum of waits (Little's law).
template <PolicySet P>
void Simulation<P>::seat_on_list(ReferralId r) {
  const Referral& ref = w_.referrals[r];
  const PersonId p = ref.person;
  const Service& s = service(p, ref.service);
  ServiceState& state = w_.services[ref.service.index()];
  ++state.waiting;
  state.flow.queue += (w_.now - ref.accepted_at).ticks;
  with_clocks(p, s.moves, [&] { w_.referrals[r].state = ReferralState::waiting; });
  ++hot(p).lists;
  note(p, Happening::joined_list, ref.service, 0, {}, 0, ref.request);
  if (s.list.patience) {
    const Duration rest = rest_of(*s.list.patience, r, Purpose::patience, 0, detail::most_tries);
    w_.referrals[r].patience_event = book(w_.now + rest, p, Rank::patience, Act::patience, r.value);
  }
  // Where a slot is free it is the appointment that keeps them; else it may be past.
  const Duration delay = rest_of(s.list.delay, r, Purpose::delay, 0, state.caseload.can_take_on() ? detail::most_tries : 1);
  if (delay.ticks > 0) {
    w_.referrals[r].ready_event = book(w_.now + delay, p, Rank::joining, Act::ready, r.value);
    return;
  }
  w_.referrals[r].ready_event = ++hot(p).events;
  state.ready.join({ref.accepted_at, p.value, r, ref.ready_event, list_class(r)});
}

/// An open case: its start, with costs, assessment and effects, is past; what it counts as began with the strand's books (S1).
template <PolicySet P>
void Simulation<P>::seat_in_episode(ReferralId r) {
  meet_worker(r);
  Referral& ref = w_.referrals[r];
  const PersonId p = ref.person;
  const Service& s = service(p, ref.service);
  ref.cost_from = w_.now;
  ref.has_slot_cost = is_one_of_share(r, 1, s.costs.slot_day, s.costs.slot_day_share);
  ref.holds_slot = true;
  ServiceState& state = w_.services[ref.service.index()];
  state.caseload.take(ref.worker, r);
  ++state.flow.admitted;
  if (s.away) cold(p).away = true;
  Strand& strand = w_.strands[carried(r)[0]];
  strand.had_episode = true;
  note(p, Happening::admitted, ref.service, 0, {}, 0, ref.request);
  with_clocks(p, s.moves, [&] {
    w_.referrals[r].state = ReferralState::open;
    if (s.lead && cold(p).lead.is_none()) cold(p).lead = r;
  });
  credit_counts_as(r);
  if (!s.while_open.empty()) with_clocks(p, s.moves, [&] { recount_levels(p); });
  if (!strand.need.is_none())
    if (Piece& piece = w_.pieces[strand.piece]; piece.fall_at != never()) {
      piece.fall_at = piece.opened;
      if (!is_unmet(p, strand.need)) w_.people.past_of(p, strand.need).crossed_at = piece.opened;
    }
  book_rest(r);
}

template <PolicySet P>
void Simulation<P>::book_rest(ReferralId r) {
  const PersonId p = w_.referrals[r].person;
  const ServiceId at = w_.referrals[r].service;
  const Service& s = service(p, at);
  const CloseRules& closes = close_rules(p, at);
  Time stay = never(), limit = never();
  if (s.stay) stay = w_.now + rest_of(*s.stay, r, Purpose::stay, 0, detail::most_tries);
  if (closes.after) limit = w_.now + rest_of(*closes.after, r, Purpose::stay, 1, detail::most_tries);
  book_end(r, stay, limit);
  if (s.contacts) had_contacts(r);
}

/// Contacts have kept their rhythm since the true start. Those before the run cost nothing and changed no need; attended
/// ones have raised the relationship, and count towards a limit of contacts, though not up to it: the case is open.
template <PolicySet P>
void Simulation<P>::had_contacts(ReferralId r) {
  const PersonId p = w_.referrals[r].person;
  const ServiceId at = w_.referrals[r].service;
  const Service& s = service(p, at);
  const auto& limit = close_rules(p, at).contacts;
  Acquaintance& met = acquaintance(p, at);
  Time next = w_.referrals[r].started_at;
  while (next < w_.now) {
    const Block luck = chance(p, Purpose::contact, s.key, ++met.contacts);
    Referral& ref = w_.referrals[r];
    if (s.contacts->attend.happens(luck.uniform(0), view(p, at, r))) {
      ref.relationship = risen(ref.relationship, rules_of(p).relationship_attended);
      if (!limit || ref.attended + 1 < *limit) ++ref.attended;
    }
    next = next + contact_interval(r, luck.uniform(3), met.contacts, next);
  }
  if (!s.contacts->asks.empty()) set_pace(r, highest_carried(r));
  w_.referrals[r].contact_event = book(next, p, Rank::contact, Act::contact, r.value);
}

/// What is left of a duration that has outlasted the case's age: drawn until it has. One that never does is over.
template <PolicySet P>
Duration Simulation<P>::rest_of(const DurationRule& rule, ReferralId r, Purpose purpose, int word, int tries) const {
  const Referral& ref = w_.referrals[r];
  const PersonId p = ref.person;
  const Duration age = w_.now - ref.accepted_at;
  const std::uint32_t detail = mix32(detail::of_start, service(p, ref.service).key);
  const int most = rule.ticks.kind == DistributionKind::fixed ? 1 : tries;
  for (int n = 0; n < most; ++n) {
    const Address luck = address(p, purpose, detail, static_cast<std::uint32_t>(n));
    const Duration whole = drawn(rule, view(p, ref.service, r), draw(w_.key, luck).uniform(word), luck);
    if (whole > age) return whole - age;
  }
  return {};
}

}  // namespace casepath
