// What a scenario must satisfy beyond the kind of each value: limits, sums, names that hang together, and what deserves a warning.
#pragma once

#include <string>
#include <vector>

#include "casepath/scenario/spec.hpp"
#include "node.hpp"
#include "reader.hpp"

namespace casepath::reading {

/// Numbers of things (quality 4), told before anything is read.
void check_limits(Reader& r, const Names& names, const Node& scenario);
/// Everything between values of different tables; fills stable keys and payers that were only named.
void check_scenario(Reader& r, ScenarioSpec& spec);
/// Starting lists, and groups by cost before the start.
void check_start(Reader& r, const ScenarioSpec& spec);
/// Who waits and whose case is open at the start, alike in services that both have.
[[nodiscard]] bool start_alike(const ScenarioSpec& a, const ScenarioSpec& b);
/// Counts the slots that budgets buy (rule M5).
void buy_slots(Reader& r, ScenarioSpec& spec);
/// Contracts: their dates, and milestones that lie at or below the goal.
void check_contracts(Reader& r, const ScenarioSpec& spec);
/// Conditions and the programmes that raise them; fills in conditions that only a programme names, and what programmes cover.
void check_conditions(Reader& r, ScenarioSpec& spec);
/// Settings of one service that say nothing without others.
void check_care(Reader& r, const ServiceSpec& service);
/// Links: rules they name, shares that add up, those that can never be taken.
void check_links(Reader& r, const ScenarioSpec& spec, const Names& all_names, std::vector<std::string>& warnings);
/// Steps that repeat, as many as a run makes of them: a few bytes can ask for any number.
void check_steps(Reader& r, const Scenario& scenario);
/// What a user must not miss; never fatal.
void add_warnings(const ScenarioSpec& spec, const std::vector<Parameter>& parameters, std::vector<std::string>& warnings);
/// The first day on which the run is over.
[[nodiscard]] Date day_after(const ScenarioSpec& spec);
/// A variant that starts at a date changes a running world, so who lives there and when stays (rule V2).
void check_dated(Reader& r, const VariantSpec& variant, const ScenarioSpec& base, const ScenarioSpec& changed);

}  // namespace casepath::reading
