// An interaction: one dated event between a person and a service that somebody pays for. Its purpose follows from its
// kind (design 3), unless it belongs to a crisis.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace casepath {

/// The last five are amounts over time or of the system: they cost, and are not counted as interactions.
enum class InteractionKind : std::uint8_t {
  triage, unseen, assessment, start, contact, missed_contact, hand_off, wrong_entry, chase, extra, consult,
  slot_day, empty_slot, fixed, programme, blocked_day
};
inline constexpr std::array kind_names{"triage",      "unseen", "assessment", "start",   "contact",  "missed_contact", "hand_off", "wrong_entry",
                                       "chase",       "extra",  "consult",    "slot_day", "empty_slot", "fixed",        "programme", "blocked_day"};
inline constexpr std::size_t interaction_kinds = kind_names.size();

enum class InteractionPurpose : std::uint8_t { help, process, crisis };
inline constexpr std::array purpose_names{"help", "process", "crisis"};
inline constexpr std::size_t purpose_kinds = purpose_names.size();

[[nodiscard]] constexpr bool is_counted(InteractionKind kind) noexcept { return kind < InteractionKind::slot_day; }

/// Triage, assessment, referral, hand-off, chasing and the days of who is kept for want of room elsewhere are process; the rest aims to help.
[[nodiscard]] constexpr InteractionPurpose purpose_of(InteractionKind kind) noexcept {
  switch (kind) {
    case InteractionKind::triage:
    case InteractionKind::unseen:
    case InteractionKind::assessment:
    case InteractionKind::hand_off:
    case InteractionKind::wrong_entry:
    case InteractionKind::blocked_day:
    case InteractionKind::chase: return InteractionPurpose::process;
    default: return InteractionPurpose::help;
  }
}

}  // namespace casepath
