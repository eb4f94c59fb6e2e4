#include "replication.hpp"

#include <algorithm>

#include "casepath/model/figures.hpp"
#include "casepath/model/compiled.hpp"

namespace casepath {

namespace detail {

namespace {

OneResult result_of(const World& w) {
  OneResult out{figure_values(w), {}, w.flows.rows(), w.series};
  w.ledger.for_each(w.strata.within(0), [&](std::size_t row, std::size_t period, InteractionKind kind, bool crisis, OutcomeClass of, Opener opener,
                           const LedgerCell& c) {
    out.ledger.push_back({static_cast<std::uint16_t>(period), static_cast<std::uint16_t>(row), kind,
                          crisis ? InteractionPurpose::crisis : purpose_of(kind), of, opener, c});
  });
  return out;
}

/// A variant from its start to the end, on a copy of the world it starts from.
OneResult branch(Simulation<> world, const Runnable& study, const RunnableVariant& v) {
  world.change_rules(v.rules);
  if (v.ends) {
    world.run_until(*v.ends);
    world.change_rules(study.base);
  }
  world.finish();
  return result_of(world.world());
}

}  // namespace

std::vector<OneResult> run_replication(const Runnable& study, const std::vector<std::size_t>& wanted, std::uint64_t seed,
                                       std::uint32_t replication, const std::atomic<bool>* stop) {
  const RunSettings settings{.seed = seed, .replication = replication, .stop = stop};
  std::vector<OneResult> out(wanted.size());
  std::vector<std::size_t> branches;   // places in `wanted` of variants that start at a date
  bool needs_base = false;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const bool is_base = wanted[i] == base_variant;
    if (!is_base && study.variants[wanted[i]].starts) branches.push_back(i);
    else if (!is_base) {
      Simulation<> whole(study.variants[wanted[i]].rules, settings);
      if (const auto& ends = study.variants[wanted[i]].ends) {
        whole.run_until(*ends);
        whole.change_rules(study.base);
      }
      whole.finish();
      out[i] = result_of(whole.world());
    }
    needs_base = needs_base || is_base;
  }
  if (branches.empty() && !needs_base) return out;
  const auto start = [&](std::size_t i) { return *study.variants[wanted[i]].starts; };
  std::stable_sort(branches.begin(), branches.end(), [&](std::size_t a, std::size_t b) { return start(a) < start(b); });
  Simulation<> base(study.base, settings);
  for (const std::size_t i : branches) {
    base.run_until(start(i));
    out[i] = branch(base, study, study.variants[wanted[i]]);
  }
  if (!needs_base) return out;
  base.finish();
  for (std::size_t i = 0; i < wanted.size(); ++i)
    if (wanted[i] == base_variant) out[i] = result_of(base.world());
  return out;
}

}  // namespace detail

}  // namespace casepath
