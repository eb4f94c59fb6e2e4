// Tables of rows (rule P7): people or cases one by one, as columns of one length. A person wrote them as a CSV file or had them
// as a data frame; what is wrong is told with its row. To the rest of the format such a table is one value.
#pragma once

#include <string>
#include <vector>

#include "leaves.hpp"

namespace casepath::reading {

inline constexpr std::size_t most_rows = 200'000;
inline constexpr std::size_t most_values = 64;   // of a text attribute: rules hold them as bits

class Columns {
 public:
  /// Tells what is wrong with the table as a whole; then `good` is false and there is nothing to read.
  Columns(Reader& r, const Node& node);
  [[nodiscard]] bool good() const noexcept { return good_; }
  [[nodiscard]] std::size_t rows() const noexcept { return rows_; }
  [[nodiscard]] const std::string& file() const noexcept { return file_; }
  [[nodiscard]] std::vector<std::string> names() const;
  [[nodiscard]] const Node::List* find(std::string_view name) const;

  /// One column by a kind of value; stops at the tenth bad row.
  template <class K, class T>
  void read(const std::string& name, const K& kind, std::vector<T>& out) {
    const Node::List* column = find(name);
    if (column == nullptr) return;
    const Reader::Step step(r_, name);
    const std::size_t before = r_.problems.size();
    out.reserve(rows_);
    for (std::size_t row = 0; row < rows_ && r_.problems.size() < before + 10 && !r_.is_full(); ++row) {
      const std::size_t so_far = r_.problems.size();
      if (auto value = kind.parse(r_, (*column)[row])) out.push_back(static_cast<T>(std::move(*value)));
      if (r_.problems.size() == so_far) continue;
      if ((*column)[row].is_null()) r_.problems.back().found = "an empty cell";
      say_where(row);
    }
  }
  /// A cell's place, put before the hint of the problem just found.
  void say_where(std::size_t row) const;

 private:
  Reader& r_;
  const Node& node_;
  std::string file_;
  std::size_t rows_ = 0;
  bool good_ = false;
};

/// A cell that names something: what looks like a number may be a name too.
template <class K>
struct NameCell {
  K kind;
  [[nodiscard]] auto parse(Reader& r, const Node& cell) const { return kind.parse(r, cell.is_number() ? Node(number_text(cell.number())) : cell); }
};
template <class K>
NameCell<K> name_cell(K kind) { return {std::move(kind)}; }

/// A column of people that is no need and no attribute.
[[nodiscard]] bool is_column_word(std::string_view name);
/// True for members of such a table that are not columns.
[[nodiscard]] bool is_about_columns(const Member& m);
/// As the schema and the reference show it.
[[nodiscard]] Shape columns_shape(const std::string& word);

struct MicrodataKind {
  void read(Reader& r, const Node& node, MicrodataSpec& out) const;
  [[nodiscard]] Shape shape() const { return columns_shape("table of people"); }
};
struct StartCasesKind {
  void read(Reader& r, const Node& node, std::vector<StartCaseSpec>& out) const;
  [[nodiscard]] Shape shape() const { return columns_shape("table of cases"); }
};

}  // namespace casepath::reading
