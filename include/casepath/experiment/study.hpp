// A study: the base and its variants, replicated on all cores under common random numbers. The same bytes for any number
// of threads: replications are numbered, draws are addressed, and whole numbers are added up.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "casepath/base/error.hpp"
#include "casepath/record/flows.hpp"
#include "casepath/record/series.hpp"
#include "casepath/scenario/lower.hpp"
#include "casepath/stats/paired.hpp"

namespace casepath {

/// One row of the ledger cube, summed over replications.
struct LedgerRow {
  std::uint16_t period = 0, row = 0;      // row: a service, or services + programme
  InteractionKind kind = InteractionKind::triage;
  InteractionPurpose purpose = InteractionPurpose::help;
  OutcomeClass of = OutcomeClass::no_outcome;
  Opener opener = Opener::person;
  LedgerCell sum;
};

/// What one variant came to.
struct VariantResult {
  std::string name, title;
  std::vector<std::vector<double>> figures;   // completed replications x figures
  std::vector<LedgerRow> ledger;              // everybody; sums over the completed replications
  std::vector<Flow> flows;                    // likewise
  ServiceSeries series;                       // likewise
};

struct StudySettings {
  std::vector<std::string> variants;          // names; "base" is the scenario as it stands; empty: base and all
  std::uint32_t replications = 100;
  std::uint64_t seed = 1;
  unsigned jobs = 0;                          // 0: one a core
  const std::atomic<bool>* stop = nullptr;    // set it to stop soon and keep what is done
  /// Called some ten times a second by the thread that waits: replications done, with the part of those under way. It only
  /// rises, and ends with `replications` when all are done.
  std::function<void(double done)> progress;
  /// Where finished replications are kept as they come, a file that only grows, so that a run broken off in whatever way can
  /// be resumed; of one process at a time. Empty: nowhere. A killed process loses only what was under way, a power cut what
  /// was finished in the last second.
  std::filesystem::path run_dir;
  /// Takes up what `run_dir` holds of the same scenario, variants and seed, for as many replications or more, and runs the
  /// rest: the result is that of an unbroken run. Begins where nothing is there.
  bool resume = false;
};

/// A folder that cannot be this study's `run_dir`: not empty and not to be resumed, or another study's.
class RunFolderError : public Error {
 public:
  using Error::Error;
};

struct Study {
  std::string scenario, scenario_hash;
  std::uint64_t seed = 1;
  std::uint32_t asked = 0;                    // replications asked for; fewer completed: partial
  std::vector<std::string> figure_names;
  std::vector<VariantResult> variants;        // in the order asked for; the first is what others are held against
  std::vector<std::uint32_t> completed;       // numbers of the completed replications, rising
  double seconds = 0;                         // of the clock on the wall; in no hash
  std::uint32_t resumed = 0;                  // of the completed, how many were taken up from `run_dir`
  std::uint64_t dropped_bytes = 0;            // torn or damaged ones at the end of what was there

  [[nodiscard]] bool is_partial() const noexcept { return completed.size() < asked; }
  /// Mean over replications with its 95 % interval. @throws Error when there is no such variant or figure
  [[nodiscard]] Interval figure(const std::string& variant, const std::string& name) const;
  /// Paired difference `variant` less `against`, with the variance saved by common random numbers.
  [[nodiscard]] Paired difference(const std::string& variant, const std::string& against, const std::string& name) const;
  [[nodiscard]] std::vector<double> values(const std::string& variant, const std::string& name) const;
};

/// @throws ModelError of the lowest-numbered replication that failed; Error for an unknown variant, or where the people
/// cannot fit into the memory that is free; RunFolderError; std::filesystem::filesystem_error where `run_dir` cannot be written
/// or another process works in it. What `run_dir` holds stays good, whatever is thrown
[[nodiscard]] Study run_study(const Runnable& runnable, const StudySettings& settings);

/// One replication in the calling thread, if it is over within some thousand events; nothing if it is not, with less than a
/// millisecond lost. For callers who must start a thread to hear a wish to stop, which is dear for a tiny run.
/// @throws as run_study
[[nodiscard]] std::optional<Study> run_if_tiny(const Runnable& runnable, const StudySettings& settings);

/// The object that `--json` prints (design 5): the same bytes for the same study.
/// @param differences with the paired differences of every variant against the first
[[nodiscard]] std::string to_json(const Study& study, bool differences);

}  // namespace casepath
