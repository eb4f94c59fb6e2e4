// Ours in the race of bench/run.py: one run of a workload, told as one line of JSON, as the peers tell theirs.
//   bench_ours --workload a|b|c|d --people N --seed S [--threads T]
// (a) and (b) are scenarios of N customers, (c) is the network of pathway.hpp, (d) is the borough (JSON, at the path in
// CASEPATH_BENCH_SCENARIO) scaled to N people, seven years counted; its events are the interactions posted to the ledger.
// Seconds are for building the people and running, without reading the scenario; with threads, one replication each.
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "casepath/model/compiled.hpp"
#include "casepath/scenario/io.hpp"
#include "casepath/scenario/lower.hpp"
#include "casepath/version.hpp"
#include "pathway.hpp"

namespace {

using namespace casepath;
using Json = nlohmann::json;

struct Asked {
  std::string workload = "c";
  std::uint32_t people = 10'000;
  std::uint64_t seed = 1;
  unsigned threads = 1;
};
struct Told {
  std::int64_t events = 0;
  double seconds = 0, mean_wait = 0, abandoned = 0, rejected = 0;
  std::size_t bytes = 0;
};

constexpr std::int64_t ticks_per_minute = ticks_per_day / 1440;

double timed(const std::function<void()>& work) {
  const auto begun = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

/// Waits of those admitted, as the peers count them; told of every happening, so not in the run that is timed.
struct AdmittedWaits {
  static constexpr bool listens = true;
  std::map<std::uint32_t, Time> joined;
  double ticks = 0;
  std::int64_t admitted = 0;

  void record(const LogRow& row) {
    if (row.what == Happening::joined_list) joined[row.person.value] = row.at;
    if (row.what == Happening::left_list) joined.erase(row.person.value);
    if (row.what != Happening::admitted) return;
    ++admitted;
    if (const auto at = joined.find(row.person.value); at != joined.end()) {
      ticks += static_cast<double>((row.at - at->second).ticks);
      joined.erase(at);
    }
  }
};

/// A plain queue in minutes: a million customers are two years of figures, not three thousand.
Told queue(const Asked& asked, const Json& service, double rate) {
  const Json scenario{{"casepath", 1},
                      {"name", "queue"},
                      {"start", "2025-01-01"},
                      {"horizon", std::to_string(asked.people / rate) + " minutes"},
                      {"streams", {{"arrivals", {{"to", "desk"}, {"rate", std::to_string(rate) + " per minute"}}}}},
                      {"services", {{"desk", service}}}};
  const Runnable study = lower(read_scenario(scenario.dump()));
  const RunSettings settings{.seed = asked.seed};
  Told told;
  told.seconds = timed([&] {
    Simulation<> sim(study.base, settings);
    sim.finish();
    const ServiceFlow& f = sim.world().services[0].flow;
    told.events = f.received + f.admitted + f.closed + f.gone;
    told.abandoned = static_cast<double>(f.gone) / static_cast<double>(std::max<std::int64_t>(1, f.gone + f.admitted));
    told.bytes = sim.world().bytes();
  });
  Simulation<DefaultPolicies<AdmittedWaits>> watched(study.base, settings);
  watched.finish();
  const AdmittedWaits& waits = watched.recorder();
  told.mean_wait = waits.ticks / static_cast<double>(ticks_per_minute) / static_cast<double>(std::max<std::int64_t>(1, waits.admitted));
  return told;
}

Told network(const Asked& asked) {
  Told told;
  told.seconds = timed([&] {
    pathway::Network net(asked.people, asked.seed);
    const pathway::Tally t = net.run();
    told.events = t.events();
    told.mean_wait = t.mean_wait();
    told.abandoned = static_cast<double>(t.reneged) / static_cast<double>(std::max<std::int64_t>(1, t.reneged + t.started));
    told.rejected = static_cast<double>(t.rejected) / static_cast<double>(std::max<std::int64_t>(1, t.submitted));
    told.bytes = net.bytes();
  });
  return told;
}

/// A number, or the value of one that has a source.
Json& value_of(Json& node) { return node.is_object() && node.contains("value") ? node["value"] : node; }

/// People, places and lengths of lists times `by`, at least 1.
void scale(Json& node, double by) {
  if (!node.is_structured()) return;
  for (auto& [key, inner] : node.items()) {
    const bool counts = key == "size" || key == "capacity" || key == "number" || key == "closed_at" || key == "at";
    if (Json& value = value_of(inner); counts && value.is_number()) value = std::max(1.0, std::round(value.get<double>() * by));
    else scale(inner, by);
  }
}

Told borough(const Asked& asked) {
  const char* path = std::getenv("CASEPATH_BENCH_SCENARIO");
  std::ifstream file(path != nullptr ? path : "");
  if (!file) throw Error("set CASEPATH_BENCH_SCENARIO to the borough in JSON: casepath check FILE --to-json");
  Json scenario = Json::parse(file);
  std::int64_t people = 0;
  for (auto& cohort : scenario["people"]["cohorts"])
    if (cohort.contains("size")) people += value_of(cohort["size"]).get<std::int64_t>();
  scale(scenario, static_cast<double>(asked.people) / static_cast<double>(people));
  scenario.erase("variants");
  scenario["warm_up"] = "0 days";
  scenario["horizon"] = "7 years";
  const Runnable study = lower(read_scenario(scenario.dump()));
  std::vector<Told> parts(asked.threads);
  Told told;
  told.seconds = timed([&] {
    std::vector<std::thread> threads;
    for (unsigned t = 0; t < asked.threads; ++t)
      threads.emplace_back([&, t] {
        Simulation<> sim(study.base, {.seed = asked.seed, .replication = t});
        sim.finish();
        parts[t].events = sim.world().tallies.total(Count::interactions);
        parts[t].bytes = sim.world().bytes();
      });
    for (std::thread& t : threads) t.join();
  });
  for (const Told& part : parts) {
    told.events += part.events;
    told.bytes = std::max(told.bytes, part.bytes);
  }
  return told;
}

Told run(const Asked& asked) {
  const auto exponential = [](const char* mean) { return Json{{"dist", "exponential"}, {"mean", mean}}; };
  if (asked.workload == "a") return queue(asked, {{"capacity", 1}, {"stay", exponential("1 minute")}}, 0.9);
  if (asked.workload == "b")
    return queue(asked, {{"capacity", 10}, {"stay", exponential("1 minute")}, {"list", {{"patience", exponential("2 minutes")}}}}, 8);
  if (asked.workload == "c") return network(asked);
  if (asked.workload == "d") return borough(asked);
  throw Error("workload must be a, b, c or d, not " + asked.workload);
}

Asked read_arguments(int argc, char** argv) {
  Asked asked;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string name = argv[i], value = argv[i + 1];
    if (name == "--workload") asked.workload = value;
    else if (name == "--people") asked.people = static_cast<std::uint32_t>(std::stoul(value));
    else if (name == "--seed") asked.seed = std::stoull(value);
    else if (name == "--threads") asked.threads = static_cast<unsigned>(std::stoul(value));
    else throw Error("unknown argument " + name);
  }
  return asked;
}

/// The most memory this process has held: Linux tells kilobytes.
std::int64_t peak_bytes() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return std::int64_t{used.ru_maxrss} * 1024;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const Asked asked = read_arguments(argc, argv);
    const Told told = run(asked);
    std::cout << Json{{"peer", "casepath"},
                      {"version", library_version()},
                      {"workload", asked.workload},
                      {"people", asked.people},
                      {"seed", asked.seed},
                      {"threads", asked.threads},
                      {"events", told.events},
                      {"seconds", told.seconds},
                      {"mean_wait", told.mean_wait},
                      {"abandoned", told.abandoned},
                      {"rejected", told.rejected},
                      {"bytes_per_person", static_cast<double>(told.bytes) / asked.people},
                      {"peak_bytes", peak_bytes()}}
                     .dump()
              << '\n';
  } catch (const std::exception& problem) {
    std::cerr << "bench_ours: " << problem.what() << '\n';
    return 2;
  }
}
