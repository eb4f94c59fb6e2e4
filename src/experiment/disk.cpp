#include "disk.hpp"

#include <cerrno>
#include <system_error>

namespace casepath::detail {

void fail(const char* what, const std::filesystem::path& file) {
  throw std::filesystem::filesystem_error(what, file, std::error_code(errno, std::generic_category()));
}

Opened::Opened(const std::filesystem::path& path, int flags) : number_(::open(path.c_str(), flags | O_CLOEXEC, 0666)) {
  if (number_ < 0) fail("cannot open", path);
}

void write_all(const Disk& disk, const Opened& to, std::string_view bytes, const std::filesystem::path& file) {
  while (!bytes.empty()) {
    const ssize_t written = disk.write(to.number(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("cannot write", file);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void replace_file(const Disk& disk, const std::filesystem::path& file, std::string_view text) {
  std::filesystem::path part = file;
  part += ".part";
  {
    const Opened out(part, O_WRONLY | O_CREAT | O_TRUNC);
    write_all(disk, out, text, part);
    if (disk.fsync(out.number()) != 0) fail("cannot write", part);
  }
  if (disk.rename(part.c_str(), file.c_str()) != 0) fail("cannot rename", part);
  const std::filesystem::path folder = file.parent_path();
  if (disk.fsync(Opened(folder, O_RDONLY | O_DIRECTORY).number()) != 0) fail("cannot write", folder);
}

}  // namespace casepath::detail
