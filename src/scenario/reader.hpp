// Where a scenario is being read: the path, the source that counts there (rule F6), the names there are, and all that was wrong.
// Readers of values report to it and go on, so that every problem is told at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "casepath/base/error.hpp"
#include "casepath/scenario/spec.hpp"
#include "names.hpp"
#include "node.hpp"

namespace casepath::reading {

/// Where a number comes from; "assumed" is grade A, a source named without a grade is grade S.
struct Origin {
  std::string source = "assumed", grade = "A";
};

class Reader {
 public:
  /// @param before  for a variant: the names of the base
  explicit Reader(const Names& names_in_file, const Names* before = nullptr) : names(names_in_file), names_before(before) {}
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  ~Reader() = default;

  /// One name further down the path, for as long as it lives.
  class Step {
   public:
    Step(Reader& r, std::string_view name) : r_(r) { r_.path_.emplace_back(name); }
    ~Step() { r_.path_.pop_back(); }
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;

   private:
    Reader& r_;
  };
  /// In a table whose `source` and `grade` count for all that is in it, for as long as it lives.
  class Within {
   public:
    Within(Reader& r, const Node& table) : r_(r), before_(r.origin_) { r_.take_origin(table); }
    ~Within() { r_.origin_ = before_; }
    Within(const Within&) = delete;
    Within& operator=(const Within&) = delete;

   private:
    Reader& r_;
    Origin before_;
  };

  [[nodiscard]] std::string path() const;
  /// What is being read must be `allowed`, but `found` was there.
  void problem(std::string allowed, std::string found, std::string hint = {});
  /// So many problems that more would not be kept: guesses at what was meant can be spared.
  [[nodiscard]] bool is_full() const;
  void unknown_name(Of what, const std::string& name);
  void not_built(const std::string& what, const Node& found);
  /// Checks a name that the scenario gives to something; false if no name can be like that.
  bool good_name(const std::string& name);
  /// A numeric leaf as written; `wrapped` is the table that held it, or null.
  void parameter(const Node& value, const Node* wrapped);
  /// Order of names is part of the scenario (rules E1, R1), though not of its canonical text.
  void saw_name(std::string_view name);

  const Names& names;
  const Names* const names_before;   // of the base, while a variant is read
  std::vector<Problem> problems;
  std::vector<Parameter> parameters;
  std::uint64_t order_hash = 14695981039346656037u;   // FNV-1a offset basis

 private:
  void take_origin(const Node& table);
  /// What the file calls it: of a copy that the loader has made, its original (rule F4).
  [[nodiscard]] const std::string& as_written(const std::string& name) const;

  std::vector<std::string> path_;
  std::set<std::string> told_;   // parameters, where each is read once a copy
  Origin origin_;
};

/// FNV-1a, 64 bits (Fowler, Noll, Vo). @param hash where to go on from
[[nodiscard]] std::uint64_t fnv1a(std::string_view text, std::uint64_t hash = 14695981039346656037u);

}  // namespace casepath::reading
