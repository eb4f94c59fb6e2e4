// Many blocks at once: what philox() makes one by one, made side by side in the widest vectors the processor has. The
// choice is made when the program starts, not when it is compiled, and changes the time only: the words are the same.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "casepath/random/draw_key.hpp"
#include "casepath/random/philox.hpp"

namespace casepath {

/// How blocks are made: one after another, or in vectors of 1, 2 or 4 blocks.
enum class VectorLevel : std::uint8_t { plain, sse2, avx2, avx512 };

[[nodiscard]] std::string_view name_of(VectorLevel level) noexcept;

/// The widest that this processor has and this library was built with; `plain` anywhere but on x86-64.
[[nodiscard]] VectorLevel widest_level() noexcept;

/// The level that a name asks for; without a name the widest.
/// @throws Error when there is no such level, or this machine does not have it
[[nodiscard]] VectorLevel level_named(std::optional<std::string_view> name);

/// The level of this process: what the environment's CASEPATH_VECTORS names, else the widest. Asked for once.
/// @throws Error as level_named
[[nodiscard]] VectorLevel vector_level();

/// Each counter becomes the block of words that philox() makes of it, in place: in 4 ns with AVX-512, 6 with AVX2,
/// 12 with SSE2, 15 one by one (bench/bench_draw.cpp).
/// @param level as far as this machine has it
void philox_many(const PhiloxKey& key, std::span<PhiloxCounter> blocks, VectorLevel level = vector_level());

}  // namespace casepath
