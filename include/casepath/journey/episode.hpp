// A referral: one arrival of a request at one service, from triage to the closing of the episode it may lead to.
// A person holds at most one place per service (rule R4), so a referral and its episode are one row.
#pragma once

#include <cstdint>

#include "casepath/base/ids.hpp"
#include "casepath/base/time.hpp"
#include "casepath/base/vocabulary.hpp"
#include "casepath/journey/request.hpp"

namespace casepath {

enum class ReferralState : std::uint8_t { transit, lost_in_transit, wrong_address, triage, assessing_first, waiting, assessing, open, closed };

inline constexpr std::uint8_t no_pace = 0xFF;

struct alignas(32) Referral {
  PersonId person;
  ServiceId service, sender;
  RequestId request;
  ReferralId next_of_person;
  Time accepted_at{}, started_at{}, cost_from{};
  std::uint32_t number = 0;         // the person's own number of the referral, for episode credit (rule O9)
  std::uint32_t patience_event = 0, ready_event = 0, contact_event = 0, end_event = 0;   // the valid ones; others are stale
  std::uint16_t visit = 0, episode = 0;
  std::uint16_t attended = 0, missed = 0, missed_run = 0;
  std::uint16_t worker = 0xFFFF;
  std::uint16_t disclosed = 0;      // needs known to the service, one bit each
  float relationship = 0;
  ReferralState state = ReferralState::transit;
  Mode mode = Mode::opening;
  Closure ends_as = Closure::completed;
  Level severity = 0;               // highest observed level at acceptance (rule W2)
  bool holds_slot = false, has_slot_cost = false;
  bool retells = true;              // the story is told again here (rule H7)
  bool from_episode = false;        // the sender passed on from an episode: a hand-off, not a redirection (rule H5)
  std::uint8_t priority = 0;
  std::uint8_t pace = no_pace;      // the level by which its contacts come, where they ask for a worker's time (rule K4)
  bool blocked = false;             // over, and kept until its strands are admitted elsewhere (rule S9)
};

/// An episode that is over and keeps its slot, with what its closing will ask (rules S9, S11, O14).
struct Blocked {
  ReferralId episode;
  std::uint16_t cliff = 0;          // needs for which a cliff edge begins, one bit each
  bool met = false;                 // it ended with its goal met
};
static_assert(sizeof(Referral) == 96);

}  // namespace casepath
