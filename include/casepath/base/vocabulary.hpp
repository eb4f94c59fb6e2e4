// The small vocabularies of a journey: who opens a request, where a strand is, how it ends, why a referral is refused or
// an episode closed, and how a strand is classed. Names are what results print.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace casepath {

/// Who opened a request (rule R2).
enum class Opener : std::uint8_t { person, crisis, pursued, stream, at_start };
inline constexpr std::array opener_names{"person", "crisis", "pursued", "stream", "at_start"};

/// Where a strand is: in exactly one place (rule R1).
enum class StrandPlace : std::uint8_t { transit, triage, list, episode, ended };

/// How a strand ended (rule R10).
enum class EndReason : std::uint8_t {
  met, recovered, unmet_after_help, refused, nobodys_case, lost, reneged, withdrew, in_hand, left, horizon
};
inline constexpr std::array end_reason_names{"met",     "recovered", "unmet_after_help", "refused", "nobodys_case", "lost",
                                             "reneged", "withdrew",  "in_hand",          "left",    "horizon"};

/// Why a referral was rejected, in the order in which rules are asked (rule E1); not_eligible is found at assessment (E5).
enum class Refusal : std::uint8_t {
  ended, decided, wrong_door, place, attribute, asks, refuses, needs_more_than, rationed, not_accepted, full, not_eligible, none
};
inline constexpr std::array refusal_names{"ended",           "decided",  "wrong_door",   "place", "attribute",   "asks", "refuses",
                                          "needs_more_than", "rationed", "not_accepted", "full",  "not_eligible"};
inline constexpr std::size_t refusal_kinds = refusal_names.size();

/// Why an episode closed (rule S7).
enum class Closure : std::uint8_t {
  goal_met, completed, contact_limit, time_limit, missed_run, missed_total, withdrew, handed_off, not_eligible, funding_ended, left
};
inline constexpr std::array closure_names{"goal_met",     "completed", "contact_limit", "time_limit",   "missed_run",    "missed_total",
                                          "withdrew",     "handed_off", "not_eligible", "funding_ended", "left"};
inline constexpr std::size_t closure_kinds = closure_names.size();

/// How a strand (one piece of it) is classed (rules O1, O7, O8). `kept` counts as outcome and is shown apart.
enum class OutcomeClass : std::uint8_t { outcome, kept, low_outcome, no_outcome, undetermined, overhead };
inline constexpr std::array class_names{"outcome", "kept", "low_outcome", "no_outcome", "undetermined", "overhead"};
inline constexpr std::size_t class_kinds = class_names.size();

/// How somebody is passed on; `opening` marks a referral that began a request.
enum class Mode : std::uint8_t { signpost, cold, warm, shared, compulsory, opening };
inline constexpr std::array mode_labels{"signpost", "cold", "warm", "shared", "compulsory", "opening"};

}  // namespace casepath
