// The scenario file as JSON: reading it, its canonical text, and everything the format can say about itself. All five run off one
// registry of keys, so what is read, what the schema accepts and what the reference prints are the same.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "casepath/scenario/spec.hpp"

namespace casepath {

/// Reads a whole scenario with its variants applied.
/// @throws ScenarioError with every problem found, each with its path
[[nodiscard]] Scenario read_scenario(std::string_view json);

/// The same scenario as one text: keys sorted, shortest number text, no white space.
/// @throws ScenarioError if it is not JSON or beyond a limit of size or depth
[[nodiscard]] std::string canonical_json(std::string_view json);

/// JSON Schema (draft 2020-12) of a scenario file, for editors.
[[nodiscard]] std::string json_schema();

/// Markdown: each table, each key with its kind, default, meaning and rule (this prints the defaults of rule T4).
[[nodiscard]] std::string format_reference();

/// One key of the format; names that the scenario chooses are in capitals: services.NAME.list.order.
struct FormatKey {
  std::string path, kind, preset, meaning, rule;
  bool is_required = false, is_built = true;
};
/// Every key, in the order of the format.
[[nodiscard]] std::vector<FormatKey> format_keys();

/// What the format says about a path such as services.cmht.accept, for people.
/// @throws ScenarioError if the format has no such path
[[nodiscard]] std::string explain_path(std::string_view path);

}  // namespace casepath
