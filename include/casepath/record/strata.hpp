// Everybody is counted once, in the stratum of people who are in the same groups; what is true of a group is the sum over
// its strata. So counting costs the same however many groups a scenario looks at (rule O14).
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "casepath/base/error.hpp"

namespace casepath {

class Strata {
 public:
  /// The stratum of people in exactly these groups, one bit each; made if there was none. Stratum 0 is in no group.
  /// @throws Error if there would be more than 65,535
  std::uint16_t of(std::uint32_t groups) {
    const auto found = std::find(groups_.begin(), groups_.end(), groups);
    if (found == groups_.end() && groups_.size() == 0xFFFF) throw Error("people may be in at most 65,535 mixes of groups");
    const auto stratum = static_cast<std::uint16_t>(found - groups_.begin());
    if (found == groups_.end()) groups_.push_back(groups);
    return stratum;
  }
  [[nodiscard]] std::size_t size() const noexcept { return groups_.size(); }
  /// The groups that people of a stratum are in, one bit each.
  [[nodiscard]] std::uint32_t groups(std::uint16_t stratum) const noexcept { return groups_[stratum]; }

  /// Strata within group `number - 1`, or all for 0: in an order that depends on the groups alone.
  [[nodiscard]] std::vector<std::uint16_t> within(std::size_t number) const {
    std::vector<std::uint16_t> out;
    for (std::size_t s = 0; s < groups_.size(); ++s)
      if (number == 0 || (groups_[s] >> (number - 1) & 1u) != 0) out.push_back(static_cast<std::uint16_t>(s));
    std::sort(out.begin(), out.end(), [this](std::uint16_t a, std::uint16_t b) { return groups_[a] < groups_[b]; });
    return out;
  }

 private:
  std::vector<std::uint32_t> groups_{0};
};

}  // namespace casepath
