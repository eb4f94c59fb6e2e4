#include "casepath/experiment/study.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <tuple>
#include <utility>

#include "casepath/base/error.hpp"
#include "casepath/experiment/memory.hpp"
#include "casepath/model/figures.hpp"
#include "replication.hpp"
#include "replication_bytes.hpp"
#include "run_folder.hpp"

namespace casepath {

namespace {

using detail::OneResult;

std::vector<std::size_t> numbers_of(const Runnable& runnable, const std::vector<std::string>& names) {
  std::vector<std::size_t> out;
  if (names.empty()) {
    out.push_back(detail::base_variant);
    for (std::size_t i = 0; i < runnable.variants.size(); ++i)
      if (runnable.variants[i].name != "base") out.push_back(i);   // a variant of that name changes nothing
    return out;
  }
  for (const std::string& name : names) {
    const auto v = std::find_if(runnable.variants.begin(), runnable.variants.end(), [&](const auto& r) { return r.name == name; });
    if (name != "base" && v == runnable.variants.end()) throw Error("no variant is called \"" + name + "\"");
    out.push_back(name == "base" ? detail::base_variant : static_cast<std::size_t>(v - runnable.variants.begin()));
  }
  return out;
}

auto key(const LedgerRow& r) { return std::tie(r.period, r.row, r.kind, r.purpose, r.of, r.opener); }

/// Adds sorted rows of exact sums; the order of adding does not matter.
void add_rows(std::vector<LedgerRow>& into, const std::vector<LedgerRow>& rows) {
  std::vector<LedgerRow> all = into;
  all.insert(all.end(), rows.begin(), rows.end());
  std::sort(all.begin(), all.end(), [](const LedgerRow& a, const LedgerRow& b) { return key(a) < key(b); });
  into.clear();
  for (const LedgerRow& r : all) {
    if (into.empty() || key(into.back()) != key(r)) {
      into.push_back(r);
      continue;
    }
    LedgerCell& sum = into.back().sum;
    sum.chain += r.sum.chain;
    sum.episode += r.sum.episode;
    sum.chain_count += r.sum.chain_count;
    sum.episode_count += r.sum.episode_count;
  }
}

/// How far the replication is that a thread works on: in ticks that its worlds have passed. A line of memory each, written
/// by the worker and read by the thread that waits.
struct alignas(64) Meter {
  std::atomic<std::int64_t> passed{0};
};

/// What the worker threads share: which replication is next, and what is done.
class Workshop {
 public:
  /// @param heard what a replication under way listens to: our own word unless told otherwise
  Workshop(const Runnable& runnable, const StudySettings& settings, unsigned jobs, Study& study, const std::atomic<bool>* heard = nullptr)
      : runnable_(runnable), settings_(settings), study_(study), wanted_(numbers_of(runnable, settings.variants)),
        heard_(heard != nullptr ? heard : &stop_), figures_(settings.replications), flows_(wanted_.size()), meters_(jobs),
        to_pass_(static_cast<double>(detail::time_to_pass(runnable, wanted_).ticks)) {
    for (const std::size_t v : wanted_) {
      VariantResult r;
      r.name = v == detail::base_variant ? "base" : runnable.variants[v].name;
      r.title = v == detail::base_variant ? "" : runnable.variants[v].title;
      study.variants.push_back(std::move(r));
    }
  }

  /// Opens the folder that replications are kept in, where one was named, and takes up what it holds.
  void open_folder() {
    if (settings_.run_dir.empty()) return;
    detail::Manifest manifest{study_.scenario, study_.scenario_hash, {}, settings_.seed, study_.figure_names.size(), settings_.replications};
    for (const VariantResult& v : study_.variants) manifest.variants.push_back(v.name);
    folder_.emplace(settings_.run_dir, manifest, settings_.resume ? detail::Begin::resume : detail::Begin::afresh);
    study_.dropped_bytes = folder_->take_up([this](std::uint32_t replication, std::string_view bytes) {
      if (replication >= settings_.replications || !figures_[replication].empty()) return;
      add(replication, ours(detail::from_bytes(bytes)));
      ++study_.resumed;
    });
  }

  /// @param job number of the thread
  void work(unsigned job) {
    while (!stopping()) {
      const std::uint32_t replication = next_.fetch_add(1);
      if (replication >= settings_.replications) return;
      if (!figures_[replication].empty()) continue;   // taken up
      if (!replicate(replication, job)) return;
    }
  }
  /// False if it was told to stop or failed.
  bool replicate(std::uint32_t replication, unsigned job) {
    try {
      const RunSettings settings{.seed = settings_.seed, .replication = replication, .stop = heard_, .passed = &meters_[job].passed};
      keep(replication, meters_[job], detail::run_replication(runnable_, wanted_, settings));
      return true;
    } catch (const Interrupted&) {
    } catch (...) {
      fail(replication, std::current_exception());
    }
    return false;
  }
  /// Tells whoever asked how much is done, if it is more than was told before.
  void tell() {
    const double now = done();
    if (!settings_.progress || now <= told_) return;
    told_ = now;
    try {
      settings_.progress(now);
    } catch (...) {
      fail(0, std::current_exception());
    }
  }
  void ask_to_stop() noexcept { stop_ = true; }
  [[nodiscard]] bool asked_to_stop() const noexcept { return settings_.stop != nullptr && settings_.stop->load(); }

  /// Puts figures in the order of replications. @throws what the lowest-numbered failing replication threw
  void finish() {
    if (failure_) std::rethrow_exception(failure_);
    if (folder_) folder_->sync();
    for (std::uint32_t r = 0; r < settings_.replications; ++r) {
      if (figures_[r].empty()) continue;
      study_.completed.push_back(r);
      for (std::size_t v = 0; v < wanted_.size(); ++v) study_.variants[v].figures.push_back(std::move(figures_[r][v]));
    }
    for (std::size_t v = 0; v < wanted_.size(); ++v) study_.variants[v].flows = flows_[v].rows();
  }

 private:
  /// What was kept has the shape of this study's results, or is not let in.
  std::vector<OneResult> ours(std::vector<OneResult> kept) const {
    bool fits = kept.size() == wanted_.size();
    for (std::size_t v = 0; fits && v < kept.size(); ++v) {
      const ServiceSeries &has = kept[v].series, &sum = study_.variants[v].series;
      const std::size_t looks = has.at.size() * runnable_.base.services.size();
      fits = kept[v].figures.size() == study_.figure_names.size() && has.waiting.size() == looks && has.open.size() == looks &&
             (sum.at.empty() || sum.at.size() == has.at.size());
    }
    if (!fits) throw RunFolderError(settings_.run_dir.string() + " holds results that are not of this study; name another folder");
    return kept;
  }
  [[nodiscard]] bool stopping() const noexcept { return stop_ || asked_to_stop(); }
  /// Replications done, with the part of those under way.
  [[nodiscard]] double done() {
    const std::lock_guard lock(mutex_);
    double sum = done_;
    for (const Meter& m : meters_) sum += std::min(1.0, static_cast<double>(m.passed.load(std::memory_order_relaxed)) / to_pass_);
    return sum;
  }
  void keep(std::uint32_t replication, Meter& meter, std::vector<OneResult> results) {
    const std::lock_guard lock(mutex_);
    if (folder_) folder_->append(replication, detail::to_bytes(results));
    add(replication, std::move(results));
    meter.passed = 0;
  }
  void add(std::uint32_t replication, std::vector<OneResult> results) {
    for (std::size_t v = 0; v < results.size(); ++v) {
      figures_[replication].push_back(std::move(results[v].figures));
      add_rows(study_.variants[v].ledger, results[v].ledger);
      for (const Flow& f : results[v].flows) flows_[v].add(f);
      study_.variants[v].series.merge(results[v].series);
    }
    ++done_;
  }
  void fail(std::uint32_t replication, std::exception_ptr what) {
    const std::lock_guard lock(mutex_);
    if (!failure_ || replication < failed_) {
      failure_ = std::move(what);
      failed_ = replication;
    }
    stop_ = true;
  }

  const Runnable& runnable_;
  const StudySettings& settings_;
  Study& study_;
  std::vector<std::size_t> wanted_;
  const std::atomic<bool>* heard_;   // by a replication under way: our own word unless told otherwise
  std::vector<std::vector<std::vector<double>>> figures_;   // replications x variants x figures
  std::vector<Flows> flows_;
  std::atomic<std::uint32_t> next_{0};
  std::atomic<bool> stop_{false};
  std::uint32_t done_ = 0, failed_ = 0;
  std::exception_ptr failure_;
  std::vector<Meter> meters_;               // one a job
  double to_pass_, told_ = 0;
  std::optional<detail::RunFolder> folder_;
  std::mutex mutex_;
};

/// Bytes below which the machine is not asked what it has free: that takes longer than a small run.
constexpr double worth_asking = 64e6;

unsigned jobs_for(const StudySettings& s) {
  const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
  return std::min(s.jobs == 0 ? cores : s.jobs, std::max(1u, s.replications));
}

/// The threads of the workers. Where one cannot be had, the others are told to stop and waited for.
class Crew {
 public:
  Crew(Workshop& shop, unsigned jobs) : shop_(shop) { threads_.reserve(jobs); }
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;
  ~Crew() {
    if (!threads_.empty()) shop_.ask_to_stop();
    part();
  }
  template <class Work>
  void hire(Work work) {
    threads_.emplace_back(std::move(work));
  }
  void part() {
    for (std::thread& t : threads_) t.join();
    threads_.clear();
  }

 private:
  Workshop& shop_;
  std::vector<std::thread> threads_;
};

/// Runs the workers, passes on a wish to stop, which the simulations ask for every thousand events, and tells progress.
void run_all(Workshop& shop, unsigned jobs) {
  std::mutex mutex;
  std::condition_variable done;
  unsigned running = jobs;
  Crew crew(shop, jobs);
  for (unsigned i = 0; i < jobs; ++i)
    crew.hire([&, i] {
      shop.work(i);
      const std::lock_guard lock(mutex);
      --running;
      done.notify_one();
    });
  std::unique_lock lock(mutex);
  for (unsigned waits = 1; !done.wait_for(lock, std::chrono::milliseconds(20), [&] { return running == 0; }); ++waits) {
    if (shop.asked_to_stop()) shop.ask_to_stop();
    if (waits % 5 == 0) shop.tell();
  }
  lock.unlock();
  crew.part();
  shop.tell();
}

}  // namespace

namespace {

Study begun(const Runnable& runnable, const StudySettings& settings) {
  Study study;
  study.scenario = runnable.base.name;
  study.seed = settings.seed;
  study.asked = settings.replications;
  study.figure_names = runnable.figures;
  study.scenario_hash = runnable.hash;
  return study;
}

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

Study run_study(const Runnable& runnable, const StudySettings& settings) {
  const auto begin = std::chrono::steady_clock::now();
  const unsigned jobs = jobs_for(settings);
  const bool alone = jobs == 1 && !settings.progress;   // a single worker whom nobody watches needs no thread
  Study study = begun(runnable, settings);
  Workshop shop(runnable, settings, jobs, study, alone ? settings.stop : nullptr);
  const MemoryNeed need = memory_need(runnable, settings.variants, jobs);
  if (need.bytes > worth_asking) refuse_if_too_big(need, free_memory());
  shop.open_folder();
  if (alone) shop.work(0);
  else run_all(shop, jobs);
  shop.finish();
  study.seconds = seconds_since(begin);
  return study;
}

std::optional<Study> run_if_tiny(const Runnable& runnable, const StudySettings& settings) {
  static constexpr std::int64_t few_people = 100;   // built in less time than a thread starts
  static const std::atomic<bool> at_the_first_look{true};
  if (settings.replications != 1 || memory_need(runnable, settings.variants, 1).people > few_people) return std::nullopt;
  const auto begin = std::chrono::steady_clock::now();
  Study study = begun(runnable, settings);
  Workshop shop(runnable, settings, 1, study, &at_the_first_look);
  shop.replicate(0, 0);
  shop.finish();
  if (study.is_partial()) return std::nullopt;
  study.seconds = seconds_since(begin);
  return study;
}

namespace {

std::size_t place_of(const std::vector<std::string>& names, const std::string& name, const char* what) {
  const auto at = std::find(names.begin(), names.end(), name);
  if (at == names.end()) throw Error(std::string("no ") + what + " is called \"" + name + "\"");
  return static_cast<std::size_t>(at - names.begin());
}

}  // namespace

std::vector<double> Study::values(const std::string& variant, const std::string& name) const {
  std::vector<std::string> names;
  for (const VariantResult& v : variants) names.push_back(v.name);
  const VariantResult& v = variants[place_of(names, variant, "variant")];
  const std::size_t f = place_of(figure_names, name, "figure");
  std::vector<double> out;
  for (const auto& row : v.figures) out.push_back(row[f]);
  return out;
}

Interval Study::figure(const std::string& variant, const std::string& name) const { return t_interval(values(variant, name)); }

Paired Study::difference(const std::string& variant, const std::string& against, const std::string& name) const {
  return paired_difference(values(variant, name), values(against, name));
}

}  // namespace casepath
