// What a draw is for. Chance has an address, not a queue: key (seed, replication) and address (who, about what, which time,
// why) go in, bits come out, so a person keeps their luck whatever else happens in the run (docs/reference/rules.md, 5).
// The variant is never part of the address.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace casepath {

/// Why a draw is made; the table of rules 5. The numbers are part of the results-version: append, never reorder.
enum class Purpose : std::uint8_t {
  born_need, born_trait, worsen, recover, seek, crisis, pursued, leave, knows, disclose, accept, delay, patience, chase,
  stay, withdraw, contact, let_go, pass, choice, arrive, entry, worker, pick, param, mixed, log
};

/// What the subject number numbers. Four bits of the counter.
enum class SubjectKind : std::uint8_t { person, visitor, service, stream, cohort, system };

/// The Philox key of one replication of one seed.
struct DrawKey {
  std::uint64_t value = 0;
};

/// Who (subject), about what (a hash of the stable key of a need, service or link), which time it is, and why.
struct Address {
  std::uint32_t subject = 0;
  std::uint32_t detail = 0;
  std::uint32_t occasion = 0;
  Purpose purpose = Purpose::born_need;
  SubjectKind kind = SubjectKind::person;
};

/// Blocks of four words at one address: 20 bits of the counter.
inline constexpr std::uint32_t blocks_per_address = 1u << 20;

namespace detail {

/// Bijective mix of 64 bits. Constants: SplitMix64 (Steele, Lea and Flood 2014; Stafford's variant 13).
[[nodiscard]] constexpr std::uint64_t mix64(std::uint64_t x) noexcept {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

}  // namespace detail

/// One seed gives every replication another key, and one replication every seed another.
[[nodiscard]] constexpr DrawKey draw_key(std::uint64_t seed, std::uint32_t replication) noexcept {
  constexpr std::uint64_t golden = 0x9e3779b97f4a7c15u;
  const std::uint64_t mixed_seed = detail::mix64(seed + golden);
  return {detail::mix64(mixed_seed + golden * (std::uint64_t{replication} + 1))};
}

/// Counter words (rules 5): subject | detail | occasion | purpose (top 8 bits), subject kind (4), block (low 20).
[[nodiscard]] constexpr std::array<std::uint32_t, 4> counter_of(const Address& at, std::uint32_t block) noexcept {
  const std::uint32_t purpose = static_cast<std::uint32_t>(at.purpose) << 24;
  const std::uint32_t kind = static_cast<std::uint32_t>(at.kind) << 20;
  return {at.subject, at.detail, at.occasion, purpose | kind | (block & (blocks_per_address - 1))};
}

/// Bijective mix of 32 bits. Constants: MurmurHash3 (Appleby 2011, public domain).
[[nodiscard]] constexpr std::uint32_t mix32(std::uint32_t x) noexcept {
  x = (x ^ (x >> 16)) * 0x85ebca6bu;
  x = (x ^ (x >> 13)) * 0xc2b2ae35u;
  return x ^ (x >> 16);
}

/// The detail of a pair in its order, as the two ends of a link.
[[nodiscard]] constexpr std::uint32_t mix32(std::uint32_t a, std::uint32_t b) noexcept {
  return mix32(mix32(a) * 31u + b + 0x9e3779b9u);
}

/// The detail of a name: FNV-1a over its bytes (Fowler, Noll and Vo), then mixed. The same on every machine.
[[nodiscard]] constexpr std::uint32_t hash32(std::string_view name) noexcept {
  std::uint32_t h = 0x811c9dc5u;
  for (const char c : name) h = (h ^ static_cast<unsigned char>(c)) * 0x01000193u;
  return mix32(h);
}

}  // namespace casepath
