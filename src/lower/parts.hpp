// The parts of the lowering, one a table of the scenario.
#pragma once

#include "values.hpp"

namespace casepath::detail {

[[nodiscard]] NeedRules lower_need(const Context& c, const std::string& name, const NeedSpec& spec);
[[nodiscard]] Cohort lower_cohort(const Context& c, const std::string& name, const CohortSpec& spec);
[[nodiscard]] Group lower_group(const Context& c, const std::string& name, const GroupSpec& spec);
[[nodiscard]] Service lower_service(const Context& c, const std::string& name, const ServiceSpec& spec);
/// Starting lists and open cases (rule P7).
[[nodiscard]] std::vector<StartCases> start_cases(const Context& c, const AtStartSpec& spec);
[[nodiscard]] Asks lower_asks(const Context& c, const AsksSpec& spec);
void lower_links(const Context& c, Rules& out);
void lower_conditions(const Context& c, Rules& out);
void lower_programmes(const Context& c, Rules& out);
void lower_contracts(const Context& c, Rules& out);
/// What one table of a study pays for and another does not know stands there too, over before it began.
void share_contracts(const std::vector<Rules*>& tables);
/// Fills in, last, what the rules imply about clocks.
void find_moved_clocks(Rules& r);
/// Clocks whose rates differ between two tables that are alike but for numbers (rule C4).
[[nodiscard]] ClockSet clocks_that_differ(const Rules& a, const Rules& b);
/// Clocks that move in either table may move in the first.
void also_move_clocks_of(Rules& r, const Rules& other);
/// What a tie moves: the numbers in which `out` differs from `end`, where the condition stands at 1 (rule C4).
void add_tie(const Context& c, const TieSpec& tie, Rules& end, Rules& out);

}  // namespace casepath::detail
