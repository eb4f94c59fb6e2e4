// A study comes to the same by every way of running it: one thread or several, tried at once in the caller's or not.
#include "casepath/experiment/study.hpp"

#include <atomic>
#include <chrono>
#include <thread>

#include "casepath/scenario/io.hpp"
#include "support/catch.hpp"

using namespace casepath;

namespace {

Runnable desk(const std::string& rate, const std::string& people = "") {
  return lower(read_scenario(R"({"casepath": 1, "name": "desk", "start": "2025-01-01", "horizon": "30 days",
    "streams": {"arrivals": {"to": "desk", "rate": ")" + rate + R"("}},)" + people + R"(
    "services": {"desk": {"capacity": 1, "stay": {"dist": "exponential", "mean": "1 hour"}}}})"));
}

StudySettings once() {
  StudySettings settings;
  settings.variants = {"base"};
  settings.replications = 1;
  settings.seed = 7;
  return settings;
}

}  // namespace

TEST_CASE("a tiny run is the study to the byte", "[experiment][study]") {
  const Runnable runnable = desk("2 per day");
  const auto tiny = run_if_tiny(runnable, once());
  REQUIRE(tiny.has_value());
  CHECK(to_json(*tiny, false) == to_json(run_study(runnable, once()), false));
  CHECK(tiny->values("base", "service/desk/arrivals").at(0) > 30);
}

TEST_CASE("a variant named base is the base, run once", "[experiment][study]") {
  const Runnable runnable = lower(read_scenario(R"({"casepath": 1, "start": "2025-01-01", "horizon": "30 days",
    "streams": {"arrivals": {"to": "desk", "rate": "2 per day"}}, "services": {"desk": {"stay": "1 hour"}},
    "variants": {"more": {"set": {"streams.arrivals.rate": "4 per day"}}, "base": {"title": "As it is"}}})"));
  StudySettings all = once();
  all.variants.clear();
  const Study study = run_study(runnable, all);
  REQUIRE(study.variants.size() == 2);
  CHECK(study.variants[0].name == "base");
  CHECK(study.variants[1].name == "more");
}

TEST_CASE("what takes longer, people to build or several replications is not tried", "[experiment][study]") {
  StudySettings twice = once();
  twice.replications = 2;
  CHECK_FALSE(run_if_tiny(desk("2 per day"), twice).has_value());
  CHECK_FALSE(run_if_tiny(desk("200 per day"), once()).has_value());
  CHECK_FALSE(run_if_tiny(desk("2 per day", R"("people": {"cohorts": {"all": {"size": 101}}},)"), once()).has_value());
}

TEST_CASE("a single worker hears the caller's wish to stop, as several do", "[experiment][study]") {
  const Runnable runnable = desk("2 per day");
  for (const unsigned jobs : {1u, 2u}) {
    std::atomic<bool> stop{false};
    StudySettings settings = once();
    settings.jobs = jobs;
    settings.replications = 100'000;
    settings.stop = &stop;
    settings.progress = [&](double) { stop = true; };
    const Study study = run_study(runnable, settings);
    CHECK(study.is_partial());
    CHECK(study.completed.at(0) == 0);
    settings.replications = 1;
    CHECK(run_study(runnable, settings).completed.empty());   // told before it began
  }
}

TEST_CASE("a replication under way in the only worker is broken off", "[experiment][study]") {
  const Runnable endless = desk("100000 per day");
  std::atomic<bool> stop{false};
  StudySettings settings = once();
  settings.jobs = 1;
  settings.stop = &stop;
  std::thread teller([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    stop = true;
  });
  CHECK(run_study(endless, settings).completed.empty());
  teller.join();
}
