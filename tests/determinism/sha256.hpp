// SHA-256 (FIPS 180-4) of a text, as hexadecimal digits: what `sha256sum` prints, so that a golden can be checked without us.
// Only the tests of determinism use it; the published answer for "abc" is checked when this is compiled.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace casepath::determinism {

using Sha256Words = std::array<std::uint32_t, 8>;

/// First 32 bits of the fractions of the cube roots of the first 64 primes.
inline constexpr std::array<std::uint32_t, 64> sha256_steps{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
    0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
    0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
    0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
    0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
    0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

/// The text from byte `at` on, padded as the standard has it, in words of the highest byte first.
[[nodiscard]] constexpr std::uint32_t sha256_word(std::string_view text, std::size_t blocks, std::size_t at) noexcept {
  const std::size_t length_at = blocks * 64 - 8;
  std::uint32_t word = 0;
  for (std::size_t i = at; i < at + 4; ++i) {
    const std::uint64_t byte = i < text.size()    ? static_cast<unsigned char>(text[i])
                               : i == text.size() ? 0x80u
                               : i >= length_at   ? std::uint64_t{text.size()} * 8 >> 8 * (length_at + 7 - i) & 0xffu
                                                  : 0u;
    word = word << 8 | static_cast<std::uint32_t>(byte);
  }
  return word;
}

constexpr void sha256_block(Sha256Words& hash, const std::array<std::uint32_t, 64>& w) noexcept {
  auto [a, b, c, d, e, f, g, h] = hash;
  for (std::size_t i = 0; i < 64; ++i) {
    const std::uint32_t mixed = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25), chosen = (e & f) ^ (~e & g);
    const std::uint32_t first = h + mixed + chosen + sha256_steps[i] + w[i];
    const std::uint32_t turned = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22), most = (a & b) ^ (a & c) ^ (b & c);
    h = g, g = f, f = e, e = d + first, d = c, c = b, b = a, a = first + turned + most;
  }
  const Sha256Words sums{a, b, c, d, e, f, g, h};
  for (std::size_t i = 0; i < 8; ++i) hash[i] += sums[i];
}

[[nodiscard]] constexpr Sha256Words sha256_words(std::string_view text) noexcept {
  // First 32 bits of the fractions of the square roots of the first eight primes.
  Sha256Words hash{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  const std::size_t blocks = (text.size() + 9 + 63) / 64;
  for (std::size_t block = 0; block < blocks; ++block) {
    std::array<std::uint32_t, 64> w{};
    for (std::size_t i = 0; i < 16; ++i) w[i] = sha256_word(text, blocks, block * 64 + 4 * i);
    for (std::size_t i = 16; i < 64; ++i) {
      const std::uint32_t near = w[i - 15], far = w[i - 2];
      w[i] = w[i - 16] + (std::rotr(near, 7) ^ std::rotr(near, 18) ^ near >> 3) + w[i - 7] +
             (std::rotr(far, 17) ^ std::rotr(far, 19) ^ far >> 10);
    }
    sha256_block(hash, w);
  }
  return hash;
}

static_assert(sha256_words("abc") == Sha256Words{0xba7816bf, 0x8f01cfea, 0x414140de, 0x5dae2223, 0xb00361a3, 0x96177a9c, 0xb410ff61,
                                                 0xf20015ad});

[[nodiscard]] inline std::string sha256(std::string_view text) {
  std::string digits;
  for (const std::uint32_t word : sha256_words(text))
    for (int shift = 28; shift >= 0; shift -= 4) digits += "0123456789abcdef"[word >> shift & 15u];
  return digits;
}

}  // namespace casepath::determinism
