#include "casepath/scenario/lower.hpp"

#include <algorithm>

#include "accept_overall.hpp"
#include "casepath/model/figures.hpp"
#include "casepath/random/exact_math.hpp"
#include "parts.hpp"

namespace casepath {

namespace detail {

namespace {

struct YearMonthDay { int year; unsigned month, day; };

/// Civil date of a number of days since 1970 (proleptic Gregorian; the era-based arithmetic of Hinnant, 2013).
YearMonthDay civil(std::int64_t z) {
  z += 719468;
  const std::int64_t era = (z >= 0 ? z : z - 146096) / 146097;
  const auto doe = static_cast<unsigned>(z - era * 146097);
  const unsigned yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365, doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const unsigned mp = (5 * doy + 2) / 153, month = mp < 10 ? mp + 3 : mp - 9;
  return {static_cast<int>(yoe + era * 400) + (month <= 2 ? 1 : 0), month, doy - (153 * mp + 2) / 5 + 1};
}

/// Years of the counted window: of 365.25 days from its start, or financial, from 1 April (design 2.8).
std::vector<Time> period_ends(const ScenarioSpec& spec, Time from, Time to) {
  std::vector<Time> ends;
  if (!spec.financial_years) {
    for (int n = 1; from + years(n) < to; ++n) ends.push_back(from + years(n));
  } else {
    const std::int64_t first = from.ticks / ticks_per_day + 1, last = to.ticks / ticks_per_day;
    for (std::int64_t day = first; day < last; ++day)
      if (const YearMonthDay d = civil(day + spec.start.days_since_1970); d.month == 4 && d.day == 1) ends.push_back(Time{day * ticks_per_day});
  }
  ends.push_back(to);
  return ends;
}

Window window(const ScenarioSpec& spec) {
  Window w;
  w.from = Time{} + spec.warm_up;
  w.to = w.from + spec.horizon;
  w.end = w.to + spec.run_out;
  w.period_ends = period_ends(spec, w.from, w.to);
  return w;
}

TrustRules trust(const TrustSpec& t) {
  TrustRules out{t.attended, t.rejected, t.retelling, t.missed_hand_off, t.closed_unmet, t.new_worker, t.reneged, 0, 0};
  if (t.month_waiting > 0) out.waiting_rate = -log_of(1.0 - std::min(t.month_waiting, 1.0 - 1e-12)) / ticks_per_month;
  out.return_rate = per_tick(t.returns_per_year);
  return out;
}

Discount discount(const DiscountSpec& spec) {
  Discount out;
  out.continuous = spec.continuous;
  out.bands = {{endless_years, spec.rate}};
  if (const DiscountTable* table = find_discount_table(spec.table)) out.bands.assign(table->bands.begin(), table->bands.end());
  return out;
}

void lower_people(const Context& c, Rules& r) {
  const PeopleSpec& people = c.spec.people;
  r.frailty_cv = people.frailty.cv;
  r.frailty_on_worsens = people.frailty.on_worsens;
  r.frailty_on_crisis = people.frailty.on_crisis;
  for (const std::string& name : c.names.cohorts.list())
    for (const auto& [cohort, spec] : people.cohorts)
      if (cohort == name) r.cohorts.push_back(lower_cohort(c, name, spec));
  for (const auto& [name, group] : people.groups) r.groups.push_back(lower_group(c, name, group));
  for (const Group& g : r.groups) r.asks_cost_before = r.asks_cost_before || g.cost_before > 0;
  r.visitors_trust = c.spec.trust.start;
  for (const std::string& name : c.names.attributes.list()) {
    const auto values = c.names.values.find(name);
    r.attributes.push_back({name, values == c.names.values.end() ? std::vector<std::string>{} : values->second.list(),
                            values == c.names.values.end()});
  }
}

void lower_needs(const Context& c, Rules& r) {
  for (const auto& [name, spec] : c.spec.needs) {
    r.goals[r.needs.size()] = spec.goal;
    r.needs.push_back(lower_need(c, name, spec));
    if (c.names.pursued.contains(name)) r.need_pursued.push_back(c.need(name));
  }
}

void lower_services(const Context& c, Rules& r) {
  r.services.resize(c.names.services.size());
  for (const std::string& name : c.names.services.list()) {
    Service& s = r.services[c.names.services.number_of(name)];
    s.name = name;
    s.exists = false;
  }
  for (const auto& [name, spec] : c.spec.services) r.services[c.service(name).index()] = lower_service(c, name, spec);
}

void lower_streams(const Context& c, Rules& r) {
  for (const auto& [name, spec] : c.spec.streams) {
    Stream s;
    s.name = name;
    s.salt = key_of(spec.key, name);
    s.to = c.service(spec.to);
    s.rate = steps(c, spec.rate, 1.0 / ticks_per_year);
    s.every = spec.every;
    if (spec.first) s.first = c.at(*spec.first);
    s.batch = spec.batch;
    s.priority = static_cast<std::uint8_t>(spec.priority);
    s.levels.assign(c.names.needs.size(), 0);
    s.trust = c.spec.trust.start;
    for (const auto& [need, level] : spec.needs) {
      s.needs |= 1u << c.need(need).value;
      s.levels[c.need(need).index()] = level;
    }
    r.streams.push_back(std::move(s));
  }
}

/// What places do to needs, if any does anything.
void lower_places(const Context& c, Rules& r) {
  for (const auto& [name, place] : c.spec.places)
    for (const auto& [need, factor] : place.worsens) {
      if (r.places_worsen.empty()) r.places_worsen.assign(c.names.places.size(), all_of(1.0));
      r.places_worsen[c.names.places.number_of(name)][c.need(need).index()] = factor;
    }
}

Rules lower_one(const ScenarioSpec& spec, const Numbering& names, const Scenario& scenario) {
  Rules r;
  r.window = window(spec);
  const Context c{spec, names, r.window.end};
  r.name = spec.name;
  r.scenario_hash = std::stoull(scenario.hash, nullptr, 16);
  r.currency = spec.currency;
  r.price_base = spec.price_base;
  r.discount = discount(spec.discount);
  r.start_date = spec.start.days_since_1970;
  r.levels = spec.levels;
  r.places = names.places.list();
  for (const std::string& name : names.payers.list()) {
    const auto p = std::find_if(spec.payers.begin(), spec.payers.end(), [&](const auto& q) { return q.first == name; });
    r.payers.push_back({name, p == spec.payers.end() ? "fiscal" : p->second.type});
  }
  r.outcome = {spec.outcome.sustain, spec.outcome.credit_window, spec.outcome.repeat_window, spec.outcome.review.value_or(forever())};
  r.repeat_counts_crisis = spec.outcome.repeat_counts_crisis;
  r.repeat_counts_pursued = spec.outcome.repeat_counts_pursued;
  r.trust = trust(spec.trust);
  r.relationship_attended = spec.relationship_attended;
  r.max_hops = spec.passing.max_hops;
  if (spec.directory.refreshed_every) r.directory.refreshed_every = duration(c, *spec.directory.refreshed_every);
  r.directory.found_after = spec.directory.found_after;
  r.directory.wrong_cost = spec.directory.wrong_cost;
  r.directory.knows_closed = spec.directory.knows_closed;
  lower_needs(c, r);
  lower_people(c, r);
  lower_services(c, r);
  lower_streams(c, r);
  lower_places(c, r);
  lower_links(c, r);
  lower_conditions(c, r);
  lower_programmes(c, r);
  lower_contracts(c, r);
  find_moved_clocks(r);
  return r;
}

/// @param variant  empty for the base
Rules lower_tied(const ScenarioSpec& spec, const Numbering& names, const Scenario& scenario, const std::string& variant) {
  Rules r = lower_one(spec, names, scenario);
  for (const TieSpec& tie : scenario.ties) {
    if (tie.variant != variant) continue;
    Rules end = lower_one(tie.end, names, scenario);
    if (r.places_worsen.empty()) r.places_worsen.resize(end.places_worsen.size(), all_of(1.0));
    add_tie(Context{spec, names, r.window.end}, tie, end, r);
  }
  return r;
}

/// A service or programme that a table lacks still has a payer there: what it cost before the table changed is paid for.
void share_payers(Runnable& study) {
  std::vector<Rules*> tables{&study.base};
  for (RunnableVariant& v : study.variants) tables.push_back(&v.rules);
  share_contracts(tables);
  for (const Rules* from : tables)
    for (Rules* to : tables) {
      for (std::size_t i = 0; i < to->services.size(); ++i)
        if (!to->services[i].exists && from->services[i].exists) {
          to->services[i].payer = from->services[i].payer;
          to->services[i].group = from->services[i].group;
        }
      for (std::size_t i = 0; i < to->programmes.size(); ++i)
        if (to->programmes[i].name.empty() && !from->programmes[i].name.empty()) {
          to->programmes[i].payer = from->programmes[i].payer;
          to->programmes[i].until = Time{};   // over before it began: it costs nothing here
          to->programmes[i].name = from->programmes[i].name;
        }
    }
}

/// A service that keeps people in one table has the figures of that in all, so that variants are told side by side (rule S9).
void share_blocking(Runnable& study) {
  for (std::size_t i = 0; i < study.base.services.size(); ++i) {
    bool may = study.base.services[i].blocks;
    for (const RunnableVariant& v : study.variants) may = may || v.rules.services[i].blocks;
    study.base.services[i].may_block = may;
    for (RunnableVariant& v : study.variants) v.rules.services[i].may_block = may;
  }
}

}  // namespace

}  // namespace detail

Runnable lower(const Scenario& scenario) {
  const detail::Numbering names = detail::number(scenario);
  Runnable out;
  out.hash = scenario.hash;
  out.base = detail::lower_tied(scenario.base, names, scenario, "");
  for (const auto& [variant, spec] : scenario.variants) {
    const detail::Context c{spec, names, out.base.window.end};
    RunnableVariant v{variant.name, variant.title, std::nullopt, std::nullopt, detail::lower_tied(spec, names, scenario, variant.name)};
    if (variant.starts) v.starts = c.at(*variant.starts);
    if (variant.ends) v.ends = c.at(*variant.ends);
    out.variants.push_back(std::move(v));
  }
  detail::share_payers(out);
  detail::share_blocking(out);
  detail::solve_overall_acceptance(scenario, out);
  out.figures = figure_names(out.base);
  return out;
}

}  // namespace casepath
