// Some of the places of a scenario, or everywhere. At most 255 places have a number.
#pragma once

#include <array>
#include <cstdint>

#include "casepath/base/ids.hpp"

namespace casepath {

class PlaceSet {
 public:
  /// From now on these places only.
  void add(PlaceId p) noexcept {
    everywhere_ = false;
    bits_[p.index() / 64] |= std::uint64_t{1} << p.index() % 64;
  }
  [[nodiscard]] bool has(PlaceId p) const noexcept { return everywhere_ || (bits_[p.index() / 64] >> p.index() % 64 & 1u) != 0; }
  friend bool operator==(const PlaceSet&, const PlaceSet&) = default;

 private:
  std::array<std::uint64_t, 4> bits_{};
  bool everywhere_ = true;
};

}  // namespace casepath
