#include "casepath/record/event_log.hpp"

#include "support/catch.hpp"

using namespace casepath;

namespace {

LogRow of_person(std::uint32_t p) {
  LogRow row;
  row.person = PersonId{p};
  return row;
}

}  // namespace

TEST_CASE("the log keeps everybody, or so many people from one on", "[record][event_log]") {
  EventLog all, some(PersonId{3}, 2), one(PersonId{4});
  for (const std::uint32_t p : {0u, 3u, 4u, 5u, 4u}) {
    all.record(of_person(p));
    some.record(of_person(p));
    one.record(of_person(p));
  }
  CHECK(all.rows().size() == 5);
  CHECK(some.rows().size() == 3);
  REQUIRE(one.rows().size() == 2);
  CHECK(one.rows().front().person == PersonId{4});
}
