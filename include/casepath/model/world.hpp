// All that one replication holds: people, journeys, services, money. A value: copying it copies the world, which is how
// variants branch from one shared past (rule V2). It knows no events' meaning; the on_*.hpp files move it.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "casepath/base/pool.hpp"
#include "casepath/engine/calendar.hpp"
#include "casepath/journey/acquaintances.hpp"
#include "casepath/journey/episode.hpp"
#include "casepath/ledger/attribution.hpp"
#include "casepath/ledger/contract.hpp"
#include "casepath/ledger/ledger.hpp"
#include "casepath/model/tables.hpp"
#include "casepath/person/people.hpp"
#include "casepath/random/draw.hpp"
#include "casepath/record/flows.hpp"
#include "casepath/record/series.hpp"
#include "casepath/record/strata.hpp"
#include "casepath/record/tally.hpp"
#include "casepath/service/caseload.hpp"
#include "casepath/service/preemption.hpp"
#include "casepath/service/waiting_list.hpp"

namespace casepath {

/// What a booked event asks for. The system's events at one instant and rank come in this order: a period ends before
/// what is dated on its end, which belongs to the next (rule T3).
enum class Act : std::uint8_t {
  period_end, new_day, wake, patience, ready, triaged, assessed, contact, ending, transit, stream, cohort, worker_leaves, post_filled,
  capacity, service_turns, list_opens, observe
};

/// Is the event's subject a referral?
[[nodiscard]] inline bool is_of_referral(const Event& e) noexcept {
  const auto act = static_cast<Act>(e.kind);
  return Act::patience <= act && act <= Act::transit;
}

/// A row of the system sorts after every person at one instant and rank.
inline constexpr std::uint32_t system_row = 0xFFFFFFFF;

/// Everything that ever happened at one service, counted or not, for the laws (quality: conservation).
struct ServiceFlow {
  std::int64_t received = 0, rejected = 0, joined_known = 0, gone = 0, admitted = 0, closed = 0;
  PersonTicks waited = 0, queue = 0;
};

struct ServiceState {
  Caseload caseload;
  WaitingList ready;
  int waiting = 0;                   // on the list, appointments in the post included
  std::vector<Blocked> blocked;      // oldest first (rule S9)
  std::vector<int> paces;            // a level: open episodes whose contacts come by it (rule K4); empty where nobody asks
  Time deadlocked_at = never();      // when every slot was first held by somebody blocked in a ring (rule S9)
  Time load_since{};                 // up to when the integrals are counted
  Time entry_changed = Time{-1}, entry_changes_at = never();   // directory entry (rule C6)
  std::uint32_t entry_changes = 0;
  std::uint32_t picks = 0;           // draws of lots (rule W2)
  Time opens_at = never();           // next session of a list with a timetable (rule K2)
  std::vector<Seat> seats;           // stays that may be broken off, and those that have been (rule W3)
  std::vector<BrokenOff> broken_off;
  ServiceFlow flow;
};

/// A cliff edge after a closure (rule S11).
struct Cliff {
  double worsens = 1;
  Time until{};
  NeedId need;
  std::uint32_t next = no_row;
};

/// A source of arrivals: its next candidate, and how many there have been.
struct Source {
  Time at{};
  std::uint32_t candidates = 0, next_index = 0;
};

struct RowTag {};
using RowId = Id<RowTag, std::uint32_t>;

struct World {
  std::uint64_t seed = 0;
  std::uint32_t replication = 0;
  DrawKey key;
  Tables tables;                          // a person's world bit chooses (rule V3); both the same for now

  Time now{};
  Calendar calendar;
  std::uint64_t events = 0;
  std::size_t period = 0;                 // counted period of `now`, or the number of periods
  bool counting = false;
  Time accrued_to{};                      // fixed costs, programmes and empty slots are posted up to here

  People people;
  Pool<Request, RequestId> requests;
  Pool<Strand, StrandId> strands;
  Pool<Piece, PieceId> pieces;
  Pool<Referral, ReferralId> referrals;
  Acquaintances acquaintances;
  Pool<Spurned, RowId> spurned;
  Pool<Cliff, RowId> cliffs;

  std::vector<ServiceState> services;
  int blocked = 0;                        // episodes, at all services (rule S9)
  std::vector<ConditionState> conditions;
  Time next_day{};                        // for which the tied numbers are looked at next (rule C4)
  Time directory_refreshed{}, directory_refreshes_at = never();
  std::uint32_t directory_refreshes = 0;
  std::vector<Source> cohort_sources, stream_sources;

  Strata strata;
  bool knows_cost_before = false;         // groups by it are formed (rule O14)
  Ledger ledger;
  Attribution attribution;
  Claims claims;                          // on contracts; empty where there are none
  Tallies tallies;
  LevelClock levels;
  Flows flows;
  ServiceSeries series;
  std::int64_t arrived = 0, gone = 0;     // people, for the law of conservation
  Money spent_by_gone;

  [[nodiscard]] std::size_t bytes() const noexcept {
    return people.bytes() + calendar.bytes() + requests.bytes() + strands.bytes() + pieces.bytes() + referrals.bytes() +
           acquaintances.bytes() + attribution.bytes();
  }
};

}  // namespace casepath
