// What libFuzzer calls. An exception that leaves the target ends the program, which libFuzzer keeps as a find.
#include <cstddef>
#include <cstdint>

#include "targets.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  casepath::fuzz::CASEPATH_FUZZ_TARGET({reinterpret_cast<const char*>(bytes), size});
  return 0;
}
