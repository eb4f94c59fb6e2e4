#include "casepath/journey/interaction.hpp"

#include <set>
#include <string>

#include "support/catch.hpp"

using namespace casepath;

TEST_CASE("triage, assessment, passing on, chasing and days that block a bed are process; the rest aims to help", "[journey][interaction]") {
  std::set<std::string> process;
  for (std::size_t i = 0; i < interaction_kinds; ++i)
    if (purpose_of(static_cast<InteractionKind>(i)) == InteractionPurpose::process) process.insert(kind_names[i]);
  CHECK(process == std::set<std::string>{"triage", "unseen", "assessment", "hand_off", "wrong_entry", "chase", "blocked_day"});
}

TEST_CASE("amounts over time and of the system cost, and are no interactions", "[journey][interaction]") {
  std::set<std::string> amounts;
  for (std::size_t i = 0; i < interaction_kinds; ++i)
    if (!is_counted(static_cast<InteractionKind>(i))) amounts.insert(kind_names[i]);
  CHECK(amounts == std::set<std::string>{"slot_day", "empty_slot", "fixed", "programme", "blocked_day"});
}
