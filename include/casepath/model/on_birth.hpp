// Coming: the people at the start, those who arrive, and visitors from streams (design 2.1; rules P1, P2, P4, P6, N4).
// Who somebody is depends on their cohort and number in it alone, so a person is the same in every variant.
#pragma once

#include "casepath/model/simulation.hpp"

namespace casepath {

namespace detail {
inline constexpr std::uint32_t trait_trust = hash32("trust"), trait_frailty = hash32("frailty"), trait_place = hash32("place"),
                               trait_profile = hash32("profile");
}  // namespace detail

template <PolicySet P>
Simulation<P>::Simulation(const Rules& rules, RunSettings settings, Record recorder)
    : settings_(settings), recorder_(std::move(recorder)) {
  w_.seed = settings.seed;
  w_.replication = settings.replication;
  w_.key = draw_key(settings.seed, settings.replication);
  w_.tables = Tables(rules, rules);
  std::int64_t people = 0;
  for (const Cohort& c : rules.cohorts) people += c.size;
  double expected = static_cast<double>(people) * 60.0 * in_years(rules.window.end - Time{});
  for (const Stream& s : rules.streams) expected += s.rate.highest() * static_cast<double>(rules.window.end.ticks) * 4.0;
  w_.calendar = Calendar(rules.window.end, expected + 1024.0);
  w_.people.needs = rules.needs.size();
  w_.people.clocks = rules.clocks();
  w_.people.attributes = rules.attributes.size();
  w_.people.reserve(static_cast<std::size_t>(people));
  w_.services.resize(rules.services.size());
  for (const ConditionRules& c : rules.conditions) {
    w_.conditions.push_back({c.start, Time{}});
    w_.conditions.back().be_struck(c);
  }
  begin_day(w_.tables);
  book_new_day();
  const std::size_t periods = rules.window.period_ends.size();
  w_.ledger = Ledger(rules.services.size() + rules.programmes.size(), periods);
  w_.tallies = Tallies(periods, rules.services.size(), rules.needs.size(), rules.levels.size());
  w_.levels = LevelClock(rules.needs.size(), rules.levels.size());
  w_.cohort_sources.resize(rules.cohorts.size());
  w_.stream_sources.resize(rules.streams.size());
  book_dated();
  for (std::size_t c = 0; c < rules.cohorts.size(); ++c) {
    for (std::int64_t i = 0; i < rules.cohorts[c].size; ++i) {
      if ((i & 1023) == 1023) look_up();   // a large population takes its time
      const PersonId p = w_.people.add();
      const std::int64_t before = i % rules.cohorts[c].party_size;   // of the same household (rule P5)
      birth(p, c, static_cast<std::uint32_t>(i), 0, before == 0 ? PersonId::none() : PersonId{p.index() - static_cast<std::size_t>(before)});
    }
    w_.cohort_sources[c].next_index = static_cast<std::uint32_t>(rules.cohorts[c].size);
  }
  if (w_.counting) join_cost_groups();
  seat_all();
}

/// Fills a row with a new person: who they are, what they need, and their clocks.
/// @param with  somebody of the household that they join (rule P5), or none
template <PolicySet P>
void Simulation<P>::birth(PersonId p, std::size_t cohort, std::uint32_t index, std::uint16_t generation, PersonId with) {
  const Cohort& c = rules().cohorts[cohort];
  PersonCold& person = cold(p);
  person.origin = static_cast<std::uint16_t>(cohort);
  person.index = index;
  person.generation = generation;
  person.origin_salt = generation == 0 ? c.salt : mix32(c.salt, generation);
  hot(p).inside = true;
  hot(p).trust_at = w_.now;
  draw_traits(p, c);
  draw_levels(p, c);
  if (c.party_size > 1) join_party(p, c, with);
  join_groups(p);
  w_.levels.people(w_.now, person.stratum, +1);
  for (std::size_t i = 0; i < rules().needs.size(); ++i) {
    const NeedId k{i};
    w_.levels.change(w_.now, person.stratum, k, hot(p).level(k), +1);
  }
  ++w_.arrived;
  if constexpr (MeetsPeople<Record>) {
    Newcomer who{w_.now, p, person.origin, hot(p).place, {}};
    for (std::size_t k = 0; k < rules().needs.size(); ++k) who.levels[k] = hot(p).level(NeedId{k});
    recorder_.meet(who);
  }
  note(p, Happening::joined, {});
  start_clocks(p);
}

template <PolicySet P>
void Simulation<P>::draw_traits(PersonId p, const Cohort& c) {
  draw_trust(p, c.trust);
  if (rules().frailty_cv > 0) {
    const Distribution frailty{DistributionKind::gamma, 1.0, rules().frailty_cv, 0, {}, {}};
    cold(p).frailty = static_cast<float>(draw_trait(p, frailty, detail::trait_frailty));
  }
  if (c.places.size() > 1) hot(p).place = PlaceId{choose(c.places, chance(p, Purpose::born_trait, detail::trait_place, 0).uniform(0))};
  for (const AttributeDraw& a : c.attributes)
    w_.people.attribute[p.index() * w_.people.attributes + a.attribute] =
        static_cast<std::uint16_t>(std::clamp(draw_trait(p, a.number, a.key) + 0.5, 0.0, 65535.0));
}

/// A number that somebody is born with; what is fixed for everybody is not drawn.
template <PolicySet P>
double Simulation<P>::draw_trait(PersonId p, const Distribution& d, std::uint32_t which) const {
  if (d.kind == DistributionKind::fixed) return d.a;
  const Address at = address(p, Purpose::born_trait, which, 0);
  DrawStream spare(w_.key, at);
  return sample(d, draw(w_.key, at).uniform(0), spare);
}

/// Trust at the start (rule P2).
template <PolicySet P>
void Simulation<P>::draw_trust(PersonId p, const Distribution& d) {
  hot(p).trust = cold(p).trust_start = static_cast<float>(std::clamp(draw_trait(p, d, detail::trait_trust), 0.0, 1.0));
}

/// One normal a need, correlated if so set, cut at the quantiles of the marginal (rule P1); or a profile.
template <PolicySet P>
void Simulation<P>::draw_levels(PersonId p, const Cohort& c) {
  const std::size_t n = rules().needs.size();
  if (c.microdata) return be_row(p, c);
  if (!c.profiles.empty()) {
    std::vector<double> weights;
    for (const Profile& q : c.profiles) weights.push_back(q.weight);
    const double u = draw(w_.key, address(p, Purpose::born_trait, detail::trait_profile, 0)).uniform(0);
    const Profile& q = c.profiles[choose(weights, u)];
    for (std::size_t k = 0; k < n; ++k) start_at(p, NeedId{k}, q.levels[k]);
    return;
  }
  std::array<double, max_needs> z{};
  for (std::size_t k = 0; k < n; ++k) z[k] = chance(p, Purpose::born_need, rules().needs[k].key, 0).normal(0);
  for (std::size_t k = 0; k < n; ++k) {
    double x = c.factor.empty() ? z[k] : 0.0;
    for (std::size_t j = 0; j <= k && !c.factor.empty(); ++j) x += c.factor[k * n + j] * z[j];
    Level level = 0;
    for (const double cut : c.cuts[k]) level = static_cast<Level>(level + (x > cut ? 1 : 0));
    start_at(p, NeedId{k}, level);
  }
}

/// Somebody of the data: the row of one's number, or one drawn by weight (rule P7). What the row does not say is as for all.
template <PolicySet P>
void Simulation<P>::be_row(PersonId p, const Cohort& c) {
  const Microdata& data = *c.microdata;
  const bool is_of_row = data.in_order && cold(p).generation == 0 && static_cast<std::int64_t>(cold(p).index) < c.size;
  const double u = is_of_row ? 0 : chance(p, Purpose::born_trait, detail::trait_profile, 0).uniform(0);
  const std::size_t row = data.row_at(is_of_row ? cold(p).index + 0.5 : u * data.up_to.back()), n = rules().needs.size();
  for (std::size_t k = 0; k < n; ++k) start_at(p, NeedId{k}, data.levels[row * n + k]);
  if (!data.places.empty()) hot(p).place = data.places[row];
  if (!data.trust.empty()) hot(p).trust = cold(p).trust_start = static_cast<float>(data.trust[row]);
  for (const auto& [attribute, values] : data.attributes) w_.people.attribute[p.index() * w_.people.attributes + attribute] = values[row];
  if (!data.cost_before.empty() && asks_cost_now()) cold(p).spent = data.cost_before[row];
}

template <PolicySet P>
void Simulation<P>::start_at(PersonId p, NeedId k, Level level) {
  hot(p).set_levels(k, level, level);
  if (level > 0) cold(p).ever = static_cast<std::uint16_t>(cold(p).ever | 1u << k.value);
}

/// Groups for figures, by what a person is at the start (rule O14). Those by cost before it are left again when it is known
/// who is costliest; who comes later is in none.
template <PolicySet P>
void Simulation<P>::join_groups(PersonId p) {
  const Rules& r = rules();
  std::uint32_t groups = 0;
  for (std::size_t g = 0; g < r.groups.size(); ++g) {
    const Group& group = r.groups[g];
    int unmet = 0;
    bool fits = (group.cohorts.empty() || group.cohorts[cold(p).origin]) && (group.places.empty() || group.places[hot(p).place.index()]);
    fits = fits && (group.cost_before == 0 || asks_cost_now());
    for (std::size_t k = 0; k < r.needs.size(); ++k) {
      unmet += is_unmet(p, NeedId{k}) ? 1 : 0;
      fits = fits && hot(p).level(NeedId{k}) >= group.at_start[k];
    }
    if (fits && unmet >= group.needs_at_least) groups |= 1u << g;
  }
  cold(p).stratum = stratum_of(groups);
}

template <PolicySet P>
std::uint16_t Simulation<P>::stratum_of(std::uint32_t groups) {
  const std::size_t known = w_.strata.size();
  const std::uint16_t stratum = w_.strata.of(groups);
  if (w_.strata.size() == known) return stratum;
  w_.ledger.add_stratum();
  w_.tallies.add_stratum();
  w_.levels.add_stratum();
  return stratum;
}

/// The next candidate of a source: exactly every so often, or by its highest rate, to be thinned when it comes.
template <PolicySet P>
void Simulation<P>::next_candidate(Source& source, const Steps& rate, std::uint32_t key, SubjectKind kind, std::optional<Duration> every) {
  ++source.candidates;
  if (every) {
    source.at = source.at + *every;
    return;
  }
  const double highest = rate.highest();
  const Block luck = draw(w_.key, {key, 0, source.candidates, Purpose::arrive, kind});
  source.at = highest > 0 ? w_.now + rounded(luck.exponential(0) / highest) : never();
}

template <PolicySet P>
bool Simulation<P>::candidate_counts(const Source& source, const Steps& rate, std::uint32_t key, SubjectKind kind) const {
  const Block luck = draw(w_.key, {key, 0, source.candidates, Purpose::arrive, kind});
  return luck.uniform(1) * rate.highest() < rate.value(w_.now);
}

/// One person, or a household of them (rule P5).
template <PolicySet P>
void Simulation<P>::arrive(std::size_t cohort, Source& source) {
  PersonId first;
  for (std::uint32_t n = 0; n < rules().cohorts[cohort].party_size; ++n) {
    const PersonId p = w_.people.add();
    birth(p, cohort, source.next_index++, 0, first);
    if (first.is_none()) first = p;
  }
}

template <PolicySet P>
void Simulation<P>::on_cohort(std::size_t i) {
  Source& source = w_.cohort_sources[i];
  const Cohort& c = rules().cohorts[i];
  if (source.at != w_.now || !c.arrives) return;
  if (candidate_counts(source, *c.arrives, c.salt, SubjectKind::cohort))
    arrive(i, source);
  next_candidate(source, *c.arrives, c.salt, SubjectKind::cohort, std::nullopt);
  book_system(source.at, Rank::opening, Act::cohort, static_cast<std::uint32_t>(i));
}

template <PolicySet P>
void Simulation<P>::on_stream(std::size_t i) {
  Source& source = w_.stream_sources[i];
  const Stream& s = rules().streams[i];
  if (source.at != w_.now) return;
  if (s.every || candidate_counts(source, s.rate, s.salt, SubjectKind::stream))
    for (int n = 0; n < s.batch; ++n) visit(i);
  next_candidate(source, s.rate, s.salt, SubjectKind::stream, s.every);
  book_system(source.at, Rank::opening, Act::stream, static_cast<std::uint32_t>(i));
}

/// Somebody from outside the modelled people: levels as given, no clocks (design 2.1). A need that is at its goal already
/// ends as one met on the way (rules R2, R5).
template <PolicySet P>
void Simulation<P>::visit(std::size_t i) {
  const Stream& s = rules().streams[i];
  const PersonId p = w_.people.add();
  cold(p).visitor = true;
  cold(p).origin = static_cast<std::uint16_t>(i);
  cold(p).origin_salt = s.salt;
  cold(p).index = w_.stream_sources[i].next_index++;
  hot(p).inside = true;
  hot(p).trust_at = w_.now;
  draw_trust(p, s.trust);
  const RequestId q = open_request(p, Opener::stream);
  if (s.needs == 0) open_strand(p, q, NeedId::none(), true);
  for_each_bit(s.needs, [&](std::size_t k) {
    start_at(p, NeedId{k}, s.levels[k]);
    open_strand(p, q, NeedId{k}, true);
  });
  for_each_bit(s.needs & ~unmet_needs(p), [&](std::size_t k) { on_goal_reached(p, NeedId{k}); });
  if (hot(p).first_strand.is_none()) return;
  const ReferralId r = make_referral(p, q, s.to, Mode::opening);
  w_.referrals[r].priority = s.priority;
  for (StrandId id = hot(p).first_strand; !id.is_none(); id = w_.strands[id].next_of_person) put(id, r, StrandPlace::triage);
  on_arrival(r);
}

}  // namespace casepath
