// The smallest use of the library: a scenario written as text, driven step by step, looked at, and finished.
#include <casepath/model/compiled.hpp>
#include <casepath/scenario/io.hpp>
#include <casepath/scenario/lower.hpp>
#include <iostream>

int main() {
  const casepath::Scenario scenario = casepath::read_scenario(R"({
    "casepath": 1, "name": "one_list", "start": "2025-01-01", "horizon": "360 days",
    "streams": { "callers": { "to": "desk", "rate": "0.2 per day" } },
    "services": { "desk": { "capacity": 3, "stay": { "dist": "exponential", "mean": "10 days" } } } })");
  const casepath::Runnable runnable = casepath::lower(scenario);
  casepath::Simulation<> simulation(runnable.base, {.seed = 1, .replication = 0});
  for (int month = 1; month <= 12; ++month) {
    simulation.run_until(casepath::Time{} + casepath::days(30.0 * month));
    const casepath::ServiceState& desk = simulation.world().services.front();
    std::cout << "day " << 30 * month << ": " << desk.caseload.open() << " in hand, " << desk.waiting << " waiting\n";
  }
  simulation.finish();
}
