// Numbers as bytes, lowest byte first, at their full width: the same bytes on every machine, and every number back to the
// bit. A double goes as its bits.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

#include "casepath/base/error.hpp"

namespace casepath::detail {

template <std::size_t bytes>
using Word = std::conditional_t<bytes == 1, std::uint8_t,
                                std::conditional_t<bytes == 2, std::uint16_t, std::conditional_t<bytes == 4, std::uint32_t, std::uint64_t>>>;

/// Whole numbers, enums and doubles, of one, two, four or eight bytes.
template <class T>
concept Plain = (std::is_integral_v<T> || std::is_enum_v<T> || std::is_same_v<T, double>)&&sizeof(Word<sizeof(T)>) == sizeof(T);

class ByteWriter {
 public:
  template <Plain T>
  void operator()(T number) {
    const auto word = std::bit_cast<Word<sizeof(T)>>(number);
    for (std::size_t i = 0; i < sizeof(T); ++i) bytes_ += static_cast<char>(word >> (8 * i) & 0xFFu);
  }
  [[nodiscard]] std::string&& take() noexcept { return std::move(bytes_); }

 private:
  std::string bytes_;
};

class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) noexcept : left_(bytes) {}
  /// @throws Error where there are no more bytes
  template <Plain T>
  void operator()(T& number) {
    if (left_.size() < sizeof(T)) throw Error("bytes are missing");
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i) word |= std::uint64_t{static_cast<unsigned char>(left_[i])} << (8 * i);
    left_.remove_prefix(sizeof(T));
    number = std::bit_cast<T>(static_cast<Word<sizeof(T)>>(word));
  }
  [[nodiscard]] std::size_t left() const noexcept { return left_.size(); }

 private:
  std::string_view left_;
};

}  // namespace casepath::detail
