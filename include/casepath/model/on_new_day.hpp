// A day begins: conditions have their closed form's values for it, and the numbers tied to them follow (rule C4). Where nothing
// is tied there is no such event; where nothing has moved since yesterday nothing is touched.
#pragma once

#include "casepath/model/numbers_of.hpp"
#include "casepath/model/simulation.hpp"

namespace casepath {

template <PolicySet P>
void Simulation<P>::book_new_day() {
  const Time next = Time{(w_.now.ticks / ticks_per_day + 1) * ticks_per_day};
  if (!w_.tables.is_tied() || w_.next_day > w_.now || next >= rules().window.end) return;
  w_.next_day = next;
  book_system(next, Rank::dated, Act::new_day, 0);
}

/// Puts the tied numbers of the drafts where today's conditions have them; true if any moved.
template <PolicySet P>
bool Simulation<P>::draft_day(Tables& tables) {
  return tables.draft([this](Rules& draft) {
    bool moved = false;
    for (const TiedPart& part : draft.ties)
      moved = detail::put_tied(draft, part, [&](std::uint32_t c) {
        return c == always_one ? 1.0 : w_.conditions[c].on(w_.now, draft.conditions[c]);
      }) || moved;
    return moved;
  });
}

/// Both of a table's own copies as today's conditions have them.
template <PolicySet P>
void Simulation<P>::begin_day(Tables& tables) {
  if (!draft_day(tables)) return;
  tables.turn();
  draft_day(tables);
}

/// Conditions go over to other rules (rule V2): what only the new ones have starts at its start.
template <PolicySet P>
void Simulation<P>::enter_conditions(const Rules& next) {
  for (std::size_t i = 0; i < w_.conditions.size(); ++i) {
    const ConditionRules &was = rules().conditions[i], &is = next.conditions[i];
    if (was == is) continue;
    w_.conditions[i].on(w_.now, was);
    if (!was.exists) w_.conditions[i].x = is.start;
    w_.conditions[i].be_struck(is);
  }
}

template <PolicySet P>
void Simulation<P>::on_new_day() {
  book_new_day();
  if (!draft_day(w_.tables)) return;
  const Rules& next = w_.tables.drafted(0);
  if (w_.counting) settle_prices(next);
  const TrustRules &drift = rules().trust, &drift_now = next.trust;
  if (next.tied_clocks != 0 || drift.waiting_rate != drift_now.waiting_rate || drift.return_rate != drift_now.return_rate)
    for (std::size_t i = 0; i < w_.people.size(); ++i) follow_rates(PersonId{i});
  w_.tables.turn();   // the draft is now what was yesterday's
  follow_services(w_.tables.drafted(0));
  follow_sources(w_.tables.drafted(0));
  draft_day(w_.tables);
}

/// The clocks of a person whose rates are not what they were yesterday, and the drift of trust.
template <PolicySet P>
void Simulation<P>::follow_rates(PersonId p) {
  const Rules &last = rules_of(p), &next = w_.tables.drafted(cold(p).world);
  settle_trust_if(p, next.trust);
  if (cold(p).visitor || !hot(p).inside) return;
  bool any = false;
  for_each_bit(next.tied_clocks, [&](std::size_t clock) {
    const double before = rate_of(p, clock, last), after = rate_of(p, clock, next);
    if (before == after) return;
    move_clock(p, clock, before, after);
    any = true;
  });
  if (any) schedule(p);
}

/// Slots that have come or gone.
template <PolicySet P>
void Simulation<P>::follow_services(const Rules& last) {
  for (const TiedPart& part : rules().ties) {
    if (part.kind != PartKind::service) continue;
    const Service &before = last.services[part.index], &after = rules().services[part.index];
    const ServiceId id{part.index};
    for (std::size_t i = 0; i < after.capacity.size(); ++i)
      if (before.capacity[i].slots != after.capacity[i].slots) {
        set_capacity(id);
        break;
      }
    if (after.workers && after.workers->caseload != before.workers->caseload && after.is_open_at(w_.now)) {
      touch(id);
      hire(id);
    }
  }
}

/// Sources of arrivals whose rate has moved.
template <PolicySet P>
void Simulation<P>::follow_sources(const Rules& last) {
  for (const TiedPart& part : rules().ties) {
    const std::size_t i = part.index;
    if (part.kind == PartKind::stream) rescale_stream(i, last);
    if (part.kind == PartKind::cohort) rescale_cohort(i, last);
  }
}

}  // namespace casepath
