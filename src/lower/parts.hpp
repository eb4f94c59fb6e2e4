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
void lower_programmes(const Context& c, Rules& out);
void lower_contracts(const Context& c, Rules& out);
/// What one table of a study pays for and another does not know stands there too, over before it began.
void share_contracts(const std::vector<Rules*>& tables);
/// Fills in, last, what the rules imply about clocks.
void find_moved_clocks(Rules& r);

}  // namespace casepath::detail
