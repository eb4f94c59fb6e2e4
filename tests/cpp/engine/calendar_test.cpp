#include "casepath/engine/calendar.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <vector>

#include "support/catch.hpp"

using namespace casepath;

namespace {

Event random_event(std::mt19937_64& random, std::int64_t from, std::int64_t to, std::uint32_t number) {
  Event e;
  e.at = Time{from + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(to - from))};
  e.person = static_cast<std::uint32_t>(random() % 50);
  e.number = number;
  e.rank = static_cast<Rank>(1 + random() % 10);
  return e;
}

bool same(const Event& a, const Event& b) { return !before(a, b) && !before(b, a); }

/// The earliest of a plain vector, taken out.
Event earliest(std::vector<Event>& all) {
  const auto first = std::min_element(all.begin(), all.end(), before);
  const Event e = *first;
  all.erase(first);
  return e;
}

}  // namespace

TEST_CASE("events come in order, those booked meanwhile for this instant or this bucket too", "[engine][calendar]") {
  for (const double expected : {1.0, 3000.0, 1e7}) {   // one bucket, a few, a bucket for a few events each
    std::mt19937_64 random(7);
    constexpr std::int64_t end = 1'000'000;
    Calendar calendar(Time{end}, expected);
    std::vector<Event> plain;
    std::uint32_t number = 0;
    const auto book = [&](std::int64_t from, std::int64_t to) {
      const Event e = random_event(random, from, to, ++number);
      calendar.book(e);
      plain.push_back(e);
    };
    for (int i = 0; i < 400; ++i) book(0, end);
    int taken = 0;
    while (calendar.has_before(Time{end})) {
      const Event e = calendar.take();
      REQUIRE(same(e, earliest(plain)));
      ++taken;
      if (number >= 3000) continue;
      if (random() % 3 == 0) book(e.at.ticks, e.at.ticks + 1);            // now
      if (random() % 3 == 0) book(e.at.ticks, std::min(end, e.at.ticks + 50));   // soon
      if (random() % 3 == 0) book(e.at.ticks, end);
    }
    CHECK(plain.empty());
    CHECK(taken == static_cast<int>(number));
  }
}

TEST_CASE("a bucket is told in order when it is opened, and an event its place there", "[engine][calendar]") {
  std::mt19937_64 random(5);
  constexpr std::int64_t end = 1'000'000;
  Calendar calendar(Time{end}, 3000);
  for (std::uint32_t i = 0; i < 2000; ++i) calendar.book(random_event(random, 0, end, i));
  std::vector<Event> bucket;
  std::uint32_t number = 2000, told = 0, late = 0;
  std::size_t expected_place = 0;
  const auto opened = [&](std::span<const Event> events) {
    CHECK(expected_place == bucket.size());   // nobody is left out
    bucket.assign(events.begin(), events.end());
    told += static_cast<std::uint32_t>(bucket.size());
    expected_place = 0;
  };
  while (calendar.has_before(Time{end}, opened)) {
    const auto [e, place] = calendar.take_with_place();
    if (place < bucket.size()) {
      REQUIRE(place == expected_place++);
      REQUIRE(same(bucket[place], e));
    } else {
      ++late;
    }
    if (number < 3000) calendar.book(random_event(random, e.at.ticks, std::min(end, e.at.ticks + 100), ++number));
  }
  CHECK(told + late == 3000);
  CHECK(late > 500);   // of a bucket of some 60,000 ticks, most of what is booked within 100
}

TEST_CASE("an event at the end of the run or later is dropped", "[engine][calendar][T3]") {
  Calendar calendar(Time{100}, 10);
  calendar.book({Time{99}, 1, 1, 0, Rank::need, 0});
  calendar.book({Time{100}, 2, 1, 0, Rank::need, 0});
  calendar.book({never(), 3, 1, 0, Rank::need, 0});
  REQUIRE(calendar.has_before(Time{1000}));
  CHECK(calendar.take().person == 1);
  CHECK_FALSE(calendar.has_before(Time{1000}));
}

TEST_CASE("asking before a limit does not pass it", "[engine][calendar]") {
  Calendar calendar(Time{100'000}, 1e6);
  calendar.book({Time{50'000}, 1, 1, 0, Rank::need, 0});
  CHECK_FALSE(calendar.has_before(Time{40'000}));
  calendar.book({Time{45'000}, 2, 1, 0, Rank::need, 0});   // still allowed: not before anything taken
  REQUIRE(calendar.has_before(Time{60'000}));
  CHECK(calendar.take().person == 2);
  CHECK(calendar.has_before(Time{50'001}));
  CHECK_FALSE(calendar.has_before(Time{50'000}));
}

TEST_CASE("what a calendar holds it tells, and what is emptied it uses again", "[engine][calendar]") {
  constexpr std::uint32_t events = 1000;
  const auto filled = [](Calendar& calendar, std::int64_t from) {
    for (std::uint32_t i = 0; i < events; ++i) calendar.book({Time{from + i}, i, 1, 0, Rank::need, 0});
  };
  Calendar calendar(Time{1'000'000}, 1.0);   // one bucket, so that all are sorted together
  const std::size_t empty = calendar.bytes();
  filled(calendar, 0);
  const std::size_t booked = calendar.bytes();
  CHECK(booked - empty >= events * sizeof(Event));
  REQUIRE(calendar.has_before(Time{1'000'000}));
  CHECK(calendar.bytes() - booked >= events * (sizeof(Event) + sizeof(std::uint32_t)));

  Calendar many(Time{1'000'000}, 1e6);   // a few thousand buckets, filled one after the other
  std::size_t after_first = 0;
  for (std::int64_t from = 0; from < 900'000; from += 10'000) {
    filled(many, from);
    for (std::uint32_t i = 0; i < events; ++i) {
      REQUIRE(many.has_before(Time{1'000'000}));
      REQUIRE(many.take().person == i);
    }
    if (from == 0) after_first = many.bytes();
  }
  CHECK(many.bytes() < after_first + events * sizeof(Event));
}

TEST_CASE("an event that comes soon is told as long as its bucket is open", "[engine][calendar]") {
  Calendar calendar(Time{1000}, 1.0);
  for (std::uint32_t i = 0; i < 5; ++i) calendar.book({Time{100 + i}, i, 1, 0, Rank::need, 0});
  REQUIRE(calendar.has_before(Time{1000}));
  REQUIRE(calendar.soon(4) != nullptr);
  CHECK(calendar.soon(4)->person == 4);
  CHECK(calendar.soon(5) == nullptr);
  calendar.take();
  CHECK(calendar.soon(0)->person == 1);
  CHECK(calendar.soon(4) == nullptr);
}

TEST_CASE("a bucket of one instant is put in order as any other", "[engine][calendar][T2]") {
  for (const std::uint32_t events : {2u, 15u, 16u, 17u, 40u}) {   // few are swapped, many are sorted
    Calendar calendar(Time{1000}, 1.0);
    for (std::uint32_t i = 0; i < events; ++i) calendar.book({Time{7}, events - i, 1, 0, Rank::need, 0});
    for (std::uint32_t i = 1; i <= events; ++i) {
      REQUIRE(calendar.has_before(Time{1000}));
      REQUIRE(calendar.take().person == i);
    }
    CHECK_FALSE(calendar.has_before(Time{1000}));
  }
}

TEST_CASE("a calendar of no time takes the first instant and no other", "[engine][calendar][T3]") {
  Calendar calendar;
  calendar.book({Time{1}, 1, 1, 0, Rank::need, 0});
  CHECK_FALSE(calendar.has_before(Time{10}));
  calendar.book({Time{0}, 2, 1, 0, Rank::need, 0});
  REQUIRE(calendar.has_before(Time{10}));
  CHECK(calendar.take().person == 2);
}

TEST_CASE("a copy carries its own events", "[engine][calendar][V2]") {
  std::mt19937_64 random(11);
  Calendar calendar(Time{10'000}, 5000);
  for (std::uint32_t i = 0; i < 500; ++i) calendar.book(random_event(random, 0, 10'000, i));
  for (int i = 0; i < 100; ++i) {
    REQUIRE(calendar.has_before(Time{10'000}));
    calendar.take();
  }
  REQUIRE(calendar.has_before(Time{10'000}));   // the next one is at hand when the copy is made
  Calendar copy(calendar), assigned;
  assigned = calendar;
  int left = 0;
  while (calendar.has_before(Time{10'000})) {
    const Event e = calendar.take();
    REQUIRE(copy.has_before(Time{10'000}));
    REQUIRE(same(e, copy.take()));
    REQUIRE(assigned.has_before(Time{10'000}));
    REQUIRE(same(e, assigned.take()));
    ++left;
  }
  CHECK(left == 400);
  CHECK_FALSE(copy.has_before(Time{10'000}));
}
