#include "names.hpp"

#include <chrono>

#include "columns.hpp"
#include "quantity.hpp"

namespace casepath::reading {
namespace {

void add_members(Names::Set& set, const Node* table) {
  if (table == nullptr || !table->is_table()) return;
  for (const Member& m : table->table())
    if (m.name != "source" && m.name != "grade") set.add(m.name);
}

void add_levels(Names::Set& set, const Node& scenario) {
  const Node* levels = scenario.find("levels");
  const Node* names = levels != nullptr ? levels->find("names") : nullptr;
  if (names != nullptr && names->is_list()) {
    for (const Node& name : names->list())
      if (name.is_text()) set.add(name.text());
  } else {
    for (const char* name : {"none", "low", "moderate", "severe"}) set.add(name);
  }
}

/// Columns of microdata that are no need and no word of the format are attributes (rule P7).
void add_columns(Names& names, const Node& rows) {
  if (!rows.is_table()) return;
  for (const Member& column : rows.table()) {
    if (!column.value.is_list() || names[Of::need].has(column.name) || is_column_word(column.name)) continue;
    Names::Set& values = names.attributes[column.name];
    for (const Node& cell : column.value.list())
      if (cell.is_text() && !values.has(cell.text())) values.add(cell.text());
  }
}

void add_attributes(Names& names, const Node& people) {
  const Node* cohorts = people.find("cohorts");
  if (cohorts == nullptr || !cohorts->is_table()) return;
  for (const Member& cohort : cohorts->table()) {
    if (const Node* rows = cohort.value.find("microdata")) add_columns(names, *rows);
    const Node* attributes = cohort.value.find("attributes");
    if (attributes == nullptr || !attributes->is_table()) continue;
    for (const Member& a : attributes->table()) {
      const Node* value = a.value.find("value");
      const Node& plain = value != nullptr ? *value : a.value;
      Names::Set& values = names.attributes[a.name];
      if (plain.is_text() && !values.has(plain.text())) values.add(plain.text());
    }
  }
}

void add_refusals(Names& names, const Node* services) {
  if (services == nullptr || !services->is_table()) return;
  for (const Member& service : services->table())
    if (const Node* refuses = service.value.find("refuses")) add_members(names.refusals[service.name], refuses);
}

/// A sign is no code, but the amounts beside it are right.
std::string code_of(const std::string& currency) {
  for (const auto& [sign, code] : currency_signs())
    if (currency == sign) return code;
  return currency;
}

int number_at(std::string_view text, std::size_t from, std::size_t count) {
  int number = 0;
  for (const char c : text.substr(from, count)) {
    if (c < '0' || c > '9') return -1;
    number = number * 10 + (c - '0');
  }
  return number;
}

}  // namespace

void Names::Set::add(const std::string& name) {
  if (where_.emplace(name, all_.size()).second) all_.push_back(name);
}

const char* word_for(Of what) {
  static constexpr const char* words[] = {"service", "need", "place", "cohort", "source", "budget", "table of distances"};
  return words[static_cast<std::size_t>(what)];
}

Names names_in(const Node& scenario) {
  Names names;
  const auto add = [&](Of what, const Node* table) { add_members(names.of[static_cast<std::size_t>(what)], table); };
  add(Of::service, scenario.find("services"));
  add(Of::need, scenario.find("needs"));
  add(Of::place, scenario.find("places"));
  add(Of::source, scenario.find("sources"));
  add(Of::budget, scenario.find("budgets"));
  add(Of::distances, scenario.find("distances"));
  if (const Node* people = scenario.find("people")) {
    add(Of::cohort, people->find("cohorts"));
    add_attributes(names, *people);
  }
  add_levels(names.levels, scenario);
  add_refusals(names, scenario.find("services"));
  if (const Node* currency = scenario.find("currency"); currency != nullptr && currency->is_text()) names.currency = code_of(currency->text());
  if (const Node* start = scenario.find("start"); start != nullptr && start->is_text())
    names.start = date_in(start->text()).value_or(Date{});
  return names;
}

std::optional<Date> date_in(std::string_view text) {
  using namespace std::chrono;
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const int y = number_at(text, 0, 4), m = number_at(text, 5, 2), d = number_at(text, 8, 2);
  if (y < 1900 || y > 2200 || m < 1 || d < 1) return std::nullopt;
  const year_month_day date{year{y}, month{static_cast<unsigned>(m)}, day{static_cast<unsigned>(d)}};
  if (!date.ok()) return std::nullopt;
  return Date{static_cast<std::int32_t>(sys_days{date}.time_since_epoch().count())};
}

}  // namespace casepath::reading
