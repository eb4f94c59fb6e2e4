// The tables that stand for one value: a chance with its odds (C1), a rate or a duration with its factors (C2), a distribution,
// a value in steps over time, a cost for some (M2). Each has a shorthand: a plain value means its first key.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casepath/scenario/spec.hpp"
#include "collections.hpp"
#include "shape.hpp"

namespace casepath::reading {

[[nodiscard]] const Table<ChanceSpec>& chance_table();
[[nodiscard]] const Table<RateSpec>& rate_table();
[[nodiscard]] const Table<CostSpec>& cost_table();
/// Steps of a rate, or of a whole number of slots (rule K1).
[[nodiscard]] const Table<StepsSpec>& rate_steps_table();
[[nodiscard]] const Table<StepsSpec>& slot_steps_table();
/// When a step or a session is: an offset from the start of each period, or a date where there is no period.
[[nodiscard]] std::optional<Duration> offset_or_date(Reader& r, const std::string& text, bool has_period);
/// One cell of an effect (rules S1 to S3).
[[nodiscard]] const Table<EffectCellSpec>& effect_table();

/// A duration: text, distribution, or a distribution with factors of quantity (rule C2).
struct DurationKind {
  void read(Reader& r, const Node& node, DurationSpec& out) const;
  [[nodiscard]] Shape shape() const;
};
/// A bare number or a distribution of numbers.
struct NumberDistribution {
  void read(Reader& r, const Node& node, Distribution& out) const;
  [[nodiscard]] Shape shape() const;
};
/// One that never leaves [0, 1] (rule P2).
struct UnitDistribution {
  void read(Reader& r, const Node& node, Distribution& out) const;
  [[nodiscard]] Shape shape() const;
};

inline auto chance() { return table_of(chance_table()); }
inline auto rate() { return table_of(rate_table()); }
inline auto duration() { return DurationKind{}; }
inline auto cost() { return table_of(cost_table()); }
inline auto effect() {
  return LevelsOf<TableOf<EffectCellSpec>, EffectCellSpec>{table_of(effect_table()), {}, "0", 1};
}

/// One factor, or the name of a table of distances (rule P6).
struct FarKind {
  void read(Reader& r, const Node& node, FarSpec& out) const;
  [[nodiscard]] Shape shape() const;
};

/// Adds the factors of rules C1 and C2 to a table: the known words as keys, then needs by level, attributes by value, open services.
void read_named_factor(Reader& r, const std::string& name, const Node& node, std::vector<FactorSpec>& out);
struct FactorKind {
  const char* what;
  void read(Reader& r, const Node& node, std::vector<FactorSpec>& out) const;
  [[nodiscard]] Shape shape() const { return std::string_view(what) == "far" ? FarKind{}.shape() : factor().shape(); }
};
template <class S, class F>
void add_factors(Table<S>& t, F factors) {
  const auto add = [&](const char* what, const char* meaning, const char* rule) {
    t.key(what, factors, FactorKind{what}, "1", meaning, rule);
  };
  add("trust", "factor at full trust over factor at no trust: counts f^(trust - 0.5)", "C1");
  add("relationship", "factor at full relationship: counts f^relationship", "C1");
  add("extra_need", "factor for each observed unmet need beyond the first", "C1");
  add("far", "factor when person and service are in different places, or the name of a table of [distances]", "P6");
  add("lead", "factor while a lead episode is open", "S10");
  add("waiting", "factor while the person is on a list", "C1");
  t.rest(factors_by_level().shape(), "NEED, ATTRIBUTE or SERVICE",
         "factor by level of a need, by value of an attribute, or while an episode at that service is open", "C1", true,
         [factors](Reader& r, const std::string& name, const Node& node, S& s) { read_named_factor(r, name, node, std::invoke(factors, s)); });
}

}  // namespace casepath::reading
