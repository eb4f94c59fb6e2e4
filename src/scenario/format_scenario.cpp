// The top of a scenario file and its small tables.
#include "casepath/ledger/discount.hpp"
#include "format.hpp"
#include "format_conditions.hpp"
#include "quantity.hpp"
#include "values.hpp"

namespace casepath::reading {
namespace {

template <class M>
auto in_spec(M member) {
  return [member](ScenarioDraft& d) -> auto& { return d.spec.*member; };
}

const Table<OutcomeSpec>& outcome_table() {
  static const Table<OutcomeSpec> table = [] {
    using O = OutcomeSpec;
    Table<O> t("outcome", "The windows that decide what counts as an outcome.");
    t.key("sustain", &O::sustain, Length{}, "13 weeks", "how long a need must stay at its goal", "O3");
    t.key("credit_window", &O::credit_window, Length{}, "13 weeks", "latest moment to reach the goal, from the strand's end", "O3");
    t.key("repeat_window", &O::repeat_window, Length{}, "1 year", "a strand within it for a need unmet ever since is repeat demand", "R9");
    t.key("review", &O::review, Length{true}, "1 year", "an open strand is cut for the books this often", "O7").or_none();
    t.key("repeat_counts_crisis", &O::repeat_counts_crisis, Flag{}, "false", "whether crisis openings can be repeat demand", "R9");
    t.key("repeat_counts_pursued", &O::repeat_counts_pursued, Flag{}, "false", "whether pursued openings can be repeat demand", "R9");
    return t;
  }();
  return table;
}

const Table<std::vector<std::string>>& levels_table() {
  static const Table<std::vector<std::string>> table = [] {
    Table<std::vector<std::string>> t("levels", "The levels a need can have, from the lowest.");
    t.key("names", Self{}, list_of(Text{64}), "none, low, moderate, severe", "names of the levels, 2 to 16", "F1");
    return t;
  }();
  return table;
}

const Table<PayerSpec>& payer_table() {
  static const Table<PayerSpec> table = [] {
    Table<PayerSpec> t("payer", "Who pays. A payer that a service names need not be declared; it is fiscal then.");
    t.key("type", &PayerSpec::type, Choice{{"fiscal", "economic", "social"}}, "fiscal", "only fiscal costs enter totals and shares", "O10");
    return t;
  }();
  return table;
}

const Table<PlaceSpec>& place_table() {
  static const Table<PlaceSpec> table = [] {
    Table<PlaceSpec> t("place", "Where people live and services are; no geography.");
    t.key("share", &PlaceSpec::share, share(), "1", "share of people who live there; shares add up to 1", "P6");
    t.key("worsens", &PlaceSpec::worsens, by(Of::need, factor()), its_own, "factor on the worsening of a need for who lives there", "N1");
    t.key("copies", Self{}, done(count(1, 200)), not_given, "so many places alike, NAME_01 and on; shares that name it are of all together", "F4");
    return t;
  }();
  return table;
}

const Table<ModeSpec>& mode_table() {
  static const Table<ModeSpec> table = [] {
    Table<ModeSpec> t("mode", "A way of passing somebody on.");
    t.key("arrives", &ModeSpec::arrives, chance(), "1", "chance that the person arrives; compulsory always does", "H6");
    t.key("delay", &ModeSpec::delay, duration(), "0 days", "time from sending to arriving", "H6");
    t.key("sender_cost", &ModeSpec::sender_cost, Amounts{}, "£0", "cost to the sender, at sending", "H6");
    t.key("retell", &ModeSpec::retell, chance_number(), "0", "chance that the story is told again", "H7");
    t.key("keeps", &ModeSpec::keeps, share(), "0", "share of the relationship that arrives", "H6");
    return t;
  }();
  return table;
}

using Modes = ModeSpec[5];
const Table<Modes>& modes_table() {
  static const Table<Modes> table = [] {
    Table<Modes> t("modes", "The five ways of passing somebody on.");
    static constexpr const char* meanings[] = {"an address", "a form", "introduced in person", "one team or one record",
                                               "a court, an order: always arrives, moves no trust"};
    for (std::size_t i = 0; i < 5; ++i)
      t.key(mode_names[i], [i](Modes& m) -> ModeSpec& { return m[i]; }, table_of(mode_table()), its_own, meanings[i], "H6");
    return t;
  }();
  return table;
}

const Table<TrustSpec>& trust_table() {
  static const Table<TrustSpec> table = [] {
    using T = TrustSpec;
    Table<T> t("trust", "How experience moves trust. A fall s leaves trust x (1 - s), a rise s adds s x (1 - trust).");
    t.key("start", &T::start, UnitDistribution{}, "0.5", "trust at the start; a cohort may have its own", "P2");
    t.key("attended", &T::attended, share(), "0", "share of the gap to 1 closed by an attended contact", "C3");
    t.key("rejected", &T::rejected, share(), "0", "share lost by a rejection", "C3");
    t.key("retelling", &T::retelling, share(), "0", "share lost by telling the story again", "C3");
    t.key("missed_hand_off", &T::missed_hand_off, share(), "0", "share lost when a hand-off does not arrive", "C3");
    t.key("closed_unmet", &T::closed_unmet, share(), "0", "share lost by a closing with the need unmet", "C3");
    t.key("new_worker", &T::new_worker, share(), "0", "share lost by a change of worker", "C3");
    t.key("reneged", &T::reneged, share(), "0", "share lost by leaving a list", "C3");
    t.key("month_waiting", &T::month_waiting, share(), "0", "share lost for each month on a list", "C3");
    t.key("returns", &T::returns_per_year, Rate{}, "0 per year", "rate of return towards the person's own start", "C3");
    return t;
  }();
  return table;
}

const Table<double>& relationship_table() {
  static const Table<double> table = [] {
    Table<double> t("relationship", "The bond with the worker who holds the episode.");
    t.key("attended", Self{}, share(), "0", "share of the gap to 1 closed by an attended contact", "C3");
    return t;
  }();
  return table;
}

const Table<DisclosureSpec>& misread_table() {
  static const Table<DisclosureSpec> table = [] {
    Table<DisclosureSpec> t("misread", "Chances that a level is seen one higher or one lower; together at most 1.");
    t.key("up", &DisclosureSpec::misread_up, chance_number(), "0", "chance to see one level more", "E3");
    t.key("down", &DisclosureSpec::misread_down, chance_number(), "0", "chance to see one level less", "E3");
    t.then([](Reader& r, DisclosureSpec& d) {
      if (!(d.misread_up + d.misread_down <= 1)) r.problem("up and down that add up to at most 1", number_text(d.misread_up + d.misread_down));
    });
    return t;
  }();
  return table;
}

const Table<PassingSpec>& passing_table() {
  static const Table<PassingSpec> table = [] {
    Table<PassingSpec> t("passing", "Limits of passing on.");
    t.key("max_hops", &PassingSpec::max_hops, count(0, 1e6), "8", "times a strand is passed on at most", "T5").or_none();
    return t;
  }();
  return table;
}

const Table<DirectorySpec>& refreshed_table() {
  static const Table<DirectorySpec> table = [] {
    Table<DirectorySpec> t("refreshed", "When the directory is put right.");
    t.key("every", &DirectorySpec::refreshed_every, duration(), none, "time between two refreshes; none: never", "C6");
    return t;
  }();
  return table;
}
const Table<DirectorySpec>& wrong_table() {
  static const Table<DirectorySpec> table = [] {
    Table<DirectorySpec> t("wrong", "What being sent to a wrong address is.");
    t.key("found_after", &DirectorySpec::found_after, Length{}, "0 days", "time until the sender knows", "C6");
    t.key("cost", &DirectorySpec::wrong_cost, Amounts{}, "£0", "cost to the sender's payer", "C6");
    return t;
  }();
  return table;
}
const Table<DirectorySpec>& directory_table() {
  static const Table<DirectorySpec> table = [] {
    Table<DirectorySpec> t("directory", "What senders believe about services: entries go wrong, refreshes mend them.");
    t.key("refreshed", Self{}, table_of(refreshed_table()), its_own, "refreshes", "C6");
    t.key("wrong", Self{}, table_of(wrong_table()), its_own, "what a wrong entry costs", "C6");
    t.key("knows_closed", &DirectorySpec::knows_closed, chance_number(), "0", "chance that a sender knows that a list is full", "C6");
    return t;
  }();
  return table;
}

/// years = "financial" is a flag of the spec.
struct YearsKind {
  static Choice kind() { return {{"scenario", "financial"}}; }
  void read(Reader& r, const Node& node, ScenarioDraft& out) const {
    std::string years;
    kind().read(r, node, years);
    out.spec.financial_years = years == "financial";
  }
  [[nodiscard]] Shape shape() const { return kind().shape(); }
};

/// discount = "3.5 %", or the name of a published table.
struct DiscountKind {
  void read(Reader& r, const Node& node, DiscountSpec& out) const {
    if (!node.is_text() || !node.text().starts_with("green")) return Percent{}.read(r, node, out.rate);
    Choice tables{{}};
    for (const DiscountTable& table : discount_tables()) tables.choices.emplace_back(table.name);
    tables.read(r, node, out.table);
  }
  [[nodiscard]] Shape shape() const {
    Shape shape = Percent{}.shape();
    Node::List names;
    for (const DiscountTable& table : discount_tables()) names.emplace_back(std::string(table.name));
    shape.schema = Node::Table{{"anyOf", Node::List{shape.schema, Node::Table{{"enum", names}}}}};
    return shape;
  }
};

/// discounting = "continuous" is a flag of the discount.
struct DiscountingKind {
  static Choice kind() { return {{"by_year", "continuous"}}; }
  void read(Reader& r, const Node& node, ScenarioDraft& out) const {
    std::string how;
    kind().read(r, node, how);
    out.spec.discount.continuous = how == "continuous";
  }
  [[nodiscard]] Shape shape() const { return kind().shape(); }
};

/// People start with the scenario's trust unless they have their own; `people` is read after it.
struct TrustKind {
  void read(Reader& r, const Node& node, ScenarioDraft& out) const {
    read_table(r, node, trust_table().info(), &out.spec.trust);
    out.spec.people.every_cohort.trust = out.spec.trust.start;
  }
  [[nodiscard]] Shape shape() const { return table_of(trust_table()).shape(); }
};

/// links.FROM.TO as one list of links.
struct LinksKind {
  static auto kind() { return by(Of::service, by(Of::service, table_of(link_table()))); }
  void read(Reader& r, const Node& node, std::vector<LinkSpec>& out) const {
    Named<Named<LinkSpec>> by_sender;
    kind().read(r, node, by_sender);
    for (auto& [from, links] : by_sender)
      for (auto& [to, link] : links) {
        link.from = from;
        link.to = to;
        out.push_back(std::move(link));
      }
  }
  [[nodiscard]] Shape shape() const { return kind().shape(); }
};

void add_header(Table<ScenarioDraft>& t) {
  using S = ScenarioSpec;
  t.key("casepath", &ScenarioDraft::version, count(1, 1), required, "version of the format", "F1");
  t.key("name", in_spec(&S::name), Text{64}, "scenario", "short name, for files and tables", "F1");
  t.key("title", in_spec(&S::title), Text{}, not_given, "one line for people", "F1");
  t.key("currency", in_spec(&S::currency), Choice{{"GBP", "EUR", "USD", "CHF", "SEK", "NOK", "DKK", "AUD", "CAD", "NZD"}, currency_signs()}, "GBP", "currency of all money, as code", "M2");
  t.key("price_base", in_spec(&S::price_base), Number{"year", 1900, 2200, true}, "2024", "year of prices", "O11");
  t.key("discount", in_spec(&S::discount), DiscountKind{}, "0 %", "yearly discount rate, or a published table of rates by its name", "O11");
  t.key("discounting", Self{}, DiscountingKind{}, "by_year", "by whole years since counting began; continuous is for tests", "O11");
  t.key("start", in_spec(&S::start), Day{}, required, "first day of the run", "T3");
  t.key("warm_up", in_spec(&S::warm_up), Length{}, "0 days", "run first, not counted", "T3");
  t.key("horizon", in_spec(&S::horizon), Length{true}, required, "how long is run and counted", "T3");
  t.key("run_out", in_spec(&S::run_out), Length{}, "0 days", "run on, uncounted, only to decide classes", "O6");
  t.key("years", Self{}, YearsKind{}, "scenario", "years of the ledger: from the start, or from 1 April", "T3");
}

}  // namespace

const Table<DisclosureSpec>& disclosure_table() {
  static const Table<DisclosureSpec> table = [] {
    Table<DisclosureSpec> t("disclosure", "What services see of needs they were not asked about.");
    t.key("disclose", &DisclosureSpec::disclose, chance(), "1", "chance that an unmet need is disclosed", "E3");
    t.key("misread", Self{}, table_of(misread_table()), its_own, "chances of misreading", "E3");
    return t;
  }();
  return table;
}

const Table<ScenarioDraft>& scenario_table() {
  static const Table<ScenarioDraft> table = [] {
    using S = ScenarioSpec;
    Table<ScenarioDraft> t("scenario", "One place: its people, its services, how they join up, and variants of it.");
    add_header(t);
    t.key("outcome", in_spec(&S::outcome), table_of(outcome_table()), its_own, "what counts as an outcome", "O3");
    t.key("levels", in_spec(&S::levels), table_of(levels_table()), its_own, "levels of need", "F1");
    t.key("sources", &ScenarioDraft::sources, by_name(Text{}, "KEY"), its_own, "what `source = \"KEY\"` means", "F6");
    t.key("payers", in_spec(&S::payers), by_name(table_of(payer_table())), its_own, "who pays", "O10");
    t.key("places", in_spec(&S::places), by_name(table_of(place_table())), its_own, "places", "P6");
    t.key("distances", in_spec(&S::distances), by_name(by(Of::place, by(Of::place, factor()))), its_own, "named tables that `far` may name: factors by place and place, either way round", "P6");
    t.key("modes", in_spec(&S::modes), table_of(modes_table()), its_own, "ways of passing on", "H6");
    t.key("trust", Self{}, TrustKind{}, its_own, "steps of trust", "C3");
    t.key("relationship", in_spec(&S::relationship_attended), table_of(relationship_table()), its_own, "steps of relationship", "C3");
    t.key("disclosure", in_spec(&S::disclosure), table_of(disclosure_table()), its_own, "what services see", "E3");
    t.key("passing", in_spec(&S::passing), table_of(passing_table()), its_own, "limits of passing on", "T5");
    t.key("directory", in_spec(&S::directory), table_of(directory_table()), its_own, "the directory of services", "C6");
    t.key("needs", in_spec(&S::needs), by_name(table_of(need_table())), its_own, "needs, at most 16", "N2");
    t.key("people", in_spec(&S::people), table_of(people_table()), its_own, "the people", "P1");
    t.key("services", in_spec(&S::services), by_name(table_of(service_table())), its_own, "services", "E1");
    t.key("links", in_spec(&S::links), LinksKind{}, its_own, "links.FROM.TO: who passes people on to whom", "H1");
    t.key("conditions", in_spec(&S::conditions), by_name(table_of(condition_table())), its_own, "slow variables", "C4");
    t.key("ties", &ScenarioDraft::ties, paths_of_ties(), its_own, "what goes with a condition: \"path\" = { becomes or times, with }", "C4");
    t.key("programmes", in_spec(&S::programmes), by_name(table_of(programme_table())), its_own, "programmes", "C5");
    t.key("streams", in_spec(&S::streams), by_name(table_of(stream_table())), its_own, "requests from outside", "R2");
    t.key("budgets", in_spec(&S::budgets), by_name(table_of(budget_table())), its_own, "what services' slots are bought from", "M5");
    t.key("contracts", in_spec(&S::contracts), by_name(table_of(contract_table())), its_own, "payment for outcomes", "M1");
    t.key("variants", &ScenarioDraft::variants, by_name(table_of(variant_table())), its_own, "named sets of changes; base is the scenario as it stands, so a variant of that name changes nothing", "V1");
    return t;
  }();
  return table;
}

}  // namespace casepath::reading
