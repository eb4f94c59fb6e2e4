// Groups of the costliest people before the start (rule O14): by what the warm-up has posted on each, and what their row of
// data says. Formed once, when counting begins: until then nothing is counted, so nobody's group is asked for.
#pragma once

#include <cmath>

#include "casepath/model/on_cost.hpp"
#include "casepath/model/simulation.hpp"

namespace casepath {

/// What a referral has cost before counting begins: fiscal costs, as in all totals (rule O10).
template <PolicySet P>
void Simulation<P>::add_cost_before(ReferralId r, Money cost) {
  const Referral& ref = w_.referrals[r];
  if (!cold(ref.person).visitor && rules().is_fiscal(ref.service)) cold(ref.person).spent += cost;
}

/// A share is of everybody who is there, rounded up; who has cost nothing is in no such group. Ties go by number.
template <PolicySet P>
void Simulation<P>::join_cost_groups() {
  if (!asks_cost_now()) return;
  const std::vector<Group>& groups = rules().groups;
  std::vector<PersonId> there;
  for (std::size_t i = 0; i < w_.people.size(); ++i)
    if (hot(PersonId{i}).inside && !cold(PersonId{i}).visitor) there.push_back(PersonId{i});
  std::stable_sort(there.begin(), there.end(), [&](PersonId a, PersonId b) { return cold(b).spent < cold(a).spent; });
  const auto number = static_cast<double>(there.size());
  for (std::size_t i = 0; i < there.size(); ++i) {
    std::uint32_t kept = 0;
    for (std::size_t g = 0; g < groups.size(); ++g) {
      const bool costly = cold(there[i]).spent.minor > 0 && static_cast<double>(i) < std::ceil(groups[g].cost_before * number - 1e-9);
      if (groups[g].cost_before == 0 || costly) kept |= 1u << g;
    }
    keep_costliest(there[i], kept);
    cold(there[i]).spent = Money{};
  }
  w_.spent_by_gone = Money{};
  w_.knows_cost_before = true;
}

/// Leaves the groups that are not among `groups`.
template <PolicySet P>
void Simulation<P>::keep_costliest(PersonId p, std::uint32_t groups) {
  const std::uint16_t before = cold(p).stratum, after = stratum_of(w_.strata.groups(before) & groups);
  if (after == before) return;
  const auto move = [&](std::uint16_t stratum, int by) {
    w_.levels.people(w_.now, stratum, by);
    for (std::size_t k = 0; k < rules().needs.size(); ++k) w_.levels.change(w_.now, stratum, NeedId{k}, hot(p).level(NeedId{k}), by);
  };
  move(before, -1);
  move(after, +1);
  cold(p).stratum = after;
}

}  // namespace casepath
