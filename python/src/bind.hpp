// What the parts of the binding share.
#pragma once

#include <pybind11/pybind11.h>

#include <memory>

#include "casepath/base/error.hpp"
#include "casepath/scenario/io.hpp"
#include "casepath/scenario/lower.hpp"

namespace casepath::python {

namespace py = pybind11;

/// A scenario read and ready to run; immutable, shared by studies.
struct LoadedScenario {
  Scenario scenario;
  Runnable runnable;
};

/// Problems of a wrong scenario as dicts: path, found, allowed, hint.
[[nodiscard]] py::list problem_rows(const ScenarioError& error);

void bind_errors(py::module_& m);
void bind_scenario(py::module_& m);
void bind_study(py::module_& m);
void bind_journeys(py::module_& m);

}  // namespace casepath::python
