#include "analysis_ways.hpp"

#include <algorithm>
#include <cstdio>
#include <map>
#include <optional>

#include "../lower/at_the_door.hpp"

namespace casepath::detail {

std::string percent(double share) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f %%", share * 100);
  return text;
}

bool is_taken(const World& w, PersonId p, NeedId k, const Observed& seen) {
  const Rules& r = *w.tables[0];
  for (std::size_t i = 0; i < r.services.size(); ++i) {
    const Service& s = r.services[i];
    if (s.exists && !s.takes_everyone && s.works_on(k) && s.accept.base() > 0 && passes_rules(w, p, ServiceId{i}, seen)) return true;
  }
  return false;
}

namespace {

/// A service that turns somebody away until another need is met.
struct Waits {
  ServiceId service;
  NeedId asked, waits_for;
};

/// The service for a need that names what it waits for; one that the refusal before it points to comes first.
std::optional<Waits> who_waits(const World& w, NeedId k, const Observed& seen, const std::optional<Waits>& before) {
  const Rules& r = *w.tables[0];
  std::optional<Waits> found;
  for (std::size_t i = 0; i < r.services.size(); ++i) {
    const Service& s = r.services[i];
    if (!s.exists || s.takes_everyone || !s.works_on(k)) continue;
    const int named = refused_by(s.refuses, seen, [](ServiceId) { return false; });
    if (named < 0) continue;
    bool is_pointed_to = false;
    if (before)
      for (const Refuses& refusal : r.services[before->service.index()].refuses)
        is_pointed_to = is_pointed_to || (refusal.need == k && std::count(refusal.unless_open_at.begin(), refusal.unless_open_at.end(), ServiceId{i}) > 0);
    if (!found || is_pointed_to) found = Waits{ServiceId{i}, k, s.refuses[static_cast<std::size_t>(named)].need};
  }
  return found;
}

/// Follows what each service waits for, from a need that nobody takes; the ring it ends in, or nothing.
std::vector<Waits> ring_from(const World& w, PersonId p, NeedId k, const Observed& seen) {
  std::vector<Waits> chain;
  std::optional<Waits> last;
  while (!is_taken(w, p, k, seen)) {
    last = who_waits(w, k, seen, last);
    if (!last) return {};
    const auto again = std::find_if(chain.begin(), chain.end(), [&](const Waits& c) { return c.asked == k; });
    if (again != chain.end()) {
      std::rotate(again, std::min_element(again, chain.end(), [](const Waits& a, const Waits& b) { return a.service < b.service; }), chain.end());
      return {again, chain.end()};
    }
    chain.push_back(*last);
    k = last->waits_for;
  }
  return {};
}

std::string sentence(const Rules& r, const std::vector<Waits>& ring) {
  std::string text;
  for (const Waits& step : ring)
    text += (text.empty() ? "" : ", ") + r.services[step.service.index()].name + " waits for " + r.needs[step.waits_for.index()].name;
  return text;
}

}  // namespace

std::vector<std::string> rings_of(const World& w) {
  const Rules& r = *w.tables[0];
  const std::size_t people = std::min<std::size_t>(w.people.size(), 20'000);
  std::map<std::string, std::size_t> caught;
  for (std::size_t i = 0; i < people; ++i) {
    const PersonId p{i};
    const Observed seen = told_all(w, p);
    std::map<std::string, bool> of_person;   // a ring counts a person once
    for (std::size_t k = 0; k < r.needs.size(); ++k)
      if ((seen.unmet >> k & 1u) != 0)
        if (const std::vector<Waits> ring = ring_from(w, p, NeedId{k}, seen); ring.size() > 1) of_person[sentence(r, ring)] = true;
    for (const auto& [text, is_so] : of_person) caught[text] += is_so ? 1u : 0u;
  }
  std::vector<std::pair<std::size_t, std::string>> rows;
  for (const auto& [text, n] : caught) rows.emplace_back(n, text);
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> out;
  for (const auto& [n, text] : rows)
    out.push_back("a ring of prerequisites holds " + percent(static_cast<double>(n) / static_cast<double>(people)) + " of people: " + text);
  return out;
}

std::vector<std::string> unreached(const Rules& r) {
  std::vector<bool> reached(r.services.size(), false);
  std::vector<ServiceId> next;
  const auto reach = [&](ServiceId s, bool is_so) {
    if (!is_so || s.is_none() || reached[s.index()]) return;
    reached[s.index()] = true;
    next.push_back(s);
  };
  const auto any = [](const LevelTable& rates) { return std::any_of(rates.begin(), rates.end(), [](double rate) { return rate > 0; }); };
  for (const NeedRules& need : r.needs) {
    for (const casepath::Door& d : need.doors) reach(d.service, any(need.seeks) && d.weight > 0 && d.known > 0);
    for (const casepath::Door& d : need.crisis_to) reach(d.service, any(need.crisis) && d.weight > 0);
    reach(need.pursued_by, any(need.pursued));
  }
  for (const Stream& s : r.streams) reach(s.to, true);
  while (!next.empty()) {
    const ServiceId from = next.back();
    next.pop_back();
    for (const LinkId id : r.links.from(from)) {
      const Link& l = r.links[id];
      reach(l.to, l.exists && l.share.value_or(l.weight) > 0);
    }
  }
  std::vector<std::string> out;
  for (std::size_t i = 0; i < r.services.size(); ++i)
    if (r.services[i].exists && !reached[i]) out.push_back(r.services[i].name);
  return out;
}

}  // namespace casepath::detail
