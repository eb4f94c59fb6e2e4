// What one replication is run with besides its rules: its seed and number, and how it is stopped, bounded and watched.
#pragma once

#include <atomic>
#include <cstdint>

#include "casepath/base/time.hpp"

namespace casepath {

struct RunSettings {
  std::uint64_t seed = 1;
  std::uint32_t replication = 0;
  const std::atomic<bool>* stop = nullptr;   // asked now and then; true ends the run with Interrupted
  std::uint64_t most_events = 10'000'000'000;
  std::atomic<std::int64_t>* passed = nullptr;   // told now and then what time has passed: ticks, those before included
  Duration passed_before{};
};

}  // namespace casepath
