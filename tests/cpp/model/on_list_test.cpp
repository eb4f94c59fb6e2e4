// Waiting: order, appointments, patience, chasing, rationing, capacity and workers. Every line was worked out by hand.
#include "support/catch.hpp"
#include "support/tiny_worlds.hpp"

using namespace casepath;
using namespace casepath::tiny;

TEST_CASE("a need that meets its goal by itself on the list ends the wait, at no cost", "[model][on_list][R5][R10]") {
  const TinyWorld w = played(filled(R"({
    "horizon": "60 days",
    "needs": {"debt": {"goal": "moderate", "recovers": {"severe": "$1"}, "seeks": {"rate": {"severe": "$2"}, "doors": {"desk": 1}}}},
    "people": {"cohorts": {"kit": {"size": 1, "needs": {"debt": {"severe": 1}}}}},
    "streams": {"first": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe"}}},
    "services": {"desk": {"works_on": ["debt"], "capacity": 1, "stay": "30 days", "costs": {"start": "£1"}}}
  })", {rate_for(20, Purpose::recover, "kit", "debt"), rate_for(1, Purpose::seek, "kit")}));
  CHECK(w.lines("p0") == text(R"(
    0 p0 joined
    1 p0 request_opened person
    1 p0 referral_arrived desk opening
    1 p0 accepted desk
    1 p0 joined_list desk
    20 p0 need_changed debt severe -> moderate
    20 p0 strand_ended debt recovered
  )"));
  CHECK(w.tally("desk").left_list == 1);
  CHECK(w.tally("desk").reneged == 0);
  CHECK(w.ledger() == "desk start no_outcome 100p x1\n");   // the other's
}

TEST_CASE("with no limit of capacity the wait is the appointment in the post", "[model][on_list][W1]") {
  const TinyWorld w = played(R"({
    "needs": {"debt": {}},
    "streams": {"door": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "low"}}},
    "services": {"desk": {"works_on": ["debt"], "list": {"delay": "5 days"}, "stay": "1 day"}}
  })");
  CHECK(w.lines("desk") == text(R"(
    0 p0 referral_arrived desk opening
    0 p0 accepted desk
    0 p0 joined_list desk
    5 p0 admitted desk
    6 p0 closed desk completed
  )"));
  CHECK(w.tally("desk").waited == 1);
  CHECK(w.tally("desk").waits.mean_finite() == Approx(5.0 * 86400e6));
  CHECK(w.load("desk").queue == PersonTicks{5} * ticks_per_day);
}

TEST_CASE("an assessment before the wait needs no slot, and the wait begins after it", "[model][on_list][E5][E6]") {
  const TinyWorld w = played(R"({
    "needs": {"debt": {}},
    "streams": {"door": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "batch": 2, "needs": {"debt": "low"}}},
    "services": {"desk": {"works_on": ["debt"], "capacity": 1, "stay": "10 days", "assessment": {"cost": "£1", "takes": "3 days", "before_wait": true}}}
  })");
  CHECK(w.lines("p1") == text(R"(
    0 p1 request_opened stream
    0 p1 referral_arrived desk opening
    0 p1 accepted desk
    0 p1 assessment desk 100p
    3 p1 joined_list desk
    13 p1 admitted desk
    23 p1 closed desk completed
    23 p1 strand_ended debt unmet_after_help
  )"));
  CHECK(w.tally("desk").waits.mean_finite() == Approx(5 * 86400e6));   // none and ten days
  CHECK(w.load("desk").queue == PersonTicks{10} * ticks_per_day);
}

TEST_CASE("a list is taken by severity, priority or date, and ties by acceptance", "[model][on_list][W2]") {
  constexpr auto queue = R"({
    "needs": {"debt": {}},
    "streams": {"a": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "low"}, "priority": 1},
                "b": {"to": "desk", "every": "4000 days", "first": "2025-01-02", "needs": {"debt": "moderate"}, "priority": 3},
                "c": {"to": "desk", "every": "4000 days", "first": "2025-01-03", "needs": {"debt": "severe"}, "priority": 2},
                "d": {"to": "desk", "every": "4000 days", "first": "2025-01-04", "needs": {"debt": "severe"}, "priority": 1}},
    "services": {"desk": {"works_on": ["debt"], "capacity": 1, "stay": "10 days"}}
  })";
  const auto order = [&](const char* patch) { return played(queue, {patch}).lines("admitted"); };
  CHECK(order("{}") == "0 p0 admitted desk\n10 p1 admitted desk\n20 p2 admitted desk\n30 p3 admitted desk\n");
  CHECK(order(R"({"services": {"desk": {"list": {"order": "severity"}}}})") ==
        "0 p0 admitted desk\n10 p2 admitted desk\n20 p3 admitted desk\n30 p1 admitted desk\n");
  CHECK(order(R"({"services": {"desk": {"list": {"order": "priority"}}}})") ==
        "0 p0 admitted desk\n10 p3 admitted desk\n20 p2 admitted desk\n30 p1 admitted desk\n");
}

TEST_CASE("chasing is dated back into the wait, and counted by its own date", "[model][on_list][W3][T3]") {
  constexpr auto chased = R"({
    "needs": {"debt": {}},
    "streams": {"door": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "low"}}},
    "services": {"desk": {"works_on": ["debt"], "list": {"delay": "40 days", "chase": "0.2 per day", "chase_cost": "£1"}, "stay": "1 day"}}
  })";
  // Exponentials of mean five days from the acceptance on, at the address of rules 5.
  std::vector<double> dates;
  const Address luck{0, mix32(hash32("desk"), hash32("door")), 1, Purpose::chase, SubjectKind::visitor};
  double at = 0;
  for (std::uint32_t n = 0; at < 40; ++n)
    if ((at += draw(draw_key(1, 0), luck, n / 4).exponential(static_cast<int>(n % 4)) / 0.2) < 40) dates.push_back(at);
  REQUIRE(dates.size() > 3);
  const TinyWorld w = played(chased);
  std::vector<double> logged;
  for (const LogRow& row : w.sim.recorder().rows())
    if (row.what == Happening::interaction) logged.push_back(in_days(row.at - Time{}));
  REQUIRE(logged.size() == dates.size());
  for (std::size_t i = 0; i < dates.size(); ++i) CHECK(logged[i] == Approx(dates[i]).margin(1e-9));
  CHECK(w.pence(OutcomeClass::no_outcome) == 100 * static_cast<std::int64_t>(dates.size()));
  CHECK(w.pence(InteractionPurpose::process) == w.pence());

  const TinyWorld late = played(chased, {R"({"warm_up": "20 days", "horizon": "100 days"})"});
  const auto counted = std::count_if(dates.begin(), dates.end(), [](double d) { return d >= 20; });
  REQUIRE(counted < static_cast<std::ptrdiff_t>(dates.size()));
  CHECK(late.pence() == 100 * counted);
}

TEST_CASE("from a length of list on, other settings hold", "[model][on_list][W4]") {
  constexpr auto rationed = R"({
    "needs": {"debt": {}},
    "streams": {"a": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "batch": 3, "needs": {"debt": "low"}},
                "b": {"to": "desk", "every": "4000 days", "first": "2025-01-02", "needs": {"debt": "severe"}}},
    "services": {"desk": {"works_on": ["debt"], "capacity": 1, "stay": "10 days", "when_list": {"long": {"at": 1, "asks": {"debt": "severe"}}}}}
  })";
  const TinyWorld w = played(rationed);
  CHECK(w.lines("rejected") == "0 p2 rejected desk rationed\n");
  CHECK(w.lines("admitted") == "0 p0 admitted desk\n10 p1 admitted desk\n20 p2 admitted desk\n");   // in the row of the one refused
  CHECK(w.tally("desk").rejected[static_cast<std::size_t>(Refusal::rationed)] == 1);

  // A step takes the place of the service's own rule: it may be looser.
  const TinyWorld looser = played(rationed, {R"({"services": {"desk": {"asks": {"debt": "moderate"}, "when_list": {"long": {"asks": {"debt": "low"}}}}},
    "streams": {"a": {"batch": 1}, "c": {"to": "desk", "every": "4000 days", "first": "2025-01-03", "needs": {"debt": "low"}},
                "d": {"to": "desk", "every": "4000 days", "first": "2025-01-02", "batch": 2, "needs": {"debt": "severe"}}}})"});
  CHECK(looser.times("rejected desk asks") == 1);   // of stream a, before there was a list
  CHECK(looser.times("rejected") == 1);

  // Pressure: while one waits, one contact is enough; the last may have three.
  const TinyWorld pressed = played(R"({
    "needs": {"debt": {}},
    "streams": {"a": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "batch": 2, "needs": {"debt": "low"}}},
    "services": {"desk": {"works_on": ["debt"], "capacity": 1, "contacts": {"every": "1 day"}, "closes": {"contacts": 3},
                          "when_list": {"long": {"at": 1, "closes": {"contacts": 1}}}}}
  })");
  CHECK(pressed.lines("closed") == "0 p0 closed desk contact_limit\n2 p1 closed desk contact_limit\n");
}

TEST_CASE("a closed list turns away when no slot is free and so many wait", "[model][on_list][E1]") {
  const TinyWorld w = played(R"({
    "needs": {"debt": {}},
    "streams": {"a": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "batch": 4, "needs": {"debt": "low"}}},
    "services": {"desk": {"works_on": ["debt"], "capacity": 1, "stay": "10 days", "list": {"closed_at": 1}}}
  })");
  CHECK(w.lines("rejected") == "0 p2 rejected desk full\n0 p3 rejected desk full\n");
  CHECK(w.count(Count::nobodys_case) == 2);
}

TEST_CASE("falling capacity evicts nobody and takes nobody in until it has drained", "[model][on_list][K1]") {
  const TinyWorld w = played(R"({
    "horizon": "60 days",
    "needs": {"debt": {}},
    "streams": {"a": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "batch": 4, "needs": {"debt": "low"}}},
    "services": {"desk": {"works_on": ["debt"], "stay": "20 days",
                          "capacity": {"at": {"2025-01-01": 2, "2025-01-11": 1, "2025-01-31": 3}}}}
  })");
  CHECK(w.lines("admitted") == "0 p0 admitted desk\n0 p1 admitted desk\n20 p2 admitted desk\n30 p3 admitted desk\n");
  const ServiceLoad& load = w.load("desk");
  CHECK(load.slots == PersonTicks{10 * 2 + 20 * 1 + 30 * 3} * ticks_per_day);
  CHECK(load.caseload == PersonTicks{4 * 20} * ticks_per_day);   // above the slots from day 10 to day 20
  CHECK(load.queue == PersonTicks{20 + 30} * ticks_per_day);
}

TEST_CASE("a leaver breaks the relationship with everyone, and while the post is vacant nobody is admitted", "[model][on_list][K3][C3]") {
  const double leaves = draw(draw_key(1, 0), {hash32("desk"), 0, 1, Purpose::worker, SubjectKind::service}).exponential(0);
  const double next = draw(draw_key(1, 0), {hash32("desk"), 0, 2, Purpose::worker, SubjectKind::service}).exponential(0);
  REQUIRE(next / leaves * 10 > 5);   // the second holder is still there at the horizon
  TinyWorld w(filled(R"({
    "horizon": "20 days",
    "trust": {"new_worker": 0.2},
    "needs": {"debt": {}},
    "streams": {"a": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "batch": 2, "needs": {"debt": "low"}}},
    "services": {"desk": {"works_on": ["debt"], "workers": {"number": 1, "caseload": 1, "leave": "$1 per day", "vacant": "5 days"}, "stay": "12 days"}}
  })", {std::to_string(leaves / 10)}));
  w.run_until(11);
  CHECK(w.trust(0) == static_cast<float>(0.5 * (1 - 0.2)));
  CHECK(w.trust(1) == 0.5f);   // on the list: no worker yet
  w.finish();
  CHECK(w.lines("desk") == text(R"(
    0 p0 referral_arrived desk opening
    0 p0 accepted desk
    0 p0 admitted desk
    0 p1 referral_arrived desk opening
    0 p1 accepted desk
    0 p1 joined_list desk
    12 p0 closed desk completed
    15 p1 admitted desk
  )"));
}

TEST_CASE("waiting wears trust down by the closed form, with no event", "[model][on_list][C3]") {
  TinyWorld w(R"({
    "trust": {"month_waiting": 0.1},
    "needs": {"debt": {}},
    "streams": {"a": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "batch": 2, "needs": {"debt": "low"}}},
    "services": {"desk": {"works_on": ["debt"], "capacity": 1, "stay": "200 days"}}
  })");
  w.run_until(365.25 / 12 * 3);
  CHECK(w.trust(0) == 0.5f);
  CHECK(w.trust(1) == Approx(0.5 * 0.9 * 0.9 * 0.9).epsilon(1e-7));
}

TEST_CASE("waiting moves the clocks of a need while a strand about it is on the list, and of no other", "[model][on_list][N3][N1]") {
  // Debt waits from day 1. At its own rate housing worsens on day 50; on the list its time counts sevenfold.
  const std::string joins = filled(R"({
    "horizon": "60 days",
    "needs": {"debt": {"seeks": {"rate": {"severe": "$1"}, "doors": {"desk": 1}}}, "housing": {"goal": "low", "worsens": {"moderate": "$2"}}},
    "people": {"cohorts": {"kit": {"size": 1, "needs": {"debt": {"severe": 1}, "housing": {"moderate": 1}}}}},
    "services": {"desk": {"works_on": ["debt", "housing"], "list": {"delay": "80 days", "while_waiting": {"housing": {"worsens": 7}}}, "stay": "1 day"}}
  })", {rate_for(1, Purpose::seek, "kit"), rate_for(50, Purpose::worsen, "kit", "housing")});
  CHECK(played(joins).lines("need_changed") == "50 p0 need_changed housing moderate -> severe\n");
  const std::string pursued = filled(R"({"needs": {"housing": {"pursued": {"rate": {"moderate": "$1"}, "by": "desk"}}}})",
                                     {rate_for(15, Purpose::pursued, "kit", "housing")});
  CHECK(played(joins, {pursued}).lines("need_changed") == "20 p0 need_changed housing moderate -> severe\n");   // 15 + (50 - 15) / 7

  // Debt is met on day 20 and its strand ends; housing keeps the place. From then on debt worsens at its own rate again.
  const TinyWorld leaves = played(filled(R"({
    "horizon": "75 days",
    "needs": {"debt": {"goal": "low", "recovers": {"moderate": "$1"}, "worsens": {"low": "$2"}, "seeks": {"rate": {"moderate": "$3"}, "doors": {"desk": 1}}},
              "housing": {"pursued": {"rate": {"severe": "$4"}, "by": "desk"}}},
    "people": {"cohorts": {"kit": {"size": 1, "needs": {"debt": {"moderate": 1}, "housing": {"severe": 1}}}}},
    "services": {"desk": {"works_on": ["debt", "housing"], "list": {"delay": "80 days", "while_waiting": {"debt": {"worsens": 7}}}, "stay": "1 day"}}
  })", {rate_for(20, Purpose::recover, "kit", "debt"), rate_for(50, Purpose::worsen, "kit", "debt"), rate_for(1, Purpose::seek, "kit"),
        rate_for(10, Purpose::pursued, "kit", "housing")}));
  CHECK(leaves.lines("need_changed") == "20 p0 need_changed debt moderate -> low\n70 p0 need_changed debt low -> moderate\n");
  CHECK(leaves.lines("recovered") == "20 p0 strand_ended debt recovered\n");
}
