// What can go wrong, as three kinds: a wrong scenario (all problems together), a model that broke its own law,
// and a run that was asked to stop. Expected refusals of people are values, never exceptions.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace casepath {

class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// One thing wrong with a scenario: where, what was found, what would do.
struct Problem {
  std::string path;      // services.hostel.capacity
  std::string found;     // 'got "minus two"'
  std::string allowed;   // 'a whole number, at least 0'
  std::string hint;      // 'did you mean "capacity"?', may be empty

  [[nodiscard]] std::string text() const {
    std::string line = path + ": must be " + allowed + ", got " + found;
    if (!hint.empty()) line += "; " + hint;
    return line;
  }
};

/// A scenario that cannot be run. Holds every problem found, not only the first.
class ScenarioError : public Error {
 public:
  explicit ScenarioError(std::vector<Problem> problems)
      : Error(describe(problems)), problems_(std::move(problems)) {}
  [[nodiscard]] const std::vector<Problem>& problems() const noexcept { return problems_; }

 private:
  static std::string describe(const std::vector<Problem>& problems) {
    std::string all;
    for (const Problem& p : problems) all += (all.empty() ? "" : "\n") + p.text();
    return all;
  }
  std::vector<Problem> problems_;
};

/// The model broke one of its own laws, or ran into a limit; never a silent number.
class ModelError : public Error {
 public:
  ModelError(const std::string& what, double day, std::uint32_t person, std::uint32_t replication, std::uint64_t seed)
      : Error(what + " (day " + std::to_string(day) + ", person " + std::to_string(person) + ", replication " +
              std::to_string(replication) + ", seed " + std::to_string(seed) + ")") {}
};

/// The run was asked to stop and did.
class Interrupted : public Error {
 public:
  Interrupted() : Error("interrupted") {}
};

}  // namespace casepath
