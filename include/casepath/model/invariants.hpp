// The conservation laws, checked at the end of every run (not only in tests). A run that breaks one raises ModelError:
// never a silent number.
#pragma once

#include "casepath/model/simulation.hpp"

namespace casepath {

template <PolicySet P>
void Simulation<P>::check_laws() const {
  check_people();
  check_services();
  check_ledger();
}

/// People: arrived = left + inside. Everything that was opened has ended.
template <PolicySet P>
void Simulation<P>::check_people() const {
  std::int64_t inside = 0;
  for (std::size_t i = 0; i < w_.people.size(); ++i) {
    const PersonId p{i};
    if (hot(p).inside && !cold(p).visitor) ++inside;
    if (!hot(p).first_strand.is_none()) broken("every strand has ended and is classed", p);
  }
  if (w_.arrived != w_.gone + inside || w_.levels.number() != inside) broken("people arrived = left + inside");
  if (w_.strands.live() != 0 || w_.pieces.live() != 0 || w_.requests.live() != 0) broken("no strand is left without a person");
}

/// Per service: received = rejected + joined to a case + gone + admitted + still there; admitted = closed + open; and the
/// integral of the list's length = the sum of waits (Little's law, sample-path form), exact in ticks.
template <PolicySet P>
void Simulation<P>::check_services() const {
  std::vector<ServiceFlow> still(w_.services.size());
  for (std::size_t i = 0; i < w_.people.size(); ++i)
    for (ReferralId r = hot(PersonId{i}).first_referral; !r.is_none(); r = w_.referrals[r].next_of_person) {
      const Referral& ref = w_.referrals[r];
      ServiceFlow& f = still[ref.service.index()];
      if (ref.holds_slot) ++f.admitted;
      else if (ref.state == ReferralState::waiting) ++f.received, f.waited += (w_.now - ref.accepted_at).ticks;
    }
  for (std::size_t i = 0; i < w_.services.size(); ++i) {
    const ServiceFlow& f = w_.services[i].flow;
    const std::string& name = rules().services[i].name;
    if (f.received != f.rejected + f.joined_known + f.gone + f.admitted + still[i].received)
      broken("received = rejected + joined + gone + admitted + waiting, at " + name);
    if (f.admitted != f.closed + still[i].admitted || w_.services[i].caseload.open() != still[i].admitted)
      broken("opened = closed + open, at " + name);
    const PersonTicks queue = f.queue + PersonTicks{(w_.now - w_.services[i].load_since).ticks} * w_.services[i].waiting;
    if (queue != f.waited + still[i].waited) broken("the list's integral = the sum of waits (Little), at " + name);
  }
}

/// Both readings of credit sum to the same total, to the penny; and what was spent on people is the ledger less what
/// belongs to none of them.
template <PolicySet P>
void Simulation<P>::check_ledger() const {
  Money chain, episode, of_people = w_.spent_by_gone, of_strands;
  std::int64_t chain_count = 0, episode_count = 0;
  w_.ledger.for_each(w_.strata.within(0), [&](std::size_t, std::size_t, InteractionKind, bool, OutcomeClass of, Opener opener, const LedgerCell& c) {
    chain += c.chain;
    episode += c.episode;
    chain_count += c.chain_count;
    episode_count += c.episode_count;
    if (opener != Opener::stream && of != OutcomeClass::overhead) of_strands += c.chain;
  });
  for (std::size_t i = 0; i < w_.people.size(); ++i) of_people += cold(PersonId{i}).spent;
  if (chain != episode || chain_count != episode_count) broken("both readings of credit sum to one total");
  if (of_people != of_strands) broken("the ledger = the sum over people");
}

}  // namespace casepath
