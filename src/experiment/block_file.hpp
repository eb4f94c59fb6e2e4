// A file of numbered blocks that only grows, of one process at a time. A block is the length of its content (8 bytes), its
// number (4), the content, and the CRC-64 of all that (8), lowest byte first; the first block that is not whole ends the file.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "disk.hpp"

namespace casepath::detail {

/// CRC-64/XZ (ECMA-182, reflected): no error of up to 64 bits in a row goes unseen.
[[nodiscard]] std::uint64_t crc64(std::string_view bytes) noexcept;

class BlockFile {
 public:
  /// Opens the file, new or not, for this process alone.
  /// @throws std::filesystem::filesystem_error; its code is EWOULDBLOCK where another process has the file
  BlockFile(std::filesystem::path file, Disk disk);

  [[nodiscard]] std::uint64_t size() const;
  /// Calls visit(number, content) for every block up to the first that is torn or damaged, and cuts the file off there.
  /// @returns how many bytes were cut off
  std::uint64_t take_up(const std::function<void(std::uint32_t, std::string_view)>& visit);

  /// Adds a block, and brings all of them to the disk where that was last done a second or more ago: who pulls the plug loses
  /// what was finished in that second, who kills the process loses nothing that was added.
  void append(std::uint32_t number, std::string_view content);
  void sync();

 private:
  std::filesystem::path file_;
  Disk disk_;
  Opened opened_;
  std::chrono::steady_clock::time_point synced_{};
};

}  // namespace casepath::detail
