#include "columns.hpp"

#include <algorithm>
#include <set>

#include "nearest.hpp"

namespace casepath::reading {
namespace {

constexpr const char* known_words[] = {"place", "trust", "count", "weight", "person", "cost_before"};

/// A text or a number, as text; an empty cell is none.
struct Word {
  [[nodiscard]] std::optional<std::string> parse(Reader& r, const Node& cell) const { return Text{64}.parse(r, cell); }
};

bool is_number_column(const Reader& r, const std::string& name, const Node::List& column) {
  const auto attribute = r.names.attributes.find(name);
  const bool has_values = attribute != r.names.attributes.end() && !attribute->second.all().empty();
  return !has_values && std::all_of(column.begin(), column.end(), [](const Node& cell) { return cell.is_number(); });
}

/// A misspelt need would else become an attribute that nothing looks at.
bool is_attribute(Reader& r, const std::string& name, const Node::List& column) {
  const auto& levels = r.names.levels;
  const bool of_levels = std::all_of(column.begin(), column.end(), [&](const Node& cell) { return cell.is_text() && levels.has(cell.text()); });
  std::vector<std::string> known = r.names[Of::need].all();
  known.insert(known.end(), std::begin(known_words), std::end(known_words));
  const std::string guess = did_you_mean(name, known);
  if (!of_levels && guess.empty()) return r.good_name(name);
  r.problem("a need, place, trust, count, weight, person, cost_before or an attribute", found_text(name),
            of_levels && guess.empty() ? "its values are levels of a need; there are: " + listed(r.names[Of::need].all()) : guess);
  return false;
}

void read_attribute(Reader& r, Columns& columns, const std::string& name, MicrodataSpec& out) {
  const Node::List& column = *columns.find(name);
  {
    const Reader::Step step(r, name);
    if (!is_attribute(r, name, column)) return;
  }
  if (is_number_column(r, name, column)) return columns.read(name, Number{"number", 0, 65535}, out.numbers.emplace_back(name, std::vector<double>{}).second);
  std::vector<std::string>& texts = out.texts.emplace_back(name, std::vector<std::string>{}).second;
  columns.read(name, name_cell(Word{}), texts);
  const std::size_t different = std::set<std::string>(texts.begin(), texts.end()).size();
  const Reader::Step step(r, name);
  if (different > most_values)
    r.problem("at most " + std::to_string(most_values) + " different values in a column of texts", std::to_string(different), "leave out columns that no rule asks about");
}

void read_weights(Reader& r, Columns& columns, MicrodataSpec& out) {
  if (columns.find("count") != nullptr && columns.find("weight") != nullptr) {
    const Reader::Step step(r, "weight");
    return r.problem("left out where count is given", "both", "keep one of the two");
  }
  columns.read("count", count(0), out.number);
  columns.read("weight", at_least_0("weight"), out.number);
  double sum = 0;
  for (const double n : out.number) sum += n;
  if (out.number.size() == columns.rows() && !(sum > 0)) r.problem("counts or weights with a sum above 0", number_text(sum));
}

void check_persons(Reader& r, const Columns& columns, const std::vector<std::string>& persons) {
  const Reader::Step step(r, "person");
  std::set<std::string_view> seen;
  for (std::size_t row = 0; row < persons.size() && !r.is_full(); ++row)
    if (!seen.insert(persons[row]).second) {
      r.problem("a name for each row", found_text(persons[row]) + " twice");
      return columns.say_where(row);
    }
}

}  // namespace

bool is_column_word(std::string_view name) { return std::find(std::begin(known_words), std::end(known_words), name) != std::end(known_words); }

bool is_about_columns(const Member& m) { return !m.value.is_list() && (m.name == "file" || is_origin(m.name)); }

Columns::Columns(Reader& r, const Node& node) : r_(r), node_(node) {
  if (!node.is_table()) {
    r.problem("columns by name", found_text(node), node.is_text() ? "the loader of scenario files puts the rows of a CSV file in before the core reads it" : "");
    return;
  }
  if (const Node* file = node.find("file"); file != nullptr && file->is_text()) file_ = file->text();
  const std::size_t before = r.problems.size();
  bool any = false;
  for (const Member& m : node.table()) {
    if (is_about_columns(m)) continue;
    const Reader::Step step(r, m.name);
    if (!m.value.is_list()) r.problem("a list of values, one a row", found_text(m.value));
    else if (any && m.value.list().size() != rows_) r.problem("as many values as the first column: " + std::to_string(rows_), std::to_string(m.value.list().size()));
    else rows_ = m.value.list().size();
    any = true;
  }
  if (r.problems.size() == before && (rows_ == 0 || rows_ > most_rows)) r.problem("1 to " + std::to_string(most_rows) + " rows", std::to_string(rows_));
  good_ = r.problems.size() == before;
}

std::vector<std::string> Columns::names() const {
  std::vector<std::string> all;
  for (const Member& m : node_.table())
    if (!is_about_columns(m)) all.push_back(m.name);
  return all;
}

const Node::List* Columns::find(std::string_view name) const {
  const Node* column = node_.find(name);
  return column != nullptr && column->is_list() ? &column->list() : nullptr;
}

/// The first line of a file names the columns.
void Columns::say_where(std::size_t row) const {
  std::string& hint = r_.problems.back().hint;
  const std::string where = file_.empty() ? "row " + std::to_string(row + 1) : file_ + ", line " + std::to_string(row + 2);
  hint = hint.empty() ? where : where + "; " + hint;
}

Shape columns_shape(const std::string& word) {
  Shape shape;
  shape.word = word + ", by column: a CSV file of the scenario's folder";
  const Node column = Node::Table{{"type", "array"}, {"items", Node::Table{{"type", Node::List{"string", "number"}}}}};
  const Node columns = Node::Table{{"type", "object"}, {"additionalProperties", Node::Table{{"anyOf", Node::List{Node::Table{{"type", "string"}}, column}}}}};
  shape.schema = Node::Table{{"anyOf", Node::List{Node::Table{{"type", "string"}, {"pattern", "\\.csv$"}}, columns}}};
  return shape;
}

void MicrodataKind::read(Reader& r, const Node& node, MicrodataSpec& out) const {
  Columns columns(r, node);
  if (!columns.good()) return;
  out.file = columns.file();
  out.rows = columns.rows();
  for (const std::string& name : columns.names()) {
    if (r.names[Of::need].has(name)) columns.read(name, name_cell(LevelName{}), out.needs.emplace_back(name, std::vector<Level>{}).second);
    else if (!is_column_word(name)) read_attribute(r, columns, name, out);
  }
  columns.read("place", name_cell(NameOf{Of::place}), out.place);
  columns.read("trust", share(), out.trust);
  columns.read("person", name_cell(Word{}), out.person);
  check_persons(r, columns, out.person);
  std::vector<double> cost;
  columns.read("cost_before", at_least_0("amount of money, without a sign"), cost);
  for (const double amount : cost) out.cost_before.push_back(rounded_money(amount * 100.0));
  read_weights(r, columns, out);
}

void StartCasesKind::read(Reader& r, const Node& node, std::vector<StartCaseSpec>& out) const {
  Columns columns(r, node);
  if (!columns.good()) return;
  const std::vector<std::string> known{"state", "days", "need", "person"};
  for (const std::string& name : columns.names())
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      const Reader::Step step(r, name);
      r.problem("one of " + listed(known), found_text(name), did_you_mean(name, known));
    }
  std::vector<std::string> state, need, person;
  std::vector<double> age;
  columns.read("state", Choice{{"waiting", "open"}}, state);
  columns.read("days", Number{"number of days", 0, 36525}, age);
  columns.read("need", name_cell(NameOf{Of::need}), need);
  columns.read("person", name_cell(Word{}), person);
  for (const char* name : {"state", "days"})
    if (columns.find(name) == nullptr) {
      const Reader::Step step(r, name);
      r.problem("a column", "nothing", "state is waiting or open; days is how long by the start");
    }
  if (state.size() != columns.rows() || age.size() != columns.rows()) return;
  for (std::size_t row = 0; row < columns.rows(); ++row)
    out.push_back({state[row] == "open", days(age[row]), row < need.size() ? need[row] : "", row < person.size() ? person[row] : ""});
}

}  // namespace casepath::reading
