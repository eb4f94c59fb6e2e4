// casepath._core: the compiled half of the Python package. Users never import it; the package around it does.
#include "bind.hpp"

#include "casepath/version.hpp"

PYBIND11_MODULE(_core, m) {
  m.doc() = "Compiled half of casepath.";
  m.attr("version") = casepath::library_version();
  m.attr("results_version") = casepath::results_version;
  casepath::python::bind_errors(m);
  casepath::python::bind_scenario(m);
  casepath::python::bind_study(m);
  casepath::python::bind_journeys(m);
}
