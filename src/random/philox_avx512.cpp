// Philox in vectors of four blocks. CMakeLists.txt compiles this file, and no other, with -mavx512f; it is called only
// where the processor has it.
#include "philox_lanes.hpp"

namespace casepath::detail {

#if defined(__AVX512F__)
const PhiloxKernel philox_avx512 = many_blocks<64>;
#else
const PhiloxKernel philox_avx512 = nullptr;
#endif

}  // namespace casepath::detail
