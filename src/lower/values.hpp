// Values from the units of a scenario to those of the engine: rates per tick, chances with looked-up factors, dates.
#pragma once

#include "casepath/model/rules.hpp"
#include "casepath/scenario/spec.hpp"
#include "names.hpp"

namespace casepath::detail {

/// What every part of the lowering needs to know.
struct Context {
  const ScenarioSpec& spec;
  const Numbering& names;
  Time end;
  const std::vector<std::string>* where = nullptr;   // places of the service that factors are about; none: everywhere

  [[nodiscard]] std::size_t levels() const noexcept { return spec.levels.size(); }
  [[nodiscard]] Time at(Date d) const noexcept {
    return Time{std::int64_t{d.days_since_1970 - spec.start.days_since_1970} * ticks_per_day};
  }
  [[nodiscard]] NeedId need(const std::string& name) const { return NeedId{names.needs.number_of(name)}; }
  [[nodiscard]] ServiceId service(const std::string& name) const { return ServiceId{names.services.number_of(name)}; }
};

[[nodiscard]] inline double per_tick(double per_year) noexcept { return per_year / ticks_per_year; }
[[nodiscard]] LevelTable rates_by_level(const ByLevel& per_year, std::size_t levels);
[[nodiscard]] std::vector<DrivenBy> driven_by(const Context& c, const Named<ByLevel>& tables);

[[nodiscard]] std::vector<Factor> factors(const Context& c, const std::vector<FactorSpec>& specs);
[[nodiscard]] Chance chance(const Context& c, const ChanceSpec& spec);
[[nodiscard]] DurationRule duration(const Context& c, const DurationSpec& spec);

/// Factors by place of who lives there: 1 where the service is (`at`; none: everywhere), else that of its nearest place (rule P6).
[[nodiscard]] std::vector<double> far_by_place(const Context& c, const FarSpec& far, const std::vector<std::string>& at);
/// The factor that changes least.
[[nodiscard]] double nearer(double a, double b);

/// Steps over time, a period repeated to the end of the run; values times `scale`.
[[nodiscard]] Steps steps(const Context& c, const StepsSpec& spec, double scale);
[[nodiscard]] PlaceSet places(const Context& c, const std::vector<std::string>& names);
[[nodiscard]] std::uint32_t key_of(const std::string& key, const std::string& name);

}  // namespace casepath::detail
