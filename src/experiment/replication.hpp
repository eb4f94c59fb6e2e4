// One replication of a study: the base once, each variant branching off where it starts (rule V2).
#pragma once

#include "casepath/experiment/study.hpp"
#include "casepath/model/simulation.hpp"

namespace casepath::detail {

struct OneResult {
  std::vector<double> figures;
  std::vector<LedgerRow> ledger;
  std::vector<Flow> flows;
  ServiceSeries series;
};

/// Results in the order of `wanted`: indexes into the runnable's variants, or base.
inline constexpr std::size_t base_variant = static_cast<std::size_t>(-1);
/// @param settings `passed` is told the time that all worlds of the replication have passed together
[[nodiscard]] std::vector<OneResult> run_replication(const Runnable& runnable, const std::vector<std::size_t>& wanted, RunSettings settings);

/// The time that all worlds of one replication pass together.
[[nodiscard]] Duration time_to_pass(const Runnable& runnable, const std::vector<std::size_t>& wanted);

}  // namespace casepath::detail
