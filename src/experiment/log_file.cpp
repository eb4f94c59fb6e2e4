#include "casepath/experiment/log_file.hpp"

#include <cerrno>
#include <cstdio>
#include <string_view>
#include <system_error>
#include <utility>

namespace casepath {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& file, int reason) {
  throw fs::filesystem_error("cannot write", file, std::error_code(reason, std::generic_category()));
}

void write_to(std::FILE* open, std::string_view text, const fs::path& name) {
  if (std::fwrite(text.data(), 1, text.size(), open) != text.size() || std::fflush(open) != 0) fail(name, errno);
}

/// FILE.part: gone with this object unless it has become FILE.
class PartFile {
 public:
  explicit PartFile(fs::path whole) : whole_(std::move(whole)), part_(whole_) {
    part_ += ".part";
    file_ = std::fopen(part_.c_str(), "wb");
    if (file_ == nullptr) fail(part_, errno);
    std::setvbuf(file_, nullptr, _IONBF, 0);   // blocks come large enough
  }
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;
  ~PartFile() {
    if (file_ != nullptr) std::fclose(file_);
    std::error_code ignored;
    fs::remove(part_, ignored);
  }
  void write(std::string_view text) { write_to(file_, text, part_); }
  void complete() {
    if (std::fclose(std::exchange(file_, nullptr)) != 0) fail(part_, errno);
    fs::rename(part_, whole_);
  }

 private:
  fs::path whole_, part_;
  std::FILE* file_ = nullptr;
};

}  // namespace

std::int64_t write_log_file(const Runnable& study, const std::string& variant, const std::filesystem::path& file, IfThere if_there,
                            RunSettings settings) {
  if (file == standard_output) {
    return write_log(study, variant, [](std::string_view text) { write_to(stdout, text, "standard output"); }, settings);
  }
  if (fs::exists(file) && (if_there == IfThere::refuse || !fs::is_regular_file(file))) fail(file, EEXIST);
  PartFile part(file);
  const std::int64_t rows = write_log(study, variant, [&part](std::string_view text) { part.write(text); }, settings);
  part.complete();
  return rows;
}

}  // namespace casepath
