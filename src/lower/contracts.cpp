// Contracts: milestones by number, the same in all tables of a study, so that a person reaches each once (rules M1, V2).
#include <algorithm>

#include "parts.hpp"

namespace casepath::detail {

namespace {

Level goal_of(const Context& c, const std::string& need) {
  for (const auto& [name, spec] : c.spec.needs)
    if (name == need) return spec.goal;
  return 0;
}

Contract lower_contract(const Context& c, const std::string& name, const ContractSpec& spec) {
  Contract out{name, c.service(spec.service), static_cast<std::uint16_t>(c.names.payers.number_of(spec.payer)), spec.cap,
               spec.from ? c.at(*spec.from) : Time{}, spec.until ? c.at(*spec.until) : never(), {}};
  const Names& milestones = c.names.milestones.at(name);
  out.milestones.resize(milestones.size());
  for (const auto& [milestone, m] : spec.milestones)
    out.milestones[milestones.number_of(milestone)] = {milestone, c.need(m.need), m.reaches.value_or(goal_of(c, m.need)), m.kept.value_or(Duration{}), m.price};
  return out;
}

}  // namespace

void lower_contracts(const Context& c, Rules& out) {
  out.contracts.resize(c.names.contracts.size());
  for (const auto& [name, spec] : c.spec.contracts) out.contracts[c.names.contracts.number_of(name)] = lower_contract(c, name, spec);
}

void share_contracts(const std::vector<Rules*>& tables) {
  for (const Rules* from : tables)
    for (Rules* to : tables)
      for (std::size_t i = 0; i < to->contracts.size(); ++i) {
        if (to->contracts[i].name.empty() && !from->contracts[i].name.empty()) {
          to->contracts[i] = from->contracts[i];
          to->contracts[i].until = Time{};
        }
        for (std::size_t m = 0; m < to->contracts[i].milestones.size(); ++m)   // one of no need, that nobody reaches
          if (to->contracts[i].milestones[m].name.empty() && !from->contracts[i].milestones.empty())
            to->contracts[i].milestones[m].name = from->contracts[i].milestones[m].name;
      }
}

}  // namespace casepath::detail
