// `copies` and `per_place` (rule F4) against the same scenario written out by hand, and what goes wrong with them.
#include "casepath/scenario/lower.hpp"
#include "support/catch.hpp"
#include "tiny.hpp"

using namespace casepath;

namespace {

const std::string head = R"({"casepath": 1, "start": "2025-01-01", "horizon": "1 year", )";

/// Two estates and the rest of a town; a hub in each estate, advice everywhere, three clubs alike.
const std::string short_form = head + R"(
  "places": {"estates": {"copies": 2, "share": 0.8}, "rest": {"share": 0.2}},
  "needs": {"debt": {"seeks": {"rate": {"severe": "2 per year"}, "doors": {"hub": 1, "club": {"weight": 3, "known": 0.5}}},
                     "crisis": {"rate": {"severe": "1 per year"}, "to": {"ward": 1, "hub": 2}}}},
  "people": {"cohorts": {"all": {"size": 40, "needs": {"debt": {"severe": 0.5}}, "places": {"estates": 0.5, "rest": 0.5}}},
             "groups": {"there": {"place": "estates"}}},
  "services": {
    "hub": {"per_place": "estates", "works_on": ["debt"], "capacity": 2, "stay": "1 day"},
    "advice": {"per_place": ["estates", "rest"], "works_on": ["debt"], "stay": "9 days", "group": "advisers"},
    "club": {"copies": 3, "key": "c", "works_on": ["debt"], "stay": "5 days", "accept": {"chance": 0.5, "odds": {"hub": 2, "trust": 3}}},
    "ward": {"works_on": ["debt"], "stay": "2 days", "refuses": {"first": {"need": "debt", "unless_open_at": ["club", "ward"]}}}},
  "links": {
    "hub": {"advice": {"on": ["unmet"], "same_place": true, "share": 0.4}, "club": {"on": ["unmet"]}},
    "ward": {"hub": {"on": ["unmet"], "same_place": true, "weight": 2}, "advice": {"on": ["unmet"], "share": 0.3}},
    "club": {"club": {"on": ["unmet"], "share": 0.5}}}})";

const std::string long_form = head + R"(
  "places": {"estates_01": {"share": 0.4}, "estates_02": {"share": 0.4}, "rest": {"share": 0.2}},
  "needs": {"debt": {"seeks": {"rate": {"severe": "2 per year"}, "doors": {
        "hub_estates_01": {"weight": 1, "places": ["estates_01"]}, "hub_estates_02": {"weight": 1, "places": ["estates_02"]},
        "club_01": {"weight": 1, "known": 0.5}, "club_02": {"weight": 1, "known": 0.5}, "club_03": {"weight": 1, "known": 0.5}}},
      "crisis": {"rate": {"severe": "1 per year"}, "to": {"ward": 1,
        "hub_estates_01": {"weight": 2, "places": ["estates_01"]}, "hub_estates_02": {"weight": 2, "places": ["estates_02"]}}}}},
  "people": {"cohorts": {"all": {"size": 40, "needs": {"debt": {"severe": 0.5}}, "places": {"estates_01": 0.25, "estates_02": 0.25, "rest": 0.5}}},
             "groups": {"there": {"place": ["estates_01", "estates_02"]}}},
  "services": {
    "hub_estates_01": {"at": ["estates_01"], "group": "hub", "works_on": ["debt"], "capacity": 2, "stay": "1 day"},
    "hub_estates_02": {"at": ["estates_02"], "group": "hub", "works_on": ["debt"], "capacity": 2, "stay": "1 day"},
    "advice_estates_01": {"at": ["estates_01"], "works_on": ["debt"], "stay": "9 days", "group": "advisers"},
    "advice_estates_02": {"at": ["estates_02"], "works_on": ["debt"], "stay": "9 days", "group": "advisers"},
    "advice_rest": {"at": ["rest"], "works_on": ["debt"], "stay": "9 days", "group": "advisers"},
    "club_01": {"key": "c_01", "group": "club", "works_on": ["debt"], "stay": "5 days", "accept": {"chance": 0.5, "odds": {"hub_estates_01": 2, "hub_estates_02": 2, "trust": 3}}},
    "club_02": {"key": "c_02", "group": "club", "works_on": ["debt"], "stay": "5 days", "accept": {"chance": 0.5, "odds": {"hub_estates_01": 2, "hub_estates_02": 2, "trust": 3}}},
    "club_03": {"key": "c_03", "group": "club", "works_on": ["debt"], "stay": "5 days", "accept": {"chance": 0.5, "odds": {"hub_estates_01": 2, "hub_estates_02": 2, "trust": 3}}},
    "ward": {"works_on": ["debt"], "stay": "2 days", "refuses": {"first": {"need": "debt", "unless_open_at": ["club_01", "club_02", "club_03", "ward"]}}}},
  "links": {
    "hub_estates_01": {"advice_estates_01": {"on": ["unmet"], "same_place": true, "share": 0.4},
      "club_01": {"on": ["unmet"], "weight": 0.3333333333333333}, "club_02": {"on": ["unmet"], "weight": 0.3333333333333333}, "club_03": {"on": ["unmet"], "weight": 0.3333333333333333}},
    "hub_estates_02": {"advice_estates_02": {"on": ["unmet"], "same_place": true, "share": 0.4},
      "club_01": {"on": ["unmet"], "weight": 0.3333333333333333}, "club_02": {"on": ["unmet"], "weight": 0.3333333333333333}, "club_03": {"on": ["unmet"], "weight": 0.3333333333333333}},
    "ward": {"hub_estates_01": {"on": ["unmet"], "same_place": true, "weight": 2}, "hub_estates_02": {"on": ["unmet"], "same_place": true, "weight": 2},
      "advice_estates_01": {"on": ["unmet"], "share": 0.09999999999999999}, "advice_estates_02": {"on": ["unmet"], "share": 0.09999999999999999}, "advice_rest": {"on": ["unmet"], "share": 0.09999999999999999}},
    "club_01": {"club_02": {"on": ["unmet"], "share": 0.25}, "club_03": {"on": ["unmet"], "share": 0.25}},
    "club_02": {"club_01": {"on": ["unmet"], "share": 0.25}, "club_03": {"on": ["unmet"], "share": 0.25}},
    "club_03": {"club_01": {"on": ["unmet"], "share": 0.25}, "club_02": {"on": ["unmet"], "share": 0.25}}}})";

std::vector<std::string> names_of(const Named<ServiceSpec>& all) {
  std::vector<std::string> names;
  for (const auto& one : all) names.push_back(one.first);
  return names;
}

/// The short form with a variant.
ScenarioSpec varied(const std::string& changes) {
  std::string text = short_form;
  text.pop_back();
  return tiny::variant(read_scenario(text + R"(, "variants": {"v": {)" + changes + "}}}"), "v");
}

std::vector<Problem> problems_of(const std::string& json) {
  try {
    (void)read_scenario(json);
  } catch (const ScenarioError& e) {
    return e.problems();
  }
  return {};
}

std::string clubs(const std::string& more) {
  return head + R"("needs": {"debt": {}}, "services": {"club": {"copies": 2, "works_on": ["debt"], "stay": "5 days", "capacity": 4})" + more;
}

}  // namespace

TEST_CASE("copies are the same as writing each out", "[scenario][copies]") {
  ScenarioSpec made = read_scenario(short_form).base;
  const ScenarioSpec written = read_scenario(long_form).base;
  CHECK(tiny::named(made.copies, "hub") == std::vector<std::string>{"hub_estates_01", "hub_estates_02"});
  CHECK(written.copies.empty());
  made.copies.clear();
  CHECK(made.places == written.places);
  CHECK(made.needs == written.needs);
  CHECK(made.people == written.people);
  CHECK(made.services == written.services);
  CHECK(made.links == written.links);
  CHECK(made == written);
}

TEST_CASE("a number in the file is one parameter, however many copies have it", "[scenario][copies]") {
  int capacities = 0;
  for (const Parameter& p : read_scenario(short_form).parameters) capacities += p.path == "services.hub.capacity" ? 1 : 0;
  CHECK(capacities == 1);
}

TEST_CASE("a hundred copies have three digits", "[scenario][copies]") {
  const auto names = names_of(read_scenario(head + R"("services": {"s": {"copies": 100, "stay": "1 day"}}})").base.services);
  REQUIRE(names.size() == 100);
  CHECK(names.front() == "s_001");
  CHECK(names.back() == "s_100");
}

TEST_CASE("paths name the original for all its copies, or one copy", "[scenario][copies]") {
  const ScenarioSpec all = varied(R"("set": {"services.hub.capacity": 5, "links.hub.advice.share": 0.2})");
  CHECK(tiny::named(all.services, "hub_estates_01").capacity->first == 5);
  CHECK(tiny::named(all.services, "hub_estates_02").capacity->first == 5);
  CHECK(all.links[0].share == 0.2);
  const ScenarioSpec one = varied(R"("set": {"services.hub_estates_02.capacity": 7}, "multiply": {"services.club_03.accept": 0.5})");
  CHECK(tiny::named(one.services, "hub_estates_01").capacity->first == 2);
  CHECK(tiny::named(one.services, "hub_estates_02").capacity->first == 7);
  CHECK(tiny::named(one.services, "club_03").accept.chance == 0.25);
  CHECK(tiny::named(one.services, "club_02").accept.chance == 0.5);
  CHECK(names_of(one.services) == names_of(read_scenario(long_form).base.services));
  const ScenarioSpec starred = varied(R"("set": {"services.*.onward": 0.5}, "add": {"services": {"new": {"stay": "1 day"}}})");
  for (const auto& [name, service] : starred.services) CHECK(service.onward == 0.5);
  CHECK(varied(R"("set": {"services.club.copies": 5})").services.size() == 11);
}

TEST_CASE("an entry under a copy's name stands in its place", "[scenario][copies]") {
  const ScenarioSpec s = read_scenario(clubs(R"(, "club_02": {"like": "club", "capacity": 9}}})")).base;
  REQUIRE(names_of(s.services) == std::vector<std::string>{"club_01", "club_02"});
  CHECK(s.services[0].second.capacity->first == 4);
  CHECK(s.services[1].second.capacity->first == 9);
}

TEST_CASE("a programme over links of the original tends those of all its copies", "[scenario][copies]") {
  std::string text = short_form;
  text.replace(text.find(R"("same_place": true, "share": 0.4)"), 18, R"("trust": {"start": 0.1})");
  text.pop_back();
  text += R"(, "programmes": {"p": {"raises": "link_trust", "on": "links.hub.advice", "effort": {"number": 1, "tends": 3}, "time_constant": "1 year"}}})";
  const Rules rules = lower(read_scenario(text)).base;
  REQUIRE(rules.conditions.size() == 6);   // two hubs, three teams of advisers
  for (const ConditionRules& c : rules.conditions) {
    REQUIRE(c.effort.size() == 1);
    CHECK(c.effort[0].rate == Approx(0.5 / ticks_per_year));   // 1 x 3 over 6 links
  }
}

TEST_CASE("what goes wrong with copies is said once, where the file says it", "[scenario][copies]") {
  const auto one = [](const std::string& json, const std::string& path, const std::string& phrase) {
    const std::vector<Problem> all = problems_of(json);
    INFO(tiny::problems(json));
    REQUIRE(all.size() == 1);
    CHECK(all[0].path == path);
    CHECK(tiny::says(all[0].text(), phrase));
  };
  one(clubs(R"(, "a": {"stay": "1 day", "accept": 2}}})"), "services.a.accept", "at most 1");
  one(head + R"("services": {"s": {"copies": 3, "stay": "1 day", "accept": 2}}})", "services.s.accept", "at most 1");
  one(head + R"("services": {"s": {"copies": 0, "stay": "1 day"}}})", "services.s.copies", "at least 1");
  one(head + R"("services": {"s": {"copies": 2.5, "stay": "1 day"}}})", "services.s.copies", "whole number");
  one(head + R"("services": {"s": {"per_place": "nowhere", "stay": "1 day"}}})", "services.s.per_place", "the scenario has no place");
  one(head + R"("places": {"a": {"copies": 2}}, "services": {"s": {"per_place": "a", "at": ["a"], "stay": "1 day"}}})", "services.s.per_place", "keep one of the two");
  one(clubs(R"(}, "streams": {"in": {"to": "club", "every": "1 day"}}})"), "streams.in.to", "it has copies, so name one of them: club_01, club_02");
  one(clubs(R"(}, "variants": {"v": {"remove": ["services.club_01"]}}})"), "variants.v.remove.services.club_01", "set a smaller `copies`");
  one(clubs(R"(}, "variants": {"v": {"add": {"services": {"club_01": {"stay": "1 day"}}}}}})"), "variants.v.add.services.club_01.stay", "use `set`");
}
