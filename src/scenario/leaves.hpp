// Kinds of single values: numbers, texts with a unit, names, dates. Each knows how to read itself (wrapped or plain), what to say
// when it cannot, and its JSON Schema.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "casepath/base/money.hpp"
#include "casepath/base/time.hpp"
#include "shape.hpp"

namespace casepath::reading {

/// The keys of { value, low, high, dist, source, grade } other than `value`, checked.
void check_wrapper(Reader& r, const Node& wrapped);

template <class K, class T>
void read_leaf(const K& kind, Reader& r, const Node& node, T& out) {
  if (!is_wrapped(node)) {
    if (const auto value = kind.parse(r, node)) {
      out = static_cast<T>(*value);
      if (K::numeric) r.parameter(node, nullptr);
    }
    return;
  }
  check_wrapper(r, node);
  const Reader::Within within(r, node);
  for (const char* end : {"low", "high"})
    if (const Node* bound = node.find(end)) {
      const Reader::Step step(r, end);
      (void)kind.parse(r, *bound);
    }
  const Node& plain = *node.find("value");
  if (const auto value = kind.parse(r, plain)) {
    out = static_cast<T>(*value);
    if (K::numeric) r.parameter(plain, &node);
  }
}

#define CASEPATH_LEAF(is_numeric)                                                                        \
  static constexpr bool numeric = is_numeric;                                                            \
  template <class T>                                                                                     \
  void read(Reader& r, const Node& node, T& out) const { read_leaf(*this, r, node, out); }               \
  [[nodiscard]] Shape shape() const

/// A bare number within [low, high]; "25 %" where `percent`.
struct Number {
  std::string word;
  double low = 0, high = std::numeric_limits<double>::max();
  bool whole = false, percent = false, above_low = false;
  [[nodiscard]] std::optional<double> parse(Reader& r, const Node& node) const;
  CASEPATH_LEAF(true);
};
inline Number chance_number() { return {"chance", 0, 1, false, true, false}; }
inline Number share() { return {"share", 0, 1, false, true, false}; }
inline Number factor() { return {"factor", 0, 1e6, false, false, false}; }
inline Number positive(std::string word) { return {std::move(word), 0, 1e9, false, false, true}; }
inline Number at_least_0(std::string word) { return {std::move(word), 0, 1e9, false, false, false}; }
inline Number count(double least, double most = 1e9) { return {"count", least, most, true, false, false}; }

/// A length of time, in ticks as a double (for distributions).
struct Ticks {
  bool above_0 = false;
  [[nodiscard]] std::optional<double> parse(Reader& r, const Node& node) const;
  CASEPATH_LEAF(true);
};
/// A length of time.
struct Length {
  bool above_0 = false;
  [[nodiscard]] std::optional<Duration> parse(Reader& r, const Node& node) const;
  CASEPATH_LEAF(true);
};
/// Per year.
struct Rate {
  [[nodiscard]] std::optional<double> parse(Reader& r, const Node& node) const;
  CASEPATH_LEAF(true);
};
struct Amounts {   // of money
  bool a_year = false;
  [[nodiscard]] std::optional<Money> parse(Reader& r, const Node& node) const;
  CASEPATH_LEAF(true);
};
struct Percent {
  [[nodiscard]] std::optional<double> parse(Reader& r, const Node& node) const;
  CASEPATH_LEAF(true);
};
struct Text {
  std::size_t most = 1000;
  [[nodiscard]] std::optional<std::string> parse(Reader& r, const Node& node) const;
  CASEPATH_LEAF(false);
};
struct Flag {
  [[nodiscard]] std::optional<bool> parse(Reader& r, const Node& node) const;
  CASEPATH_LEAF(false);
};
struct Choice {
  std::vector<std::string> choices;
  std::vector<std::pair<std::string, std::string>> slips{};   // other words for some of them
  [[nodiscard]] std::string hint(const std::string& text) const;
  [[nodiscard]] std::optional<std::string> parse(Reader& r, const Node& node) const;
  CASEPATH_LEAF(false);
};
struct Day {
  [[nodiscard]] std::optional<Date> parse(Reader& r, const Node& node) const;
  CASEPATH_LEAF(false);
};
/// A name that the scenario gives to something of that sort.
struct NameOf {
  Of what;
  [[nodiscard]] std::optional<std::string> parse(Reader& r, const Node& node) const;
  CASEPATH_LEAF(false);
};
/// A name that this key may be the first to give (payers).
struct NewName {
  std::string word;
  [[nodiscard]] std::optional<std::string> parse(Reader& r, const Node& node) const;
  CASEPATH_LEAF(false);
};
/// A level by its name (rule F1).
struct LevelName {
  [[nodiscard]] std::optional<Level> parse(Reader& r, const Node& node) const;
  CASEPATH_LEAF(false);
};

#undef CASEPATH_LEAF

}  // namespace casepath::reading
