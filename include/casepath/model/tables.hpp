// The tables of rules that hold now, one for each world that a person may be in (rule V3). Where conditions move numbers (rule C4)
// a world has tables of its own, today's and a draft of the next day's; copying the world copies them.
#pragma once

#include <array>
#include <memory>
#include <utility>

#include "casepath/model/rules.hpp"

namespace casepath {

class Tables {
 public:
  Tables() = default;
  Tables(const Rules& first, const Rules& second) : plain_{&first, &second} {
    for (std::size_t i = 0; i < 2; ++i) {
      today_[i] = plain_[i];
      if (plain_[i]->ties.empty() || mirrors(i)) continue;
      own_[i] = {std::make_unique<Rules>(*plain_[i]), std::make_unique<Rules>(*plain_[i])};
    }
    point();
  }
  Tables(const Tables& other) : plain_(other.plain_) {
    today_ = plain_;
    for (std::size_t i = 0; i < 2; ++i)
      for (std::size_t j = 0; j < 2; ++j)
        if (other.own_[i][j]) own_[i][j] = std::make_unique<Rules>(*other.own_[i][j]);
    point();
  }
  Tables& operator=(const Tables& other) { return *this = Tables(other); }
  Tables(Tables&&) noexcept = default;
  Tables& operator=(Tables&&) noexcept = default;
  ~Tables() = default;

  [[nodiscard]] const Rules* operator[](std::size_t i) const noexcept { return today_[i]; }
  [[nodiscard]] bool is_tied() const noexcept { return own_[0][0] || own_[1][0]; }

  /// Changes the draft of each table that conditions move, by `change(Rules&)`, which says whether it moved anything. True if any did.
  template <class Change>
  bool draft(Change&& change) {
    bool moved = false;
    for (auto& own : own_)
      if (own[1] && change(*own[1])) moved = true;
    return moved;
  }
  [[nodiscard]] const Rules& drafted(std::size_t i) const noexcept {
    const auto& own = own_[mirrors(i) ? 0 : i];
    return own[1] ? *own[1] : *plain_[i];
  }
  /// The drafts become today's. The next drafts start from what was yesterday's: change them alike first.
  void turn() noexcept {
    for (auto& own : own_) std::swap(own[0], own[1]);
    point();
  }

 private:
  [[nodiscard]] bool mirrors(std::size_t i) const noexcept { return i == 1 && plain_[1] == plain_[0]; }
  void point() noexcept {
    for (std::size_t i = 0; i < 2; ++i)
      if (const auto& own = own_[mirrors(i) ? 0 : i]; own[0]) today_[i] = own[0].get();
  }

  std::array<const Rules*, 2> today_{}, plain_{};
  std::array<std::array<std::unique_ptr<Rules>, 2>, 2> own_;   // today's, and the draft
};

}  // namespace casepath
