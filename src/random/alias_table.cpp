// Building an alias table in O(n): Vose 1991, "A linear algorithm for generating random numbers with a given distribution".
#include "casepath/random/alias_table.hpp"

#include <algorithm>
#include <limits>
#include <string>

#include "casepath/base/error.hpp"

namespace casepath {

namespace {

double total_of(std::span<const double> weights) {
  double total = 0;
  for (const double w : weights) {
    if (!(w >= 0)) throw Error("alias table: a weight must be at least 0, got " + std::to_string(w));
    total += w;
  }
  if (!(total > 0 && total <= std::numeric_limits<double>::max())) {
    throw Error("alias table: the weights must have a finite sum above 0, got " + std::to_string(total));
  }
  return total;
}

}  // namespace

AliasTable::AliasTable(std::span<const double> weights) : cells_(weights.size()) {
  const double scale = static_cast<double>(weights.size()) / total_of(weights);
  // Rounding can leave a poor cell without a giver: the heaviest option takes its remainder.
  const auto heaviest = std::max_element(weights.begin(), weights.end()) - weights.begin();
  std::vector<std::uint32_t> poor, rich;
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    cells_[i] = {weights[i] * scale, static_cast<std::uint32_t>(heaviest)};
    (cells_[i].keep < 1.0 ? poor : rich).push_back(static_cast<std::uint32_t>(i));
  }
  while (!poor.empty() && !rich.empty()) {
    const std::uint32_t receiver = poor.back(), giver = rich.back();
    poor.pop_back();
    cells_[receiver].other = giver;
    cells_[giver].keep -= 1.0 - cells_[receiver].keep;
    if (cells_[giver].keep >= 1.0) continue;
    rich.pop_back();
    poor.push_back(giver);
  }
}

}  // namespace casepath
