// An episode of a service that is paid by outcomes begins, or takes up another need: from now on the person may reach what the
// contract pays for (rule M1). What becomes of that is watched where levels change.
#pragma once

#include "casepath/model/simulation.hpp"

namespace casepath {

template <PolicySet P>
void Simulation<P>::claim_milestones(ReferralId r) {
  const std::vector<Contract>& contracts = rules().contracts;
  const PersonId p = w_.referrals[r].person;
  const std::uint32_t needs = needs_carried(r, Also::led);
  for (std::size_t c = 0; c < contracts.size(); ++c) {
    if (contracts[c].service != w_.referrals[r].service || !contracts[c].counts_start(w_.now)) continue;
    for (std::size_t m = 0; m < contracts[c].milestones.size(); ++m)
      if (const NeedId k = contracts[c].milestones[m].need; !k.is_none() && (needs >> k.value & 1u) != 0)
        w_.claims.make(p, static_cast<std::uint16_t>(c), static_cast<std::uint16_t>(m), contracts[c], hot(p).level(k), w_.now);
  }
}

}  // namespace casepath
