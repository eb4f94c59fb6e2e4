#include "analysis_people.hpp"

#include <algorithm>
#include <cmath>

#include "casepath/base/bits.hpp"
#include "casepath/model/compiled.hpp"

namespace casepath::detail {

std::size_t AboutNeed::extra_needs() const {
  if (seen_extra >= 0) return static_cast<std::size_t>(seen_extra);
  std::size_t unmet = 0;
  for (std::size_t k = 0; k < rules.needs.size(); ++k)
    unmet += level_of(static_cast<std::uint16_t>(k)) > rules.needs[k].goal ? 1u : 0u;
  return unmet > 1 ? unmet - 1 : 0;
}

double Circle::mean_chance(const Chance& c, ServiceId at, NeedId k, Level level) const {
  if (c.factors().empty()) return c.base();
  const auto [was, is_new] = said.try_emplace({&c, at, k, level}, 0.0);
  if (is_new) was->second = mean(at, k, level, [&](const AboutNeed& who) { return c.probability(who); });
  return was->second;
}

double Circle::mean_product(const std::vector<Factor>& factors, ServiceId at, NeedId k, Level level) const {
  if (factors.empty()) return 1.0;
  const auto [was, is_new] = said.try_emplace({&factors, at, k, level}, 0.0);
  if (is_new) was->second = mean(at, k, level, [&](const AboutNeed& who) { return product_of(factors, who); });
  return was->second;
}

namespace {

/// People of a cohort at the start, and half of those who will come: as many as are there on average, about.
double expected(const Rules& rules, const Cohort& c) {
  const double comes = c.arrives ? c.arrives->value(Time{rules.window.to.ticks / 2}) * static_cast<double>(rules.window.to.ticks) : 0.0;
  return static_cast<double>(c.size) + comes / 2;
}

Standin standin_of(const World& w, PersonId p, double weight) {
  const PersonHot& h = w.people.hot[p.index()];
  const PersonCold& c = w.people.cold[p.index()];
  Standin out;
  out.weight = weight;
  out.trust = h.trust;
  out.frailty = c.frailty;
  out.ever = c.ever;
  out.cohort = c.origin;
  out.place = h.place;
  out.borrowed = c.borrowed;
  for (std::size_t k = 0; k < w.people.needs; ++k) out.level[k] = h.beneath(NeedId{k});
  const auto first = w.people.attribute.begin() + static_cast<std::ptrdiff_t>(p.index() * w.people.attributes);
  out.attributes.assign(first, first + static_cast<std::ptrdiff_t>(w.people.attributes));
  out.index = c.index;
  out.salt = c.origin_salt;
  return out;
}

/// What a service would see of the person at a first visit: the need asked about, others as far as they are told, each
/// perhaps misread by a level (rule E3), with the luck that a run would have.
Observed seen_by(const Circle& circle, const AboutNeed& who) {
  const Rules& r = *circle.rules;
  const Service& s = r.services[who.at.index()];
  NumberedLuck luck(circle.key, {who.who.index, mix32(s.key, who.who.salt), 1, Purpose::disclose, SubjectKind::person});
  Observed seen;
  for (std::size_t k = 0; k < r.needs.size(); ++k) {
    auto level = static_cast<Level>(who.level_of(static_cast<std::uint16_t>(k)));
    const bool own = NeedId{k} == who.need || circle.visitors;
    if (!own && (level <= r.needs[k].goal || luck.uniform(k) >= s.disclose.probability(who))) continue;
    const double u = s.misread_up > 0 || s.misread_down > 0 ? luck.uniform(max_needs + k) : 0.5;
    if (u < s.misread_up && level < r.top()) ++level;
    else if (u > 1.0 - s.misread_down && level > 0) --level;
    seen.level[k] = level;
    if (level > r.needs[k].goal) seen.unmet = static_cast<std::uint16_t>(seen.unmet | 1u << k);
  }
  return seen;
}

}  // namespace

Circle people_at_start(const Rules& rules, std::size_t most) {
  Circle out;
  out.rules = &rules;
  if (rules.cohorts.empty()) return out;
  Rules few = rules;   // the first of each cohort: who a person is does not depend on how many there are
  double all = 0;
  for (const Cohort& c : rules.cohorts) all += expected(rules, c);
  const double share = all > 0 ? std::min(1.0, static_cast<double>(most) / all) : 1.0;
  for (Cohort& c : few.cohorts) {
    c.size = std::max<std::int64_t>(1, std::llround(share * expected(rules, c)));
    if (c.microdata && share < 1) c.microdata->in_order = false;   // the first rows may be alike
  }
  few.streams.clear();
  for (Service& s : few.services) s.at_start.clear();
  const Simulation<> start(few, {.seed = 0, .replication = 0});
  out.key = start.world().key;
  for (std::size_t i = 0; i < start.world().people.size(); ++i) {
    const std::size_t cohort = start.world().people.cold[i].origin;
    const double each = 1.0 / static_cast<double>(few.cohorts[cohort].size);
    out.people.push_back(standin_of(start.world(), PersonId{i}, each * expected(rules, rules.cohorts[cohort])));
    out.people.back().there = each * static_cast<double>(rules.cohorts[cohort].size);
  }
  return out;
}

Circle people_of(const Rules& rules, const Stream& stream) {
  Circle out;
  out.rules = &rules;
  out.visitors = true;
  Standin one;
  one.trust = static_cast<float>(mean_of(stream.trust));
  for (std::size_t k = 0; k < stream.levels.size(); ++k) one.level[k] = stream.levels[k];
  one.attributes.assign(rules.attributes.size(), 0);
  out.people.push_back(one);
  return out;
}

namespace {

AtTriage ask_at_triage(const Circle& circle, ServiceId at, NeedId k, Level level) {
  const Service& s = circle.rules->services[at.index()];
  AtTriage out;
  out.named.assign(s.refuses.size(), 0.0);
  if (s.takes_everyone) return out;
  if (!s.works_on(k)) return {0, 1, out.named};
  const bool asks_nothing = s.asks.levels.empty() && s.asks.attributes.empty() && s.asks.needs_at_least == 0 && s.refuses.empty() &&
                            !s.needs_more_than && s.accept.factors().empty();
  if (asks_nothing) return {s.accept.base(), 1 - s.accept.base(), out.named};
  double weight = 0;
  out.accepted = circle.mean(at, k, level, [&](const AboutNeed& who) {
    const Observed seen = seen_by(circle, who);
    const auto attribute_of = [&](std::uint16_t a) -> std::size_t { return a == ask_place ? who.who.place.index() : who.attribute(a); };
    weight += who.who.weight;
    if (asked(s.asks, seen, attribute_of) != Refusal::none) return 0.0;
    const int named = refused_by(s.refuses, seen, [](ServiceId) { return false; });
    if (named >= 0) out.named[static_cast<std::size_t>(named)] += who.who.weight;
    if (named >= 0 || (s.needs_more_than && seen.unmet_needs() > *s.needs_more_than)) return 0.0;
    AboutNeed asks = who;
    asks.seen_extra = static_cast<int>(seen.extra_needs());
    return s.accept.probability(asks);
  });
  double by_name = 0;
  for (double& n : out.named) by_name += n /= weight > 0 ? weight : 1.0;
  out.refused = std::max(0.0, 1 - out.accepted - by_name);
  return out;
}

}  // namespace

const AtTriage& at_triage(const Circle& circle, ServiceId at, NeedId k, Level level) {
  const auto [was, is_new] = circle.triaged.try_emplace({at, k, level});
  if (is_new) was->second = ask_at_triage(circle, at, k, level);
  return was->second;
}

}  // namespace casepath::detail
