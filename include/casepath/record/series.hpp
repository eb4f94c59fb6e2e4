// The length of every list and caseload, looked at once a month (rank 10: observers come last).
#pragma once

#include <cstdint>
#include <vector>

#include "casepath/base/time.hpp"

namespace casepath {

struct ServiceSeries {
  std::vector<Time> at;
  std::vector<std::int64_t> waiting, open;   // times x services, by rows

  void merge(const ServiceSeries& other) {
    if (at.empty()) {
      *this = other;
      return;
    }
    for (std::size_t i = 0; i < waiting.size(); ++i) waiting[i] += other.waiting[i];
    for (std::size_t i = 0; i < open.size(); ++i) open[i] += other.open[i];
  }
};

}  // namespace casepath
