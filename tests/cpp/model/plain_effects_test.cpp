// An effect that is given plainly, for all levels at once: what raises starts at the lowest level and stops at the top (rule S2).
#include "support/catch.hpp"
#include "support/tiny_worlds.hpp"

using namespace casepath;
using namespace casepath::tiny;

namespace {

/// One visitor with debt whom the bailiffs keep for a day; what they do to housing is filled in.
std::string bailiffs(const std::string& housing, const std::string& effect) {
  return filled(R"({
    "horizon": "10 days", "needs": {"debt": {}, "housing": {}},
    "streams": {"order": {"to": "bailiffs", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe", "housing": "$1"}}},
    "services": {"bailiffs": {"works_on": ["debt"], "stay": "1 day", "effects": {"start": {"housing": "$2"}}}}
  })", {housing, effect});
}

}  // namespace

TEST_CASE("harm given for all levels reaches those who had no such need, and stops at the top", "[model][plain_effects][S2]") {
  const auto change = [](const char* from, const char* effect) { return played(bailiffs(from, effect)).lines("need_changed"); };
  CHECK(change("none", "+1 with 1") == "0 p0 need_changed housing none -> low\n");
  CHECK(change("moderate", "+1 with 1") == "0 p0 need_changed housing moderate -> severe\n");
  CHECK(change("none", "+3 with 1") == "0 p0 need_changed housing none -> severe\n");
  CHECK(change("moderate", "+3 with 1") == "0 p0 need_changed housing moderate -> severe\n");
  CHECK(change("severe", "+3 with 1").empty());
  CHECK(change("none", "+1 with 0").empty());
  CHECK(played(bailiffs("none", "+2 with 1")).tally("bailiffs").harms == 1);
  CHECK(played(bailiffs("severe", "+2 with 1")).tally("bailiffs").harms == 0);
}
