// A folder that keeps a study's replications as they are finished, so that a run that was broken off can be taken up: in
// `replications.blocks` one block each, in `manifest.json` what they are of. A run of another study is not let in.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "block_file.hpp"

namespace casepath::detail {

/// What the replications in a folder are of. The number asked for may grow; the rest must be the same for as long as it lasts.
struct Manifest {
  std::string scenario, scenario_hash;
  std::vector<std::string> variants;
  std::uint64_t seed = 1;
  std::size_t figures = 0;                 // of one variant
  std::uint32_t replications = 0;          // asked for, at most so far
};

enum class Begin : std::uint8_t { afresh, resume };

class RunFolder {
 public:
  /// Makes the folder where there is none; to resume where nothing was begun begins it.
  /// @throws RunFolderError where the folder holds a run already, another study's, or other things;
  /// std::filesystem::filesystem_error where it cannot be written, or another process works in it (EWOULDBLOCK)
  RunFolder(const std::filesystem::path& folder, const Manifest& wanted, Begin begin, const Disk& disk = {});

  /// Calls visit(replication, bytes) for what is there and whole. @returns how many torn or damaged bytes were dropped
  std::uint64_t take_up(const std::function<void(std::uint32_t, std::string_view)>& visit) { return blocks_.take_up(visit); }
  void append(std::uint32_t replication, std::string_view bytes) { blocks_.append(replication, bytes); }
  void sync() { blocks_.sync(); }

 private:
  BlockFile blocks_;
};

}  // namespace casepath::detail
