// Characters of a text that nobody sees, or that turn round what stands beside them (U+00A0, U+200B, U+202E ...). Two names that
// look alike must be alike, and a message must show why they are not. Texts are UTF-8, which the parser has made sure of.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace casepath::reading {

struct Unseen {
  std::size_t bytes = 0;     // 0: the character is an ordinary one
  char32_t code = 0;
  [[nodiscard]] explicit operator bool() const { return bytes != 0; }
  /// Looks like a space, and was meant as one.
  [[nodiscard]] bool is_space() const;
  /// Parts or joins letters, which some scripts need inside a name (U+200C, U+200D).
  [[nodiscard]] bool is_joiner() const { return code == 0x200C || code == 0x200D; }
};

/// What is unseen at that byte of the text, if it is.
[[nodiscard]] Unseen unseen_at(std::string_view text, std::size_t at);
/// Whether a name has anything in it that would make it look like another.
[[nodiscard]] bool has_unseen(std::string_view name);
/// The text with what is unseen as \u escapes.
[[nodiscard]] std::string with_escapes(std::string_view text);

}  // namespace casepath::reading
