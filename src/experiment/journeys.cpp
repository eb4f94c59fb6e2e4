#include "casepath/experiment/journeys.hpp"

#include <algorithm>

#include "casepath/base/error.hpp"
#include "casepath/model/compiled.hpp"

namespace casepath {

namespace {

using Watched = Simulation<DefaultPolicies<Recording>>;

const RunnableVariant* variant_named(const Runnable& study, const std::string& name) {
  if (name == "base") return nullptr;
  for (const RunnableVariant& v : study.variants)
    if (v.name == name) return &v;
  throw Error("no variant is called \"" + name + "\"");
}

const Rules& first_rules(const Runnable& study, const RunnableVariant* v) { return v == nullptr || v->starts ? study.base : v->rules; }

/// Runs to `t`; rules change at the variant's dates on the way, but not yet at `t` itself (rule V2).
/// @param on_change called with the rules that come into force
template <class OnChange>
void run_until(Watched& sim, const Runnable& study, const RunnableVariant* v, Time t, OnChange&& on_change) {
  const auto change = [&](const std::optional<Time>& at, const Rules& to) {
    if (!at || *at < sim.now() || *at >= t) return;
    sim.run_until(*at);
    sim.change_rules(to);
    on_change(to);
  };
  if (v != nullptr) {
    change(v->starts, v->rules);
    change(v->ends, study.base);
  }
  sim.run_until(t);
}

constexpr auto nothing = [](const Rules&) {};

template <class OnChange = decltype(nothing)>
void run_to_end(Watched& sim, const Runnable& study, const RunnableVariant* v, OnChange&& on_change = {}) {
  run_until(sim, study, v, study.base.window.end, on_change);
  sim.finish();
}

std::vector<std::vector<std::string>> refusals_by_service(const Rules& r) {
  std::vector<std::vector<std::string>> out;
  for (const Service& s : r.services) {
    out.emplace_back();
    for (const Refuses& refuses : s.refuses) out.back().push_back(refuses.name);
  }
  return out;
}

LogNames names_of(const Rules& r) {
  LogNames names{r.start_date, {}, {}, r.levels, refusals_by_service(r)};
  for (const Service& s : r.services) names.services.push_back(s.name);
  for (const NeedRules& k : r.needs) names.needs.push_back(k.name);
  return names;
}

PeopleTable empty_table(const Rules& r) {
  return PeopleTable({r.needs.size(), r.levels.size(), r.services.size(), r.window.from, r.window.to});
}

std::vector<float> trust_of_all(const Watched& sim) {
  std::vector<float> trust;
  for (std::size_t i = 0; i < sim.world().people.size(); ++i) trust.push_back(sim.trust_of(PersonId{i}));
  return trust;
}

}  // namespace

std::vector<LogRow> log_of(const Runnable& study, const std::string& variant, std::optional<PeopleRange> people, RunSettings settings) {
  const RunnableVariant* v = variant_named(study, variant);
  Watched sim(first_rules(study, v), settings, Recording(people ? EventLog(PersonId{people->first}, people->count) : EventLog()));
  if (people && people->first >= sim.world().people.size()) throw Error("there are only " + std::to_string(sim.world().people.size()) + " people at the start");
  run_to_end(sim, study, v);
  std::vector<LogRow> rows = sim.recorder().rows();
  std::stable_sort(rows.begin(), rows.end(), [](const LogRow& a, const LogRow& b) { return a.at < b.at; });
  return rows;
}

std::int64_t write_log(const Runnable& study, const std::string& variant, const LogCsv::Write& write, RunSettings settings) {
  const RunnableVariant* v = variant_named(study, variant);
  const Rules& first = first_rules(study, v);
  LogCsv text(names_of(first), write);
  Watched sim(first, settings, Recording(text));
  run_to_end(sim, study, v, [&](const Rules& r) { text.use_refusals(refusals_by_service(r)); });
  text.flush();
  return text.rows();
}

PeopleColumns people_table_of(const Runnable& study, const std::string& variant, RunSettings settings) {
  const RunnableVariant* v = variant_named(study, variant);
  const Rules& first = first_rules(study, v);
  Watched sim(first, settings, Recording(empty_table(first)));
  run_until(sim, study, v, first.window.to, nothing);
  const std::vector<float> trust = trust_of_all(sim);
  run_to_end(sim, study, v);
  return sim.recorder().people().finished(trust);
}

PersonAtStart person_at_start(const Runnable& study, const std::string& variant, std::uint32_t person, RunSettings settings) {
  const RunnableVariant* v = variant_named(study, variant);
  const Rules& rules = v == nullptr ? study.base : v->rules;
  const Simulation<> sim(rules, settings);
  const World& w = sim.world();
  if (person >= w.people.size() || w.people.cold[person].visitor) throw Error("there are only " + std::to_string(w.people.size()) + " people at the start");
  const PersonHot& hot = w.people.hot[person];
  const PersonCold& cold = w.people.cold[person];
  PersonAtStart out{rules.cohorts[cold.origin].name, rules.places.empty() ? "" : rules.places[hot.place.index()], {},
                    static_cast<double>(hot.trust), static_cast<double>(cold.frailty), {}, {}};
  for (std::size_t k = 0; k < rules.needs.size(); ++k) out.levels.push_back(hot.beneath(NeedId{k}));
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
