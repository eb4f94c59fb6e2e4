// Whom a service takes: rules on what is observed, each able to say why it refuses, in the order of rule E1. Chance comes
// after the rules and is not here. Rules are asked of anything that answers observed(need), unmet needs and attributes.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "casepath/base/ids.hpp"
#include "casepath/base/vocabulary.hpp"

namespace casepath {

/// A range of levels asked of an observed need.
struct AskLevel {
  NeedId need;
  Level at_least = 0, at_most = 255;
};
/// Stands for the person's place among the attributes: a catchment.
inline constexpr std::uint16_t ask_place = 0xFFFF;
/// Of who comes by a stream: nobody knows from where, and nothing is asked (rule E1).
inline constexpr std::size_t no_place = 0xFFFF;

/// Values of an attribute that are let in, or a range of a number.
struct AskAttribute {
  std::uint16_t attribute = 0;
  std::vector<bool> allowed;         // by value
  std::size_t at_least = 0, at_most = 65535;
  bool is_number = false;

  [[nodiscard]] bool lets_in(std::size_t value) const noexcept {
    return is_number ? value >= at_least && value <= at_most : value == no_place || (value < allowed.size() && allowed[value]);
  }
};
struct Asks {
  std::vector<AskLevel> levels;
  std::vector<AskAttribute> attributes;
  int needs_at_least = 0;            // observed unmet needs of all kinds (rule E3)
};
/// A named refusal: "not while this need is at this level or worse", unless help for it is open (rule E4).
struct Refuses {
  std::string name;
  NeedId need;
  Level at_least = 0;
  std::vector<ServiceId> unless_open_at;
};

/// What is observed of a person at a triage (rule E3).
struct Observed {
  std::array<Level, max_needs> level{};
  std::uint16_t unmet = 0;           // observed unmet needs, one bit each

  [[nodiscard]] int unmet_needs() const noexcept { return std::popcount(unmet); }
  /// Unmet needs beyond the first (rule C1).
  [[nodiscard]] std::size_t extra_needs() const noexcept {
    const int n = unmet_needs();
    return n > 1 ? static_cast<std::size_t>(n - 1) : 0;
  }
};

/// The first of a service's asks that fails, or none.
template <class AttributeOf>
[[nodiscard]] Refusal asked(const Asks& asks, const Observed& seen, AttributeOf&& attribute_of) {
  for (const AskAttribute& a : asks.attributes)
    if (!a.lets_in(attribute_of(a.attribute))) return a.attribute == ask_place ? Refusal::place : Refusal::attribute;
  for (const AskLevel& a : asks.levels)
    if (const Level l = seen.level[a.need.index()]; l < a.at_least || l > a.at_most) return Refusal::asks;
  return seen.unmet_needs() < asks.needs_at_least ? Refusal::asks : Refusal::none;
}

/// Index of the first named refusal that holds, or -1. `is_open_at(ServiceId)` answers for the person.
template <class IsOpenAt>
[[nodiscard]] int refused_by(const std::vector<Refuses>& rules, const Observed& seen, IsOpenAt&& is_open_at) {
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (seen.level[rules[i].need.index()] < rules[i].at_least) continue;
    bool excused = false;
    for (const ServiceId s : rules[i].unless_open_at) excused = excused || is_open_at(s);
    if (!excused) return static_cast<int>(i);
  }
  return -1;
}

}  // namespace casepath
