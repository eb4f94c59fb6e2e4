// What a figure is worked out from: the sums of one group of people over some years.
#pragma once

#include <array>
#include <vector>

#include "casepath/model/world.hpp"

namespace casepath::detail {

/// Costs and counts of one service's rows (or all), by class, both credits.
struct ClassSums {
  std::array<Money, class_kinds> chain{}, episode{};
  std::array<std::int64_t, class_kinds> interactions{};

  [[nodiscard]] Money total() const noexcept {
    Money all;
    for (const Money m : chain) all += m;
    return all;
  }
};

/// What a contract came to: what was reached at its price, and what was paid of it.
struct ContractSums {
  Money achieved, paid;
  std::vector<std::int64_t> reached;     // by milestone
};

/// One group over some periods: all that its figures need.
struct Span {
  Slice people;                          // counts summed, quantiles merged, integrals summed
  std::vector<ServiceLoad> load;         // by service
  std::vector<ClassSums> by_row;         // by service, then programmes
  ClassSums fiscal;
  Money process, crisis, economic, social;
  std::vector<Money> by_payer;
  std::vector<ContractSums> contracts;
  std::vector<Money> paid_out, paid_in;  // under contracts, by payer
  double years = 0;                      // length of the span
};

/// @param group 0 is everybody  @param from, to periods, `to` not included
[[nodiscard]] Span gather(const World& world, std::size_t group, std::size_t from, std::size_t to);

}  // namespace casepath::detail
