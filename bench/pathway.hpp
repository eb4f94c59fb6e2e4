// Workload (c): a network of six services with lists, patience, re-referral, trust and eight needs, written against the
// engine itself (calendar, lists, addressed draws) as somebody would who builds another model on it. The numbers and the
// definitions of what is counted are those of bench/peers/workloads.py. An event knows the occasion of the draw that it
// will make, so the luck of all events of a bucket is drawn at once, when the calendar opens it.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "casepath/base/huge_pages.hpp"
#include "casepath/engine/calendar.hpp"
#include "casepath/random/batch.hpp"
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

/// Row s: shares of the others, in order, without the last of them, which takes the rest (so its place is never passed);
/// the last row: of all.
inline constexpr auto shares_without = [] {
  std::array<std::array<double, services - 1>, services + 1> rows{};
  for (std::size_t but = 0; but <= services; ++but)
    for (std::size_t i = 0; i < services - 1; ++i) rows[but][i] = i == services - 2 && but < services ? 2.0 : shares[i + (i >= but)];
  return rows;
}();

/// One line of memory a person.
struct alignas(64) Person {
  std::array<float, needs> need{};
  Time joined{};                      // the list
  float trust = 0.5f;
  std::uint32_t draws = 0;            // occasions used so far
  std::uint32_t wait = 0;             // number of the present wait; a timer of another is stale
  std::array<std::uint32_t, 2> kept{};   // words: for the decision, accepted and patience; then for what ends the wait
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
    for (std::uint32_t p = 0; p < people; p += together) born(p, std::min(people, p + together));
    luck_.clear();
  }

  Tally run() {
    while (calendar_.has_before(never(), [this](std::span<const Event> opened) { draw_ahead(opened); })) {
      if (const Event* soon = calendar_.soon(6)) __builtin_prefetch(&people_[soon->person]);
      const auto [e, place] = calendar_.take_with_place();
      now_ = e.at;
      Person& person = people_[e.person];
      const Block luck = place < luck_.size() ? Block{luck_[place]} : luck_of(e.person, e.subject);
      switch (static_cast<What>(e.kind)) {
        case What::comes: arrive(e.person, person, luck); break;
        case What::decision: decide(e.person, person, luck); break;
        case What::patience: if (person.waits && person.wait == e.number) renege(e.person, person, luck); break;
        case What::end: end(e.person, person, luck); break;
      }
    }
    return tally_;
  }
  [[nodiscard]] std::size_t bytes() const noexcept { return people_.size() * sizeof(Person) + calendar_.bytes(); }

 private:
  enum class What : std::uint8_t { comes, decision, patience, end };
  static constexpr std::uint8_t nowhere = 0xFF;

  static constexpr std::uint32_t together = 64;

  /// Eight needs and the first arrival, three occasions each.
  void born(std::uint32_t from, std::uint32_t to) {
    luck_.clear();
    for (std::uint32_t p = from; p < to; ++p)
      for (std::uint32_t occasion = 0; occasion < 3; ++occasion) luck_.push_back(counter(p, occasion));
    philox_many(words_of(key_), luck_);
    for (std::uint32_t p = from; p < to; ++p) birth(p, &luck_[3 * (p - from)]);
  }
  void birth(std::uint32_t p, const PhiloxCounter* luck) {
    Person& person = people_[p];
    for (std::size_t i = 0; i < needs; ++i) person.need[i] = static_cast<float>(uniform_of(luck[i / 4][i % 4]));
    person.draws = 3;
    book(Time{} + days(horizon_days * uniform_of(luck[2][0])), p, Rank::opening, What::comes);
  }
  void arrive(std::uint32_t p, Person& person, const Block& luck) {
    ++tally_.arrivals;
    if (person.service == nowhere) {   // comes back
      for (float& need : person.need) need = std::min(1.0f, need + 0.1f);
      person.rereferrals = 0;
    }
    ++person.draws;
    refer(p, person, services, luck);
  }
  /// To a service by the shares, without `but`.
  void refer(std::uint32_t p, Person& person, std::size_t but, const Block& luck) {
    double left = luck.uniform(0) * (but < services ? 1.0 - shares[but] : 1.0);
    std::size_t to = 0;
    for (const double share : shares_without[but]) to += (left -= share) >= 0;   // to the end: a loop that stops is guessed wrong
    to += to >= but;
    ++tally_.submitted;
    person.service = static_cast<std::uint8_t>(to);
    person.kept = {luck.word[2], luck.word[3]};
    book(now_ + days(decision_days * luck.exponential(1)), p, Rank::joining, What::decision);
  }
  /// The luck is for what comes next: another referral, the stay, or the end of the wait, which keeps its word.
  void decide(std::uint32_t p, Person& person, const Block& luck) {
    const std::size_t s = person.service;
    ++person.draws;
    if (uniform_of(person.kept[0]) >= accepted[s]) {
      ++tally_.rejected;
      person.trust *= 0.9f;
      return try_another(p, person, luck);
    }
    if (free_[s] > 0) {
      --free_[s];
      return start(p, person, now_, luck.word[0]);
    }
    person.joined = now_;
    person.waits = true;
    person.kept[0] = luck.word[0];
    ++person.wait;
    lists_[s].join({now_, p, ReferralId{person.wait}, 0, 0});
    const double mean = patience_days[s] * (0.5 + static_cast<double>(person.trust));
    book(now_ + days(mean * -log_of(uniform_of(person.kept[1]))), p, Rank::patience, What::patience);
  }
  void start(std::uint32_t p, Person& person, Time joined, std::uint32_t word) {
    ++tally_.started;
    tally_.waited_ticks += (now_ - joined).ticks;
    book(now_ + days(stay_days[person.service] * -log_of(uniform_of(word))), p, Rank::ending, What::end);
  }
  void renege(std::uint32_t p, Person& person, const Block& luck) {
    ++tally_.reneged;
    ++person.draws;
    person.waits = false;
    person.trust *= 0.8f;
    if (uniform_of(person.kept[0]) < after_renege) try_another(p, person, luck);
    else end_episode(p, person, luck);
  }
  void end(std::uint32_t p, Person& person, const Block& luck) {
    ++tally_.ended;
    ++person.draws;
    const std::size_t s = person.service;
    person.trust += 0.05f;
    person.need[s] *= 0.5f;
    person.need[(s + 1 + static_cast<std::size_t>(luck.uniform(1) * (needs - 1))) % needs] *= 0.8f;
    if (luck.uniform(0) < onward) refer(p, person, s, luck_of(p, person.draws++));
    else end_episode(p, person, luck);
    admit_next(s);
  }
  void admit_next(std::size_t s) {
    WaitingList& list = lists_[s];
    while (!list.empty()) {
      const WaitingRow first = list.first();
      list.take_first();
      if (!list.empty()) __builtin_prefetch(&people_[list.first().person]);
      Person& next = people_[first.person];
      if (!next.waits || next.wait != first.referral.value) continue;   // has lost patience
      next.waits = false;
      return start(first.person, next, next.joined, next.kept[0]);
    }
    ++free_[s];
  }
  void try_another(std::uint32_t p, Person& person, const Block& luck) {
    if (person.rereferrals == most_rereferrals) return end_episode(p, person, luck);
    ++person.rereferrals;
    refer(p, person, person.service, luck);
  }
  /// Does the person come back, and when? Words 2 and 3.
  void end_episode(std::uint32_t p, Person& person, const Block& luck) {
    float sum = 0;
    for (const float need : person.need) sum += need;
    person.service = nowhere;
    if (luck.uniform(2) < 0.3 + 0.5 * static_cast<double>(sum) / needs)
      book(now_ + days(return_days * luck.exponential(3)), p, Rank::opening, What::comes);
  }
  static constexpr Address address(std::uint32_t p, std::uint32_t occasion) noexcept { return {p, 0, occasion, Purpose::contact}; }
  static constexpr PhiloxCounter counter(std::uint32_t p, std::uint32_t occasion) noexcept { return counter_of(address(p, occasion), 0); }
  Block luck_of(std::uint32_t p, std::uint32_t occasion) const noexcept { return draw(key_, address(p, occasion)); }
  void draw_ahead(std::span<const Event> opened) {
    luck_.resize(opened.size());
    for (std::size_t i = 0; i < opened.size(); ++i) luck_[i] = counter(opened[i].person, opened[i].subject);
    philox_many(words_of(key_), luck_);
  }
  /// The event's subject is the occasion of its draw.
  void book(Time at, std::uint32_t p, Rank rank, What what) {
    calendar_.book({at, p, people_[p].wait, people_[p].draws, rank, static_cast<std::uint8_t>(what)});
  }

  DrawKey key_;
  Time now_{};
  Calendar calendar_;
  std::vector<Person, HugePages<Person>> people_;
  std::vector<PhiloxCounter> luck_;   // of the open bucket, in the order of its events
  std::array<WaitingList, services> lists_;
  std::array<std::int64_t, services> free_{};
  Tally tally_;
};

}  // namespace pathway
