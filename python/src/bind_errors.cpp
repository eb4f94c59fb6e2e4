// Errors of the core as Python exceptions. A wrong scenario carries its problems as data: the package says where they are.
#include "bind.hpp"
#include "casepath/experiment/study.hpp"

#include <cerrno>
#include <filesystem>

namespace casepath::python {

py::list problem_rows(const ScenarioError& error) {
  py::list rows;
  for (const Problem& p : error.problems()) {
    py::dict row;
    row["path"] = p.path;
    row["found"] = p.found;
    row["allowed"] = p.allowed;
    row["hint"] = p.hint;
    rows.append(row);
  }
  return rows;
}

void bind_errors(py::module_& m) {
  static PyObject* scenario_error = PyErr_NewException("casepath._core.ScenarioError", PyExc_ValueError, nullptr);
  static PyObject* model_error = PyErr_NewException("casepath._core.ModelError", PyExc_RuntimeError, nullptr);
  m.add_object("ScenarioError", scenario_error);
  m.add_object("ModelError", model_error);
  py::register_exception_translator([](std::exception_ptr thrown) {
    try {
      if (thrown) std::rethrow_exception(thrown);
    } catch (const ScenarioError& error) {
      const py::object json = py::module_::import("json").attr("dumps")(problem_rows(error));
      PyErr_SetObject(scenario_error, json.ptr());
    } catch (const ModelError& error) {
      PyErr_SetString(model_error, error.what());
    } catch (const RunFolderError& error) {
      PyErr_SetString(PyExc_ValueError, error.what());
    } catch (const Error& error) {
      PyErr_SetString(PyExc_KeyError, error.what());
    } catch (const std::filesystem::filesystem_error& error) {   // an OSError, of the kind that belongs to its number
      errno = error.code().value();
      PyErr_SetFromErrnoWithFilename(PyExc_OSError, error.path1().c_str());
    }
  });
}

}  // namespace casepath::python
