// Slots of a service and who holds them: a plain number, or workers each with a caseload (rules K1, K3). Falling capacity
// evicts nobody: it stops intake until the caseload has drained.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "casepath/service/service.hpp"

namespace casepath {

struct Worker {
  std::uint32_t holder = 1;          // which holder of the post; 1 is the first
  bool present = true;               // false while the post is vacant
  std::vector<ReferralId> held;      // open episodes
};
inline constexpr std::uint16_t no_worker = 0xFFFF;

/// Which posts have how much room: the one with most, lowest number first, is found without looking at all of them.
class PostsByRoom {
 public:
  void reset(std::size_t posts, int most_room) {
    words_ = (posts + 63) / 64;
    number_.assign(static_cast<std::size_t>(most_room) + 1, 0);
    posts_.assign(number_.size() * words_, 0);
    most_ = 0;
  }
  /// @param room from and to; posts without room are not listed
  void move(std::size_t post, int from, int to) {
    if (from > 0) flip(post, static_cast<std::size_t>(from), -1);
    if (to > 0) flip(post, static_cast<std::size_t>(to), +1);
    if (to > 0) most_ = std::max(most_, static_cast<std::size_t>(to));
    while (most_ > 0 && number_[most_] == 0) --most_;
  }
  [[nodiscard]] bool any() const noexcept { return most_ > 0; }
  /// Precondition: any().
  [[nodiscard]] std::size_t first_of_most() const noexcept {
    std::size_t word = most_ * words_;
    while (posts_[word] == 0) ++word;
    return (word - most_ * words_) * 64 + static_cast<std::size_t>(std::countr_zero(posts_[word]));
  }

 private:
  void flip(std::size_t post, std::size_t room, int by) {
    posts_[room * words_ + post / 64] ^= std::uint64_t{1} << post % 64;
    number_[room] += by;
  }
  std::size_t words_ = 0, most_ = 0;
  std::vector<int> number_;            // posts with so much room
  std::vector<std::uint64_t> posts_;   // rooms x posts, one bit each
};

class Caseload {
 public:
  Caseload() = default;

  /// Slots as from now. Workers are hired up to `number`; a post cut while in use drains.
  void set_capacity(int slots) noexcept { slots_ = slots; }
  void set_workers(const WorkerRules& rules) {
    caseload_ = rules.caseload;
    number_ = static_cast<std::size_t>(rules.number);
    if (workers_.size() < number_) workers_.resize(number_);
    slots_ = rules.number * rules.caseload;
    by_room_.reset(workers_.size(), caseload_);
    for (std::size_t w = 0; w < number_; ++w) by_room_.move(w, 0, room_of(w));
  }
  [[nodiscard]] bool has_workers() const noexcept { return number_ > 0; }
  [[nodiscard]] int open() const noexcept { return open_; }
  [[nodiscard]] int slots() const noexcept { return slots_; }

  /// Could one more person be taken on now?
  [[nodiscard]] bool can_take_on() const noexcept { return has_workers() ? by_room_.any() : open_ < slots_; }
  /// The worker met before if still there with room, else the one with most free slots, lowest number first (rule K3).
  [[nodiscard]] std::uint16_t choose_worker(std::uint16_t met, std::uint32_t met_holder) const noexcept {
    if (!has_workers()) return no_worker;
    if (met < number_ && workers_[met].holder == met_holder && room_of(met) > 0) return met;
    return by_room_.any() ? static_cast<std::uint16_t>(by_room_.first_of_most()) : std::uint16_t{0};
  }
  void take(std::uint16_t worker, ReferralId episode) {
    ++open_;
    if (worker != no_worker) change(worker, [episode](Worker& w) { w.held.push_back(episode); });
  }
  void release(std::uint16_t worker, ReferralId episode) {
    --open_;
    if (worker == no_worker) return;
    change(worker, [episode](Worker& w) {
      *std::find(w.held.begin(), w.held.end(), episode) = w.held.back();
      w.held.pop_back();
    });
  }
  /// While nobody holds the post it takes nobody on.
  void set_present(std::uint16_t worker, bool present) {
    change(worker, [present](Worker& w) { w.present = present; });
  }
  /// Another holds the post from now on. @return which holder that is
  std::uint32_t replace(std::uint16_t worker) noexcept { return ++workers_[worker].holder; }
  [[nodiscard]] const Worker& worker(std::uint16_t w) const noexcept { return workers_[w]; }
  [[nodiscard]] std::size_t posts() const noexcept { return number_; }
  /// Workers who are there: posts that are filled, drained ones not counted.
  [[nodiscard]] std::size_t present() const noexcept {
    const auto end = workers_.begin() + static_cast<std::ptrdiff_t>(number_);
    return static_cast<std::size_t>(std::count_if(workers_.begin(), end, [](const Worker& w) { return w.present; }));
  }

 private:
  [[nodiscard]] int room_of(std::size_t w) const noexcept {
    return w < number_ && workers_[w].present ? std::max(0, caseload_ - static_cast<int>(workers_[w].held.size())) : 0;
  }
  template <class Change>
  void change(std::uint16_t worker, Change&& change) {
    const int before = room_of(worker);
    change(workers_[worker]);
    by_room_.move(worker, before, room_of(worker));
  }
  int slots_ = no_limit, open_ = 0, caseload_ = 0;
  std::size_t number_ = 0;
  std::vector<Worker> workers_;
  PostsByRoom by_room_;
};

}  // namespace casepath
