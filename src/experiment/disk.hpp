// The few calls of the system that a run folder rests on, gathered so that tests can let the k-th of them fail. Whatever
// fails is thrown with the system's reason and the name of the file.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <functional>
#include <string_view>
#include <utility>

namespace casepath::detail {

/// As in POSIX: -1 and errno when they fail; `write` may write less than it was given.
struct Disk {
  std::function<ssize_t(int, const void*, std::size_t)> write = ::write;
  std::function<int(int)> fsync = ::fsync;
  std::function<int(int, off_t)> ftruncate = ::ftruncate;
  std::function<int(const char*, const char*)> rename = std::rename;
};

/// @throws std::filesystem::filesystem_error always, with errno as its code
[[noreturn]] void fail(const char* what, const std::filesystem::path& file);

/// An open file or folder, closed when this goes.
class Opened {
 public:
  /// @param flags as of open(2)
  Opened(const std::filesystem::path& path, int flags);
  Opened(Opened&& o) noexcept : number_(std::exchange(o.number_, -1)) {}
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;
  Opened& operator=(Opened&&) = delete;
  ~Opened() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const noexcept { return number_; }

 private:
  int number_;
};

void write_all(const Disk& disk, const Opened& to, std::string_view bytes, const std::filesystem::path& file);

/// The old text or the new one, whole, whatever happens in between: write FILE.part, fsync, rename, fsync of the folder.
void replace_file(const Disk& disk, const std::filesystem::path& file, std::string_view text);

}  // namespace casepath::detail
