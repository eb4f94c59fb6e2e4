#include "leaves.hpp"

#include <algorithm>
#include <cmath>

#include "nearest.hpp"
#include "quantity.hpp"

namespace casepath::reading {
namespace {

constexpr double longest_years = 10'000;
constexpr double highest_rate = 1e10;   // a year; three hundred events a second is no service

Node schema_of(const char* type) { return Node::Table{{"type", type}}; }
Node schema_of_text(const char* pattern) { return Node::Table{{"type", "string"}, {"pattern", pattern}}; }

Shape leaf(std::string word, Node schema, bool numeric) {
  Shape shape;
  shape.word = std::move(word);
  shape.schema = std::move(schema);
  shape.numeric = numeric;
  return shape;
}

/// The first guess that would be read.
template <class Parse>
std::string hint_from(const std::vector<std::string>& guesses, Parse parse) {
  const auto good = std::find_if(guesses.begin(), guesses.end(), [&](const std::string& guess) { return parse(guess).has_value(); });
  return good == guesses.end() ? "" : "did you mean " + in_quotes(*good) + "?";
}

/// A text with a unit: `parse` says what it is, `example` shows a bare number with its unit.
template <class Parse, class Example>
auto read_unit(Reader& r, const Node& node, const std::string& allowed, Parse parse, Example example) -> decltype(parse("")) {
  if (node.is_text()) {
    if (const auto value = parse(node.text())) return value;
    std::string hint = hint_from(guesses(node.text()), parse);
    if (const auto bare = plain_number(node.text()); hint.empty() && bare) hint = "write it with its unit: " + in_quotes(example(*bare));
    r.problem(allowed, found_text(node), hint);
  } else {
    r.problem(allowed, found_text(node), node.is_number() ? "write it with its unit: " + in_quotes(example(node.number())) : "");
  }
  return std::nullopt;
}

std::optional<double> ticks_in(Reader& r, const Node& node, bool above_0) {
  const std::string allowed = above_0 ? "a duration above 0 such as \"6 weeks\"" : "a duration such as \"6 weeks\" or \"1 day 9 hours\"";
  const auto ticks = read_unit(r, node, allowed, [](const std::string& s) { return duration_ticks(s); },
                               [](double n) { return number_text(n) + (n == 1 ? " day" : " days"); });
  if (!ticks) return std::nullopt;
  if (*ticks >= 0 && *ticks <= longest_years * ticks_per_year && !(above_0 && *ticks < 1)) return ticks;
  r.problem(above_0 ? "above 0 and at most 10000 years" : "at least 0 and at most 10000 years", found_text(node));
  return std::nullopt;
}

std::string limits_text(const Number& n) {
  if (n.low == n.high) return number_text(n.low);
  std::string text = (n.whole ? "a whole number" : "a number") + std::string(n.above_low ? " above " : ", at least ") + number_text(n.low);
  return n.high < 1e300 ? text + ", at most " + number_text(n.high) : text;
}

bool is_within(const Number& n, double number) {
  return number >= n.low && number <= n.high && !(n.above_low && number == n.low) && !(n.whole && number != std::floor(number));
}

/// A number in quotes, or with commas; or 80 for 80 %.
std::string number_hint(const Number& n, const Node& node) {
  const auto number = node.is_number() ? std::optional(node.number()) : plain_number(node.is_text() ? mended(node.text()) : "");
  if (!number) return "";
  if (node.is_text() && is_within(n, *number)) return "write the number without quotes: " + number_text(*number);
  return n.percent && n.high == 1 && *number > 1 && *number <= 100 ? "for " + number_text(*number) + " % write " + number_text(*number / 100) : "";
}

std::string flag_hint(const Node& node) {
  static const std::vector<std::string> yes{"true", "True", "TRUE", "yes", "Yes", "on", "y"}, no{"false", "False", "FALSE", "no", "No", "off", "n"};
  if (node.is_number()) return node.number() == 1 ? "write true" : node.number() == 0 ? "write false" : "";
  if (!node.is_text()) return "";
  const auto is_in = [&](const std::vector<std::string>& words) { return std::find(words.begin(), words.end(), node.text()) != words.end(); };
  return is_in(yes) ? "write true, without quotes" : is_in(no) ? "write false, without quotes" : "";
}

std::string day_hint(const Node& node) {
  if (!node.is_text()) return "";
  const std::string& text = node.text();
  const bool is_form = text.size() == 10 && text[4] == '-' && text[7] == '-' && text.find_first_not_of("0123456789-") == std::string::npos;
  if (is_form) return "there is no such day in those years";
  return text.size() > 10 && date_in(text.substr(0, 10)) ? "write the day alone: " + text.substr(0, 10) : "write year, month, day: 2025-04-01 is 1 April 2025";
}

/// Money in a sign or code that is not the scenario's.
std::string currency_hint(const Node& node, const std::string& currency) {
  if (!node.is_text()) return "";
  for (const auto& [sign, code] : currency_signs())
    if (code != currency && (node.text().find(sign) != std::string::npos || node.text().find(code) != std::string::npos))
      return "the scenario's currency is " + currency;
  return "";
}

constexpr const char* duration_pattern =
    "^\\d+(\\.\\d+)? (second|minute|hour|day|week|month|year)s?( \\d+(\\.\\d+)? (second|minute|hour|day|week|month|year)s?)*$";
constexpr const char* rate_pattern = "^\\d+(\\.\\d+)?(e-?\\d+)?( ?%)? per (second|minute|hour|day|week|month|year)$";
constexpr const char* money_pattern = "^([£€$]\\d+(\\.\\d{1,2})?|\\d+(\\.\\d{1,2})? [A-Z]{3})$";
constexpr const char* money_rate_pattern = "^([£€$]\\d+(\\.\\d{1,2})?|\\d+(\\.\\d{1,2})? [A-Z]{3}) per (day|week|month|year)$";

}  // namespace

void check_wrapper(Reader& r, const Node& wrapped) {
  static const std::vector<std::string> keys{"value", "low", "high", "dist", "source", "grade"};
  static const std::vector<std::string> dists{"uniform", "triangular", "normal", "lognormal", "beta", "gamma", "fixed"};
  for (const Member& m : wrapped.table()) {
    const Reader::Step step(r, m.name);
    if (std::find(keys.begin(), keys.end(), m.name) == keys.end())
      r.problem("a key of a wrapped value", "the unknown key " + found_text(m.name), "keys: " + listed(keys));
    if (m.name == "dist") (void)Choice{dists}.parse(r, m.value);
  }
}

std::optional<double> Number::parse(Reader& r, const Node& node) const {
  auto number = node.is_number() ? std::optional(node.number()) : std::nullopt;
  if (node.is_text() && percent) number = reading::percent(node.text());
  if (number && is_within(*this, *number)) return number;
  r.problem(limits_text(*this), found_text(node), number_hint(*this, node));
  return std::nullopt;
}
Shape Number::shape() const {
  Node schema = schema_of(whole ? "integer" : "number");
  schema.set(above_low ? "exclusiveMinimum" : "minimum", low);
  if (high < 1e300) schema.set("maximum", high);
  if (percent) schema = Node::Table{{"anyOf", Node::List{schema, schema_of_text("^\\d+(\\.\\d+)? ?%$")}}};
  return leaf(word, schema, true);
}

std::optional<double> Ticks::parse(Reader& r, const Node& node) const { return ticks_in(r, node, above_0); }
Shape Ticks::shape() const { return leaf("length of time", schema_of_text(duration_pattern), true); }

std::optional<Duration> Length::parse(Reader& r, const Node& node) const {
  const auto ticks = ticks_in(r, node, above_0);
  return ticks ? std::optional(rounded(*ticks)) : std::nullopt;
}
Shape Length::shape() const { return leaf("length of time", schema_of_text(duration_pattern), true); }

std::optional<double> Rate::parse(Reader& r, const Node& node) const {
  const auto rate = read_unit(r, node, "a rate such as \"2 per year\"", [](const std::string& s) { return rate_per_year(s); },
                              [](double n) { return number_text(n) + " per year"; });
  if (!rate || (*rate >= 0 && *rate <= highest_rate)) return rate;
  r.problem("at least 0 and at most 1e10 per year", found_text(node));
  return std::nullopt;
}
Shape Rate::shape() const { return leaf("rate", schema_of_text(rate_pattern), true); }

std::optional<Money> Amounts::parse(Reader& r, const Node& node) const {
  const std::string& currency = r.names.currency;
  const std::string per = a_year ? " per year" : "";
  const std::size_t before = r.problems.size();
  const auto parse_money = [&](const std::string& s) { return a_year ? money_per_year(s, currency) : money_minor(s, currency); };
  const auto minor = read_unit(r, node, "money such as " + in_quotes(money_text(42.5, currency) + per) + ", at most two decimals", parse_money,
                               [&](double n) { return money_text(n, currency) + per; });
  if (!minor && r.problems.size() > before && r.problems.back().hint.empty()) r.problems.back().hint = currency_hint(node, currency);
  if (!minor) return std::nullopt;
  if (*minor >= 0 && *minor <= 100'000'000'000'000) return Money{*minor};
  r.problem("at least 0 and at most 1e12", found_text(node));
  return std::nullopt;
}
Shape Amounts::shape() const {
  return leaf(a_year ? "money a year" : "money", schema_of_text(a_year ? money_rate_pattern : money_pattern), true);
}

std::optional<double> Percent::parse(Reader& r, const Node& node) const {
  const auto value = read_unit(r, node, "a yearly rate such as \"3.5 %\"", [](const std::string& s) { return percent(s); },
                               [](double n) { return number_text(n < 1 ? n * 100 : n) + " %"; });
  if (!value || (*value >= 0 && *value <= 1)) return value;
  r.problem("at least 0 % and at most 100 %", found_text(node));
  return std::nullopt;
}
Shape Percent::shape() const { return leaf("percent", schema_of_text("^\\d+(\\.\\d+)? ?%$"), true); }

std::optional<std::string> Text::parse(Reader& r, const Node& node) const {
  if (node.is_text() && node.text().size() <= most) return node.text();
  r.problem("a text of at most " + std::to_string(most) + " bytes", found_text(node));
  return std::nullopt;
}
Shape Text::shape() const { return leaf("text", schema_of("string"), false); }

std::optional<bool> Flag::parse(Reader& r, const Node& node) const {
  if (node.is_flag()) return node.flag();
  r.problem("true or false", found_text(node), flag_hint(node));
  return std::nullopt;
}
Shape Flag::shape() const { return leaf("true or false", schema_of("boolean"), false); }

std::optional<std::string> Choice::parse(Reader& r, const Node& node) const {
  if (node.is_text() && std::find(choices.begin(), choices.end(), node.text()) != choices.end()) return node.text();
  r.problem("one of " + listed(choices, 30), found_text(node), node.is_text() ? hint(node.text()) : "");
  return std::nullopt;
}
std::string Choice::hint(const std::string& text) const {
  for (const auto& [slip, meant] : slips)
    if (text == slip) return "did you mean \"" + meant + "\"?";
  return did_you_mean(text, choices);
}
Shape Choice::shape() const {
  Node::List all(choices.begin(), choices.end());
  return leaf("one of " + listed(choices, 30), Node::Table{{"enum", std::move(all)}}, false);
}

std::optional<Date> Day::parse(Reader& r, const Node& node) const {
  const auto date = node.is_text() ? date_in(node.text()) : std::nullopt;
  if (!date) r.problem("a date such as 2025-04-01, from 1900 to 2200", found_text(node), day_hint(node));
  return date;
}
Shape Day::shape() const { return leaf("date", schema_of_text("^\\d{4}-\\d{2}-\\d{2}$"), false); }

std::optional<std::string> NameOf::parse(Reader& r, const Node& node) const {
  if (node.is_text() && r.names[what].has(node.text())) return node.text();
  if (node.is_text()) r.unknown_name(what, node.text());
  else r.problem(std::string("the name of a ") + word_for(what), found_text(node));
  return std::nullopt;
}
Shape NameOf::shape() const {
  Shape shape = leaf(std::string("name of a ") + word_for(what), schema_of("string"), false);
  shape.refers_to = what;
  return shape;
}

std::optional<std::string> NewName::parse(Reader& r, const Node& node) const {
  if (node.is_text() && r.good_name(node.text())) return node.text();
  if (!node.is_text()) r.problem("a name", found_text(node));
  return std::nullopt;
}
Shape NewName::shape() const { return leaf(word, schema_of("string"), false); }

std::optional<Level> LevelName::parse(Reader& r, const Node& node) const {
  const auto& levels = r.names.levels;
  if (node.is_text() && levels.has(node.text())) return static_cast<Level>(levels.index(node.text()));
  const std::string hint = node.is_text()                                                       ? did_you_mean(node.text(), levels.all())
                           : node.is_number() && node.number() >= 0 && node.number() < static_cast<double>(levels.all().size())
                               ? "levels are written by name: " + in_quotes(levels.all()[static_cast<std::size_t>(node.number())])
                               : "";
  r.problem("a level: " + listed(levels.all(), 16), found_text(node), hint);
  return std::nullopt;
}
Shape LevelName::shape() const { return leaf("level", schema_of("string"), false); }

}  // namespace casepath::reading
