// Cohorts, their needs at the start, and their dependence (rules P1, P2, P4, F2).
#include <algorithm>
#include <cmath>

#include "casepath/random/draw_key.hpp"
#include "casepath/random/exact_math.hpp"
#include "copula.hpp"
#include "parts.hpp"

namespace casepath::detail {

namespace {

std::vector<double> shares_of_places(const Context& c, const CohortSpec& spec) {
  std::vector<double> share(c.names.places.size(), 0.0);
  for (const auto& [name, place] : c.spec.places)
    if (spec.places.empty()) share[c.names.places.number_of(name)] = place.share;
  for (const auto& [name, value] : spec.places) share[c.names.places.number_of(name)] = value;
  return share;
}

/// Chance of each level of one need; what is not given is level 0.
std::vector<double> marginal(const Context& c, const ByLevel& given) {
  std::vector<double> p(c.levels(), 0.0);
  double above = 0;
  for (std::size_t l = 1; l < std::min(given.size(), c.levels()); ++l) above += p[l] = given[l];
  p[0] = 1.0 - above;
  return p;
}

void add_dependence(const Context& c, const CohortSpec& spec, Cohort& out, const std::vector<double>& above_none, const std::string& path) {
  if (spec.odds_ratios.empty() && spec.correlations.empty()) return;
  Matrix r = identity(c.names.needs.size());
  const auto set = [&](const std::string& pair, double value) {
    const auto dot = pair.find('.');
    const std::size_t a = c.need(pair.substr(0, dot)).index(), b = c.need(pair.substr(dot + 1)).index();
    r[a][b] = r[b][a] = value;
  };
  for (const auto& [pair, ratio] : spec.odds_ratios) {
    const auto dot = pair.find('.');
    const double a = above_none[c.need(pair.substr(0, dot)).index()], b = above_none[c.need(pair.substr(dot + 1)).index()];
    set(pair, tetrachoric(ratio, a, b));
  }
  for (const auto& [pair, value] : spec.correlations) set(pair, value);
  out.factor = cholesky(r, path);
}

void add_needs(const Context& c, const CohortSpec& spec, Cohort& out, const std::string& path) {
  const std::size_t n = c.names.needs.size();
  out.cuts.assign(n, {});
  std::vector<double> above_none(n, 0.0);
  for (const auto& [name, given] : spec.needs) {
    const std::vector<double> p = marginal(c, given);
    double below = 0;
    for (std::size_t l = 0; l + 1 < p.size(); ++l) {
      below += p[l];
      if (below < 1.0 - 1e-12) out.cuts[c.need(name).index()].push_back(below <= 0 ? -1e9 : normal_quantile(below));
    }
    above_none[c.need(name).index()] = 1.0 - p[0];
  }
  add_dependence(c, spec, out, above_none, path);
}

void add_profiles(const Context& c, const CohortSpec& spec, Cohort& out) {
  for (const auto& [name, profile] : spec.profiles) {
    Profile p{profile.weight, std::vector<Level>(c.names.needs.size(), 0)};
    for (const auto& [need, level] : profile.levels) p.levels[c.need(need).index()] = level;
    out.profiles.push_back(std::move(p));
  }
}

/// A column of an attribute: whole numbers, or the index of each value.
std::vector<std::uint16_t> attribute_column(const Context& c, const std::string& name, const std::vector<std::string>& texts) {
  std::vector<std::uint16_t> out;
  for (const std::string& text : texts) out.push_back(static_cast<std::uint16_t>(c.names.values.at(name).number_of(text)));
  return out;
}
std::vector<std::uint16_t> attribute_column(const std::vector<double>& numbers) {
  std::vector<std::uint16_t> out;
  for (const double x : numbers) out.push_back(static_cast<std::uint16_t>(std::clamp(x + 0.5, 0.0, 65535.0)));
  return out;
}

Microdata microdata(const Context& c, const MicrodataSpec& spec, bool in_order) {
  Microdata out;
  out.rows = spec.rows;
  out.in_order = in_order;
  double sum = 0;
  for (std::size_t row = 0; row < spec.rows; ++row) out.up_to.push_back(sum += spec.number.empty() ? 1.0 : spec.number[row]);
  const std::size_t n = c.names.needs.size();
  out.levels.assign(spec.rows * n, 0);
  for (const auto& [need, levels] : spec.needs)
    for (std::size_t row = 0; row < spec.rows; ++row) out.levels[row * n + c.need(need).index()] = levels[row];
  for (const std::string& place : spec.place) out.places.emplace_back(c.names.places.number_of(place));
  out.trust = spec.trust;
  out.cost_before = spec.cost_before;
  const auto number_of = [&](const std::string& name) { return static_cast<std::uint16_t>(c.names.attributes.number_of(name)); };
  for (const auto& [name, texts] : spec.texts) out.attributes.emplace_back(number_of(name), attribute_column(c, name, texts));
  for (const auto& [name, numbers] : spec.numbers) out.attributes.emplace_back(number_of(name), attribute_column(numbers));
  return out;
}

void add_attributes(const Context& c, const CohortSpec& spec, Cohort& out) {
  for (const auto& [name, a] : spec.attributes) {
    AttributeDraw d{static_cast<std::uint16_t>(c.names.attributes.number_of(name)), hash32("attribute." + name), a.number};
    if (a.text) d.number = Distribution::fixed(static_cast<double>(c.names.values.at(name).number_of(*a.text)));
    out.attributes.push_back(std::move(d));
  }
}

/// By place, what the nearest door leaves of seeking (rule P6); at which hour a door is open does not matter.
std::vector<double> far_from_doors(const Context& c, const SeeksSpec& seeks) {
  std::vector<double> out;
  for (const auto& [to, door] : seeks.doors)
    for (const auto& [name, service] : c.spec.services)
      if (name == to) {
        const std::vector<double> one = far_by_place(c, seeks.far, service.at);
        if (out.empty()) out = one;
        for (std::size_t i = 0; i < out.size(); ++i) out[i] = nearer(out[i], one[i]);
      }
  return out;
}

std::vector<Door> doors(const Context& c, const Named<DoorSpec>& specs) {
  std::vector<Door> out;
  for (const auto& [to, d] : specs) out.push_back({c.service(to), d.weight, d.known, places(c, d.places), d.otherwise});
  return out;
}

}  // namespace

Cohort lower_cohort(const Context& c, const std::string& name, const CohortSpec& spec) {
  Cohort out;
  out.name = name;
  out.salt = key_of(spec.key, name);
  out.size = spec.size;
  if (spec.parties) {
    out.party_size = static_cast<std::uint32_t>(spec.parties->size);
    for (const std::string& need : spec.parties->shares) out.party_needs = static_cast<std::uint16_t>(out.party_needs | 1u << c.need(need).value);
  }
  if (spec.arrives) out.arrives = steps(c, *spec.arrives, 1.0 / ticks_per_year / out.party_size);   // a household at a time
  out.replaces = spec.replaces;
  out.leave_rate = per_tick(spec.leaves.per_year);
  out.leaves_with = driven_by(c, spec.leaves_with);
  out.trust = spec.trust;
  out.places = shares_of_places(c, spec);
  add_attributes(c, spec, out);
  if (spec.microdata) out.microdata = microdata(c, *spec.microdata, !spec.draws_rows);
  if (spec.profiles.empty()) add_needs(c, spec, out, "people.cohorts." + name);
  else add_profiles(c, spec, out);
  return out;
}

Group lower_group(const Context& c, const std::string& name, const GroupSpec& spec) {
  Group g{name, {}, {}, std::vector<Level>(c.names.needs.size(), 0), spec.needs_at_least};
  if (!spec.cohorts.empty()) g.cohorts.assign(c.names.cohorts.size(), false);
  for (const std::string& cohort : spec.cohorts) g.cohorts[c.names.cohorts.number_of(cohort)] = true;
  if (!spec.places.empty()) g.places.assign(c.names.places.size(), false);
  for (const std::string& place : spec.places) g.places[c.names.places.number_of(place)] = true;
  for (const auto& [need, level] : spec.at_start) g.at_start[c.need(need).index()] = level;
  g.cost_before = spec.cost_before;
  return g;
}

NeedRules lower_need(const Context& c, const std::string& name, const NeedSpec& spec) {
  NeedRules n;
  n.name = name;
  n.key = key_of(spec.key, name);
  n.goal = spec.goal;
  n.worsens = rates_by_level(spec.worsens, c.levels());
  n.worsens[c.levels() - 1] = 0;   // nothing is worse than the worst
  n.recovers = rates_by_level(spec.recovers, c.levels());
  n.recovers.front() = 0;
  n.worsens_with = driven_by(c, spec.worsens_with);
  n.crisis_with = driven_by(c, spec.crisis_with);
  n.seeks_with = driven_by(c, spec.seeks_with);
  n.worsens_cap = spec.worsens_cap;
  n.recovers_against = spec.recovers_against;
  n.susceptibility = spec.susceptibility;
  if (spec.seeks) {
    n.seeks = rates_by_level(spec.seeks->rate, c.levels());
    std::fill_n(n.seeks.begin(), n.goal + 1u, 0.0);
    n.floor = spec.seeks->floor;
    n.far = far_from_doors(c, *spec.seeks);
    n.doors = doors(c, spec.seeks->doors);
  }
  if (spec.crisis) {
    n.crisis = rates_by_level(spec.crisis->rate, c.levels());
    n.crisis_to = doors(c, spec.crisis->to);
  }
  if (spec.pursued) {
    n.pursued = rates_by_level(spec.pursued->rate, c.levels());
    n.pursued_by = c.service(spec.pursued->by);
  }
  return n;
}

}  // namespace casepath::detail
