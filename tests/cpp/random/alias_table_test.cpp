// Both ways to choose give each option its share of the unit interval, measured on a grid of uniforms: no chance needed.
#include "casepath/random/alias_table.hpp"

#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "casepath/base/error.hpp"
#include "support/catch.hpp"
#include "support/golden_stream.hpp"

using namespace casepath;

namespace {

constexpr int grid = 1'000'000;

template <class Pick>
std::vector<double> shares(std::size_t options, Pick&& pick) {
  std::vector<double> seen(options);
  for (int i = 0; i < grid; ++i) seen[pick((i + 0.5) / grid)] += 1.0 / grid;
  return seen;
}

/// An option is at most 2 n pieces of the interval; each end of a piece can be off by one point of the grid.
void check_shares(const std::vector<double>& weights, const std::vector<double>& seen) {
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  const double slack = 2.0 * static_cast<double>(weights.size() + 1) / grid;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    CHECK(std::abs(seen[i] - weights[i] / total) <= slack);
    if (weights[i] == 0) CHECK(seen[i] == 0);
  }
}

std::vector<std::vector<double>> examples() {
  return {{1}, {0.25, 0.75}, {0, 3, 0, 1, 0}, {1, 1, 1, 1, 1, 1, 1}, {0.1, 0.1, 0.15, 0.2, 0.2, 0.25},
          {1e-300, 2e-300}, {1e9, 1, 0}};
}

}  // namespace

TEST_CASE("choose and AliasTable give every option its share and none to weight 0", "[random][alias_table]") {
  for (const std::vector<double>& weights : examples()) {
    const AliasTable table(weights);
    CHECK(table.size() == weights.size());
    check_shares(weights, shares(weights.size(), [&](double u) { return table.choose(u); }));
    check_shares(weights, shares(weights.size(), [&](double u) { return choose(weights, u); }));
  }
}

TEST_CASE("choose takes options in their order and says where in the share the uniform fell", "[random][alias_table]") {
  const std::vector<double> weights{2, 0, 6};
  CHECK(choose_with_rest(weights, 0.125).index == 0);
  CHECK(choose_with_rest(weights, 0.125).rest == 0.5);
  CHECK(choose_with_rest(weights, 0.25).index == 2);
  CHECK(choose_with_rest(weights, 0.25).rest == 0x1p-33);
  CHECK(choose_with_rest(weights, 0.625).rest == 0.5);
  CHECK(choose_with_rest(weights, 1.0 - 0x1p-33).rest < 1.0);
}

TEST_CASE("an alias table refuses weights it cannot use", "[random][alias_table]") {
  CHECK_THROWS_AS(AliasTable(std::vector<double>{}), Error);
  CHECK_THROWS_AS(AliasTable(std::vector<double>{0, 0}), Error);
  CHECK_THROWS_AS(AliasTable(std::vector<double>{1, -1}), Error);
  CHECK_THROWS_AS(AliasTable(std::vector<double>{1, std::numeric_limits<double>::quiet_NaN()}), Error);
  CHECK_THROWS_AS(AliasTable(std::vector<double>{1, std::numeric_limits<double>::infinity()}), Error);
}

TEST_CASE("a hundred thousand choices of each way have the same bits everywhere", "[random][alias_table]") {
  const std::vector<double> weights{0.1, 0.1, 0.15, 0, 0.2, 0.2, 0.25};
  const AliasTable table(weights);
  const auto hash_of = [](auto&& pick) { return golden::hash_of([&](std::uint32_t i) { return pick(golden::numbered(i).uniform(0)); }); };
  CHECK(hash_of([&](double u) { return static_cast<double>(table.choose(u)); }) == 0xc01deb5dca1ff04du);
  CHECK(hash_of([&](double u) { return static_cast<double>(choose(weights, u)); }) == 0xd7d4a6774ca3161du);
  CHECK(hash_of([&](double u) { return choose_with_rest(weights, u).rest; }) == 0xeda8b93985a00a5u);
}
