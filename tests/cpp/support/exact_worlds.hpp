// What an exact small world is held against: all its events, and what each piece of a strand came to. Classes are told apart
// from events, without a time: they are dated when they are found out, which no rule fixes (O4).
#pragma once

#include <sstream>
#include <string>

#include "support/tiny_worlds.hpp"

namespace casepath::tiny {

/// Every event of a world.
[[nodiscard]] inline std::string events(const TinyWorld& w) { return w.story({"classed"}); }

/// Of each piece of a strand, in the order in which that was known: "p0 debt no_outcome 300p", of fiscal cost (O10).
[[nodiscard]] inline std::string classes(const TinyWorld& w) {
  constexpr std::string_view word = " classed";
  std::istringstream all(w.lines("classed"));
  std::string out, line;
  while (std::getline(all, line)) {
    line.erase(line.find(word), word.size());
    out += line.substr(line.find(' ') + 1) + "\n";
  }
  return out;
}

}  // namespace casepath::tiny
