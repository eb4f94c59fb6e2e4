// Guessing what a slip meant, for hints only: nothing read from a scenario ever passes through here.
#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <utility>
#include <vector>

#include "node.hpp"
#include "quantity.hpp"
#include "unseen.hpp"

namespace casepath::reading {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 58> slips{{
    {"s", "second"}, {"sec", "second"}, {"secs", "second"}, {"seconds", "second"}, {"min", "minute"}, {"mins", "minute"},
    {"minutes", "minute"}, {"h", "hour"}, {"hr", "hour"}, {"hrs", "hour"}, {"hours", "hour"}, {"d", "day"}, {"days", "day"},
    {"w", "week"}, {"wk", "week"}, {"wks", "week"}, {"weeks", "week"}, {"mo", "month"}, {"mth", "month"}, {"mths", "month"},
    {"months", "month"}, {"y", "year"}, {"yr", "year"}, {"yrs", "year"}, {"years", "year"}, {"annum", "year"}, {"pa", "per year"},
    {"p.a.", "per year"}, {"a", "per"}, {"/", "per"}, {"each", "per"}, {"every", ""}, {"times", ""}, {"time", ""}, {"once", "1"},
    {"twice", "2"}, {"one", "1"}, {"two", "2"}, {"three", "3"}, {"four", "4"}, {"five", "5"}, {"six", "6"}, {"seven", "7"},
    {"eight", "8"}, {"nine", "9"}, {"ten", "10"}, {"twelve", "12"}, {"pound", "£"}, {"pounds", "£"}, {"gbp", "£"}, {"euro", "€"},
    {"euros", "€"}, {"eur", "€"}, {"dollar", "$"}, {"dollars", "$"}, {"usd", "$"}, {"percent", "%"}, {"pct", "%"}}};

/// Words for how often, as a length of time and as a rate.
struct HowOften {
  std::string_view word, length, rate;
};
constexpr std::array<HowOften, 11> how_often{{{"hourly", "1 hour", "1 per hour"}, {"daily", "1 day", "1 per day"},
                                             {"weekly", "1 week", "1 per week"}, {"fortnightly", "2 weeks", "26 per year"},
                                             {"fortnight", "2 weeks", "26 per year"}, {"1 fortnight", "2 weeks", "26 per year"},
                                             {"monthly", "1 month", "1 per month"}, {"quarterly", "3 months", "4 per year"},
                                             {"yearly", "1 year", "1 per year"}, {"annual", "1 year", "1 per year"},
                                             {"annually", "1 year", "1 per year"}}};

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

std::string lower(std::string word) {
  std::transform(word.begin(), word.end(), word.begin(), [](unsigned char c) { return static_cast<char>(c < 0x80 ? std::tolower(c) : c); });
  return word;
}

std::string mended_word(std::string word) {
  word = lower(std::move(word));
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

/// Spaces of web pages as plain ones; no quotes of word processors, and nothing else unseen.
std::string cleaned(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool is_quote = text.substr(at).starts_with("\u201c") || text.substr(at).starts_with("\u201d");
    const Unseen unseen = unseen_at(text, at);
    if (unseen.is_space()) out += ' ';
    else if (!is_quote && !unseen) out += text[at];
    at += is_quote ? 2 : unseen ? unseen.bytes - 1 : 0;
  }
  return out;
}

/// The text put together again from what its pieces meant.
class Mended {
 public:
  void add(const std::string& piece) {
    const std::string word = class_of(piece[0]) == Class::digit ? mended_number(piece) : mended_word(piece);
    const auto thousands = word == "k" ? 1e3 : word == "m" ? 1e6 : 0;
    if (word.empty()) return;
    if (is_sign(word)) text = word + text;
    else if (thousands > 0 && text.size() > number_.size() && text.ends_with(number_)) multiply(thousands);
    else append(word);
  }
  std::string text;

 private:
  /// "£180k"
  void multiply(double by) {
    const auto number = plain_number(number_);
    if (number) text = text.substr(0, text.size() - number_.size()) + number_text(*number * by);
  }
  void append(std::string word) {
    const bool is_number = class_of(word[0]) == Class::digit;
    if (is_unit(word) && !after_per_ && !number_.empty() && number_ != "1") word += 's';
    if (is_number) number_ = word;
    after_per_ = word == "per";
    const bool joined = text.empty() || (is_number && (text == "-" || is_sign(text)));
    text += (joined ? "" : " ") + word;
  }

  std::string number_;
  bool after_per_ = false;
};

}  // namespace

std::string mended(std::string_view text) {
  Mended out;
  for (const std::string& piece : pieces_of(cleaned(text))) out.add(piece);
  return out.text;
}

std::vector<std::string> guesses(std::string_view text) {
  const std::string near = mended(text), word = lower(cleaned(text));
  std::vector<std::string> all{near, near + " per year"};
  for (const HowOften& often : how_often)
    if (word == often.word) all = {std::string(often.length), std::string(often.rate)};
  return all;
}

}  // namespace casepath::reading
