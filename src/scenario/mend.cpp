// Guessing what a slip meant, for hints only: nothing read from a scenario ever passes through here.
#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <utility>
#include <vector>

#include "quantity.hpp"

namespace casepath::reading {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 31> slips{{
    {"s", "second"}, {"sec", "second"}, {"secs", "second"}, {"seconds", "second"}, {"min", "minute"}, {"mins", "minute"},
    {"minutes", "minute"}, {"h", "hour"}, {"hr", "hour"}, {"hrs", "hour"}, {"hours", "hour"}, {"d", "day"}, {"days", "day"},
    {"w", "week"}, {"wk", "week"}, {"wks", "week"}, {"weeks", "week"}, {"mo", "month"}, {"mth", "month"}, {"mths", "month"},
    {"months", "month"}, {"y", "year"}, {"yr", "year"}, {"yrs", "year"}, {"years", "year"}, {"annum", "year"}, {"pa", "per year"},
    {"p.a.", "per year"}, {"a", "per"}, {"/", "per"}, {"each", "per"}}};

enum class Class { space, digit, letter, other };
Class class_of(char c) {
  if (c == ' ' || c == '\t') return Class::space;
  if ((c >= '0' && c <= '9') || c == '.' || c == ',') return Class::digit;
  return std::isalpha(static_cast<unsigned char>(c)) || static_cast<unsigned char>(c) >= 0x80 ? Class::letter : Class::other;
}

/// Runs of digits, of letters, and single other characters; "p.a." stays one.
std::vector<std::string> pieces_of(std::string_view text) {
  std::vector<std::string> pieces;
  Class last = Class::space;
  for (const char c : text) {
    const Class now = class_of(c);
    const bool dotted = c == '.' && last == Class::letter;
    if (now == Class::space) {
      last = now;
    } else if (!pieces.empty() && (dotted || (now == last && now != Class::other))) {
      pieces.back() += c;
    } else {
      pieces.emplace_back(1, c);
      last = now;
    }
  }
  return pieces;
}

bool is_unit(std::string_view word) {
  static constexpr std::array<std::string_view, 7> names{"second", "minute", "hour", "day", "week", "month", "year"};
  return std::find(names.begin(), names.end(), word) != names.end();
}
bool is_sign(std::string_view word) { return word == "£" || word == "€" || word == "$"; }

std::string mended_word(std::string word) {
  std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) { return static_cast<char>(c < 0x80 ? std::tolower(c) : c); });
  for (const auto& [slip, meant] : slips)
    if (word == slip) return std::string(meant);
  return word;
}

/// "42,50" is 42.50, "1,200" is 1200.
std::string mended_number(std::string number) {
  const auto comma = number.rfind(',');
  if (comma != std::string::npos && number.size() - comma <= 3 && number.find('.') == std::string::npos) number[comma] = '.';
  std::erase(number, ',');
  return number;
}

}  // namespace

std::string mended(std::string_view text) {
  std::string out, number;
  bool after_per = false;
  for (const std::string& piece : pieces_of(text)) {
    const bool is_number = class_of(piece[0]) == Class::digit;
    std::string word = is_number ? mended_number(piece) : mended_word(piece);
    if (is_unit(word) && !after_per && !number.empty() && number != "1") word += 's';
    if (is_number) number = word;
    after_per = word == "per";
    const bool joined = out.empty() || (is_number && (out == "-" || is_sign(out)));
    out += (joined ? "" : " ") + word;
  }
  return out;
}

}  // namespace casepath::reading
