// The table of people: one 64-byte line each with all that an event reads together, cold columns for the rest.
// (Measured: touching a random person costs 12 ns at 64 bytes with prefetch, 47 ns at 256.)
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "casepath/base/ids.hpp"
#include "casepath/base/money.hpp"
#include "casepath/base/time.hpp"

namespace casepath {

/// The hot line. A need's two levels share a byte: the level beneath, that lives its own course, and the level that
/// counts, which an open episode may cap (`counts_as`, rule S1).
struct alignas(64) PersonHot {
  std::array<std::uint8_t, max_needs> levels{};
  Time trust_at{};                 // when `trust` was last written
  Time next_at = never();          // the earliest clock
  Time booked_at = never();        // when the calendar will look at the clocks: never later than next_at
  float trust = 0.5f;
  std::uint32_t events = 0;        // the person's own event numbers given out so far (rule T2)
  ReferralId first_referral;
  StrandId first_strand;
  std::uint32_t wake_event = 0;    // number of the valid wake-up; others are stale
  std::uint8_t next_clock = 0;
  std::uint8_t lists = 0;          // waiting lists the person is on
  bool inside = false;             // false: has left the place, the row waits for another
  PlaceId place{0};

  [[nodiscard]] Level level(NeedId k) const noexcept { return levels[k.index()] & 0x0Fu; }
  [[nodiscard]] Level beneath(NeedId k) const noexcept { return static_cast<Level>(levels[k.index()] >> 4); }
  /// Needs whose level that counts is above the goal, one bit each: sixteen comparisons in two words.
  /// @param goals 15 for needs there are not
  [[nodiscard]] std::uint32_t needs_above(const std::array<Level, max_needs>& goals) const noexcept {
    constexpr std::uint64_t ones = 0x0101010101010101u;
    const auto half = [&](std::size_t from) {
      std::uint64_t level, goal;
      std::memcpy(&level, levels.data() + from, 8);
      std::memcpy(&goal, goals.data() + from, 8);
      const std::uint64_t above = ((level & ones * 0x0F) + (ones * 0x7F - goal)) >> 7 & ones;   // per byte: 128 + level - goal - 1
      return above * 0x0102040810204080u >> 56;
    };
    return static_cast<std::uint32_t>(half(0) | half(8) << 8);
  }
  void set_levels(NeedId k, Level beneath, Level counts) noexcept {
    levels[k.index()] = static_cast<std::uint8_t>(beneath << 4 | counts);
  }
};
static_assert(sizeof(PersonHot) == 64);
static_assert(std::endian::native == std::endian::little, "needs_above reads bytes as one word");

/// Origin of a visitor whom no stream has brought (rule P7).
inline constexpr std::uint16_t no_stream = 0xFFFF;

/// Who a row is, and what is touched a few times a year.
struct alignas(64) PersonCold {
  Money spent;                     // all counted costs on this person, for the law "ledger = by person"
  std::uint32_t index = 0;         // subject of every draw: number within the cohort or stream
  std::uint32_t origin_salt = 0;   // mixed into the detail of every draw, so that cohorts share no luck
  float trust_start = 0.5f, frailty = 1.0f;
  std::uint32_t first_acquaintance = 0xFFFFFFFF;
  std::uint32_t first_cliff = 0xFFFFFFFF;
  std::uint32_t referrals = 0;     // numbers of referrals given out
  ReferralId lead;                 // the open lead episode, or none (rule S10)
  std::uint16_t origin = 0;        // cohort, or cohorts + stream
  std::uint16_t stratum = 0;       // people in the same groups for figures
  std::uint16_t generation = 0;    // how many lived in this row before (rule P4)
  std::uint16_t ever = 0;          // needs ever had (rule N4)
  std::uint16_t pursued = 0;       // needs now pursued (rule R3)
  std::uint16_t borrowed = 0;      // needs that live on the first member of the household (rule P5)
  std::uint32_t past = 0xFFFFFFFF; // block of NeedHistory, or none
  std::uint8_t world = 0;          // which table of rules holds for this person (rule V3)
  bool away = false;               // in a ward or a prison (rule X1)
  bool visitor = false;            // from a stream: no clocks
};
static_assert(sizeof(PersonCold) == 64);

/// What a person's need did last, for repeat demand and sustained outcomes (rules O2, R9), and what is not classed yet. As
/// it stands here, nothing has happened: it is as it was before anything the person may open.
struct alignas(32) NeedHistory {
  Time crossed_at = Time{-1};      // when it last crossed the goal, either way
  Time ended = never();            // the last strand that ended, and when that one was opened
  Time ended_opened = never();
  PieceId first_piece;
};
static_assert(sizeof(NeedHistory) == 32);

struct People {
  std::size_t needs = 0, clocks = 0, attributes = 0;
  std::vector<PersonHot> hot;
  std::vector<PersonCold> cold;
  std::vector<NeedHistory> history;        // blocks x needs: of those to whose needs something has happened, most never
  std::vector<std::int64_t> fires;         // people x clocks: when each fires at its present rate, or what is left of E_n
  std::vector<std::uint16_t> firings;      // people x clocks: n
  std::vector<std::uint16_t> attribute;    // people x attributes: index of the value
  std::vector<PersonId> party_first;       // of who lives in a household (rule P5); empty where nobody does
  std::vector<PersonId> party_next;        // a ring of its members; none: in no household
  std::vector<PersonId> free;              // rows of visitors that have gone
  std::vector<std::uint32_t> free_blocks;  // of `history`, left by people who have gone

  PersonId add() {
    if (!free.empty()) {
      const PersonId p = free.back();
      free.pop_back();
      const std::uint32_t events = hot[p.index()].events;   // stale events of the row stay recognisable
      hot[p.index()] = PersonHot{};
      hot[p.index()].events = events;
      cold[p.index()] = PersonCold{};
      return p;
    }
    hot.emplace_back();
    cold.emplace_back();
    fires.resize(fires.size() + clocks);
    firings.resize(firings.size() + clocks);
    attribute.resize(attribute.size() + attributes);
    return PersonId{hot.size() - 1};
  }
  void reserve(std::size_t n) {
    hot.reserve(n);
    cold.reserve(n);
    fires.reserve(n * clocks);
    firings.reserve(n * clocks);
    attribute.reserve(n * attributes);
  }
  [[nodiscard]] const NeedHistory& past(PersonId p, NeedId k) const noexcept {
    static constexpr NeedHistory nothing{};
    const std::uint32_t block = cold[p.index()].past;
    return block == no_block ? nothing : history[block * needs + k.index()];
  }
  /// The same, to be changed. May move what is there: hold no reference across it.
  [[nodiscard]] NeedHistory& past_of(PersonId p, NeedId k) {
    std::uint32_t& block = cold[p.index()].past;
    if (block == no_block) block = fresh_block();
    return history[block * needs + k.index()];
  }
  void forget_past(PersonId p) {
    std::uint32_t& block = cold[p.index()].past;
    if (block == no_block) return;
    std::fill_n(history.begin() + static_cast<std::ptrdiff_t>(block * needs), needs, NeedHistory{});
    free_blocks.push_back(block);
    block = no_block;
  }
  [[nodiscard]] std::size_t size() const noexcept { return hot.size(); }
  [[nodiscard]] std::size_t bytes() const noexcept {
    return hot.capacity() * sizeof(PersonHot) + cold.capacity() * sizeof(PersonCold) + history.capacity() * sizeof(NeedHistory) +
           (free_blocks.capacity() + party_first.capacity() + party_next.capacity()) * 4 + fires.capacity() * 8 + (firings.capacity() + attribute.capacity()) * 2;
  }

 private:
  static constexpr std::uint32_t no_block = 0xFFFFFFFF;
  [[nodiscard]] std::uint32_t fresh_block() {
    if (free_blocks.empty()) {
      history.resize(history.size() + needs);
      return static_cast<std::uint32_t>(history.size() / needs - 1);
    }
    const std::uint32_t block = free_blocks.back();
    free_blocks.pop_back();
    return block;
  }
};

}  // namespace casepath
