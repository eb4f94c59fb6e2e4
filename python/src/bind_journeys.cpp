// The event log of one replication in one world: of one person, or of the first so many.
#include <pybind11/stl.h>

#include <atomic>

#include "bind.hpp"
#include "casepath/experiment/journeys.hpp"
#include "numpy_columns.hpp"

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

py::dict journeys(const LoadedScenario& s, const std::string& variant, std::uint32_t first, std::uint32_t count, std::uint64_t seed,
                  std::uint32_t replication) {
  std::vector<LogRow> rows;
  {
    const py::gil_scoped_release free_the_lock;
    rows = log_of(s.runnable, variant, {first, count}, {.seed = seed, .replication = replication});
  }
  return columns(rows);
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
  m.def("journeys", &journeys, py::arg("scenario"), py::kw_only(), py::arg("variant"), py::arg("first"), py::arg("count"), py::arg("seed"),
        py::arg("replication"));
  m.def("person_at_start", &start, py::arg("scenario"), py::kw_only(), py::arg("variant"), py::arg("person"), py::arg("seed"),
        py::arg("replication"));
  m.def("refusals", &refusals, py::arg("scenario"), py::kw_only(), py::arg("variant"));
}

}  // namespace casepath::python
