#include "values.hpp"

#include <algorithm>
#include <cmath>

#include "quantity.hpp"

namespace casepath::reading {
namespace {

constexpr const char* steps_wait = "a chance or rate that changes in steps (`every`, `at`)";

/// "at" of a table of steps: offsets from the start of each period, or dates, to values.
template <class K>
struct StepsAt {
  K kind;
  void read(Reader& r, const Node& node, StepsSpec& out) const {
    if (!node.is_table()) return r.problem("a table of offsets or dates", found_text(node));
    const Reader::Within within(r, node);
    for (const Member& m : node.table()) {
      if (is_origin(m.name)) continue;
      const Reader::Step step(r, m.name);
      double value = 0;
      kind.read(r, m.value, value);
      if (const auto from = offset_or_date(r, m.name, out.every.has_value())) out.at.emplace_back(*from, value);
    }
  }
  [[nodiscard]] Shape shape() const {
    Shape shape;
    shape.form = Shape::Form::names;
    shape.each = std::make_shared<Shape>(kind.shape());
    shape.word = shape.each->word + " by offset or date";
    shape.placeholder = "WHEN";
    return shape;
  }
};

/// Sorted, each time once, all within the period; what lies before the start is only the first value.
void settle(Reader& r, StepsSpec& s) {
  std::sort(s.at.begin(), s.at.end());
  for (std::size_t i = 0; i + 1 < s.at.size(); ++i)
    if (s.at[i].first == s.at[i + 1].first) r.problem("steps at different times", "two at one time");
  if (s.every && s.at.empty()) r.problem("a table with `at` beside `every`", "`every` alone");
  if (s.every && !s.at.empty()) {
    if (s.at.back().first >= *s.every) r.problem("steps within the period", "one at or after its end");
    if (s.at.front().first.ticks > 0) s.first = s.at.back().second;
  }
  while (!s.every && !s.at.empty() && s.at.front().first.ticks <= 0) {
    s.first = s.at.front().second;
    s.at.erase(s.at.begin());
  }
}

template <class K>
Table<StepsSpec> steps_table(const char* name, const char* meaning, K kind, const char* zero) {
  Table<StepsSpec> t(name, meaning);
  t.shorthand("first");
  t.key("first", &StepsSpec::first, kind, zero, "the value before the first dated step", "K1");
  t.key("every", &StepsSpec::every, Length{true}, not_given, "the period after which the steps repeat", "K1");
  t.key("at", Self{}, StepsAt<K>{kind}, not_given, "values from offsets of the period on, or from dates on", "K1");
  return t;
}

/// "+n with p", "to goal with p" or a number (rule S2).
struct EffectChance {
  static constexpr bool numeric = true;
  [[nodiscard]] std::optional<EffectCellSpec> parse(Reader& r, const Node& node) const {
    EffectCellSpec cell;
    const auto with = node.is_text() ? node.text().find(" with ") : std::string::npos;
    if (with == std::string::npos) return plain(r, node);
    const std::string what = node.text().substr(0, with);
    const double levels = what.starts_with('+') ? plain_number(what.substr(1)).value_or(0) : 0;
    const auto chance = plain_number(node.text().substr(with + 6));
    cell.to_goal = what == "to goal";
    const bool raises = levels >= 1 && levels < static_cast<double>(max_levels) && levels == std::floor(levels);
    if ((cell.to_goal || raises) && chance && *chance >= 0 && *chance <= 1) {
      cell.raises = raises ? static_cast<int>(levels) : 0;
      cell.chance.chance = *chance;
      return cell;
    }
    r.problem("\"+1 with 0.3\" or \"to goal with 0.3\"", found_text(node), "the chance is from 0 to 1");
    return std::nullopt;
  }
  void read(Reader& r, const Node& node, EffectCellSpec& out) const {
    EffectCellSpec read = out;
    read_leaf(*this, r, node, read);
    out.chance.chance = read.chance.chance;
    out.raises = read.raises;
    out.to_goal = read.to_goal;
  }
  [[nodiscard]] Shape shape() const {
    Shape shape = chance_number().shape();
    const Node text = Node::Table{{"type", "string"}, {"pattern", "^(\\+\\d+|to goal) with (0|1|0?\\.\\d+|1\\.0+)$"}};
    shape.schema = Node::Table{{"anyOf", Node::List{shape.schema, text}}};
    shape.word = "chance to lower by a level, \"+n with p\" or \"to goal with p\"";
    return shape;
  }

 private:
  static std::optional<EffectCellSpec> plain(Reader& r, const Node& node) {
    if (node.is_text() && !percent(node.text()) && !plain_number(node.text())) {
      r.problem("a chance, \"+1 with 0.3\" or \"to goal with 0.3\"", found_text(node));
      return std::nullopt;
    }
    EffectCellSpec cell;
    const auto chance = chance_number().parse(r, node);
    if (!chance) return std::nullopt;
    cell.chance.chance = *chance;
    return cell;
  }
};

EffectCellSpec::Published& published(EffectCellSpec& cell) {
  if (!cell.published) cell.published = EffectCellSpec::Published{};
  return *cell.published;
}

std::vector<FactorSpec>& odds_of(EffectCellSpec& cell) { return cell.chance.odds; }
double& published_share(EffectCellSpec& cell) { return published(cell).reaches_goal; }
Level& published_from(EffectCellSpec& cell) { return published(cell).from; }
double& published_contacts(EffectCellSpec& cell) { return published(cell).contacts; }

const Table<std::vector<FactorSpec>>& odds_table() {
  static const Table<std::vector<FactorSpec>> table = [] {
    Table<std::vector<FactorSpec>> t("odds", "Factors on the odds of a chance; they multiply.");
    add_factors(t, Self{});
    return t;
  }();
  return table;
}

void read_by_value(Reader& r, const Names::Set& values, const Node& node, Named<double>& out) {
  const Reader::Within within(r, node);
  for (const Member& m : node.table()) {
    if (is_origin(m.name)) continue;
    const Reader::Step step(r, m.name);
    if (!values.has(m.name)) r.problem("a value of this attribute: " + listed(values.all()), found_text(m.name), did_you_mean(m.name, values.all()));
    factor().read(r, m.value, out.emplace_back(m.name, 1).second);
  }
}

std::vector<std::string> factor_names(const Reader& r) {
  std::vector<std::string> all{"trust", "relationship", "extra_need", "far", "lead", "waiting"};
  for (const Of what : {Of::need, Of::service}) all.insert(all.end(), r.names[what].all().begin(), r.names[what].all().end());
  for (const auto& attribute : r.names.attributes) all.push_back(attribute.first);
  return all;
}

/// Factors of 1 are none; a table of distances has its own.
void add(FactorSpec f, std::vector<FactorSpec>& out) {
  const bool by_level = std::any_of(f.by_level.begin(), f.by_level.end(), [](double x) { return x != 1; });
  const bool by_value = std::any_of(f.by_value.begin(), f.by_value.end(), [](const auto& v) { return v.second != 1; });
  if (f.factor != 1 || !f.table.empty() || by_level || by_value) out.push_back(std::move(f));
}

void read_far(Reader& r, const Node& node, FactorSpec& out) {
  FarSpec far;
  FarKind{}.read(r, node, far);
  out.factor = far.factor;
  out.table = far.table;
}

}  // namespace

void FarKind::read(Reader& r, const Node& node, FarSpec& out) const {
  if (node.is_text()) NameOf{Of::distances}.read(r, node, out.table);
  else factor().read(r, node, out.factor);
}
Shape FarKind::shape() const {
  Shape shape = factor().shape();
  shape.schema = Node::Table{{"anyOf", Node::List{shape.schema, Node::Table{{"type", "string"}}}}};
  return shape;
}

void FactorKind::read(Reader& r, const Node& node, std::vector<FactorSpec>& out) const {
  FactorSpec f;
  f.what = what;
  if (f.what == "far") read_far(r, node, f);
  else factor().read(r, node, f.factor);
  const bool powered = f.what == "trust" || f.what == "relationship" || f.what == "extra_need";
  if (powered && f.factor == 0) r.problem("a factor above 0", "0");
  add(std::move(f), out);
}

void read_named_factor(Reader& r, const std::string& name, const Node& node, std::vector<FactorSpec>& out) {
  FactorSpec f;
  f.what = name;
  const bool plain = !node.is_table() || is_wrapped(node);
  const auto attribute = r.names.attributes.find(name);
  if (plain && r.names[Of::service].has(name)) factor().read(r, node, f.factor);
  else if (r.names[Of::need].has(name)) factors_by_level().read(r, node, f.by_level);
  else if (attribute != r.names.attributes.end() && !plain) read_by_value(r, attribute->second, node, f.by_value);
  else if (attribute != r.names.attributes.end()) r.problem("a table by value of the attribute", found_text(node));
  else r.problem("trust, relationship, extra_need, far, lead, waiting, or a need, attribute or service", "the unknown name " + found_text(name), did_you_mean(name, factor_names(r)));
  add(std::move(f), out);
}

const Table<ChanceSpec>& chance_table() {
  static const Table<ChanceSpec> table = [] {
    Table<ChanceSpec> t("chance", "A base probability and factors on its odds: odds = p / (1 - p) x factors; 0 and 1 are never changed.");
    t.shorthand("chance");
    t.key("chance", &ChanceSpec::chance, chance_number(), "1", "the base probability: at trust 0.5, relationship 0, one need", "C1");
    t.key("overall", &ChanceSpec::overall, chance_number(), not_given, "the share accepted in all, from which the base is solved", "E2").instead_of("chance");
    t.key("odds", &ChanceSpec::odds, table_of(odds_table()), its_own, "factors on the odds", "C1");
    t.not_built("at", steps_wait);
    t.not_built("every", steps_wait);
    return t;
  }();
  return table;
}

std::optional<Duration> offset_or_date(Reader& r, const std::string& text, bool has_period) {
  const auto date = date_in(text);
  if (!date) {
    const auto offset = Ticks{}.parse(r, text);
    return offset ? std::optional(rounded(*offset)) : std::nullopt;
  }
  if (has_period) r.problem("an offset from the start of each period", "a date", "dates go without `every`");
  return Duration{(date->days_since_1970 - r.names.start.days_since_1970) * ticks_per_day};
}

const Table<RateSpec>& rate_table() {
  static const Table<RateSpec> table = [] {
    Table<RateSpec> t("rate with factors", "A rate; factors multiply it (rule C2).");
    t.shorthand("rate");
    t.key("rate", &RateSpec::per_year, Rate{}, "0 per year", "the rate at trust 0.5, relationship 0", "C2");
    t.not_built("at", steps_wait);
    t.not_built("every", steps_wait);
    add_factors(t, &RateSpec::factors);
    return t;
  }();
  return table;
}

const Table<CostSpec>& cost_table() {
  static const Table<CostSpec> table = [] {
    Table<CostSpec> t("cost", "A cost that all episodes have, or a drawn share of them.");
    t.shorthand("value");
    t.key("value", &CostSpec::value, Amounts{}, "£0", "the amount", "M2");
    t.key("share", &CostSpec::share, share(), "1", "share of episodes that have it", "M2");
    return t;
  }();
  return table;
}

const Table<StepsSpec>& rate_steps_table() {
  static const Table<StepsSpec> table = [] {
    auto t = steps_table("rate in steps", "A rate, constant or in steps over time.", Rate{}, "0 per year");
    t.then([](Reader& r, StepsSpec& s) { settle(r, s); });
    return t;
  }();
  return table;
}

const Table<StepsSpec>& slot_steps_table() {
  static const Table<StepsSpec> table = [] {
    auto t = steps_table("slots in steps", "A number of slots, constant or in steps over time.", count(0, 1e7), "0");
    t.key("budget", &StepsSpec::budget, NameOf{Of::budget}, not_given, "instead of a number: as many slots as a budget buys", "M5").instead_of("first").instead_of("at");
    t.key("slot", &StepsSpec::slot_per_year, Amounts{true}, not_given, "what one costs in a year, for the budget", "M5");
    t.then([](Reader& r, StepsSpec& s) {
      if (s.budget.empty() != (s.slot_per_year.minor == 0)) return r.problem("`budget` and `slot` (above 0) together", "one of them");
      if (!s.budget.empty()) return;   // counted when budgets are known
      if (s.at.empty() && !s.every && s.first < 1) r.problem("at least 1", number_text(s.first));
      settle(r, s);
    });
    return t;
  }();
  return table;
}

const Table<EffectCellSpec>& effect_table() {
  static const Table<EffectCellSpec> table = [] {
    using C = EffectCellSpec;
    Table<C> t("effect", "A chance to lower the need by one level; or to raise it; or a published outcome to solve the chance from.");
    t.shorthand("chance");
    t.key("chance", Self{}, EffectChance{}, "0", "chance to lower by a level, \"+n with p\" to raise, \"to goal with p\"", "S2");
    t.key("odds", odds_of, table_of(odds_table()), its_own, "factors on the odds", "C1");
    t.key("reaches_goal", published_share, chance_number(), not_given, "published share that reached goal", "S3").instead_of("chance");
    t.key("from", published_from, LevelName{}, not_given, "the level they started from", "S3");
    t.key("contacts", published_contacts, Number{"number", 0, 1000, false, false, true}, not_given, "contacts they had in the mean", "S3");
    t.then([](Reader& r, C& c) {
      if (c.published && !(c.published->contacts > 0 && c.published->from > 0 && c.published->reaches_goal > 0))
        r.problem("reaches_goal with from (above the lowest level) and contacts", "only some of them");
    });
    return t;
  }();
  return table;
}

}  // namespace casepath::reading
