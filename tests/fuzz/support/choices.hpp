// Bytes as a row of choices. Where the bytes are at an end every choice is its first option, which is the plainest: so a
// short input makes a small world, and each byte more can only add to it.
#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <string_view>

namespace casepath::fuzz {

class Choices {
 public:
  explicit Choices(std::string_view bytes) noexcept : left_(bytes) {}

  /// A whole number from `low` to `high`.
  [[nodiscard]] int whole(int low, int high) noexcept { return low + static_cast<int>(next()) % (high - low + 1); }
  [[nodiscard]] bool flip() noexcept { return whole(0, 1) == 1; }
  /// One in four.
  [[nodiscard]] bool rarely() noexcept { return whole(0, 3) == 3; }
  /// A number between 0.05 and 0.95, in twentieths.
  [[nodiscard]] double share() noexcept { return whole(1, 19) / 20.0; }
  template <class T>
  [[nodiscard]] T one(std::initializer_list<T> options) noexcept {
    return options.begin()[whole(0, static_cast<int>(options.size()) - 1)];
  }
  [[nodiscard]] const char* one(std::initializer_list<const char*> options) noexcept { return one<const char*>(options); }

 private:
  unsigned next() noexcept {
    if (left_.empty()) return 0;
    const auto byte = static_cast<unsigned char>(left_.front());
    left_.remove_prefix(1);
    return byte;
  }
  std::string_view left_;
};

}  // namespace casepath::fuzz
