// The golden journeys: one line a scenario, with the SHA-256 of all that a study of it comes to and of the event logs of its first
// replication. The same on every machine, compiler, level of optimisation and number of threads, or the contract is broken.
//
//   hash_results SCENARIOS.jsonl GOLDEN.tsv [--jobs N | --resumed]   run and compare; exit code 1 where a line differs
//   hash_results SCENARIOS.jsonl GOLDEN.tsv --write                  put what this program finds into GOLDEN.tsv
//
// --resumed breaks each study off after three replications, tears the last one, and takes it up again from its folder.
#include <unistd.h>

#include <bit>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "casepath/experiment/journeys.hpp"
#include "casepath/experiment/study.hpp"
#include "casepath/scenario/io.hpp"
#include "casepath/version.hpp"
#include "sha256.hpp"

namespace {

using namespace casepath;
namespace fs = std::filesystem;
using determinism::sha256;

constexpr std::uint32_t replications = 8;   // as many as the most threads that are tried
constexpr std::uint32_t before_the_kill = 3;
constexpr std::uint64_t seed = 20250101;

struct Options {
  std::string scenarios, golden;
  unsigned jobs = 1;
  bool resumed = false, write = false;
};

/// What stands in golden.tsv under a scenario's name.
struct Line {
  std::string scenario, results, log;   // hashes: of the scenario as the library has it, of its results, of its logs
  std::int64_t rows = 0;                // of the logs
  friend bool operator==(const Line&, const Line&) = default;
};
using Lines = std::map<std::string, Line>;

class Numbers {
 public:
  template <class... Whole>
  void add(Whole... numbers) {
    ((text_ += std::to_string(static_cast<std::int64_t>(numbers)) + ' '), ...);
    text_ += '\n';
  }
  /// Each double as the whole number that has its bits.
  void add_bits(double x) { text_ += std::to_string(std::bit_cast<std::uint64_t>(x)) + '\n'; }
  [[nodiscard]] const std::string& text() const noexcept { return text_; }

 private:
  std::string text_;
};

void add(Numbers& out, const VariantResult& v) {
  for (const auto& row : v.figures)
    for (const double x : row) out.add_bits(x);
  for (const LedgerRow& r : v.ledger)
    out.add(r.period, r.row, r.kind, r.purpose, r.of, r.opener, r.sum.chain.minor, r.sum.episode.minor, r.sum.chain_count,
            r.sum.episode_count);
  for (const Flow& f : v.flows) out.add(f.from, f.to, f.mode, f.result, f.count);
  for (const Time at : v.series.at) out.add(at.ticks);
  for (const std::int64_t waiting : v.series.waiting) out.add(waiting);
  for (const std::int64_t open : v.series.open) out.add(open);
}

/// All that a study comes to: what --json prints less the versions, which rise without the journeys, then every number.
std::string all_of(const Study& study) {
  const std::string json = to_json(study, true);
  Numbers numbers;
  for (const VariantResult& v : study.variants) add(numbers, v);
  return json.substr(json.find("\"scenario\"")) + numbers.text();
}

Study broken_off_and_resumed(const Runnable& runnable, StudySettings settings) {
  settings.run_dir = fs::temp_directory_path() / ("casepath_determinism_" + std::to_string(::getpid()));
  fs::remove_all(settings.run_dir);
  settings.replications = before_the_kill;
  if (run_study(runnable, settings).is_partial()) throw Error("the first part of the study is not whole");
  const fs::path blocks = settings.run_dir / "replications.blocks";
  fs::resize_file(blocks, fs::file_size(blocks) - 5);
  settings.replications = replications;
  settings.resume = true;
  Study study = run_study(runnable, settings);
  fs::remove_all(settings.run_dir);
  if (study.resumed != before_the_kill - 1) throw Error("not resumed from the folder");
  return study;
}

Study study_of(const Runnable& runnable, const Options& options) {
  StudySettings settings;
  settings.replications = replications;
  settings.seed = seed;
  settings.jobs = options.jobs;
  return options.resumed ? broken_off_and_resumed(runnable, settings) : run_study(runnable, settings);
}

Line line_of(const Runnable& runnable, const Options& options) {
  Line line;
  line.scenario = runnable.hash;
  line.results = sha256(all_of(study_of(runnable, options)));
  std::string log;
  const auto write = [&](std::string_view part) { log += part; };
  std::vector<std::string> variants{"base"};
  for (const RunnableVariant& v : runnable.variants) variants.push_back(v.name);
  for (const std::string& v : variants) line.rows += write_log(runnable, v, write, {.seed = seed});
  line.log = sha256(log);
  return line;
}

std::ifstream opened(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw Error(file + ": cannot be read");
  return in;
}

/// @throws Error where two scenarios have one name, ScenarioError
Lines found_by(const Options& options) {
  Lines lines;
  std::ifstream in = opened(options.scenarios);
  for (std::string text; std::getline(in, text);) {
    const Runnable runnable = lower(read_scenario(text));
    const std::string& name = runnable.base.name;
    if (!lines.emplace(name, line_of(runnable, options)).second) throw Error(name + ": twice");
  }
  return lines;
}

struct Golden {
  int version = 0;
  Lines lines;
};
constexpr std::string_view title = "# results-version";

Golden read_golden(const std::string& file) {
  Golden golden;
  std::ifstream in = opened(file);
  std::string text, word;
  std::getline(in, text);
  if (!text.starts_with(title)) throw Error(file + ": must begin with: " + std::string(title));
  golden.version = std::stoi(text.substr(title.size()));
  std::getline(in, text);   // names of the columns
  for (std::string name; std::getline(in, text);) {
    Line line;
    std::istringstream(text) >> name >> line.scenario >> line.results >> line.log >> line.rows;
    golden.lines.emplace(name, line);
  }
  return golden;
}

void write_golden(const std::string& file, const Lines& lines) {
  std::ofstream out(file, std::ios::binary);
  out << title << ' ' << results_version << "\nname\tscenario\tresults\tlog\trows of the log\n";
  for (const auto& [name, l] : lines) out << name << '\t' << l.scenario << '\t' << l.results << '\t' << l.log << '\t' << l.rows << '\n';
  if (!out.flush()) throw Error(file + ": cannot be written");
}

/// What is to be said of a scenario; empty where all is as it should be.
std::string complaint(const Line* golden, const Line* found) {
  if (golden == nullptr) return "not in the golden file";
  if (found == nullptr) return "in the golden file only";
  if (golden->scenario != found->scenario) return "is another scenario now";
  std::string out;
  if (golden->results != found->results) out += "results differ; ";
  if (golden->log != found->log) out += "logs differ; ";
  if (golden->rows != found->rows) out += std::to_string(golden->rows) + " rows, now " + std::to_string(found->rows);
  return out;
}

const Line* at(const Lines& lines, const std::string& name) {
  const auto found = lines.find(name);
  return found == lines.end() ? nullptr : &found->second;
}

int compare(const Golden& golden, const Lines& found) {
  Lines all = golden.lines;
  all.insert(found.begin(), found.end());
  std::size_t wrong = 0;
  for (const auto& [name, line] : all) {
    const std::string what = complaint(at(golden.lines, name), at(found, name));
    if (what.empty()) continue;
    ++wrong;
    std::cout << name << ": " << what << '\n';
  }
  if (golden.version != results_version)
    std::cout << "golden of results-version " << golden.version << ", this is " << results_version << '\n';
  std::cout << all.size() - wrong << " of " << all.size() << " scenarios as in the golden file\n";
  return wrong == 0 && golden.version == results_version ? 0 : 1;
}

/// The promise in one test: what changed under the same version, of the same scenario, must not be written.
void refuse_to_hide(const Golden& golden, const Lines& found) {
  if (golden.version != results_version) return;
  for (const auto& [name, line] : found) {
    const Line* const before = at(golden.lines, name);
    if (before != nullptr && before->scenario == line.scenario && *before != line)
      throw Error(name + ": comes to something else; raise CASEPATH_RESULTS_VERSION first (include/casepath/version.hpp)");
  }
}

Options options_of(const std::vector<std::string>& words) {
  if (words.size() < 2) throw Error("usage: hash_results SCENARIOS.jsonl GOLDEN.tsv [--jobs N | --resumed | --write]");
  Options options{words[0], words[1]};
  for (std::size_t i = 2; i < words.size(); ++i) {
    if (words[i] == "--write") options.write = true;
    else if (words[i] == "--resumed") options.resumed = true;
    else if (words[i] == "--jobs" && i + 1 < words.size()) options.jobs = static_cast<unsigned>(std::stoul(words[++i]));
    else throw Error("unknown option " + words[i]);
  }
  return options;
}

int run(const Options& options) {
  const Lines found = found_by(options);
  if (!options.write) return compare(read_golden(options.golden), found);
  if (fs::exists(options.golden)) refuse_to_hide(read_golden(options.golden), found);
  write_golden(options.golden, found);
  std::cout << options.golden << ": " << found.size() << " scenarios, results-version " << results_version << '\n';
  return 0;
}

}  // namespace

int main(int count, char** words) {
  try {
    return run(options_of({words + 1, words + count}));
  } catch (const std::exception& error) {
    std::cerr << "hash_results: " << error.what() << '\n';
    return 2;
  }
}
