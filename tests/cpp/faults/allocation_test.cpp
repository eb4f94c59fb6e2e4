// Whichever request for memory is refused while a scenario is read and run: std::bad_alloc comes out and nothing else, all
// memory comes back, and the next run is right.
#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <new>
#include <string>

#include "casepath/experiment/study.hpp"
#include "casepath/scenario/io.hpp"
#include "support/catch.hpp"

namespace {

std::atomic<std::int64_t> refused{0}, asked{0}, given{0};

void* memory(std::size_t size, std::size_t alignment) {
  if (asked.fetch_add(1, std::memory_order_relaxed) + 1 == refused.load(std::memory_order_relaxed)) throw std::bad_alloc();
  const std::size_t at_least = std::max(alignment, alignof(std::max_align_t));
  void* at = std::aligned_alloc(at_least, (std::max<std::size_t>(size, 1) + at_least - 1) / at_least * at_least);
  if (at == nullptr) throw std::bad_alloc();
  given.fetch_add(1, std::memory_order_relaxed);
  return at;
}

void come_back(void* at) noexcept {
  if (at == nullptr) return;
  given.fetch_sub(1, std::memory_order_relaxed);
  std::free(at);
}

}  // namespace

void* operator new(std::size_t size) { return memory(size, alignof(std::max_align_t)); }
void* operator new(std::size_t size, std::align_val_t alignment) { return memory(size, static_cast<std::size_t>(alignment)); }
void operator delete(void* at) noexcept { come_back(at); }
void operator delete(void* at, std::size_t) noexcept { come_back(at); }
void operator delete(void* at, std::align_val_t) noexcept { come_back(at); }
void operator delete(void* at, std::size_t, std::align_val_t) noexcept { come_back(at); }

namespace {

using namespace casepath;

/// Has a list, a link, a stream, odds, a group and a variant that branches off.
constexpr const char* scenario = R"({
  "casepath": 1, "name": "tiny", "start": "2025-01-01", "horizon": "60 days", "run_out": "10 days",
  "needs": {"debt": {"worsens": {"none": "1 per year"}, "seeks": {"rate": {"low": "20 per year"}, "doors": {"desk": 1}}}},
  "people": {"cohorts": {"all": {"size": 5, "needs": {"debt": {"low": 0.5}}, "leaves": "1 per year", "arrives": "replace"}},
             "groups": {"bad": {"at_start": {"debt": "low"}}}},
  "services": {"desk": {"works_on": ["debt"], "capacity": 1, "accept": {"chance": 0.8, "odds": {"trust": 2}}, "triage": {"cost": "£3"},
                        "stay": {"dist": "exponential", "mean": "5 days"}, "list": {"patience": "4 days"}, "effects": {"end": {"debt": 0.5}}},
               "team": {"works_on": ["debt"], "contacts": {"every": "3 days", "cost": "£9"}, "closes": {"contacts": 3}, "workers": {"number": 1, "caseload": 2}}},
  "links": {"desk": {"team": {"on": ["unmet", "reneged"], "mode": "warm"}}},
  "streams": {"door": {"to": "desk", "rate": "30 per year", "needs": {"debt": "severe"}}},
  "variants": {"more": {"starts": "2025-02-01", "set": {"services.desk.capacity": 3}}}})";

std::string result(unsigned jobs) {
  StudySettings settings;
  settings.replications = 2;
  settings.jobs = jobs;
  return to_json(run_study(lower(read_scenario(scenario)), settings), true);
}

enum class Outcome : std::uint8_t { ran, out_of_memory };

Outcome refusing(std::int64_t k, unsigned jobs) {
  refused = k;
  asked = 0;
  Outcome outcome = Outcome::ran;
  try {
    (void)result(jobs);
  } catch (const std::bad_alloc&) {
    outcome = Outcome::out_of_memory;
  }
  refused = 0;
  return outcome;
}

/// One request in so many is refused that it is about `most` of them; with CASEPATH_LONG=1 every one, which takes minutes.
void refuse_each(unsigned jobs, std::int64_t most) {
  const std::string right = result(jobs);
  asked = 0;
  (void)result(jobs);
  const std::int64_t requests = asked, stride = std::getenv("CASEPATH_LONG") != nullptr ? 1 : std::max<std::int64_t>(1, requests / most);
  CAPTURE(requests, stride);
  const std::int64_t before = given;
  std::int64_t wrong = 0, lost = 0;
  const std::int64_t surely = jobs == 1 ? requests : requests - 100;   // two threads may ask for a few less the next time
  for (std::int64_t k = 1; k <= surely; k += stride) {
    wrong += refusing(k, jobs) == Outcome::out_of_memory ? 0 : 1;
    lost += given - before;
  }
  CHECK(requests > 1000);
  CHECK(wrong == 0);
  CHECK(lost == 0);
  CHECK(result(jobs) == right);
}

}  // namespace

// First, while the tables of the format are not made yet: they are made by whoever asks for them first.
TEST_CASE("a first reading that runs out of memory can be repeated", "[faults]") {
  std::int64_t k = 1;
  while (refusing(k, 1) == Outcome::out_of_memory) k += 7;
  CHECK(k > 1000);
}

TEST_CASE("whichever request for memory is refused, one thread", "[faults]") { refuse_each(1, 1000); }

TEST_CASE("whichever request for memory is refused, two threads", "[faults]") { refuse_each(2, 250); }
