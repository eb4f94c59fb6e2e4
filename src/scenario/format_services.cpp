// A service: who may come, how many, what it costs.
#include "columns.hpp"
#include "format.hpp"
#include "values.hpp"

namespace casepath::reading {
namespace {

const Table<TriageSpec>& triage_table() {
  static const Table<TriageSpec> table = [] {
    Table<TriageSpec> t("triage", "The first look at a referral.");
    t.key("cost", &TriageSpec::cost, Amounts{}, "£0", "cost of a triage", "E6");
    t.key("takes", &TriageSpec::takes, duration(), "0 days", "how long it takes; needs no slot", "E6");
    t.key("unseen", &TriageSpec::unseen, Amounts{}, "£0", "cost of a refusal that stands", "N6");
    return t;
  }();
  return table;
}

const Table<AssessmentSpec>& assessment_table() {
  static const Table<AssessmentSpec> table = [] {
    using A = AssessmentSpec;
    Table<A> t("assessment", "A second look, in a slot, with the same rules.");
    t.key("cost", &A::cost, Amounts{}, "£0", "cost of an assessment", "E5");
    t.key("takes", &A::takes, duration(), "0 days", "how long it takes", "E5");
    t.key("before_wait", &A::before_wait, Flag{}, "false", "whether it comes before the list, without a slot", "E5");
    return t;
  }();
  return table;
}

const Table<AskSpec>& need_bounds() {
  static const Table<AskSpec> table = [] {
    Table<AskSpec> t("asked level", "Bounds on the observed level of a need.");
    t.shorthand("at_least");
    t.key("at_least", &AskSpec::at_least, LevelName{}, not_given, "this level or worse", "E1");
    t.key("at_most", &AskSpec::at_most, LevelName{}, not_given, "this level or better", "E1");
    t.then([](Reader& r, AskSpec& a) {
      if (a.at_least && a.at_most && *a.at_least > *a.at_most) r.problem("at_least no worse than at_most", "bounds that nobody meets");
    });
    return t;
  }();
  return table;
}
const Table<AskSpec>& number_bounds() {
  static const Table<AskSpec> table = [] {
    const Number any{"number", -1e9, 1e9};
    Table<AskSpec> t("asked number", "Bounds on a numeric attribute.");
    t.key("at_least", &AskSpec::at_least, any, not_given, "this or more", "E1");
    t.key("at_most", &AskSpec::at_most, any, not_given, "this or less", "E1");
    t.then([](Reader& r, AskSpec& a) {
      if (a.at_least && a.at_most && *a.at_least > *a.at_most) r.problem("at_least at most at_most", "bounds that nobody meets");
    });
    return t;
  }();
  return table;
}

/// A level of a need ("severe", { at_least, at_most }), or a value of an attribute ("woman", [...], { at_least, at_most }).
void read_ask(Reader& r, const std::string& name, const Node& node, AsksSpec& out) {
  AskSpec ask;
  ask.what = name;
  const auto attribute = r.names.attributes.find(name);
  if (r.names[Of::need].has(name)) read_table(r, node, need_bounds().info(), &ask);
  else if (attribute == r.names.attributes.end()) return r.problem("needs_at_least, place, a need or an attribute", "the unknown name " + found_text(name), did_you_mean(name, r.names[Of::need].all()));
  else if (!attribute->second.all().empty()) ListOf<Choice>{{attribute->second.all()}, true}.read(r, node, ask.one_of);
  else read_table(r, node, number_bounds().info(), &ask);
  out.levels.push_back(std::move(ask));
}

/// Asked like a value of an attribute; one place may stand alone.
struct Catchment {
  static ListOf<NameOf> kind() { return {{Of::place}, true}; }
  void read(Reader& r, const Node& node, AsksSpec& out) const {
    AskSpec ask;
    ask.what = "place";
    kind().read(r, node, ask.one_of);
    if (node.is_list() && node.list().empty()) r.problem("at least one place", "none", "leave it out to ask for none");
    out.levels.push_back(std::move(ask));
  }
  [[nodiscard]] Shape shape() const { return kind().shape(); }
};

/// goal = "unmet" is the absence of a level.
struct GoalKind {
  static Choice kind() { return {{"unmet"}}; }
  void read(Reader& r, const Node& node, RefusesSpec&) const { (void)kind().parse(r, node); }
  [[nodiscard]] Shape shape() const { return kind().shape(); }
};

const Table<RefusesSpec>& refuses_table() {
  static const Table<RefusesSpec> table = [] {
    using R = RefusesSpec;
    Table<R> t("refusal", "A rule that keeps people out; its name is the reason.");
    t.key("need", &R::need, NameOf{Of::need}, required, "the need it looks at", "E4");
    t.key("at_least", &R::at_least, LevelName{}, not_given, "refuses from this observed level on", "E4").instead_of("goal");
    t.key("goal", Self{}, GoalKind{}, not_given, "\"unmet\": refuses while that need is above its goal", "E4");
    t.key("unless_open_at", &R::unless_open_at, list_of(NameOf{Of::service}), not_given, "does not count with an episode at one of these", "E4");
    return t;
  }();
  return table;
}

const Table<WorkersSpec>& workers_table() {
  static const Table<WorkersSpec> table = [] {
    using W = WorkersSpec;
    Table<W> t("workers", "Slots in groups of a caseload, one worker each.");
    t.key("number", &W::number, count(1, 10'000), required, "workers", "K3");
    t.key("caseload", &W::caseload, count(1, 1'000), required, "slots of one worker", "K3");
    t.key("leave", &W::leave_per_year, Rate{}, "0 per year", "rate at which a worker leaves", "K3");
    t.key("vacant", &W::vacant, duration(), "0 days", "time until the post is filled", "K3");
    t.key("keeps", &W::keeps, share(), "0", "share of relationship kept at a change of worker", "K3");
    t.key("week", &W::week, Length{true}, none, "a worker's time in a week: what contacts ask beyond it makes them come less often", "K4");
    t.key("administration", &W::administration, share(), "0", "share of the week that goes on administration, whatever is open", "K4");
    return t;
  }();
  return table;
}

const Table<WhenListSpec>& when_list_table() {
  static const Table<WhenListSpec> table = [] {
    using W = WhenListSpec;
    Table<W> t("rationing step", "From a length of the list on, these replace the service's own.");
    t.key("at", &W::at, count(0, 1e9), required, "length of the list", "W4");
    t.key("accept", &W::accept, chance(), none, "chance of acceptance", "W4");
    t.key("asks", &W::asks, table_of(asks_table()), none, "what is asked", "W4");
    t.key("closes", &W::closes, table_of(closes_table()), none, "when episodes close", "W4");
    t.key("needs_more_than", &W::needs_more_than, count(0, 16), none, "refuses people with more observed needs", "W4");
    return t;
  }();
  return table;
}

const Table<LeadSpec>& lead_table() {
  static const Table<LeadSpec> table = [] {
    using L = LeadSpec;
    Table<L> t("lead", "What an open episode here does for the person's others.");
    t.key("attend", &L::attend, factor(), "1", "factor on the odds of attending elsewhere", "S10");
    t.key("disclose", &L::disclose, factor(), "1", "factor on the odds of disclosing", "S10");
    t.key("mode", &L::mode, Choice{{std::begin(mode_names), std::end(mode_names)}}, none, "mode of the person's hand-offs", "S10");
    t.key("worsens", &L::worsens, factor(), "1", "factor on worsening", "S10");
    t.key("carries", &L::carries, share(), "0", "share of this relationship that counts elsewhere", "S10");
    return t;
  }();
  return table;
}

const Table<CliffEdgeSpec>& cliff_edge_table() {
  static const Table<CliffEdgeSpec> table = [] {
    Table<CliffEdgeSpec> t("cliff edge", "What a closing does to the strand's needs.");
    t.key("worsens", &CliffEdgeSpec::worsens, factor(), "1", "factor on worsening", "S11");
    t.key("lasts", &CliffEdgeSpec::lasts, Length{}, required, "for how long", "S11");
    return t;
  }();
  return table;
}

const Table<double>& service_trust_table() {
  static const Table<double> table = [] {
    Table<double> t("service's trust", "The service's own step of trust.");
    t.key("started", Self{}, share(), "0", "share lost when an episode starts", "C3");
    return t;
  }();
  return table;
}

const Table<AtStartSpec>& at_start_table() {
  static const Table<AtStartSpec> table = [] {
    using A = AtStartSpec;
    Table<A> t("starting list", "Who is on the list or has an open case when the run begins. What they waited counts; what was before costs nothing.");
    t.key("waiting", &A::waiting, count(0, 1e6), "0", "people on the list", "P7");
    t.key("waited", &A::waited, duration(), "0 days", "how long they have waited by the start", "P7");
    t.key("open", &A::open, count(0, 1e6), "0", "open cases", "P7");
    t.key("age", &A::age, duration(), "0 days", "how long the cases have been open by the start", "P7");
    t.key("microdata", &A::cases, StartCasesKind{}, not_given, "case by case: state, days, and if known need and person", "P7").instead_of("waiting").instead_of("open");
    return t;
  }();
  return table;
}

void add_who(Table<ServiceSpec>& t) {
  using S = ServiceSpec;
  t.key("like", Self{}, done(Text{}, "name of a service"), not_given, "inherits all keys of another service, then overrides", "F2");
  t.key("key", &S::key, NewName{"name"}, not_given, "stable name for the addresses of chance; default: the name", "V2");
  t.key("copies", Self{}, done(count(1, 10'000)), not_given, "so many services alike, NAME_01 and on; weights and shares that name it are of all together", "F4").instead_of("per_place");
  t.key("per_place", Self{}, done(ListOf<NameOf>{{Of::place}, true}, "name of a place, or a list of them"), not_given, "one service in each of these places, NAME_PLACE; of a place with copies, in each copy", "F4").instead_of("at");
  t.key("title", &S::title, Text{}, not_given, "one line for people", "F1");
  t.key("group", &S::group, NewName{"name"}, not_given, "reports add up services of one group", "S4");
  t.key("payer", &S::payer, NewName{"name of a payer"}, "public", "who pays", "O10");
  t.key("works_on", &S::works_on, list_of(NameOf{Of::need}), not_given, "needs in scope; none: all, of a whole-person service", "R6");
  t.key("whole_person", &S::whole_person, Flag{}, "false", "whether it takes up all needs in scope", "R6");
  t.key("takes_everyone", &S::takes_everyone, Flag{}, "false", "asks no rule and has no limit", "R6");
  t.key("away", &S::away, Flag{}, "false", "while there, a person cannot be elsewhere", "X1");
  t.key("at", &S::at, list_of(NameOf{Of::place}), not_given, "places it is in; not given: everywhere", "P6");
  t.key("from", &S::from, Day{}, none, "first day it is open", "T2");
  t.key("until", &S::until, Day{}, none, "day its funding ends", "S7");
}

void add_access(Table<ServiceSpec>& t) {
  using S = ServiceSpec;
  t.key("capacity", &S::capacity, table_of(slot_steps_table()), none, "slots; none: no limit", "K1");
  t.key("workers", &S::workers, table_of(workers_table()), none, "slots as workers with caseloads", "K3").instead_of("capacity");
  t.key("accept", &S::accept, chance(), "1", "chance of acceptance, after the rules", "E1");
  t.key("triage", &S::triage, table_of(triage_table()), its_own, "the first look", "E6");
  t.key("asks", &S::asks, table_of(asks_table()), its_own, "what a person must have", "E1");
  t.key("refuses", &S::refuses, by_name(table_of(refuses_table())), its_own, "rules that keep people out, in order", "E4");
  t.key("needs_more_than", &S::needs_more_than, count(0, 16), none, "refuses people with more observed needs", "E1");
  t.key("decision_stands", &S::decision_stands, Length{}, none, "for so long after a rejection the person is refused unseen", "N6");
  t.key("assessment_stands", &S::assessment_stands, Length{}, none, "an admission within it skips assessment", "N6");
  t.key("disclosure", &S::disclosure, table_of(disclosure_table()), none, "instead of the scenario's", "E3");
  t.key("list", &S::list, table_of(list_table()), its_own, "the waiting list", "W2");
  t.key("when_list", &S::when_list, by_name(table_of(when_list_table())), its_own, "rationing by length of list", "W4");
  t.key("assessment", &S::assessment, table_of(assessment_table()), none, "a second look", "E5");
}

void add_help(Table<ServiceSpec>& t) {
  using S = ServiceSpec;
  t.key("contacts", &S::contacts, table_of(contacts_table()), none, "an episode of contacts", "S7");
  t.key("stay", &S::stay, duration(), none, "an episode that is a stay of this length", "S1").instead_of("contacts");
  t.key("needs_per_contact", &S::needs_per_contact, count(1, 16), "1", "strands that a contact works on at most", "S5");
  t.key("effects", &S::effects, table_of(effects_table()), its_own, "what it does to needs", "S1");
  t.key("while_open", &S::while_open, by(Of::need, table_of(while_open_table())), its_own, "what an open episode does to a need", "S1");
  t.key("costs", &S::costs, table_of(costs_table()), its_own, "costs beside triage, assessment and contacts", "M2");
  t.key("closes", &S::closes, table_of(closes_table()), its_own, "when an episode closes", "S7");
  t.key("cliff_edge", &S::cliff_edge, table_of(cliff_edge_table()), none, "what a closing does", "S11");
  t.key("trust", &S::trust_started, table_of(service_trust_table()), its_own, "the service's own step of trust", "C3");
  t.key("lead", &S::lead, table_of(lead_table()), none, "what it does for the person's other episodes", "S10");
  t.key("onward", &S::onward, share(), "1", "part of what shares leave that weights divide", "H1");
  t.key("at_start", &S::at_start, table_of(at_start_table()), its_own, "who is on the list or has an open case when the run begins", "P7");
  t.key("changes", &S::changes_per_year, Rate{}, "0 per year", "rate at which its directory entry goes wrong", "C6");
}

}  // namespace

const Table<AsksSpec>& asks_table() {
  static const Table<AsksSpec> table = [] {
    Table<AsksSpec> t("asks", "What a person must have to be taken.");
    t.key("needs_at_least", &AsksSpec::needs_at_least, count(0, 16), "0", "observed unmet needs of all kinds", "E3");
    t.key("place", Self{}, Catchment{}, not_given, "places that people must live in", "E1");
    t.rest(table_of(need_bounds()).shape(), "NEED or ATTRIBUTE", "level of a need, or value of an attribute", "E1", false, read_ask);
    return t;
  }();
  return table;
}

const Table<ServiceSpec>& service_table() {
  static const Table<ServiceSpec> table = [] {
    Table<ServiceSpec> t("service", "An organisation or a team. With all of it off, a plain queue with many servers.");
    add_who(t);
    add_access(t);
    add_help(t);
    return t;
  }();
  return table;
}

}  // namespace casepath::reading
