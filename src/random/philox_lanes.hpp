// Philox in vectors, a block in each 128 bits as it lies in memory: one round is a product of the even words, the four words
// of each block in reverse, and two exclusive ors. Included only by the files that are compiled for one kind of vector, and
// internal to each: a function shared between them might run where its instructions do not exist.
#pragma once

#include <cstddef>
#include <cstdint>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace casepath::detail {

/// In place, `count` blocks of four words. @param key two words
using PhiloxKernel = void (*)(const std::uint32_t* key, std::uint32_t* words, std::size_t count) noexcept;

// Null where the library was not built for them.
extern const PhiloxKernel philox_sse2, philox_avx2, philox_avx512;

namespace {

#if defined(__x86_64__)

/// Vector of 16, 32 or 64 bytes. Words 0 and 2 of a block are the low halves of its two elements.
template <std::size_t bytes>
struct Lanes {
  typedef std::uint64_t Vector __attribute__((vector_size(bytes)));
};

template <std::size_t bytes, class Vector = typename Lanes<bytes>::Vector>
[[gnu::always_inline]] inline Vector repeated(std::uint32_t first, std::uint32_t second) noexcept {
  Vector v{};
  for (std::size_t i = 0; i < bytes / 8; i += 2) {
    v[i] = first;
    v[i + 1] = second;
  }
  return v;
}

/// Low halves multiplied; then the four words of each block in reverse order.
[[gnu::always_inline]] inline Lanes<16>::Vector reversed_product(Lanes<16>::Vector a, Lanes<16>::Vector b) noexcept {
  return reinterpret_cast<Lanes<16>::Vector>(
      _mm_shuffle_epi32(_mm_mul_epu32(reinterpret_cast<__m128i>(a), reinterpret_cast<__m128i>(b)), 0x1b));
}
#if defined(__AVX2__)
[[gnu::always_inline]] inline Lanes<32>::Vector reversed_product(Lanes<32>::Vector a, Lanes<32>::Vector b) noexcept {
  return reinterpret_cast<Lanes<32>::Vector>(
      _mm256_shuffle_epi32(_mm256_mul_epu32(reinterpret_cast<__m256i>(a), reinterpret_cast<__m256i>(b)), 0x1b));
}
#endif
#if defined(__AVX512F__)
[[gnu::always_inline]] inline Lanes<64>::Vector reversed_product(Lanes<64>::Vector a, Lanes<64>::Vector b) noexcept {
  // With masks of ones: GCC 12 takes the plain forms of its own header for uninitialised.
  const __m512i product = _mm512_maskz_mul_epu32(0xff, reinterpret_cast<__m512i>(a), reinterpret_cast<__m512i>(b));
  return reinterpret_cast<Lanes<64>::Vector>(_mm512_maskz_shuffle_epi32(0xffff, product, _MM_PERM_ABCD));
}
#endif

/// The keys of the ten rounds.
template <std::size_t bytes>
struct Keys {
  typename Lanes<bytes>::Vector of[10];
  explicit Keys(const std::uint32_t* key) noexcept {
    for (std::uint32_t round = 0; round < 10; ++round)
      of[round] = repeated<bytes>(key[0] + round * 0x9e3779b9u, key[1] + round * 0xbb67ae85u);
  }
};

/// Two vectors at a time, since a round waits for its product.
template <std::size_t bytes>
[[gnu::always_inline]] inline void two_vectors(const Keys<bytes>& keys, std::uint32_t* words) noexcept {
  const auto factor = repeated<bytes>(0xd2511f53u, 0xcd9e8d57u);
  typename Lanes<bytes>::Vector first, second;
  __builtin_memcpy(&first, words, bytes);
  __builtin_memcpy(&second, words + bytes / 4, bytes);
#pragma GCC unroll 10
  for (const auto& key : keys.of) {
    first = reversed_product(first, factor) ^ (first >> 32) ^ key;
    second = reversed_product(second, factor) ^ (second >> 32) ^ key;
  }
  __builtin_memcpy(words, &first, bytes);
  __builtin_memcpy(words + bytes / 4, &second, bytes);
}

template <std::size_t bytes>
void many_blocks(const std::uint32_t* key, std::uint32_t* words, std::size_t count) noexcept {
  constexpr std::size_t at_once = 2 * bytes / 16;
  const Keys<bytes> keys(key);
  for (; count >= at_once; count -= at_once, words += 4 * at_once) two_vectors(keys, words);
  if (count == 0) return;
  std::uint32_t rest[4 * at_once] = {};
  __builtin_memcpy(rest, words, 16 * count);
  two_vectors(keys, rest);
  __builtin_memcpy(words, rest, 16 * count);
}

#endif

}  // namespace
}  // namespace casepath::detail
