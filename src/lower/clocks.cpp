// Which of a person's clocks each change can move: by a need's level, by a place held or waited for (rules N1, N2, N3, R8).
// Only factors above 1 are part of a clock's rate (rule N1), so most services move none.
#include <algorithm>
#include <numeric>

#include "parts.hpp"

namespace casepath::detail {

namespace {

[[nodiscard]] ClockSet clock(std::size_t number) noexcept { return ClockSet{1} << number; }

[[nodiscard]] double sum(const LevelTable& t) { return std::accumulate(t.begin(), t.end(), 0.0); }

[[nodiscard]] bool is_driven_by(const std::vector<DrivenBy>& tables, NeedId k) {
  return std::any_of(tables.begin(), tables.end(), [k](const DrivenBy& t) { return t.other == k; });
}

/// Clocks of need `j` itself and of the whole person that look at the level of need `k`.
ClockSet looks_at(const Rules& r, NeedId j, NeedId k) {
  const NeedRules& need = r.needs[j.index()];
  ClockSet moved = 0;
  if (is_driven_by(need.worsens_with, k)) moved |= clock(j.index()) | (need.recovers_against ? clock(r.needs.size() + j.index()) : 0);
  if (sum(need.seeks) > 0 && (j == k || is_driven_by(need.seeks_with, k))) moved |= clock(r.seek_clock());
  if (sum(need.crisis) > 0 && (j == k || is_driven_by(need.crisis_with, k))) moved |= clock(r.crisis_clock());
  return moved;
}

ClockSet moved_by_level(const Rules& r, NeedId k) {
  ClockSet moved = clock(k.index()) | clock(r.needs.size() + k.index());
  for (std::size_t j = 0; j < r.needs.size(); ++j) moved |= looks_at(r, NeedId{j}, k);
  for (std::size_t i = 0; i < r.need_pursued.size(); ++i)
    if (r.need_pursued[i] == k) moved |= clock(2 * r.needs.size() + i);
  for (const Cohort& c : r.cohorts)
    if (is_driven_by(c.leaves_with, k)) moved |= clock(r.leave_clock());
  return moved;
}

ClockSet moved_by_factors(const Rules& r, const std::vector<HeldFactor>& factors) {
  ClockSet moved = 0;
  for (const HeldFactor& f : factors) {
    if (f.worsens > 1) moved |= clock(f.need.index());
    if (f.crisis > 1) moved |= clock(r.crisis_clock());
    if (f.seeks > 1) moved |= clock(r.seek_clock());
    if (f.counts_as) moved |= r.moved_by_level[f.need.index()];
  }
  return moved;
}

std::uint32_t needs_of(const std::vector<HeldFactor>& factors) {
  std::uint32_t needs = 0;
  for (const HeldFactor& f : factors) needs |= 1u << f.need.value;
  return needs;
}

}  // namespace

void find_moved_clocks(Rules& r) {
  r.moved_by_level.clear();
  for (std::size_t k = 0; k < r.needs.size(); ++k) r.moved_by_level.push_back(moved_by_level(r, NeedId{k}));
  r.factors_of.clear();
  for (const Service& s : r.services) r.factors_of.push_back(static_cast<std::uint16_t>(needs_of(s.while_open) | needs_of(s.list.while_waiting)));
  const bool leads_move = std::any_of(r.services.begin(), r.services.end(), [](const Service& s) { return s.lead && s.lead->worsens > 1; });
  for (Service& s : r.services) {
    s.moves = moved_by_factors(r, s.while_open) | moved_by_factors(r, s.list.while_waiting);
    if (s.lead && leads_move) s.moves |= clock(r.needs.size()) - 1;   // another may lead from then on
  }
}

namespace {

bool differ(const std::vector<DrivenBy>& a, const std::vector<DrivenBy>& b) {
  return !std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const DrivenBy& x, const DrivenBy& y) { return x.factor == y.factor; });
}

ClockSet clocks_that_differ(const Rules& r, std::size_t k, const NeedRules& a, const NeedRules& b) {
  ClockSet moved = 0;
  const bool coupling = differ(a.worsens_with, b.worsens_with) || a.worsens_cap != b.worsens_cap;
  if (coupling || a.worsens != b.worsens || a.susceptibility != b.susceptibility) moved |= clock(k);
  if (a.recovers != b.recovers || (coupling && a.recovers_against)) moved |= clock(r.needs.size() + k);
  if (a.seeks != b.seeks || differ(a.seeks_with, b.seeks_with)) moved |= clock(r.seek_clock());
  if (a.crisis != b.crisis || differ(a.crisis_with, b.crisis_with)) moved |= clock(r.crisis_clock());
  for (std::size_t i = 0; i < r.need_pursued.size(); ++i)
    if (r.need_pursued[i].index() == k && a.pursued != b.pursued) moved |= clock(2 * r.needs.size() + i);
  return moved;
}

ClockSet clocks_that_differ(const Rules& r, const std::vector<HeldFactor>& a, const std::vector<HeldFactor>& b) {
  ClockSet moved = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i].worsens != b[i].worsens) moved |= clock(a[i].need.index());
    if (a[i].crisis != b[i].crisis) moved |= clock(r.crisis_clock());
    if (a[i].seeks != b[i].seeks) moved |= clock(r.seek_clock());
  }
  return moved;
}

}  // namespace

ClockSet clocks_that_differ(const Rules& a, const Rules& b) {
  ClockSet moved = 0;
  for (std::size_t k = 0; k < a.needs.size(); ++k) {
    moved |= clocks_that_differ(a, k, a.needs[k], b.needs[k]);
    for (std::size_t p = 0; p < a.places_worsen.size(); ++p)
      if (a.places_worsen[p][k] != b.places_worsen[p][k]) moved |= clock(k);
  }
  for (std::size_t i = 0; i < a.services.size(); ++i) {
    const Service &s = a.services[i], &t = b.services[i];
    moved |= clocks_that_differ(a, s.while_open, t.while_open) | clocks_that_differ(a, s.list.while_waiting, t.list.while_waiting);
    if (s.lead && t.lead && s.lead->worsens != t.lead->worsens) moved |= clock(a.needs.size()) - 1;
  }
  for (std::size_t i = 0; i < a.cohorts.size(); ++i)
    if (a.cohorts[i].leave_rate != b.cohorts[i].leave_rate || differ(a.cohorts[i].leaves_with, b.cohorts[i].leaves_with)) moved |= clock(a.leave_clock());
  return moved;
}

void also_move_clocks_of(Rules& r, const Rules& other) {
  for (std::size_t k = 0; k < r.needs.size(); ++k) r.moved_by_level[k] |= other.moved_by_level[k];
  for (std::size_t i = 0; i < r.services.size(); ++i) r.services[i].moves |= other.services[i].moves;
}

}  // namespace casepath::detail
