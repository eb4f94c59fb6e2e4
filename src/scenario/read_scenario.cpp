// From text to Scenario: limits, names, `like`, the base, then each variant as a patched copy of the tree read like a base.
#include <algorithm>
#include <array>
#include <utility>

#include "casepath/base/error.hpp"
#include "casepath/scenario/io.hpp"
#include "check.hpp"
#include "copies.hpp"
#include "format.hpp"
#include "like.hpp"
#include "names.hpp"
#include "parse.hpp"
#include "patch.hpp"
#include "reader.hpp"
#include "ties.hpp"

namespace casepath {

namespace {

using namespace reading;

std::string hex(std::uint64_t hash) {
  std::string out(16, '0');
  for (std::size_t i = 16; i-- > 0; hash >>= 4) out[i] = "0123456789abcdef"[hash & 15];
  return out;
}

void throw_if_any(const std::vector<Problem>& problems) {
  if (!problems.empty()) throw ScenarioError(problems);
}

/// Reads one tree into a draft; checks across tables only where every value was read.
ScenarioDraft read_tree(Reader& r, const Node& scenario, const Names& all_names, std::vector<std::string>& warnings) {
  ScenarioDraft draft;
  read_table(r, scenario, scenario_table().info(), &draft);
  draft.spec.copies = r.names.copies[0];
  if (!r.problems.empty()) return draft;
  check_scenario(r, draft.spec);
  if (r.problems.empty()) check_links(r, draft.spec, all_names, warnings);
  if (r.problems.empty()) add_warnings(draft.spec, r.parameters, warnings);
  return draft;
}

bool same(const Problem& a, const Problem& b) { return a.path == b.path && a.found == b.found && a.allowed == b.allowed; }

/// A variant's rules are known beside the base's: a link may name a rule that the variant removed.
Names with_refusals_of(Names names, const Names& base) {
  for (const auto& [service, rules] : base.refusals)
    for (const std::string& rule : rules.all()) names.refusals[service].add(rule);
  return names;
}

class Loader {
 public:
  explicit Loader(Node tree) : tree_(std::move(tree)), names_(names_in(tree_)) {}

  Scenario load() {
    read_base();
    for (const auto& variant : draft_.variants) read_variant(variant.first, variant.second);
    throw_if_any(problems_);
    out_.base = std::move(draft_.spec);
    Reader whole(names_);
    check_steps(whole, out_);
    throw_if_any(whole.problems);
    for (std::string& words : untied(out_)) out_.warnings.push_back(std::move(words));
    out_.sources = std::move(draft_.sources);
    out_.hash = hex(fnv1a(to_json(tree_, KeyOrder::sorted), order_hash_));
    return std::move(out_);
  }

 private:
  void read_base() {
    Reader limits(names_);
    check_limits(limits, names_, tree_);
    throw_if_any(limits.problems);
    base_ = tree_;
    Reader r(names_);
    resolve_likes(r, base_);
    Node without_variants = base_;
    without_variants.erase("variants");
    base_text_ = to_json(without_variants, KeyOrder::as_written);
    names_ = names_in(base_);
    Node whole = base_;
    make_copies(r, whole, names_);
    draft_ = read_tree(r, whole, names_, out_.warnings);
    out_.parameters = std::move(r.parameters);
    order_hash_ = r.order_hash;
    if (r.problems.empty()) add_ties(r, "", base_, draft_.spec, draft_.ties);
    problems_ = std::move(r.problems);
    base_problems_ = problems_.size();
  }

  void add_ties(Reader& r, const std::string& variant, const Node& tree, const ScenarioSpec& plain, const Named<TieDraft>& ties) {
    const auto read_end = [&](Node end, std::vector<Problem>& problems) {
      Names names = with_refusals_of(names_in(end), names_);
      Reader at_end(names);
      make_copies(at_end, end, names);
      std::vector<std::string> warnings;
      ScenarioSpec spec = read_tree(at_end, end, names, warnings).spec;
      problems = std::move(at_end.problems);
      return spec;
    };
    for (TieSpec& tie : read_ties(r, tree, plain, ties, read_end)) {
      tie.variant = variant;
      out_.ties.push_back(std::move(tie));
    }
  }

  void read_variant(const std::string& name, const VariantDraft& variant) {
    Names in_file = names_;
    in_file.made_from.clear();   // a path of a variant is told as it was written
    Reader patching(in_file);
    Patched patch = patched(patching, base_, draft_.variants, name);
    if (!patch.matched.empty()) out_.matched.emplace_back(name, std::move(patch.matched));
    take(variant.includes.empty() ? std::move(patching.problems) : new_ones(std::move(patching.problems), name), "");
    if (problems_.size() > base_problems_ + most_variant_problems) return;
    const std::string where = "variants." + name + ": ";
    Names names = with_refusals_of(names_in(patch.scenario), names_);
    Reader r(names, &names_);
    check_limits(r, names, patch.scenario);
    if (!r.problems.empty()) return take(std::move(r.problems), where);
    const bool is_changed = !patch.ties.empty() || to_json(patch.scenario, KeyOrder::as_written) != base_text_;
    if (name == "base" && is_changed) take({is_not_base}, "");
    resolve_likes(r, patch.scenario);
    const Node as_patched = patch.scenario;
    make_copies(r, patch.scenario, names);
    std::vector<std::string> warnings;
    ScenarioDraft draft = read_tree(r, patch.scenario, names, warnings);
    draft.ties.insert(draft.ties.end(), patch.ties.begin(), patch.ties.end());
    if (r.problems.empty()) add_ties(r, name, as_patched, draft.spec, draft.ties);
    order_hash_ = fnv1a(hex(r.order_hash), order_hash_);
    take(std::move(r.problems), where);
    add_warnings_of(where, warnings);
    VariantSpec said = variant.spec;
    said.changes = is_changed;
    finish_variant(name, std::move(said), std::move(draft.spec));
  }

  /// The tree as the core sees it, with plain services and places only (rule F4), and the names there are then.
  void make_copies(Reader& r, Node& tree, Names& names) {
    auto made = with_copies(r, tree);
    if (!made || !r.problems.empty()) return;
    tree = std::move(made->scenario);
    names = with_refusals_of(names_in(tree), names);
    names.copies[0] = std::move(made->services);
    names.copies[1] = std::move(made->places);
    names.made_from = std::move(made->made_from);
    check_limits(r, names, tree);
  }

  /// A variant that includes others repeats their problems; those are told where they are made.
  std::vector<Problem> new_ones(std::vector<Problem> found, const std::string& name) const {
    const auto own = "variants." + name;
    std::erase_if(found, [&](const Problem& p) {
      return std::any_of(problems_.begin(), problems_.end(), [&](const Problem& q) {
        return p.path.starts_with(own) && q.path.ends_with(p.path.substr(own.size())) && q.found == p.found && q.allowed == p.allowed;
      });
    });
    return found;
  }

  void finish_variant(const std::string& name, VariantSpec variant, ScenarioSpec spec) {
    variant.name = name;
    Reader r(names_);
    const Reader::Step all(r, "variants"), one(r, name);
    if (problems_.empty()) check_dated(r, variant, draft_.spec, spec);
    if (variant.starts && *variant.starts >= day_after(draft_.spec)) out_.warnings.push_back(r.path() + ": starts when the run is over, so it changes nothing");
    take(std::move(r.problems), "");
    out_.variants.emplace_back(std::move(variant), std::move(spec));
  }

  /// Problems that are not already the base's.
  void take(std::vector<Problem> found, const std::string& where) {
    for (Problem& p : found) {
      const auto end = problems_.begin() + static_cast<std::ptrdiff_t>(base_problems_);
      if (std::any_of(problems_.begin(), end, [&](const Problem& b) { return same(b, p); })) continue;
      p.path = where + p.path;
      problems_.push_back(std::move(p));
    }
  }
  void add_warnings_of(const std::string& where, const std::vector<std::string>& warnings) {
    for (const std::string& w : warnings)
      if (std::find(out_.warnings.begin(), out_.warnings.end(), w) == out_.warnings.end()) out_.warnings.push_back(where + w);
  }

  static constexpr std::size_t most_variant_problems = 500;
  inline static const Problem is_not_base{"variants.base", "changes", "without changes", "\"base\" is the scenario as it stands; give this variant another name"};

  Node tree_, base_;
  std::string base_text_;   // without its variants, `like` resolved: to tell a variant that changes nothing
  Names names_;
  ScenarioDraft draft_;
  Scenario out_;
  std::uint64_t order_hash_ = 0;
  std::vector<Problem> problems_;
  std::size_t base_problems_ = 0;
};

}  // namespace

Scenario read_scenario(std::string_view json) { return Loader(parse_json(json)).load(); }

std::string canonical_json(std::string_view json) { return to_json(parse_json(json), KeyOrder::sorted); }

}  // namespace casepath
