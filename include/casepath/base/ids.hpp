// Distinct small types for the things the model numbers: a ServiceId cannot be passed for a PersonId.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace casepath {

/// A row number that knows what it numbers. `none()` is the highest value of the representation.
template <class Tag, class Rep>
struct Id {
  Rep value = std::numeric_limits<Rep>::max();

  constexpr Id() = default;
  template <class Int>
  constexpr explicit Id(Int v) noexcept : value(static_cast<Rep>(v)) {}

  [[nodiscard]] static constexpr Id none() noexcept { return Id{}; }
  [[nodiscard]] constexpr bool is_none() const noexcept { return value == std::numeric_limits<Rep>::max(); }
  [[nodiscard]] constexpr std::size_t index() const noexcept { return static_cast<std::size_t>(value); }
  friend constexpr auto operator<=>(Id, Id) = default;
};

using PersonId = Id<struct PersonTag, std::uint32_t>;
using ServiceId = Id<struct ServiceTag, std::uint16_t>;
using LinkId = Id<struct LinkTag, std::uint32_t>;
using StreamId = Id<struct StreamTag, std::uint16_t>;
using NeedId = Id<struct NeedTag, std::uint8_t>;
using RequestId = Id<struct RequestTag, std::uint32_t>;
using StrandId = Id<struct StrandTag, std::uint32_t>;
using PieceId = Id<struct PieceTag, std::uint32_t>;
using ReferralId = Id<struct ReferralTag, std::uint32_t>;
using PlaceId = Id<struct PlaceTag, std::uint8_t>;

/// Clocks of a person, one bit each (rule N1).
using ClockSet = std::uint64_t;

/// A need's level, 0 (none) upwards.
using Level = std::uint8_t;

inline constexpr std::size_t max_needs = 16;   // rule R1: 720,720 is divided by 1 to 16
inline constexpr std::size_t max_levels = 16;  // two levels share one byte of the hot record

}  // namespace casepath
