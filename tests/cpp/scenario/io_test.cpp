#include "casepath/scenario/io.hpp"

#include <set>

#include "support/catch.hpp"
#include "tiny.hpp"

using namespace casepath;

TEST_CASE("canonical JSON sorts keys, settles numbers and drops white space", "[scenario][io]") {
  CHECK(canonical_json(R"( { "b" : [ 1.0, 0.10, -0.0, 1e2, true, null ], "a": {"y": "é\u0007\"", "x": 2.5e-7} } )") ==
        R"({"a":{"x":2.5e-07,"y":"é\u0007\""},"b":[1,0.1,0,100,true,null]})");
}

TEST_CASE("the hash is of the canonical text and of the order of names", "[scenario][io]") {
  const auto hash = [](const std::string& json) { return read_scenario(json).hash; };
  const std::string one = R"({"casepath": 1, "start": "2025-01-01", "horizon": "1 year", "needs": {"a": {}, "b": {}}, "services": {"s": {"stay": "1 day", "capacity": 2}}})";
  const std::string spaced = R"({"start":"2025-01-01","casepath":1.0,"horizon":"1 year","needs":{"a":{},"b":{}},"services":{"s":{"capacity":2.0,"stay":"1 day"}}})";
  const std::string turned = R"({"casepath": 1, "start": "2025-01-01", "horizon": "1 year", "needs": {"b": {}, "a": {}}, "services": {"s": {"stay": "1 day", "capacity": 2}}})";
  const std::string other = R"({"casepath": 1, "start": "2025-01-01", "horizon": "1 year", "needs": {"a": {}, "b": {}}, "services": {"s": {"stay": "1 day", "capacity": 3}}})";
  CHECK(hash(one).size() == 16);
  CHECK(hash(one) == hash(spaced));
  CHECK(hash(one) != hash(turned));
  CHECK(hash(one) != hash(other));
}

TEST_CASE("numbers carry the nearest source and grade above them", "[scenario][io]") {
  const Scenario s = read_scenario(tiny::with_service(
      R"("stay": "1 day", "source": "s1", "capacity": {"value": 5, "low": 3, "high": 9, "dist": "triangular", "grade": "D"}, "costs": {"source": "s2", "grade": "2", "start": "£5"}, "triage": {"source": "assumed", "cost": "£1"})"));
  const auto parameter = [&](const std::string& path) {
    return *std::find_if(s.parameters.begin(), s.parameters.end(), [&](const Parameter& p) { return p.path == path; });
  };
  CHECK(parameter("services.desk.stay").source == "s1");
  CHECK(parameter("services.desk.stay").grade == "S");
  CHECK(parameter("services.desk.capacity").value == "5");
  CHECK(parameter("services.desk.capacity").low == "3");
  CHECK(parameter("services.desk.capacity").high == "9");
  CHECK(parameter("services.desk.capacity").dist == "triangular");
  CHECK(parameter("services.desk.capacity").grade == "D");
  CHECK(parameter("services.desk.costs.start").source == "s2");
  CHECK(parameter("services.desk.costs.start").grade == "2");
  CHECK(parameter("services.desk.triage.cost").source == "assumed");
  CHECK(parameter("services.desk.triage.cost").grade == "A");
  CHECK(parameter("services.other.stay").source == "assumed");
  CHECK(s.sources == Named<std::string>{{"s1", "a study"}, {"s2", "another"}});
}

TEST_CASE("warnings say what is likely wrong and stop nothing", "[scenario][io]") {
  const auto warned = [](const std::string& json) {
    std::string all;
    for (const std::string& w : read_scenario(json).warnings) all += w + "\n";
    return all;
  };
  const std::string twice = warned(tiny::with_service(R"("works_on": ["housing"], "contacts": {"every": "1 week", "cost": "£5"}, "costs": {"slot_day": "£5"})"));
  CHECK(tiny::says(twice, "services.desk: has a cost a slot-day and a cost a contact"));
  CHECK(tiny::says(twice, "needs.debt: no service works on it"));
  CHECK_FALSE(tiny::says(twice, "needs.housing: no service"));
  CHECK(tiny::says(warned(tiny::with_service(R"("stay": "1 day", "takes_everyone": true, "capacity": 4)")), "takes everyone, so its rules"));
  CHECK(tiny::says(warned(tiny::with_service(R"("stay": "1 day", "works_on": ["debt"], "needs_per_contact": 2)")), "should carry a source"));
  CHECK(tiny::says(warned(tiny::plain(R"("links": {"desk": {"other": {"on": ["reneged"]}}})")), "links.desk.other: never taken on reneged"));
  CHECK(tiny::says(warned(tiny::plain(R"("payers": {"council": {}}, "programmes": {"p": {"cost": "£1 per year", "payer": "concil"}})")), "concil and council"));
}

TEST_CASE("payers that are only named are fiscal", "[scenario][io]") {
  const Scenario s = read_scenario(tiny::with_service(R"("stay": "1 day", "payer": "nhs")", R"("payers": {"landlords": {"type": "economic"}})"));
  REQUIRE(s.base.payers.size() == 3);
  CHECK(s.base.payers[0].second.type == "economic");
  CHECK(s.base.payers[1].first == "nhs");
  CHECK(s.base.payers[1].second.type == "fiscal");
  CHECK(s.base.payers[2].first == "public");
}

TEST_CASE("every key of the format is in the reference and can be explained", "[scenario][io]") {
  const std::string page = format_reference();
  const auto keys = format_keys();
  CHECK(keys.size() > 350);
  std::set<std::string> top;
  for (const FormatKey& key : keys) {
    INFO(key.path);
    const std::string name = key.path.substr(key.path.rfind('.') + 1);
    CHECK(tiny::says(page, "| `" + name + "` |"));
    CHECK(tiny::says(explain_path(key.path), key.is_built ? key.meaning : "not built yet"));
    CHECK_FALSE(key.meaning.empty());
    if (key.is_built) CHECK_FALSE(key.rule.empty());
  }
}

TEST_CASE("explain says kind, default, rule and keys, and knows the nearest name", "[scenario][io]") {
  const std::string text = explain_path("services.cmht.accept");
  for (const char* phrase : {"chance of acceptance", "default: 1", "rule:    E1", "- odds"}) CHECK(tiny::says(text, phrase));
  CHECK(tiny::says(explain_path("links.a.b.warm"), "chance of a warm hand-off"));
  CHECK(tiny::says(explain_path("needs.debt.worsens.severe"), "rate of going up one level"));
  CHECK_THROWS_WITH(explain_path("services.cmht.acept"), Catch::Matchers::Contains("did you mean \"accept\""));
  CHECK_THROWS_AS(explain_path("name.of.nothing"), ScenarioError);
}

TEST_CASE("the schema is JSON and closes every table of fixed keys", "[scenario][io]") {
  const std::string schema = canonical_json(json_schema());
  CHECK(tiny::says(schema, R"("$schema":"https://json-schema.org/draft/2020-12/schema")"));
  CHECK(tiny::says(schema, R"("required":["casepath","start","horizon"])"));
  CHECK(tiny::says(schema, R"("default":"0 per year")"));
  CHECK(tiny::says(schema, R"("enum":["signpost","cold","warm","shared","compulsory"])"));
}
