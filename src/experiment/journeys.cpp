#include "casepath/experiment/journeys.hpp"

#include <algorithm>

#include "casepath/base/error.hpp"
#include "casepath/model/compiled.hpp"

namespace casepath {

namespace {

using Logged = Simulation<DefaultPolicies<EventLog>>;

const RunnableVariant* variant_named(const Runnable& study, const std::string& name) {
  if (name == "base") return nullptr;
  for (const RunnableVariant& v : study.variants)
    if (v.name == name) return &v;
  throw Error("no variant is called \"" + name + "\"");
}

void run_to_end(Logged& sim, const Runnable& study, const RunnableVariant* v) {
  if (v != nullptr && v->starts) {
    sim.run_until(*v->starts);
    sim.change_rules(v->rules);
  }
  if (v != nullptr && v->ends) {
    sim.run_until(*v->ends);
    sim.change_rules(study.base);
  }
  sim.finish();
}

}  // namespace

std::vector<LogRow> log_of(const Runnable& study, const std::string& variant, PeopleRange people, RunSettings settings) {
  const RunnableVariant* v = variant_named(study, variant);
  const Rules& first = v == nullptr || v->starts ? study.base : v->rules;
  Logged sim(first, settings, EventLog(PersonId{people.first}, people.count));
  if (people.first >= sim.world().people.size()) throw Error("there are only " + std::to_string(sim.world().people.size()) + " people at the start");
  run_to_end(sim, study, v);
  std::vector<LogRow> rows = sim.recorder().rows();
  std::stable_sort(rows.begin(), rows.end(), [](const LogRow& a, const LogRow& b) { return a.at < b.at; });
  return rows;
}

PersonAtStart person_at_start(const Runnable& study, const std::string& variant, std::uint32_t person, RunSettings settings) {
  const RunnableVariant* v = variant_named(study, variant);
  const Rules& rules = v == nullptr ? study.base : v->rules;
  const Simulation<> sim(rules, settings);
  const World& w = sim.world();
  if (person >= w.people.size()) throw Error("there are only " + std::to_string(w.people.size()) + " people at the start");
  const PersonHot& hot = w.people.hot[person];
  const PersonCold& cold = w.people.cold[person];
  PersonAtStart out{rules.cohorts[cold.origin].name, rules.places.empty() ? "" : rules.places[hot.place.index()], {},
                    static_cast<double>(hot.trust), static_cast<double>(cold.frailty), {}, {}};
  for (std::size_t k = 0; k < rules.needs.size(); ++k) out.levels.push_back(hot.level(NeedId{k}));
  for (std::size_t c = 0; c < rules.clocks(); ++c) {
    out.thresholds.emplace_back();
    out.marks.emplace_back();
    for (std::uint32_t n = 1; n <= 10; ++n) {
      const Block luck = sim.clock_luck(PersonId{person}, c, n);
      out.thresholds.back().push_back(luck.exponential(0));
      out.marks.back().push_back(luck.uniform(1));
    }
  }
  return out;
}

}  // namespace casepath
