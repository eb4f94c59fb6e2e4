// The first byte chooses what the rest is: a file of blocks, the content of one block, or a manifest. A file is taken up to
// its first block that is not whole and then holds just those; content goes to results and back to the same bytes, or is
// refused; a folder with a strange manifest is refused.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <vector>

#include "../../../src/experiment/replication_bytes.hpp"
#include "../../../src/experiment/run_folder.hpp"
#include "casepath/base/error.hpp"
#include "casepath/experiment/study.hpp"
#include "targets.hpp"

namespace casepath::fuzz {

namespace {

using namespace casepath::detail;
namespace fs = std::filesystem;

/// A folder for as long as the program runs.
class Scratch {
 public:
  Scratch() {
    std::string name = (fs::temp_directory_path() / "casepath_fuzz_XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make " + name);
    path_ = name;
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() { fs::remove_all(path_); }
  [[nodiscard]] const fs::path& path() const noexcept { return path_; }

 private:
  fs::path path_;
};

const fs::path& scratch() {
  static const Scratch folder;
  return folder.path();
}

/// Nobody pulls the plug on a fuzzer.
Disk quick() {
  Disk disk;
  disk.fsync = [](int) { return 0; };
  return disk;
}

void put(const fs::path& file, std::string_view bytes) { std::ofstream(file, std::ios::binary) << bytes; }

using Blocks = std::vector<std::pair<std::uint32_t, std::string>>;

/// What the file holds that is whole. @param dropped bytes that were cut off
Blocks taken_up(BlockFile& file, std::uint64_t& dropped) {
  Blocks blocks;
  dropped = file.take_up([&](std::uint32_t number, std::string_view content) { blocks.emplace_back(number, content); });
  return blocks;
}

void file_of_blocks(std::string_view bytes) {
  const fs::path path = scratch() / "blocks";
  put(path, bytes);
  std::uint64_t dropped = 0;
  Blocks whole;
  {
    BlockFile file(path, quick());
    whole = taken_up(file, dropped);
    must(file.size() == bytes.size() - dropped, "what is not whole is cut off");
    file.append(7, bytes.substr(0, 9));
  }
  whole.emplace_back(7, bytes.substr(0, 9));
  BlockFile again(path, quick());
  must(taken_up(again, dropped) == whole && dropped == 0, "what is whole stays, and so does what is added");
}

void content_of_a_block(std::string_view bytes) {
  try {
    must(to_bytes(from_bytes(bytes)) == bytes, "results go back to the bytes they came from");
  } catch (const Error&) {
  }
}

void manifest_of_a_folder(std::string_view bytes) {
  const fs::path folder = scratch() / "run";
  fs::create_directories(folder);
  put(folder / "replications.blocks", "");
  put(folder / "manifest.json", bytes);
  try {
    const RunFolder opened(folder, {"place", "0123456789abcdef", {"base"}, 7, 3, 10}, Begin::resume, quick());
  } catch (const RunFolderError&) {
  }
}

}  // namespace

void results(std::string_view bytes) {
  if (bytes.empty()) return;
  const std::string_view rest = bytes.substr(1);
  switch (bytes[0] & 3) {
    case 0: return file_of_blocks(rest);
    case 1: return content_of_a_block(rest);
    default: return manifest_of_a_folder(rest);
  }
}

}  // namespace casepath::fuzz
