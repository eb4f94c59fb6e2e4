// A first estimate of a scenario without running it: traffic between services without queues, what they would have to hold
// against what they can, what it would cost and which share of that would bring no outcome. Never a result: the list of what
// it leaves out belongs to it.
#pragma once

#include <string>
#include <vector>

#include "casepath/model/rules.hpp"

namespace casepath {

/// One service, if everybody who is accepted were admitted without a queue. Counts and money are a year's.
struct ServiceEstimate {
  std::string name;
  double arrivals = 0, rejected = 0, admitted = 0;
  double wanted = 0;                 // slots that would be held on average
  double slots = -1;                 // that there are; below 0: no limit
  double cost = 0;                   // fiscal, of its referrals
  [[nodiscard]] double load() const noexcept { return slots > 0 ? wanted / slots : slots == 0 && wanted > 0 ? 1e9 : 0.0; }
  [[nodiscard]] bool saturates() const noexcept { return load() >= 1; }
};

struct FirstEstimate {
  std::vector<ServiceEstimate> services;   // those that are asked for something
  double cost_total = 0, cost_overhead = 0, cost_no_outcome = 0;   // over the counted years, fiscal
  double years = 0;                  // that are counted
  std::vector<std::string> left_out; // a line for each mechanism of the scenario that the estimate does not have

  /// Of what would be classed; 0 where nothing is.
  [[nodiscard]] double no_outcome_share() const noexcept {
    return cost_total > cost_overhead ? cost_no_outcome / (cost_total - cost_overhead) : 0.0;
  }
};

/// Solves lives, help and traffic until they agree. No draw beyond who the people at the start are.
[[nodiscard]] FirstEstimate first_estimate(const Rules& rules);

}  // namespace casepath
