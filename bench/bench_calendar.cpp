// The hold operation, as queues of events are compared: take the earliest event, book it again later, with so many events
// pending. Ours against a binary heap. Delays are uniform, so that they end and nothing falls behind the calendar's end.
#include "casepath/engine/calendar.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <queue>
#include <vector>

#include "casepath/random/random.hpp"

namespace {

using namespace casepath;

constexpr std::int64_t mean_delay = ticks_per_day;
constexpr std::int64_t least_holds = 4'000'000;

/// Delays made ahead, so that drawing them is not in the time; in mirrored pairs, so that their mean is exact.
class Delays {
 public:
  Delays() : delays_(1u << 16) {
    for (std::uint32_t i = 0; i < delays_.size(); i += 2) {
      const double u = draw(draw_key(1, 0), {.subject = i, .purpose = Purpose::contact}).uniform(0);
      delays_[i] = rounded(u * 2 * mean_delay);
      delays_[i + 1] = Duration{2 * mean_delay} - delays_[i];
    }
  }
  Duration next() { return delays_[next_++ % delays_.size()]; }

 private:
  std::vector<Duration> delays_;
  std::size_t next_ = 0;
};

/// Each event is held twice at least.
std::int64_t holds(std::int64_t pending) { return std::max(least_holds, 2 * pending); }

class Buckets {
 public:
  explicit Buckets(std::int64_t pending) : Buckets(pending, holds(pending) / pending + 5) {}
  void book(const Event& e) { calendar_.book(e); }
  bool has_next() { return calendar_.has_before(never()); }
  Event take() { return calendar_.take(); }

 private:
  /// @param turns mean delays until the end, some more than are run
  Buckets(std::int64_t pending, std::int64_t turns)
      : calendar_(Time{turns * mean_delay}, static_cast<double>(pending) * static_cast<double>(turns)) {}
  Calendar calendar_;
};

class Heap {
 public:
  explicit Heap(std::int64_t) {}
  void book(const Event& e) { queue_.push(e); }
  [[nodiscard]] bool has_next() const { return !queue_.empty(); }
  Event take() {
    const Event e = queue_.top();
    queue_.pop();
    return e;
  }

 private:
  struct After {
    bool operator()(const Event& a, const Event& b) const noexcept { return before(b, a); }
  };
  std::priority_queue<Event, std::vector<Event>, After> queue_;
};

template <class Queue>
void hold(benchmark::State& state) {
  const std::int64_t pending = state.range(0);
  Delays delays;
  Queue queue(pending);
  for (std::int64_t i = 0; i < pending; ++i) {
    Event e;
    e.at = Time{} + delays.next();
    e.person = static_cast<std::uint32_t>(i);
    queue.book(e);
  }
  for (auto _ : state) {
    if (!queue.has_next()) {
      state.SkipWithError("events were lost");
      break;
    }
    Event e = queue.take();
    e.at = e.at + delays.next();
    ++e.number;
    queue.book(e);
  }
}

template <class Queue>
void add(const char* name) {
  for (const std::int64_t pending : {1'000, 100'000, 1'000'000, 10'000'000})
    benchmark::RegisterBenchmark(name, hold<Queue>)->ArgName("pending")->Arg(pending)->Iterations(holds(pending));
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  add<Buckets>("hold/casepath");
  add<Heap>("hold/priority_queue");
  benchmark::RunSpecifiedBenchmarks();
}
