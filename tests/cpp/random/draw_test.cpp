// What is made of the four words of a draw: ranges, order and moments.
#include "casepath/random/draw.hpp"

#include <array>
#include <cmath>
#include <cstdint>

#include "support/catch.hpp"
#include "support/golden_stream.hpp"

using namespace casepath;

namespace {

constexpr DrawKey key = draw_key(20260101, 0);
constexpr std::uint32_t highest = 0xffffffffu;

}  // namespace

TEST_CASE("a draw is Philox at its address under its key", "[random][draw]") {
  constexpr Address at{.subject = 1, .detail = 2, .occasion = 3, .purpose = Purpose::stay};
  constexpr DrawKey split{0x0000000500000004u};
  STATIC_REQUIRE(draw(split, at, 9).word == philox(counter_of(at, 9), {4, 5}));
}

TEST_CASE("the luck of one person at one service is what it was in the first version", "[random][draw]") {
  constexpr Address at{.subject = 12, .detail = hash32("drug service"), .occasion = 2, .purpose = Purpose::contact};
  STATIC_REQUIRE(draw(draw_key(1, 0), at).word ==
                 std::array<std::uint32_t, 4>{0x55ee6ecau, 0x0219255du, 0x06f4080cu, 0x3e398484u});
}

TEST_CASE("a uniform is never 0 and never 1, and 1 - u is exact", "[random][draw]") {
  constexpr Block ends{{0, highest, 0x7fffffffu, 0x80000000u}};
  CHECK(ends.uniform(0) == 0x1p-33);
  CHECK(ends.uniform(1) == 1.0 - 0x1p-33);
  CHECK(1.0 - ends.uniform(2) == ends.uniform(3));
}

TEST_CASE("exponentials fall and normals rise with the word, strictly", "[random][draw]") {
  for (std::uint64_t word = 0; word + 4099 < highest; word += 4099) {
    const auto low = static_cast<std::uint32_t>(word);
    const Block near{{low, low + 1, 0, 0}};
    REQUIRE(near.exponential(0) > near.exponential(1));
    REQUIRE(near.normal(0) < near.normal(1));
  }
}

TEST_CASE("the ends of exponentials and normals are finite", "[random][draw]") {
  constexpr Block ends{{0, highest, 0, 0}};
  CHECK(ends.exponential(0) == Approx(33 * std::log(2.0)));
  CHECK(ends.exponential(1) == Approx(0x1p-33));
  CHECK(ends.normal(0) == -ends.normal(1));
  CHECK(ends.normal(1) == Approx(6.338).epsilon(1e-3));
}

TEST_CASE("each word has the moments it should have", "[random][draw]") {
  constexpr int n = 200'000;
  for (int word = 0; word < 4; ++word) {
    double uniform = 0, exponential = 0, normal = 0, normal_square = 0;
    for (std::uint32_t person = 0; person < n; ++person) {
      const Block block = draw(key, {.subject = person, .purpose = Purpose::worsen});
      uniform += block.uniform(word);
      exponential += block.exponential(word);
      normal += block.normal(word);
      normal_square += block.normal(word) * block.normal(word);
    }
    const double limit = 5.4 / std::sqrt(static_cast<double>(n));  // times the sd: 1e-6 for all sixteen checks, two-sided
    CHECK(std::abs(uniform / n - 0.5) < limit * std::sqrt(1.0 / 12));
    CHECK(std::abs(exponential / n - 1.0) < limit);
    CHECK(std::abs(normal / n) < limit);
    CHECK(std::abs(normal_square / n - 1.0) < limit * std::sqrt(2.0));
  }
}

TEST_CASE("a hundred thousand uniforms, exponentials and normals have the same bits everywhere", "[random][draw]") {
  CHECK(golden::hash_of([](std::uint32_t i) { return golden::numbered(i).uniform(0); }) == 0xf6611e48b28e206bu);
  CHECK(golden::hash_of([](std::uint32_t i) { return golden::numbered(i).exponential(1); }) == 0x80df6213529cf13u);
  CHECK(golden::hash_of([](std::uint32_t i) { return golden::numbered(i).normal(2); }) == 0xa7ee1c6001b83deeu);
}
