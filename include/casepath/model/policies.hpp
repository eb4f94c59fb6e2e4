// What an embedder may replace, as concepts with their laws; default_policies gives the plain implementations of the
// rules. A policy is a small struct with const functions; it costs nothing when it is the default.
#pragma once

#include <concepts>

#include "casepath/network/referral_graph.hpp"
#include "casepath/person/trust.hpp"
#include "casepath/record/event_log.hpp"
#include "casepath/service/service.hpp"

namespace casepath {

/// What happened to somebody, as far as trust is concerned (rule C3).
enum class Experience : std::uint8_t { attended, rejected, retelling, missed_hand_off, closed_unmet, new_worker, reneged };

/// Law: the result lies in [0, 1]; `attended` never lowers trust and every other experience never raises it.
template <class T>
concept TrustRule = requires(const T& rule, float trust, Experience e, const TrustRules& steps) {
  { rule.after(trust, e, steps) } -> std::same_as<float>;
};

/// Law: a lower class is admitted first; the class depends on nothing that changes while the person waits (rule W2).
template <class T>
concept ListOrder = requires(const T& rule, const ListRules& list, Level severity, std::uint8_t priority, Level top) {
  { rule.list_class(list, severity, priority, top) } -> std::same_as<std::uint8_t>;
};

/// Law: `compulsory` stays compulsory; otherwise any of the four other modes (rule H6).
/// @param lead_mode  mode that an open lead worker brings, if any  @param link_trust in [0, 1]  @param u in (0, 1)
template <class T>
concept HandOffRule = requires(const T& rule, const Link& link, std::optional<Mode> lead_mode, double link_trust, double u) {
  { rule.mode(link, lead_mode, link_trust, u) } -> std::same_as<Mode>;
};

/// All of them together, as one template argument of Simulation.
template <class P>
concept PolicySet = TrustRule<typename P::Trust> && ListOrder<typename P::Order> && HandOffRule<typename P::Passing> &&
                    Recorder<typename P::Record>;

}  // namespace casepath
