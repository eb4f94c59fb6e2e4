#include "casepath/service/timetable.hpp"

#include "support/catch.hpp"

using namespace casepath;

namespace {

Time day(double n) { return Time{} + days(n); }

}  // namespace

TEST_CASE("sessions repeat from the start of each period, their last instant left out", "[service][timetable][K2]") {
  const Timetable week{days(7), {{days(1), days(0.5)}, {days(4), days(2)}}};
  for (const double open : {1.0, 1.25, 4.0, 5.5, 8.0, 704.0}) CHECK(week.is_open_at(day(open)));
  for (const double shut : {0.0, 0.5, 1.5, 3.5, 6.0, 6.5, 7.0, 703.0}) CHECK_FALSE(week.is_open_at(day(shut)));
  CHECK(week.opens_after(day(0)) == day(1));
  CHECK(week.opens_after(day(1)) == day(4));
  CHECK(week.opens_after(day(4)) == day(8));
  CHECK(week.opens_after(day(700)) == day(701));
}

TEST_CASE("dated sessions do not repeat, and one may have begun before the run", "[service][timetable][K2]") {
  const Timetable dated{{}, {{Duration{-days(2).ticks}, days(3)}, {days(10), days(1)}}};
  for (const double open : {0.0, 0.5, 10.5}) CHECK(dated.is_open_at(day(open)));
  for (const double shut : {1.0, 9.0, 11.0, 400.0}) CHECK_FALSE(dated.is_open_at(day(shut)));
  CHECK(dated.opens_after(day(0)) == day(10));
  CHECK(dated.opens_after(day(10)) == never());
}
