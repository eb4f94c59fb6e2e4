// What hangs together about the start of a run: starting lists and open cases, people one by one, and cost before (rules P7, O14).
#include <algorithm>
#include <set>
#include <string>

#include "check.hpp"
#include "node.hpp"

namespace casepath::reading {
namespace {

bool is_given(const AtStartSpec& a) { return a.waiting > 0 || a.open > 0 || !a.cases.empty(); }

/// Rows that each stand for one person whom a starting list may name.
std::set<std::string_view> named_people(const ScenarioSpec& spec) {
  std::set<std::string_view> all;
  for (const auto& [name, cohort] : spec.people.cohorts)
    if (cohort.microdata && !cohort.draws_rows) all.insert(cohort.microdata->person.begin(), cohort.microdata->person.end());
  return all;
}

void check_people_of(Reader& r, const ScenarioSpec& spec, const ServiceSpec& service) {
  const AtStartSpec& a = service.at_start;
  std::int64_t people = 0;
  for (const auto& cohort : spec.people.cohorts) people += cohort.second.size;
  const bool has_scope = !service.works_on.empty() || (!spec.needs.empty() && (service.whole_person || service.takes_everyone));
  const std::int64_t asked = std::int64_t{a.waiting} + a.open + static_cast<std::int64_t>(a.cases.size());
  if (has_scope && asked > people)
    r.problem("at most as many as there are people at the start: " + std::to_string(people), std::to_string(asked), "they are people of the cohorts with a need in the service's scope");
  std::set<std::string_view> known;
  if (std::any_of(a.cases.begin(), a.cases.end(), [](const StartCaseSpec& one) { return !one.person.empty(); })) known = named_people(spec);
  for (const StartCaseSpec& one : a.cases)
    if (!one.person.empty() && !known.contains(one.person))
      r.problem("people that a column `person` of a cohort's microdata names, of size \"rows\"", found_text(one.person));
    else if ((!one.need.empty() || !one.person.empty()) && !has_scope)
      return r.problem("cases without need and person", "some with them", "the service works on no need, so visitors come to it");
}

void check_service_at_start(Reader& r, const ScenarioSpec& spec, const ServiceSpec& service) {
  if (!is_given(service.at_start)) return;
  const Reader::Step step(r, "at_start");
  if (spec.warm_up > Duration{})
    r.problem("left out where there is a warm_up", "lists and cases of the start", "the warm-up makes lists of its own: take one of the two");
  if (service.from && spec.start < *service.from)
    r.problem("left out for a service that opens later", "lists and cases of the start", "nobody waits for what is not there");
  check_people_of(r, spec, service);
}

void check_cost_before(Reader& r, const ScenarioSpec& spec) {
  const auto& cohorts = spec.people.cohorts;
  const bool is_known = spec.warm_up > Duration{} || std::any_of(cohorts.begin(), cohorts.end(), [](const auto& c) {
    return c.second.microdata && !c.second.microdata->cost_before.empty();
  });
  const Reader::Step people(r, "people"), groups(r, "groups");
  for (const auto& [name, group] : spec.people.groups) {
    const Reader::Step inner(r, name), key(r, "cost_before");
    if (group.cost_before > 0 && !is_known) r.problem("left out where nothing is known of costs before", "a share of the costliest", "give a warm_up, or microdata with a column cost_before");
  }
}

}  // namespace

void check_start(Reader& r, const ScenarioSpec& spec) {
  {
    const Reader::Step services(r, "services");
    for (const auto& [name, service] : spec.services) {
      const Reader::Step step(r, name);
      check_service_at_start(r, spec, service);
    }
  }
  check_cost_before(r, spec);
}

bool start_alike(const ScenarioSpec& a, const ScenarioSpec& b) {
  return std::all_of(a.services.begin(), a.services.end(), [&](const auto& one) {
    const auto other = std::find_if(b.services.begin(), b.services.end(), [&](const auto& s) { return s.first == one.first; });
    return other == b.services.end() || one.second.at_start == other->second.at_start;
  });
}

}  // namespace casepath::reading
