#include "run_folder.hpp"

#include <array>
#include <cerrno>
#include <fstream>

#include <nlohmann/json.hpp>

#include "casepath/experiment/study.hpp"
#include "casepath/version.hpp"

namespace casepath::detail {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr int format_version = 1;
constexpr const char* manifest_name = "manifest.json";
constexpr const char* blocks_name = "replications.blocks";
constexpr std::array must_agree{"casepath_run", "results_version", "scenario_hash", "variants", "seed", "figures"};

std::string text_of(const Json& json, int indent = -1) { return json.dump(indent, ' ', false, Json::error_handler_t::replace); }

Json json_of(const Manifest& m) {
  return {{"casepath_run", format_version},
          {"casepath", library_version()},
          {"results_version", results_version},
          {"scenario", m.scenario},
          {"scenario_hash", m.scenario_hash},
          {"variants", m.variants},
          {"seed", m.seed},
          {"figures", m.figures},
          {"replications", m.replications}};
}

/// A folder that is new, or empty, or ours.
const fs::path& made(const fs::path& folder) {
  fs::create_directories(folder);
  if (!fs::exists(folder / manifest_name) && !fs::exists(folder / blocks_name) && !fs::is_empty(folder))
    throw RunFolderError(folder.string() + " holds other things; name an empty folder, or one that is not there yet");
  return folder;
}

/// @throws RunFolderError that names all that is not as `here`
void refuse_unless_same(const fs::path& folder, const Json& there, const Json& here) {
  std::string differ;
  for (const char* key : must_agree) {
    const Json was = there.contains(key) ? there[key] : Json();
    if (was == here[key]) continue;
    differ += (differ.empty() ? "" : ", ") + std::string(key) + " is " + text_of(was) + " there and " + text_of(here[key]) + " here";
  }
  if (!differ.empty()) throw RunFolderError(folder.string() + " holds another study: " + differ + "; name another folder");
}

/// Leaves out what lies deeper than in any manifest: copying it would go as deep.
Json shallow(std::istream& text) {
  return Json::parse(text, [](int depth, Json::parse_event_t, Json&) { return depth <= 2; }, false);
}

/// @returns the replications asked for so far; 0: nothing was begun  @throws RunFolderError where the run is not to go on
std::uint64_t asked_so_far(const fs::path& folder, const BlockFile& blocks, const Json& here, Begin begin) {
  if (!fs::exists(folder / manifest_name)) {
    if (blocks.size() > 0) throw RunFolderError(folder.string() + " has lost its " + manifest_name + "; name another folder");
    return 0;
  }
  if (begin == Begin::afresh) throw RunFolderError(folder.string() + " holds a run already; resume it, or name another folder");
  std::ifstream text(folder / manifest_name);
  const Json there = shallow(text);
  if (!there.is_object()) throw RunFolderError((folder / manifest_name).string() + " cannot be read; name another folder");
  refuse_unless_same(folder, there, here);
  return there.contains("replications") && there["replications"].is_number_unsigned() ? there["replications"].get<std::uint64_t>() : 0;
}

}  // namespace

RunFolder::RunFolder(const fs::path& folder, const Manifest& wanted, Begin begin, const Disk& disk) : blocks_(made(folder) / blocks_name, disk) {
  const Json here = json_of(wanted);
  if (asked_so_far(folder, blocks_, here, begin) < wanted.replications) replace_file(disk, folder / manifest_name, text_of(here, 2) + "\n");
}

}  // namespace casepath::detail
