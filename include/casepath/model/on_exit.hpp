// Leaving: a person moves away or dies, a visitor's business is done (rules P3, P4, R10). Everything open ends at once
// and is classed with what has happened.
#pragma once

#include "casepath/model/simulation.hpp"

namespace casepath {

template <PolicySet P>
void Simulation<P>::on_leave(PersonId p) {
  count(p, Count::left);
  note(p, Happening::left, {});
  hot(p).inside = false;
  std::vector<ServiceId> freed;
  for (ReferralId r = hot(p).first_referral; !r.is_none(); r = w_.referrals[r].next_of_person) post_slot_days(r, w_.now);
  end_all_strands(p, EndReason::left);
  while (!hot(p).first_referral.is_none()) {
    const ReferralId r = hot(p).first_referral;
    const ServiceId at = w_.referrals[r].service;
    if (w_.referrals[r].holds_slot) {
      tally(p, at, [](ServiceTally& t) { ++t.closed[static_cast<std::size_t>(Closure::left)]; });
      note(p, Happening::closed, at, static_cast<std::uint8_t>(Closure::left), {}, 0, w_.referrals[r].request);
      release_slot(r);
      freed.push_back(at);
    }
    remove_referral(r);
  }
  conclude_all(p, Knowing::person_left);
  const std::size_t cohort = cold(p).origin;
  const std::uint32_t index = cold(p).index;
  const auto generation = static_cast<std::uint16_t>(cold(p).generation + 1);
  const bool replaced = rules().cohorts[cohort].replaces;
  hand_on_party(p);
  const PersonId with = others_in_party(p);
  clear_person(p);
  if (replaced) birth(p, cohort, index, generation, with);
  else leave_party(p);
  for (const ServiceId s : freed) admit_all(s);
}

/// Takes a person out of every table; the row is empty afterwards.
template <PolicySet P>
void Simulation<P>::clear_person(PersonId p) {
  const PersonCold& c = cold(p);
  if (!c.visitor) {
    for (std::size_t k = 0; k < rules().needs.size(); ++k) w_.levels.change(w_.now, c.stratum, NeedId{k}, hot(p).level(NeedId{k}), -1);
    w_.levels.people(w_.now, c.stratum, -1);
    ++w_.gone;
    w_.spent_by_gone += c.spent;
  }
  if (!w_.claims.empty()) {   // a visitor's needs have no course, so what is reached will be kept
    w_.claims.settle(p, c.visitor ? never() : w_.now, c.stratum);
    w_.claims.forget(p);
  }
  w_.acquaintances.forget(cold(p).first_acquaintance);
  w_.people.forget_past(p);
  drop_cliffs(p, [](const Cliff&) { return true; });
  const std::uint32_t events = hot(p).events;   // so that stale events stay recognisable
  hot(p) = PersonHot{};
  hot(p).events = events;
  cold(p) = PersonCold{};
}

/// Visitors' rows are free once their request has ended: their needs have no course of their own, so what was reached
/// stays reached and what was not never will be.
template <PolicySet P>
void Simulation<P>::dismiss_visitors() {
  for (const PersonId p : done_visitors_) {
    if (!cold(p).visitor || !hot(p).first_strand.is_none() || !hot(p).first_referral.is_none()) continue;
    class_visitor(p);
    clear_person(p);
    w_.people.free.push_back(p);
  }
  done_visitors_.clear();
}

template <PolicySet P>
void Simulation<P>::class_visitor(PersonId p) {
  const Time now = w_.now;
  w_.now = now + rules().outcome.sustain;   // nothing can happen to them before it
  conclude_all(p, Knowing::person_left);
  w_.now = now;
}

}  // namespace casepath
