// Variants (rules V1, V2, F3): the changes of one variant and of those it includes, made on a copy of the scenario's tree.
#pragma once

#include <string>
#include <vector>

#include "format.hpp"
#include "node.hpp"
#include "reader.hpp"
#include "shape.hpp"

namespace casepath::reading {

struct Patched {
  Node scenario;                       // without its variants
  std::vector<std::string> matched;    // what each `*` of this variant (not of those it includes) matched
  Named<TieDraft> ties;                // that it adds, and those it includes
};

/// Multiplies one number, a wrapped one with its bounds, the first key of a value, or every level of a table by level. False if
/// there is no number.
bool multiply(Node& node, const Shape& shape, double by);

/// Reports to `r` every change that cannot be made.
[[nodiscard]] Patched patched(Reader& r, const Node& base, const Named<VariantDraft>& variants, const std::string& name);

/// The scenario at the end of a tie (rule C4); `matched` is all that the path means.
[[nodiscard]] Patched tied_end(Reader& r, const Node& scenario, const std::string& path, const TieDraft& tie);

}  // namespace casepath::reading
