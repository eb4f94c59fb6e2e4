// How much the library checks while it runs; no logic. All units of one program must agree on it, so the CMake targets
// carry it as a usage requirement (-DCASEPATH_CHECK_LEVEL=n when configuring).
//   0  nothing: only for measuring what the checks cost
//   1  what callers promise at the public boundary (default, in every build type)
//   2  also what functions promise back, and invariants after each step (development, sanitizers)
#pragma once

#ifndef CASEPATH_CHECK_LEVEL
#define CASEPATH_CHECK_LEVEL 1
#endif
