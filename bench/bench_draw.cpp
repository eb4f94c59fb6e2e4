// What one draw costs: the Philox block, and what is made of it. Times are for reading; gates count instructions.
#include "casepath/random/random.hpp"

#include <benchmark/benchmark.h>

#include <cstdint>
#include <vector>

namespace {

using namespace casepath;

constexpr DrawKey key = draw_key(1, 0);

Address next_person(std::uint32_t& person) {
  constexpr std::uint32_t housing = hash32("housing");
  return {.subject = person++, .detail = housing, .occasion = 3, .purpose = Purpose::contact};
}

void philox_block(benchmark::State& state) {
  std::uint32_t person = 0;
  for (auto _ : state) benchmark::DoNotOptimize(draw(key, next_person(person)));
}
BENCHMARK(philox_block);

/// Those of a bucket at once; items are blocks.
void philox_blocks(benchmark::State& state, VectorLevel level) {
  if (level > widest_level()) return state.SkipWithError("this machine does not have it");
  std::vector<PhiloxCounter> blocks(512);
  std::uint32_t person = 0;
  for (auto _ : state) {
    for (PhiloxCounter& block : blocks) block = counter_of(next_person(person), 0);
    philox_many(words_of(key), blocks, level);
    benchmark::DoNotOptimize(blocks.data());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(blocks.size()));
}
BENCHMARK_CAPTURE(philox_blocks, plain, VectorLevel::plain);
BENCHMARK_CAPTURE(philox_blocks, sse2, VectorLevel::sse2);
BENCHMARK_CAPTURE(philox_blocks, avx2, VectorLevel::avx2);
BENCHMARK_CAPTURE(philox_blocks, avx512, VectorLevel::avx512);

void uniform_and_exponential(benchmark::State& state) {
  std::uint32_t person = 0;
  for (auto _ : state) {
    const Block block = draw(key, next_person(person));
    benchmark::DoNotOptimize(block.uniform(0) + block.exponential(1));
  }
}
BENCHMARK(uniform_and_exponential);

void one_sample(benchmark::State& state, const Distribution& d) {
  std::uint32_t person = 0;
  for (auto _ : state) {
    const Address at = next_person(person);
    DrawStream spare(key, at);
    benchmark::DoNotOptimize(sample(d, draw(key, at).uniform(0), spare));
  }
}
BENCHMARK_CAPTURE(one_sample, exponential, Distribution::exponential(30.0));
BENCHMARK_CAPTURE(one_sample, lognormal, Distribution::of(DistributionKind::lognormal, 30.0, 0.8));
BENCHMARK_CAPTURE(one_sample, weibull, Distribution::of(DistributionKind::weibull, 1.5, 30.0));
BENCHMARK_CAPTURE(one_sample, erlang3, Distribution::of(DistributionKind::erlang, 3.0, 30.0));
BENCHMARK_CAPTURE(one_sample, gamma, Distribution::of(DistributionKind::gamma, 1.0, 0.7));

}  // namespace

BENCHMARK_MAIN();
