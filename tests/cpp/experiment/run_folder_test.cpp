// A run folder: what is kept comes back to the bit, what is torn or damaged is found and dropped, and whatever call of the
// system fails, what was kept before stays good.
#include "../../../src/experiment/run_folder.hpp"

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <map>
#include <sstream>

#include "../../../src/experiment/replication_bytes.hpp"
#include "casepath/model/compiled.hpp"
#include "casepath/scenario/io.hpp"
#include "support/catch.hpp"

using namespace casepath;
using namespace casepath::detail;

namespace {

namespace fs = std::filesystem;
using Kept = std::map<std::uint32_t, std::string>;

/// A folder of its own that goes with the test.
class Scratch {
 public:
  Scratch() {
    std::string name = (fs::temp_directory_path() / "casepath_test_XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() { fs::remove_all(path_); }
  [[nodiscard]] fs::path operator/(const char* name) const { return path_ / name; }

 private:
  fs::path path_;
};

std::string text_of(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

void put(const fs::path& file, std::string_view bytes) { std::ofstream(file, std::ios::binary) << bytes; }

const Manifest wanted{"place", "0123456789abcdef", {"base", "other"}, 7, 3, 10};
const std::string contents[] = {"first", "", std::string("\0\xff third", 8)};

Kept kept_in(RunFolder& folder, std::uint64_t* dropped = nullptr) {
  Kept kept;
  const std::uint64_t bytes = folder.take_up([&](std::uint32_t n, std::string_view content) { kept[n] = content; });
  if (dropped != nullptr) *dropped = bytes;
  return kept;
}

Kept kept_in(const fs::path& folder, std::uint64_t* dropped = nullptr) {
  RunFolder again(folder, wanted, Begin::resume);
  return kept_in(again, dropped);
}

/// Adds what is not there of three blocks, of replications 2, 0 and 1. @param whole gets those that were there or added
void fill(const fs::path& path, const Disk& disk, Kept& whole) {
  RunFolder folder(path, wanted, Begin::resume, disk);
  whole = kept_in(folder);
  for (const std::uint32_t n : {2u, 0u, 1u}) {
    if (whole.contains(n)) continue;
    folder.append(n, contents[n]);
    whole[n] = contents[n];
  }
  folder.sync();
}

Kept fill(const fs::path& path) {
  Kept whole;
  fill(path, {}, whole);
  return whole;
}

const Kept all{{0, contents[0]}, {1, contents[1]}, {2, contents[2]}};
/// Where blocks begin and end in the file that `fill` writes: 20 bytes each beside their content.
constexpr std::size_t ends[] = {0, 28, 53, 73};

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

/// What the folder says when it is not to be this run's.
std::string refusal(const fs::path& folder, const Manifest& other, Begin begin = Begin::resume) {
  try {
    const RunFolder refused(folder, other, begin);
  } catch (const RunFolderError& error) {
    return error.what();
  }
  return "";
}

bool same_bits(double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); }

}  // namespace

TEST_CASE("the checksum is CRC-64/XZ", "[experiment][run_folder]") { CHECK(crc64("123456789") == 0x995DC9BBDF1939FAu); }

TEST_CASE("results come back to the bit", "[experiment][run_folder]") {
  using limits = std::numeric_limits<double>;
  OneResult one;
  one.figures = {0.1, -0.0, limits::infinity(), -limits::infinity(), std::bit_cast<double>(0x7FF8000000000123u), limits::denorm_min()};
  one.ledger = {{3, 65535, InteractionKind::triage, InteractionPurpose::crisis, OutcomeClass::no_outcome, Opener::person,
                 {{-1}, {std::numeric_limits<std::int64_t>::max()}, std::numeric_limits<std::int64_t>::min(), 720720}}};
  one.flows = {{1, 2, Mode::opening, FlowResult::wrong_address, 1LL << 40}};
  one.series = {{Time{}, never()}, {1, 2, 3, 4}, {5, 6, 7, -8}};
  const std::string bytes = to_bytes({one, {}});
  const std::vector<OneResult> back = from_bytes(bytes);
  REQUIRE(back.size() == 2);
  CHECK(std::equal(one.figures.begin(), one.figures.end(), back[0].figures.begin(), back[0].figures.end(), same_bits));
  CHECK(back[0].ledger[0].sum.chain_count == std::numeric_limits<std::int64_t>::min());
  CHECK(back[0].series.at == one.series.at);
  CHECK(to_bytes(back) == bytes);
  CHECK(back[1].figures.empty());
  for (std::size_t length = 0; length < bytes.size(); ++length) CHECK_THROWS_AS(from_bytes(bytes.substr(0, length)), Error);
  CHECK_THROWS_AS(from_bytes(bytes + '\0'), Error);
}

TEST_CASE("what is kept is there again, in a format that does not change unseen", "[experiment][run_folder]") {
  const Scratch scratch;
  CHECK(fill(scratch / "run") == all);
  CHECK(kept_in(scratch / "run") == all);
  const std::string file = text_of(scratch / "run/replications.blocks");
  CHECK(file.size() == ends[3]);
  CHECK(file.substr(0, 20) == std::string("\x08\0\0\0\0\0\0\0" "\x02\0\0\0" "\0\xff third", 20));
}

TEST_CASE("wherever the file is torn, whole blocks are kept, the rest is dropped and can be added", "[experiment][run_folder]") {
  const Scratch scratch;
  fill(scratch / "run");
  const fs::path file = scratch / "run/replications.blocks";
  const std::string whole = text_of(file);
  for (std::size_t length = 0; length <= whole.size(); ++length) {
    put(file, whole.substr(0, length));
    const auto good = static_cast<std::size_t>(std::upper_bound(std::begin(ends), std::end(ends), length) - std::begin(ends)) - 1;
    std::uint64_t dropped = 0;
    CHECK(kept_in(scratch / "run", &dropped).size() == good);
    CHECK(dropped == length - ends[good]);
    CHECK(fs::file_size(file) == ends[good]);
    CHECK(fill(scratch / "run") == all);
    CHECK(text_of(file) == whole);
  }
}

TEST_CASE("a flipped bit is found in whatever byte, and a tail of zeros is no block", "[experiment][run_folder]") {
  const Scratch scratch;
  fill(scratch / "run");
  const fs::path file = scratch / "run/replications.blocks";
  const std::string whole = text_of(file);
  for (std::size_t bit = 0; bit < 8 * whole.size(); ++bit) {
    std::string damaged = whole;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << bit % 8));
    put(file, damaged);
    const auto good = static_cast<std::size_t>(std::upper_bound(std::begin(ends), std::end(ends), bit / 8) - std::begin(ends)) - 1;
    CHECK(kept_in(scratch / "run").size() == good);
  }
  put(file, whole + std::string(4096, '\0'));
  std::uint64_t dropped = 0;
  CHECK(kept_in(scratch / "run", &dropped) == all);
  CHECK(dropped == 4096);
}

namespace {

/// A disk whose k-th call fails: a write after half of the bytes, the others at once.
struct Faulty {
  int calls_left;
  bool fails() {
    errno = ENOSPC;
    return calls_left-- == 0;
  }
  Disk disk() {
    Disk d;
    d.write = [this](int file, const void* bytes, std::size_t count) -> ssize_t {
      if (!fails()) return ::write(file, bytes, std::min<std::size_t>(count, 40));   // short writes are no failure
      (void)!::write(file, bytes, count / 2);
      errno = ENOSPC;
      return -1;
    };
    d.fsync = [this](int file) { return fails() ? -1 : ::fsync(file); };
    d.ftruncate = [this](int file, off_t length) { return fails() ? -1 : ::ftruncate(file, length); };
    d.rename = [this](const char* from, const char* to) { return fails() ? -1 : std::rename(from, to); };
    return d;
  }
};

/// Fills a folder with a disk that fails at call k, then looks at what is kept. @returns whether it failed
bool fails_at(int k, const fs::path& run) {
  Faulty faulty{k};
  Kept whole;
  try {
    fill(run, faulty.disk(), whole);
    return false;
  } catch (const fs::filesystem_error& error) {
    CHECK(error.code() == std::errc::no_space_on_device);
    CHECK(error.path1().string().starts_with(run.string()));
    const Kept kept = kept_in(run);
    CHECK(std::includes(kept.begin(), kept.end(), whole.begin(), whole.end()));
    CHECK(std::includes(all.begin(), all.end(), kept.begin(), kept.end()));
    return true;
  }
}

}  // namespace

TEST_CASE("whichever call of the system fails, what was whole is kept and the run can go on", "[experiment][run_folder]") {
  int k = 0;
  for (bool failed = true; failed; ++k) {
    const Scratch scratch;
    const fs::path run = scratch / "run";
    failed = fails_at(k, run);
    CHECK(fill(run) == all);
    CHECK(text_of(run / "replications.blocks").size() == ends[3]);
  }
  CHECK(k > 10);
}

TEST_CASE("while a torn tail is cut off, too, every call may fail", "[experiment][run_folder]") {
  int k = 0;
  for (bool failed = true; failed; ++k) {
    const Scratch scratch;
    const fs::path run = scratch / "run";
    fill(run);
    fs::resize_file(run / "replications.blocks", ends[2] - 1);
    failed = fails_at(k, run);
    CHECK(fill(run) == all);
  }
  CHECK(k > 3);
}

TEST_CASE("a folder is of one process at a time", "[experiment][run_folder]") {
  const Scratch scratch;
  {
    const RunFolder first(scratch / "run", wanted, Begin::afresh);
    try {
      const RunFolder second(scratch / "run", wanted, Begin::resume);
      FAIL("two at a time");
    } catch (const fs::filesystem_error& error) {
      CHECK(error.code() == std::errc::operation_would_block);
    }
  }
  CHECK_NOTHROW(RunFolder(scratch / "run", wanted, Begin::resume));
}

TEST_CASE("a run is not begun over another, nor among other things", "[experiment][run_folder]") {
  const Scratch scratch;
  fill(scratch / "run");
  CHECK(has(refusal(scratch / "run", wanted, Begin::afresh), "holds a run already"));
  fs::create_directory(scratch / "home");
  put(scratch / "home/letter.txt", "dear");
  for (const Begin begin : {Begin::afresh, Begin::resume}) CHECK(has(refusal(scratch / "home", wanted, begin), "holds other things"));
  CHECK(std::distance(fs::directory_iterator(scratch / "home"), fs::directory_iterator()) == 1);
  fs::remove(scratch / "run/manifest.json");
  CHECK(has(refusal(scratch / "run", wanted), "lost its manifest"));
}

TEST_CASE("another study is refused, and all that differs is named", "[experiment][run_folder]") {
  const Scratch scratch;
  fill(scratch / "run");
  Manifest other = wanted;
  other.seed = 8;
  CHECK(has(refusal(scratch / "run", other), "another study: seed is 7 there and 8 here;"));
  other.variants = {"other", "base"};
  other.scenario_hash = "fedcba9876543210";
  CHECK(has(refusal(scratch / "run", other), R"(: scenario_hash is "0123456789abcdef" there and "fedcba9876543210" here, )"
                                             R"(variants is ["base","other"] there and ["other","base"] here, seed)"));
  other = wanted;
  other.figures = 4;
  CHECK(has(refusal(scratch / "run", other), "figures is 3 there and 4 here"));
  put(scratch / "run/manifest.json", "{ torn");
  CHECK(has(refusal(scratch / "run", wanted), "manifest.json cannot be read"));
}

TEST_CASE("the manifest tells the most replications that were asked for", "[experiment][run_folder]") {
  const Scratch scratch;
  Manifest asked = wanted;
  for (const auto& [now, most] : {std::pair{10u, "10"}, {20u, "20"}, {5u, "20"}}) {
    asked.replications = now;
    const RunFolder folder(scratch / "run", asked, Begin::resume);
    CHECK(has(text_of(scratch / "run/manifest.json"), std::string("\"replications\": ") + most));
  }
  CHECK(!fs::exists(scratch / "run/manifest.json.part"));
}

namespace {

Runnable small() {
  return lower(read_scenario(R"({"casepath": 1, "name": "small", "start": "2025-01-01", "horizon": "1 year",
    "needs": {"debt": {"worsens": {"none": "2 per year"}, "seeks": {"rate": {"low": "9 per year"}, "doors": {"desk": 1}}}},
    "people": {"cohorts": {"all": {"size": 50}}}, "services": {"desk": {"works_on": ["debt"], "stay": "9 days"}},
    "variants": {"other": {"set": {"services.desk.stay": "7 days"}}}})"));
}

/// Everything a study tells, the clock apart.
std::string all_of(const Study& s) {
  std::string out = to_json(s, true);
  for (const VariantResult& v : s.variants) out += to_bytes({{{}, v.ledger, v.flows, v.series}});
  return out;
}

Study run(const Runnable& scenario, std::uint32_t replications, const fs::path& folder, unsigned jobs = 2) {
  StudySettings settings;
  settings.replications = replications;
  settings.jobs = jobs;
  settings.run_dir = folder;
  settings.resume = true;
  return run_study(scenario, settings);
}

}  // namespace

TEST_CASE("a study cut off anywhere and resumed is the unbroken one, series, ledger and flows included", "[experiment][run_folder]") {
  const Scratch scratch;
  const Runnable scenario = small();
  const std::string unbroken = all_of(run(scenario, 6, {}));
  CHECK(all_of(run(scenario, 6, scratch / "run")) == unbroken);
  const fs::path file = scratch / "run/replications.blocks";
  const std::string whole = text_of(file);
  for (std::size_t part = 0; part <= 12; ++part) {
    put(file, whole.substr(0, whole.size() * part / 12));
    const Study study = run(scenario, 6, scratch / "run", part % 2 == 0 ? 1 : 2);
    CHECK(all_of(study) == unbroken);
    CHECK(study.resumed <= part / 2);
    CHECK(study.resumed + 1 >= part / 2);
  }
}

TEST_CASE("more replications take up those that are there, and fewer are the first of them", "[experiment][run_folder]") {
  const Scratch scratch;
  const Runnable scenario = small();
  run(scenario, 3, scratch / "run");
  const Study more = run(scenario, 6, scratch / "run"), fewer = run(scenario, 2, scratch / "run");
  CHECK((more.resumed == 3 && fewer.resumed == 2));
  CHECK(all_of(more) == all_of(run(scenario, 6, {})));
  CHECK(all_of(fewer) == all_of(run(scenario, 2, {})));
}

TEST_CASE("whole blocks that are not of the study are refused", "[experiment][run_folder]") {
  const Scratch scratch;
  const Runnable scenario = small();
  run(scenario, 1, scratch / "run");
  const fs::path file = scratch / "run/replications.blocks";
  const std::string good = text_of(file);
  const std::vector<OneResult> right = from_bytes(std::string_view(good).substr(12, good.size() - 20));
  std::vector<std::vector<OneResult>> wrong{{}, {right[0]}, right, right, right};
  wrong[2][1].figures.pop_back();
  wrong[3][0].series.waiting.pop_back();
  wrong[4][1].series.at.push_back(never());
  for (const auto& results : wrong) {
    put(file, "");
    BlockFile(file, {}).append(0, to_bytes(results));
    CHECK_THROWS_AS(run(scenario, 1, scratch / "run"), RunFolderError);
  }
  put(file, "");
  BlockFile(file, {}).append(0, to_bytes(right));
  CHECK(run(scenario, 1, scratch / "run").resumed == 1);
}

TEST_CASE("a manifest as deep as a well is refused, and a length that nothing follows takes no memory", "[experiment][run_folder]") {
  const Scratch scratch;
  fill(scratch / "run");
  put(scratch / "run/manifest.json", "{\"seed\": " + std::string(1'000'000, '[') + std::string(1'000'000, ']') + "}");
  CHECK(has(refusal(scratch / "run", wanted), "seed is [[]] there and 7 here"));
  std::string claims(8, '\xff');
  CHECK_THROWS_AS(from_bytes(claims), Error);
}
