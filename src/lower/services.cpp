// Services: what they work on, whom they take, what they do and cost.
#include <algorithm>

#include "casepath/random/draw_key.hpp"
#include "parts.hpp"
#include "published.hpp"

namespace casepath::detail {

namespace {

std::uint32_t scope(const Context& c, const ServiceSpec& spec) {
  std::uint32_t bits = 0;
  for (const std::string& need : spec.works_on) bits |= 1u << c.need(need).value;
  const bool everything = spec.works_on.empty() && (spec.whole_person || spec.takes_everyone);   // rule R6
  return everything || spec.takes_everyone ? (1u << c.names.needs.size()) - 1u : bits;
}

std::vector<CapacityStep> capacity(const Context& c, const ServiceSpec& spec) {
  std::vector<CapacityStep> out;
  if (!spec.capacity) return out;
  for (const auto& [from, slots] : steps(c, *spec.capacity, 1.0).at) out.push_back({from, static_cast<int>(slots)});
  return out;
}

std::vector<HeldFactor> held(const Context& c, const Named<WhileOpenSpec>& spec) {
  std::vector<HeldFactor> out;
  for (const auto& [need, f] : spec) out.push_back({c.need(need), f.worsens, f.crisis, f.seeks, f.counts_as});
  return out;
}

ListRules::Order order_named(const std::string& name) {
  using enum ListRules::Order;
  for (const auto& [word, order] : {std::pair("severity", severity), {"priority", priority}, {"last_come", last_come}, {"random", random}, {"score", score}})
    if (name == word) return order;
  return first_come;
}

Timetable timetable(const OpensSpec& spec) {
  Timetable out{spec.every.value_or(Duration{}), {}};
  for (const auto& [from, lasts] : spec.at) out.sessions.push_back({from, lasts});
  return out;
}

ListRules list(const Context& c, const ListSpec& spec) {
  ListRules out;
  out.order = order_named(spec.order);
  out.severity_counts = spec.severity_counts;
  out.preempts = spec.preempts;
  if (spec.opens) out.opens = timetable(*spec.opens);
  out.delay = duration(c, spec.delay);
  if (spec.patience) out.patience = duration(c, *spec.patience);
  out.closed_at = spec.closed_at;
  out.chase_rate = per_tick(spec.chase.per_year);
  out.chase_factors = factors(c, spec.chase.factors);
  out.chase_cost = spec.chase_cost;
  for (const auto& [need, f] : spec.while_waiting)
    out.while_waiting.push_back({c.need(need), f.worsens, f.crisis, f.seeks, std::nullopt});
  return out;
}

CloseRules closes(const Context& c, const ClosesSpec& spec) {
  CloseRules out{spec.missed_run, spec.missed_total, spec.contacts, std::nullopt, per_tick(spec.withdraws.per_year),
                 factors(c, spec.withdraws.factors), spec.goal_met};
  if (spec.after) out.after = duration(c, *spec.after);
  return out;
}

/// As a share of all time.
double part_of_week(Duration time) { return in_days(time) / 7; }

/// Rule K4: by level, what an open episode asks of a worker's time: its contacts at their mean interval, and administration.
std::vector<double> asked_of_workers(const Context& c, const ContactsSpec& spec, const std::vector<DurationRule>& every) {
  if (spec.minutes.ticks == 0 && spec.administration.ticks == 0) return {};
  std::vector<double> out;
  for (std::size_t l = 0; l < c.levels(); ++l)
    out.push_back(static_cast<double>(spec.minutes.ticks) / mean_of(every[std::min(l, every.size() - 1)].ticks) + part_of_week(spec.administration));
  return out;
}

std::vector<Effect> effects(const Context& c, const Named<EffectSpec>& specs, const ServiceSpec& service) {
  std::vector<Effect> out;
  for (const auto& [need, by_level] : specs) {
    Effect e{c.need(need), std::vector<EffectCell>(c.levels())};
    for (std::size_t l = 0; l < std::min(by_level.size(), c.levels()); ++l) {
      const EffectCellSpec& cell = by_level[l];
      ChanceSpec with = cell.chance;
      if (cell.published) with.chance = chance_from_published(c, need, *cell.published, service);
      e.by_level[l] = {chance(c, with), static_cast<std::uint8_t>(cell.raises), cell.to_goal};
    }
    out.push_back(std::move(e));
  }
  return out;
}

CostRules costs(const CostsSpec& spec) {
  CostRules out{spec.start.value, spec.slot_day.value, spec.start.share, spec.slot_day.share, spec.fixed_per_year, spec.consult, {}};
  for (const auto& [name, extra] : spec.extras) out.extras.push_back({hash32("cost." + name), extra.cost, extra.chance, extra.on_start});
  return out;
}

std::optional<Mode> mode_named(const std::optional<std::string>& name) {
  for (std::size_t m = 0; name && m < 5; ++m)
    if (*name == mode_names[m]) return static_cast<Mode>(m);
  return std::nullopt;
}

WhenList when_list(const Context& c, const WhenListSpec& spec) {
  WhenList out;
  out.at = spec.at;
  if (spec.accept) out.accept = chance(c, *spec.accept);
  if (spec.asks) out.asks = lower_asks(c, *spec.asks);
  if (spec.closes) out.closes = closes(c, *spec.closes);
  out.needs_more_than = spec.needs_more_than;
  return out;
}

Refuses refuses(const Context& c, const std::string& name, const RefusesSpec& spec) {
  Refuses r{name, c.need(spec.need), 0, {}};
  for (const auto& [need, n] : c.spec.needs)
    if (need == spec.need) r.at_least = spec.at_least ? *spec.at_least : static_cast<Level>(n.goal + 1);
  for (const std::string& s : spec.unless_open_at) r.unless_open_at.push_back(c.service(s));
  return r;
}

void lower_taking(const Context& c, const ServiceSpec& spec, Service& s) {
  s.accept = chance(c, spec.accept);
  const DisclosureSpec& disclosure = spec.disclosure ? *spec.disclosure : c.spec.disclosure;
  s.disclose = chance(c, disclosure.disclose);
  s.misread_up = disclosure.misread_up;
  s.misread_down = disclosure.misread_down;
  s.triage_cost = spec.triage.cost;
  s.unseen_cost = spec.triage.unseen;
  s.triage_takes = duration(c, spec.triage.takes);
  s.asks = lower_asks(c, spec.asks);
  for (const auto& [name, r] : spec.refuses) s.refuses.push_back(refuses(c, name, r));
  s.needs_more_than = spec.needs_more_than;
  s.decision_stands = spec.decision_stands;
  s.assessment_stands = spec.assessment_stands;
  s.list = list(c, spec.list);
  for (const auto& [name, w] : spec.when_list) s.when_list.push_back(when_list(c, w));
  std::sort(s.when_list.begin(), s.when_list.end(), [](const WhenList& a, const WhenList& b) { return a.at < b.at; });
}

void lower_work(const Context& c, const ServiceSpec& spec, Service& s) {
  if (spec.assessment) {
    s.assesses = true;
    s.assesses_before_wait = spec.assessment->before_wait;
    s.assessment_cost = spec.assessment->cost;
    s.assessment_takes = duration(c, spec.assessment->takes);
  }
  if (spec.contacts) {
    const ContactsSpec& k = *spec.contacts;
    s.contacts = ContactRules{{}, k.halves_after, chance(c, k.attend), k.cost, k.missed_cost, {}};
    for (const DurationSpec& every : k.every) s.contacts->every.push_back(duration(c, every));
    s.contacts->asks = asked_of_workers(c, k, s.contacts->every);
  }
  if (spec.stay) s.stay = duration(c, *spec.stay);
  s.needs_per_contact = spec.needs_per_contact;
  s.effects = {effects(c, spec.effects.start, spec), effects(c, spec.effects.contact, spec), effects(c, spec.effects.end, spec),
               effects(c, spec.effects.cut_short, spec)};
  s.while_open = held(c, spec.while_open);
  s.costs = costs(spec.costs);
  s.closes = closes(c, spec.closes);
  s.blocks = spec.closes.blocked;
  s.swaps = spec.closes.deadlock == "swap";
  if (spec.cliff_edge) s.cliff_edge = CliffEdge{spec.cliff_edge->worsens, spec.cliff_edge->lasts};
  s.trust_started = spec.trust_started;
  if (spec.lead) s.lead = LeadRules{spec.lead->attend, spec.lead->disclose, spec.lead->worsens, spec.lead->carries, mode_named(spec.lead->mode)};
}

}  // namespace

Asks lower_asks(const Context& c, const AsksSpec& spec) {
  Asks out;
  out.needs_at_least = spec.needs_at_least;
  for (const AskSpec& a : spec.levels) {
    if (c.names.needs.has(a.what)) {
      out.levels.push_back({c.need(a.what), static_cast<Level>(a.at_least.value_or(0)), static_cast<Level>(a.at_most.value_or(255))});
      continue;
    }
    AskAttribute asked;
    asked.attribute = a.what == "place" ? ask_place : static_cast<std::uint16_t>(c.names.attributes.number_of(a.what));
    asked.is_number = a.one_of.empty();
    asked.at_least = static_cast<std::size_t>(std::max(a.at_least.value_or(0), 0.0));
    asked.at_most = static_cast<std::size_t>(std::max(a.at_most.value_or(65535), 0.0));
    if (!a.one_of.empty()) {
      const Names& values = a.what == "place" ? c.names.places : c.names.values.at(a.what);
      asked.allowed.resize(values.size());
      for (const std::string& v : a.one_of) asked.allowed[values.number_of(v)] = true;
    }
    out.attributes.push_back(asked);
  }
  return out;
}

Service lower_service(const Context& all, const std::string& name, const ServiceSpec& spec) {
  const Context c{all.spec, all.names, all.end, &spec.at};
  Service s;
  s.name = name;
  s.title = spec.title;
  s.group = spec.group;
  s.key = key_of(spec.key, name);
  s.payer = static_cast<std::uint16_t>(c.names.payers.number_of(spec.payer.empty() ? "unpaid" : spec.payer));
  s.whole_person = spec.whole_person;
  s.takes_everyone = spec.takes_everyone;
  s.away = spec.away;
  if (spec.from) s.from = c.at(*spec.from);
  if (spec.until) s.until = c.at(*spec.until);
  s.scope = scope(c, spec);
  s.places = places(c, spec.at);
  s.capacity = capacity(c, spec);
  if (spec.workers)
    s.workers = WorkerRules{spec.workers->number, spec.workers->caseload, per_tick(spec.workers->leave_per_year),
                            duration(c, spec.workers->vacant), spec.workers->keeps,
                            part_of_week(spec.workers->week.value_or(Duration{})) * (1 - spec.workers->administration)};
  s.onward = spec.onward;
  s.entry_change_rate = per_tick(spec.changes_per_year);
  lower_taking(c, spec, s);
  lower_work(c, spec, s);
  s.at_start = start_cases(c, spec.at_start);
  return s;
}

}  // namespace casepath::detail
