// Needs nothing compiled: time, chance and versions from the headers alone.
#include <cstdio>

#include <casepath/base/time.hpp>
#include <casepath/random/philox.hpp>
#include <casepath/version.hpp>

int main() {
  static_assert(CASEPATH_VERSION_MAJOR == 0 || CASEPATH_RESULTS_VERSION >= 1);
  static_assert(casepath::days(7).ticks == 7 * casepath::ticks_per_day);
  std::printf("%s\n", casepath::header_version);
}
