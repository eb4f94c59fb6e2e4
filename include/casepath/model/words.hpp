// Words that the parts of a Simulation say to one another (model/simulation.hpp).
#pragma once

#include <cstdint>

#include "casepath/base/few.hpp"
#include "casepath/base/ids.hpp"
#include "casepath/person/need.hpp"
#include "casepath/random/draw_key.hpp"

namespace casepath::detail {

struct Words {
  struct Held { double up = 1, down = 1; };
  enum class HeldQuantity : std::uint8_t { worsens, crisis, seeks };
  enum class Course : std::uint8_t { worsens, recovers };
  enum class Helps : std::uint8_t { carried_only, no_one };
  enum class Knowing : std::uint8_t { so_far, run_over, person_left };
  struct Passing { std::uint8_t events = 0; int refusal = -1; ServiceId but = {}; };   // but: whose entry was just found wrong
  struct Chosen { StrandId strand; LinkId link; };
  using ChosenFew = Few<Chosen, 2 * max_needs + 2>;
  enum class From : std::uint8_t { triage, episode };
  struct Ticket { double luck; PersonId person; NeedId need; };
  struct SourceKey { std::uint32_t salt; SubjectKind kind; };
};

}  // namespace casepath::detail
