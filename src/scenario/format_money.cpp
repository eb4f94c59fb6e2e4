// [budgets.NAME] that slots are bought from, and payment for outcomes: [contracts.NAME] with its milestones.
#include "format.hpp"
#include "collections.hpp"

namespace casepath::reading {
namespace {

const Table<MilestoneSpec>& milestone_table() {
  static const Table<MilestoneSpec> table = [] {
    using M = MilestoneSpec;
    Table<M> t("milestone", "What is paid for: a need at a level, at once or kept there. Each person reaches it once at most.");
    t.key("need", &M::need, NameOf{Of::need}, required, "the need", "M1");
    t.key("reaches", &M::reaches, LevelName{}, not_given, "the level it must come to, at or below its goal; not given: its goal", "M1");
    t.key("kept", &M::kept, Length{true}, not_given, "how long it must stay there; not given: reaching is enough", "M1");
    t.key("price", &M::price, Amounts{}, required, "what is paid for it", "M1");
    t.then([](Reader& r, M& m) {
      if (!m.reaches && !m.kept) r.problem("a milestone with `reaches`, `kept` or both", "neither", "for example reaches = \"" + r.names.levels.all().front() + "\"");
    });
    return t;
  }();
  return table;
}

}  // namespace

const Table<BudgetSpec>& budget_table() {
  static const Table<BudgetSpec> table = [] {
    using B = BudgetSpec;
    Table<B> t("budget", "Money a year that slots are bought from; what does not buy a whole slot is left over.");
    t.key("total", &B::total_per_year, Amounts{true}, required, "in a year", "M5");
    t.key("split", &B::split, by(Of::service, share()), not_given, "share of each service; not given: all for the only one that draws on it", "M5");
    return t;
  }();
  return table;
}

const Table<ContractSpec>& contract_table() {
  static const Table<ContractSpec> table = [] {
    using C = ContractSpec;
    Table<C> t("contract", "Pays for milestones of people whom a service has started to work with; the money goes to the payer of that service.");
    t.key("service", &C::service, NameOf{Of::service}, required, "the service that is paid by outcomes", "M1");
    t.key("payer", &C::payer, NewName{"name of a payer"}, "public", "who pays for outcomes", "M1");
    t.key("cap", &C::cap, Amounts{}, none, "most that is paid in all; part of a price is paid", "M1");
    t.key("from", &C::from, Day{}, none, "first day on which a start counts", "M1");
    t.key("until", &C::until, Day{}, none, "day from which a start counts no more; milestones do for as long after it as the longest `kept`", "M1");
    t.key("milestones", &C::milestones, by_name(table_of(milestone_table())), required, "what is paid for", "M1");
    t.then([](Reader& r, C& c) {
      if (c.milestones.empty()) r.problem("a contract with at least one milestone", "none");
    });
    return t;
  }();
  return table;
}

}  // namespace casepath::reading
