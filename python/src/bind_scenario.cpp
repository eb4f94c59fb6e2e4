// Scenarios, the format, and what the registry of figures says.
#include <pybind11/stl.h>

#include <cmath>

#include "bind.hpp"
#include "casepath/base/error.hpp"
#include "casepath/experiment/check.hpp"
#include "casepath/record/figures.hpp"
#include "casepath/scenario/plan.hpp"

namespace casepath::python {

namespace {

std::unique_ptr<LoadedScenario> load(const std::string& json) {
  auto loaded = std::make_unique<LoadedScenario>();
  loaded->scenario = read_scenario(json);
  loaded->runnable = lower(loaded->scenario);
  return loaded;
}

template <class Rows, class Of>
std::vector<std::string> names_of(const Rows& rows, Of&& of) {
  std::vector<std::string> out;
  for (const auto& row : rows) out.push_back(of(row));
  return out;
}

py::list variants_of(const LoadedScenario& s) {
  py::list rows;
  for (std::size_t i = 0; i < s.runnable.variants.size(); ++i) {
    const RunnableVariant& v = s.runnable.variants[i];
    py::dict row;
    row["name"] = v.name;
    row["title"] = v.title;
    row["starts_day"] = v.starts ? py::object(py::float_(in_days(*v.starts - Time{}))) : py::object(py::none());
    row["ends_day"] = v.ends ? py::object(py::float_(in_days(*v.ends - Time{}))) : py::object(py::none());
    row["is_base"] = !s.scenario.variants[i].first.changes;
    rows.append(row);
  }
  return rows;
}

py::list parameters_of(const LoadedScenario& s) {
  py::list rows;
  for (const Parameter& p : s.scenario.parameters) {
    py::dict row;
    row["path"] = p.path;
    row["value"] = p.value;
    row["low"] = p.low;
    row["high"] = p.high;
    row["dist"] = p.dist;
    row["source"] = p.source;
    row["grade"] = p.grade;
    rows.append(row);
  }
  return rows;
}

py::dict about(const LoadedScenario& s) {
  const Rules& r = s.runnable.base;
  py::dict out;
  out["name"] = s.scenario.base.name;
  out["title"] = s.scenario.base.title;
  out["currency"] = r.currency;
  out["price_base"] = r.price_base;
  out["start_date"] = r.start_date;
  out["counted_from_day"] = in_days(r.window.from - Time{});
  out["counted_to_day"] = in_days(r.window.to - Time{});
  out["end_day"] = in_days(r.window.end - Time{});
  out["period_end_days"] = [&] {
    std::vector<double> days;
    for (const Time t : r.window.period_ends) days.push_back(in_days(t - Time{}));
    return days;
  }();
  out["services"] = names_of(r.services, [](const Service& x) { return x.name; });
  out["payers"] = names_of(r.payers, [](const Payer& x) { return x.name; });
  out["payer_types"] = names_of(r.payers, [](const Payer& x) { return x.type; });
  out["needs"] = names_of(r.needs, [](const NeedRules& x) { return x.name; });
  out["levels"] = r.levels;
  out["contracts"] = names_of(r.contracts, [](const Contract& x) { return x.name; });
  out["groups"] = names_of(r.groups, [](const Group& x) { return x.name; });
  out["people"] = [&] {
    std::int64_t n = 0;
    for (const Cohort& c : r.cohorts) n += c.size;
    return n;
  }();
  return out;
}

/// Names, groups and payers of what the rows of a variant's ledger count: its services, then its programmes.
py::dict rows_of(const LoadedScenario& s, const std::string& variant) {
  const Rules* rules = &s.runnable.base;
  for (const RunnableVariant& v : s.runnable.variants)
    if (v.name == variant) rules = &v.rules;
  std::vector<std::string> names, groups, payers;
  for (const Service& x : rules->services) {
    names.push_back(x.name);
    groups.push_back(x.group);
    payers.push_back(rules->payers[x.payer].name);
  }
  for (const Programme& x : rules->programmes) {
    names.push_back(x.name);
    groups.emplace_back();
    payers.push_back(rules->payers[x.payer].name);
  }
  py::dict out;
  out["name"] = names;
  out["group"] = groups;
  out["payer"] = payers;
  return out;
}

/// What a variant plans to spend in a year, by kind and name, in minor units.
py::list planned_of(const LoadedScenario& s, const std::string& variant) {
  const ScenarioSpec* spec = &s.scenario.base;
  for (const auto& [v, changed] : s.scenario.variants)
    if (v.name == variant) spec = &changed;
  py::list rows;
  for (const PlannedSpend& p : planned_spend(*spec)) rows.append(py::make_tuple(planned_kinds[static_cast<std::size_t>(p.kind)], p.name, p.per_year.minor));
  return rows;
}

/// What each tie's path means, a sentence each (rule C4).
std::vector<std::string> tie_lines(const Scenario& scenario) {
  std::vector<std::string> lines;
  for (const TieSpec& tie : scenario.ties) {
    std::string line = (tie.variant.empty() ? "" : tie.variant + ": ") + tie.path + " goes with " + tie.with;
    if (tie.path.find('*') != std::string::npos)
      for (std::size_t i = 0; i < tie.matched.size(); ++i) line += (i == 0 ? ": " : ", ") + tie.matched[i];
    lines.push_back(std::move(line));
  }
  return lines;
}

py::dict estimate_row(const FirstEstimate& e, const Rules& r) {
  py::list services;
  for (const ServiceEstimate& s : e.services) {
    py::dict row;
    row["service"] = s.name;
    row["arrivals"] = s.arrivals;
    row["rejected"] = s.rejected;
    row["admitted"] = s.admitted;
    row["wanted"] = s.wanted;
    row["slots"] = s.slots < 0 ? py::object(py::none()) : py::object(py::float_(s.slots));
    row["load"] = s.slots < 0 ? py::object(py::none()) : py::object(py::float_(s.load()));
    row["saturates"] = s.saturates();
    row["cost"] = s.cost;
    services.append(row);
  }
  py::dict out;
  out["services"] = services;
  out["cost_total"] = e.cost_total;
  out["cost_overhead"] = e.cost_overhead;
  out["cost_no_outcome"] = e.cost_no_outcome;
  out["no_outcome_cost_share"] = e.no_outcome_share();
  out["years"] = e.years;
  out["currency"] = r.currency;
  out["left_out"] = e.left_out;
  return out;
}

/// @throws Error for a variant there is not
py::dict first_estimate_of(const LoadedScenario& s, const std::string& variant) {
  const Rules* rules = variant == "base" ? &s.runnable.base : nullptr;
  for (const RunnableVariant& v : s.runnable.variants)
    if (v.name == variant) rules = &v.rules;
  if (rules == nullptr) throw Error("no variant is called \"" + variant + "\"");
  const FirstEstimate e = [&] {
    const py::gil_scoped_release free_the_lock;
    return first_estimate(*rules);
  }();
  return estimate_row(e, *rules);
}

/// Everything `casepath check` says, as one JSON object; problems are data here, never an exception.
std::string check(const std::string& json) {
  py::dict out;
  py::list problems, warnings;
  out["problems"] = problems;
  out["warnings"] = warnings;
  out["variants"] = py::list();
  out["hash"] = "";
  try {
    const std::unique_ptr<LoadedScenario> s = load(json);
    const Analysis found = [&] {
      const py::gil_scoped_release free_the_lock;
      return analyse(s->runnable);
    }();
    for (const std::string& w : s->scenario.warnings) warnings.append(w);
    for (const std::string& w : found.warnings) warnings.append(w);
    out["variants"] = variants_of(*s);
    out["ties"] = tie_lines(s->scenario);
    out["hash"] = s->scenario.hash;
    out["acceptance"] = found.acceptance;
    out["solved"] = s->runnable.solved;
    out["estimate"] = estimate_row(found.estimate, s->runnable.base);
    out["estimate"]["pilot_cost_total"] = found.pilot_cost;
    out["estimate"]["pilot_no_outcome_cost_share"] =
        found.pilot_no_outcome_share && std::isfinite(*found.pilot_no_outcome_share) ? py::object(py::float_(*found.pilot_no_outcome_share)) : py::none();
  } catch (const ScenarioError& error) {
    out["problems"] = problem_rows(error);
  }
  return py::module_::import("json").attr("dumps")(out).cast<std::string>();
}

/// A figure's or a parameter's explanation. @throws KeyError (from Error) for neither
std::string explain(const std::string& name) {
  if (std::string text = explain_figure(name); !text.empty()) return text;
  try {
    return explain_path(name);
  } catch (const ScenarioError& error) {
    throw Error(std::string("neither a figure nor a path of the format: ") + error.what());
  }
}

/// Unit, meaning and place of definition of each figure named.
py::list figures_of(const std::vector<std::string>& names) {
  py::list rows;
  for (const std::string& name : names) {
    const FigureInfo* info = find_figure(name);
    if (info == nullptr) throw Error("no figure is called \"" + name + "\"");
    rows.append(py::make_tuple(info->unit, info->meaning, info->defined));
  }
  return rows;
}

}  // namespace

void bind_scenario(py::module_& m) {
  py::class_<LoadedScenario, std::shared_ptr<LoadedScenario>>(m, "Scenario")
      .def(py::init([](const std::string& json) { return std::shared_ptr<LoadedScenario>(load(json)); }), py::arg("json"))
      .def_property_readonly("about", &about)
      .def_property_readonly("variants", &variants_of)
      .def("rows", &rows_of, py::arg("variant"))
      .def("planned", &planned_of, py::arg("variant"))
      .def("first_estimate", &first_estimate_of, py::arg("variant"))
      .def_property_readonly("parameters", &parameters_of)
      .def_property_readonly("sources", [](const LoadedScenario& s) { return s.scenario.sources; })
      .def_property_readonly("warnings", [](const LoadedScenario& s) { return s.scenario.warnings; })
      .def_property_readonly("solved", [](const LoadedScenario& s) { return s.runnable.solved; })
      .def_property_readonly("matched", [](const LoadedScenario& s) { return s.scenario.matched; })
      .def_property_readonly("hash", [](const LoadedScenario& s) { return s.scenario.hash; });
  m.def("canonical", &canonical_json, py::arg("json"));
  m.def("check", &check, py::arg("json"));
  m.def("schema", &json_schema);
  m.def("format_reference", &format_reference);
  m.def("figure_reference", &figure_reference);
  m.def("figures", &figures_of, py::arg("names"));
  m.def("explain", &explain, py::arg("name"));
}

}  // namespace casepath::python
