// `copies` and `per_place` (rule F4): so many services or places alike become plain ones, NAME_01 and on, before anything is read.
// Who names the original means all of its copies. All other code sees plain names only.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "node.hpp"
#include "reader.hpp"

namespace casepath::reading {

struct WithCopies {
  Node scenario;
  Named<std::vector<std::string>> services, places;             // what has copies -> their names
  std::map<std::string, std::string, std::less<>> made_from;   // a copy -> its original, where the file does not have the copy itself
};

/// The scenario with its copies made, or nothing if it has none. An entry that the file has under a copy's name stands in its place.
/// Expects `like` to be resolved; reports to `r`.
[[nodiscard]] std::optional<WithCopies> with_copies(Reader& r, const Node& scenario);

}  // namespace casepath::reading
