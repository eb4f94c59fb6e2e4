#include "casepath/record/people_table.hpp"

#include <algorithm>
#include <limits>

#include "casepath/journey/interaction.hpp"

namespace casepath {

void PeopleTable::meet(const Newcomer& who) {
  if (life_of_.size() <= who.person.index()) life_of_.resize(who.person.index() + 1, nobody);
  life_of_[who.person.index()] = static_cast<std::uint32_t>(lives_.size());
  Life life;
  life.joined = life.waits_since = who.at;
  life.person = who.person;
  life.cohort = who.cohort;
  life.place = who.place;
  life.start = life.level = who.levels;
  life.since.fill(who.at);
  lives_.push_back(life);
  at_level_.resize(lives_.size() * shape_.needs * shape_.levels);
  met_.resize(lives_.size() * shape_.services);
}

void PeopleTable::record(const LogRow& row) {
  if (row.person.index() >= life_of_.size() || life_of_[row.person.index()] == nobody) return;   // a visitor
  const std::size_t id = life_of_[row.person.index()];
  Life& life = lives_[id];
  switch (row.what) {
    case Happening::need_changed: return change_level(id, row.need, row.level, row.at);
    case Happening::joined_list: return wait(life, +1, row.at);
    case Happening::off_list: return wait(life, -1, row.at);
    case Happening::left: life.left = row.at; return;   // what ends with it is still to come, at the same instant
    case Happening::classed: life.cost[row.detail] += row.cost; return;   // what is counted only, whenever its class is known
    default:
      if (shape_.from <= row.at && row.at < shape_.to) count(id, row);
  }
}

void PeopleTable::count(std::size_t id, const LogRow& row) {
  const auto one = [&](PersonCount c) { ++lives_[id].count[static_cast<std::size_t>(c)]; };
  switch (row.what) {
    case Happening::request_opened: return row.detail == static_cast<std::uint8_t>(Opener::at_start) ? void() : one(PersonCount::requests);
    case Happening::referral_arrived: one(PersonCount::referrals); return meet_service(id, row.service);
    case Happening::admitted: return meet_service(id, row.service);
    case Happening::rejected: return one(PersonCount::rejections);
    case Happening::closed:   // found not eligible at the assessment: a rejection, only later (rule E5)
      return row.detail == static_cast<std::uint8_t>(Closure::not_eligible) ? one(PersonCount::rejections) : void();
    case Happening::retold: return one(PersonCount::retellings);
    case Happening::passed_on: return one(row.level == 1 ? PersonCount::hand_offs : PersonCount::redirections);
    case Happening::crisis: return one(PersonCount::crises);
    case Happening::interaction:
      if (row.detail == static_cast<std::uint8_t>(InteractionKind::contact)) one(PersonCount::contacts);
      if (row.detail == static_cast<std::uint8_t>(InteractionKind::missed_contact)) one(PersonCount::missed_contacts);
      return meet_service(id, row.service);
    default: return;
  }
}

void PeopleTable::meet_service(std::size_t id, ServiceId service) {
  auto&& met = met_[id * shape_.services + service.index()];
  if (!met) ++lives_[id].count[static_cast<std::size_t>(PersonCount::services_met)];
  met = true;
}

/// What of [a, b) lies within the counted window.
Duration PeopleTable::counted(Time a, Time b) const noexcept {
  return std::max(std::min(b, shape_.to) - std::max(a, shape_.from), Duration{});
}

std::size_t PeopleTable::cell(std::size_t life, std::size_t need, Level level) const noexcept {
  return (life * shape_.needs + need) * shape_.levels + level;
}

void PeopleTable::change_level(std::size_t id, NeedId need, Level to, Time now) {
  Life& life = lives_[id];
  Duration& before = at_level_[cell(id, need.index(), life.level[need.index()])];
  before = before + counted(life.since[need.index()], now);
  life.level[need.index()] = to;
  life.since[need.index()] = now;
}

void PeopleTable::wait(Life& life, int by, Time now) const {
  life.waited.ticks += life.lists * counted(life.waits_since, now).ticks;
  life.waits_since = now;
  life.lists += by;
}

/// Brings the integrals up to the end of the life, or of the window.
void PeopleTable::close_accounts(std::size_t id) {
  const Time end = std::min(lives_[id].left, shape_.to);
  for (std::size_t k = 0; k < shape_.needs; ++k) change_level(id, NeedId{k}, lives_[id].level[k], end);
  wait(lives_[id], 0, end);
}

std::vector<std::uint32_t> PeopleTable::lives_in_window() const {
  std::vector<std::uint32_t> kept;
  for (std::size_t i = 0; i < lives_.size(); ++i)
    if (lives_[i].joined < shape_.to && lives_[i].left > shape_.from) kept.push_back(static_cast<std::uint32_t>(i));
  std::stable_sort(kept.begin(), kept.end(), [this](std::uint32_t a, std::uint32_t b) { return lives_[a].person < lives_[b].person; });
  return kept;
}

PeopleColumns PeopleTable::finished(const std::vector<float>& trust) const {
  PeopleTable closed = *this;
  for (std::size_t i = 0; i < lives_.size(); ++i) closed.close_accounts(i);
  return closed.columns(trust);
}

PeopleColumns PeopleTable::columns(const std::vector<float>& trust) const {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<std::uint32_t> rows = lives_in_window();
  const auto whole = [&](auto&& of) {
    std::vector<std::int64_t> out;
    for (const std::uint32_t i : rows) out.push_back(static_cast<std::int64_t>(of(lives_[i])));
    return out;
  };
  const auto real = [&](auto&& of) {
    std::vector<double> out;
    for (const std::uint32_t i : rows) out.push_back(of(i));
    return out;
  };
  const auto is_there = [&](std::uint32_t i) { return lives_[i].left >= shape_.to; };
  PeopleColumns out;
  out.person = whole([](const Life& l) { return l.person.value; });
  out.cohort = whole([](const Life& l) { return l.cohort; });
  out.place = whole([](const Life& l) { return l.place.value; });
  out.joined = real([&](std::uint32_t i) { return in_days(lives_[i].joined - Time{}); });
  out.left = real([&](std::uint32_t i) { return is_there(i) ? nan : in_days(lives_[i].left - Time{}); });
  out.days_there = real([&](std::uint32_t i) { return in_days(counted(lives_[i].joined, lives_[i].left)); });
  for (std::size_t k = 0; k < shape_.needs; ++k) {
    out.level_at_start.push_back(whole([k](const Life& l) { return l.start[k]; }));
    for (std::size_t level = 0; level < shape_.levels; ++level)
      out.days_at_level.push_back(real([&](std::uint32_t i) { return in_days(at_level_[cell(i, k, static_cast<Level>(level))]); }));
  }
  out.days_waiting = real([&](std::uint32_t i) { return in_days(lives_[i].waited); });
  for (std::size_t c = 0; c < person_count_names.size(); ++c) out.counts.push_back(whole([c](const Life& l) { return l.count[c]; }));
  for (std::size_t c = 0; c < class_kinds; ++c) out.cost_minor.push_back(whole([c](const Life& l) { return l.cost[c].minor; }));
  out.trust_at_end = real([&](std::uint32_t i) { return is_there(i) ? static_cast<double>(trust[lives_[i].person.index()]) : nan; });
  return out;
}

}  // namespace casepath
