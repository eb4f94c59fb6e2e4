// A handful of values on the stack: an array that knows how many it holds and does not touch the rest.
#pragma once

#include <cstddef>
#include <new>
#include <type_traits>

namespace casepath {

/// At most `most` values of a plain type. Precondition of add(): there is room.
template <class T, std::size_t most>
  requires std::is_trivially_copyable_v<T>
class Few {
 public:
  Few() noexcept {}   // NOLINT: the values are made when they are added

  void add(const T& value) noexcept { new (&values_[size_++]) T(value); }
  [[nodiscard]] bool is_full() const noexcept { return size_ == most; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] T* data() noexcept { return values_; }
  [[nodiscard]] const T* data() const noexcept { return values_; }
  [[nodiscard]] T& operator[](std::size_t i) noexcept { return values_[i]; }
  [[nodiscard]] const T& operator[](std::size_t i) const noexcept { return values_[i]; }
  [[nodiscard]] T* begin() noexcept { return values_; }
  [[nodiscard]] T* end() noexcept { return values_ + size_; }
  [[nodiscard]] const T* begin() const noexcept { return values_; }
  [[nodiscard]] const T* end() const noexcept { return values_ + size_; }

 private:
  std::size_t size_ = 0;
  union {
    T values_[most];
  };
};

}  // namespace casepath
