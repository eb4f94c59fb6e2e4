#include "support/catch.hpp"
#include "tiny.hpp"

using namespace casepath;

namespace {

/// Two services that close after missed contacts, one that does not, two links.
const std::string base = R"("casepath": 1, "start": "2025-01-01", "horizon": "1 year", "needs": {"debt": {"seeks": {"rate": {"severe": "2 per year"}, "doors": {"a": 1, "b": {"weight": 2, "known": 0.5}}}}},
  "services": {"a": {"works_on": ["debt"], "contacts": {"every": "1 week", "cost": "£10.50"}, "closes": {"missed_run": 2}, "accept": 0.9, "effects": {"contact": {"debt": 0.1}}, "refuses": {"x": {"need": "debt", "at_least": "severe"}, "y": {"need": "debt"}}},
               "b": {"works_on": ["debt"], "contacts": {"every": "1 week"}, "closes": {"missed_run": 3}, "workers": {"number": 3, "caseload": 4}},
               "c": {"works_on": ["debt"], "stay": {"value": "1 day", "low": "1 day", "source": "assumed"}, "capacity": 10}},
  "links": {"a": {"b": {"on": ["unmet"]}, "c": {"on": ["unmet"], "warm": 0.3}}})";

std::string with(const std::string& variants) { return "{" + base + ", \"variants\": {" + variants + "}}"; }
Scenario read(const std::string& variants) { return read_scenario(with(variants)); }
ScenarioSpec applied(const std::string& patch) { return tiny::variant(read("\"v\": {" + patch + "}"), "v"); }

}  // namespace

TEST_CASE("a star touches what the file has and what has a value by default, nothing else", "[scenario][variants]") {
  const Scenario s = read(R"("v": {"set": {"services.*.closes.missed_run": 6, "links.*.*.warm": 0.8}})");
  const ScenarioSpec& v = tiny::variant(s, "v");
  CHECK(tiny::named(v.services, "a").closes.missed_run == 6);
  CHECK(tiny::named(v.services, "b").closes.missed_run == 6);
  CHECK_FALSE(tiny::named(v.services, "c").closes.missed_run);
  CHECK(v.links[0].warm == 0.8);
  CHECK(v.links[1].warm == 0.8);
  REQUIRE(s.matched.size() == 1);
  CHECK(s.matched[0].second == std::vector<std::string>{"services.a.closes.missed_run", "services.b.closes.missed_run", "links.a.b.warm", "links.a.c.warm"});
}

TEST_CASE("a path through a shorthand writes it out", "[scenario][variants]") {
  CHECK(tiny::named(applied(R"("set": {"services.a.accept.chance": {"value": 0.7, "grade": "D"}})").services, "a").accept.chance == 0.7);
  const ChanceSpec with_odds = tiny::named(applied(R"("set": {"services.a.accept.odds.trust": 3})").services, "a").accept;
  CHECK(with_odds.chance == 0.9);
  CHECK(with_odds.odds[0].factor == 3);
  const EffectSpec effect = tiny::named(tiny::named(applied(R"("set": {"services.a.effects.contact.debt.severe": 0.4})").services, "a").effects.contact, "debt");
  CHECK(effect[1].chance.chance == 0.1);
  CHECK(effect[3].chance.chance == 0.4);
  CHECK(applied(R"("set": {"needs.debt.seeks.doors.a.known": 0.2})").needs[0].second.seeks->doors[0].second.known == 0.2);
}

TEST_CASE("set on a table replaces it, and makes keys that the format has", "[scenario][variants]") {
  const auto doors = applied(R"("set": {"needs.debt.seeks.doors": {"c": 1}})").needs[0].second.seeks->doors;
  REQUIRE(doors.size() == 1);
  CHECK(doors[0].first == "c");
  CHECK(tiny::named(applied(R"("set": {"services.c.closes.withdraws": "1 per year"})").services, "c").closes.withdraws.per_year == 1);
  CHECK(applied(R"("set": {"directory.refreshed.every": "1 week"})").directory.refreshed_every->ticks.a == 7.0 * static_cast<double>(ticks_per_day));
}

TEST_CASE("multiply keeps the unit, the pence and the default of what is not given", "[scenario][variants]") {
  const ScenarioSpec v = applied(R"("multiply": {"services.c.capacity": 1.5, "services.c.stay": 3, "services.a.contacts.cost": 1.1, "needs.debt.seeks.rate": 2, "services.*.accept": 0.5})");
  CHECK(tiny::named(v.services, "c").capacity->first == 15);
  CHECK(tiny::named(v.services, "c").stay->ticks.a == 3.0 * static_cast<double>(ticks_per_day));
  CHECK(tiny::named(v.services, "a").contacts->cost.minor == 1155);
  CHECK(v.needs[0].second.seeks->rate == ByLevel{0, 0, 0, 4});
  CHECK(tiny::named(v.services, "a").accept.chance == 0.45);
  CHECK(tiny::named(v.services, "c").accept.chance == 0.5);
}

TEST_CASE("remove takes lists of paths, also named, also starred", "[scenario][variants]") {
  CHECK(tiny::named(applied(R"("remove": ["services.a.refuses.x"])").services, "a").refuses.size() == 1);
  CHECK(tiny::named(applied(R"("remove": {"rules": ["services.a.refuses.*"], "beds": ["services.c.capacity"]})").services, "a").refuses.empty());
}

TEST_CASE("what is added may be named by its path, as what is set is", "[scenario][variants]") {
  const std::string added = R"({"works_on": ["debt"], "stay": "1 day"})";
  const Scenario by_path = read(R"("v": {"add": {"services.d": )" + added + R"(, "services.d.capacity": 3}})");
  const Scenario by_table = read(R"("v": {"add": {"services": {"d": {"works_on": ["debt"], "stay": "1 day", "capacity": 3}}}})");
  CHECK(by_path.variants == by_table.variants);
  CHECK(tiny::problems(with(R"("v": {"add": {"links.a.b": "cold"}})")) ==
        "variants.v.add.links.a.b: must be a name that does not exist yet, got \"b\"; to change what exists, use `set`");
}

TEST_CASE("changes are made in the order includes, remove, add, multiply, set", "[scenario][variants]") {
  const Scenario s = read(R"("first": {"set": {"services.c.capacity": 100}, "add": {"services": {"d": {"works_on": ["debt"], "stay": "1 day"}}}},
      "v": {"includes": ["first"], "set": {"services.d.capacity": 7}, "multiply": {"services.c.capacity": 2}, "remove": ["services.c.capacity"], "add": {"services": {"c": {"capacity": 20}}}},
      "both": {"includes": ["first", "v"]})");
  const ScenarioSpec& v = tiny::variant(s, "v");
  CHECK(tiny::named(v.services, "c").capacity->first == 40);
  CHECK(tiny::named(v.services, "d").capacity->first == 7);
  CHECK(tiny::named(tiny::variant(s, "both").services, "c").capacity->first == 40);
  CHECK(tiny::named(s.base.services, "c").capacity->first == 10);
}

TEST_CASE("a link may name a rule that the variant removed, with a warning", "[scenario][variants]") {
  std::string text = with(R"("v": {"remove": ["services.a.refuses.x"]})");
  text.replace(text.find(R"(["unmet"])"), 9, R"(["refused:x"])");
  const Scenario s = read_scenario(text);
  const std::string expected = "variants.v: links.a.b: never taken on refused:x: a has no such rule here";
  CHECK(std::count(s.warnings.begin(), s.warnings.end(), expected) == 1);
}

TEST_CASE("a variant without changes is the base, and one with dates keeps them", "[scenario][variants]") {
  const Scenario s = read(R"("v": {"title": "As it is", "starts": "2025-03-01", "ends": "2025-06-01"})");
  CHECK(s.variants[0].first.title == "As it is");
  CHECK(s.variants[0].first.starts->days_since_1970 == 20148);
  CHECK(s.variants[0].first.ends->days_since_1970 == 20240);
  CHECK(s.variants[0].second.services.size() == s.base.services.size());
  CHECK_FALSE(s.variants[0].first.changes);
  CHECK(read(R"("v": {"set": {"services.c.capacity": 11}})").variants[0].first.changes);
  CHECK_FALSE(read(R"("v": {"set": {"services.c.capacity": 10}})").variants[0].first.changes);
}

TEST_CASE("problems of base and variants come together, each once", "[scenario][variants]") {
  std::string text = with(R"("v": {"set": {"services.b.workers.number": 0}}, "w": {"includes": ["v"], "set": {"services.zz.capacity": 1}})");
  text.replace(text.find("\"£10.50\""), 9, "\"£-1\"");
  CHECK(tiny::problems(text) ==
        "services.a.contacts.cost: must be money such as \"£42.50\", at most two decimals, got \"£-1\"\n"
        "variants.v: services.b.workers.number: must be a whole number, at least 1, at most 10000, got 0\n"
        "variants.w.set.services.zz.capacity: must be a path of the file or of the format, got one that does not exist; no \"zz\" there; new names are made by `add`\n"
        "variants.w: services.b.workers.number: must be a whole number, at least 1, at most 10000, got 0");
}

TEST_CASE("a variant named base may have a title but change nothing", "[scenario][variants]") {
  const Scenario s = read_scenario(tiny::plain(R"("variants": {"base": {"title": "As it is"}, "more": {"set": {"horizon": "2 years"}}})"));
  CHECK(s.variants.size() == 2);
  CHECK_FALSE(s.variants.front().first.changes);
  const std::string changed = tiny::problems(tiny::plain(R"("variants": {"base": {"set": {"horizon": "2 years"}}})"));
  CHECK(changed == "variants.base: must be without changes, got changes; \"base\" is the scenario as it stands; give this variant another name");
}

TEST_CASE("what begins after the run is warned of", "[scenario][variants]") {
  const auto warnings = [](const std::string& date) {
    return read_scenario(tiny::plain(R"("programmes": {"p": {"from": ")" + date + R"("}}, "variants": {"v": {"starts": ")" + date + R"("}})")).warnings;
  };
  CHECK(warnings("2025-12-31").size() + 2 == warnings("2026-01-02").size());   // a year of 365.25 days ends within 1 January
  CHECK(warnings("2026-01-01").size() == warnings("2025-12-31").size());
}
