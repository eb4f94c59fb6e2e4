// Starting lists and open cases: numbers, or a table of cases of which some are a named person's (rule P7).
#include <algorithm>
#include <map>

#include "parts.hpp"

namespace casepath::detail {

namespace {

/// Named rows of data, by the person's number at the start: cohorts come one after the other, each row once.
std::map<std::string, std::uint32_t> people_by_name(const Context& c) {
  std::map<std::string, std::uint32_t> out;
  std::int64_t before = 0;
  for (const std::string& cohort : c.names.cohorts.list())
    for (const auto& [name, spec] : c.spec.people.cohorts) {
      if (name != cohort) continue;
      if (spec.microdata && !spec.draws_rows)
        for (std::size_t row = 0; row < spec.microdata->person.size(); ++row)
          out.emplace(spec.microdata->person[row], static_cast<std::uint32_t>(before) + static_cast<std::uint32_t>(row));
      before += spec.size;
    }
  return out;
}

/// Cases by lot that are about the same need are drawn together.
StartCases& like(std::vector<StartCases>& all, bool open, NeedId need) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const StartCases& s) {
    return s.open == open && s.need == need && s.person == StartCases::by_lot;
  });
  if (found != all.end()) return *found;
  all.push_back({0, open, {}, {}, need, StartCases::by_lot});
  return all.back();
}

}  // namespace

std::vector<StartCases> start_cases(const Context& c, const AtStartSpec& spec) {
  std::vector<StartCases> out;
  if (spec.open > 0) out.push_back({spec.open, true, duration(c, spec.age), {}, {}, StartCases::by_lot});
  if (spec.waiting > 0) out.push_back({spec.waiting, false, duration(c, spec.waited), {}, {}, StartCases::by_lot});
  const std::map<std::string, std::uint32_t> people = spec.cases.empty() ? std::map<std::string, std::uint32_t>{} : people_by_name(c);
  for (const StartCaseSpec& one : spec.cases) {
    const NeedId need = one.need.empty() ? NeedId::none() : c.need(one.need);
    if (one.person.empty()) {
      StartCases& cases = like(out, one.open, need);
      ++cases.number;
      cases.ages.push_back(one.age);
    } else {
      out.push_back({1, one.open, {}, {one.age}, need, people.at(one.person)});
    }
  }
  return out;
}

}  // namespace casepath::detail
