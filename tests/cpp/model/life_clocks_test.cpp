// Clocks whose rate depends on what the person has been through. Every date was worked out by hand from the thresholds.
#include "support/catch.hpp"
#include "support/tiny_worlds.hpp"

using namespace casepath;
using namespace casepath::tiny;

TEST_CASE("a need never had worsens at its susceptibility, once had at its own rate", "[model][life_clocks][N4]") {
  const std::string worsens = rate_for(50, Purpose::worsen, "kit", "debt"), recovers = rate_for(10, Purpose::recover, "kit", "debt");
  const double again = 25 + 10 + days_to_firing(2, worsens, Purpose::worsen, "kit", "debt");
  const auto times = [&](double horizon, const char* patch) {
    const TinyWorld w = played(filled(R"({
      "horizon": "$3 days", "run_out": "0 days",
      "needs": {"debt": {"worsens": {"none": "$1"}, "recovers": {"low": "$2"}, "susceptibility": 2}},
      "people": {"cohorts": {"kit": {"size": 1}}},
      "services": {"desk": {"works_on": ["debt"], "stay": "1 day"}}
    })", {worsens, recovers, std::to_string(horizon)}), {patch});
    return w.times("need_changed debt none -> low");
  };
  CHECK(times(24.9, "{}") == 0);
  CHECK(times(25.1, "{}") == 1);   // half of fifty days
  CHECK(times(again - 0.01, "{}") == 1);
  CHECK(times(again + 0.01, "{}") == 2);
  CHECK(times(49.9, R"({"needs": {"debt": {"susceptibility": 1}}})") == 0);
}
