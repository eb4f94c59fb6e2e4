#include "casepath/experiment/memory.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <string>

#include "casepath/base/error.hpp"
#include "casepath/person/people.hpp"

namespace casepath {

namespace {

/// Requests, acquaintances and pending costs of somebody who asks for help: in the borough 1,700 bytes, in the region 500.
constexpr double bytes_of_journeys = 400;

/// Chance that a need stands at a level at the start (rule P1).
double chance_of_level(const Cohort& c, std::size_t need, std::size_t level) {
  if (c.microdata) {
    const Microdata& data = *c.microdata;
    const std::size_t needs = data.levels.size() / data.rows;
    double there = 0;
    for (std::size_t row = 0; row < data.rows; ++row)
      if (data.levels[row * needs + need] == level) there += data.up_to[row] - (row > 0 ? data.up_to[row - 1] : 0.0);
    return there / data.up_to.back();
  }
  if (!c.profiles.empty()) {
    double all = 0, there = 0;
    for (const Profile& q : c.profiles) {
      all += q.weight;
      there += q.levels[need] == level ? q.weight : 0;
    }
    return there / all;
  }
  const std::vector<double>& cuts = c.cuts[need];   // quantiles of the normal at which levels 1, 2 ... begin
  const auto above = [&](std::size_t l) { return l == 0 ? 1.0 : l > cuts.size() ? 0.0 : 0.5 * std::erfc(cuts[l - 1] / std::sqrt(2.0)); };
  return above(level) - above(level + 1);
}

/// Share of a cohort who ask for help as they are at the start: at least those who do about the need asked about most.
double share_asking(const Cohort& c, const Rules& r) {
  double most = 0;
  for (std::size_t k = 0; k < r.needs.size(); ++k) {
    const NeedRules& need = r.needs[k];
    double share = 0;
    for (std::size_t l = 0; l < r.levels.size(); ++l)
      if (need.seeks[l] > 0 || need.crisis[l] > 0 || need.pursued[l] > 0) share += chance_of_level(c, k, l);
    most = std::max(most, share);
  }
  return most;
}

double bytes_per_person(const Cohort& c, const Rules& r) {
  const double clocks = static_cast<double>(r.clocks()) * (sizeof(std::int64_t) + sizeof(std::uint16_t));
  const double needs = static_cast<double>(r.needs.size()) * sizeof(NeedHistory);
  const double row = sizeof(PersonHot) + sizeof(PersonCold) + clocks + static_cast<double>(r.attributes.size()) * 2;
  return row + share_asking(c, r) * (needs + bytes_of_journeys);
}

/// Worlds that one job holds at a time: a second one while a variant that starts at a date has branched off a base that
/// is needed further (rule V2).
unsigned worlds_of_a_job(const Runnable& study, const std::vector<std::string>& variants) {
  const auto is_wanted = [&](const std::string& name) {
    return variants.empty() || std::find(variants.begin(), variants.end(), name) != variants.end();
  };
  const auto branches = std::count_if(study.variants.begin(), study.variants.end(),
                                      [&](const RunnableVariant& v) { return v.starts.has_value() && is_wanted(v.name); });
  return branches > 1 || (branches == 1 && is_wanted("base")) ? 2 : 1;
}

std::string in_words(double bytes) {
  char text[32];
  std::snprintf(text, sizeof text, bytes < 1e9 ? "%.0f MB" : "%.1f GB", bytes / (bytes < 1e9 ? 1e6 : 1e9));
  return text;
}

}  // namespace

MemoryNeed memory_need(const Runnable& study, const std::vector<std::string>& variants, unsigned jobs) {
  MemoryNeed need;
  need.worlds = jobs * worlds_of_a_job(study, variants);
  for (const Cohort& c : study.base.cohorts) {
    need.people += c.size;
    need.bytes += static_cast<double>(c.size) * bytes_per_person(c, study.base) * need.worlds;
  }
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
