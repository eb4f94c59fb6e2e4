// Payment for outcomes: a contract pays a price when a person it was told of reaches a milestone (rule M1). It reads levels, not
// classes: whoever or whatever brought the need to its goal counts, for a payer cannot tell. No events are booked: what was
// reached is found when the level next moves, dated back, and settled at the end.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "casepath/base/ids.hpp"
#include "casepath/base/money.hpp"
#include "casepath/base/pool.hpp"
#include "casepath/base/time.hpp"

namespace casepath {

/// A need at or below a level for so long.
struct Milestone {
  std::string name;
  NeedId need;
  Level at_most = 0;
  Duration kept{};
  Money price;
};

struct Contract {
  std::string name;
  ServiceId service;
  std::uint16_t payer = 0;
  std::optional<Money> cap;
  Time from{}, until{};              // of the starts that count; never before `until` where a table lacks the contract
  std::vector<Milestone> milestones;

  [[nodiscard]] bool counts_start(Time t) const noexcept { return from <= t && t < until; }
  /// Milestones count before it: `until` and the longest `kept`.
  [[nodiscard]] Time closes() const noexcept;
};

/// A milestone that a person has reached.
struct Reached {
  Time at;
  PersonId person;
  std::uint16_t contract = 0, milestone = 0, stratum = 0;
  Money price;
};

/// Who may still reach what: one row for a person and a milestone, from the start of an episode on. It keeps the terms of its start.
class Claims {
 public:
  [[nodiscard]] bool empty() const noexcept { return rows_.live() == 0; }
  /// The strand of a need is in an episode of the contract's service; a claim that is there already stays.
  void make(PersonId p, std::uint16_t contract, std::uint16_t milestone, const Contract& terms, Level level, Time now);
  /// The level that counts of a need has moved.
  void level_changed(PersonId p, NeedId need, Level level, Time now, std::uint16_t stratum);
  /// What the person has kept for long enough at `now`.
  void settle(PersonId p, Time now, std::uint16_t stratum);
  void forget(PersonId p);

  [[nodiscard]] const std::vector<Reached>& reached() const noexcept { return reached_; }

 private:
  struct ClaimTag {};
  using ClaimId = Id<ClaimTag, std::uint32_t>;
  struct Claim {
    const Contract* terms = nullptr;
    std::uint16_t contract = 0, milestone = 0;
    Time since = never();              // when the need came to the level; never() while above it
    bool is_reached = false;
    ClaimId next;
  };
  [[nodiscard]] ClaimId first(PersonId p) const noexcept { return p.index() < first_.size() ? first_[p.index()] : ClaimId::none(); }
  [[nodiscard]] bool has(PersonId p, std::uint16_t contract, std::uint16_t milestone) const noexcept;
  void judge(PersonId p, Claim& claim, Time now, std::uint16_t stratum);

  Pool<Claim, ClaimId> rows_;
  std::vector<ClaimId> first_;         // of each person, as far as there are any
  std::vector<Reached> reached_;
};

/// What is paid for a milestone: its price, or what the cap leaves of it.
struct Payment {
  Reached of;
  Money paid;
};

/// All that was reached, in order of date, person and milestone, with what is paid until each contract's cap.
[[nodiscard]] std::vector<Payment> settled(std::span<const Contract> contracts, std::vector<Reached> reached);

}  // namespace casepath
