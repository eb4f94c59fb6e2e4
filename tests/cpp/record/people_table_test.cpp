// The people table: a row a life, folded from happenings. Small worlds worked out by hand, then the law: what the rows sum
// to is what the same replication's tallies, lists and ledger say, to the tick and the penny.
#include "casepath/record/people_table.hpp"

#include <cmath>
#include <numeric>

#include "casepath/experiment/journeys.hpp"
#include "support/catch.hpp"
#include "support/tiny_worlds.hpp"

using namespace casepath;
using namespace casepath::tiny;

namespace {

PeopleColumns people(std::string_view json, std::vector<std::string_view> patches = {}, std::uint64_t seed = 1) {
  return people_table_of(*study(json, std::move(patches)), "base", {.seed = seed});
}

std::int64_t count(const PeopleColumns& t, PersonCount c, std::size_t row = 0) { return t.counts[static_cast<std::size_t>(c)].at(row); }
std::int64_t pence(const PeopleColumns& t, OutcomeClass c, std::size_t row = 0) { return t.cost_minor[static_cast<std::size_t>(c)].at(row); }

/// Days at the levels of the first need, lowest first.
std::vector<double> days(const PeopleColumns& t, std::size_t row = 0) {
  std::vector<double> out;
  for (std::size_t level = 0; level < 4; ++level) out.push_back(t.days_at_level[level].at(row));
  return out;
}

template <class Column>
auto sum(const Column& column) {
  return std::accumulate(column.begin(), column.end(), typename Column::value_type{});
}
std::int64_t ticks(const std::vector<double>& in_days) {
  std::int64_t all = 0;
  for (const double d : in_days) all += std::llround(d * static_cast<double>(ticks_per_day));
  return all;
}

/// Ada asks on day 5, waits ten days, and comes on days 15, 25 and 35; each time debt falls by a level, at last to its goal.
const std::string ada = filled(R"({
  "horizon": "40 days", "run_out": "60 days", "outcome": {"sustain": "30 days", "credit_window": "0 days"},
  "needs": {"debt": {"seeks": {"rate": {"severe": "$1"}, "doors": {"desk": 1}}}},
  "people": {"trust": 0.25, "cohorts": {"ada": {"size": 1, "needs": {"debt": {"severe": 1}}}}},
  "services": {"desk": {"works_on": ["debt"], "triage": {"cost": "£1"}, "list": {"delay": "10 days"},
                        "contacts": {"every": "10 days", "cost": "£2"}, "effects": {"contact": {"debt": 1}}}}
})", {rate_for(5, Purpose::seek, "ada")});

}  // namespace

TEST_CASE("a life is one row: its days, what it met, what that cost and what came of it", "[record][people_table]") {
  const PeopleColumns t = people(ada);
  REQUIRE(t.person == std::vector<std::int64_t>{0});
  CHECK(t.joined[0] == 0);
  CHECK(std::isnan(t.left[0]));
  CHECK(t.level_at_start[0][0] == 3);
  CHECK(days(t) == std::vector<double>{5, 10, 10, 15});
  CHECK(t.days_there[0] == 40);
  CHECK(t.days_waiting[0] == 10);
  CHECK(count(t, PersonCount::requests) == 1);
  CHECK(count(t, PersonCount::referrals) == 1);
  CHECK(count(t, PersonCount::retellings) == 1);   // at the triage: there is no assessment (rule H7)
  CHECK(count(t, PersonCount::services_met) == 1);
  CHECK(count(t, PersonCount::contacts) == 3);
  CHECK(pence(t, OutcomeClass::outcome) == 700);   // kept from day 35 to day 65, in the run-out
  CHECK(pence(t, OutcomeClass::no_outcome) == 0);
  CHECK(t.trust_at_end[0] == 0.25);
}

TEST_CASE("only what is dated in the window counts, whenever its class is known", "[record][people_table][T3]") {
  const PeopleColumns t = people(ada, {R"({"warm_up": "20 days", "horizon": "10 days", "run_out": "70 days"})"});
  CHECK(days(t) == std::vector<double>{0, 5, 5, 0});   // days 20 to 30
  CHECK(t.days_there[0] == 10);
  CHECK(t.days_waiting[0] == 0);                       // days 5 to 15
  CHECK(count(t, PersonCount::requests) == 0);
  CHECK(count(t, PersonCount::contacts) == 1);         // of day 25
  CHECK(count(t, PersonCount::services_met) == 1);
  CHECK(pence(t, OutcomeClass::outcome) == 200);
  const PeopleColumns stays = people(ada, {R"({"warm_up": "10 days", "horizon": "10 days",
    "services": {"desk": {"contacts": null, "effects": null, "stay": "90 days"}}})"});
  CHECK(count(stays, PersonCount::referrals) == 0);    // of day 5
  CHECK(count(stays, PersonCount::services_met) == 1); // admitted on day 15, at no cost
  CHECK(stays.days_waiting[0] == 5);
  const PeopleColumns short_run_out = people(ada, {R"({"run_out": "20 days"})"});
  CHECK(pence(short_run_out, OutcomeClass::undetermined) == 700);
}

TEST_CASE("what another payer than the public one bears is in no class", "[record][people_table][O10]") {
  const PeopleColumns t = people(ada, {R"({"payers": {"landlord": {"type": "economic"}}, "services": {"desk": {"payer": "landlord"}}})"});
  CHECK(pence(t, OutcomeClass::outcome) == 0);
  CHECK(count(t, PersonCount::contacts) == 3);
}

TEST_CASE("a row of people that is used again is two lives; a visitor is none", "[record][people_table][P4]") {
  const std::string leaves = rate_for(20, Purpose::leave, "cat");
  const PeopleColumns t = people(filled(R"({
    "horizon": "21 days", "needs": {"debt": {}},
    "people": {"cohorts": {"ann": {"size": 1}, "cat": {"size": 1, "leaves": "$1", "arrives": "replace", "needs": {"debt": {"severe": 1}}}}},
    "streams": {"door": {"to": "desk", "every": "4000 days", "first": "2025-01-02", "needs": {"debt": "severe"}}},
    "services": {"desk": {"works_on": ["debt"], "contacts": {"every": "1 day", "cost": "£1"}}}
  })", {leaves}));
  // Cat is number 0 of her cohort: the rate was made for the subject that number 0 is.
  REQUIRE(t.person == std::vector<std::int64_t>{0, 1, 1});
  CHECK(t.cohort == std::vector<std::int64_t>{0, 1, 1});
  CHECK(t.left[1] == 20);
  CHECK(t.joined[2] == 20);
  CHECK(std::isnan(t.left[2]));
  CHECK(days(t, 1) == std::vector<double>{0, 0, 0, 20});   // at the level of the start, which never changed
  CHECK(days(t, 2) == std::vector<double>{0, 0, 0, 1});
  CHECK(std::isnan(t.trust_at_end[1]));
  CHECK(t.trust_at_end[2] == 0.5);
  CHECK(sum(t.counts[static_cast<std::size_t>(PersonCount::contacts)]) == 0);
}

TEST_CASE("lives that none of the window was lived in have no row", "[record][people_table][T3]") {
  PeopleTable table({1, 2, 1, day(10), day(20)});
  const auto lives = [&](std::uint32_t person, double from, double to) {
    table.meet({day(from), PersonId{person}, 0, PlaceId{0}, {}});
    table.record({day(to), {}, PersonId{person}, {}, {}, {}, Happening::left, {}});
  };
  lives(3, 0, 10);    // gone before the window opens
  lives(2, 0, 11);
  lives(3, 12, 15);
  lives(1, 20, 25);   // not yet there
  lives(0, 19, 20);
  const PeopleColumns t = table.finished({0.1f, 0.1f, 0.1f, 0.1f});
  CHECK(t.person == std::vector<std::int64_t>{0, 2, 3});
  CHECK(std::isnan(t.left[0]));   // there to the end of the window
  CHECK(t.left[1] == 11);
  CHECK(t.days_there == std::vector<double>{1, 1, 3});
}

TEST_CASE("a hand-off comes from an episode, a redirection from a triage; both are counted apart", "[record][people_table][H5]") {
  const PeopleColumns t = people(ada, {R"({
    "services": {"desk": {"refuses": {"in_debt": {"need": "debt", "at_least": "severe"}}},
                 "hub": {"works_on": ["debt"], "stay": "1 day"}, "home": {"works_on": ["debt"], "stay": "90 days"}},
    "links": {"desk": {"hub": {"on": ["rejected"], "mode": "shared"}}, "hub": {"home": {"on": ["unmet"], "mode": "shared"}}}
  })"});
  CHECK(count(t, PersonCount::rejections) == 1);
  CHECK(count(t, PersonCount::redirections) == 1);
  CHECK(count(t, PersonCount::hand_offs) == 1);
  CHECK(count(t, PersonCount::referrals) == 3);
  CHECK(count(t, PersonCount::services_met) == 3);
}

TEST_CASE("the rows sum to what tallies, lists and ledger say, to the tick and the penny", "[record][people_table][laws]") {
  constexpr auto world = R"({
    "warm_up": "60 days", "horizon": "400 days", "run_out": "150 days",
    "outcome": {"sustain": "40 days", "credit_window": "40 days", "review": "150 days"},
    "trust": {"attended": 0.05, "rejected": 0.1, "retelling": 0.05, "month_waiting": 0.05},
    "modes": {"cold": {"arrives": {"chance": 0.8}, "delay": "5 days", "sender_cost": "£7.03", "retell": 1}},
    "payers": {"council": {"type": "fiscal"}, "landlord": {"type": "economic"}},
    "needs": {
      "debt": {"worsens": {"none": "1 per year", "low": "2 per year", "moderate": "2 per year"}, "recovers": {"low": "1 per year", "severe": "1 per year"},
               "seeks": {"rate": {"low": "2 per year", "moderate": "4 per year", "severe": "6 per year"}, "doors": {"desk": 1, "hub": 1}},
               "crisis": {"rate": {"severe": "4 per year"}, "to": {"ae": 1}}},
      "home": {"goal": "low", "worsens": {"none": "1 per year", "low": "2 per year", "moderate": "2 per year"},
               "seeks": {"rate": {"moderate": "4 per year", "severe": "6 per year"}, "doors": {"hub": 1}}}},
    "people": {"cohorts": {
      "all": {"size": 40, "leaves": "30 % per year", "arrives": "replace", "needs": {"debt": {"low": 0.2, "severe": 0.6}, "home": {"moderate": 0.3, "severe": 0.3}}},
      "more": {"like": "all", "size": 5, "arrives": "20 per year"}}},
    "services": {
      "hub": {"payer": "council", "works_on": ["debt", "home"], "whole_person": true, "triage": {"cost": "£3.01"}, "stay": "4 days", "costs": {"slot_day": "£1.07"},
              "assessment": {"cost": "£11", "takes": "2 days"}, "refuses": {"debt_first": {"need": "debt", "at_least": "severe"}}},
      "desk": {"payer": "council", "works_on": ["debt"], "capacity": 3, "accept": {"chance": 0.8}, "triage": {"cost": "£2"},
               "list": {"patience": {"dist": "exponential", "mean": "40 days"}, "chase": "3 per year", "chase_cost": "£2"},
               "contacts": {"every": "9 days", "attend": {"chance": 0.7}, "cost": "£10.01", "missed_cost": "£4"},
               "effects": {"contact": {"debt": 0.2}}, "closes": {"missed_run": 3, "after": "120 days"}},
      "flats": {"payer": "landlord", "works_on": ["home"], "capacity": 4, "list": {"delay": "9 days"}, "stay": "60 days", "costs": {"slot_day": "£5"},
                "effects": {"end": {"home": 0.5}}, "while_open": {"home": {"counts_as": "low"}}},
      "ae": {"payer": "council", "takes_everyone": true, "stay": "6 hours", "costs": {"start": "£250"}}},
    "links": {"hub": {"desk": {"on": ["unmet", "rejected"]}, "flats": {"on": ["unmet"]}}, "ae": {"desk": {"on": ["always"]}},
              "desk": {"hub": {"on": ["unmet", "rejected", "reneged"]}}}
  })";
  for (const std::uint64_t seed : {1u, 2u, 3u, 4u, 5u}) {
    CAPTURE(seed);
    TinyWorld w(study(world), seed);
    w.finish();
    const PeopleColumns t = people(world, {}, seed);
    const Slice& s = w.world().tallies.at(0, 0);
    const Slice& later = w.world().tallies.at(1, 0);
    REQUIRE(w.rules().window.period_ends.size() == 2);

    constexpr std::pair<PersonCount, Count> same[] = {
        {PersonCount::requests, Count::requests},     {PersonCount::referrals, Count::referrals},       {PersonCount::rejections, Count::rejections},
        {PersonCount::retellings, Count::retellings}, {PersonCount::hand_offs, Count::hand_offs},       {PersonCount::redirections, Count::redirections},
        {PersonCount::contacts, Count::contacts},     {PersonCount::missed_contacts, Count::missed_contacts}, {PersonCount::crises, Count::crises}};
    for (const auto& [ours, theirs] : same) {
      CAPTURE(person_count_names[static_cast<std::size_t>(ours)]);
      CHECK(sum(t.counts[static_cast<std::size_t>(ours)]) == w.count(theirs));
      CHECK(w.count(theirs) > 0);
    }

    for (std::size_t cell = 0; cell < s.at_level.size(); ++cell)
      CHECK(PersonTicks{ticks(t.days_at_level[cell])} == s.at_level[cell] + later.at_level[cell]);
    CHECK(PersonTicks{ticks(t.days_there)} == s.people + later.people);
    PersonTicks queue = 0;
    for (std::size_t i = 0; i < w.rules().services.size(); ++i)
      queue += w.world().tallies.load(0, ServiceId{i}).queue + w.world().tallies.load(1, ServiceId{i}).queue;
    CHECK(PersonTicks{ticks(t.days_waiting)} == queue);
    CHECK(queue > 0);

    std::array<std::int64_t, class_kinds> spent{};
    w.world().ledger.for_each(w.world().strata.within(0), [&](std::size_t row, std::size_t, InteractionKind kind, bool, OutcomeClass of, Opener, const LedgerCell& c) {
      const bool of_nobody = kind > InteractionKind::slot_day;
      if (!of_nobody && w.rules().services[row].name != "flats") spent[static_cast<std::size_t>(of)] += c.chain.minor;
    });
    for (std::size_t of = 0; of < class_kinds; ++of) CHECK(sum(t.cost_minor[of]) == spent[of]);
    CHECK(spent[static_cast<std::size_t>(OutcomeClass::outcome)] > 0);
    CHECK(spent[static_cast<std::size_t>(OutcomeClass::low_outcome)] > 0);

    double trust = 0;
    for (const double of_one : t.trust_at_end) trust += std::isnan(of_one) ? 0 : of_one;
    CHECK(trust == later.trust_at_end);   // the same sum in the same order
    CHECK(t.person.size() > 45);
  }
}
