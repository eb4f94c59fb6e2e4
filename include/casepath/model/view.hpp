// A person as a rule sees them: the circumstances that chances depend on (rule C1), and the addresses of their luck.
#pragma once

#include "casepath/model/simulation.hpp"

namespace casepath {

/// Nothing is worked out before it is asked for: most chances depend on little.
template <PolicySet P>
struct Simulation<P>::View {
  const Simulation& sim;
  PersonId person;
  ServiceId service;
  ReferralId episode;            // whose relationship counts; none: no relationship
  int observed_extra = -1;       // extra needs as a triage has seen them; below 0: as they are

  [[nodiscard]] float trust() const { return sim.trust_of(person); }
  [[nodiscard]] float relationship() const { return episode.is_none() ? 0.0f : sim.relationship_at(episode); }
  [[nodiscard]] std::size_t extra_needs() const {
    return observed_extra < 0 ? sim.extra_needs(person) : static_cast<std::size_t>(observed_extra);
  }
  [[nodiscard]] std::size_t place() const { return sim.hot(person).place.index(); }
  [[nodiscard]] bool is_waiting() const { return sim.hot(person).lists > 0; }
  [[nodiscard]] bool has_lead() const { return !sim.cold(person).lead.is_none(); }
  [[nodiscard]] std::size_t level_of(std::uint16_t k) const { return sim.hot(person).level(NeedId{k}); }
  [[nodiscard]] std::size_t attribute(std::uint16_t a) const {
    return sim.w_.people.attribute[person.index() * sim.w_.people.attributes + a];
  }
  [[nodiscard]] bool is_open_at(std::uint16_t s) const { return sim.is_open_at(person, ServiceId{s}); }
};

template <PolicySet P>
auto Simulation<P>::view(PersonId p, ServiceId s, ReferralId episode) const -> View {
  return View{*this, p, s, episode};
}

template <PolicySet P>
float Simulation<P>::trust_of(PersonId p) const noexcept {
  const PersonHot& h = hot(p);
  return drifted(h.trust, cold(p).trust_start, h.lists, w_.now - h.trust_at, rules_of(p).trust);
}

/// Writes trust as it is now, before something that moves it or the pace at which it drifts.
template <PolicySet P>
void Simulation<P>::settle_trust(PersonId p) {
  hot(p).trust = trust_of(p);
  hot(p).trust_at = w_.now;
}

/// An experience that moves nothing writes nothing, to the bit.
template <PolicySet P>
void Simulation<P>::lives(PersonId p, Experience e) {
  const float before = trust_of(p), after = trust_rule_.after(before, e, rules_of(p).trust);
  if (after == before) return;
  hot(p).trust = after;
  hot(p).trust_at = w_.now;
}

template <PolicySet P>
std::size_t Simulation<P>::extra_needs(PersonId p) const noexcept {
  const int unmet = std::popcount(unmet_needs(p));
  return unmet > 1 ? static_cast<std::size_t>(unmet - 1) : 0;
}

template <PolicySet P>
bool Simulation<P>::is_open_at(PersonId p, ServiceId s) const noexcept {
  for (ReferralId r = hot(p).first_referral; !r.is_none(); r = w_.referrals[r].next_of_person) {
    const Referral& at = w_.referrals[r];
    if (at.service == s && at.holds_slot) return true;
  }
  return false;
}

/// The lead's rules, unless the lead is the episode `but` itself (rule S10).
template <PolicySet P>
const LeadRules* Simulation<P>::lead_for(PersonId p, ReferralId but) const noexcept {
  const ReferralId lead = cold(p).lead;
  if (lead.is_none() || lead == but) return nullptr;
  const auto& rules = service(p, w_.referrals[lead].service).lead;
  return rules ? &*rules : nullptr;
}

/// The episode's own relationship, or what the lead's carries across if that is more (rule S10).
template <PolicySet P>
float Simulation<P>::relationship_at(ReferralId id) const noexcept {
  const Referral& r = w_.referrals[id];
  const LeadRules* lead = lead_for(r.person, id);
  if (lead == nullptr) return r.relationship;
  return std::max(r.relationship, static_cast<float>(static_cast<double>(w_.referrals[cold(r.person).lead].relationship) * lead->carries));
}

/// Where a person's luck for a purpose is found; the origin is mixed in, so that no two cohorts or streams share luck.
template <PolicySet P>
Address Simulation<P>::address(PersonId p, Purpose purpose, std::uint32_t detail, std::uint32_t occasion) const noexcept {
  const PersonCold& c = cold(p);
  return {c.index, mix32(detail, c.origin_salt), occasion, purpose, c.visitor ? SubjectKind::visitor : SubjectKind::person};
}

template <PolicySet P>
Block Simulation<P>::chance(PersonId p, Purpose purpose, std::uint32_t detail, std::uint32_t occasion) const noexcept {
  return draw(w_.key, address(p, purpose, detail, occasion));
}

/// A duration with its factors (rule C2), rounded to the tick (rule T1).
template <PolicySet P>
Duration Simulation<P>::drawn(const DurationRule& rule, const View& who, double u, const Address& at) const {
  DrawStream spare(w_.key, at, 1u << 16);
  const double ticks = sample(rule.ticks, u, spare);
  return rounded(rule.factors.empty() ? ticks : ticks * product_of(rule.factors, who));
}

template <PolicySet P>
Acquaintance& Simulation<P>::acquaintance(PersonId p, ServiceId s) {
  return w_.acquaintances.of(cold(p).first_acquaintance, s);
}

}  // namespace casepath
