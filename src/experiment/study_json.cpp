// The object that --json prints. Numbers are the shortest text that reads back to the same bits, so equal studies give
// equal bytes; what is undefined or infinite ("never") is null.
#include <array>
#include <charconv>
#include <cmath>

#include "casepath/experiment/study.hpp"
#include "casepath/record/figures.hpp"
#include "casepath/version.hpp"

namespace casepath {

namespace {

std::string text_of(double x) {
  if (!std::isfinite(x)) return "null";
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), x);
  return {buffer.data(), end.ptr};
}

std::string in_quotes(std::string_view s) {
  std::string out = "\"";
  for (const char c : s) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) >= 0x20) out += c;
  }
  return out + "\"";
}

std::string interval(const Interval& i) {
  return "\"mean\": " + text_of(i.mean) + ", \"low\": " + text_of(i.low) + ", \"high\": " + text_of(i.high);
}

/// Means and intervals read columns; this gathers one without searching for its name.
std::vector<double> column(const VariantResult& v, std::size_t figure) {
  std::vector<double> out;
  out.reserve(v.figures.size());
  for (const auto& row : v.figures) out.push_back(row[figure]);
  return out;
}

std::string figures(const Study& s) {
  std::string out;
  for (const VariantResult& v : s.variants)
    for (std::size_t f = 0; f < s.figure_names.size(); ++f) {
      const FigureInfo* info = find_figure(s.figure_names[f]);
      const Interval i = t_interval(column(v, f));
      out += (out.empty() ? "\n    " : ",\n    ");
      out += "{\"figure\": " + in_quotes(s.figure_names[f]) + ", \"variant\": " + in_quotes(v.name) + ", " + interval(i) +
             ", \"unit\": " + in_quotes(info != nullptr ? info->unit : "") + ", \"replications\": " + std::to_string(i.n) + "}";
    }
  return out;
}

std::string differences(const Study& s) {
  std::string out;
  for (std::size_t v = 1; v < s.variants.size(); ++v)
    for (std::size_t f = 0; f < s.figure_names.size(); ++f) {
      const Paired d = paired_difference(column(s.variants[v], f), column(s.variants[0], f));
      out += (out.empty() ? "\n    " : ",\n    ");
      out += "{\"figure\": " + in_quotes(s.figure_names[f]) + ", \"variant\": " + in_quotes(s.variants[v].name) + ", \"against\": " +
             in_quotes(s.variants[0].name) + ", " + interval(d.difference) + ", \"variance_ratio\": " + text_of(d.variance_ratio) + "}";
    }
  return out;
}

}  // namespace

std::string to_json(const Study& s, bool with_differences) {
  std::string out = "{\n  \"casepath\": " + in_quotes(library_version()) + ",\n  \"results_version\": " + std::to_string(results_version) +
                    ",\n  \"scenario\": " + in_quotes(s.scenario) + ",\n  \"scenario_hash\": " + in_quotes(s.scenario_hash) +
                    ",\n  \"seed\": " + std::to_string(s.seed) + ",\n  \"replications\": " + std::to_string(s.completed.size()) +
                    ",\n  \"partial\": " + (s.is_partial() ? "true" : "false") + ",\n  \"simulated\": true,\n  \"figures\": [" + figures(s) + "\n  ]";
  if (with_differences) out += ",\n  \"differences\": [" + differences(s) + "\n  ]";
  return out + "\n}\n";
}

}  // namespace casepath
