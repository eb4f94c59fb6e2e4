#include "replication.hpp"

#include <algorithm>
#include <optional>
#include <utility>

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

/// From where `world` stands to the end, under the base's rules again after `ends`; the time counts as passed.
OneResult rest_of(Simulation<> world, const Runnable& study, const std::optional<Time>& ends, RunSettings& settings) {
  const Time from = world.now();
  if (ends) {
    world.run_until(*ends);
    world.change_rules(study.base);
  }
  world.finish();
  settings.passed_before = settings.passed_before + (world.now() - from);
  return result_of(world.world());
}

/// Which of the worlds wanted branch off the base, in the order of their dates; and whether the base itself is wanted.
struct Plan {
  std::vector<std::size_t> branches;   // places in `wanted`
  bool needs_base = false;
};

Plan plan_of(const Runnable& study, const std::vector<std::size_t>& wanted) {
  Plan plan;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i] == base_variant) plan.needs_base = true;
    else if (study.variants[wanted[i]].starts) plan.branches.push_back(i);
  }
  std::stable_sort(plan.branches.begin(), plan.branches.end(),
                   [&](std::size_t a, std::size_t b) { return *study.variants[wanted[a]].starts < *study.variants[wanted[b]].starts; });
  return plan;
}

/// The base, and what branches off it; nobody needs the base once the last branch has left it, unless it is wanted itself.
void run_base(const Runnable& study, const std::vector<std::size_t>& wanted, const Plan& plan, RunSettings& settings,
              std::vector<OneResult>& out) {
  Simulation<> base(study.base, settings);
  for (const std::size_t i : plan.branches) {
    const RunnableVariant& v = study.variants[wanted[i]];
    base.run_until(*v.starts);
    const bool is_last = i == plan.branches.back() && !plan.needs_base;
    Simulation<> world = is_last ? std::move(base) : base;
    world.change_rules(v.rules);
    out[i] = rest_of(std::move(world), study, v.ends, settings);
    if (is_last) return;
    base.use(settings);  // NOLINT(bugprone-use-after-move): moved from only where it is the last
  }
  const OneResult whole = rest_of(std::move(base), study, std::nullopt, settings);
  for (std::size_t i = 0; i < wanted.size(); ++i)
    if (wanted[i] == base_variant) out[i] = whole;
}

}  // namespace

std::vector<OneResult> run_replication(const Runnable& study, const std::vector<std::size_t>& wanted, RunSettings settings) {
  std::vector<OneResult> out(wanted.size());
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i] == base_variant || study.variants[wanted[i]].starts) continue;
    const RunnableVariant& v = study.variants[wanted[i]];
    out[i] = rest_of(Simulation<>(v.rules, settings), study, v.ends, settings);
  }
  const Plan plan = plan_of(study, wanted);
  if (plan.needs_base || !plan.branches.empty()) run_base(study, wanted, plan, settings, out);
  return out;
}

Duration time_to_pass(const Runnable& study, const std::vector<std::size_t>& wanted) {
  const Plan plan = plan_of(study, wanted);
  Duration sum{};
  if (plan.needs_base) sum = study.base.window.end - Time{};
  else if (!plan.branches.empty()) sum = *study.variants[wanted[plan.branches.back()]].starts - Time{};
  for (const std::size_t number : wanted) {
    if (number == base_variant) continue;
    sum = sum + (study.base.window.end - study.variants[number].starts.value_or(Time{}));
  }
  return sum;
}

}  // namespace detail

}  // namespace casepath
