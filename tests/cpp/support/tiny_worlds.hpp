// Exact small worlds: a scenario as JSON (the head filled in), run with an event log, and read back as lines that a
// person can check against the rules: "10 p0 admitted hostel". Costs are pence, counts whole interactions or fractions.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "casepath/model/compiled.hpp"
#include "casepath/scenario/lower.hpp"

namespace casepath::tiny {

using LoggedSimulation = Simulation<DefaultPolicies<Recording>>;

enum class Credit : std::uint8_t { chain, episode };

/// Reads and lowers a scenario. What it does not say of the head: start 2025-01-01, a horizon of 365 days and all else off.
/// `patches` are merged into it in order (JSON merge patch), so that two worlds may differ by what a test names.
[[nodiscard]] std::shared_ptr<const Runnable> study(std::string_view json, std::vector<std::string_view> patches = {});

[[nodiscard]] constexpr Time day(double n) noexcept { return Time{} + days(n); }

/// A simulation with its rules kept alive. Copying it copies the world.
class TinyWorld {
 public:
  explicit TinyWorld(std::shared_ptr<const Runnable> rules, std::uint64_t seed = 1);
  explicit TinyWorld(std::string_view json, std::vector<std::string_view> patches = {});

  LoggedSimulation sim;

  TinyWorld& run_until(double days_from_start);
  TinyWorld& finish();
  TinyWorld& change_to(std::shared_ptr<const Runnable> next);

  [[nodiscard]] const Rules& rules() const noexcept { return studies_.back()->base; }
  [[nodiscard]] const World& world() const noexcept { return sim.world(); }

  /// Every happening, one a line; `leave_out` names kinds that a test is not about ("joined", "need_changed").
  [[nodiscard]] std::string story(std::vector<std::string_view> leave_out = {"joined", "retold", "off_list", "classed"}) const;
  /// The lines that contain `word`; the asides that a story leaves out only if it names them.
  [[nodiscard]] std::string lines(std::string_view word) const;
  [[nodiscard]] int times(std::string_view word) const;

  /// Every cell of the ledger: "desk triage no_outcome 45p x1", periods after the first marked "year 2".
  [[nodiscard]] std::string ledger(Credit credit = Credit::chain) const;
  [[nodiscard]] std::int64_t pence(OutcomeClass of, Credit credit = Credit::chain) const;
  [[nodiscard]] std::int64_t pence() const;
  [[nodiscard]] std::int64_t pence(InteractionPurpose purpose) const;
  [[nodiscard]] std::int64_t count(Count c) const;
  /// Of a world without groups.
  [[nodiscard]] const ServiceTally& tally(std::string_view service, std::size_t period = 0) const;
  [[nodiscard]] const ServiceLoad& load(std::string_view service, std::size_t period = 0) const;
  [[nodiscard]] float trust(std::size_t person = 0) const { return sim.trust_of(PersonId{person}); }
  [[nodiscard]] ServiceId service(std::string_view name) const;

 private:
  std::vector<std::shared_ptr<const Runnable>> studies_;
};

/// Runs a world to its end.
[[nodiscard]] TinyWorld played(std::string_view json, std::vector<std::string_view> patches = {});

/// The rate, as text, at which the first firing of a clock comes after `days`, for the first person of the cohort `who` and
/// seed 1: what makes lives exact. `need` is empty for the clocks of seeking, crisis and leaving.
[[nodiscard]] std::string rate_for(double days, Purpose purpose, std::string_view who, std::string_view need = "");
/// When the n-th firing of that clock comes at that rate, in days after the one before.
[[nodiscard]] double days_to_firing(std::uint32_t n, std::string_view rate, Purpose purpose, std::string_view who, std::string_view need = "");
/// `{"name": text}` patterns: puts texts in place of $1, $2 ... of a scenario.
[[nodiscard]] std::string filled(std::string_view json, const std::vector<std::string>& texts);

/// A text as written in a test: without the indentation and the empty first and last line.
[[nodiscard]] std::string text(std::string_view indented);

/// All that a run leaves behind, as one text: two runs are the same if these are.
[[nodiscard]] std::string fingerprint(const TinyWorld& w);

}  // namespace casepath::tiny
