// The fuzz targets: each takes any bytes and throws only where something does not hold that must. libFuzzer runs them
// through driver.cpp; test_fuzz replays the kept inputs (tests/fuzz/corpus) through the same functions without it.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace casepath::fuzz {

/// Bytes as a scenario file: read or refused with a ScenarioError, and what is read can be made ready to run.
void scenario(std::string_view bytes);
/// Bytes as a text with a unit, alone and as a value of a scenario.
void quantity(std::string_view bytes);
/// Bytes as what a run folder holds: a file of blocks, the content of one, a manifest.
void results(std::string_view bytes);
/// Bytes as choices of which a valid scenario is made, which then runs and must keep the laws.
void worlds(std::string_view bytes);

/// What a target throws: a promise that is not kept.
class Find : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

inline void must(bool holds, const char* promise) {
  if (!holds) throw Find(std::string("must hold: ") + promise);
}

}  // namespace casepath::fuzz
