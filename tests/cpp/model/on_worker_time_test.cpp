// Worker time: contacts come less often as more is asked than there is time for. Every date was worked out by hand before it
// was run.
#include <sstream>

#include "support/catch.hpp"
#include "support/tiny_worlds.hpp"

using namespace casepath;
using namespace casepath::tiny;

namespace {

/// One worker of one hour a week, contacts of an hour every week: one case fills the week. p0 comes on day 0, p1 on day 10.
constexpr auto one_hour = R"({
  "horizon": "60 days",
  "needs": {"debt": {}},
  "streams": {"a": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe"}},
              "b": {"to": "desk", "every": "4000 days", "first": "2025-01-11", "needs": {"debt": "moderate"}}},
  "services": {"desk": {"works_on": ["debt"], "workers": {"number": 1, "caseload": 9, "week": "1 hour"},
                        "contacts": {"every": "7 days", "minutes": "60 minutes"}, "closes": {"after": "42 days"}}}
})";

/// Dates of a person's contacts: "0 7 14 ".
std::string contacts_of(const TinyWorld& w, std::string_view person) {
  std::istringstream all(w.lines("contact"));
  std::string out, line;
  while (std::getline(all, line))
    if (line.find(' ' + std::string(person) + " contact ") != std::string::npos) out += line.substr(0, line.find(' ') + 1);
  return out;
}

}  // namespace

TEST_CASE("with twice as much asked as there is, contacts come half as often", "[model][on_worker_time][K4]") {
  const TinyWorld w = played(one_hour);
  // Alone p0 asks for the whole week and is seen every 7 days. What p0 books on day 7 was alone: day 14. From p1's first
  // contact on day 10 two ask for two hours in the week of one: intervals of 14 days, until p0 goes on day 42, as a limit of
  // time says, at which instant no contact is booked any more; p1's on day 38 was booked by two, the one on day 52 too; and p1
  // goes on day 52, before its contact: endings come first.
  CHECK(contacts_of(w, "p0") == "0 7 14 28 ");
  CHECK(contacts_of(w, "p1") == "10 24 38 ");
  // With two workers there is time for both; with half of each week gone there is not.
  CHECK(contacts_of(played(one_hour, {R"({"services": {"desk": {"workers": {"number": 2}}}})"}), "p1") == "10 17 24 31 38 45 ");
  CHECK(contacts_of(played(one_hour, {R"({"services": {"desk": {"workers": {"number": 2, "administration": 0.5}}}})"}), "p1") == "10 24 38 ");
}

TEST_CASE("administration for each open episode is asked for as well", "[model][on_worker_time][K4]") {
  // An hour of contact and an hour of papers a week are two hours in a week of one, for p0 alone; four for both.
  const TinyWorld w = played(one_hour, {R"({"services": {"desk": {"contacts": {"administration": "1 hour"}}}})"});
  CHECK(contacts_of(w, "p0") == "0 14 ");    // and then on day 42, when the episode ends first
  CHECK(contacts_of(w, "p1") == "10 38 ");
}

TEST_CASE("each open episode asks by its own level, and one that is over asks for nothing", "[model][on_worker_time][K4][S6]") {
  // Severe every 7 days, moderate every 14: p0 asks for one hour a week, p1 for half of one: one and a half in all.
  const TinyWorld w = played(one_hour, {R"({"services": {"desk": {"contacts": {"every": {"severe": "7 days", "moderate": "14 days"}}}}})"});
  CHECK(contacts_of(w, "p0") == "0 7 14 24.5 35 ");
  // p1: 10, 21 days on 31; then 21 days on day 52, when the time is up.
  CHECK(contacts_of(w, "p1") == "10 31 ");
  // Where p0 leaves after 20 days p1 has the worker alone from the next booking on.
  const TinyWorld alone = played(one_hour, {R"({"services": {"desk": {"closes": {"after": "20 days"}}}, "streams": {"b": {"first": "2025-01-13"}}})"});
  CHECK(contacts_of(alone, "p0") == "0 7 14 ");
  CHECK(contacts_of(alone, "p1") == "12 26 ");
}

TEST_CASE("while a post is vacant the others' time is all there is; while all are, somebody covers", "[model][on_worker_time][K3][K4]") {
  // A contact of two hours fills the week of two workers. Both leave within minutes of the first, and their posts stay vacant:
  // from day 7 on there is the hour of one, and p1 is not admitted.
  const TinyWorld w = played(one_hour, {R"({"services": {"desk": {"contacts": {"minutes": "2 hours"},
                                             "workers": {"number": 2, "leave": "1000000 per year", "vacant": "50 days"}}},
                                             "horizon": "45 days"})"});
  CHECK(contacts_of(w, "p0") == "0 7 21 35 ");
  CHECK(contacts_of(w, "p1").empty());
}

TEST_CASE("without a week to hold it against, minutes are refused; and off is as if never named", "[model][on_worker_time][K4][T4]") {
  CHECK_THROWS_AS(study(one_hour, {R"({"services": {"desk": {"workers": {"week": null}}}})"}), ScenarioError);
  const TinyWorld off = played(one_hour, {R"({"services": {"desk": {"contacts": {"minutes": null}}}})"});
  CHECK(contacts_of(off, "p1") == "10 17 24 31 38 45 ");
}
