// Exact small worlds of payment for outcomes (rule M1). Every milestone, date and penny was worked out by hand from the rule
// before the first run.
#include <algorithm>
#include <sstream>

#include "casepath/model/figures.hpp"
#include "support/catch.hpp"
#include "support/tiny_worlds.hpp"

using namespace casepath;
using namespace casepath::tiny;

namespace {

/// "0 p0 met 1000p, paid 1000p", a line each.
std::string payments(const TinyWorld& w) {
  std::ostringstream out;
  for (const Payment& p : settled(w.rules().contracts, w.world().claims.reached()))
    out << in_days(p.of.at - Time{}) << " p" << p.of.person.value << " " << w.rules().contracts[p.of.contract].milestones[p.of.milestone].name << " "
        << p.of.price.minor << "p, paid " << p.paid.minor << "p\n";
  return out.str();
}

double figure(const TinyWorld& w, const std::string& name) {
  const std::vector<std::string> names = figure_names(w.rules());
  const auto at = std::find(names.begin(), names.end(), name);
  REQUIRE(at != names.end());
  return figure_values(w.world())[static_cast<std::size_t>(at - names.begin())];
}

/// Ada comes on day 0 with debt and a bad home, Ben on day 5 with debt. The first contact at the desk, at once, mends all.
constexpr std::string_view two_people = R"({
  "payers": {"city": {}, "charity": {}},
  "needs": {"debt": {}, "home": {}},
  "streams": {"ada": {"to": "desk", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe", "home": "severe"}},
              "ben": {"to": "desk", "every": "4000 days", "first": "2025-01-06", "needs": {"debt": "severe"}}},
  "services": {"desk": {"payer": "charity", "works_on": ["debt", "home"], "needs_per_contact": 2, "contacts": {"every": "10 days", "cost": "£1"},
                        "effects": {"contact": {"debt": {"severe": "to goal with 1"}, "home": {"severe": "to goal with 1"}}},
                        "closes": {"contacts": 4, "goal_met": 0}}},
  "contracts": {"bond": {"service": "desk", "payer": "city", "cap": "£32", "milestones": {
    "debt_met": {"need": "debt", "reaches": "none", "price": "£10"},
    "home_met": {"need": "home", "reaches": "none", "price": "£7"},
    "debt_kept": {"need": "debt", "kept": "20 days", "price": "£12"}}}}
})";

/// The desk mends the debt on day 0, what else happens brings it back on day 15, and the third contact mends it again.
constexpr std::string_view relapse = R"({
  "outcome": {"sustain": "20 days"},
  "needs": {"debt": {}, "trouble": {}},
  "streams": {"door": {"to": "hub", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe", "trouble": "severe"}}},
  "services": {"hub": {"works_on": ["debt", "trouble"], "stay": "0 days"},
               "desk": {"works_on": ["debt"], "contacts": {"every": "10 days"}, "closes": {"contacts": 12, "goal_met": 0},
                        "effects": {"contact": {"debt": {"low": "to goal with 1", "moderate": 0, "severe": "to goal with 1"}}}},
               "fate": {"works_on": ["trouble"], "stay": "15 days", "effects": {"end": {"debt": {"none": "+1 with 1"}}}}},
  "links": {"hub": {"desk": {"on": ["unmet"]}, "fate": {"on": ["unmet"]}}},
  "contracts": {"bond": {"service": "desk", "milestones": {"met": {"need": "debt", "reaches": "none", "price": "£5"},
                                                           "kept": {"need": "debt", "kept": "20 days", "price": "£9"}}}}
})";

}  // namespace

TEST_CASE("a contract pays in order of date, then person, until its cap, and part of the last price", "[model][on_contract][M1]") {
  const TinyWorld w = played(two_people);
  CHECK(payments(w) == text(R"(
    0 p0 debt_met 1000p, paid 1000p
    0 p0 home_met 700p, paid 700p
    5 p1 debt_met 1000p, paid 1000p
    20 p0 debt_kept 1200p, paid 500p
    25 p1 debt_kept 1200p, paid 0p
  )"));
  CHECK(figure(w, "contract/bond/paid") == 32);
  CHECK(figure(w, "contract/bond/achieved") == 51);
  CHECK(figure(w, "contract/bond/achieved_unpaid") == 19);
  CHECK(figure(w, "contract/bond/achieved_count") == 5);
  CHECK(figure(w, "contract/bond/milestone/debt_kept/achieved_count") == 2);
}

TEST_CASE("a payment moves money between payers and is no cost of its own", "[model][on_contract][M1][O10]") {
  const TinyWorld w = played(two_people);
  CHECK(figure(w, "cost_total") == 8);   // four contacts each
  CHECK(figure(w, "payer/charity/cost_total") == 8);
  CHECK(figure(w, "payer/charity/outcomes_received") == 32);
  CHECK(figure(w, "payer/charity/cost_net") == -24);
  CHECK(figure(w, "payer/city/cost_total") == 0);
  CHECK(figure(w, "payer/city/outcomes_paid") == 32);
  CHECK(figure(w, "payer/city/cost_net") == 32);
}

TEST_CASE("two people on one day are paid for in the order of their numbers", "[model][on_contract][M1]") {
  const TinyWorld w = played(two_people, {R"({"streams": {"ben": {"first": "2025-01-01"}}, "contracts": {"bond": {"cap": "£20"}}})"});
  CHECK(payments(w) == text(R"(
    0 p0 debt_met 1000p, paid 1000p
    0 p0 home_met 700p, paid 700p
    0 p1 debt_met 1000p, paid 300p
    20 p0 debt_kept 1200p, paid 0p
    20 p1 debt_kept 1200p, paid 0p
  )"));
}

TEST_CASE("a relapse within the time begins it anew, and nothing is paid for twice", "[model][on_contract][M1]") {
  const TinyWorld w = played(relapse);   // met on day 0, lost on day 15, met again by the contact of day 20
  CHECK(w.lines("need_changed") == text(R"(
    0 p0 need_changed debt severe -> none
    15 p0 need_changed debt none -> low
    20 p0 need_changed debt low -> none
  )"));
  CHECK(payments(w) == text(R"(
    0 p0 met 500p, paid 500p
    40 p0 kept 900p, paid 900p
  )"));
}

TEST_CASE("what was kept to the very day of a relapse was kept", "[model][on_contract][M1]") {
  const TinyWorld w = played(relapse, {R"({"services": {"fate": {"stay": "20 days"}}})"});
  CHECK(payments(w) == "0 p0 met 500p, paid 500p\n20 p0 kept 900p, paid 900p\n");
}

TEST_CASE("starts count within the dates, and milestones for as long after them as the longest that is kept", "[model][on_contract][M1]") {
  SECTION("nobody who starts before it") {
    CHECK(payments(played(two_people, {R"({"contracts": {"bond": {"from": "2025-01-02"}}})"})) == text(R"(
      5 p1 debt_met 1000p, paid 1000p
      25 p1 debt_kept 1200p, paid 1200p
    )"));
  }
  SECTION("nobody who starts on its last date; who started is paid for") {
    CHECK(payments(played(two_people, {R"({"contracts": {"bond": {"until": "2025-01-06"}}})"})) == text(R"(
      0 p0 debt_met 1000p, paid 1000p
      0 p0 home_met 700p, paid 700p
      20 p0 debt_kept 1200p, paid 1200p
    )"));
  }
  SECTION("met again on day 20 and kept to day 40: until day 21 it would count, until day 20 it does not") {
    CHECK(payments(played(relapse, {R"({"contracts": {"bond": {"until": "2025-01-22"}}})"})) == "0 p0 met 500p, paid 500p\n40 p0 kept 900p, paid 900p\n");
    CHECK(payments(played(relapse, {R"({"contracts": {"bond": {"until": "2025-01-21"}}})"})) == "0 p0 met 500p, paid 500p\n");
  }
}

TEST_CASE("what is dated outside the counted window is settled, and counted nowhere", "[model][on_contract][M1][T3]") {
  const TinyWorld w = played(two_people, {R"({"warm_up": "3 days", "horizon": "22 days", "run_out": "50 days"})"});   // days 3 to 25
  CHECK(figure(w, "contract/bond/paid") == 15);      // of the cap 17 were paid before; 10 on day 5, 5 on day 20
  CHECK(figure(w, "contract/bond/achieved") == 22);
  CHECK(figure(w, "contract/bond/achieved_count") == 2);
}

TEST_CASE("a job that counts while it lasts is reached, and not kept when it ends in week 12", "[model][on_contract][M1][S1]") {
  const auto job = [](std::string_view weeks) {
    const std::string stay = R"({"services": {"job": {"stay": ")" + std::string(weeks) + R"("}}})";
    return payments(played(R"({
      "needs": {"work": {}},
      "streams": {"door": {"to": "coach", "every": "4000 days", "first": "2025-01-01", "needs": {"work": "severe"}}},
      "services": {"coach": {"works_on": ["work"], "contacts": {"every": "1 week"}, "closes": {"after": "30 weeks", "goal_met": 0}},
                   "job": {"works_on": ["work"], "while_open": {"work": {"counts_as": "none"}}}},
      "links": {"coach": {"job": {"on": ["open"], "delay": "2 weeks"}}},
      "contracts": {"bond": {"service": "coach", "milestones": {"in_work": {"need": "work", "reaches": "none", "price": "£1500"},
                                                                "in_work_13": {"need": "work", "kept": "13 weeks", "price": "£3000"}}}}
    })", {stay}));
  };
  CHECK(job("12 weeks") == "14 p0 in_work 150000p, paid 150000p\n");
  CHECK(job("13 weeks") == "14 p0 in_work 150000p, paid 150000p\n105 p0 in_work_13 300000p, paid 300000p\n");
}

TEST_CASE("who or what brought the need to its goal is not asked, also after the episode", "[model][on_contract][M1]") {
  const std::string at_1 = rate_for(1, Purpose::pursued, "all", "debt"), at_20 = rate_for(20, Purpose::recover, "all", "debt");
  const TinyWorld w = played(filled(R"({
    "needs": {"debt": {"goal": "low", "recovers": {"moderate": "$1"}, "pursued": {"by": "desk", "rate": {"moderate": "$2"}}}},
    "people": {"cohorts": {"all": {"size": 1, "needs": {"debt": {"moderate": 1.0}}}}},
    "services": {"desk": {"works_on": ["debt"], "stay": "5 days", "until": "2025-01-11"}},
    "contracts": {"bond": {"service": "desk", "milestones": {"met": {"need": "debt", "reaches": "low", "price": "£5"},
                                                             "gone": {"need": "debt", "reaches": "none", "price": "£50"}}}}
  })", {at_20, at_1}));
  CHECK(w.lines("admitted").starts_with("1 p0 admitted desk\n"));
  CHECK(w.lines("need_changed") == "20 p0 need_changed debt moderate -> low\n");
  CHECK(w.world().tallies.total(Count::outcomes_sustained) == 0);
  CHECK(payments(w) == "20 p0 met 500p, paid 500p\n");
}

TEST_CASE("a variant that starts with a contract pays for who starts under it, also when it has ended", "[model][on_contract][M1][V2]") {
  const auto both = study(two_people, {R"({"variants": {"none": {"remove": ["contracts.bond"]}}})"});
  TinyWorld w(both);
  const auto other = std::make_shared<const Runnable>(Runnable{both->variants[0].rules, {}, {}, {}, {}});
  w.run_until(1).change_to(other).finish();   // Ben comes when nobody pays any more
  CHECK(payments(w) == text(R"(
    0 p0 debt_met 1000p, paid 1000p
    0 p0 home_met 700p, paid 700p
    20 p0 debt_kept 1200p, paid 1200p
  )"));
}
