#include "values.hpp"

#include <algorithm>

#include "casepath/random/draw_key.hpp"
#include "casepath/random/power_table.hpp"

namespace casepath::detail {

std::uint32_t key_of(const std::string& key, const std::string& name) { return hash32(key.empty() ? name : key); }

LevelTable rates_by_level(const ByLevel& per_year, std::size_t levels) {
  LevelTable out{};
  for (std::size_t l = 0; l < std::min(levels, per_year.size()); ++l) out[l] = per_tick(per_year[l]);
  return out;
}

std::vector<DrivenBy> driven_by(const Context& c, const Named<ByLevel>& tables) {
  std::vector<DrivenBy> out;
  for (const auto& [other, factor] : tables) {
    DrivenBy t{c.need(other), {}};
    t.factor.fill(1.0);
    std::copy(factor.begin(), factor.end(), t.factor.begin());
    out.push_back(t);
  }
  return out;
}

namespace {

Factor power_factor(FactorOf of, double f) { return {of, 0, power_table(of, f), f}; }

Factor attribute_factor(const Context& c, const FactorSpec& spec) {
  Factor f{FactorOf::attribute, static_cast<std::uint16_t>(c.names.attributes.number_of(spec.what)), {}};
  const auto values = c.names.values.find(spec.what);
  f.table.assign(values == c.names.values.end() ? 1 : values->second.size() + 1, 1.0);
  for (const auto& [value, factor] : spec.by_value) f.table[values->second.number_of(value)] = factor;
  return f;
}

Factor need_factor(const Context& c, const FactorSpec& spec) {
  Factor f{FactorOf::need, c.need(spec.what).value, spec.by_level};
  f.table.resize(c.levels(), 1.0);
  return f;
}

/// Of a table of distances, either way round; 1 where it is silent.
double between(const Named<Named<double>>& table, const std::string& home, const std::string& service) {
  for (const auto& [a, b] : {std::pair(&home, &service), std::pair(&service, &home)})
    for (const auto& [from, row] : table)
      for (const auto& [to, factor] : row)
        if (from == *a && to == *b) return factor;
  return 1.0;
}

Factor factor(const Context& c, const FactorSpec& spec) {
  const std::vector<double> when{1.0, spec.factor};
  if (spec.what == "trust") return power_factor(FactorOf::trust, spec.factor);
  if (spec.what == "relationship") return power_factor(FactorOf::relationship, spec.factor);
  if (spec.what == "extra_need") return power_factor(FactorOf::extra_need, spec.factor);
  if (spec.what == "far") return {FactorOf::place, 0, far_by_place(c, {spec.factor, spec.table}, c.where != nullptr ? *c.where : std::vector<std::string>{})};
  if (spec.what == "waiting") return {FactorOf::waiting, 0, when, spec.factor};
  if (spec.what == "lead") return {FactorOf::lead, 0, when, spec.factor};
  if (c.names.needs.has(spec.what)) return need_factor(c, spec);
  if (c.names.attributes.has(spec.what)) return attribute_factor(c, spec);
  return {FactorOf::open_at, c.service(spec.what).value, when};
}

}  // namespace

double nearer(double a, double b) {
  const auto change = [](double f) { return f < 1 ? 1 / f : f; };
  return change(b) < change(a) ? b : a;
}

std::vector<double> far_by_place(const Context& c, const FarSpec& far, const std::vector<std::string>& at) {
  std::vector<double> out(std::max<std::size_t>(1, c.names.places.size()), 1.0);
  const auto table = std::find_if(c.spec.distances.begin(), c.spec.distances.end(), [&](const auto& t) { return t.first == far.table; });
  for (std::size_t i = 0; i < c.names.places.size(); ++i) {
    const std::string& home = c.names.places.list()[i];
    if (at.empty() || std::find(at.begin(), at.end(), home) != at.end()) continue;
    out[i] = table == c.spec.distances.end() ? far.factor : between(table->second, home, at.front());
    for (const std::string& place : at)
      if (table != c.spec.distances.end()) out[i] = nearer(out[i], between(table->second, home, place));
  }
  return out;
}

std::vector<Factor> factors(const Context& c, const std::vector<FactorSpec>& specs) {
  std::vector<Factor> out;
  for (const FactorSpec& spec : specs) out.push_back(factor(c, spec));
  return out;
}

Chance chance(const Context& c, const ChanceSpec& spec) { return Chance(spec.chance, factors(c, spec.odds)); }

DurationRule duration(const Context& c, const DurationSpec& spec) { return {spec.ticks, factors(c, spec.factors)}; }

Steps steps(const Context& c, const StepsSpec& spec, double scale) {
  Steps out;
  if (spec.at.empty() || spec.at.front().first.ticks > 0) out.at.emplace_back(Time{}, spec.first * scale);
  const std::int64_t period = spec.every ? spec.every->ticks : c.end.ticks + 1;
  for (std::int64_t start = 0; start <= c.end.ticks; start += period)
    for (const auto& [offset, value] : spec.at) {
      const Time t{start + offset.ticks};
      if (t.ticks < 0) out.at.assign(1, {Time{}, value * scale});   // a dated step before the start already holds
      else if (t <= c.end) out.at.emplace_back(t, value * scale);
    }
  return out;
}

PlaceSet places(const Context& c, const std::vector<std::string>& names) {
  PlaceSet set;
  for (const std::string& name : names) set.add(PlaceId{c.names.places.number_of(name)});
  return set;
}

}  // namespace casepath::detail
