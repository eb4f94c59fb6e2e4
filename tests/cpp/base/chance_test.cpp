#include "casepath/base/chance.hpp"

#include "support/catch.hpp"

using namespace casepath;

namespace {

struct Somebody {
  float trust_is = 0.5f, relationship_is = 0;
  std::size_t extra = 0, level = 0, value = 0;
  bool far = false, waits = false, led = false, open = false;

  [[nodiscard]] float trust() const { return trust_is; }
  [[nodiscard]] float relationship() const { return relationship_is; }
  [[nodiscard]] std::size_t extra_needs() const { return extra; }
  [[nodiscard]] std::size_t place() const { return far ? 1 : 0; }
  [[nodiscard]] bool is_waiting() const { return waits; }
  [[nodiscard]] bool has_lead() const { return led; }
  [[nodiscard]] std::size_t level_of(std::uint16_t) const { return level; }
  [[nodiscard]] std::size_t attribute(std::uint16_t) const { return value; }
  [[nodiscard]] bool is_open_at(std::uint16_t) const { return open; }
};

double odds(double p) { return p / (1 - p); }

}  // namespace

TEST_CASE("factors multiply the odds, so a chance stays a chance", "[base][chance][C1]") {
  const Chance c(0.57, {{FactorOf::extra_need, 0, {1.0, 0.5, 0.25}}, {FactorOf::place, 0, {1.0, 0.6}}});
  const auto p = [&](const Somebody& who) { return c.probability(who); };
  Somebody who;
  CHECK(p(who) == Approx(0.57));
  who.extra = 1;
  CHECK(odds(p(who)) == Approx(odds(0.57) * 0.5));
  who.far = true;
  CHECK(odds(p(who)) == Approx(odds(0.57) * 0.3));
  who.extra = 9;   // beyond the table: its last entry
  CHECK(odds(p(who)) == Approx(odds(0.57) * 0.15));
  CHECK(odds(c.probability(who, 4.0)) == Approx(odds(0.57) * 0.6));
}

TEST_CASE("a chance of 0 or 1 is never changed by factors", "[base][chance][C1]") {
  const std::vector<Factor> lead{{FactorOf::lead, 0, {1.0, 1000.0}}};
  const Somebody who{0.5f, 0, 0, 0, 0, false, false, true, false};
  CHECK_FALSE(Chance(0.0, lead).happens(1e-9, who, 1e9));
  CHECK(Chance(1.0, lead).happens(1 - 1e-9, who, 1e-9));
  CHECK(Chance(1.0, lead).probability(who) == 1.0);
}

TEST_CASE("what happens at u happens at every smaller u, and exactly below the probability", "[base][chance][C1]") {
  const Chance plain(0.3), with(0.3, {{FactorOf::waiting, 0, {1.0, 2.0}}});
  const Somebody waits{0.5f, 0, 0, 0, 0, false, true, false, false};
  CHECK(plain.happens(0.2999, waits));
  CHECK_FALSE(plain.happens(0.3, waits));
  const double p = odds(0.3) * 2 / (1 + odds(0.3) * 2);
  CHECK(with.happens(p - 1e-9, waits));
  CHECK_FALSE(with.happens(p + 1e-9, waits));
}

TEST_CASE("trust and relationship are read in 256 steps", "[base][chance]") {
  CHECK(step_of(0.0f) == 0);
  CHECK(step_of(1.0f) == 255);
  CHECK(step_of(0.5f) == 128);
  std::vector<double> table(256);
  for (std::size_t i = 0; i < 256; ++i) table[i] = static_cast<double>(i);
  const Factor trust{FactorOf::trust, 0, table}, bond{FactorOf::relationship, 0, table};
  const Somebody who{1.0f, 0.2f, 0, 0, 0, false, false, false, false};
  CHECK(factor_in(trust, who) == 255);
  CHECK(factor_in(bond, who) == 51);
}
