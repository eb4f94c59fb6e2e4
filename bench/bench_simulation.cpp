// The whole simulation: workloads (a) and (b) of the queues, and (d), a scenario file given by the environment variable
// CASEPATH_BENCH_SCENARIO as JSON (scripts/bench makes one of the borough). An event of (a) and (b) is an arrival, a start,
// an end or a leaving; of (d) an interaction posted to the ledger.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "casepath/model/compiled.hpp"
#include "casepath/scenario/io.hpp"
#include "casepath/scenario/lower.hpp"

namespace {

using namespace casepath;

Runnable queue(const std::string& service, const std::string& rate) {
  return lower(read_scenario(R"({"casepath": 1, "name": "queue", "start": "2025-01-01", "horizon": "20000 days",
    "streams": {"arrivals": {"to": "desk", "rate": ")" + rate + R"("}}, "services": {"desk": )" + service + "}}"));
}

void run_queue(benchmark::State& state, const Runnable& study) {
  std::int64_t events = 0;
  std::uint32_t replication = 0;
  for (auto _ : state) {
    Simulation<> sim(study.base, {.seed = 1, .replication = replication++});
    sim.finish();
    for (const ServiceState& s : sim.world().services) events += s.flow.received + s.flow.admitted + s.flow.closed + s.flow.gone;
  }
  state.SetItemsProcessed(events);
}

void mm1(benchmark::State& state) {
  static const Runnable study = queue(R"({"capacity": 1, "stay": {"dist": "exponential", "mean": "1 day"}})", "0.9 per day");
  run_queue(state, study);
}
BENCHMARK(mm1)->Unit(benchmark::kMillisecond);

void mm10_m(benchmark::State& state) {
  static const Runnable study = queue(
      R"({"capacity": 10, "stay": {"dist": "exponential", "mean": "1 day"}, "list": {"patience": {"dist": "exponential", "mean": "2 days"}}})",
      "8 per day");
  run_queue(state, study);
}
BENCHMARK(mm10_m)->Unit(benchmark::kMillisecond);

void borough(benchmark::State& state) {
  const char* path = std::getenv("CASEPATH_BENCH_SCENARIO");
  std::ifstream file(path != nullptr ? path : "");
  if (!file) {
    state.SkipWithError("set CASEPATH_BENCH_SCENARIO to a scenario in JSON: casepath check FILE --to-json");
    return;
  }
  const Runnable study = lower(read_scenario(std::string{std::istreambuf_iterator<char>(file), {}}));
  std::int64_t interactions = 0;
  std::uint32_t replication = 0;
  for (auto _ : state) {
    Simulation<> sim(study.base, {.seed = 1, .replication = replication++});
    sim.finish();
    interactions += sim.world().tallies.total(Count::interactions);
  }
  state.SetItemsProcessed(interactions);
}
BENCHMARK(borough)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
