#include "casepath/record/log_csv.hpp"

#include <chrono>
#include <utility>

#include "casepath/base/vocabulary.hpp"
#include "casepath/journey/interaction.hpp"

namespace casepath {

namespace {

constexpr std::size_t block_size = 1u << 20, longest_row = 4096;

/// A name as a cell: spreadsheets take text that begins with one of these for a formula, so an apostrophe goes before it.
std::string cell(const std::string& name) {
  const bool is_formula = !name.empty() && std::string_view("=+-@\t\r").find(name.front()) != std::string_view::npos;
  std::string text = is_formula ? "'" + name : name;
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

std::vector<std::string> cells(const std::vector<std::string>& names) {
  std::vector<std::string> out;
  for (const std::string& name : names) out.push_back(cell(name));
  return out;
}

bool shows_level(Happening what) { return what == Happening::need_changed || what == Happening::effect; }

}  // namespace

LogCsv::LogCsv(const LogNames& names, Write write)
    : write_(std::move(write)), start_date_(names.start_date), services_(cells(names.services)), needs_(cells(names.needs)),
      levels_(cells(names.levels)) {
  use_refusals(names.refusals);
  block_.reserve(block_size + longest_row);
  block_ = header;
}

void LogCsv::use_refusals(const std::vector<std::vector<std::string>>& names) {
  refusals_.clear();
  for (const auto& of_service : names) refusals_.push_back(cells(of_service));
}

void LogCsv::record(const LogRow& row) {
  add_time(row.at);
  add_number(row.person.value);
  add_word(happening_names[static_cast<std::size_t>(row.what)]);
  add_word(detail_of(row));
  add_word(row.service.is_none() ? "" : services_[row.service.index()]);
  add_word(row.other.is_none() ? "" : services_[row.other.index()]);
  add_word(row.need.is_none() ? "" : needs_[row.need.index()]);
  add_word(shows_level(row.what) ? levels_[row.level] : "");
  if (row.request.is_none()) add_word("");
  else add_number(row.request.value);
  add_cost(row.cost);
  ++rows_;
  if (block_.size() >= block_size) flush();
}

void LogCsv::flush() {
  write_(block_);
  block_.clear();
}

std::string_view LogCsv::detail_of(const LogRow& row) const {
  switch (row.what) {
    case Happening::rejected: return row.level > 0 ? std::string_view(refusals_[row.service.index()][row.level - 1u]) : refusal_names[row.detail];
    case Happening::need_changed: return levels_[row.detail];
    case Happening::effect: return row.detail != 0 ? "raised" : "lowered";
    case Happening::interaction: return kind_names[row.detail];
    case Happening::closed: return closure_names[row.detail];
    case Happening::passed_on:
    case Happening::referral_arrived: return mode_labels[row.detail];
    case Happening::strand_ended: return end_reason_names[row.detail];
    case Happening::request_opened: return opener_names[row.detail];
    case Happening::classed: return class_names[row.detail];
    default: return "";
  }
}

/// ISO 8601 to the microsecond, exact: 2025-04-01T09:30:00.000000. Every row's is as long, so times sort as text.
void LogCsv::add_time(Time at) {
  namespace chrono = std::chrono;
  const auto instant = chrono::sys_days{chrono::days{start_date_}} + chrono::microseconds{at.ticks};
  const auto day = chrono::floor<chrono::days>(instant);
  const chrono::year_month_day date{day};
  const chrono::hh_mm_ss clock{instant - day};
  const auto add = [this](std::int64_t number, std::size_t digits, char then) {
    add_digits(number, digits);
    block_ += then;
  };
  add(static_cast<int>(date.year()), 4, '-');
  add(static_cast<unsigned>(date.month()), 2, '-');
  add(static_cast<unsigned>(date.day()), 2, 'T');
  add(clock.hours().count(), 2, ':');
  add(clock.minutes().count(), 2, ':');
  add(clock.seconds().count(), 2, '.');
  add(clock.subseconds().count(), 6, ',');
}

/// The last `digits` digits of a number that is not negative, with zeros before them.
void LogCsv::add_digits(std::int64_t number, std::size_t digits) {
  const std::size_t from = block_.size();
  block_.append(digits, '0');
  for (std::size_t i = digits; i-- > 0; number /= 10) block_[from + i] = static_cast<char>('0' + number % 10);
}

void LogCsv::add_number(std::int64_t number) {
  block_ += std::to_string(number);
  block_ += ',';
}

void LogCsv::add_word(std::string_view word) {
  block_ += word;
  block_ += ',';
}

/// In currency units to the minor unit; the last cell of a row.
void LogCsv::add_cost(Money cost) {
  const std::int64_t size = cost.minor < 0 ? -cost.minor : cost.minor;
  if (cost.minor < 0) block_ += '-';
  block_ += std::to_string(size / 100);
  block_ += '.';
  add_digits(size % 100, 2);
  block_ += "\r\n";
}

}  // namespace casepath
