#include "casepath/experiment/first_estimate.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "analysis_lives.hpp"

namespace casepath {

namespace {

using detail::Circle;
using detail::HelpOnNeed;
using detail::Lives;
using detail::NeedCourse;
using detail::Openings;
using detail::Traffic;

constexpr std::size_t sampled_people = 200;
constexpr int most_rounds = 30;
constexpr double agreed = 1e-5;      // shares, and moves a year, may still change by so much

/// One round of the fixed point: what lives open, what services make of it, and what that does to lives.
class Rounds {
 public:
  explicit Rounds(const Rules& r)
      : r_(r), mid_{(r.window.from.ticks + r.window.to.ticks) / 2}, run_days_(in_days(r.window.to - Time{})),
        circle_(detail::people_at_start(r, sampled_people)), turned_(r.needs.size()) {
    const auto levels = static_cast<Eigen::Index>(r.levels.size());
    const HelpOnNeed none{Eigen::MatrixXd::Zero(levels, levels), Eigen::ArrayXd::Zero(levels), Eigen::ArrayXd::Zero(levels)};
    help_.assign(r.needs.size(), none);
  }

  void agree() {
    for (int round = 0; round < most_rounds; ++round)
      if (once() < agreed) break;
    for (const Stream& stream : r_.streams) visit(stream);
  }

  std::vector<Traffic> traffic;      // one a need, then one a strand of each stream
  std::vector<bool> is_overhead;     // requests without needs are nobody's class (rule O8)
  std::vector<double> weight;        // what a strand of it counts of a referral

 private:
  double once() {
    const Lives lives = detail::lives_of(circle_, help_, mid_);
    traffic.assign(r_.needs.size(), {});
    is_overhead.assign(r_.needs.size(), false);
    weight.assign(r_.needs.size(), 1.0);
    double moved = 0;
    std::vector<Openings> turned(r_.needs.size());
    for (std::size_t k = 0; k < r_.needs.size(); ++k) {
      const detail::LivesOfNeed& life = lives.needs[k];
      const NeedCourse course{NeedId{k}, r_.needs[k].goal, life.worsens, life.recovers};
      const detail::VisitQuestion q{&circle_, &course, mid_, run_days_};
      Openings seeks = life.seeks;
      for (const auto& [where, n] : turned_[k]) seeks[where] += n;
      detail::Chain(q).add(seeks, life.crises, life.pursued, help_[k].busy, traffic[k]);
      turn(traffic[k], lives, turned);
      moved = std::max(moved, feed_back(life, traffic[k], help_[k]));
    }
    turned_ = std::move(turned);
    return moved;
  }

  /// Strands about another need that has to be met first (rule H4): at the levels at which people have that need, unless asked for.
  void turn(const Traffic& from, const Lives& lives, std::vector<Openings>& to) const {
    for (const auto& [where, n] : from.turned) {
      const auto& [k, service] = where;
      const Level first_unmet = static_cast<Level>(r_.needs[k].goal + 1);
      double unmet = 0;
      for (std::size_t l = first_unmet; l < r_.levels.size(); ++l) unmet += lives.needs[k].days(static_cast<Eigen::Index>(l));
      for (std::size_t l = first_unmet; unmet > 0 && l < r_.levels.size(); ++l) {
        const auto i = static_cast<Eigen::Index>(l);
        to[k][{service, static_cast<Level>(l)}] += n * lives.needs[k].days(i) / unmet * (1 - help_[k].busy(i));
      }
    }
  }

  /// Most of the way towards what this round's traffic says; the largest share that moved.
  static double feed_back(const detail::LivesOfNeed& life, const Traffic& t, HelpOnNeed& help) {
    double moved = 0;
    const auto towards = [&moved](double& was, double now, double in = 1) {
      moved = std::max(moved, std::abs(now - was) * in);
      was += (now - was) * 0.8;
    };
    const auto share = [](double days, double of, double before) {
      const double x = of > 0 && before < 1 ? days / (of * (1 - before)) : 0.0;   // as it would be if nobody were busy yet
      return x / (1 + x);
    };
    for (Eigen::Index l = 0; l < help.busy.size(); ++l) {
      towards(help.busy(l), share(t.sought_days(l), life.days(l), help.busy(l)));
      towards(help.pursued(l), share(t.pursued_days(l), life.days(l), help.pursued(l)));
      for (Eigen::Index to = 0; to < help.busy.size(); ++to)
        towards(help.moves(l, to), life.days(l) > 0 ? t.lowered(l, to) / life.days(l) : 0.0, 365.25);
    }
    return moved;
  }

  void visit(const Stream& stream) {
    const Circle circle = detail::people_of(r_, stream);
    const double requests = requests_of(stream);
    const int needs = std::max(1, static_cast<int>(std::popcount(stream.needs)));
    for (std::size_t k = 0; k < r_.needs.size() || (k == 0 && stream.needs == 0); ++k) {
      if (stream.needs != 0 && (stream.needs >> k & 1u) == 0) continue;
      const auto levels = stream.needs == 0 ? Eigen::Index{1} : static_cast<Eigen::Index>(r_.levels.size());
      const Eigen::VectorXd rest = Eigen::VectorXd::Zero(levels);   // visitors have no lives of their own (rule R2)
      const NeedCourse course{stream.needs == 0 ? NeedId{} : NeedId{k}, stream.needs == 0 ? -1 : static_cast<int>(r_.needs[k].goal), rest, rest};
      const detail::VisitQuestion q{&circle, &course, mid_, run_days_};
      const Level level = stream.needs == 0 ? Level{0} : stream.levels[k];
      traffic.emplace_back();
      is_overhead.push_back(stream.needs == 0);
      weight.push_back(1.0 / needs);
      detail::Chain(q).add({{{stream.to.index(), level}, requests}}, {}, {}, Eigen::ArrayXd::Zero(levels), traffic.back());
      if (stream.needs == 0) break;
    }
  }

  /// Over the counted years.
  [[nodiscard]] double requests_of(const Stream& stream) const {
    const Window& w = r_.window;
    if (stream.every) return static_cast<double>(stream.batch) * static_cast<double>((w.to - w.from).ticks) / static_cast<double>(stream.every->ticks);
    double sum = 0;
    for (std::size_t i = 0; i < stream.rate.at.size(); ++i) {
      const std::int64_t from = std::max(stream.rate.at[i].first.ticks, w.from.ticks);
      const std::int64_t to = i + 1 < stream.rate.at.size() ? std::min(stream.rate.at[i + 1].first.ticks, w.to.ticks) : w.to.ticks;
      if (to > from) sum += stream.rate.at[i].second * static_cast<double>(to - from);
    }
    return sum * stream.batch;
  }

  const Rules& r_;
  Time mid_;
  double run_days_;
  Circle circle_;
  std::vector<HelpOnNeed> help_;
  std::vector<Openings> turned_;
};

/// Mean slots over the counted years, less posts that stand vacant; below 0 without a limit.
double slots_of(const Rules& r, const Service& s) {
  if (s.workers) {
    const double vacant = s.workers->leave_rate * mean_of(s.workers->vacant.ticks);
    return s.workers->number * s.workers->caseload / (1 + vacant);
  }
  if (s.capacity.empty()) return -1;
  double sum = 0;
  for (std::size_t i = 0; i < s.capacity.size(); ++i) {
    if (s.capacity[i].slots >= no_limit) return -1;
    const Time from = std::max(s.capacity[i].from, r.window.from);
    const Time to = i + 1 < s.capacity.size() ? std::min(s.capacity[i + 1].from, r.window.to) : r.window.to;
    if (from < to) sum += s.capacity[i].slots * static_cast<double>((to - from).ticks);
  }
  return sum / static_cast<double>((r.window.to - r.window.from).ticks);
}

/// What belongs to no strand: fixed costs, empty slots, programmes (rule O8), over the counted years.
double overhead_of(const Rules& r, const std::vector<ServiceEstimate>& services) {
  const Window& w = r.window;
  const auto years = [&](Time from, Time until) {
    const Time a = std::max(from, w.from), b = std::min(until, w.to);
    return a < b ? in_years(b - a) : 0.0;
  };
  double sum = 0;
  for (std::size_t i = 0; i < r.services.size(); ++i) {
    const Service& s = r.services[i];
    if (!s.exists || !r.is_fiscal(ServiceId{i})) continue;
    sum += static_cast<double>(s.costs.fixed_per_year.minor) * years(s.from, s.until);
    if (services[i].slots > 0 && s.costs.slot_day_share >= 1)
      sum += static_cast<double>(s.costs.slot_day.minor) * std::max(0.0, services[i].slots - services[i].wanted) * 365.25 * years(s.from, s.until);
  }
  for (const Programme& p : r.programmes)
    if (r.payers[p.payer].is_fiscal()) sum += p.cost_per_tick * ticks_per_year * years(p.from, p.until);
  return sum;
}

void add_traffic(const Traffic& t, double weight, double days, std::vector<ServiceEstimate>& services) {
  for (std::size_t i = 0; i < services.size(); ++i) {
    const auto s = static_cast<Eigen::Index>(i);
    const double a_year = weight * 365.25 / days;
    services[i].arrivals += t.arrivals(s) * a_year;
    services[i].rejected += t.rejected(s) * a_year;
    services[i].admitted += t.admitted(s) * a_year;
    services[i].cost += t.cost(s) * a_year;
    services[i].wanted += weight * t.held_days(s) / days;
  }
}

template <class Which>
bool any_service(const Rules& r, Which&& which) {
  return std::any_of(r.services.begin(), r.services.end(), [&](const Service& s) { return s.exists && which(s); });
}

std::vector<std::string> left_out_of(const Rules& r, bool saturates, bool circles) {
  std::vector<std::string> out;
  const TrustRules& t = r.trust;
  const auto say = [&out](bool is_so, const char* line) {
    if (is_so) out.emplace_back(line);
  };
  say(true, "averages only: nothing of how one person differs from another in the same need, beyond the people at the start");
  say(saturates, "queues: services that saturate are taken to admit everybody they accept");
  say(t.attended > 0 || t.rejected > 0 || t.retelling > 0 || t.missed_hand_off > 0 || t.closed_unmet > 0 || t.waiting_rate > 0,
      "trust: it stays where it starts");
  say(!r.ties.empty(), "ties: every condition is taken to stand at 0");
  say(r.relationship_attended > 0, "relationship: it stays at nothing");
  say(any_service(r, [](const Service& s) { return s.whole_person; }), "whole-person services: they work on the need asked about only");
  say(any_service(r, [](const Service& s) { return s.lead.has_value(); }), "leads: their factors on other services");
  say(any_service(r, [](const Service& s) { return !s.while_open.empty() || !s.list.while_waiting.empty() || s.cliff_edge; }),
      "factors of what is held open or waited for, on crises, on seeking and on other needs");
  say(any_service(r, [](const Service& s) { return s.away; }), "absence in a ward or a prison");
  say(any_service(r, [](const Service& s) { return s.decision_stands || s.assessment_stands; }), "decisions and assessments that last");
  say(any_service(r, [](const Service& s) { return !s.when_list.empty() || s.list.closed_at; }), "lists that close or ration by their length");
  say(any_service(r, [](const Service& s) { return s.assesses && (!s.refuses.empty() || !s.asks.levels.empty()); }),
      "people found not eligible only at an assessment");
  say(r.links.size() > 0 && r.max_hops.has_value(), "memory of refusals: a service that refused somebody may be tried again; the last hop is paid for");
  say(circles, "a ring of links that nobody leaves: it was followed for 1,000 hops");
  return out;
}

}  // namespace

FirstEstimate first_estimate(const Rules& rules) {
  Rounds rounds(rules);
  rounds.agree();
  const double days = in_days(rules.window.to - rules.window.from);
  FirstEstimate out;
  out.years = days / 365.25;
  std::vector<ServiceEstimate> services(rules.services.size());
  bool circles = false, saturates = false;
  for (std::size_t i = 0; i < rounds.traffic.size(); ++i) {
    const Traffic& t = rounds.traffic[i];
    add_traffic(t, rounds.weight[i], days, services);
    const double cost = t.cost.sum() * rounds.weight[i];
    out.cost_total += cost;
    (rounds.is_overhead[i] ? out.cost_overhead : out.cost_no_outcome) += rounds.is_overhead[i] ? cost : t.cost_no_outcome * rounds.weight[i];
    circles = circles || t.circles;
  }
  for (std::size_t i = 0; i < services.size(); ++i) {
    services[i].name = rules.services[i].name;
    services[i].slots = slots_of(rules, rules.services[i]);
    saturates = saturates || services[i].saturates();
  }
  const double overhead = overhead_of(rules, services);
  out.cost_total += overhead;
  out.cost_overhead += overhead;
  for (const ServiceEstimate& s : services)
    if (s.arrivals > 0) out.services.push_back(s);
  for (double* minor : {&out.cost_total, &out.cost_overhead, &out.cost_no_outcome}) *minor /= 100;
  for (ServiceEstimate& s : out.services) s.cost /= 100;
  out.left_out = left_out_of(rules, saturates, circles);
  return out;
}

}  // namespace casepath
