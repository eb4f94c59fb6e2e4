// Philox in vectors of two blocks. CMakeLists.txt compiles this file, and no other, with -mavx2; it is called only where
// the processor has it.
#include "philox_lanes.hpp"

namespace casepath::detail {

#if defined(__AVX2__)
const PhiloxKernel philox_avx2 = many_blocks<32>;
#else
const PhiloxKernel philox_avx2 = nullptr;
#endif

}  // namespace casepath::detail
