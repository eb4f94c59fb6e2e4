// Ties (rule C4): a scenario is lowered as it stands and as it stands at the end of a tie; the numbers in which the two differ
// are what goes with the condition.
#include <algorithm>
#include <optional>

#include "casepath/base/error.hpp"
#include "casepath/model/numbers_of.hpp"
#include "parts.hpp"

namespace casepath::detail {

namespace {

std::vector<double> numbers_in(Rules& r, PartKind kind, std::size_t i) {
  std::vector<double> all;
  Numbers numbers([&all](double n) {
    all.push_back(n);
    return n;
  });
  numbers.part(r, kind, i);
  return all;
}

/// The condition that a part goes with: the system's, or that of the service, place or link itself; none where it has none.
std::optional<std::uint32_t> condition_of(const Context& c, const std::string& with, const Rules& r, PartKind kind, std::size_t i) {
  std::string of = "link", item;
  for (const auto& [name, condition] : c.spec.conditions)
    if (name == with) of = condition.of;
  if (of == "service" && kind == PartKind::service) item = c.names.services.list()[i];
  else if (of == "place" && kind == PartKind::place) item = c.names.places.list()[i];
  else if (of == "link" && kind == PartKind::link) {
    const Link& link = r.links[LinkId{i}];
    item = c.names.services.list()[link.from.index()] + "." + c.names.services.list()[link.to.index()];
  } else if (of != "system") {
    return std::nullopt;
  }
  const std::string name = condition_name(with, item);
  return c.names.conditions.has(name) ? static_cast<std::uint32_t>(c.names.conditions.number_of(name)) : always_one;
}

TiedPart& part_of(Rules& r, PartKind kind, std::size_t i) {
  for (TiedPart& part : r.ties)
    if (part.kind == kind && part.index == i) return part;
  return r.ties.emplace_back(TiedPart{kind, static_cast<std::uint32_t>(i), {}});
}

[[noreturn]] void refuse(const TieSpec& tie, const std::string& allowed, const std::string& found, const std::string& hint) {
  throw ScenarioError({{(tie.variant.empty() ? "" : "variants." + tie.variant + ".") + "ties." + tie.path, found, allowed, hint}});
}

}  // namespace

void add_tie(const Context& c, const TieSpec& tie, Rules& end, Rules& out) {
  bool moves = false;
  for_each_part(out, [&](PartKind kind, std::size_t i) {
    const std::vector<double> from = numbers_in(out, kind, i), to = numbers_in(end, kind, i);
    if (from == to) return;
    if (from.size() != to.size()) refuse(tie, "numbers that go from one value to another", "what has no number to start from, or to end at", "give it a number of its own first");
    const auto condition = condition_of(c, tie.with, out, kind, i);
    if (!condition) refuse(tie, "a path through what has the condition", tie.with + " is of each service, place or link, and this is of none", "tie services.NAME ..., places.NAME ... or links.FROM.TO ..., or make the condition of = \"system\"");
    moves = true;
    std::vector<TiedNumber>& tied = part_of(out, kind, i).numbers;
    for (std::size_t n = 0; n < from.size(); ++n)
      if (from[n] != to[n]) tied.push_back({static_cast<std::uint32_t>(n), *condition, from[n], to[n]});
    std::stable_sort(tied.begin(), tied.end(), [](const TiedNumber& a, const TiedNumber& b) { return a.number < b.number; });
  });
  if (!moves) refuse(tie, "a number that counts while a run goes on, and another value for it", "nothing that moves", "what people are at the start, windows, dates, words and flags do not");
  out.tied_clocks |= clocks_that_differ(out, end);
  also_move_clocks_of(out, end);
}

}  // namespace casepath::detail
