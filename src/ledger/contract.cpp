#include "casepath/ledger/contract.hpp"

#include <algorithm>
#include <tuple>

namespace casepath {

Time Contract::closes() const noexcept {
  Duration longest{};
  for (const Milestone& m : milestones) longest = std::max(longest, m.kept);
  return until + longest;
}

bool Claims::has(PersonId p, std::uint16_t contract, std::uint16_t milestone) const noexcept {
  for (ClaimId id = first(p); !id.is_none(); id = rows_[id].next)
    if (rows_[id].contract == contract && rows_[id].milestone == milestone) return true;
  return false;
}

void Claims::make(PersonId p, std::uint16_t contract, std::uint16_t milestone, const Contract& terms, Level level, Time now) {
  if (has(p, contract, milestone)) return;
  if (first_.size() <= p.index()) first_.resize(p.index() + 1);
  const Time since = level <= terms.milestones[milestone].at_most ? now : never();
  first_[p.index()] = rows_.make(&terms, contract, milestone, since, false, first_[p.index()]);
}

void Claims::level_changed(PersonId p, NeedId need, Level level, Time now, std::uint16_t stratum) {
  for (ClaimId id = first(p); !id.is_none(); id = rows_[id].next) {
    Claim& claim = rows_[id];
    const Milestone& m = claim.terms->milestones[claim.milestone];
    if (m.need != need) continue;
    if (level <= m.at_most) {
      claim.since = std::min(claim.since, now);
    } else {
      judge(p, claim, now, stratum);
      claim.since = never();
    }
  }
}

/// Reached for good if it has been kept for long enough, and before the contract closes; once at most.
void Claims::judge(PersonId p, Claim& claim, Time now, std::uint16_t stratum) {
  const Milestone& m = claim.terms->milestones[claim.milestone];
  const Time at = claim.since + m.kept;
  if (claim.is_reached || claim.since == never() || at > now || at >= claim.terms->closes()) return;
  claim.is_reached = true;
  reached_.push_back({at, p, claim.contract, claim.milestone, stratum, m.price});
}

void Claims::settle(PersonId p, Time now, std::uint16_t stratum) {
  for (ClaimId id = first(p); !id.is_none(); id = rows_[id].next) judge(p, rows_[id], now, stratum);
}

void Claims::forget(PersonId p) {
  for (ClaimId id = first(p); !id.is_none();) {
    const ClaimId next = rows_[id].next;
    rows_.release(id);
    id = next;
  }
  if (p.index() < first_.size()) first_[p.index()] = ClaimId::none();
}

std::vector<Payment> settled(std::span<const Contract> contracts, std::vector<Reached> reached) {
  std::sort(reached.begin(), reached.end(), [](const Reached& a, const Reached& b) {
    return std::tie(a.at, a.person, a.contract, a.milestone) < std::tie(b.at, b.person, b.contract, b.milestone);
  });
  std::vector<Money> paid(contracts.size());
  std::vector<Payment> out;
  for (const Reached& r : reached) {
    const std::optional<Money>& cap = contracts[r.contract].cap;
    const Money now = cap ? std::min(r.price, std::max(*cap - paid[r.contract], Money{})) : r.price;
    paid[r.contract] += now;
    out.push_back({r, now});
  }
  return out;
}

}  // namespace casepath
