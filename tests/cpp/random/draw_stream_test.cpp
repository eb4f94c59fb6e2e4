// A stream is the later blocks of one address, word by word.
#include "casepath/random/draw_stream.hpp"

#include <boost/random/gamma_distribution.hpp>

#include <cmath>
#include <random>
#include <vector>

#include "support/catch.hpp"

using namespace casepath;

namespace {

constexpr DrawKey key = draw_key(5, 2);
constexpr Address at{.subject = 9, .detail = 8, .occasion = 7, .purpose = Purpose::born_trait};

}  // namespace

TEST_CASE("a stream serves the words of block 1, then of block 2", "[random][draw_stream]") {
  DrawStream stream(key, at);
  for (const std::uint32_t block : {1u, 2u, 3u}) {
    for (const std::uint32_t word : draw(key, at, block).word) CHECK(stream() == word);
  }
}

TEST_CASE("a stream may start elsewhere, and a copy goes on by itself", "[random][draw_stream]") {
  DrawStream stream(key, at, 4);
  CHECK(stream() == draw(key, at, 4).word[0]);
  DrawStream copy = stream;
  CHECK(stream() == draw(key, at, 4).word[1]);
  CHECK(copy.uniform() == draw(key, at, 4).uniform(1));
}

TEST_CASE("a stream drives Boost.Random", "[random][draw_stream]") {
  STATIC_REQUIRE(std::uniform_random_bit_generator<DrawStream>);
  constexpr int n = 100'000;
  DrawStream stream(key, at);
  boost::random::gamma_distribution<double> gamma(2.5, 1.0);
  double sum = 0;
  for (int i = 0; i < n; ++i) sum += gamma(stream);
  CHECK(std::abs(sum / n - 2.5) < 4.9 * std::sqrt(2.5 / n));  // 1e-6, two-sided
}
