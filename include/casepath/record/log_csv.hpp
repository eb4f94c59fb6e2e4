// The event log as text, row by row as things happen: CSV by RFC 4180 with words for numbers, handed on in blocks of a
// mebibyte, so that a log of any length takes no more memory than one. Rows come as they are found out: some are dated back
// (chases), so whoever needs them in order sorts by the first column, which sorts as text.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "casepath/record/event_log.hpp"

namespace casepath {

/// What the numbers of a log's rows stand for.
struct LogNames {
  std::int32_t start_date = 0;                          // days since 1970-01-01
  std::vector<std::string> services, needs, levels;
  std::vector<std::vector<std::string>> refusals;       // a service: its own rules, by name (rule E4)
};

class LogCsv {
 public:
  using Write = std::function<void(std::string_view)>;
  static constexpr bool listens = true;
  static constexpr std::string_view header = "time,person,what,detail,service,other,need,level,request,cost\r\n";

  /// @param write gets the text, in order; what it throws goes through to whoever runs the simulation
  LogCsv(const LogNames& names, Write write);
  void record(const LogRow& row);
  /// From now on a rejection by a rule of a service's own is told by these names (rule V2).
  void use_refusals(const std::vector<std::vector<std::string>>& names);
  /// Hands on what is left.
  void flush();
  [[nodiscard]] std::int64_t rows() const noexcept { return rows_; }

 private:
  void add_time(Time at);
  void add_number(std::int64_t number);
  void add_digits(std::int64_t number, std::size_t digits);
  void add_cost(Money cost);
  void add_word(std::string_view word);
  [[nodiscard]] std::string_view detail_of(const LogRow& row) const;

  Write write_;
  std::string block_;
  std::int32_t start_date_;
  std::vector<std::string> services_, needs_, levels_;
  std::vector<std::vector<std::string>> refusals_;
  std::int64_t rows_ = 0;
};

static_assert(Recorder<LogCsv>);

}  // namespace casepath
