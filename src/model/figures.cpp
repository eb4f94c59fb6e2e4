#include "casepath/model/figures.hpp"

#include <limits>
#include <numeric>

#include "span.hpp"

namespace casepath {

namespace detail {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

[[nodiscard]] double ratio(double a, double b) noexcept { return b > 0 ? a / b : nan; }
[[nodiscard]] double major(Money m) noexcept { return static_cast<double>(m.minor) / 100.0; }
[[nodiscard]] double number(std::int64_t n) noexcept { return static_cast<double>(n); }
[[nodiscard]] double days_of(std::optional<double> ticks) noexcept {
  return ticks ? *ticks / static_cast<double>(ticks_per_day) : std::numeric_limits<double>::infinity();
}

/// Either names figures or computes them: the same walk for both.
class Walk {
 public:
  explicit Walk(std::vector<std::string>* names) : names_(names) {}
  explicit Walk(std::vector<double>* values) : values_(values) {}

  [[nodiscard]] bool names() const noexcept { return names_ != nullptr; }
  void under(std::string prefix) { prefix_ = std::move(prefix); }
  template <class Value>
  void put(std::string_view name, Value&& value) {
    if (names()) names_->push_back(prefix_ + std::string(name));
    else values_->push_back(value());
  }
  template <class Value>
  void put(std::string_view a, std::string_view b, std::string_view c, Value&& value) {
    if (names()) names_->push_back(prefix_ + std::string(a) + std::string(b) + std::string(c));
    else values_->push_back(value());
  }

 private:
  std::vector<std::string>* names_ = nullptr;
  std::vector<double>* values_ = nullptr;
  std::string prefix_;
};

constexpr std::size_t at(OutcomeClass c) { return static_cast<std::size_t>(c); }

template <class Sums>
auto determined(const Sums& by_class) {
  auto all = by_class[at(OutcomeClass::outcome)];
  all += by_class[at(OutcomeClass::kept)];
  all += by_class[at(OutcomeClass::low_outcome)];
  all += by_class[at(OutcomeClass::no_outcome)];
  return all;
}
double money_share(const std::array<Money, class_kinds>& c) {
  return ratio(major(c[at(OutcomeClass::no_outcome)]), major(determined(c)));
}
double count_share(const std::array<std::int64_t, class_kinds>& c) {
  return ratio(number(c[at(OutcomeClass::no_outcome)]), number(determined(c)));
}

void costs(Walk& w, const Span& s) {
  const auto& c = s.fiscal.chain;
  w.put("cost_total", [&] { return major(s.fiscal.total()); });
  w.put("cost_no_outcome", [&] { return major(c[at(OutcomeClass::no_outcome)]); });
  w.put("cost_low_outcome", [&] { return major(c[at(OutcomeClass::low_outcome)]); });
  w.put("cost_outcome", [&] { return major(c[at(OutcomeClass::outcome)] + c[at(OutcomeClass::kept)]); });
  w.put("cost_undetermined", [&] { return major(c[at(OutcomeClass::undetermined)]); });
  w.put("cost_overhead", [&] { return major(c[at(OutcomeClass::overhead)]); });
  w.put("cost_process", [&] { return major(s.process); });
  w.put("cost_crisis", [&] { return major(s.crisis); });
  w.put("cost_economic", [&] { return major(s.economic); });
  w.put("cost_social", [&] { return major(s.social); });
  w.put("no_outcome_cost_share", [&] { return money_share(c); });
  w.put("no_outcome_interaction_share", [&] { return count_share(s.fiscal.interactions); });
  w.put("no_outcome_cost_share_episode_credit", [&] { return money_share(s.fiscal.episode); });
  w.put("undetermined_cost_share", [&] { return ratio(major(c[at(OutcomeClass::undetermined)]), major(s.fiscal.total())); });
}

double person_years(const Span& s) { return static_cast<double>(s.people.people) / ticks_per_year; }

void outcomes(Walk& w, const Span& s) {
  const Slice& p = s.people;
  w.put("repeat_demand_share", [&] { return ratio(number(p[Count::repeat_strands]), number(p[Count::strands])); });
  w.put("outcomes_sustained", [&] { return number(p[Count::outcomes_sustained]); });
  w.put("outcomes_observed", [&] { return number(p[Count::outcomes_observed]); });
  w.put("outcomes_kept", [&] { return number(p[Count::outcomes_kept]); });
  w.put("cost_per_sustained_outcome", [&] { return ratio(major(s.fiscal.total()), number(p[Count::outcomes_sustained])); });
  w.put("cost_per_person_year", [&] { return ratio(major(s.fiscal.total()), person_years(s)); });
}

void counted(Walk& w, const Span& s) {
  constexpr std::pair<const char*, Count> all[] = {
      {"interactions", Count::interactions}, {"requests", Count::requests},         {"referrals", Count::referrals},
      {"rejections", Count::rejections},     {"hand_offs", Count::hand_offs},       {"redirections", Count::redirections},
      {"retellings", Count::retellings},     {"contacts", Count::contacts},         {"missed_contacts", Count::missed_contacts},
      {"crises", Count::crises}};
  w.put("person_years", [&] { return person_years(s); });
  for (const auto& [name, what] : all) w.put(name, [&, c = what] { return number(s.people[c]); });
  for (const auto& [name, what] : all)
    w.put(name, "_per_person_year", "", [&, c = what] { return ratio(number(s.people[c]), person_years(s)); });
}

void helping(Walk& w, const Span& s) {
  const Slice& p = s.people;
  const double without = number(p[Count::ended_without_episode]);
  w.put("nobodys_case_share", [&] { return ratio(number(p[Count::nobodys_case]), without); });
  w.put("nobodys_case_share/no_link", [&] { return ratio(number(p[Count::nobodys_case_no_link]), without); });
  w.put("nobodys_case_share/full", [&] { return ratio(number(p[Count::nobodys_case_full]), without); });
  w.put("nobodys_case_share/hops", [&] { return ratio(number(p[Count::nobodys_case_hops]), without); });
  w.put("lost_on_the_way", [&] { return number(p[Count::lost_on_the_way]); });
  const auto quantile = [&](double q) { return p.first_help.count() == 0 ? nan : days_of(p.first_help.quantile(q)); };
  w.put("days_to_first_help_median", [&] { return quantile(0.5); });
  w.put("days_to_first_help_p90", [&] { return quantile(0.9); });
  w.put("helped_within_28_days_share", [&] { return p.first_help.share_at_most(28 * ticks_per_day); });
  w.put("helped_within_91_days_share", [&] { return p.first_help.share_at_most(91 * ticks_per_day); });
  w.put("request_days_mean", [&] {
    return ratio(number(p[Count::request_ticks]) / static_cast<double>(ticks_per_day), number(p[Count::requests_ended]));
  });
  w.put("trust_mean_end", [&] { return ratio(p.trust_at_end, number(p.people_at_end)); });
}

void needs(Walk& w, const Span& s, const Rules& r) {
  const std::size_t levels = r.levels.size();
  w.put("need_days_severe_per_person_year", [&] {
    PersonTicks severe = 0;
    for (std::size_t k = 0; k < r.needs.size(); ++k) severe += s.people.at_level[k * levels + levels - 1];
    return ratio(static_cast<double>(severe) / static_cast<double>(ticks_per_day), person_years(s));
  });
  for (std::size_t k = 0; k < r.needs.size(); ++k)
    for (std::size_t l = 0; l < levels; ++l)
      w.put(w.names() ? "need/" + r.needs[k].name + "/" : "", w.names() ? r.levels[l] : "", "_share",
            [&] { return ratio(number(s.people.level_at_end[k * levels + l]), number(s.people.people_at_end)); });
}

void payers(Walk& w, const Span& s, const Rules& r) {
  for (std::size_t i = 0; i < r.payers.size(); ++i) w.put("payer/", r.payers[i].name, "/cost_total", [&] { return major(s.by_payer[i]); });
}

/// What is paid for outcomes moves between payers: it is no cost of its own, so the net costs of all add up to what they spent.
void contracts(Walk& w, const Span& s, const Rules& r) {
  for (std::size_t i = 0; i < r.contracts.size(); ++i) {
    const std::string name = w.names() ? "contract/" + r.contracts[i].name : "";
    const ContractSums& c = s.contracts[i];
    w.put(name, "/paid", "", [&] { return major(c.paid); });
    w.put(name, "/achieved", "", [&] { return major(c.achieved); });
    w.put(name, "/achieved_unpaid", "", [&] { return major(c.achieved - c.paid); });
    w.put(name, "/achieved_count", "", [&] { return number(std::accumulate(c.reached.begin(), c.reached.end(), std::int64_t{0})); });
    for (std::size_t m = 0; m < r.contracts[i].milestones.size(); ++m)
      w.put(name, "/milestone/" + r.contracts[i].milestones[m].name, "/achieved_count", [&] { return number(c.reached[m]); });
  }
  if (r.contracts.empty()) return;
  for (std::size_t i = 0; i < r.payers.size(); ++i) {
    w.put("payer/", r.payers[i].name, "/outcomes_paid", [&] { return major(s.paid_out[i]); });
    w.put("payer/", r.payers[i].name, "/outcomes_received", [&] { return major(s.paid_in[i]); });
    w.put("payer/", r.payers[i].name, "/cost_net", [&] { return major(s.by_payer[i] + s.paid_out[i] - s.paid_in[i]); });
  }
}

void taking(Walk& w, const ServiceTally& t, const Span& s) {
  const double arrivals = number(t.arrivals);
  std::int64_t rejected = 0;
  for (const std::int64_t n : t.rejected) rejected += n;
  w.put("arrivals", [&] { return arrivals; });
  w.put("accepted_share", [&] { return ratio(number(t.accepted), arrivals); });
  w.put("rejected_share", [&] { return ratio(number(rejected), arrivals); });
  for (std::size_t i = 0; i < refusal_kinds; ++i)
    w.put("rejected_share/", refusal_names[i], "", [&] { return ratio(number(t.rejected[i]), arrivals); });
  w.put("abandoned_share", [&] { return ratio(number(t.reneged), number(t.accepted)); });
  w.put("turned_away_share", [&] { return ratio(number(rejected + t.reneged), arrivals); });
  for (std::size_t i = 0; i < closure_kinds; ++i) w.put("closures/", closure_names[i], "", [&] { return number(t.closed[i]); });
  w.put("harms", [&] { return number(t.harms); });
  w.put("rereferred_365_share", [&] { return ratio(number(t.rereferred), arrivals); });
  w.put("returned_365_share", [&] { return ratio(number(t.returned), number(t.met_before)); });
  w.put("assessments_per_month", [&] { return number(t.assessments) / (s.years * 12); });
  w.put("crises_per_person_quarter", [&] { return ratio(number(t.crises), person_years(s) * 4); });
}

void waiting(Walk& w, const ServiceTally& t, const Rules& r) {
  const auto quantile = [&](double q) { return t.waits.count() == 0 ? nan : days_of(t.waits.quantile(q)); };
  w.put("wait_mean", [&] { return t.waits.count() == 0 ? nan : days_of(t.waits.mean_finite()); });
  w.put("wait_p50", [&] { return quantile(0.5); });
  w.put("wait_p90", [&] { return quantile(0.9); });
  w.put("wait_p95", [&] { return quantile(0.95); });
  w.put("wait_share", [&] { return ratio(number(t.waited), number(t.waits.count())); });
  const auto mean_of = [](const std::vector<Quantiles>& all, std::size_t i) {
    return i < all.size() && all[i].count() > 0 ? days_of(all[i].mean_finite()) : nan;
  };
  for (std::size_t i = 0; i < r.streams.size(); ++i)
    w.put("stream/", r.streams[i].name, "/wait_mean", [&] { return mean_of(t.waits_by_stream, i); });
  std::size_t classes = 0;
  for (const Stream& s : r.streams) classes = std::max<std::size_t>(classes, s.priority);
  for (std::size_t i = 1; i <= classes; ++i)
    w.put("priority/", w.names() ? std::to_string(i) : "", "/wait_mean", [&] { return mean_of(t.waits_by_priority, i); });
}

void load(Walk& w, const ServiceLoad& l, const Span& s, const Service& of) {
  const double ticks = s.years * ticks_per_year;
  w.put("queue_mean", [&] { return static_cast<double>(l.queue) / ticks; });
  w.put("caseload_mean", [&] { return static_cast<double>(l.caseload) / ticks; });
  if (of.may_block) w.put("blocked_mean", [&] { return static_cast<double>(l.blocked) / ticks; });
  w.put("utilisation", [&] { return ratio(static_cast<double>(l.caseload), static_cast<double>(l.slots)); });
}

void services(Walk& w, const Span& s, const Rules& r, const std::string& prefix, bool of_everybody) {
  for (std::size_t i = 0; i < r.services.size(); ++i) {
    if (w.names()) w.under(prefix + "service/" + r.services[i].name + "/");
    const ClassSums& c = s.by_row[i];
    w.put("cost_total", [&] { return major(c.total()); });
    w.put("no_outcome_cost_share", [&] { return money_share(c.chain); });
    w.put("no_outcome_interaction_share", [&] { return count_share(c.interactions); });
    taking(w, s.people.services[i], s);
    waiting(w, s.people.services[i], r);
    if (of_everybody) load(w, s.load[i], s, r.services[i]);
  }
}

void all_of(Walk& w, const Span& s, const Rules& r, const std::string& prefix, bool of_everybody) {
  if (w.names()) w.under(prefix);
  costs(w, s);
  outcomes(w, s);
  counted(w, s);
  helping(w, s);
  needs(w, s, r);
  payers(w, s, r);
  contracts(w, s, r);
  services(w, s, r, prefix, of_everybody);
}

/// Rule O11: the base date is the beginning of the counted window.
double present_value(const World& world) {
  const Rules& r = *world.tables[0];
  double sum = 0;
  for (std::size_t p = 0; p < r.window.period_ends.size(); ++p) {
    const Time begins = p == 0 ? r.window.from : r.window.period_ends[p - 1];
    const double from = in_years(begins - r.window.from), to = in_years(r.window.period_ends[p] - r.window.from);
    sum += major(gather(world, 0, p, p + 1).fiscal.total()) / r.discount.divisor(from, to);
  }
  return sum;
}

/// A span without people or services of its own, for the walk that only names.
Span empty_span(const Rules& r) {
  Span s;
  s.people.at_level.resize(r.needs.size() * r.levels.size());
  s.people.level_at_end.resize(s.people.at_level.size());
  s.people.services.resize(r.services.size());
  s.load.resize(r.services.size());
  s.by_row.resize(r.services.size());
  s.by_payer.resize(r.payers.size());
  for (const Contract& contract : r.contracts) s.contracts.push_back({{}, {}, std::vector<std::int64_t>(contract.milestones.size())});
  s.paid_out.resize(r.payers.size());
  s.paid_in.resize(r.payers.size());
  return s;
}

/// Rule S9: days from the start of the run, warm-up included.
double deadlocked_after(const World& world, std::size_t service) {
  const Time at = world.services[service].deadlocked_at;
  return at == never() ? nan : in_days(at - Time{});
}

template <class SpanOf, class PresentValue, class DeadlockedAfter>
void walk(Walk& w, const Rules& r, SpanOf&& span_of, PresentValue&& present, DeadlockedAfter&& deadlocked) {
  const std::size_t years = r.window.period_ends.size();
  all_of(w, span_of(0, 0, years), r, "", true);
  if (w.names()) w.under("");
  w.put("cost_present_value", present);
  for (std::size_t i = 0; i < r.services.size(); ++i)
    if (r.services[i].may_block) w.put("service/", r.services[i].name, "/deadlocked_after", [&] { return deadlocked(i); });
  for (std::size_t y = 0; y < years; ++y) all_of(w, span_of(0, y, y + 1), r, w.names() ? "year/" + std::to_string(y + 1) + "/" : "", true);
  for (std::size_t g = 0; g < r.groups.size(); ++g) all_of(w, span_of(g + 1, 0, years), r, w.names() ? "people/" + r.groups[g].name + "/" : "", false);
}

}  // namespace

}  // namespace detail

std::vector<std::string> figure_names(const Rules& rules) {
  std::vector<std::string> names;
  detail::Walk w(&names);
  const detail::Span none = detail::empty_span(rules);
  detail::walk(w, rules, [&](auto, auto, auto) -> const detail::Span& { return none; }, [] { return 0.0; }, [](std::size_t) { return 0.0; });
  return names;
}

std::vector<double> figure_values(const World& world) {
  std::vector<double> values;
  detail::Walk w(&values);
  detail::walk(w, *world.tables[0], [&](std::size_t g, std::size_t from, std::size_t to) { return detail::gather(world, g, from, to); },
               [&] { return detail::present_value(world); }, [&](std::size_t i) { return detail::deadlocked_after(world, i); });
  return values;
}

}  // namespace casepath
