// Who passes people on to whom: links with the events on which they are taken, and the modes (rules H1 to H7).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "casepath/base/chance.hpp"
#include "casepath/base/ids.hpp"
#include "casepath/base/money.hpp"
#include "casepath/base/vocabulary.hpp"
#include "casepath/random/distribution.hpp"

namespace casepath {

/// How somebody is passed on, with a link's overrides applied (rules H6, H7).
struct HandOff {
  Chance arrives;
  Distribution delay = Distribution::fixed(0);
  std::vector<Factor> delay_factors;
  Money sender_cost;
  double retell = 0, keeps = 0;
};

/// Events on which a link is taken (rule H1), as bits.
enum class PassOn : std::uint8_t { rejected = 1, unmet = 2, met = 4, always = 8, reneged = 16, open = 32 };
[[nodiscard]] constexpr std::uint8_t bit(PassOn e) noexcept { return static_cast<std::uint8_t>(e); }
[[nodiscard]] constexpr std::uint8_t operator|(PassOn a, PassOn b) noexcept { return static_cast<std::uint8_t>(bit(a) | bit(b)); }
[[nodiscard]] constexpr std::uint8_t operator|(std::uint8_t a, PassOn b) noexcept { return static_cast<std::uint8_t>(a | bit(b)); }

struct Link {
  ServiceId from, to;
  std::uint32_t key = 0;             // of both ends: address of chance
  std::uint8_t on = 0;               // bits of PassOn
  std::vector<int> on_refusal;       // indexes of the sender's named refusals (refused:NAME)
  std::optional<double> share;       // absolute; else `weight` (rule H1)
  double weight = 1;
  Mode mode = Mode::cold;
  std::uint32_t about = 0;           // needs the link is for, one bit each; 0 = what the receiver works on
  bool again = false, spares_cliff_edge = false, exists = true;
  bool same_place = false;           // leads only to a receiver in the person's own place (rule F4)
  double warm = 0;                   // chance of warm at link trust 1 (rule H6)
  std::optional<std::size_t> condition;   // its link trust; none = 1
  std::array<HandOff, 5> by_mode;    // what each mode means on this link

  [[nodiscard]] bool is_for(NeedId k) const noexcept { return k.is_none() || about == 0 || (about >> k.value & 1u) != 0; }
  [[nodiscard]] bool taken_on_refusal(int refusal) const noexcept {
    for (const int r : on_refusal)
      if (r == refusal) return true;
    return false;
  }
};

/// Links by sender, in order of the file.
class ReferralGraph {
 public:
  ReferralGraph() = default;
  ReferralGraph(std::size_t services, std::vector<Link> links) : links_(std::move(links)), out_(services) {
    for (std::size_t i = 0; i < links_.size(); ++i) out_[links_[i].from.index()].push_back(LinkId{i});
  }
  [[nodiscard]] std::span<const LinkId> from(ServiceId s) const noexcept { return out_[s.index()]; }
  [[nodiscard]] const Link& operator[](LinkId id) const noexcept { return links_[id.index()]; }
  [[nodiscard]] Link& operator[](LinkId id) noexcept { return links_[id.index()]; }
  [[nodiscard]] std::size_t size() const noexcept { return links_.size(); }

 private:
  std::vector<Link> links_;
  std::vector<std::vector<LinkId>> out_;
};

}  // namespace casepath
