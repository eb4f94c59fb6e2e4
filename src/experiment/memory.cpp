#include "casepath/experiment/memory.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <string>

#include "casepath/base/error.hpp"
#include "casepath/person/people.hpp"

namespace casepath {

namespace {

/// A person's requests, acquaintances and pending costs, where people ask for anything: the borough takes 1,700 bytes.
double bytes_of_journeys(const Rules& r) {
  const auto asks = [](const NeedRules& need) {
    const auto some = [](const LevelTable& rates) { return std::any_of(rates.begin(), rates.end(), [](double rate) { return rate > 0; }); };
    return some(need.seeks) || some(need.crisis) || some(need.pursued);
  };
  return std::any_of(r.needs.begin(), r.needs.end(), asks) ? 500 : 0;
}

double bytes_per_person(const Rules& r) {
  const double clocks = static_cast<double>(r.clocks()) * (sizeof(std::int64_t) + sizeof(std::uint16_t));
  const double needs = static_cast<double>(r.needs.size()) * sizeof(NeedHistory);
  return sizeof(PersonHot) + sizeof(PersonCold) + needs + clocks + static_cast<double>(r.attributes.size()) * 2 + bytes_of_journeys(r);
}

std::string in_words(double bytes) {
  char text[32];
  std::snprintf(text, sizeof text, bytes < 1e9 ? "%.0f MB" : "%.1f GB", bytes / (bytes < 1e9 ? 1e6 : 1e9));
  return text;
}

}  // namespace

MemoryNeed memory_need(const Runnable& study, unsigned jobs) {
  const bool branches = std::any_of(study.variants.begin(), study.variants.end(), [](const RunnableVariant& v) { return v.starts.has_value(); });
  MemoryNeed need;
  need.worlds = jobs * (branches ? 2 : 1);
  for (const Cohort& c : study.base.cohorts) need.people += c.size;
  need.bytes = static_cast<double>(need.people) * bytes_per_person(study.base) * need.worlds;
  return need;
}

double free_memory() {
  std::ifstream file("/proc/meminfo");
  for (std::string name, unit; file >> name;) {
    double amount = 0;
    file >> amount;
    if (name == "MemAvailable:") return amount * 1024;
    std::getline(file, unit);
  }
  return 0;
}

void refuse_if_too_big(const MemoryNeed& need, double free) {
  if (free <= 0 || need.bytes <= free) return;
  throw Error("this needs at least " + in_words(need.bytes) + " for " + std::to_string(need.people) + " people in " +
              std::to_string(need.worlds) + (need.worlds == 1 ? " world" : " worlds at a time") + ", and " + in_words(free) +
              " are free: take fewer people" + (need.worlds == 1 ? "" : ", fewer jobs or fewer variants"));
}

}  // namespace casepath
