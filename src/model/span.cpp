#include "span.hpp"

#include <algorithm>

namespace casepath::detail {

namespace {

void merge(ServiceTally& into, const ServiceTally& t) {
  into.arrivals += t.arrivals;
  into.accepted += t.accepted;
  into.admitted += t.admitted;
  into.waited += t.waited;
  into.left_list += t.left_list;
  into.reneged += t.reneged;
  into.harms += t.harms;
  into.assessments += t.assessments;
  into.rereferred += t.rereferred;
  into.met_before += t.met_before;
  into.returned += t.returned;
  into.crises += t.crises;
  for (std::size_t i = 0; i < refusal_kinds; ++i) into.rejected[i] += t.rejected[i];
  for (std::size_t i = 0; i < closure_kinds; ++i) into.closed[i] += t.closed[i];
  into.waits.merge(t.waits);
  const auto merge_all = [](std::vector<Quantiles>& a, const std::vector<Quantiles>& b) {
    if (a.size() < b.size()) a.resize(b.size());
    for (std::size_t i = 0; i < b.size(); ++i) a[i].merge(b[i]);
  };
  merge_all(into.waits_by_stream, t.waits_by_stream);
  merge_all(into.waits_by_priority, t.waits_by_priority);
}

void merge(Slice& into, const Slice& s) {
  for (std::size_t i = 0; i < counts; ++i) into.count[i] += s.count[i];
  into.first_help.merge(s.first_help);
  into.people += s.people;
  into.people_at_end += s.people_at_end;
  into.trust_at_end += s.trust_at_end;
  for (std::size_t i = 0; i < s.at_level.size(); ++i) into.at_level[i] += s.at_level[i];
  for (std::size_t i = 0; i < s.at_level.size(); ++i) into.level_at_end[i] += s.level_at_end[i];
  for (std::size_t i = 0; i < s.services.size(); ++i) merge(into.services[i], s.services[i]);
}

/// A period's state at its end replaces the one of the period before.
void forget_end(Slice& s) {
  s.people_at_end = 0;
  s.trust_at_end = 0;
  std::fill(s.level_at_end.begin(), s.level_at_end.end(), 0);
}

void add(Span& span, const Rules& r, std::size_t row, InteractionKind kind, bool crisis, OutcomeClass of, const LedgerCell& c) {
  const std::size_t k = static_cast<std::size_t>(of);
  const std::size_t payer = row < r.services.size() ? r.services[row].payer : r.programmes[row - r.services.size()].payer;
  const auto into = [&](ClassSums& sums) {
    sums.chain[k] += c.chain;
    sums.episode[k] += c.episode;
    sums.interactions[k] += c.chain_count;
  };
  into(span.by_row[row]);
  span.by_payer[payer] += c.chain;
  const Payer& who = r.payers[payer];
  if (who.type == "economic") span.economic += c.chain;
  else if (who.type == "social") span.social += c.chain;
  if (!who.is_fiscal()) return;
  into(span.fiscal);
  if (crisis) span.crisis += c.chain;
  else if (purpose_of(kind) == InteractionPurpose::process) span.process += c.chain;
}

/// Milestones of the counted window, each in the period of its date; what was paid before it has used up the cap (rules M1, T3).
void add_contracts(Span& span, const World& world, const std::vector<std::uint16_t>& strata, Time from, Time to) {
  const Rules& r = *world.tables[0];
  for (const Contract& contract : r.contracts) span.contracts.push_back({{}, {}, std::vector<std::int64_t>(contract.milestones.size())});
  span.paid_out.resize(r.payers.size());
  span.paid_in.resize(r.payers.size());
  for (const Payment& p : settled(r.contracts, world.claims.reached())) {
    if (p.of.at < from || p.of.at >= to || std::find(strata.begin(), strata.end(), p.of.stratum) == strata.end()) continue;
    const Contract& contract = r.contracts[p.of.contract];
    ContractSums& sums = span.contracts[p.of.contract];
    sums.achieved += p.of.price;
    sums.paid += p.paid;
    ++sums.reached[p.of.milestone];
    span.paid_out[contract.payer] += p.paid;
    span.paid_in[r.services[contract.service.index()].payer] += p.paid;
  }
}

}  // namespace

Span gather(const World& world, std::size_t group, std::size_t from, std::size_t to) {
  const Rules& r = *world.tables[0];
  Span span;
  span.people = world.tallies.empty();
  const std::vector<std::uint16_t> strata = world.strata.within(group);
  span.load.resize(r.services.size());
  span.by_row.resize(r.services.size() + r.programmes.size() + 1);
  span.by_payer.resize(r.payers.size());
  for (std::size_t p = from; p < to; ++p) {
    forget_end(span.people);
    for (const std::uint16_t stratum : strata) merge(span.people, world.tallies.at(p, stratum));
    for (std::size_t i = 0; i < r.services.size(); ++i) {
      const ServiceLoad& l = world.tallies.load(p, ServiceId{i});
      span.load[i].queue += l.queue;
      span.load[i].caseload += l.caseload;
      span.load[i].slots += l.slots;
      span.load[i].blocked += l.blocked;
    }
  }
  world.ledger.for_each(strata, [&](std::size_t row, std::size_t period, InteractionKind kind, bool crisis, OutcomeClass of, Opener,
                                   const LedgerCell& c) {
    if (from <= period && period < to) add(span, r, row, kind, crisis, of, c);
  });
  const Time begins = from == 0 ? r.window.from : r.window.period_ends[from - 1];
  if (!r.contracts.empty()) add_contracts(span, world, strata, begins, r.window.period_ends[to - 1]);
  span.years = in_years(r.window.period_ends[to - 1] - begins);
  return span;
}

}  // namespace casepath::detail
