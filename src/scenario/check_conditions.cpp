// Conditions and programmes (rules C4, C5): what a programme raises, and what its path and its places cover.
#include <algorithm>
#include <map>
#include <set>

#include "casepath/scenario/patterns.hpp"
#include "check.hpp"
#include "nearest.hpp"
#include "path.hpp"

namespace casepath::reading {
namespace {

using Paths = std::vector<std::string>;

/// An item of a condition of that kind as a path: services.hub, links.hub.advice, places.mill; system.
std::string path_of(const std::string& kind, const std::string& item) { return kind == "system" ? kind : kind + "s." + item; }

bool matches(const std::string& pattern, const std::string& path, const ScenarioSpec& spec) {
  const Paths wanted = split_path(pattern), names = split_path(path);
  return std::equal(wanted.begin(), wanted.end(), names.begin(), names.end(), [&](const std::string& w, const std::string& n) { return names_service(w, n, spec.copies); });
}

std::string kind_of_path(const std::string& on) {
  for (const char* kind : {"service", "place", "link"})
    if (on.starts_with(kind + std::string("s."))) return kind;
  return "system";
}

/// Is it in one of the places? A link is where both its ends are; a service that is everywhere is in no place.
class Whereabouts {
 public:
  Whereabouts(const ScenarioSpec& spec, const std::vector<std::string>& places) : places_(places.begin(), places.end()) {
    for (const auto& [name, service] : spec.services) at_[name] = &service.at;
  }
  bool has(const std::string& path) const {
    if (places_.empty() || places_.contains("*")) return true;
    const Paths names = split_path(path);
    if (names[0] == "places") return places_.contains(names[1]);
    return std::all_of(names.begin() + 1, names.end(), [&](const std::string& service) {
      const auto& at = *at_.at(service);
      return std::any_of(at.begin(), at.end(), [&](const std::string& place) { return places_.contains(place); });
    });
  }

 private:
  std::set<std::string> places_;
  std::map<std::string, const std::vector<std::string>*> at_;
};

const char* path_word(const std::string& kind) {
  return kind == "link" ? "links.FROM.TO with * for any name, matching a link"
         : kind == "service" ? "services.NAME with * for any name, matching a service"
         : kind == "place" ? "places.NAME with * for any name, matching a place"
                           : "left out: the condition is of the whole system";
}

void check_cover(Reader& r, const ScenarioSpec& spec, const std::string& kind, ProgrammeSpec& p) {
  const Whereabouts where(spec, p.places);
  bool on_path = false;
  for (const std::string& item : items_of(kind, spec)) {
    const std::string path = path_of(kind, item);
    if (!p.on.empty() && !matches(p.on, path, spec)) continue;
    on_path = true;
    if (where.has(path)) p.covers.push_back(item);
  }
  if (!on_path) {
    const Reader::Step on(r, "on");
    r.problem(path_word(kind), p.on.empty() ? "nothing" : found_text(p.on));
  } else if (kind == "system" && !p.places.empty()) {
    const Reader::Step places(r, "places");
    r.problem("left out", found_text(p.places.front()), "the condition is of the whole system");
  } else if (p.covers.empty()) {
    const Reader::Step places(r, "places");
    r.problem("places where something that it covers is", found_text(p.places.front()));
  }
}

void check_programme(Reader& r, ScenarioSpec& spec, ProgrammeSpec& p) {
  if (p.from && p.until && *p.until <= *p.from) r.problem("`until` after `from`", "an earlier date");
  if (p.raises.empty()) {
    if (!p.on.empty() || p.sets || !p.places.empty()) r.problem("`raises` where `on`, `places` or `sets` is given", "no `raises`");
    return;
  }
  if (p.raises == "link_trust" && p.on.empty()) return r.problem("`raises` and `on` together, or neither", "`raises` alone", "on = \"links.*.*\"");
  if (p.sets && !p.from) r.problem("`from` where `sets` is given", "no `from`", "a shock has a day");
  if (p.sets && p.from && *p.from < spec.start) r.problem("a shock within the run", "a day before its start", "what came before is the condition's `start`");
  std::string kind = p.raises == "link_trust" ? "link" : kind_of_path(p.on);
  const auto known = std::find_if(spec.conditions.begin(), spec.conditions.end(), [&](const auto& c) { return c.first == p.raises; });
  if (known != spec.conditions.end()) kind = known->second.of;
  else if (p.raises != "link_trust") spec.conditions.emplace_back(p.raises, ConditionSpec{kind, 0, 0});
  check_cover(r, spec, kind, p);
}

}  // namespace

void check_conditions(Reader& r, ScenarioSpec& spec) {
  for (const auto& condition : spec.conditions)
    if (condition.first == "link_trust") {
      const Reader::Step all(r, "conditions"), one(r, condition.first);
      r.problem("another name", "\"link_trust\"", "each link has its own: links.FROM.TO.trust");
    }
  const Reader::Step step(r, "programmes");
  for (auto& [name, p] : spec.programmes) {
    const Reader::Step inner(r, name);
    p.covers.clear();
    check_programme(r, spec, p);
  }
}

}  // namespace casepath::reading
