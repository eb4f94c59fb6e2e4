// How a study numbers things: base and variants together, base first, so that one number means one thing in all tables.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "casepath/scenario/patterns.hpp"
#include "casepath/scenario/spec.hpp"

namespace casepath::detail {

/// Names in order of first appearance; number_of is the place in it.
class Names {
 public:
  void add(const std::string& name) {
    if (number_.emplace(name, list_.size()).second) list_.push_back(name);
  }
  [[nodiscard]] std::size_t number_of(const std::string& name) const { return number_.at(name); }
  [[nodiscard]] bool has(const std::string& name) const { return number_.contains(name); }
  [[nodiscard]] const std::vector<std::string>& list() const noexcept { return list_; }
  [[nodiscard]] std::size_t size() const noexcept { return list_.size(); }

 private:
  std::vector<std::string> list_;
  std::map<std::string, std::size_t> number_;
};

struct Numbering {
  Names needs, services, places, payers, cohorts, streams, programmes, attributes, groups, conditions, contracts;
  std::map<std::string, Names> milestones;  // of each contract
  std::map<std::string, Names> values;      // of each categorical attribute
  std::map<std::string, bool> pursued;      // needs that some table pursues
};

[[nodiscard]] Numbering number(const Scenario& scenario);
/// A condition is of the system, or of each service, place or link: of an item, "" for the system.
[[nodiscard]] std::string condition_name(const std::string& condition, const std::string& item);

}  // namespace casepath::detail
