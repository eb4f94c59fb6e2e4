// Links and warnings: what can be seen of a scenario without running it.
#include <algorithm>
#include <map>
#include <set>

#include "check.hpp"
#include "nearest.hpp"

namespace casepath::reading {
namespace {

using Services = std::map<std::string, const ServiceSpec*>;

bool has(const std::vector<std::string>& all, const std::string& one) { return std::find(all.begin(), all.end(), one) != all.end(); }

/// Rule R6: an empty list is every need for a whole-person service and for one that takes everyone.
bool is_in_scope(const ServiceSpec& s, const std::string& need) {
  return has(s.works_on, need) || s.takes_everyone || (s.whole_person && s.works_on.empty());
}
bool carries(const LinkSpec& link, const ServiceSpec& receiver, const std::string& need) {
  return link.about.empty() ? is_in_scope(receiver, need) : has(link.about, need);
}

/// Shares are absolute (rule H1): those of one event and one need may not pass 1. `always` counts at every end of an episode.
void check_shares(Reader& r, const std::string& from, const std::vector<const LinkSpec*>& links, const ScenarioSpec& spec, const Services& services) {
  std::set<std::string> events;
  for (const LinkSpec* link : links) events.insert(link->on.begin(), link->on.end());
  std::vector<std::string> needs{""};   // "" is a request without needs
  for (const auto& need : spec.needs) needs.push_back(need.first);
  for (const std::string& event : events)
    for (const std::string& need : needs) {
      double sum = 0;
      for (const LinkSpec* link : links) {
        const bool counts = has(link->on, event) || ((event == "unmet" || event == "met") && has(link->on, "always"));
        if (counts && (need.empty() ? event == "always" && link->about.empty() : carries(*link, *services.at(link->to), need))) sum += link->share.value_or(0);
      }
      if (sum <= 1 + 1e-9) continue;
      const Reader::Step step(r, from);
      r.problem("shares of one event that add up to at most 1", number_text(sum) + " on " + in_quotes(event) + (need.empty() ? "" : " for " + need));
      break;
    }
}

void check_refusal(Reader& r, const LinkSpec& link, const std::string& event, const Names& all_names) {
  if (!event.starts_with("refused:")) return;
  const std::string rule = event.substr(8);
  const auto rules = all_names.refusals.find(link.from);
  if (rules != all_names.refusals.end() && rules->second.has(rule)) return;
  const std::vector<std::string> none_at_all;
  const auto& known = rules == all_names.refusals.end() ? none_at_all : rules->second.all();
  const std::string hint = did_you_mean(rule, known);
  r.problem("a rule of " + link.from + ": " + listed(known), found_text(rule), hint);
}

/// Why no person can ever go along the link on this event, or "".
std::string never(const LinkSpec& link, const std::string& event, const ServiceSpec& from, const ServiceSpec& to) {
  const auto is_rule = [&](const auto& rule) { return event == "refused:" + rule.first; };
  if (event.starts_with("refused:") && std::none_of(from.refuses.begin(), from.refuses.end(), is_rule)) return link.from + " has no such rule here";
  if (event == "reneged" && !from.list.patience) return "nobody leaves the list of " + link.from;
  if (event == "rejected" && from.takes_everyone) return link.from + " takes everyone";
  if (link.share == 0.0 || link.weight == 0.0) return "its share or weight is 0";
  const bool reaches = link.about.empty() || std::any_of(link.about.begin(), link.about.end(), [&](const std::string& n) { return is_in_scope(to, n); });
  return reaches ? "" : link.to + " works on none of its needs";
}

}  // namespace

void check_links(Reader& r, const ScenarioSpec& spec, const Names& all_names, std::vector<std::string>& warnings) {
  Services services;
  for (const auto& [name, service] : spec.services) services[name] = &service;
  std::map<std::string, std::vector<const LinkSpec*>> by_sender;
  const Reader::Step step(r, "links");
  for (const LinkSpec& link : spec.links) {
    by_sender[link.from].push_back(&link);
    const Reader::Step from(r, link.from), to(r, link.to);
    if (link.from == link.to) r.problem("a link to another service", found_text(link.to));
    for (const std::string& event : link.on) {
      check_refusal(r, link, event, all_names);
      const std::string why = never(link, event, *services[link.from], *services[link.to]);
      if (!why.empty()) warnings.push_back(r.path() + ": never taken on " + event + ": " + why);
    }
  }
  for (const auto& [from, links] : by_sender) check_shares(r, from, links, spec, services);
}

Date day_after(const ScenarioSpec& spec) {
  const std::int64_t ticks = (spec.warm_up + spec.horizon + spec.run_out).ticks;
  return {spec.start.days_since_1970 + static_cast<std::int32_t>((ticks + ticks_per_day - 1) / ticks_per_day)};
}

void add_warnings(const ScenarioSpec& spec, const std::vector<Parameter>& parameters, std::vector<std::string>& warnings) {
  for (const auto& [name, s] : spec.services) {
    const std::string where = "services." + name;
    if (s.costs.slot_day.value.minor > 0 && s.contacts && s.contacts->cost.minor > 0)
      warnings.push_back(where + ": has a cost a slot-day and a cost a contact: salaries may be counted twice (rule M4)");
    if (s.takes_everyone && (!s.refuses.empty() || s.capacity || s.workers))
      warnings.push_back(where + ": takes everyone, so its rules and its capacity do not count (rule R6)");
    if (!spec.needs.empty() && s.works_on.empty() && !s.whole_person && !s.takes_everyone)
      warnings.push_back(where + ": works on no need, so everybody with needs is at the wrong door (rule E1)");
  }
  for (const auto& [name, p] : spec.programmes)
    if ((p.from && *p.from >= day_after(spec)) || (p.until && *p.until <= spec.start)) warnings.push_back("programmes." + name + ": never runs: its dates lie outside the run");
  for (const Parameter& p : parameters)
    if (p.path.ends_with(".needs_per_contact") && p.source == "assumed" && p.value != "1")
      warnings.push_back(p.path + ": more than 1 should carry a source (rule S5)");
  for (const auto& [name, need] : spec.needs) {
    const auto works = [&need = name](const auto& s) { return is_in_scope(s.second, need); };
    if (std::none_of(spec.services.begin(), spec.services.end(), works)) warnings.push_back("needs." + name + ": no service works on it");
    if (need.worsens.back() > 0) warnings.push_back("needs." + name + ".worsens: the highest level cannot worsen");
    if (need.recovers.front() > 0) warnings.push_back("needs." + name + ".recovers: the lowest level cannot recover");
  }
  std::vector<std::string> payers;
  for (const auto& payer : spec.payers) {
    const std::string near = nearest(payer.first, payers);
    if (!near.empty() && near.size() > 3) warnings.push_back("payers: " + payer.first + " and " + near + " are nearly the same name");
    payers.push_back(payer.first);
  }
  if (spec.streams.empty() && spec.people.cohorts.empty()) warnings.push_back("nobody ever comes: there are no people and no streams");
}

}  // namespace casepath::reading
