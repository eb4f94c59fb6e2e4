// Studies: run without the interpreter's lock, results as columns.
#include <pybind11/functional.h>
#include <pybind11/stl.h>

#include <algorithm>
#include <atomic>
#include <optional>
#include <string_view>

#include "bind.hpp"
#include "casepath/experiment/study.hpp"
#include "casepath/record/event_log.hpp"
#include "numpy_columns.hpp"
#include "watched.hpp"

namespace casepath::python {

namespace {

/// A study that was run on behalf of Python, and whether the user broke it off.
struct PyStudy {
  Study study;
  bool interrupted = false;
};

/// A run that is over before a thread would have started.
std::shared_ptr<PyStudy> run_tiny(const Runnable& runnable, const StudySettings& settings) {
  const py::gil_scoped_release free_the_lock;
  std::optional<Study> study = run_if_tiny(runnable, settings);
  return study ? std::make_shared<PyStudy>(PyStudy{std::move(*study)}) : nullptr;
}

std::shared_ptr<PyStudy> run_and_listen(const Runnable& runnable, StudySettings settings, const Progress& progress) {
  std::atomic<double> done{0};
  if (progress) settings.progress = [&done](double now) { done = now; };
  const auto study = [&](const std::atomic<bool>& stop) {
    settings.stop = &stop;
    return run_study(runnable, settings);
  };
  auto out = std::make_shared<PyStudy>();
  out->study = watched(progress, out->interrupted, study, [&done] { return done.load(); });
  return out;
}

std::shared_ptr<PyStudy> run(const LoadedScenario& s, std::vector<std::string> variants, std::uint32_t replications, std::uint64_t seed,
                             unsigned jobs, const Progress& progress, const std::string& run_dir, bool resume) {
  StudySettings settings;
  settings.variants = std::move(variants);
  settings.replications = replications;
  settings.seed = seed;
  settings.jobs = jobs;
  settings.run_dir = run_dir;
  settings.resume = resume;
  auto done = run_dir.empty() ? run_tiny(s.runnable, settings) : nullptr;
  if (done == nullptr) return run_and_listen(s.runnable, settings, progress);
  if (progress) progress(replications);
  return done;
}

const VariantResult& variant(const PyStudy& s, const std::string& name) {
  for (const VariantResult& v : s.study.variants)
    if (v.name == name) return v;
  throw py::key_error("no variant is called \"" + name + "\"");
}

/// Number of a figure; none where there is no such figure.
std::optional<std::size_t> place(const PyStudy& s, std::string_view name) {
  const auto& names = s.study.figure_names;
  const auto at = std::find(names.begin(), names.end(), name);
  if (at == names.end()) return std::nullopt;
  return static_cast<std::size_t>(at - names.begin());
}

/// Replications x figures.
py::array_t<double> values(const PyStudy& s, const std::string& name) {
  const VariantResult& v = variant(s, name);
  std::vector<double> flat;
  for (const auto& row : v.figures) flat.insert(flat.end(), row.begin(), row.end());
  const auto rows = static_cast<py::ssize_t>(v.figures.size()), columns = static_cast<py::ssize_t>(s.study.figure_names.size());
  return column(std::move(flat)).reshape({rows, columns});
}

py::dict interval_columns(const std::vector<Interval>& all) {
  py::dict out;
  out["mean"] = column_of<double>(all, [](const Interval& i) { return i.mean; });
  out["low"] = column_of<double>(all, [](const Interval& i) { return i.low; });
  out["high"] = column_of<double>(all, [](const Interval& i) { return i.high; });
  out["replications"] = column_of<std::int64_t>(all, [](const Interval& i) { return i.n; });
  return out;
}

std::vector<double> figure_column(const VariantResult& v, std::size_t figure) {
  std::vector<double> out;
  for (const auto& row : v.figures) out.push_back(row[figure]);
  return out;
}

py::dict summary(const PyStudy& s, const std::string& name) {
  std::vector<Interval> all;
  for (std::size_t f = 0; f < s.study.figure_names.size(); ++f) all.push_back(t_interval(figure_column(variant(s, name), f)));
  return interval_columns(all);
}

py::dict differences(const PyStudy& s, const std::string& name, const std::string& against) {
  std::vector<Interval> all;
  std::vector<double> ratio;
  for (std::size_t f = 0; f < s.study.figure_names.size(); ++f) {
    const Paired d = paired_difference(figure_column(variant(s, name), f), figure_column(variant(s, against), f));
    all.push_back(d.difference);
    ratio.push_back(d.variance_ratio);
  }
  py::dict out = interval_columns(all);
  out["variance_ratio"] = column(std::move(ratio));
  return out;
}

/// Sums over replications; `row` is a service, or services + programme; names of codes are in `codes`.
py::dict ledger(const PyStudy& s, const std::string& name) {
  const auto& rows = variant(s, name).ledger;
  py::dict out;
  out["period"] = column_of<std::int32_t>(rows, [](const LedgerRow& r) { return r.period; });
  out["row"] = column_of<std::int32_t>(rows, [](const LedgerRow& r) { return r.row; });
  out["kind"] = column_of<std::int32_t>(rows, [](const LedgerRow& r) { return static_cast<int>(r.kind); });
  out["purpose"] = column_of<std::int32_t>(rows, [](const LedgerRow& r) { return static_cast<int>(r.purpose); });
  out["class"] = column_of<std::int32_t>(rows, [](const LedgerRow& r) { return static_cast<int>(r.of); });
  out["opener"] = column_of<std::int32_t>(rows, [](const LedgerRow& r) { return static_cast<int>(r.opener); });
  out["cost_minor"] = column_of<std::int64_t>(rows, [](const LedgerRow& r) { return r.sum.chain.minor; });
  out["cost_minor_episode_credit"] = column_of<std::int64_t>(rows, [](const LedgerRow& r) { return r.sum.episode.minor; });
  out["count"] = column_of<double>(rows, [](const LedgerRow& r) { return static_cast<double>(r.sum.chain_count) / static_cast<double>(whole_count); });
  return out;
}

/// Sums over replications; `from` is a service, or services + opener for a request's first referral.
py::dict flows(const PyStudy& s, const std::string& name) {
  const auto& rows = variant(s, name).flows;
  py::dict out;
  out["from"] = column_of<std::int32_t>(rows, [](const Flow& f) { return f.from; });
  out["to"] = column_of<std::int32_t>(rows, [](const Flow& f) { return f.to; });
  out["mode"] = column_of<std::int32_t>(rows, [](const Flow& f) { return static_cast<int>(f.mode); });
  out["result"] = column_of<std::int32_t>(rows, [](const Flow& f) { return static_cast<int>(f.result); });
  out["count"] = column_of<std::int64_t>(rows, [](const Flow& f) { return f.count; });
  return out;
}

/// Sums over replications, times x services.
py::dict series(const PyStudy& s, const std::string& name) {
  const ServiceSeries& all = variant(s, name).series;
  const auto times = static_cast<py::ssize_t>(all.at.size());
  const auto services = times == 0 ? 0 : static_cast<py::ssize_t>(all.waiting.size()) / times;
  py::dict out;
  out["day"] = column_of<double>(all.at, [](Time t) { return in_days(t - Time{}); });
  out["waiting"] = column(all.waiting).reshape({times, services});
  out["open"] = column(all.open).reshape({times, services});
  return out;
}

template <class Names>
std::vector<std::string> listed(const Names& names) {
  return {names.begin(), names.end()};
}

}  // namespace

void bind_study(py::module_& m) {
  py::class_<PyStudy, std::shared_ptr<PyStudy>>(m, "Study")
      .def_property_readonly("figure_names", [](const PyStudy& s) { return s.study.figure_names; })
      .def("place", &place, py::arg("figure"))
      .def_property_readonly("variants", [](const PyStudy& s) {
        std::vector<std::string> names;
        for (const VariantResult& v : s.study.variants) names.push_back(v.name);
        return names;
      })
      .def_property_readonly("seed", [](const PyStudy& s) { return s.study.seed; })
      .def_property_readonly("asked", [](const PyStudy& s) { return s.study.asked; })
      .def_property_readonly("completed", [](const PyStudy& s) { return s.study.completed.size(); })
      .def_property_readonly("seconds", [](const PyStudy& s) { return s.study.seconds; })
      .def_property_readonly("resumed", [](const PyStudy& s) { return s.study.resumed; })
      .def_property_readonly("dropped_bytes", [](const PyStudy& s) { return s.study.dropped_bytes; })
      .def_readonly("interrupted", &PyStudy::interrupted)
      .def("values", &values, py::arg("variant"))
      .def("summary", &summary, py::arg("variant"))
      .def("differences", &differences, py::arg("variant"), py::arg("against"))
      .def("ledger", &ledger, py::arg("variant"))
      .def("flows", &flows, py::arg("variant"))
      .def("series", &series, py::arg("variant"))
      .def("json", [](const PyStudy& s, bool differences_too) { return to_json(s.study, differences_too); }, py::arg("differences"));
  m.def("run", &run, py::arg("scenario"), py::kw_only(), py::arg("variants"), py::arg("replications"), py::arg("seed"), py::arg("jobs"),
        py::arg("progress") = py::none(), py::arg("run_dir") = "", py::arg("resume") = false);
  py::dict codes;
  codes["kind"] = listed(kind_names);
  codes["purpose"] = listed(purpose_names);
  codes["class"] = listed(class_names);
  codes["opener"] = listed(opener_names);
  codes["mode"] = listed(mode_labels);
  codes["flow_result"] = listed(flow_result_names);
  codes["refusal"] = listed(refusal_names);
  codes["closure"] = listed(closure_names);
  codes["end_reason"] = listed(end_reason_names);
  codes["happening"] = listed(happening_names);
  m.attr("codes") = codes;
}

}  // namespace casepath::python
