// Slots of a service and who holds them: a plain number, or workers each with a caseload (rules K1, K3). Falling capacity
// evicts nobody: it stops intake until the caseload has drained.
#pragma once

#include <algorithm>
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
  }
  [[nodiscard]] bool has_workers() const noexcept { return number_ > 0; }
  [[nodiscard]] int open() const noexcept { return open_; }
  [[nodiscard]] int slots() const noexcept { return slots_; }

  /// Could one more person be taken on now?
  [[nodiscard]] bool can_take_on() const noexcept {
    if (!has_workers()) return open_ < slots_;
    for (std::size_t w = 0; w < number_; ++w)
      if (room_of(w) > 0) return true;
    return false;
  }
  /// The worker met before if still there with room, else the one with most free slots, lowest number first (rule K3).
  [[nodiscard]] std::uint16_t choose_worker(std::uint16_t met, std::uint32_t met_holder) const noexcept {
    if (!has_workers()) return no_worker;
    if (met < number_ && workers_[met].holder == met_holder && room_of(met) > 0) return met;
    std::size_t best = 0;
    for (std::size_t w = 1; w < number_; ++w)
      if (room_of(w) > room_of(best)) best = w;
    return static_cast<std::uint16_t>(best);
  }
  void take(std::uint16_t worker, ReferralId episode) {
    ++open_;
    if (worker != no_worker) workers_[worker].held.push_back(episode);
  }
  void release(std::uint16_t worker, ReferralId episode) {
    --open_;
    if (worker == no_worker) return;
    auto& held = workers_[worker].held;
    const auto at = std::find(held.begin(), held.end(), episode);
    *at = held.back();
    held.pop_back();
  }
  [[nodiscard]] Worker& worker(std::uint16_t w) noexcept { return workers_[w]; }
  [[nodiscard]] const Worker& worker(std::uint16_t w) const noexcept { return workers_[w]; }
  [[nodiscard]] std::size_t posts() const noexcept { return number_; }

 private:
  [[nodiscard]] int room_of(std::size_t w) const noexcept {
    return workers_[w].present ? caseload_ - static_cast<int>(workers_[w].held.size()) : 0;
  }
  int slots_ = no_limit, open_ = 0, caseload_ = 0;
  std::size_t number_ = 0;
  std::vector<Worker> workers_;
};

}  // namespace casepath
