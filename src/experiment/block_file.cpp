#include "block_file.hpp"

#include <sys/file.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <optional>

#include "little_endian.hpp"

namespace casepath::detail {

namespace {

constexpr std::size_t head_size = 12, crc_size = 8;

constexpr std::array<std::uint64_t, 256> crc_table() {
  std::array<std::uint64_t, 256> table{};
  for (std::uint64_t byte = 0; byte < table.size(); ++byte) {
    std::uint64_t crc = byte;
    for (int bit = 0; bit < 8; ++bit) crc = (crc & 1u) != 0 ? crc >> 1 ^ 0xC96C5795D7870F42u : crc >> 1;
    table[byte] = crc;
  }
  return table;
}

std::string block_of(std::uint32_t number, std::string_view content) {
  ByteWriter head, crc;
  head(std::uint64_t{content.size()});
  head(number);
  std::string block = head.take();
  block += content;
  crc(crc64(block));
  return block += crc.take();
}

/// Reads on from where the file stands; fewer bytes than wanted only at its end.
std::string next_bytes(const Opened& from, std::size_t wanted, const std::filesystem::path& file) {
  std::string bytes(wanted, '\0');
  std::size_t have = 0;
  while (have < wanted) {
    const ssize_t got = ::read(from.number(), bytes.data() + have, wanted - have);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail("cannot read", file);
    if (got == 0) break;
    have += static_cast<std::size_t>(got);
  }
  bytes.resize(have);
  return bytes;
}

struct Block {
  std::uint32_t number = 0;
  std::string bytes;   // head, content and checksum
  [[nodiscard]] std::string_view content() const noexcept {
    return std::string_view(bytes).substr(head_size, bytes.size() - head_size - crc_size);
  }
};

/// @param left bytes of the file from here on  @returns nothing where they do not begin with a whole block
std::optional<Block> next_block(const Opened& from, std::uint64_t left, const std::filesystem::path& file) {
  if (left < head_size + crc_size) return std::nullopt;
  Block block{0, next_bytes(from, head_size, file)};
  std::uint64_t length = 0, crc = 0;
  ByteReader head(block.bytes);
  head(length);
  head(block.number);
  if (length > left - head_size - crc_size) return std::nullopt;
  block.bytes += next_bytes(from, length + crc_size, file);
  const std::string_view bytes = block.bytes;
  ByteReader(bytes.substr(bytes.size() - crc_size))(crc);
  return crc == crc64(bytes.substr(0, bytes.size() - crc_size)) ? std::optional(std::move(block)) : std::nullopt;
}

}  // namespace

std::uint64_t crc64(std::string_view bytes) noexcept {
  static constexpr auto table = crc_table();
  std::uint64_t crc = ~std::uint64_t{0};
  for (const char c : bytes) crc = table[(crc ^ static_cast<unsigned char>(c)) & 0xFFu] ^ crc >> 8;
  return ~crc;
}

BlockFile::BlockFile(std::filesystem::path file, Disk disk)
    : file_(std::move(file)), disk_(std::move(disk)), opened_(file_, O_RDWR | O_CREAT) {
  if (::flock(opened_.number(), LOCK_EX | LOCK_NB) != 0) fail("cannot have for this process alone", file_);
}

std::uint64_t BlockFile::size() const {
  struct ::stat about {};
  if (::fstat(opened_.number(), &about) != 0) fail("cannot read", file_);
  return static_cast<std::uint64_t>(about.st_size);
}

std::uint64_t BlockFile::take_up(const std::function<void(std::uint32_t, std::string_view)>& visit) {
  const std::uint64_t size = this->size();
  std::uint64_t good = 0;
  if (::lseek(opened_.number(), 0, SEEK_SET) != 0) fail("cannot read", file_);
  while (const auto block = next_block(opened_, size - good, file_)) {
    visit(block->number, block->content());
    good += block->bytes.size();
  }
  if (good < size && disk_.ftruncate(opened_.number(), static_cast<off_t>(good)) != 0) fail("cannot cut off", file_);
  if (::lseek(opened_.number(), static_cast<off_t>(good), SEEK_SET) < 0) fail("cannot write", file_);
  return size - good;
}

void BlockFile::append(std::uint32_t number, std::string_view content) {
  write_all(disk_, opened_, block_of(number, content), file_);
  if (std::chrono::steady_clock::now() - synced_ >= std::chrono::seconds(1)) sync();
}

void BlockFile::sync() {
  if (disk_.fsync(opened_.number()) != 0) fail("cannot write", file_);
  synced_ = std::chrono::steady_clock::now();
}

}  // namespace casepath::detail
