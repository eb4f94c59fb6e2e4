// How far a study is, told while it runs: a share of all the time that its worlds pass.
#include "casepath/experiment/study.hpp"

#include <algorithm>
#include <stdexcept>

#include "casepath/model/compiled.hpp"
#include "casepath/scenario/io.hpp"
#include "support/catch.hpp"
#include "../../../src/experiment/replication.hpp"

using namespace casepath;

namespace {

/// Worlds that keep a core busy for a second or so.
Runnable busy(const std::string& people) {
  return lower(read_scenario(R"({"casepath": 1, "name": "busy", "start": "2025-01-01", "warm_up": "1 year", "horizon": "3 years",
    "needs": {"debt": {"worsens": {"none": "2 per year"}, "seeks": {"rate": {"low": "9 per year"}, "doors": {"desk": 1}}}},
    "people": {"cohorts": {"all": {"size": )" + people + R"(}}}, "services": {"desk": {"works_on": ["debt"], "stay": "9 days"}},
    "variants": {"later": {"starts": "2026-01-01", "set": {"services.desk.stay": "8 days"}},
                 "other": {"set": {"services.desk.stay": "7 days"}}}})"));
}

StudySettings settings_for(std::uint32_t replications, unsigned jobs) {
  StudySettings settings;
  settings.replications = replications;
  settings.jobs = jobs;
  return settings;
}

std::vector<double> told(const Runnable& study, StudySettings settings) {
  std::vector<double> out;
  settings.progress = [&out](double done) { out.push_back(done); };
  (void)run_study(study, settings);
  return out;
}

}  // namespace

TEST_CASE("a single replication tells how far it is, rising, and ends with all", "[experiment][study]") {
  StudySettings settings = settings_for(1, 1);
  settings.variants = {"base"};
  const std::vector<double> done = told(busy("20000"), settings);
  REQUIRE(done.size() >= 4);
  CHECK(std::is_sorted(done.begin(), done.end()));
  CHECK(std::count_if(done.begin(), done.end(), [](double x) { return x > 0 && x < 1; }) >= 3);
  CHECK(done.back() == 1.0);
}

TEST_CASE("replications under way in all variants count by the time they have passed", "[experiment][study]") {
  const std::vector<double> done = told(busy("3000"), settings_for(4, 2));
  CHECK(std::is_sorted(done.begin(), done.end()));
  CHECK(std::any_of(done.begin(), done.end(), [](double x) { return x != static_cast<double>(static_cast<int>(x)); }));
  CHECK(done.back() == 4.0);
}

TEST_CASE("the worlds of a replication pass the time that was reckoned for them", "[experiment][study]") {
  const Runnable study = busy("50");
  const std::vector<std::vector<std::size_t>> wants{{detail::base_variant}, {0}, {1}, {0, 1}, {detail::base_variant, 0, 1}};
  for (const auto& wanted : wants) {
    std::atomic<std::int64_t> passed{0};
    (void)detail::run_replication(study, wanted, {.passed = &passed});
    CHECK(passed == detail::time_to_pass(study, wanted).ticks);
  }
  CHECK(detail::time_to_pass(study, {0}) == detail::time_to_pass(study, {1}));
}

TEST_CASE("to be told changes nothing, and what the listener throws ends the study", "[experiment][study]") {
  const Runnable study = busy("300");
  StudySettings settings = settings_for(3, 2);
  const std::string untold = to_json(run_study(study, settings), true);
  settings.progress = [](double) {};
  CHECK(to_json(run_study(study, settings), true) == untold);
  settings.progress = [](double) { throw std::runtime_error("enough"); };
  CHECK_THROWS_WITH(run_study(study, settings), "enough");
}
