// Every name a scenario gives to something, collected before anything is read, so that a reference can be checked where it stands.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "casepath/base/ids.hpp"
#include "casepath/scenario/spec.hpp"
#include "node.hpp"

namespace casepath::reading {

/// What a text may refer to.
enum class Of { service, need, place, cohort, source, budget, distances, count_ };

struct Names {
  /// Names in the order of the file, and where each is: look up by `has`.
  class Set {
   public:
    void add(const std::string& name);
    [[nodiscard]] bool has(std::string_view name) const { return where_.find(name) != where_.end(); }
    [[nodiscard]] std::size_t index(std::string_view name) const { return where_.find(name)->second; }
    [[nodiscard]] const std::vector<std::string>& all() const { return all_; }

   private:
    std::vector<std::string> all_;
    std::map<std::string, std::size_t, std::less<>> where_;
  };

  Set of[static_cast<std::size_t>(Of::count_)];
  Set levels;
  std::map<std::string, Set, std::less<>> attributes;   // values of a text attribute; empty for a number
  std::map<std::string, Set, std::less<>> refusals;     // of a service: the names of its rules
  Named<std::vector<std::string>> copies[2];            // of services and of places (rule F4): their names
  std::map<std::string, std::string, std::less<>> made_from;   // a copy that the loader has made: the one that the file says
  std::string currency = "GBP";
  Date start;

  [[nodiscard]] const Set& operator[](Of what) const { return of[static_cast<std::size_t>(what)]; }
};

[[nodiscard]] const char* word_for(Of what);
/// Reads names only and forgives everything else: what is wrong is said when it is read.
[[nodiscard]] Names names_in(const Node& scenario);
/// Days since 1970 of "2025-04-01", or nothing if it is no date of years 1900 to 2200.
[[nodiscard]] std::optional<Date> date_in(std::string_view text);

}  // namespace casepath::reading
