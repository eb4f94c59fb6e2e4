#include "unseen.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace casepath::reading {
namespace {

/// Unicode 15: C1 controls and no-break space; soft hyphen; typographic spaces, joiners, marks and overrides of direction, separators;
/// invisible operators and isolates; ideographic space; byte order mark; variation selectors are left, for they change what is seen.
constexpr std::array<std::pair<char32_t, char32_t>, 8> ranges{{{0x80, 0xA0}, {0xAD, 0xAD}, {0x61C, 0x61C}, {0x2000, 0x200F},
                                                               {0x2028, 0x202F}, {0x205F, 0x206F}, {0x3000, 0x3000}, {0xFEFF, 0xFEFF}}};

char32_t bits(char c, unsigned mask) { return static_cast<unsigned char>(c) & mask; }

}  // namespace

bool Unseen::is_space() const { return code == 0xA0 || (code >= 0x2000 && code <= 0x200A) || code == 0x202F || code == 0x205F || code == 0x3000; }

Unseen unseen_at(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  Unseen found;
  if (first >= 0xC2 && first < 0xE0 && at + 1 < text.size()) found = {2, bits(text[at], 0x1F) << 6 | bits(text[at + 1], 0x3F)};
  else if (first >= 0xE0 && first < 0xF0 && at + 2 < text.size())
    found = {3, bits(text[at], 0x0F) << 12 | bits(text[at + 1], 0x3F) << 6 | bits(text[at + 2], 0x3F)};
  const bool is_one = std::any_of(ranges.begin(), ranges.end(), [&](const auto& r) { return found.code >= r.first && found.code <= r.second; });
  return is_one ? found : Unseen{};
}

bool has_unseen(std::string_view name) {
  for (std::size_t at = 0; at < name.size(); ++at)
    if (const Unseen found = unseen_at(name, at); found && !found.is_joiner()) return true;
  return false;
}

std::string with_escapes(std::string_view text) {
  static constexpr const char* hex = "0123456789abcdef";
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const Unseen found = unseen_at(text, at);
    if (!found) {
      out += text[at];
      continue;
    }
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4) out += hex[found.code >> shift & 15];
    at += found.bytes - 1;
  }
  return out;
}

}  // namespace casepath::reading
