// Paths such as services.*.closes.missed_run: which places of a scenario they mean, by the file and by the defaults of the
// format (rule V1). The same walk serves variants and `explain`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "node.hpp"
#include "reader.hpp"
#include "shape.hpp"

namespace casepath::reading {

/// One place that a path means.
struct Place {
  std::vector<std::string> names;
  const Shape* shape = nullptr;
  std::string preset;          // default of the format
  bool in_file = false;

  [[nodiscard]] std::string text() const;
};

struct Places {
  std::vector<Place> found;
  bool starred = false;
};

/// Reports to `r` (whose path names the patch) where a path means nothing.
[[nodiscard]] Places places_of(Reader& r, const Node& scenario, const Shape& root, std::string_view path);
/// The node at a place, made if the file is silent, with shorthands on the way written out: 0.9 becomes { chance = 0.9 }.
[[nodiscard]] Node& opened(Node& scenario, const Shape& root, const Place& place, const std::vector<std::string>& levels);
/// What the format says of one name in a shape.
struct Child {
  const Shape* shape = nullptr;   // null: the format has no such name
  std::string preset;
  bool has_value = false;         // the default is a value
  bool by_format = false;         // the name is the format's own, so it exists where the file is silent
};
[[nodiscard]] Child child_of(const Shape& shape, const std::string& name, const std::vector<std::string>& levels);
[[nodiscard]] std::vector<std::string> split_path(std::string_view path);

}  // namespace casepath::reading
