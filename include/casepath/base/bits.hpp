// Small sets as bits of one word.
#pragma once

#include <bit>
#include <cstddef>

namespace casepath {

/// Calls visit(number) for each bit that is set, from the lowest up.
template <class Word, class Visit>
constexpr void for_each_bit(Word set, Visit&& visit) {
  for (; set != 0; set &= set - 1) visit(static_cast<std::size_t>(std::countr_zero(set)));
}

}  // namespace casepath
