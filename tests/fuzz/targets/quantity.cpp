// The first byte chooses a currency, the rest is the text of a quantity: the parsers alone give a number that can be used or
// nothing. Where it also chooses a key of a scenario (which takes a hundred times as long), that is read or refused.
#include <array>
#include <chrono>
#include <cmath>
#include <nlohmann/json.hpp>

#include "../../../src/scenario/names.hpp"
#include "../../../src/scenario/node.hpp"
#include "../../../src/scenario/quantity.hpp"
#include "casepath/base/error.hpp"
#include "casepath/scenario/io.hpp"
#include "targets.hpp"

namespace casepath::fuzz {

namespace {

using namespace reading;
using Json = nlohmann::ordered_json;

constexpr std::array currencies{"GBP", "EUR", "USD", "CHF"};
constexpr std::array<const char*, 8> paths{"/services/desk/stay",        "/services/desk/triage/cost", "/services/desk/costs/fixed",
                                           "/services/desk/changes",     "/services/desk/accept",      "/services/desk/from",
                                           "/streams/door/every",        "/discount"};

void check_numbers(std::string_view text, std::string_view currency) {
  if (const auto n = plain_number(text)) must(std::isfinite(*n) && plain_number(number_text(*n)) == n, "a number is written as it is read");
  if (const auto minor = money_minor(text, currency)) {
    must(std::abs(*minor) < 1'000'000'000'000'000, "money has at most thirteen digits before the point");
    if (*minor >= 0 && *minor < 100'000'000'000'000)
      must(money_minor(money_text(static_cast<double>(*minor) / 100, currency), currency) == minor, "money is read as it is written");
  }
  if (const auto minor = money_per_year(text, currency)) must(std::abs(*minor) <= 10'000'000'000'000'000, "money a year has an end");
  if (const auto amount = amount_in(text)) must(std::isfinite(amount->number) && amount->number >= 0, "an amount is a number");
}

void check_date(std::string_view text) {
  const auto date = date_in(text);
  if (!date) return;
  const std::chrono::year_month_day day{std::chrono::sys_days{std::chrono::days{date->days_since_1970}}};
  must(day.year() >= std::chrono::year{1900} && day.year() <= std::chrono::year{2200}, "dates lie between 1900 and 2200");
}

void check_texts(const std::string& text) {
  const std::string guess = mended(text);
  must(guess.size() <= 8 * text.size() + 16, "a guess is not much longer than the text");
  (void)duration_ticks(text);
  (void)rate_per_year(text);
  (void)percent(text);
}

std::string scenario_with(const char* path, const std::string& text, const char* currency) {
  Json scenario = Json::parse(R"({"casepath": 1, "start": "2025-01-01", "horizon": "1 year", "services": {"desk": {"stay": "1 day"}},
                                  "streams": {"door": {"to": "desk", "every": "1 week"}}})");
  scenario["currency"] = currency;
  scenario[Json::json_pointer(path)] = text;
  return scenario.dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool is_time(const std::optional<DurationSpec>& d) { return d && d->ticks.a >= 0 && d->ticks.a <= 10'000 * ticks_per_year; }

void check_read(const std::string& json) {
  try {
    const ScenarioSpec read = read_scenario(json).base;
    const ServiceSpec& desk = read.services.front().second;
    must(is_time(desk.stay), "a stay lasts from nothing to 10,000 years");
    must(desk.triage.cost.minor >= 0 && desk.costs.fixed_per_year.minor >= 0, "costs are not negative");
    must(desk.changes_per_year >= 0 && desk.changes_per_year <= 1e10, "rates have an end");
    must(desk.accept.chance >= 0 && desk.accept.chance <= 1, "a chance is a chance");
    must(read.discount.rate >= 0 && read.discount.rate <= 1, "a yearly rate is at most 100 %");
  } catch (const ScenarioError& error) {
    must(!error.problems().empty(), "a refusal names a problem");
  }
}

}  // namespace

void quantity(std::string_view bytes) {
  if (bytes.empty()) return;
  const auto choice = static_cast<unsigned char>(bytes[0]);
  const std::string text(bytes.substr(1));
  const char* currency = currencies[choice % 4];
  check_numbers(text, currency);
  check_date(text);
  check_texts(text);
  if (choice >= 32 && choice < 64) check_read(scenario_with(paths[choice / 4 % 8], text, currency));
}

}  // namespace casepath::fuzz
