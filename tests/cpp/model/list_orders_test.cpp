// Who is next: the orders of a list that are not first come, first served, and a list that opens by a timetable. Every
// line was worked out by hand from rules W2 and K2.
#include "support/catch.hpp"
#include "support/tiny_worlds.hpp"

using namespace casepath;
using namespace casepath::tiny;

namespace {

/// One slot, ten days each: low on day 0, then moderate, severe and severe on days 1, 2 and 3.
constexpr auto queue = R"({
  "needs": {"debt": {}},
  "streams": {"a": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "low"}, "priority": 1},
              "b": {"to": "desk", "every": "4000 days", "first": "2025-01-02", "needs": {"debt": "moderate"}, "priority": 3},
              "c": {"to": "desk", "every": "4000 days", "first": "2025-01-03", "needs": {"debt": "severe"}, "priority": 2},
              "d": {"to": "desk", "every": "4000 days", "first": "2025-01-04", "needs": {"debt": "severe"}, "priority": 1}},
  "services": {"desk": {"works_on": ["debt"], "capacity": 1, "stay": "10 days"}}
})";

std::string list(const std::string& keys) { return R"({"services": {"desk": {"list": {)" + keys + "}}}}"; }

std::string admitted(const std::string& keys, std::string_view more = "{}") { return played(queue, {list(keys), more}).lines("admitted"); }

/// The n-th pick of the desk, of so many.
std::size_t pick(std::uint32_t n, std::size_t of) {
  const double u = draw(draw_key(1, 0), {hash32("desk"), 0, n, Purpose::pick, SubjectKind::service}).uniform(0);
  return static_cast<std::size_t>(u * static_cast<double>(of));
}

}  // namespace

TEST_CASE("last come, first served: of those accepted last the lower number", "[model][on_list][W2]") {
  constexpr auto last = R"("order": "last_come")";
  CHECK(admitted(last) == "0 p0 admitted desk\n10 p3 admitted desk\n20 p2 admitted desk\n30 p1 admitted desk\n");
  CHECK(admitted(last, R"({"streams": {"b": {"batch": 3}, "c": null, "d": null}})") ==
        "0 p0 admitted desk\n10 p1 admitted desk\n20 p2 admitted desk\n30 p3 admitted desk\n");
  // Who gives up from the bottom is never offered a slot.
  const TinyWorld w = played(queue, {list(R"("order": "last_come", "patience": "12 days")"),
                                     R"({"streams": {"e": {"to": "desk", "every": "4000 days", "first": "2025-01-10", "needs": {"debt": "low"}}}})"});
  CHECK(w.lines("admitted") == "0 p0 admitted desk\n10 p4 admitted desk\n");
  CHECK(w.lines("left_list") == "13 p1 left_list desk\n14 p2 left_list desk\n15 p3 left_list desk\n");
}

TEST_CASE("by lot: the service draws a number among all who wait, in order of acceptance", "[model][on_list][W2]") {
  std::vector<int> waiting{1, 2, 3};
  std::string expected = "0 p0 admitted desk\n";
  for (std::uint32_t n = 1; n <= 3; ++n) {
    const std::size_t i = pick(n, waiting.size());
    expected += std::to_string(10 * n) + " p" + std::to_string(waiting[i]) + " admitted desk\n";
    waiting.erase(waiting.begin() + static_cast<std::ptrdiff_t>(i));
  }
  CHECK(admitted(R"("order": "random")") == expected);

  // The third's patience is an eighth of the others': gone on day 7, and not among those drawn from on day 10.
  const TinyWorld w = played(queue, {list(R"("order": "random", "patience": {"dist": "fixed", "value": "40 days", "debt": {"severe": 0.125}})"),
                                     R"({"streams": {"d": {"needs": {"debt": "low"}}}})"});
  const bool second_first = pick(1, 2) == 0;
  CHECK(w.lines("left_list") == "7 p2 left_list desk\n");
  CHECK(w.lines("admitted") == (second_first ? "0 p0 admitted desk\n10 p1 admitted desk\n20 p3 admitted desk\n"
                                             : "0 p0 admitted desk\n10 p3 admitted desk\n20 p1 admitted desk\n"));
}

TEST_CASE("by score: a level counts as so many days waited, and ties go by acceptance", "[model][on_list][W2]") {
  const auto worth = [](const char* length) { return admitted(std::string(R"("order": "score", "severity_counts": ")") + length + "\""); };
  // Moderate since day 1 against severe since days 2 and 3: as if since 1 - 2a, 2 - 3a and 3 - 3a.
  CHECK(worth("12 hours") == "0 p0 admitted desk\n10 p1 admitted desk\n20 p2 admitted desk\n30 p3 admitted desk\n");
  CHECK(worth("1 day") == "0 p0 admitted desk\n10 p1 admitted desk\n20 p2 admitted desk\n30 p3 admitted desk\n");
  CHECK(worth("36 hours") == "0 p0 admitted desk\n10 p2 admitted desk\n20 p1 admitted desk\n30 p3 admitted desk\n");
  CHECK(worth("10 days") == "0 p0 admitted desk\n10 p2 admitted desk\n20 p3 admitted desk\n30 p1 admitted desk\n");
}

TEST_CASE("new rules put who waits in the new order", "[model][on_list][W2][V2]") {
  const auto changed = [](const std::string& before, const std::string& after) {
    TinyWorld w(queue, {list(before)});
    w.run_until(5).change_to(study(queue, {list(after)})).finish();
    return w.lines("admitted");
  };
  CHECK(changed(R"("order": "priority")", R"("order": "first_come")") ==
        "0 p0 admitted desk\n10 p1 admitted desk\n20 p2 admitted desk\n30 p3 admitted desk\n");
  CHECK(changed(R"("order": "first_come")", R"("order": "severity")") ==
        "0 p0 admitted desk\n10 p2 admitted desk\n20 p3 admitted desk\n30 p1 admitted desk\n");
  CHECK(changed(R"("order": "severity")", R"("order": "last_come")") ==
        "0 p0 admitted desk\n10 p3 admitted desk\n20 p2 admitted desk\n30 p1 admitted desk\n");
}

TEST_CASE("a list that opens by a timetable admits in its sessions only", "[model][on_list][K2]") {
  // Open on the second and third day of each week. One slot, a day and a half each; one comes a day from day 0 to day 3.
  constexpr auto sessions = R"({
    "horizon": "20 days",
    "needs": {"debt": {}},
    "streams": {"a": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "low"}},
                "b": {"to": "desk", "every": "4000 days", "first": "2025-01-02", "needs": {"debt": "low"}},
                "c": {"to": "desk", "every": "4000 days", "first": "2025-01-03", "needs": {"debt": "low"}},
                "d": {"to": "desk", "every": "4000 days", "first": "2025-01-04", "needs": {"debt": "low"}}},
    "services": {"desk": {"works_on": ["debt"], "capacity": 1, "stay": "36 hours",
                          "list": {"opens": {"every": "1 week", "at": {"1 day": "2 days"}}}}}
  })";
  const TinyWorld w = played(sessions);
  CHECK(w.lines("admitted") == text(R"(
    1 p0 admitted desk
    2.5 p1 admitted desk
    8 p2 admitted desk
    9.5 p0 admitted desk
  )"));   // the fourth in the row of the first, who had left by then
  CHECK(w.tally("desk").waited == 4);
  CHECK(w.load("desk").queue == PersonTicks{1 + 6} * ticks_per_day + PersonTicks{3 + 13} * (ticks_per_day / 2));
  CHECK(w.load("desk").slots == PersonTicks{20} * ticks_per_day);   // offered all the time

  // With room for all: at once within a session, its first instant included and its last not.
  CHECK(played(sessions, {R"({"services": {"desk": {"capacity": null}}})"}).lines("admitted") ==
        "1 p0 admitted desk\n1 p1 admitted desk\n2 p2 admitted desk\n8 p1 admitted desk\n");   // in the row of one who had left
  // Nobody may wait: who comes between sessions is turned away.
  CHECK(played(sessions, {R"({"services": {"desk": {"capacity": null, "list": {"closed_at": 0}}}})"}).lines("rejected") ==
        "0 p0 rejected desk full\n3 p0 rejected desk full\n");
  // Dated sessions do not repeat.
  CHECK(played(sessions, {R"({"services": {"desk": {"capacity": null, "list": {"opens": {"every": null, "at": {"1 day": null, "2025-01-03": "1 hour"}}}}}})"})
            .lines("admitted") == "2 p0 admitted desk\n2 p1 admitted desk\n2 p2 admitted desk\n");
}

TEST_CASE("new rules may open a list by a timetable, and give it up again", "[model][on_list][K2][V2]") {
  constexpr auto plain = R"({
    "needs": {"debt": {}},
    "streams": {"a": {"to": "desk", "every": "3 days", "first": "2025-01-01", "needs": {"debt": "low"}}},
    "services": {"desk": {"works_on": ["debt"], "stay": "1 day"}},
    "horizon": "22 days"
  })";
  const auto weekly = study(plain, {R"({"services": {"desk": {"list": {"opens": {"every": "1 week", "at": {"1 day": "1 hour"}}}}}})"});
  TinyWorld w(plain);
  w.run_until(2).change_to(weekly).run_until(10).change_to(study(plain)).finish();
  std::string days;
  for (const LogRow& row : w.sim.recorder().rows())
    if (row.what == Happening::admitted) days += std::to_string(static_cast<int>(in_days(row.at - Time{}))) + " ";
  CHECK(days == "0 8 8 10 12 15 18 21 ");   // 3 and 6 wait for day 8, and 9 for the end of the timetable
}

TEST_CASE("a service may ask where people live, and asks nothing of who comes by a stream", "[model][on_referral][E1]") {
  const auto world = [](const char* place) {
    return filled(R"({
      "horizon": "20 days",
      "places": {"north": {"share": 0.5}, "south": {"share": 0.5}},
      "needs": {"debt": {"seeks": {"rate": {"severe": "$1"}, "doors": {"desk": 1}}}},
      "people": {"cohorts": {"kit": {"size": 1, "places": {"south": 1}, "needs": {"debt": {"severe": 1}}}}},
      "streams": {"door": {"to": "desk", "every": "4000 days", "first": "2025-01-03", "needs": {"debt": "low"}}},
      "services": {"desk": {"works_on": ["debt"], "asks": {"place": $2}, "stay": "1 day"}}
    })", {rate_for(1, Purpose::seek, "kit"), place});
  };
  const std::string visitor = "2 p1 accepted desk\n";
  CHECK(played(world(R"(["north"])")).lines("rejected") == "1 p0 rejected desk place\n");
  CHECK(played(world(R"(["north"])")).lines("accepted") == visitor);
  CHECK(played(world(R"("south")")).lines("accepted") == "1 p0 accepted desk\n" + visitor);
  CHECK(played(world(R"(["north", "south"])")).lines("accepted") == "1 p0 accepted desk\n" + visitor);
}
