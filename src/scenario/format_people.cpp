// Needs and the people who have them.
#include <cmath>

#include "columns.hpp"
#include "format.hpp"
#include "quantity.hpp"
#include "values.hpp"

namespace casepath::reading {
namespace {

const Table<DoorSpec>& door_table() {
  static const Table<DoorSpec> table = [] {
    Table<DoorSpec> t("door", "A service where people ask first.");
    t.shorthand("weight");
    t.key("weight", &DoorSpec::weight, at_least_0("weight"), "1", "weight among the doors", "R2");
    t.key("known", &DoorSpec::known, share(), "1", "share of people who know it", "R2");
    t.key("otherwise", &DoorSpec::otherwise, Flag{}, "false", "whether it is only for who finds no other door that they know", "R2");
    t.key("places", &DoorSpec::places, list_of(NameOf{Of::place}), not_given, "places it is a door from; not given: all", "P6");
    return t;
  }();
  return table;
}

const Table<SeeksSpec>& seeks_table() {
  static const Table<SeeksSpec> table = [] {
    using S = SeeksSpec;
    Table<S> t("seeks", "How people ask for help with this need.");
    t.key("rate", &S::rate, rates_by_level(), required, "rate of asking, at full trust", "R2");
    t.key("floor", &S::floor, share(), "1", "f of f + (1 - f) x trust: 1, trust does not matter", "C2");
    t.key("far", &S::far, FarKind{}, "1", "odds of acting on it when no door is in one's own place, or the name of a table of [distances]: that of the nearest", "P6");
    t.key("doors", &S::doors, by(Of::service, table_of(door_table())), required, "services where they ask, by weight", "R2");
    return t;
  }();
  return table;
}

const Table<CrisisSpec>& crisis_table() {
  static const Table<CrisisSpec> table = [] {
    Table<CrisisSpec> t("crisis", "How this need breaks out, whatever the trust.");
    t.key("rate", &CrisisSpec::rate, rates_by_level(), required, "rate of crises", "N1");
    t.key("to", &CrisisSpec::to, by(Of::service, table_of(door_table())), required, "crisis services, by weight", "R2");
    return t;
  }();
  return table;
}

const Table<PursuedSpec>& pursued_table() {
  static const Table<PursuedSpec> table = [] {
    Table<PursuedSpec> t("pursued", "A request opened by a service, whatever the person wants.");
    t.key("rate", &PursuedSpec::rate, rates_by_level(), required, "rate of openings", "R2");
    t.key("by", &PursuedSpec::by, NameOf{Of::service}, required, "the service that opens it", "R2");
    return t;
  }();
  return table;
}

struct FrailtyOn {
  static auto kind() { return list_of(Choice{{"worsens", "crisis"}}); }
  void read(Reader& r, const Node& node, FrailtySpec& out) const {
    std::vector<std::string> on;
    kind().read(r, node, on);
    out.on_worsens = std::find(on.begin(), on.end(), "worsens") != on.end();
    out.on_crisis = std::find(on.begin(), on.end(), "crisis") != on.end();
  }
  [[nodiscard]] Shape shape() const { return kind().shape(); }
};

/// A categorical value, a number or a distribution.
struct AttributeKind {
  void read(Reader& r, const Node& node, AttributeSpec& out) const {
    const Node& plain = is_wrapped(node) ? *node.find("value") : node;
    if (plain.is_text()) Text{64}.read(r, node, out.text.emplace());
    else NumberDistribution{}.read(r, node, out.number);
  }
  [[nodiscard]] Shape shape() const {
    Shape shape = NumberDistribution{}.shape();
    shape.also_text = true;
    return shape;
  }
};

/// arrives = "replace", or a rate that may step over time.
struct ArrivesKind {
  void read(Reader& r, const Node& node, CohortSpec& out) const {
    out.replaces = node.is_text("replace");
    out.arrives.reset();
    StepsSpec rate;
    if (!out.replaces) read_table(r, node, rate_steps_table().info(), &rate);
    if (rate != StepsSpec{}) out.arrives = std::move(rate);   // a rate of 0 is none
  }
  [[nodiscard]] Shape shape() const {
    Shape shape = table_of(rate_steps_table()).shape();
    shape.also_text = true;
    return shape;
  }
};

/// "need.need" -> value.
struct PairsKind {
  Number kind;
  void read(Reader& r, const Node& node, Named<double>& out) const {
    if (!node.is_table()) return r.problem("a table by pair of needs", found_text(node), "for example { \"housing.debt\" = ... }");
    const Reader::Within within(r, node);
    for (const Member& m : node.table()) {
      if (is_origin(m.name)) continue;
      const Reader::Step step(r, m.name);
      if (is_pair(r, m.name)) kind.read(r, m.value, out.emplace_back(m.name, 0).second);
    }
  }
  [[nodiscard]] Shape shape() const {
    Shape shape;
    shape.form = Shape::Form::names;
    shape.each = std::make_shared<Shape>(kind.shape());
    shape.word = "table by pair of needs of " + kind.word;
    shape.placeholder = "\"NEED.NEED\"";
    return shape;
  }

 private:
  static bool is_pair(Reader& r, const std::string& name) {
    const auto dot = name.find('.');
    const std::string first = name.substr(0, dot), second = dot == std::string::npos ? "" : name.substr(dot + 1);
    if (dot == std::string::npos || first == second) {
      r.problem("two needs as \"need.need\"", found_text(name));
      return false;
    }
    for (const std::string& need : {first, second})
      if (!r.names[Of::need].has(need)) {
        r.unknown_name(Of::need, need);
        return false;
      }
    return true;
  }
};

/// No cap is 0.
struct CapKind {
  static Number kind() { return positive("factor"); }
  void read(Reader& r, const Node& node, double& out) const {
    if (node.is_text(none)) out = 0;
    else kind().read(r, node, out);
  }
  [[nodiscard]] Shape shape() const { return kind().shape(); }
};

const Table<FrailtySpec>& frailty_table() {
  static const Table<FrailtySpec> table = [] {
    Table<FrailtySpec> t("frailty", "Some people's needs worsen faster: a gamma factor with mean 1.");
    t.key("cv", &FrailtySpec::cv, Number{"number", 0, 10}, "0", "coefficient of variation", "N4");
    t.key("on", Self{}, FrailtyOn{}, "worsens, crisis", "what it multiplies", "N4");
    return t;
  }();
  return table;
}

const Table<ProfileSpec>& profile_table() {
  static const Table<ProfileSpec> table = [] {
    Table<ProfileSpec> t("profile", "People with the same needs at the start; needs left out are at the lowest level.");
    t.key("weight", &ProfileSpec::weight, at_least_0("weight"), "1", "weight among the cohort's profiles", "P1");
    t.rest(LevelName{}.shape(), "NEED", "level of that need at the start", "P1", false,
           [](Reader& r, const std::string& name, const Node& node, ProfileSpec& p) {
             if (!r.names[Of::need].has(name)) return r.unknown_name(Of::need, name);
             LevelName{}.read(r, node, p.levels.emplace_back(name, Level{0}).second);
           });
    return t;
  }();
  return table;
}

/// "top 10 %" as a share.
struct CostliestKind {
  [[nodiscard]] static std::optional<double> parse(Reader& r, const Node& node) {
    const auto given = node.is_text() && node.text().starts_with("top ") ? percent(node.text().substr(4)) : std::nullopt;
    if (given && *given > 0 && *given <= 1) return given;
    r.problem("\"top 10 %\": a share of people, above 0 %", found_text(node));
    return std::nullopt;
  }
  void read(Reader& r, const Node& node, double& out) const { out = parse(r, node).value_or(0); }
  [[nodiscard]] Shape shape() const {
    Shape shape = Text{}.shape();
    shape.word = "share of people such as \"top 10 %\"";
    shape.schema = Node::Table{{"type", "string"}, {"pattern", "^top [0-9.]+ ?%$"}};
    return shape;
  }
};

const Table<GroupSpec>& group_table() {
  static const Table<GroupSpec> table = [] {
    Table<GroupSpec> t("group", "People that figures are had for; all that is given must hold.");
    t.key("cohort", &GroupSpec::cohorts, ListOf<NameOf>{{Of::cohort}, true}, not_given, "their cohort, or a list of cohorts", "O14");
    t.key("place", &GroupSpec::places, ListOf<NameOf>{{Of::place}, true}, not_given, "their place, or a list of places", "O14");
    t.key("at_start", &GroupSpec::at_start, by(Of::need, LevelName{}), not_given, "needs at this level or worse at the start", "O14");
    t.key("needs_at_least", &GroupSpec::needs_at_least, count(0, 16), "0", "unmet needs at the start", "O14");
    t.key("cost_before", &GroupSpec::cost_before, CostliestKind{}, not_given, "\"top 10 %\": the costliest tenth before the counted years", "O14");
    return t;
  }();
  return table;
}

const Table<PartiesSpec>& parties_table() {
  static const Table<PartiesSpec> table = [] {
    Table<PartiesSpec> t("parties", "Households: so many people who come one after another share some needs.");
    t.key("size", &PartiesSpec::size, count(2, 100), required, "people in each", "P5");
    t.key("shares", &PartiesSpec::shares, list_of(NameOf{Of::need}), required, "needs that live on the first member, seen by all", "P5");
    return t;
  }();
  return table;
}

void add_inherited(Table<CohortSpec>& t) {
  using C = CohortSpec;
  t.key("trust", &C::trust, UnitDistribution{}, "trust.start", "trust at the start", "P2");
  t.key("leaves", &C::leaves, rate(), "0 per year", "rate of dying or moving away", "P3");
  t.key("leaves_with", &C::leaves_with, by(Of::need, factors_by_level()), not_given, "factors on leaving, by level of a need", "P3");
  t.key("parties", &C::parties, table_of(parties_table()), none, "households", "P5");
  t.key("arrives", Self{}, ArrivesKind{}, "0 per year", "people a year, or \"replace\": one for each who leaves", "P4");
}

/// A number of people, or "rows": those of the microdata, each as often as its count says.
struct SizeKind {
  static Number kind() { return count(0, 5e7); }
  void read(Reader& r, const Node& node, CohortSpec& out) const {
    out.draws_rows = !node.is_text("rows");
    if (out.draws_rows) kind().read(r, node, out.size);
  }
  [[nodiscard]] Shape shape() const {
    Shape shape = kind().shape();
    shape.schema = Node::Table{{"anyOf", Node::List{shape.schema, Node::Table{{"const", "rows"}}}}};
    return shape;
  }
};

/// How many people the rows are.
void count_rows(Reader& r, CohortSpec& c) {
  if (c.draws_rows) return;
  const Reader::Step step(r, "size");
  if (!c.microdata) return r.problem("a number of people", "\"rows\"", "there is no `microdata` to take them from");
  const std::vector<double>& number = c.microdata->number;
  double sum = number.empty() ? static_cast<double>(c.microdata->rows) : 0.0;
  for (const double n : number) sum += n;
  if (std::any_of(number.begin(), number.end(), [](double n) { return n != std::floor(n); }))
    return r.problem("a number of people where rows have weights", "\"rows\"", "people are drawn by weight; a column `count` says how many are alike");
  if (sum > 5e7) return r.problem("at most 50000000 people", number_text(sum));
  if (!c.microdata->person.empty() && !number.empty()) return r.problem("rows of one person each where they have names (`person`)", "counts");
  c.size = static_cast<std::int64_t>(sum);
}

const Table<CohortSpec>& inherited_table() {
  static const Table<CohortSpec> table = [] {
    Table<CohortSpec> t("people of all cohorts", "Keys that cohorts inherit.");
    add_inherited(t);
    return t;
  }();
  return table;
}

const Table<CohortSpec>& cohort_table() {
  static const Table<CohortSpec> table = [] {
    using C = CohortSpec;
    Table<C> t("cohort", "People who start alike.");
    t.key("like", Self{}, done(Text{}, "name of a cohort"), not_given, "inherits all keys of another cohort, then overrides", "F2");
    t.key("key", &C::key, NewName{"name"}, not_given, "stable name for the addresses of chance; default: the name", "V2");
    t.key("size", Self{}, SizeKind{}, required, "people at the start; \"rows\": those of the microdata, one by one", "P1");
    add_inherited(t);
    t.key("attributes", &C::attributes, by_name(AttributeKind{}), not_given, "a text, a number or a distribution each", "C1");
    t.key("places", &C::places, by(Of::place, share()), not_given, "shares by place; not given: the scenario's", "P6");
    t.key("needs", &C::needs, by(Of::need, shares_by_level()), not_given, "probability of each level at the start; what is left is the lowest", "P1");
    t.key("odds_ratios", &C::odds_ratios, PairsKind{positive("odds ratio")}, not_given, "\"need.need\": odds ratio of both above the lowest level", "P1").instead_of("correlations");
    t.key("correlations", &C::correlations, PairsKind{Number{"correlation", -1, 1}}, not_given, "\"need.need\": correlation of the normals behind the levels", "P1");
    t.key("profiles", &C::profiles, by_name(table_of(profile_table())), not_given, "instead of `needs`: weighted profiles", "P1").instead_of("needs").instead_of("odds_ratios").instead_of("correlations");
    t.key("microdata", &C::microdata, MicrodataKind{}, not_given, "instead of `needs`: one row a person", "P7").instead_of("profiles").instead_of("needs").instead_of("odds_ratios").instead_of("correlations");
    t.then(count_rows);
    return t;
  }();
  return table;
}

/// Each cohort begins as what [people] says of all.
struct CohortsKind {
  static auto kind() { return by_name(table_of(cohort_table())); }
  void read(Reader& r, const Node& node, PeopleSpec& out) const { kind().read_from(r, node, out.cohorts, out.every_cohort); }
  [[nodiscard]] Shape shape() const { return kind().shape(); }
};

}  // namespace

const Table<NeedSpec>& need_table() {
  static const Table<NeedSpec> table = [] {
    using N = NeedSpec;
    Table<N> t("need", "A domain of life that can go wrong, by levels.");
    t.key("key", &N::key, NewName{"name"}, not_given, "stable name for the addresses of chance; default: the name", "V2");
    t.key("goal", &N::goal, LevelName{}, "the lowest level", "the level at or below which it counts as met", "N5");
    t.key("worsens", &N::worsens, rates_by_level(), its_own, "rate of going up one level", "N1");
    t.key("recovers", &N::recovers, rates_by_level(), its_own, "rate of going down one level", "N1");
    t.key("worsens_with", &N::worsens_with, by(Of::need, factors_by_level()), not_given, "factors on worsening, by level of another need", "N2");
    t.key("crisis_with", &N::crisis_with, by(Of::need, factors_by_level()), not_given, "factors on crises, by level of another need", "N3");
    t.key("seeks_with", &N::seeks_with, by(Of::need, factors_by_level()), not_given, "factors on seeking, by level of another need", "N3");
    t.key("worsens_cap", &N::worsens_cap, CapKind{}, none, "cap on the product of `worsens_with`", "N2").or_none();
    t.key("recovers_against", &N::recovers_against, Flag{}, "false", "whether recovery is divided by the same product", "N2");
    t.key("susceptibility", &N::susceptibility, factor(), "1", "factor on worsening for those who never had it", "N4");
    t.key("seeks", &N::seeks, table_of(seeks_table()), none, "asking for help", "R2");
    t.key("crisis", &N::crisis, table_of(crisis_table()), none, "crises", "N1");
    t.key("pursued", &N::pursued, table_of(pursued_table()), none, "openings by a service", "R2");
    t.then([](Reader& r, N& n) {
      for (ByLevel* rates : {&n.worsens, &n.recovers})
        if (rates->empty()) rates->assign(r.names.levels.all().size(), 0.0);
    });
    return t;
  }();
  return table;
}

const Table<PeopleSpec>& people_table() {
  static const Table<PeopleSpec> table = [] {
    Table<PeopleSpec> t("people", "Who lives here. `trust`, `leaves`, `leaves_with` and `arrives` here are inherited by each cohort.");
    t.key("frailty", &PeopleSpec::frailty, table_of(frailty_table()), its_own, "frailty", "N4");
    for (const Key& key : inherited_table().info().keys) t.adopt(key, &PeopleSpec::every_cohort);
    t.key("cohorts", Self{}, CohortsKind{}, its_own, "people who start alike", "P1");
    t.key("groups", &PeopleSpec::groups, by_name(table_of(group_table())), its_own, "people that figures are had for", "O14");
    return t;
  }();
  return table;
}

}  // namespace casepath::reading
