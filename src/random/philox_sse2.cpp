// Philox in vectors of one block: what every x86-64 has.
// Null elsewhere.
#include "philox_lanes.hpp"

namespace casepath::detail {

#if defined(__x86_64__)
const PhiloxKernel philox_sse2 = many_blocks<16>;
#else
const PhiloxKernel philox_sse2 = nullptr;
#endif

}  // namespace casepath::detail
