#include "reader.hpp"

#include <algorithm>
#include <utility>

#include "nearest.hpp"
#include "unseen.hpp"

namespace casepath::reading {
namespace {

constexpr std::size_t most_problems = 500;   // more say nothing new, and a hostile file could make millions
constexpr std::size_t longest_name = 64;

const Node* text_member(const Node& table, std::string_view name) {
  const Node* member = table.find(name);
  return member != nullptr && member->is_text() ? member : nullptr;
}

bool is_grade(const std::string& g) { return g.size() == 1 && std::string_view("S2DAG").find(g[0]) != std::string_view::npos; }

}  // namespace

std::string Reader::path() const {
  std::string path;
  for (const std::string& name : path_) path += (path.empty() ? "" : ".") + as_written(name);
  return path.empty() ? "file" : path;
}

const std::string& Reader::as_written(const std::string& name) const {
  const auto original = names.made_from.find(name);
  return original == names.made_from.end() ? name : original->second;
}

void Reader::problem(std::string allowed, std::string found, std::string hint) {
  if (is_full()) return;
  Problem told{path(), std::move(found), std::move(allowed), std::move(hint)};
  const auto is_same = [&](const Problem& p) { return p.path == told.path && p.found == told.found && p.allowed == told.allowed; };
  if (!names.made_from.empty() && std::any_of(problems.begin(), problems.end(), is_same)) return;   // of each copy alike
  problems.push_back(std::move(told));
}

bool Reader::is_full() const { return problems.size() >= most_problems; }

void Reader::unknown_name(Of what, const std::string& name) {
  if (is_full()) return;
  const auto& all = names[what].all();
  if (names_before != nullptr && (*names_before)[what].has(name))
    return problem(std::string("the name of a ") + word_for(what), found_text(name), "the variant takes it out; take out what names it too");
  const auto& copies = names.copies[what == Of::place ? 1 : 0];
  const auto copied = std::find_if(copies.begin(), copies.end(), [&](const auto& c) { return c.first == name; });
  std::string hint = copied == copies.end() ? did_you_mean(name, all) : "it has copies, so name one of them: " + listed(copied->second, 3);
  if (hint.empty()) hint = all.empty() ? std::string("the scenario has no ") + word_for(what) : "there are: " + listed(all);
  problem(std::string("the name of a ") + word_for(what), found_text(name), hint);
}

void Reader::not_built(const std::string& what, const Node& found) {
  problem("left out", found_text(found), what + " is not built yet in this version");
}

bool Reader::good_name(const std::string& name) {
  const bool bad_byte = name.find_first_of(".*/:\"'\\") != std::string::npos ||
                        std::any_of(name.begin(), name.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }) || has_unseen(name);
  if (!name.empty() && name.size() <= longest_name && name.front() != ' ' && name.back() != ' ' && !bad_byte) return true;
  problem("a name of 1 to 64 characters without . * / : quotes, hidden or control characters", found_text(name));
  return false;
}

void Reader::parameter(const Node& value, const Node* wrapped) {
  const auto written = [&](const char* key) {
    const Node* n = wrapped != nullptr ? wrapped->find(key) : nullptr;
    return n == nullptr ? std::string() : n->is_text() ? n->text() : to_json(*n, KeyOrder::as_written);
  };
  std::string at = path();
  if (!names.made_from.empty() && !told_.insert(at).second) return;
  parameters.push_back({std::move(at), value.is_text() ? value.text() : to_json(value, KeyOrder::as_written), written("low"),
                        written("high"), written("dist"), origin_.source, origin_.grade});
}

void Reader::saw_name(std::string_view name) { order_hash = fnv1a("\n", fnv1a(name, order_hash)); }

void Reader::take_origin(const Node& table) {
  if (const Node* source = table.find("source")) {
    const Step step(*this, "source");
    if (!source->is_text()) problem("a key of [sources] or \"assumed\"", found_text(*source));
    else if (!source->is_text("assumed") && !names[Of::source].has(source->text())) unknown_name(Of::source, source->text());
    else origin_ = {source->text(), source->is_text("assumed") ? "A" : "S"};
  }
  if (table.find("grade") != nullptr) {
    const Node* grade = text_member(table, "grade");
    const Step step(*this, "grade");
    if (grade == nullptr || !is_grade(grade->text())) problem("one of S, 2, D, A, G", found_text(*table.find("grade")));
    else origin_.grade = grade->text();
  }
}

std::uint64_t fnv1a(std::string_view text, std::uint64_t hash) {
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;   // FNV prime
  return hash;
}

}  // namespace casepath::reading
