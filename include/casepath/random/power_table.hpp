// Powers of a factor by the 256 steps in which trust and relationship are read, and by number of extra needs: no power in the
// loop (rule C1). Made when a scenario is lowered, and again where a tie moves the factor (rule C4).
#pragma once

#include <vector>

#include "casepath/base/chance.hpp"
#include "casepath/base/ids.hpp"
#include "casepath/random/exact_math.hpp"

namespace casepath {

[[nodiscard]] constexpr bool is_power(FactorOf of) noexcept {
  return of == FactorOf::trust || of == FactorOf::relationship || of == FactorOf::extra_need;
}

/// f^(trust - 0.5), f^relationship, or f^n for n extra needs.
[[nodiscard]] inline std::vector<double> power_table(FactorOf of, double f) {
  std::vector<double> table(of == FactorOf::extra_need ? max_needs : 256);
  for (std::size_t i = 0; i < table.size(); ++i) {
    const auto n = static_cast<double>(i);
    table[i] = power_of(f, of == FactorOf::extra_need ? n : n / 255.0 - (of == FactorOf::trust ? 0.5 : 0.0));
  }
  return table;
}

}  // namespace casepath
