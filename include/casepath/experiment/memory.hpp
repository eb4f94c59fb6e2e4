// What a study needs in memory at the least, reckoned beforehand: one that cannot fit is refused with what to reduce, and
// not killed by the system half-way.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "casepath/scenario/lower.hpp"

namespace casepath {

struct MemoryNeed {
  std::int64_t people = 0;
  unsigned worlds = 1;               // held at one time
  double bytes = 0;                  // at least
};

/// Every job holds a world, and a second one where a variant that starts at a date branches off one that goes on (rule V2).
/// @param variants those that are run; empty: base and all
[[nodiscard]] MemoryNeed memory_need(const Runnable& study, const std::vector<std::string>& variants, unsigned jobs);

/// Bytes that the machine could give now, what it would take back from its caches included; 0 where it does not say.
[[nodiscard]] double free_memory();

/// @param free bytes; 0: not known, and nothing is refused  @throws Error with both numbers and what to reduce
void refuse_if_too_big(const MemoryNeed& need, double free);

}  // namespace casepath
