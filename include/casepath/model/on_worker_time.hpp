// Worker time (rule K4): as more is asked of the workers of a service than they have time for, contacts come less often. Held
// against one another when a contact is booked: no event, no queue of contacts.
#pragma once

#include "casepath/model/simulation.hpp"

namespace casepath {

/// The interval times what is asked for over what is there, if that is above 1. While every post is vacant somebody covers.
template <PolicySet P>
Duration Simulation<P>::stretched(ReferralId r, Level level, Duration interval) {
  set_pace(r, level);
  const Referral& ref = w_.referrals[r];
  const Service& s = service(ref.person, ref.service);
  const ServiceState& state = w_.services[ref.service.index()];
  double asked = 0;
  for (std::size_t l = 0; l < state.paces.size(); ++l) asked += static_cast<double>(state.paces[l]) * s.contacts->asks[l];
  const double there = static_cast<double>(std::max<std::size_t>(state.caseload.present(), 1)) * s.workers->gives;
  return asked > there ? rounded(static_cast<double>(interval.ticks) * (asked / there)) : interval;
}

/// An open episode counts by the level that its last contact was booked by; one that is over, or blocked, asks for nothing.
template <PolicySet P>
void Simulation<P>::set_pace(ReferralId r, std::uint8_t pace) {
  Referral& ref = w_.referrals[r];
  if (ref.pace == pace) return;
  std::vector<int>& paces = w_.services[ref.service.index()].paces;
  paces.resize(rules().levels.size());
  if (ref.pace != no_pace) --paces[ref.pace];
  if (pace != no_pace) ++paces[pace];
  ref.pace = pace;
}

}  // namespace casepath
