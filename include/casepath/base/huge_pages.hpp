// An allocator for tables of many megabytes that are read at random: it asks for pages of 2 MiB, so that finding a row
// costs one walk through the page tables less often. The bits of a result do not know of it; small tables pass it by.
#pragma once

#if defined(__linux__)
#include <sys/mman.h>
#endif

#include <cstddef>
#include <new>

namespace casepath {

template <class T>
struct HugePages {
  using value_type = T;

  HugePages() = default;
  template <class U>
  constexpr HugePages(const HugePages<U>&) noexcept {}  // NOLINT(google-explicit-constructor): allocators convert

  [[nodiscard]] T* allocate(std::size_t n) {
    const std::size_t bytes = n * sizeof(T);
    void* const start = ::operator new(bytes, alignment(n));
#if defined(__linux__)
    if (bytes >= page) madvise(start, bytes, MADV_HUGEPAGE);   // advice: where it is not taken, nothing is lost
#endif
    return static_cast<T*>(start);
  }
  void deallocate(T* start, std::size_t n) noexcept { ::operator delete(start, alignment(n)); }

  friend bool operator==(const HugePages&, const HugePages&) noexcept { return true; }

 private:
  static constexpr std::size_t page = std::size_t{1} << 21;
  static std::align_val_t alignment(std::size_t n) noexcept { return std::align_val_t{n * sizeof(T) >= page ? page : alignof(T)}; }
};

}  // namespace casepath
