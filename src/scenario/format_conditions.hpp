// Tables of ties, where names are paths: [ties] of the scenario, and `ties` of a variant.
#pragma once

#include "collections.hpp"
#include "format.hpp"

namespace casepath::reading {

/// Any text: what it means is asked when the tie is made.
struct AnyPath {
  std::string placeholder = "PATH";
  static bool good(Reader&, const std::string&) { return true; }
  [[nodiscard]] static std::optional<Of> refers_to() { return std::nullopt; }
};

inline NamesOf<TableOf<TieDraft>, AnyPath> paths_of_ties() { return {table_of(tie_table()), {}}; }

}  // namespace casepath::reading
