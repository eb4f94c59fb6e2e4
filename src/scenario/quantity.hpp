// Texts with a unit into numbers: "6 weeks", "2 per year", "£42.50", "25 %" (rule T1: month = year / 12, year = 365.25 days).
// Strict: what is not understood to the last letter is refused, and guesses() says what may have been meant.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace casepath::reading {

/// A plain decimal number and nothing else; no "inf", "nan" or "0x".
[[nodiscard]] std::optional<double> plain_number(std::string_view text);
/// "1 day 9 hours" in ticks; may be negative, the caller says what is allowed.
[[nodiscard]] std::optional<double> duration_ticks(std::string_view text);
/// "2 per year", "2 % per year" as a number per year.
[[nodiscard]] std::optional<double> rate_per_year(std::string_view text);
/// "£42.50" or "42.50 GBP" in minor units; the sign or code must be that of `currency`, at most two decimals.
[[nodiscard]] std::optional<std::int64_t> money_minor(std::string_view text, std::string_view currency);
/// "£120000 per year" in minor units a year, rounded.
[[nodiscard]] std::optional<std::int64_t> money_per_year(std::string_view text, std::string_view currency);
/// "3.5 %" as 0.035.
[[nodiscard]] std::optional<double> percent(std::string_view text);

/// Signs of money and the codes they stand for.
[[nodiscard]] const std::vector<std::pair<std::string, std::string>>& currency_signs();
/// "42.5" as people of that currency would write it: "£42.50".
[[nodiscard]] std::string money_text(double amount, std::string_view currency);
/// The text with usual slips put right: "5 day" -> "5 days", "2 / yr" -> "2 per year", "£ 42,50" -> "£42.50".
[[nodiscard]] std::string mended(std::string_view text);
/// That and other things it may have meant: "weekly" -> "1 week" or "1 per week"; "£5" -> "£5 per year".
[[nodiscard]] std::vector<std::string> guesses(std::string_view text);
/// The number at the front of a text and what follows it, to multiply a quantity and keep its unit: {"£", 42.5, ""}.
struct Amount {
  std::string before;
  double number = 0;
  std::string after;
};
[[nodiscard]] std::optional<Amount> amount_in(std::string_view text);

}  // namespace casepath::reading
