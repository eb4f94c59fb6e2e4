// Integrals written out by hand, within and across the window.
#include "casepath/stats/time_weighted.hpp"

#include <cmath>

#include "support/catch.hpp"

using namespace casepath;

TEST_CASE("a list of two, then five, then none", "[stats][time_weighted]") {
  TimeWeighted list(Time{100}, Time{200});
  list.set(Time{110}, 2);
  list.set(Time{130}, 5);
  list.set(Time{160}, 0);
  CHECK(list.integral(Time{200}) == 2 * 20 + 5 * 30);
  CHECK(list.mean(Time{200}) == 1.9);
  CHECK(list.count() == 0);
}

TEST_CASE("only time in the window counts", "[stats][time_weighted]") {
  TimeWeighted list(Time{100}, Time{200});
  list.set(Time{40}, 3);
  CHECK(list.integral(Time{90}) == 0);
  CHECK(list.integral(Time{150}) == 3 * 50);
  list.set(Time{180}, 1);
  list.set(Time{250}, 9);
  CHECK(list.integral(Time{300}) == 3 * 80 + 1 * 20);
}

TEST_CASE("before the window opens there is no average", "[stats][time_weighted]") {
  TimeWeighted list(Time{100}, Time{200});
  list.set(Time{0}, 3);
  CHECK(std::isnan(list.mean(Time{50})));
  CHECK(list.mean(Time{101}) == 3);
}

TEST_CASE("ten million people over a century do not overflow", "[stats][time_weighted]") {
  const Time century{years(100).ticks};
  TimeWeighted people(Time{0}, century);
  people.set(Time{0}, 10'000'000);
  CHECK(people.integral(century) == PersonTicks{century.ticks} * 10'000'000);
  CHECK(people.mean(century) == 1e7);
}
