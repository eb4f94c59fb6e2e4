// Who people are as they come: visitors from streams, with the trust of the scenario and levels that may be met already.
#include "casepath/random/draw_key.hpp"
#include "support/catch.hpp"
#include "support/tiny_worlds.hpp"

using namespace casepath;
using namespace casepath::tiny;

namespace {

constexpr auto at_desk = R"({
  "horizon": "20 days",
  "needs": {"debt": {"goal": "low"}, "home": {}},
  "streams": {"door": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "low", "home": "severe"}}},
  "services": {"desk": {"works_on": ["debt", "home"], "stay": "5 days", "costs": {"start": "£1"}}}
})";

}  // namespace

TEST_CASE("a visitor's need that is met already ends at once, at no cost; the others go on", "[model][on_birth][R2][R5][O1]") {
  const TinyWorld w = played(at_desk);
  CHECK(w.lines("p0") == text(R"(
    0 p0 request_opened stream
    0 p0 strand_ended debt recovered
    0 p0 referral_arrived desk opening
    0 p0 accepted desk
    0 p0 admitted desk
    0 p0 start desk 100p
    5 p0 closed desk completed
    5 p0 strand_ended home unmet_after_help
  )"));
  CHECK(w.ledger() == "desk start no_outcome 100p x1\n");
  CHECK(w.count(Count::strands) == 2);
  CHECK(w.count(Count::ended_without_episode) == 1);
  // Rules need not come from a reader: one whose needs are all met asks for nothing.
  Rules all_met = study(at_desk)->base;
  all_met.streams.front().levels = {1, 0};
  Simulation<> sim(all_met);
  sim.finish();
  CHECK(sim.world().tallies.total(Count::requests_ended) == 1);
  CHECK(sim.world().tallies.total(Count::strands_ended) == 2);
  CHECK(sim.world().tallies.total(Count::referrals) == 0);
}

TEST_CASE("visitors start with the scenario's trust, as people do", "[model][on_birth][P2][T4]") {
  const auto trust = [](const char* start) {
    TinyWorld w(at_desk, {filled(R"({"trust": {"start": $1}})", {start})});
    w.run_until(1);
    return w.trust();
  };
  CHECK(trust("0.9") == 0.9f);
  const double u = draw(draw_key(1, 0), {0, mix32(hash32("trust"), hash32("door")), 0, Purpose::born_trait, SubjectKind::visitor}).uniform(0);
  CHECK(trust(R"({"dist": "uniform", "low": 0.2, "high": 0.6})") == static_cast<float>(0.2 + 0.4 * u));
}
