// The study of the README from C++: reads a scenario as JSON, compares its worlds and prints the same object, byte for
// byte, as `casepath compare --json`.
//
//   casepath check examples/scenarios/borough.toml --to-json > borough.json
//   compare_worlds borough.json 100 1 siloed joined_up housing_first
#include <casepath/base/error.hpp>
#include <casepath/experiment/study.hpp>
#include <casepath/scenario/io.hpp>
#include <fstream>
#include <iostream>
#include <iterator>

int main(int argc, char** argv) {
  if (argc < 4) {
    std::cerr << "usage: compare_worlds SCENARIO.json REPLICATIONS SEED [VARIANT ...]\n";
    return 2;
  }
  std::ifstream file(argv[1]);
  const std::string json{std::istreambuf_iterator<char>(file), {}};
  try {
    const casepath::Runnable runnable = casepath::lower(casepath::read_scenario(json));
    casepath::StudySettings settings;
    settings.replications = static_cast<std::uint32_t>(std::stoul(argv[2]));
    settings.seed = std::stoull(argv[3]);
    settings.variants.assign(argv + 4, argv + argc);
    std::cout << casepath::to_json(casepath::run_study(runnable, settings), true);
  } catch (const casepath::ScenarioError& refused) {
    std::cerr << refused.what() << '\n';
    return 3;
  } catch (const std::exception& failed) {
    std::cerr << failed.what() << '\n';
    return 1;
  }
}
