// A request is one thread of help-seeking; a strand is one need of it, in one place at a time, ending once. A piece is the
// stretch of a strand that is classed: the whole strand, or a review period of a long one (rule O7).
#pragma once

#include <cstdint>

#include "casepath/base/ids.hpp"
#include "casepath/base/time.hpp"
#include "casepath/base/vocabulary.hpp"

namespace casepath {

struct alignas(32) Request {
  Time opened;
  Time step_at{};                // zero-time steps at this instant, against livelock (rule T5)
  PersonId person;
  std::uint16_t steps = 0;
  std::uint16_t open_strands = 0;
  Opener opener = Opener::person;
};

/// A service that has rejected or lost a strand, or whose entry was wrong for it (rule H2); a linked row.
struct Spurned {
  ServiceId service;
  std::uint32_t next;
};
inline constexpr std::uint32_t no_row = 0xFFFFFFFF;

struct alignas(64) Strand {     // one line of memory
  Time opened, first_help = never();
  PersonId person;
  RequestId request;
  ReferralId at;                 // the referral it travels with, or none
  ReferralId lead;               // an open episode that sent it on while staying (rule H3), or none
  PieceId piece;
  StrandId next_of_person;
  std::uint32_t spurned = no_row;
  std::uint16_t hops = 0;
  NeedId need;                   // none: a request without needs, whose cost is overhead (rule O8)
  StrandPlace place = StrandPlace::transit;
  Opener opener = Opener::person;
  bool sought = true;            // a crisis or a pursuit is not (rule R3)
  bool had_episode = false;
  bool tried_open = false;       // the `open` links of the episode that has it have been tried (rule H3)
  bool was_led = false;          // it has been passed on by an `open` link: never again, but by its lead
  Refusal last_refusal = Refusal::none;
};

/// Did the need stand at its goal through all of a piece (rule O7)? `until_last` is: until it was last left, which may be the
/// very instant at which the piece ends.
enum class AtGoal : std::uint8_t { no, always, until_last };

struct alignas(64) Piece {      // one line of memory
  Time opened, ended = never();
  Time fall_at = never();        // first made fall within the piece
  Time achieved_at = never();    // reaching of the goal that was then sustained (rule O2)
  Time observed_at = never();    // the same without "made"
  PieceId next_of_need;            // of the same person
  PieceId follower;              // the piece after a review cut
  std::uint32_t pending = no_row;   // costs that wait for the class
  std::uint32_t credited = no_row;  // referrals whose episode made a fall (rule O9)
  NeedId need;
  Opener opener = Opener::person;
  AtGoal stood = AtGoal::no;     // from the first instant on
  bool waits_for_prior = false;  // the piece before is not classed yet
  bool prior_was_outcome = false;
  bool settled = false;          // class known and costs moved; kept only to see whether an outcome is observed
};
static_assert(sizeof(Request) == 32 && sizeof(Strand) == 64 && sizeof(Piece) == 64);

}  // namespace casepath
