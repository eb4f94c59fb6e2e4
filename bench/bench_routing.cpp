// Choosing one of 6 services and one of 40 by their shares: the plain scan against the alias table. Where the lines cross
// decides which of the two a purpose uses.
#include "casepath/random/alias_table.hpp"

#include <benchmark/benchmark.h>

#include <array>
#include <vector>

#include "casepath/random/random.hpp"

namespace {

using namespace casepath;

double uniform(std::size_t number) {
  return draw(draw_key(1, 0), {.subject = static_cast<std::uint32_t>(number), .purpose = Purpose::contact}).uniform(0);
}

std::vector<double> shares(std::size_t options) {
  std::vector<double> out;
  while (out.size() < options) out.push_back(0.5 + uniform(out.size()));
  return out;
}

/// Uniforms made ahead; so many that their order cannot be learned.
class Uniforms {
 public:
  Uniforms() {
    for (std::size_t i = 0; i < uniforms_.size(); ++i) uniforms_[i] = uniform(1000 + i);
  }
  double next() { return uniforms_[next_++ % uniforms_.size()]; }

 private:
  std::array<double, 1u << 16> uniforms_{};
  std::size_t next_ = 0;
};

void plain_scan(benchmark::State& state) {
  const std::vector<double> weights = shares(static_cast<std::size_t>(state.range(0)));
  Uniforms u;
  for (auto _ : state) benchmark::DoNotOptimize(choose(weights, u.next()));
}
BENCHMARK(plain_scan)->ArgName("options")->Arg(6)->Arg(40);

void alias_table(benchmark::State& state) {
  const AliasTable table(shares(static_cast<std::size_t>(state.range(0))));
  Uniforms u;
  for (auto _ : state) benchmark::DoNotOptimize(table.choose(u.next()));
}
BENCHMARK(alias_table)->ArgName("options")->Arg(6)->Arg(40);

}  // namespace

BENCHMARK_MAIN();
