#include "quantity.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <vector>

#include "casepath/base/time.hpp"
#include "node.hpp"

namespace casepath::reading {
namespace {

struct Unit {
  std::string_view one, many;
  double ticks;
};
constexpr double day = static_cast<double>(ticks_per_day);
constexpr std::array<Unit, 7> units{{{"second", "seconds", day / 86400}, {"minute", "minutes", day / 1440},
                                     {"hour", "hours", day / 24}, {"day", "days", day}, {"week", "weeks", 7 * day},
                                     {"month", "months", ticks_per_month}, {"year", "years", ticks_per_year}}};

std::string_view sign_of(std::string_view code) {
  for (const auto& [sign, of] : currency_signs())
    if (of == code) return sign;
  return {};
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (true) {
    const auto space = text.find(' ');
    words.push_back(text.substr(0, space));
    if (space == std::string_view::npos) return words;
    text.remove_prefix(space + 1);
  }
}

/// "1 day", "2 days", also "1 days" (scripts write it), but not "2 day".
std::optional<double> unit_ticks(std::string_view word, double number) {
  for (const Unit& u : units)
    if (word == u.many || (word == u.one && number == 1)) return u.ticks;
  return std::nullopt;
}

/// "X per year" split into X and how many of that unit make a year.
struct PerUnit {
  std::string_view amount;
  double a_year;
};
std::optional<PerUnit> split_per(std::string_view text) {
  const auto at = text.rfind(" per ");
  if (at == std::string_view::npos) return std::nullopt;
  for (const Unit& u : units)
    if (text.substr(at + 5) == u.one) return PerUnit{text.substr(0, at), ticks_per_year / u.ticks};
  return std::nullopt;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<double> plain_number(std::string_view text) {
  const std::string_view body = !text.empty() && text[0] == '-' ? text.substr(1) : text;
  if (body.empty() || !is_digit(body[0]) || body.find_first_not_of("0123456789.eE+-") != std::string_view::npos) return std::nullopt;
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

std::optional<double> duration_ticks(std::string_view text) {
  const auto words = words_of(text);
  if (words.size() % 2 != 0) return std::nullopt;
  double ticks = 0;
  for (std::size_t i = 0; i < words.size(); i += 2) {
    const auto number = plain_number(words[i]);
    const auto unit = number ? unit_ticks(words[i + 1], *number) : std::nullopt;
    if (!unit) return std::nullopt;
    ticks += *number * *unit;
  }
  return ticks;
}

std::optional<double> rate_per_year(std::string_view text) {
  const auto per = split_per(text);
  if (!per) return std::nullopt;
  auto number = plain_number(per->amount);
  if (!number) number = percent(per->amount);
  if (!number) return std::nullopt;
  return *number * per->a_year;
}

std::optional<std::int64_t> money_minor(std::string_view text, std::string_view currency) {
  std::string_view digits = text;
  const bool negative = !digits.empty() && digits[0] == '-';
  if (negative) digits.remove_prefix(1);
  const std::string_view sign = sign_of(currency);
  const std::string code = " " + std::string(currency);
  if (!sign.empty() && digits.starts_with(sign)) digits.remove_prefix(sign.size());
  else if (digits.ends_with(code)) digits.remove_suffix(code.size());
  else return std::nullopt;
  const auto dot = digits.find('.');
  const std::string_view whole = digits.substr(0, dot);
  std::string cents(dot == std::string_view::npos ? "" : digits.substr(dot + 1));
  if (whole.empty() || whole.size() > 13 || cents.size() > 2 || (dot != std::string_view::npos && cents.empty())) return std::nullopt;
  cents.resize(2, '0');
  std::int64_t minor = 0;
  for (const char c : std::string(whole) + cents) {
    if (!is_digit(c)) return std::nullopt;
    minor = minor * 10 + (c - '0');
  }
  return negative ? -minor : minor;
}

std::optional<std::int64_t> money_per_year(std::string_view text, std::string_view currency) {
  const auto per = split_per(text);
  const auto minor = per ? money_minor(per->amount, currency) : std::nullopt;
  if (!minor) return std::nullopt;
  const double a_year = static_cast<double>(*minor) * per->a_year;
  if (!(std::abs(a_year) < 1e16)) return std::nullopt;
  return std::llround(a_year);
}

std::optional<double> percent(std::string_view text) {
  if (!text.ends_with('%')) return std::nullopt;
  text.remove_suffix(1);
  if (text.ends_with(' ')) text.remove_suffix(1);
  const auto number = plain_number(text);
  if (!number) return std::nullopt;
  return *number / 100;
}

const std::vector<std::pair<std::string, std::string>>& currency_signs() {
  static const std::vector<std::pair<std::string, std::string>> signs{{"£", "GBP"}, {"€", "EUR"}, {"$", "USD"}};
  return signs;
}

std::string money_text(double amount, std::string_view currency) {
  std::string digits = number_text(amount);
  const auto dot = digits.find('.');
  if (dot != std::string::npos && digits.size() == dot + 2) digits += '0';
  const std::string_view sign = sign_of(currency);
  return sign.empty() ? digits + " " + std::string(currency) : std::string(sign) + digits;
}

std::optional<Amount> amount_in(std::string_view text) {
  const auto start = text.find_first_of("0123456789");
  if (start == std::string_view::npos) return std::nullopt;
  const auto end = text.find_first_not_of("0123456789.", start);
  const auto number = plain_number(text.substr(start, end == std::string_view::npos ? end : end - start));
  if (!number) return std::nullopt;
  const std::string_view after = end == std::string_view::npos ? std::string_view{} : text.substr(end);
  if (after.find_first_of("0123456789") != std::string_view::npos) return std::nullopt;
  return Amount{std::string(text.substr(0, start)), *number, std::string(after)};
}

}  // namespace casepath::reading
