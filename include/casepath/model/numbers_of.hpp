// Every number of the rules that a tie may move while a run goes on (rule C4), part by part and always in the same order. What
// is drawn or settled at the start (people's needs, traits, windows, dates) is not among them, nor is what has no number ("none").
#pragma once

#include <algorithm>
#include <cmath>
#include <type_traits>

#include "casepath/model/rules.hpp"
#include "casepath/random/power_table.hpp"

namespace casepath::detail {

/// Shows each number to `value_of`, as a double, and puts there what it answers. Money goes to the nearest minor unit; what is
/// counted in whole (slots, contacts, ticks) is rounded down.
template <class ValueOf>
class Numbers {
 public:
  explicit Numbers(ValueOf value_of) : value_of_(std::move(value_of)) {}

  bool moved = false;   // has any changed?

  void operator()(double& n) { ask(n, n, [](double now) { return now; }); }
  void operator()(int& n) { ask(n, n, [](double now) { return static_cast<int>(whole(now)); }); }
  void operator()(Money& m) { ask(m, static_cast<double>(m.minor), rounded_money); }
  void operator()(Duration& d) {
    ask(d, static_cast<double>(d.ticks), [](double now) { return Duration{static_cast<std::int64_t>(whole(now))}; });
  }
  void operator()(Factor& f) {
    if (!is_power(f.of)) return all(f.table);
    const double before = f.factor;
    (*this)(f.factor);
    if (f.factor != before) f.table = power_table(f.of, f.factor);
  }
  void operator()(Chance& c) { c.for_each_number(*this); }
  void operator()(Distribution& d) {
    for (double* n : {&d.a, &d.b, &d.c}) (*this)(*n);
    all(d.parts);
    all(d.weights);
  }
  void operator()(DurationRule& d) { each(d.ticks, d.factors); }
  void operator()(DrivenBy& t) { all(t.factor); }
  void operator()(casepath::Door& d) { each(d.weight, d.known); }
  void operator()(HeldFactor& f) { each(f.worsens, f.crisis, f.seeks); }
  void operator()(EffectCell& cell) { (*this)(cell.chance); }
  void operator()(Effect& e) { all(e.by_level); }
  void operator()(Effects& e) { each(e.start, e.contact, e.end, e.cut_short); }
  void operator()(ExtraCost& c) { each(c.cost, c.chance); }
  void operator()(CapacityStep& step) { (*this)(step.slots); }
  void operator()(std::pair<Time, double>& step) { (*this)(step.second); }
  void operator()(Steps& steps) { all(steps.at); }
  void operator()(CloseRules& c) {
    each(c.missed_run, c.missed_total, c.contacts, c.after, c.withdraw_rate, c.withdraw_factors, c.goal_met);
  }
  void operator()(ContactRules& c) { each(c.every, c.halves_after, c.attend, c.cost, c.missed_cost, c.asks); }
  void operator()(ListRules& l) {
    each(l.severity_counts, l.delay, l.patience, l.closed_at, l.chase_rate, l.chase_factors, l.chase_cost, l.while_waiting);
  }
  void operator()(WhenList& w) { each(w.at, w.accept, w.closes, w.needs_more_than); }
  void operator()(CostRules& c) {
    each(c.start, c.slot_day, c.start_share, c.slot_day_share, c.fixed_per_year, c.consult, c.extras);
  }
  void operator()(LeadRules& l) { each(l.attend, l.disclose, l.worsens, l.carries); }
  void operator()(WorkerRules& w) { each(w.caseload, w.leave_rate, w.vacant, w.keeps, w.gives); }
  void operator()(CliffEdge& c) { each(c.worsens, c.lasts); }
  void operator()(HandOff& h) { each(h.arrives, h.delay, h.delay_factors, h.sender_cost, h.retell, h.keeps); }
  void operator()(TrustRules& t) {
    each(t.attended, t.rejected, t.retelling, t.missed_hand_off, t.closed_unmet, t.new_worker, t.reneged, t.waiting_rate, t.return_rate);
  }
  void operator()(DirectoryRules& d) { each(d.found_after, d.wrong_cost, d.knows_closed); }
  void operator()(Programme& p) { (*this)(p.cost_per_tick); }
  void operator()(NeedRules& n) {
    each(n.worsens, n.recovers, n.seeks, n.crisis, n.pursued, n.worsens_with, n.crisis_with, n.seeks_with, n.worsens_cap, n.susceptibility,
         n.floor, n.far, n.doors, n.crisis_to);
  }
  void operator()(Cohort& c) { each(c.leave_rate, c.leaves_with, c.arrives); }
  void operator()(Stream& s) { (*this)(s.rate); }
  void operator()(Link& l) { each(l.share, l.weight, l.warm, l.by_mode); }
  void operator()(Service& s) {
    each(s.capacity, s.workers, s.accept, s.disclose, s.misread_up, s.misread_down, s.triage_cost, s.unseen_cost, s.triage_takes,
         s.asks.needs_at_least, s.needs_more_than, s.decision_stands, s.assessment_stands, s.list, s.when_list);
    each(s.assessment_cost, s.assessment_takes, s.contacts, s.stay, s.needs_per_contact, s.effects, s.while_open, s.costs, s.closes,
         s.cliff_edge, s.trust_started, s.lead, s.onward);
  }
  template <class T>
  void operator()(std::optional<T>& n) {
    if (n) (*this)(*n);
  }
  template <class T>
  void operator()(std::vector<T>& list) { all(list); }
  template <class T, std::size_t n>
  void operator()(std::array<T, n>& list) { all(list); }

  /// The numbers of one part of the rules.
  void part(Rules& r, PartKind kind, std::size_t i) {
    switch (kind) {
      case PartKind::system: return each(r.trust, r.relationship_attended, r.directory, r.programmes);
      case PartKind::need: return (*this)(r.needs[i]);
      case PartKind::place: return r.places_worsen.empty() ? void() : (*this)(r.places_worsen[i]);
      case PartKind::cohort: return (*this)(r.cohorts[i]);
      case PartKind::stream: return (*this)(r.streams[i]);
      case PartKind::service: return (*this)(r.services[i]);
      case PartKind::link: return (*this)(r.links[LinkId{i}]);
    }
  }

 private:
  template <class... T>
  void each(T&... n) { ((*this)(n), ...); }
  template <class List>
  void all(List& list) {
    for (auto& n : list) (*this)(n);
  }
  template <class T, class Rounded>
  void ask(T& n, double was, Rounded rounded_to) {
    const double now = value_of_(was);
    if (now == was) return;
    const T number = rounded_to(now);
    moved = moved || n != number;
    n = number;
  }
  /// A whole number, where 3 may come as 2.9999999999.
  [[nodiscard]] static double whole(double n) { return std::floor(n + 1e-9 * std::max(1.0, n)); }

  ValueOf value_of_;
};

/// Calls f(kind, index) for every part of the rules.
template <class F>
void for_each_part(const Rules& r, F&& f) {
  f(PartKind::system, std::size_t{0});
  const auto all = [&f](PartKind kind, std::size_t parts) {
    for (std::size_t i = 0; i < parts; ++i) f(kind, i);
  };
  all(PartKind::need, r.needs.size());
  all(PartKind::place, r.places.size());
  all(PartKind::cohort, r.cohorts.size());
  all(PartKind::stream, r.streams.size());
  all(PartKind::service, r.services.size());
  all(PartKind::link, r.links.size());
}

/// Puts the tied numbers of a part where today's conditions have them; true if any has moved. @param x_of value of a condition
template <class XOf>
bool put_tied(Rules& r, const TiedPart& part, XOf&& x_of) {
  std::uint32_t n = 0;
  auto tied = part.numbers.begin();
  Numbers numbers([&](double own) {
    const std::uint32_t number = n++;
    if (tied == part.numbers.end() || tied->number != number) return own;
    double now = tied->from;
    for (; tied != part.numbers.end() && tied->number == number; ++tied) now += x_of(tied->condition) * (tied->to - tied->from);
    return std::max(now, 0.0);
  });
  numbers.part(r, part.kind, part.index);
  return numbers.moved;
}

}  // namespace casepath::detail
