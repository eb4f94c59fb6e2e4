// The registry of the scenario format: one table for each table of the file, in the order of the file. To add a key, add its line
// here and its member in spec.hpp: reader, schema, reference, `explain` and variants follow.
#pragma once

#include "casepath/scenario/spec.hpp"
#include "shape.hpp"

namespace casepath::reading {

/// A tie as written: a value, or a factor (rule C4).
struct TieDraft {
  Node becomes, times;
  std::string with;
};

/// A variant as written: the patches stay a tree (rule V1).
struct VariantDraft {
  VariantSpec spec;
  std::vector<std::string> includes;
  Node set, add, multiply, remove;
  Named<TieDraft> ties;
};

/// What is read of a scenario; `sources` and `variants` go elsewhere than the spec.
struct ScenarioDraft {
  int version = 1;
  ScenarioSpec spec;
  Named<std::string> sources;
  Named<VariantDraft> variants;
  Named<TieDraft> ties;
};

[[nodiscard]] const Table<ScenarioDraft>& scenario_table();
[[nodiscard]] const Table<NeedSpec>& need_table();
[[nodiscard]] const Table<PeopleSpec>& people_table();
[[nodiscard]] const Table<ServiceSpec>& service_table();
[[nodiscard]] const Table<LinkSpec>& link_table();
[[nodiscard]] const Table<ConditionSpec>& condition_table();
[[nodiscard]] const Table<ProgrammeSpec>& programme_table();
[[nodiscard]] const Table<TieDraft>& tie_table();
[[nodiscard]] const Table<StreamSpec>& stream_table();
[[nodiscard]] const Table<BudgetSpec>& budget_table();
[[nodiscard]] const Table<ContractSpec>& contract_table();
[[nodiscard]] const Table<VariantDraft>& variant_table();
[[nodiscard]] const Table<DisclosureSpec>& disclosure_table();

// Parts of a service.
[[nodiscard]] const Table<ListSpec>& list_table();
[[nodiscard]] const Table<AsksSpec>& asks_table();
[[nodiscard]] const Table<ContactsSpec>& contacts_table();
[[nodiscard]] const Table<EffectsSpec>& effects_table();
[[nodiscard]] const Table<WhileOpenSpec>& while_open_table();
[[nodiscard]] const Table<CostsSpec>& costs_table();
[[nodiscard]] const Table<ClosesSpec>& closes_table();

}  // namespace casepath::reading
