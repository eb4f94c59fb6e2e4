// Slots that somebody of a better class may take, and the stays that were broken off for it and will go on where they were
// (rule W3). Only lists that pre-empt keep these.
#pragma once

#include "casepath/base/ids.hpp"
#include "casepath/base/time.hpp"

namespace casepath {

/// A stay under way that may be broken off.
struct Seat {
  ReferralId referral;
  Time since, ends;
};
/// A stay that was: its person is on the list again.
struct BrokenOff {
  ReferralId referral;
  Time since;
  Duration left;
};

}  // namespace casepath
