// A waiting list in use: the first is taken, somebody new joins, with so many waiting, in one class or in four. Those who
// join are the last of their class, as in a run; four classes make the heap work.
#include "casepath/service/waiting_list.hpp"

#include <benchmark/benchmark.h>

namespace {

using namespace casepath;

WaitingRow row(std::uint32_t number, std::uint32_t classes) {
  const std::uint32_t mixed = number * 2654435761u >> 16;   // Knuth's multiplicative hash: classes in no pattern
  return {.accepted_at = Time{number}, .person = number, .referral = ReferralId{number}, .ready_event = 0,
          .list_class = static_cast<std::uint8_t>(mixed % classes)};
}

void take_and_join(benchmark::State& state) {
  const auto waiting = static_cast<std::uint32_t>(state.range(0)), classes = static_cast<std::uint32_t>(state.range(1));
  WaitingList list;
  std::uint32_t number = 0;
  while (number < waiting) list.join(row(number++, classes));
  for (auto _ : state) {
    benchmark::DoNotOptimize(list.first().person);
    list.take_first();
    list.join(row(number++, classes));
  }
}
BENCHMARK(take_and_join)->ArgNames({"waiting", "classes"})->ArgsProduct({{10, 1'000, 100'000}, {1, 4}});

}  // namespace

BENCHMARK_MAIN();
