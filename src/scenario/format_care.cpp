// What happens at a service: contacts, effects, costs, closing.
#include "format.hpp"
#include "values.hpp"

namespace casepath::reading {
namespace {

struct ExtraOn {
  static Choice kind() { return {{"contact", "start"}}; }
  void read(Reader& r, const Node& node, ExtraCostSpec& out) const {
    std::string on;
    kind().read(r, node, on);
    out.on_start = on == "start";
  }
  [[nodiscard]] Shape shape() const { return kind().shape(); }
};

const Table<ExtraCostSpec>& extra_cost_table() {
  static const Table<ExtraCostSpec> table = [] {
    using E = ExtraCostSpec;
    Table<E> t("extra cost", "A cost drawn at contacts or starts.");
    t.key("cost", &E::cost, Amounts{}, required, "the amount", "M3");
    t.key("chance", &E::chance, chance_number(), "1", "chance that it comes", "M3");
    t.key("on", Self{}, ExtraOn{}, "contact", "when it is drawn", "M3");
    return t;
  }();
  return table;
}

/// A level left out has the interval of the nearest given level above it, else below: 0 would never end.
struct IntervalKind {
  static auto kind() { return LevelsOf<DurationKind, DurationSpec>{{}, {}, "the nearest level's", 0}; }
  void read(Reader& r, const Node& node, std::vector<DurationSpec>& out) const {
    const std::size_t before = r.problems.size();
    kind().read(r, node, out);
    if (r.problems.size() > before) return;
    const auto is_given = [](const DurationSpec& d) { return d.ticks.kind != DistributionKind::fixed || d.ticks.a > 0; };
    for (std::size_t i = out.size() - 1; i-- > 0;)
      if (!is_given(out[i])) out[i] = out[i + 1];
    for (std::size_t i = 1; i < out.size(); ++i)
      if (!is_given(out[i])) out[i] = out[i - 1];
    if (!is_given(out[0])) r.problem("an interval above 0", found_text(node));
  }
  [[nodiscard]] Shape shape() const { return kind().shape(); }
};

void read_extra_cost(Reader& r, const std::string& name, const Node& node, CostsSpec& out) {
  if (!node.is_table() || is_wrapped(node))
    return r.problem("start, slot_day, fixed, consult, or an extra cost { cost, chance, on }", "the unknown key " + found_text(name),
                     did_you_mean(name, {"start", "slot_day", "fixed", "consult"}));
  if (!r.good_name(name)) return;
  r.saw_name(name);
  read_table(r, node, extra_cost_table().info(), &out.extras.emplace_back(name, ExtraCostSpec{}).second);
}

}  // namespace

const Table<ContactsSpec>& contacts_table() {
  static const Table<ContactsSpec> table = [] {
    using C = ContactsSpec;
    Table<C> t("contacts", "An episode of contacts.");
    t.key("every", &C::every, IntervalKind{}, required, "interval, one for all or by level", "S6");
    t.key("halves_after", &C::halves_after, Length{true}, none, "the interval doubles in this time", "S6");
    t.key("attend", &C::attend, chance(), "1", "chance that the person attends", "C1");
    t.key("cost", &C::cost, Amounts{}, "£0", "cost of an attended contact", "M4");
    t.key("missed_cost", &C::missed_cost, Amounts{}, "£0", "cost of a missed contact", "M4");
    t.key("minutes", &C::minutes, Length{}, "0 minutes", "a worker's time for a contact, preparation and notes included; needs workers.week", "K4");
    t.key("administration", &C::administration, Length{}, "0 minutes", "a worker's time a week for each open episode; needs workers.week", "K4");
    return t;
  }();
  return table;
}

const Table<EffectsSpec>& effects_table() {
  static const Table<EffectsSpec> table = [] {
    using E = EffectsSpec;
    Table<E> t("effects", "What interactions do to needs: a number, \"+n with p\", \"to goal with p\", or a table by level of those. "
               "Given plainly, a rise holds at every level, all else above the lowest.");
    const auto by_need = by(Of::need, effect());
    t.key("start", &E::start, by_need, its_own, "at the start of an episode", "S1");
    t.key("contact", &E::contact, by_need, its_own, "at each attended contact", "S1");
    t.key("end", &E::end, by_need, its_own, "at the end of an episode that was completed", "S1");
    t.key("cut_short", &E::cut_short, by_need, its_own, "at the end of one that was not", "S1");
    return t;
  }();
  return table;
}

const Table<WhileOpenSpec>& while_open_table() {
  static const Table<WhileOpenSpec> table = [] {
    using W = WhileOpenSpec;
    Table<W> t("while open", "What an open episode does to a need.");
    t.key("worsens", &W::worsens, factor(), "1", "factor on worsening", "S1");
    t.key("crisis", &W::crisis, factor(), "1", "factor on crises", "S1");
    t.key("seeks", &W::seeks, factor(), "1", "factor on seeking", "S1");
    t.key("counts_as", &W::counts_as, LevelName{}, not_given, "level that the need counts as, if it is worse", "S1");
    return t;
  }();
  return table;
}

const Table<CostsSpec>& costs_table() {
  static const Table<CostsSpec> table = [] {
    using C = CostsSpec;
    Table<C> t("costs", "Costs of a service; other names are extra costs.");
    t.key("start", &C::start, cost(), "£0", "at the start of an episode", "M2");
    t.key("slot_day", &C::slot_day, cost(), "£0", "for each day an episode is open", "M2");
    t.key("fixed", &C::fixed_per_year, Amounts{true}, "£0 per year", "whether anybody comes or not", "O8");
    t.key("consult", &C::consult, Amounts{}, "£0", "of drawing on a specialist, at each contact", "M2");
    t.rest(table_of(extra_cost_table()).shape(), "NAME", "an extra cost", "M3", false, read_extra_cost);
    return t;
  }();
  return table;
}

const Table<ClosesSpec>& closes_table() {
  static const Table<ClosesSpec> table = [] {
    using C = ClosesSpec;
    Table<C> t("closes", "When an episode of contacts closes, beside the goal being met.");
    t.key("missed_run", &C::missed_run, count(1, 1e6), none, "missed contacts in a row", "S7");
    t.key("missed_total", &C::missed_total, count(1, 1e6), none, "missed contacts in all", "S7");
    t.key("contacts", &C::contacts, count(1, 1e6), none, "attended contacts", "S7");
    t.key("after", &C::after, duration(), none, "time since the start", "S7");
    t.key("withdraws", &C::withdraws, rate(), "0 per year", "rate at which the person withdraws", "S7");
    t.key("goal_met", &C::goal_met, chance_number(), "1", "chance at each attended contact that both let go once the goal is met", "S7");
    t.key("blocked", &C::blocked, Flag{}, "false", "whose time is over stays, and keeps the slot, until taken on elsewhere", "S9");
    t.key("deadlock", &C::deadlock, Choice{{"warn", "swap"}}, "warn", "where the blocked wait for one another: a warning, or the oldest blocked exchange places", "S9");
    return t;
  }();
  return table;
}

}  // namespace casepath::reading
