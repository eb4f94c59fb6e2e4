#include "nearest.hpp"

#include <algorithm>

namespace casepath::reading {
namespace {

constexpr std::size_t longest = 64;   // longer names get no guess: the work is quadratic in the length

/// Edits (insert, delete, replace, swap neighbours) from a to b.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0u : 1u)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before = last;
    last = row;
  }
  return last[b.size()];
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

/// "acceptance" for "accept": too many edits, but plainly the same word.
std::string of_same_stem(std::string_view name, const std::vector<std::string>& candidates) {
  constexpr std::size_t stem = 5;   // letters: shorter words begin alike by chance
  for (const std::string& c : candidates)
    if (std::min(c.size(), name.size()) >= stem && (name.starts_with(c) || c.starts_with(name))) return c;
  return {};
}

}  // namespace

std::string nearest(std::string_view name, const std::vector<std::string>& candidates) {
  if (name.empty() || name.size() > longest) return {};
  const std::string low = lower(name);
  std::size_t best = std::max<std::size_t>(2, name.size() / 3) + 1;
  std::string found;
  for (const std::string& c : candidates) {
    const std::size_t gap = c.size() > name.size() ? c.size() - name.size() : name.size() - c.size();
    if (c.size() > longest || gap >= best) continue;
    const std::size_t d = distance(low, lower(c));
    if (d < best && d < std::max(name.size(), c.size())) {
      best = d;
      found = c;
    }
  }
  return found;
}

std::string did_you_mean(std::string_view name, const std::vector<std::string>& candidates) {
  std::string found = nearest(name, candidates);
  if (found.empty()) found = of_same_stem(name, candidates);
  return found.empty() ? "" : "did you mean \"" + found + "\"?";
}

std::string listed(const std::vector<std::string>& names, std::size_t most) {
  if (names.empty()) return "(there is none)";
  std::string out;
  for (std::size_t i = 0; i < names.size() && i < most; ++i) out += (i == 0 ? "" : ", ") + names[i];
  return names.size() > most ? out + ", ..." : out;
}

}  // namespace casepath::reading
