// Every input that fuzzing has kept goes through its target again, in the ordinary build and without libFuzzer.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "../../fuzz/targets.hpp"
#include "support/catch.hpp"

namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& file) {
  std::ostringstream bytes;
  bytes << std::ifstream(file, std::ios::binary).rdbuf();
  return bytes.str();
}

/// @returns the number of inputs of that target
int replayed(const char* target, void (*run)(std::string_view)) {
  int inputs = 0;
  for (const auto& entry : fs::directory_iterator(fs::path(CASEPATH_SOURCE_FOLDER) / "tests/fuzz/corpus" / target)) {
    INFO(entry.path().string());
    CHECK_NOTHROW(run(bytes_of(entry.path())));
    ++inputs;
  }
  return inputs;
}

}  // namespace

TEST_CASE("bytes as a scenario are read or refused", "[fuzz]") { CHECK(replayed("scenario", casepath::fuzz::scenario) >= 20); }
TEST_CASE("a text as a quantity is a number that can be used, or refused", "[fuzz]") { CHECK(replayed("quantity", casepath::fuzz::quantity) >= 20); }
TEST_CASE("bytes in a run folder are taken up or dropped", "[fuzz]") { CHECK(replayed("results", casepath::fuzz::results) >= 20); }
TEST_CASE("made-up worlds keep the laws", "[fuzz]") { CHECK(replayed("worlds", casepath::fuzz::worlds) >= 20); }
