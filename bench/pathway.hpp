// Workload (c): a network of six services with lists, patience, re-referral, trust and eight needs, written against the
// engine itself (calendar, lists, addressed draws) as somebody would who builds another model on it. The numbers and the
// definitions of what is counted are those of bench/peers/workloads.py.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "casepath/engine/calendar.hpp"
#include "casepath/random/draw.hpp"
#include "casepath/service/waiting_list.hpp"

namespace pathway {

using namespace casepath;

inline constexpr std::size_t services = 6, needs = 8;
inline constexpr std::array<double, services> shares{0.10, 0.10, 0.15, 0.20, 0.20, 0.25}, accepted{0.6, 0.7, 0.7, 0.8, 0.8, 0.9},
    patience_days{20, 20, 30, 30, 40, 40}, stay_days{0.72, 1.22, 1.44, 1.90, 2.75, 3.00};
inline constexpr std::array<std::int64_t, services> places_of_200_000{20, 40, 60, 100, 150, 200};
inline constexpr double horizon_days = 1826, decision_days = 5, return_days = 240, onward = 0.30, after_renege = 0.5;
inline constexpr int most_rereferrals = 3;

/// One line of memory a person.
struct alignas(64) Person {
  std::array<float, needs> need{};
  Time joined{};                      // the list
  float trust = 0.5f;
  std::uint32_t draws = 0;            // occasions used so far
  std::uint32_t wait = 0;             // number of the present wait; a timer of another is stale
  std::array<std::uint32_t, 2> at_decision{};   // words kept for it: accepted, patience
  std::uint8_t service = 0, rereferrals = 0;
  bool waits = false;
};
static_assert(sizeof(Person) == 64);

struct Tally {
  std::int64_t arrivals = 0, submitted = 0, rejected = 0, started = 0, ended = 0, reneged = 0, waited_ticks = 0;

  [[nodiscard]] std::int64_t events() const noexcept { return arrivals + submitted + started + ended + reneged; }
  [[nodiscard]] double mean_wait() const noexcept {   // days, of those who started
    return static_cast<double>(waited_ticks) / static_cast<double>(ticks_per_day) / static_cast<double>(std::max<std::int64_t>(1, started));
  }
};

class Network {
 public:
  Network(std::uint32_t people, std::uint64_t seed)
      : key_(draw_key(seed, 0)), calendar_(Time{} + days(horizon_days), 16.0 * people), people_(people) {
    for (std::size_t s = 0; s < services; ++s) free_[s] = std::max<std::int64_t>(1, places_of_200_000[s] * people / 200'000);
    for (std::uint32_t p = 0; p < people; ++p) birth(p);
  }

  Tally run() {
    while (calendar_.has_before(never())) {
      if (const Event* soon = calendar_.soon(6)) __builtin_prefetch(&people_[soon->person]);
      const Event e = calendar_.take();
      now_ = e.at;
      Person& person = people_[e.person];
      switch (static_cast<What>(e.kind)) {
        case What::comes: arrive(e.person, person); break;
        case What::decision: decide(e.person, person); break;
        case What::patience: if (person.waits && person.wait == e.number) renege(e.person, person); break;
        case What::end: end(e.person, person); break;
      }
    }
    return tally_;
  }
  [[nodiscard]] std::size_t bytes() const noexcept { return people_.size() * sizeof(Person) + calendar_.bytes(); }

 private:
  enum class What : std::uint8_t { comes, decision, patience, end };
  static constexpr std::uint8_t nowhere = 0xFF;

  void birth(std::uint32_t p) {
    Person& person = people_[p];
    for (std::size_t i = 0; i < needs; i += 4) {
      const Block luck = next_luck(p, person);
      for (std::size_t j = 0; j < 4; ++j) person.need[i + j] = static_cast<float>(luck.uniform(static_cast<int>(j)));
    }
    book(Time{} + days(horizon_days * next_luck(p, person).uniform(0)), p, Rank::opening, What::comes);
  }
  void arrive(std::uint32_t p, Person& person) {
    ++tally_.arrivals;
    if (person.service == nowhere) {   // comes back
      for (float& need : person.need) need = std::min(1.0f, need + 0.1f);
      person.rereferrals = 0;
    }
    refer(p, person, services);
  }
  /// To a service by the shares, without `but`.
  void refer(std::uint32_t p, Person& person, std::size_t but) {
    const Block luck = next_luck(p, person);
    double left = luck.uniform(0) * (but < services ? 1.0 - shares[but] : 1.0);
    std::size_t to = services;
    for (std::size_t s = 0; s < services && left >= 0; ++s)
      if (s != but) {
        left -= shares[s];
        to = s;
      }
    ++tally_.submitted;
    person.service = static_cast<std::uint8_t>(to);
    person.at_decision = {luck.word[2], luck.word[3]};
    book(now_ + days(decision_days * luck.exponential(1)), p, Rank::joining, What::decision);
  }
  void decide(std::uint32_t p, Person& person) {
    const std::size_t s = person.service;
    if (uniform_of(person.at_decision[0]) >= accepted[s]) {
      ++tally_.rejected;
      person.trust *= 0.9f;
      return try_another(p, person);
    }
    if (free_[s] > 0) {
      --free_[s];
      return start(p, person, now_);
    }
    person.joined = now_;
    person.waits = true;
    ++person.wait;
    lists_[s].join({now_, p, ReferralId{person.wait}, 0, 0});
    const double mean = patience_days[s] * (0.5 + static_cast<double>(person.trust));
    book(now_ + days(mean * -log_of(uniform_of(person.at_decision[1]))), p, Rank::patience, What::patience);
  }
  void start(std::uint32_t p, Person& person, Time joined) {
    ++tally_.started;
    tally_.waited_ticks += (now_ - joined).ticks;
    book(now_ + days(stay_days[person.service] * next_luck(p, person).exponential(0)), p, Rank::ending, What::end);
  }
  void renege(std::uint32_t p, Person& person) {
    ++tally_.reneged;
    person.waits = false;
    person.trust *= 0.8f;
    if (next_luck(p, person).uniform(0) < after_renege) try_another(p, person);
    else end_episode(p, person, next_luck(p, person));
  }
  void end(std::uint32_t p, Person& person) {
    ++tally_.ended;
    const std::size_t s = person.service;
    const Block luck = next_luck(p, person);
    person.trust += 0.05f;
    person.need[s] *= 0.5f;
    person.need[(s + 1 + static_cast<std::size_t>(luck.uniform(1) * (needs - 1))) % needs] *= 0.8f;
    if (luck.uniform(0) < onward) refer(p, person, s);
    else end_episode(p, person, luck);
    admit_next(s);
  }
  void admit_next(std::size_t s) {
    WaitingList& list = lists_[s];
    while (!list.empty()) {
      const WaitingRow first = list.first();
      list.take_first();
      Person& next = people_[first.person];
      if (!next.waits || next.wait != first.referral.value) continue;   // has lost patience
      next.waits = false;
      return start(first.person, next, next.joined);
    }
    ++free_[s];
  }
  void try_another(std::uint32_t p, Person& person) {
    if (person.rereferrals == most_rereferrals) return end_episode(p, person, next_luck(p, person));
    ++person.rereferrals;
    refer(p, person, person.service);
  }
  /// Does the person come back, and when? Words 2 and 3.
  void end_episode(std::uint32_t p, Person& person, const Block& luck) {
    float sum = 0;
    for (const float need : person.need) sum += need;
    person.service = nowhere;
    if (luck.uniform(2) < 0.3 + 0.5 * static_cast<double>(sum) / needs)
      book(now_ + days(return_days * luck.exponential(3)), p, Rank::opening, What::comes);
  }
  Block next_luck(std::uint32_t p, Person& person) const noexcept { return draw(key_, {p, 0, person.draws++, Purpose::contact}); }
  void book(Time at, std::uint32_t p, Rank rank, What what) {
    calendar_.book({at, p, people_[p].wait, 0, rank, static_cast<std::uint8_t>(what)});
  }

  DrawKey key_;
  Time now_{};
  Calendar calendar_;
  std::vector<Person> people_;
  std::array<WaitingList, services> lists_;
  std::array<std::int64_t, services> free_{};
  Tally tally_;
};

}  // namespace pathway
