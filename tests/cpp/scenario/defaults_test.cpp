// What the format says of a key that is not given, against what the structs then hold (rule T4). Every key of the registry is
// tried in every table of two scenarios that it can stand in: left out, and with its default written. No key is named here
// but where one needs company, so that a new key is held to its word without a change to this file.
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "tiny.hpp"

using namespace casepath;

namespace {

using Json = nlohmann::ordered_json;

/// Keys that go together stand here already: a service has contacts or a stay, a stream comes by rate or by interval.
const std::vector<Json> worlds{Json::parse(R"({"casepath": 1, "start": "2025-01-01", "horizon": "1 year",
  "trust": {"start": {"value": 0.3}}, "places": {"here": {}}, "payers": {"council": {}},
  "modes": {"signpost": {"delay": {"value": "3 days"}}},
  "conditions": {"learning": {}}, "ties": {"services.desk.accept.chance": {"becomes": 0.5, "with": "learning"}},
  "needs": {"housing": {}, "debt": {}},
  "people": {"cohorts": {"all": {"size": 10}}},
  "services": {"desk": {"stay": {"value": "3 days"}, "capacity": {"at": {"2025-06-01": 3}}}, "clinic": {"contacts": {"every": "1 week"}},
    "team": {"workers": {"number": 3, "caseload": 3}, "stay": {"value": "3 days"}}, "other": {"stay": {"value": "3 days"}}},
  "links": {"desk": {"other": {"on": ["unmet"]}}},
  "streams": {"steps": {"to": "desk", "rate": {"at": {"2025-06-01": "3 per year"}}}, "clock": {"to": "desk", "every": "1 week"}},
  "variants": {"later": {"ties": {"services.other.accept.chance": {"times": 0.5, "with": "learning"}}}}})"),
                               Json::parse(R"({"casepath": 1, "start": "2025-01-01", "horizon": "1 year",
  "modes": {"signpost": {"delay": {"dist": "mixture", "parts": {"short": {"value": "3 days"}}}}},
  "services": {"desk": {"stay": "3 days"}, "other": {"stay": "3 days"}}})")};

/// A value of each kind that a required key has.
const std::map<std::string, Json> samples{
    {"count", 3},
    {"number", 3},
    {"money", "£3"},
    {"length of time", "3 days"},
    {"list of event", Json::array({"unmet"})},
    {"list of name of a need", Json::array({"debt"})},
    {"duration by level", Json::object({{"low", "3 days"}})},
    {"rate by level", Json::object({{"low", "3 per year"}})},
    {"name of a need", "debt"},
    {"name of a condition", "learning"},
    {"name of a service", "other"},
    {"money a year", "£3 per year"},
    {"table by name of milestone", Json::parse(R"({"met": {"need": "debt", "reaches": "none", "price": "£3"}})")},
    {"table by name of door", Json::object({{"other", Json::object()}})},
    {"table by name of weight", Json::object({{"other", 3}})},
    {"length of time by offset or date", Json::object({{"2025-06-01", "3 days"}})}};

const std::map<std::string, std::string> own_names{{"NEED", "debt"},   {"SERVICE", "other"}, {"PLACE", "here"}, {"COHORT", "all"},
                                                   {"LEVEL", "severe"}, {"NAME", "new"},      {"KEY", "new"},    {"WHEN", "2025-06-01"}, {"PATH", "services.desk.accept.chance"}};
const std::vector<std::string> level_names{"none", "low", "moderate", "severe"};

std::vector<std::string> split(const std::string& text, const std::string& by) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  for (std::size_t at = 0; (at = text.find(by, from)) != std::string::npos; from = at + by.size()) parts.push_back(text.substr(from, at - from));
  parts.push_back(text.substr(from));
  return parts;
}

/// A world, and where in it the table of a key is.
struct Place {
  Json world;
  Json::json_pointer table;
};

/// Goes down a path; names that a scenario chooses stand for each that is there, or for one that is made. A table that is made has
/// its required keys.
void go_down(Json world, const Json::json_pointer& at, const std::vector<std::string>& names, std::size_t i, std::vector<Place>& found) {
  if (i + 1 == names.size()) return found.push_back({std::move(world), at});
  const bool chosen = own_names.contains(names[i].substr(0, names[i].find_first_of(" ,")));
  std::vector<std::string> entries{names[i]};
  if (chosen) {
    entries.clear();
    for (const auto& [name, value] : world[at].items()) entries.push_back(name);
    if (entries.empty()) entries.push_back(own_names.at(names[i].substr(0, names[i].find_first_of(" ,"))));
  }
  for (const std::string& name : entries) {
    Json with = world;
    if (!with[at].contains(name)) {
      std::string path = names[0];
      for (std::size_t j = 1; j <= i; ++j) path += "." + names[j];
      with[at][name] = Json::object();
      for (const FormatKey& key : format_keys())
        if (key.is_required && key.path.substr(0, key.path.rfind('.')) == path) with[at][name][key.path.substr(path.size() + 1)] = samples.at(key.kind);
    }
    if (with[at][name].is_object()) go_down(std::move(with), at / name, names, i + 1, found);
  }
}

std::vector<Place> places_of(const std::string& path) {
  std::vector<Place> found;
  for (const Json& world : worlds) go_down(world, Json::json_pointer(), split(path, "."), 0, found);
  return found;
}

/// A default as a user would write it. Defaults in words are what the words say.
Json written(const FormatKey& key, const Json& world) {
  const std::string text = split(key.preset, ", or none").front();
  if (text == "its own keys" || text == "no entry") return Json::object();
  if (text == "the lowest level") return level_names.front();
  if (text == "trust.start") return world.contains("trust") ? world["trust"]["start"] : Json(0.5);
  if (const auto each = text.find(" at each level"); each != std::string::npos) {
    Json table;
    for (const std::string& level : level_names) table[level] = text.substr(0, each);
    return table;
  }
  if (key.kind.starts_with("list of")) return split(text, ", ");
  const bool is_plain = text == "true" || text == "false" || text.find_first_not_of("0123456789.") == std::string::npos;
  return is_plain ? Json::parse(text) : Json(text);
}

/// What is read, without what only tells how it was written; or the problems.
struct Reading {
  std::optional<Scenario> scenario;
  std::string problems;
};
Reading reading_of(const Json& world) {
  try {
    Scenario s = read_scenario(world.dump());
    s.hash.clear();
    s.parameters.clear();
    s.warnings.clear();
    return {std::move(s), ""};
  } catch (const ScenarioError& e) {
    return {std::nullopt, e.what()};
  }
}

std::string name_of(const FormatKey& key) { return key.path.substr(key.path.rfind('.') + 1); }

}  // namespace

TEST_CASE("a key left out is the same as its default written, in every table that has it", "[scenario][defaults][T4]") {
  for (const FormatKey& key : format_keys()) {
    if (!key.is_built || key.is_required || key.preset == "not given") continue;
    INFO(key.path << " = " << key.preset);
    bool tried = false;
    std::string problems;
    for (Place& place : places_of(key.path)) {
      place.world[place.table].erase(name_of(key));
      const Reading left_out = reading_of(place.world);
      place.world[place.table][name_of(key)] = written(key, place.world);
      const Reading given = reading_of(place.world);
      problems += left_out.problems + "\n" + given.problems + "\n";
      if (!left_out.scenario || !given.scenario) continue;
      tried = true;
      INFO(place.world.dump());
      CHECK(*left_out.scenario == *given.scenario);
    }
    INFO(problems);
    const bool never_off = key.path == "services";   // a scenario has at least one
    CHECK(tried != never_off);
  }
}

TEST_CASE("a required key that is left out is told by its path", "[scenario][defaults][T4]") {
  for (const FormatKey& key : format_keys()) {
    if (!key.is_required) continue;
    INFO(key.path);
    bool tried = false;
    for (Place& place : places_of(key.path)) {
      if (!reading_of(place.world).scenario) continue;
      tried = true;
      place.world[place.table].erase(name_of(key));
      CHECK(tiny::says(reading_of(place.world).problems, "this key is required"));
    }
    CHECK(tried);
  }
}

TEST_CASE("a level left out has rate, share and chance 0 and factor 1", "[scenario][defaults][T4]") {
  const std::map<std::string, std::pair<Json, Json>> off{
      {"rate by level", {"3 per year", "0 per year"}}, {"share by level", {0.3, 0}}, {"factor by level", {3, 1}}, {"effect by level", {0.3, 0}}};
  int tried = 0;
  for (const FormatKey& key : format_keys()) {
    const std::string by_name = "table by name of ";
    const bool named = key.kind.starts_with(by_name);
    const auto values = off.find(named ? key.kind.substr(by_name.size()) : key.kind);
    if (values == off.end()) continue;
    INFO(key.path);
    for (Place& place : places_of(key.path + (named ? ".NEED.LEVEL" : ".LEVEL"))) {
      Json& table = place.world[place.table];
      table = Json::object({{"moderate", values->second.first}});
      const Reading left_out = reading_of(place.world);
      for (const std::string& level : level_names)
        if (level != "moderate") table[level] = values->second.second;
      const Reading given = reading_of(place.world);
      if (!left_out.scenario || !given.scenario) continue;
      ++tried;
      CHECK(*left_out.scenario == *given.scenario);
    }
  }
  CHECK(tried >= 20);
}
