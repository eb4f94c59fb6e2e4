// Who was passed on from where to where, how, and with what result: the flows of design 5, counted, not logged.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "casepath/base/ids.hpp"
#include "casepath/base/vocabulary.hpp"

namespace casepath {

enum class FlowResult : std::uint8_t { accepted, rejected, lost, wrong_address };
inline constexpr std::array flow_result_names{"accepted", "rejected", "lost", "wrong_address"};

struct Flow {
  std::uint16_t from = 0;            // a service, or services + opener for a request's first referral
  std::uint16_t to = 0;
  Mode mode = Mode::opening;
  FlowResult result = FlowResult::accepted;
  std::int64_t count = 0;
};

class Flows {
 public:
  void add(const Flow& f) { counts_[key(f)] += f.count; }
  /// In order of from, to, mode, result: never in the order of the table.
  [[nodiscard]] std::vector<Flow> rows() const {
    std::vector<Flow> out;
    for (const auto& [k, n] : counts_)
      out.push_back({static_cast<std::uint16_t>(k >> 32), static_cast<std::uint16_t>(k >> 16), static_cast<Mode>(k >> 8 & 0xFFu),
                     static_cast<FlowResult>(k & 0xFFu), n});
    std::sort(out.begin(), out.end(), [](const Flow& a, const Flow& b) { return key(a) < key(b); });
    return out;
  }

 private:
  static std::uint64_t key(const Flow& f) noexcept {
    return std::uint64_t{f.from} << 32 | std::uint64_t{f.to} << 16 | std::uint64_t{static_cast<std::uint8_t>(f.mode)} << 8 |
           static_cast<std::uint8_t>(f.result);
  }
  std::unordered_map<std::uint64_t, std::int64_t> counts_;
};

}  // namespace casepath
