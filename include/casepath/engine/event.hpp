// What is booked to happen: 24 bytes with a total order (rule T2). An event knows no model; `kind` and `subject` mean
// something only to whoever booked it.
#pragma once

#include <cstdint>
#include <tuple>

#include "casepath/base/ids.hpp"
#include "casepath/base/time.hpp"

namespace casepath {

/// What goes first at one instant (rule T2).
enum class Rank : std::uint8_t {
  dated = 1, leaving, ending, patience, joining, contact, need, crisis, opening, observing
};

struct Event {
  Time at;
  std::uint32_t person = 0;   // row of the person; events of the system use a number above every row
  std::uint32_t number = 0;   // the person's own event number, never a global one: it would differ between variants
  std::uint32_t subject = 0;
  Rank rank = Rank::dated;
  std::uint8_t kind = 0;
};
static_assert(sizeof(Event) == 24);

/// Order of events: instant, rank, person, the person's own number (rule T2).
[[nodiscard]] inline bool before(const Event& a, const Event& b) noexcept {
  if (a.at != b.at) return a.at < b.at;
  return std::tie(a.rank, a.person, a.number) < std::tie(b.rank, b.person, b.number);
}

}  // namespace casepath
