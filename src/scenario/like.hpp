// `like` of cohorts and services (rule F2): what the other says, unless this one says it. Tables of keys and of names are merged,
// values replaced whole.
#pragma once

#include "node.hpp"
#include "reader.hpp"

namespace casepath::reading {

/// Resolves every `like` in the tree, also chains of them; reports names that do not exist and circles.
void resolve_likes(Reader& r, Node& scenario);

}  // namespace casepath::reading
