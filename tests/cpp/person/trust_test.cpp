#include "casepath/person/trust.hpp"

#include <cmath>

#include "casepath/model/default_policies.hpp"
#include "support/catch.hpp"

using namespace casepath;

TEST_CASE("a rise closes a share of the gap to 1, a fall takes a share away", "[person][trust][C3]") {
  CHECK(risen(0.5f, 0.03) == static_cast<float>(0.5 + 0.03 * 0.5));
  CHECK(fallen(0.5f, 0.1) == static_cast<float>(0.5 * 0.9));
  CHECK(risen(1.0f, 0.5) == 1.0f);
  CHECK(fallen(0.0f, 0.5) == 0.0f);
  CHECK(fallen(0.7f, 1.0) == 0.0f);
}

TEST_CASE("each experience has its own step; only an attended contact raises", "[person][trust][C3]") {
  TrustRules steps;
  steps.attended = 0.1, steps.rejected = 0.2, steps.retelling = 0.3, steps.missed_hand_off = 0.4, steps.closed_unmet = 0.5, steps.new_worker = 0.6,
  steps.reneged = 0.7;
  const FractionalTrust rule;
  CHECK(rule.after(0.5f, Experience::attended, steps) == risen(0.5f, 0.1));
  CHECK(rule.after(0.5f, Experience::rejected, steps) == fallen(0.5f, 0.2));
  CHECK(rule.after(0.5f, Experience::retelling, steps) == fallen(0.5f, 0.3));
  CHECK(rule.after(0.5f, Experience::missed_hand_off, steps) == fallen(0.5f, 0.4));
  CHECK(rule.after(0.5f, Experience::closed_unmet, steps) == fallen(0.5f, 0.5));
  CHECK(rule.after(0.5f, Experience::new_worker, steps) == fallen(0.5f, 0.6));
  CHECK(rule.after(0.5f, Experience::reneged, steps) == fallen(0.5f, 0.7));
}

TEST_CASE("waiting wears trust down for each list; time brings it back to the person's own start", "[person][trust][C3]") {
  const Duration month{static_cast<std::int64_t>(ticks_per_month)};
  TrustRules waiting;
  waiting.waiting_rate = -std::log(1 - 0.02) / ticks_per_month;
  CHECK(drifted(0.5f, 0.5f, 1, month, waiting) == Approx(0.5 * 0.98).epsilon(1e-6));
  CHECK(drifted(0.5f, 0.5f, 3, month, waiting) == Approx(0.5 * 0.98 * 0.98 * 0.98).epsilon(1e-6));
  CHECK(drifted(0.5f, 0.5f, 0, month, waiting) == 0.5f);
  TrustRules returning;
  returning.return_rate = 0.5 / ticks_per_year;
  CHECK(drifted(0.1f, 0.5f, 0, years(2), returning) == Approx(0.5 - 0.4 * std::exp(-1.0)).epsilon(1e-6));
  CHECK(drifted(0.9f, 0.5f, 0, years(1000), returning) == Approx(0.5).epsilon(1e-6));
  // Both at once are one equation: two halves of the time give what the whole gives.
  TrustRules both = waiting;
  both.return_rate = returning.return_rate;
  const float half = drifted(0.9f, 0.4f, 2, Duration{month.ticks * 6}, both);
  CHECK(drifted(half, 0.4f, 2, Duration{month.ticks * 6}, both) == Approx(drifted(0.9f, 0.4f, 2, Duration{month.ticks * 12}, both)).epsilon(1e-6));
}
