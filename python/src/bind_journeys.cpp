// One replication in one world, person by person: the event log of one or of many, and the table of everybody.
#include <pybind11/functional.h>
#include <pybind11/stl.h>

#include <atomic>
#include <optional>
#include <utility>

#include "bind.hpp"
#include "casepath/experiment/journeys.hpp"
#include "casepath/experiment/log_file.hpp"
#include "numpy_columns.hpp"
#include "watched.hpp"

namespace casepath::python {

namespace {

py::dict columns(const std::vector<LogRow>& rows) {
  const auto id = [](auto x) { return x.is_none() ? -1 : static_cast<int>(x.index()); };
  py::dict out;
  out["day"] = column_of<double>(rows, [](const LogRow& r) { return in_days(r.at - Time{}); });
  out["person"] = column_of<std::int64_t>(rows, [](const LogRow& r) { return r.person.value; });
  out["what"] = column_of<std::int32_t>(rows, [](const LogRow& r) { return static_cast<int>(r.what); });
  out["service"] = column_of<std::int32_t>(rows, [&](const LogRow& r) { return id(r.service); });
  out["other"] = column_of<std::int32_t>(rows, [&](const LogRow& r) { return id(r.other); });
  out["need"] = column_of<std::int32_t>(rows, [&](const LogRow& r) { return id(r.need); });
  out["detail"] = column_of<std::int32_t>(rows, [](const LogRow& r) { return r.detail; });
  out["level"] = column_of<std::int32_t>(rows, [](const LogRow& r) { return r.level; });
  out["request"] = column_of<std::int64_t>(rows, [](const LogRow& r) { return r.request.is_none() ? -1 : static_cast<std::int64_t>(r.request.value); });
  out["cost_minor"] = column_of<std::int64_t>(rows, [](const LogRow& r) { return r.cost.minor; });
  return out;
}

/// @param people the first of them and how many; nobody named: everybody
py::dict journeys(const LoadedScenario& s, const std::string& variant, std::optional<std::pair<std::uint32_t, std::uint32_t>> people,
                  std::uint64_t seed, std::uint32_t replication) {
  std::optional<PeopleRange> range;
  if (people) range = PeopleRange{people->first, people->second};
  std::vector<LogRow> rows;
  {
    const py::gil_scoped_release free_the_lock;
    rows = log_of(s.runnable, variant, range, {.seed = seed, .replication = replication});
  }
  return columns(rows);
}

/// The number of rows, or none if it was interrupted.
std::optional<std::int64_t> log_file(const LoadedScenario& s, const std::string& file, const std::string& variant, std::uint64_t seed,
                                     std::uint32_t replication, bool replace, const Progress& progress) {
  const auto end = static_cast<double>(s.runnable.base.window.end.ticks);
  std::atomic<std::int64_t> passed{0};
  const auto write = [&](const std::atomic<bool>& stop) {
    const RunSettings settings{.seed = seed, .replication = replication, .stop = &stop, .passed = &passed};
    return write_log_file(s.runnable, variant, file, replace ? IfThere::replace : IfThere::refuse, settings);
  };
  bool interrupted = false;
  try {
    return watched(progress, interrupted, write, [&] { return static_cast<double>(passed.load()) / end; });
  } catch (const Interrupted&) {
    return std::nullopt;
  }
}

template <class T>
py::list listed(std::vector<std::vector<T>> columns) {
  py::list out;
  for (std::vector<T>& values : columns) out.append(column(std::move(values)));
  return out;
}

py::dict people(const LoadedScenario& s, const std::string& variant, std::uint64_t seed, std::uint32_t replication) {
  PeopleColumns t;
  {
    const py::gil_scoped_release free_the_lock;
    t = people_table_of(s.runnable, variant, {.seed = seed, .replication = replication});
  }
  py::dict counts, out;
  for (std::size_t c = 0; c < person_count_names.size(); ++c) counts[person_count_names[c]] = column(std::move(t.counts[c]));
  out["person"] = column(std::move(t.person));
  out["cohort"] = column(std::move(t.cohort));
  out["place"] = column(std::move(t.place));
  out["joined"] = column(std::move(t.joined));
  out["left"] = column(std::move(t.left));
  out["level_at_start"] = listed(std::move(t.level_at_start));
  out["days_there"] = column(std::move(t.days_there));
  out["days_at_level"] = listed(std::move(t.days_at_level));
  out["days_waiting"] = column(std::move(t.days_waiting));
  out["counts"] = counts;
  out["cost_minor"] = listed(std::move(t.cost_minor));
  out["trust_at_end"] = column(std::move(t.trust_at_end));
  out["cohorts"] = [&] {
    std::vector<std::string> names;
    for (const Cohort& c : s.runnable.base.cohorts) names.push_back(c.name);
    return names;
  }();
  out["places"] = s.runnable.base.places;
  return out;
}

py::dict start(const LoadedScenario& s, const std::string& variant, std::uint32_t person, std::uint64_t seed, std::uint32_t replication) {
  const PersonAtStart p = person_at_start(s.runnable, variant, person, {.seed = seed, .replication = replication});
  py::dict out;
  out["cohort"] = p.cohort;
  out["place"] = p.place;
  out["levels"] = p.levels;
  out["trust"] = p.trust;
  out["frailty"] = p.frailty;
  out["thresholds"] = p.thresholds;
  out["marks"] = p.marks;
  return out;
}

/// Service by service, the names of the refusals that `level - 1` of a row of a rejection counts (rule E4).
std::vector<std::vector<std::string>> refusals(const LoadedScenario& s, const std::string& variant) {
  const Rules* rules = &s.runnable.base;
  for (const RunnableVariant& v : s.runnable.variants)
    if (v.name == variant) rules = &v.rules;
  std::vector<std::vector<std::string>> out;
  for (const Service& service : rules->services) {
    out.emplace_back();
    for (const Refuses& refuses : service.refuses) out.back().push_back(refuses.name);
  }
  return out;
}

}  // namespace

void bind_journeys(py::module_& m) {
  m.def("journeys", &journeys, py::arg("scenario"), py::kw_only(), py::arg("variant"), py::arg("people"), py::arg("seed"), py::arg("replication"));
  m.def("log_file", &log_file, py::arg("scenario"), py::arg("file"), py::kw_only(), py::arg("variant"), py::arg("seed"),
        py::arg("replication"), py::arg("replace"), py::arg("progress") = py::none());
  m.def("people", &people, py::arg("scenario"), py::kw_only(), py::arg("variant"), py::arg("seed"), py::arg("replication"));
  m.def("person_at_start", &start, py::arg("scenario"), py::kw_only(), py::arg("variant"), py::arg("person"), py::arg("seed"),
        py::arg("replication"));
  m.def("refusals", &refusals, py::arg("scenario"), py::kw_only(), py::arg("variant"));
}

}  // namespace casepath::python
