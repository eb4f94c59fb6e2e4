// Columns for NumPy: a vector moved into an array that owns it, so nothing is copied on the way out.
#pragma once

#include <pybind11/numpy.h>

#include <memory>
#include <utility>
#include <vector>

namespace casepath::python {

namespace py = pybind11;

/// A one-dimensional, read-only array over the moved-in values.
template <class T>
py::array_t<T> column(std::vector<T> values) {
  auto owned = std::make_unique<std::vector<T>>(std::move(values));
  T* data = owned->data();
  const auto size = static_cast<py::ssize_t>(owned->size());
  const py::capsule owner(owned.release(), [](void* p) { delete static_cast<std::vector<T>*>(p); });
  py::array_t<T> out(size, data, owner);
  out.attr("flags").attr("writeable") = false;
  return out;
}

/// A column made from one member of each row.
template <class T, class Rows, class Of>
py::array_t<T> column_of(const Rows& rows, Of&& of) {
  std::vector<T> out;
  out.reserve(rows.size());
  for (const auto& row : rows) out.push_back(static_cast<T>(of(row)));
  return column(std::move(out));
}

}  // namespace casepath::python
