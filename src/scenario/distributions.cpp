// Distributions as written (many ways) into distributions as drawn (one way each): {mu_log_days, sigma}, {median, sigma} and
// {mean, sd} are all one lognormal. Logarithms are our own, so that every machine reads the same numbers (rules 4.10).
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>

#include "casepath/base/time.hpp"
#include "casepath/random/exact_math.hpp"
#include "values.hpp"

namespace casepath::reading {
namespace {

/// A distribution as written: whichever parameters its kind takes.
struct Plain {
  std::string dist;
  std::optional<double> value, mean, sd, cv, shape, scale, median, sigma, mu_log_days, low, mode, high;
  std::vector<double> of, values, weights;
};
struct Part {
  double weight = 1;
  Plain plain;
};
/// A duration as written: also a mixture of named parts, and factors.
struct Draft {
  Plain plain;
  Named<Part> parts;
  std::vector<FactorSpec> factors;
};

using Given = std::optional<double> Plain::*;
struct Parameters {
  DistributionKind kind;
  std::vector<Given> needed;
  std::string text;
};
const std::map<std::string, std::vector<Parameters>>& forms() {
  using K = DistributionKind;
  using D = Plain;
  static const std::map<std::string, std::vector<Parameters>> all{
      {"fixed", {{K::fixed, {&D::value}, "value"}}},
      {"exponential", {{K::exponential, {&D::mean}, "mean"}}},
      {"erlang", {{K::erlang, {&D::shape, &D::mean}, "shape and mean"}}},
      {"gamma", {{K::gamma, {&D::mean, &D::cv}, "mean and cv"}}},
      {"lognormal", {{K::lognormal, {&D::median, &D::sigma}, "median and sigma"},
                     {K::lognormal, {&D::mu_log_days, &D::sigma}, "mu_log_days and sigma"},
                     {K::lognormal, {&D::mean, &D::sd}, "mean and sd"}}},
      {"weibull", {{K::weibull, {&D::shape, &D::scale}, "shape and scale"}}},
      {"uniform", {{K::uniform, {&D::low, &D::high}, "low and high"}}},
      {"triangular", {{K::triangular, {&D::low, &D::mode, &D::high}, "low, mode and high"}}},
      {"normal", {{K::normal, {&D::mean, &D::sd}, "mean and sd"}}},
      {"beta", {{K::beta, {&D::mean, &D::sd}, "mean and sd"}}},
      {"mixture", {{K::mixture, {}, "parts, or of and weights"}}},
      {"table", {{K::table, {}, "values and weights"}}}};
  return all;
}
constexpr std::array<Given, 12> all_members{&Plain::value, &Plain::mean, &Plain::sd, &Plain::cv, &Plain::shape, &Plain::scale,
                                             &Plain::median, &Plain::sigma, &Plain::mu_log_days, &Plain::low, &Plain::mode, &Plain::high};

const Parameters* form_of(const Plain& d) {
  for (const Parameters& form : forms().at(d.dist)) {
    std::size_t given = 0, matching = 0;
    for (const Given m : all_members) given += (d.*m).has_value() ? 1 : 0;
    for (const Given m : form.needed) matching += (d.*m).has_value() ? 1 : 0;
    const bool lists = form.kind == DistributionKind::mixture || form.kind == DistributionKind::table;
    const bool stray = (!lists && !d.weights.empty()) || (form.kind != DistributionKind::mixture && !d.of.empty()) ||
                       (form.kind != DistributionKind::table && !d.values.empty());
    if (given == matching && matching == form.needed.size() && !stray) return &form;
  }
  return nullptr;
}

/// What is wrong with parameters that are all there, or "". Written so that NaN fails.
std::string fault(const Distribution& d) {
  using K = DistributionKind;
  switch (d.kind) {
    case K::erlang: return d.a >= 1 && d.a <= 1000 && d.a == std::floor(d.a) ? "" : "a whole shape from 1 to 1000";
    case K::gamma: return d.a > 0 && d.b > 0 && d.b <= 100 ? "" : "a mean above 0 and a cv above 0, at most 100";
    case K::lognormal: return d.a > 0 && std::isfinite(d.a) && d.b >= 0 && d.b <= 10 ? "" : "a median above 0 and a sigma from 0 to 10";
    case K::weibull: return d.a > 0 && d.b > 0 ? "" : "a shape and a scale above 0";
    case K::uniform: return d.a <= d.b ? "" : "low at most high";
    case K::triangular: return d.a <= d.b && d.b <= d.c ? "" : "low at most mode, and mode at most high";
    case K::beta: return d.a > 0 && d.a < 1 && d.b > 0 && d.b * d.b < d.a * (1 - d.a) ? "" : "a mean between 0 and 1 and sd^2 below mean x (1 - mean)";
    default: return "";
  }
}

Distribution lognormal(const Plain& d) {
  if (d.mu_log_days) return {DistributionKind::lognormal, exp_of(*d.mu_log_days) * static_cast<double>(ticks_per_day), *d.sigma, 0, {}, {}};
  if (d.median) return {DistributionKind::lognormal, *d.median, *d.sigma, 0, {}, {}};
  const double spread = 1 + (*d.sd / *d.mean) * (*d.sd / *d.mean);   // e^(sigma^2)
  return {DistributionKind::lognormal, *d.mean / std::sqrt(spread), std::sqrt(log_of(spread)), 0, {}, {}};
}

void check_weights(Reader& r, const std::vector<double>& weights, std::size_t count) {
  double sum = 0;
  for (const double w : weights) sum += w;
  if (weights.size() != count || !(sum > 0)) r.problem("as many weights as values, with a sum above 0", std::to_string(weights.size()) + " weights");
}

Distribution weighted(Reader& r, DistributionKind kind, const std::vector<double>& values, const std::vector<double>& weights) {
  Distribution out{kind, 0, 0, 0, {}, weights};
  for (const double v : values) out.parts.push_back(Distribution::fixed(v));
  if (out.parts.empty()) r.problem("values with weights", "none");
  check_weights(r, out.weights, out.parts.size());
  return out;
}

void wrong_parameters(Reader& r, const Plain& d) {
  std::string allowed;
  if (d.dist.empty()) return r.problem("a distribution", "a table without dist", "`parts` go with dist = \"mixture\"");
  for (const Parameters& form : forms().at(d.dist)) allowed += (allowed.empty() ? "" : ", or ") + form.text;
  r.problem(d.dist + " with " + allowed, "other parameters");
}

Distribution assembled(Reader& r, Plain d) {
  if (d.dist.empty() && d.value) d.dist = "fixed";
  if (d.dist.empty()) return r.problem("a distribution", "a table without dist", "for example { dist = \"exponential\", mean = ... }"), Distribution{};
  const Parameters* form = form_of(d);
  if (form == nullptr) return wrong_parameters(r, d), Distribution{};
  if (form->kind == DistributionKind::mixture) return weighted(r, form->kind, d.of, d.weights);
  if (form->kind == DistributionKind::table) return weighted(r, form->kind, d.values, d.weights);
  Distribution out{form->kind, 0, 0, 0, {}, {}};
  double* const slots[] = {&out.a, &out.b, &out.c};
  for (std::size_t i = 0; i < form->needed.size(); ++i) *slots[i] = *(d.*form->needed[i]);
  if (form->kind == DistributionKind::lognormal) out = lognormal(d);
  if (const std::string wrong = fault(out); !wrong.empty()) r.problem(d.dist + " with " + wrong, "other parameters");
  return out;
}

/// { dist = "mixture", parts = { NAME = { weight, value or dist ... } } }
Distribution of_parts(Reader& r, const Draft& d) {
  Distribution out{DistributionKind::mixture, 0, 0, 0, {}, {}};
  if (d.plain.dist != "mixture" || form_of(d.plain) == nullptr || !d.plain.weights.empty()) return wrong_parameters(r, d.plain), out;
  const Reader::Step parts(r, "parts");
  for (const auto& [name, part] : d.parts) {
    const Reader::Step step(r, name);
    out.parts.push_back(assembled(r, part.plain));
    out.weights.push_back(part.weight);
  }
  check_weights(r, out.weights, out.parts.size());
  return out;
}

template <class K>
void add_parameters(Table<Plain>& t, K kind) {
  t.key("value", &Plain::value, kind, not_given, "the value, of `fixed`", "T1");
  t.key("mean", &Plain::mean, kind, not_given, "mean", "T1");
  t.key("sd", &Plain::sd, kind, not_given, "standard deviation", "T1");
  t.key("cv", &Plain::cv, at_least_0("number"), not_given, "coefficient of variation, of `gamma`", "T1");
  t.key("shape", &Plain::shape, positive("number"), not_given, "shape of `erlang` (whole) and `weibull`", "T1");
  t.key("scale", &Plain::scale, kind, not_given, "scale of `weibull`", "T1");
  t.key("median", &Plain::median, kind, not_given, "median of `lognormal`", "T1");
  t.key("sigma", &Plain::sigma, at_least_0("number"), not_given, "standard deviation of the logarithm, of `lognormal`", "T1");
  t.key("low", &Plain::low, kind, not_given, "least value", "T1");
  t.key("mode", &Plain::mode, kind, not_given, "most likely value, of `triangular`", "T1");
  t.key("high", &Plain::high, kind, not_given, "greatest value", "T1");
  t.key("of", &Plain::of, list_of(kind), not_given, "values of `mixture`, with `weights`", "T1");
  t.key("values", &Plain::values, list_of(kind), not_given, "values of `table`, with `weights`", "T1");
  t.key("weights", &Plain::weights, list_of(at_least_0("weight")), not_given, "weights, in the order of the values", "T1");
}

enum class Drawn { time, number };
void add_dist(Table<Plain>& t, Drawn what) {
  std::vector<std::string> kinds;
  for (const auto& form : forms())
    if (what == Drawn::number || form.first != "beta") kinds.push_back(form.first);
  t.key("dist", &Plain::dist, Choice{kinds}, "fixed", "the kind of distribution", "T1");
}

const Table<Plain>& plain_duration_table() {
  static const Table<Plain> table = [] {
    Table<Plain> t("plain duration", "A length of time or its distribution.");
    add_dist(t, Drawn::time);
    add_parameters(t, Ticks{});
    t.key("mu_log_days", &Plain::mu_log_days, Number{"number", -50, 50}, not_given, "mean of the logarithm of days, of `lognormal`", "T1");
    return t;
  }();
  return table;
}

const Table<Part>& part_table() {
  static const Table<Part> table = [] {
    Table<Part> t("part of a mixture", "A value or distribution with its weight.");
    t.key("weight", &Part::weight, at_least_0("weight"), "1", "weight among the parts", "T1");
    for (const Key& key : plain_duration_table().info().keys) t.adopt(key, &Part::plain);
    return t;
  }();
  return table;
}

const Table<Draft>& duration_table() {
  static const Table<Draft> table = [] {
    Table<Draft> t("duration", "A length of time, fixed or drawn; factors multiply it (rule C2).");
    t.shorthand("value");
    for (const Key& key : plain_duration_table().info().keys) t.adopt(key, &Draft::plain);
    t.key("parts", &Draft::parts, by_name(table_of(part_table())), not_given, "parts of `mixture`, by name", "T1").instead_of("of");
    add_factors(t, &Draft::factors);
    return t;
  }();
  return table;
}

const Table<Plain>& number_table() {
  static const Table<Plain> table = [] {
    Table<Plain> t("number or distribution", "A number, fixed or drawn for each person.");
    t.shorthand("value");
    add_dist(t, Drawn::number);
    add_parameters(t, Number{"number", -1e9, 1e9});
    return t;
  }();
  return table;
}

/// True if every draw lies in [0, 1].
bool is_within_unit(const Distribution& d) {
  using K = DistributionKind;
  switch (d.kind) {
    case K::fixed: return d.a >= 0 && d.a <= 1;
    case K::uniform: return d.a >= 0 && d.b <= 1;
    case K::triangular: return d.a >= 0 && d.c <= 1;
    case K::beta: return true;
    case K::mixture:
    case K::table: return std::all_of(d.parts.begin(), d.parts.end(), is_within_unit);
    default: return false;
  }
}

}  // namespace

void DurationKind::read(Reader& r, const Node& node, DurationSpec& out) const {
  Draft draft;
  const std::size_t before = r.problems.size();
  read_table(r, node, duration_table().info(), &draft);
  if (r.problems.size() == before) out = {draft.parts.empty() ? assembled(r, draft.plain) : of_parts(r, draft), draft.factors};
}
Shape DurationKind::shape() const { return table_of(duration_table()).shape(); }

void NumberDistribution::read(Reader& r, const Node& node, Distribution& out) const {
  Plain plain;
  const std::size_t before = r.problems.size();
  read_table(r, node, number_table().info(), &plain);
  if (r.problems.size() == before) out = assembled(r, plain);
}
Shape NumberDistribution::shape() const { return table_of(number_table()).shape(); }

void UnitDistribution::read(Reader& r, const Node& node, Distribution& out) const {
  const std::size_t before = r.problems.size();
  NumberDistribution{}.read(r, node, out);
  if (r.problems.size() == before && !is_within_unit(out))
    r.problem("a number from 0 to 1, or a distribution within them (beta, uniform, triangular, table)", found_text(node));
}
Shape UnitDistribution::shape() const { return NumberDistribution{}.shape(); }

}  // namespace casepath::reading
