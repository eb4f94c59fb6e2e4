// Which vectors there are is asked of the processor, so one binary serves all; a level is there if it was compiled, too.
// Kernels see words, not arrays of arrays: they share no inline function with code that must run everywhere.
#include "casepath/random/batch.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>

#include "casepath/base/error.hpp"
#include "philox_lanes.hpp"

namespace casepath {

namespace {

constexpr std::array<std::string_view, 4> names{"plain", "sse2", "avx2", "avx512"};

bool has(VectorLevel level) noexcept {
  switch (level) {
    case VectorLevel::plain: return true;
#if defined(__x86_64__)
    case VectorLevel::sse2: return detail::philox_sse2 != nullptr;
    case VectorLevel::avx2: return detail::philox_avx2 != nullptr && __builtin_cpu_supports("avx2") != 0;
    case VectorLevel::avx512: return detail::philox_avx512 != nullptr && __builtin_cpu_supports("avx512f") != 0;
#endif
    default: return false;
  }
}

void philox_plain(const PhiloxKey& key, std::span<PhiloxCounter> blocks) noexcept {
  for (PhiloxCounter& block : blocks) block = philox(block, key);
}

}  // namespace

std::string_view name_of(VectorLevel level) noexcept { return names[static_cast<std::size_t>(level)]; }

VectorLevel widest_level() noexcept {
  static const VectorLevel widest = [] {
    auto level = VectorLevel::avx512;
    while (!has(level)) level = static_cast<VectorLevel>(static_cast<int>(level) - 1);
    return level;
  }();
  return widest;
}

VectorLevel level_named(std::optional<std::string_view> name) {
  if (!name) return widest_level();
  const auto at = std::find(names.begin(), names.end(), *name);
  const std::string asked = "CASEPATH_VECTORS: got " + std::string(*name);
  if (at == names.end()) throw Error(asked + ", must be plain, sse2, avx2 or avx512");
  const auto level = static_cast<VectorLevel>(at - names.begin());
  if (!has(level)) throw Error(asked + ", but this machine has at most " + std::string(name_of(widest_level())));
  return level;
}

VectorLevel vector_level() {
  static const VectorLevel chosen = [] {
    const char* const name = std::getenv("CASEPATH_VECTORS");  // NOLINT(concurrency-mt-unsafe): read once; we set none
    return level_named(name == nullptr ? std::nullopt : std::optional<std::string_view>(name));
  }();
  return chosen;
}

void philox_many(const PhiloxKey& key, std::span<PhiloxCounter> blocks, VectorLevel level) {
  static_assert(sizeof(PhiloxCounter) == 16);
  if (blocks.empty()) return;
  std::uint32_t* const words = blocks.front().data();
  switch (std::min(level, widest_level())) {
    case VectorLevel::plain: return philox_plain(key, blocks);
    case VectorLevel::sse2: return detail::philox_sse2(key.data(), words, blocks.size());
    case VectorLevel::avx2: return detail::philox_avx2(key.data(), words, blocks.size());
    case VectorLevel::avx512: return detail::philox_avx512(key.data(), words, blocks.size());
  }
}

}  // namespace casepath
