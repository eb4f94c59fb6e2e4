// The compiled library is of the same version as the headers, and its text agrees with the three numbers. Includes the
// umbrella, which must compile without a warning.
#include <casepath/casepath.hpp>

#include <cstdio>
#include <string>

int main() {
  const std::string numbers = std::to_string(CASEPATH_VERSION_MAJOR) + "." + std::to_string(CASEPATH_VERSION_MINOR) + "." +
                              std::to_string(CASEPATH_VERSION_PATCH);
  std::printf("%s\n", casepath::library_version());
  return casepath::library_version() == numbers && casepath::header_version == numbers ? 0 : 1;
}
