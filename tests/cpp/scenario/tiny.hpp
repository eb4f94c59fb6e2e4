// Small scenarios as JSON text: the least that is read, with one thing changed. A test shows the one thing.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "casepath/base/error.hpp"
#include "casepath/scenario/io.hpp"

namespace tiny {

using namespace casepath;

/// Two needs, one cohort with two attributes, and a service "desk" with these keys (JSON members without braces).
inline std::string with_service(const std::string& keys, const std::string& top = "") {
  return R"({"casepath": 1, "start": "2025-01-01", "horizon": "1 year", "sources": {"s1": "a study", "s2": "another"},
    "needs": {"housing": {"goal": "low"}, "debt": {}},
    "people": {"cohorts": {"all": {"size": 10, "attributes": {"gender": "woman", "age": 40}}}},
    "services": {"desk": {)" + keys + R"(}, "other": {"stay": "1 day"}})" + (top.empty() ? "" : ", " + top) + "}";
}
inline std::string plain(const std::string& top = "") { return with_service(R"("stay": "1 day")", top); }

inline ServiceSpec service(const std::string& keys) { return read_scenario(with_service(keys)).base.services.front().second; }
inline Distribution stay(const std::string& json) { return service("\"stay\": " + json).stay->ticks; }

/// The problem texts of a scenario that is refused, one a line; "" if it is not.
inline std::string problems(const std::string& json) {
  try {
    (void)read_scenario(json);
    return "";
  } catch (const ScenarioError& e) {
    return e.what();
  }
}
inline bool says(const std::string& text, const std::string& phrase) { return text.find(phrase) != std::string::npos; }

template <class T>
const T& named(const Named<T>& all, const std::string& name) {
  return std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.first == name; })->second;
}
inline const ScenarioSpec& variant(const Scenario& s, const std::string& name) {
  return std::find_if(s.variants.begin(), s.variants.end(), [&](const auto& v) { return v.first.name == name; })->second;
}

inline std::string file_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}
inline std::filesystem::path here() { return std::filesystem::path(__FILE__).parent_path(); }

}  // namespace tiny
