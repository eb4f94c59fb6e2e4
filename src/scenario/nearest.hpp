// "did you mean ...?": the nearest of some names to one that is not among them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace casepath::reading {

/// The nearest candidate within a third of the length (at least 2 edits, swaps of neighbours count one), or "".
[[nodiscard]] std::string nearest(std::string_view name, const std::vector<std::string>& candidates);
/// `did you mean "capacity"?`, or "" if nothing is near.
[[nodiscard]] std::string did_you_mean(std::string_view name, const std::vector<std::string>& candidates);
/// "a, b, c" of at most `most` names, then "...".
[[nodiscard]] std::string listed(const std::vector<std::string>& names, std::size_t most = 12);

}  // namespace casepath::reading
