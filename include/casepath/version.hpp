// Which casepath this is. Two numbers that move apart: the version (SemVer, what the interface promises) and the
// results-version (raised whenever the same scenario and seed would give other bytes). CMake and the Python package read
// both from here.
#pragma once

#define CASEPATH_VERSION_MAJOR 0
#define CASEPATH_VERSION_MINOR 1
#define CASEPATH_VERSION_PATCH 0
#define CASEPATH_VERSION "0.1.0"
#define CASEPATH_RESULTS_VERSION 3

namespace casepath {

/// The version of the headers this unit was compiled with.
inline constexpr const char* header_version = CASEPATH_VERSION;
inline constexpr int results_version = CASEPATH_RESULTS_VERSION;

/// The version of the compiled library that was linked; differs from `header_version` when the two were mixed up.
[[nodiscard]] const char* library_version() noexcept;

}  // namespace casepath
