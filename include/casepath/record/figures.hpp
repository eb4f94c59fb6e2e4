// The registry of figures: each headline number has a stable name, a unit, a formula in words and the place that defines
// it. `casepath explain`, reports, `--json` and the docs all read this one table.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace casepath {

/// One kind of figure. `name` may hold X (a service), P (a payer), K (a need), C (a contract), M (a milestone), LEVEL, REASON, S (a stream), N (a class);
/// any figure may also stand under `people/GROUP/` and `year/N/`.
struct FigureInfo {
  std::string_view name, unit, meaning, defined;
};

/// All kinds, in the order in which results give them.
[[nodiscard]] std::span<const FigureInfo> figure_registry();

/// The kind that a full name belongs to ("service/hostel/wait_p90", "year/2/cost_total"), or nullptr.
[[nodiscard]] const FigureInfo* find_figure(std::string_view name);

/// Unit, formula and place of definition of one figure, in words; empty if there is none of that name.
[[nodiscard]] std::string explain_figure(std::string_view name);

/// The registry as a Markdown table, for the reference.
[[nodiscard]] std::string figure_reference();

}  // namespace casepath
