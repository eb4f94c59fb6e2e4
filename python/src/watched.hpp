// Long work on behalf of Python: in a thread of its own and without the interpreter's lock, while this one, every fiftieth of
// a second, hears an interrupt and passes on how much is done.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <future>

#include "bind.hpp"

namespace casepath::python {

using Progress = std::function<void(double)>;

/// What `work(stop)` returns, with `done()` telling how far it is. An interrupt sets `stop` and is no exception of its own:
/// what is done is not thrown away. @throws what the work or `progress` throws
template <class Work, class Done>
auto watched(const Progress& progress, bool& interrupted, Work&& work, Done&& done) {
  std::atomic<bool> stop{false};
  auto result = std::async(std::launch::async, [&] { return work(stop); });
  const auto is_over = [&result](std::chrono::milliseconds wait) {
    const py::gil_scoped_release free_the_lock;
    return result.wait_for(wait) == std::future_status::ready;
  };
  try {
    double told = 0;
    for (bool over = false; !over;) {
      over = is_over(std::chrono::milliseconds(20));
      if (PyErr_CheckSignals() != 0) {
        PyErr_Clear();
        stop = interrupted = true;
      }
      if (const double now = done(); progress && now > told) progress(told = now);
    }
  } catch (...) {
    stop = true;
    while (!is_over(std::chrono::milliseconds(20))) {}
    throw;
  }
  return result.get();
}

}  // namespace casepath::python
