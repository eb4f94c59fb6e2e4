// The rules as they stand (C3, W2, H6), also the worked example of a policy. The order of a list and the steps of trust
// are chosen at run time, by the scenario; replacing a type here changes the rule itself, at compile time.
#pragma once

#include "casepath/model/policies.hpp"

namespace casepath {

struct FractionalTrust {
  [[nodiscard]] float after(float trust, Experience e, const TrustRules& steps) const noexcept {
    switch (e) {
      case Experience::attended: return risen(trust, steps.attended);
      case Experience::rejected: return fallen(trust, steps.rejected);
      case Experience::retelling: return fallen(trust, steps.retelling);
      case Experience::missed_hand_off: return fallen(trust, steps.missed_hand_off);
      case Experience::closed_unmet: return fallen(trust, steps.closed_unmet);
      case Experience::new_worker: return fallen(trust, steps.new_worker);
      case Experience::reneged: return fallen(trust, steps.reneged);
    }
    return trust;
  }
};

struct OrderOfScenario {
  [[nodiscard]] std::uint8_t list_class(const ListRules& list, Level severity, std::uint8_t priority, Level top) const noexcept {
    switch (list.order) {
      case ListRules::Order::first_come:
      case ListRules::Order::last_come:
      case ListRules::Order::random: return 0;
      case ListRules::Order::severity:
      case ListRules::Order::score: return static_cast<std::uint8_t>(top - severity);
      case ListRules::Order::priority: return priority;
    }
    return 0;
  }
};

struct WarmByLinkTrust {
  [[nodiscard]] Mode mode(const Link& link, std::optional<Mode> lead_mode, double link_trust, double u) const noexcept {
    if (link.mode == Mode::compulsory) return Mode::compulsory;
    return u < link.warm * link_trust ? Mode::warm : lead_mode.value_or(link.mode);
  }
};

template <Recorder R = NullRecorder>
struct DefaultPolicies {
  using Trust = FractionalTrust;
  using Order = OrderOfScenario;
  using Passing = WarmByLinkTrust;
  using Record = R;
};
static_assert(PolicySet<DefaultPolicies<>>);

}  // namespace casepath
