// The people of an estimate: a sample of those there at the start, each standing for so many, asked what a rule or a chance
// would say of them. Trust stays where it starts, relationships begin from nothing, nothing else is open.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <tuple>
#include <vector>

#include "casepath/model/rules.hpp"
#include "casepath/random/draw.hpp"
#include "casepath/random/draw_key.hpp"

namespace casepath::detail {

struct Standin {
  double weight = 1;                 // people it stands for, newcomers included
  double there = 1;                  // of them at the start
  float trust = 0.5f, frailty = 1.0f;
  std::uint16_t ever = 0, cohort = 0;
  std::uint16_t borrowed = 0;        // needs that live on somebody else (rule P5)
  PlaceId place{0};
  std::array<Level, max_needs> level{};
  std::vector<std::uint16_t> attributes;
  std::uint32_t index = 0, salt = 0;   // its address of chance
};

/// Somebody at a service about one need at one level: the circumstances of a chance (rule C1).
struct AboutNeed {
  const Rules& rules;
  const Standin& who;
  ServiceId at;
  NeedId need;
  Level own = 0;                     // level of `need`, whatever the person's is at the start
  int seen_extra = -1;               // as a triage has seen them; below 0: as they are

  [[nodiscard]] float trust() const { return who.trust; }
  [[nodiscard]] float relationship() const { return 0; }
  [[nodiscard]] std::size_t extra_needs() const;
  [[nodiscard]] std::size_t place() const { return who.place.index(); }
  [[nodiscard]] bool is_waiting() const { return false; }
  [[nodiscard]] bool has_lead() const { return false; }
  [[nodiscard]] std::size_t level_of(std::uint16_t k) const { return NeedId{k} == need ? own : who.level[k]; }
  [[nodiscard]] std::size_t attribute(std::uint16_t a) const { return a < who.attributes.size() ? who.attributes[a] : 0; }
  [[nodiscard]] bool is_open_at(std::uint16_t) const { return false; }
};

/// What a triage says of those who come about a need at a level: rules, then chance (rules E1 to E4). The length of the
/// list is not asked.
struct AtTriage {
  double accepted = 1, refused = 0;  // refused for any reason but a named one
  std::vector<double> named;         // by named refusal
};
struct Circle {
  const Rules* rules = nullptr;
  DrawKey key;
  std::vector<Standin> people;
  bool visitors = false;             // from a stream: they have no lives of their own
  mutable std::map<std::tuple<ServiceId, NeedId, Level>, AtTriage> triaged;   // what was said before, for at_triage

  /// Mean over those who have the need at the start (all, where nobody has), their level of it set to `level`.
  template <class F>
  [[nodiscard]] double mean(ServiceId at, NeedId k, Level level, F&& f) const {
    double sum = 0, weight = 0;
    for (const bool all : {false, true}) {
      for (const Standin& p : people)
        if (all || k.is_none() || p.level[k.index()] > rules->needs[k.index()].goal) {
          sum += p.weight * f(AboutNeed{*rules, p, at, k, level});
          weight += p.weight;
        }
      if (weight > 0) return sum / weight;
    }
    return f(AboutNeed{*rules, nobody, at, k, level});
  }
  [[nodiscard]] double mean_chance(const Chance& c, ServiceId at, NeedId k, Level level) const;
  [[nodiscard]] double mean_product(const std::vector<Factor>& factors, ServiceId at, NeedId k, Level level) const;

 private:
  using Asked = std::tuple<const void*, ServiceId, NeedId, Level>;
  Standin nobody;
  mutable std::map<Asked, double> said;   // what was asked before: who stands at a door does not change
};

/// Up to about `most` of the people at the start and of those who come, the same share of each cohort.
[[nodiscard]] Circle people_at_start(const Rules& rules, std::size_t most);
/// The people a stream brings: all alike.
[[nodiscard]] Circle people_of(const Rules& rules, const Stream& stream);

[[nodiscard]] const AtTriage& at_triage(const Circle& circle, ServiceId at, NeedId k, Level level);

}  // namespace casepath::detail
