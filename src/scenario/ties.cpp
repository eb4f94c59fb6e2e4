#include "ties.hpp"

#include <algorithm>
#include <set>

#include "nearest.hpp"
#include "patch.hpp"

namespace casepath::reading {
namespace {

void check_condition(Reader& r, const ScenarioSpec& plain, const std::string& name) {
  std::vector<std::string> known;
  for (const auto& condition : plain.conditions) known.push_back(condition.first);
  known.emplace_back("link_trust");
  if (std::find(known.begin(), known.end(), name) != known.end()) return;
  const Reader::Step with(r, "with");
  const std::string hint = did_you_mean(name, known);
  r.problem("a condition: " + listed(known), found_text(name), hint.empty() ? "conditions are declared in [conditions], or named by a programme that raises them" : hint);
}

TieSpec read_tie(Reader& r, const Node& tree, const std::string& path, const TieDraft& draft, const ReadEnd& read_end) {
  const std::size_t before = r.problems.size();
  Patched end = tied_end(r, tree, path, draft);
  TieSpec tie{"", path, draft.with, std::move(end.matched), {}};
  if (r.problems.size() > before) return tie;
  std::vector<Problem> problems;
  tie.end = read_end(std::move(end.scenario), problems);
  for (Problem& p : problems) {
    p.path = r.path() + ": " + p.path;
    p.hint += (p.hint.empty() ? "" : "; ") + ("the tie takes it there where " + draft.with + " stands at 1");
    r.problems.push_back(std::move(p));
  }
  return tie;
}

}  // namespace

std::vector<TieSpec> read_ties(Reader& r, const Node& tree, const ScenarioSpec& plain, const Named<TieDraft>& ties, const ReadEnd& read_end) {
  constexpr std::size_t most_ties = 100;
  std::vector<TieSpec> out;
  const Reader::Step step(r, "ties");
  if (ties.size() > most_ties) r.problem("at most 100 ties", std::to_string(ties.size()));
  if (ties.size() * plain.services.size() > 100'000) r.problem("at most 100000 services times ties", std::to_string(ties.size() * plain.services.size()));
  for (std::size_t i = 0; i < ties.size() && r.problems.empty(); ++i) {
    const Reader::Step inner(r, ties[i].first);
    check_condition(r, plain, ties[i].second.with);
    out.push_back(read_tie(r, tree, ties[i].first, ties[i].second, read_end));
  }
  return out;
}

std::vector<std::string> untied(const Scenario& scenario) {
  std::set<std::string> tied{"", "link_trust"}, told;
  for (const TieSpec& tie : scenario.ties) tied.insert(tie.with);
  std::vector<std::string> words;
  const auto look_at = [&](const ScenarioSpec& spec) {
    for (const auto& [name, p] : spec.programmes)
      if (!tied.contains(p.raises) && told.insert(name).second) words.push_back("programmes." + name + ": raises " + in_quotes(p.raises) + ", but no number is tied to it");
  };
  look_at(scenario.base);
  for (const auto& variant : scenario.variants) look_at(variant.second);
  return words;
}

}  // namespace casepath::reading
