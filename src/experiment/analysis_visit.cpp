#include "analysis_visit.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "casepath/base/error.hpp"
#include "casepath/random/sample.hpp"

namespace casepath::detail {

namespace {

constexpr double day_ticks = static_cast<double>(ticks_per_day);
constexpr std::size_t points = 32;   // by which a distribution is stood for where its shape matters

/// Equally likely days of a duration; one if it is fixed.
std::vector<double> days_of(const Distribution& ticks, double factor) {
  if (ticks.kind == DistributionKind::fixed) return {ticks.a * factor / day_ticks};
  std::vector<double> out(points);
  DrawStream spare(draw_key(0, 0), {0, 0, 0, Purpose::param, SubjectKind::system});
  for (std::size_t i = 0; i < points; ++i)
    out[i] = std::max(0.0, sample(ticks, (static_cast<double>(i) + 0.5) / points, spare)) * factor / day_ticks;
  const double mean = mean_of(ticks) * factor / day_ticks;
  double sum = 0;
  for (const double d : out) sum += d / points;
  for (double& d : out) d *= sum > 0 ? mean / sum : 0.0;   // so that the mean is exact
  std::sort(out.begin(), out.end());
  return out;
}

/// One strand's way through one service.
class Walk {
 public:
  Walk(const VisitQuestion& q, ServiceId at, Level level)
      : q_(q), at_(at), level_(level), s_(q.circle->rules->services[at.index()]),
        fiscal_(q.circle->rules->is_fiscal(at) ? 1.0 : 0.0), levels_(q.course->levels()) {
    out_.days = Eigen::ArrayXd::Zero(levels_);
    out_.lowered = Eigen::MatrixXd::Zero(levels_, levels_);
    out_.at_work = Crowd(levels_);
    for (const HeldFactor& f : s_.while_open)
      if (f.need == need()) {
        worsens_ = f.worsens;
        if (f.counts_as) cap_ = *f.counts_as;
      }
  }

  Visit go() {
    Crowd all(levels_);
    all.count(level_, 0) = 1;
    if (!s_.is_open_at(q_.at)) leave(Leaving::rejected, all);
    else triage(all);
    return std::move(out_);
  }

 private:
  [[nodiscard]] NeedId need() const { return q_.course->need; }
  [[nodiscard]] Level seen(Eigen::Index level) const { return std::min(static_cast<Level>(level), cap_); }
  [[nodiscard]] bool is_met(Eigen::Index level) const { return static_cast<int>(seen(level)) <= q_.course->goal; }
  [[nodiscard]] double money(Money m) const { return static_cast<double>(m.minor) * fiscal_; }
  [[nodiscard]] double mean(const DurationRule& rule) const { return mean_days(q_, rule.ticks, rule.factors, at_, level_); }
  [[nodiscard]] double product(const std::vector<Factor>& f) const { return q_.circle->mean_product(f, at_, need(), level_); }

  void leave(Leaving how, const Crowd& who, int refusal = -1) {
    for (Exit& e : out_.exits)
      if (e.how == how && e.refusal == refusal) {
        e.who += who;
        return;
      }
    out_.exits.push_back({how, refusal, who});
  }

  /// Time passes before the work: a need that meets its goal by itself ends the strand (rule R5).
  void wait(Crowd& who, double days) {
    if (days <= 0) return;
    const Crowd before = who;
    who.move(q_.course->after(days, 1, true));
    for (Eigen::Index l = 0; l <= q_.course->goal && l < levels_; ++l) {
      Crowd recovered(levels_);
      recovered.count.row(l) = who.count.row(l) - before.count.row(l);
      recovered.cost.row(l) = who.cost.row(l) - before.cost.row(l);
      leave(Leaving::over, recovered);
      who.count.row(l) = before.count.row(l);
      who.cost.row(l) = before.cost.row(l);
    }
    out_.days += (before.count + who.count).rowwise().sum() / 2 * days;
  }

  void triage(Crowd& all) {
    all.charge(money(s_.triage_cost));
    wait(all, mean(s_.triage_takes));
    const AtTriage& said = at_triage(*q_.circle, at_, need(), level_);
    for (std::size_t i = 0; i < said.named.size(); ++i)
      if (said.named[i] > 0) leave(Leaving::rejected, all.part(said.named[i]), static_cast<int>(i));
    if (said.refused > 0) leave(Leaving::rejected, all.part(said.refused));
    Crowd in = all.part(said.accepted);
    out_.accepted = in.total();
    if (s_.assesses && s_.assesses_before_wait) assess(in);
    on_list(in);
  }

  void assess(Crowd& who) {
    who.charge(money(s_.assessment_cost));
    if (!out_.admitted) wait(who, mean(s_.assessment_takes));
  }

  /// Without a queue the wait is the delay; patience may run out before it has passed (rules W1, W5).
  void on_list(Crowd& in) {
    const std::vector<double> delays = days_of(s_.list.delay.ticks, product(s_.list.delay.factors));
    const std::vector<double> patience =
        s_.list.patience ? days_of(s_.list.patience->ticks, product(s_.list.patience->factors)) : std::vector<double>{q_.run_days * 1e3};
    double gone = 0, gone_days = 0, stayed_days = 0;
    const double each = 1.0 / static_cast<double>(delays.size() * patience.size());
    for (const double d : delays)
      for (const double p : patience) {
        gone += p < d ? each : 0.0;
        (p < d ? gone_days : stayed_days) += each * std::min(d, p);
      }
    const double chases = s_.list.chase_rate * day_ticks * product(s_.list.chase_factors) * money(s_.list.chase_cost);
    const auto waits = [&](double share, double days) {
      Crowd part = in.part(share);
      const double mean_wait = share > 0 ? days / share : 0.0;
      part.charge(chases * mean_wait);
      wait(part, mean_wait);
      return part;
    };
    if (gone > 0) leave(Leaving::reneged, waits(gone, gone_days));
    if (gone < 1) admit(waits(1 - gone, stayed_days));
  }

  void admit(Crowd in) {
    out_.admitted = in.total();
    in.charge(money(s_.costs.start) * s_.costs.start_share);
    for (const ExtraCost& extra : s_.costs.extras)
      if (extra.on_start) in.charge(money(extra.cost) * extra.chance);
    double assessed = 0;
    if (s_.assesses && !s_.assesses_before_wait) {
      assess(in);
      assessed = mean(s_.assessment_takes);
      hold(in, assessed, in.count);
      in.move(q_.course->after(assessed));
    }
    begin(in, assessed);
  }

  /// The slot is held: days by level, and what a day costs.
  void hold(Crowd& who, double days, const Eigen::ArrayXXd& count) {
    const double per_day = money(s_.costs.slot_day) * s_.costs.slot_day_share;
    who.cost += count * (days * per_day);
    out_.days += count.rowwise().sum() * days;
    out_.held_days += count.sum() * days;
  }

  void begin(Crowd& in, double assessed) {
    for (Eigen::Index l = 0; l < levels_; ++l)
      if (static_cast<Level>(l) > cap_) in.move_row(l, l, 1, true);   // a bed meets the need while it lasts (rule S1)
    act(in, s_.effects.start);
    out_.at_work = in;
    find_ends(assessed);
    if (s_.contacts) return work(in);
    if (!ends_.empty() || withdraws_ > 0) return stay(in);
    ends_ = {0};   // a service that neither works nor keeps lets go at once
    stay(in);
  }

  /// Days from the beginning of the work to the end of a stay or a limit of time, equally likely; and the rate of withdrawing.
  void find_ends(double assessed) {
    const double never_ends = std::numeric_limits<double>::infinity();
    const std::vector<double> stays =
        s_.stay ? days_of(s_.stay->ticks, product(s_.stay->factors)) : std::vector<double>{never_ends};
    std::vector<double> limits = s_.closes.after ? days_of(s_.closes.after->ticks, product(s_.closes.after->factors)) : std::vector<double>{never_ends};
    for (double& d : limits) d = std::max(0.0, d - assessed);
    for (const double a : stays)
      for (const double b : limits) ends_.push_back(std::min({a, b, q_.run_days * 1e3}));
    std::sort(ends_.begin(), ends_.end());
    if (!s_.stay && !s_.closes.after) ends_.clear();
    withdraws_ = s_.closes.withdraw_rate * day_ticks * product(s_.closes.withdraw_factors);
  }

  void act(Crowd& who, const std::vector<Effect>& effects) {
    if (need().is_none()) return;
    for (const Effect& e : effects) {
      if (e.need != need()) continue;
      const Crowd before = who;
      for (Eigen::Index l = 0; l < levels_; ++l) act_on_row(who, before, e.by_level[seen(l)], l);
    }
  }

  /// One effect on those at one level, as they were before it (rules S1, S2).
  void act_on_row(Crowd& who, const Crowd& before, const EffectCell& cell, Eigen::Index l) {
    const double chance = q_.circle->mean_chance(cell.chance, at_, need(), static_cast<Level>(l));
    if (chance <= 0 || (cell.raises == 0 && is_met(l))) return;
    const Eigen::Index to = cell.raises > 0 ? std::min<Eigen::Index>(levels_ - 1, l + cell.raises) : cell.to_goal ? q_.course->goal : l - 1;
    Crowd moved(levels_);
    moved.count.row(l) = before.count.row(l);
    moved.cost.row(l) = before.cost.row(l);
    moved.days.row(l) = before.days.row(l);
    moved = moved.part(chance);
    out_.lowered(l, to) += moved.total();
    who.count -= moved.count;
    who.cost -= moved.cost;
    who.days -= moved.days;
    moved.move_row(l, to, 1, cell.raises == 0);
    who += moved;
  }

  void close(Crowd who, bool completed) {
    act(who, completed ? s_.effects.end : s_.effects.cut_short);
    Eigen::ArrayXd met = Eigen::ArrayXd::Zero(levels_);
    for (Eigen::Index l = 0; l <= q_.course->goal && l < levels_; ++l) met(l) = 1;   // what a bed met is unmet again
    leave(Leaving::met, who.part(met));
    leave(Leaving::unmet, who.part(1 - met));
  }

  void stay(const Crowd& in) {
    leave(Leaving::over, advance(past_ends_at_once(in), Eigen::ArrayXd::Constant(levels_, q_.run_days)));
  }

  struct Cells {
    std::size_t attended, run, total;   // how far each is counted; 1 where there is no limit
    [[nodiscard]] std::size_t at(std::size_t a, std::size_t m, std::size_t t) const { return (a * run + m) * total + t; }
  };

  void work(Crowd& in) {
    const auto limit = [](const std::optional<int>& n) { return n ? static_cast<std::size_t>(*n) : std::size_t{1}; };
    const Cells c{limit(s_.closes.contacts), limit(s_.closes.missed_run), limit(s_.closes.missed_total)};
    std::vector<Crowd> now(c.attended * c.run * c.total, Crowd(levels_));
    for (Eigen::Index l = 0; l < levels_; ++l) attend_(l) = q_.circle->mean_chance(s_.contacts->attend, at_, need(), static_cast<Level>(l));
    now[0] = past_ends_at_once(in);
    for (int n = 0; n < 20'000; ++n) {
      std::vector<Crowd> next(now.size(), Crowd(levels_));
      double left = 0;
      for (std::size_t i = 0; i < now.size(); ++i)
        if (now[i].total() > 0) contact(now[i], c, i, next);
      for (Crowd& cell : next) {
        if (cell.total() > 0) cell = advance(cell, intervals(cell));
        left += cell.total();
      }
      now = std::move(next);
      if (left < 1e-10) break;
    }
    for (const Crowd& cell : now) leave(Leaving::over, cell);
  }

  /// An end at the very beginning comes before the first contact (rule T2).
  Crowd past_ends_at_once(Crowd in) {
    const auto at_once = static_cast<double>(std::upper_bound(ends_.begin(), ends_.end(), 0.0) - ends_.begin());
    if (at_once == 0) return in;
    const double share = at_once / static_cast<double>(ends_.size());
    close(in.part(share), true);
    return in.part(1 - share);
  }

  /// One contact for those who have attended a, missed m in a row and t in all.
  void contact(const Crowd& who, const Cells& c, std::size_t i, std::vector<Crowd>& next) {
    const std::size_t t = i % c.total, m = i / c.total % c.run, a = i / c.total / c.run;
    Crowd came = who.part(attend_), missed = who.part(1 - attend_);
    out_.contacts += came.total();
    came.charge(money(s_.contacts->cost) + money(s_.costs.consult));
    for (const ExtraCost& extra : s_.costs.extras)
      if (!extra.on_start) came.charge(money(extra.cost) * extra.chance);
    act(came, s_.effects.contact);
    Eigen::ArrayXd lets_go = Eigen::ArrayXd::Zero(levels_);
    for (Eigen::Index l = 0; l < levels_; ++l) lets_go(l) = is_met(l) ? s_.closes.goal_met : 0.0;
    close(came.part(lets_go), true);
    came = came.part(1 - lets_go);
    if (s_.closes.contacts && a + 1 >= c.attended) close(came, true);
    else next[c.at(s_.closes.contacts ? a + 1 : 0, 0, t)] += came;
    missed.charge(money(s_.contacts->missed_cost));
    const bool ends = (s_.closes.missed_run && m + 1 >= c.run) || (s_.closes.missed_total && t + 1 >= c.total);
    if (ends) close(missed, false);
    else next[c.at(a, s_.closes.missed_run ? m + 1 : 0, s_.closes.missed_total ? t + 1 : 0)] += missed;
  }

  /// Days to the next contact, by level; thinning out with time if so set (rule S6).
  [[nodiscard]] Eigen::ArrayXd intervals(const Crowd& cell) const {
    Eigen::ArrayXd out(levels_);
    for (Eigen::Index l = 0; l < levels_; ++l) {
      const auto& every = s_.contacts->every;
      const DurationRule& rule = every.size() == 1 ? every.front() : every[static_cast<std::size_t>(l)];
      out(l) = std::max(mean(rule), 1.0 / day_ticks);
      const double count = cell.count.row(l).sum();
      if (s_.contacts->halves_after && count > 0)
        out(l) *= std::exp2(cell.days.row(l).sum() / count / in_days(*s_.contacts->halves_after));
    }
    return out;
  }

  /// Time passes in the episode, for each level so many days: some reach its end or withdraw; the others are returned.
  [[nodiscard]] Crowd advance(const Crowd& who, const Eigen::ArrayXd& days) {
    Crowd rest(levels_);
    for (Eigen::Index l = 0; l < levels_; ++l)
      for (const Eigen::Index f : {0, 1})
        if (who.count(l, f) > 1e-14) advance_row(who, l, f, days(l), rest);
    return rest;
  }

  void advance_row(const Crowd& who, Eigen::Index l, Eigen::Index f, double days, Crowd& rest) {
    const double since = who.days(l, f) / who.count(l, f);
    days = std::min(days, std::max(0.0, q_.run_days - since));
    const auto first = std::upper_bound(ends_.begin(), ends_.end(), since * (1 + 1e-12));
    const auto last = std::upper_bound(first, ends_.end(), (since + days) * (1 + 1e-12));
    Crowd row(levels_);
    row.count(l, f) = who.count(l, f);
    row.cost(l, f) = who.cost(l, f);
    row.days(l, f) = who.days(l, f);
    const double each = first == ends_.end() ? 0.0 : 1.0 / static_cast<double>(ends_.end() - first);
    double ended = 0, until = 0;
    if (first == ends_.end() && !ends_.empty()) ended = 1;   // rounding has passed the last end by a hair
    for (auto e = first; e != last; ++e) {
      ended += each;
      until += each * (std::max(*e, since) - since);
    }
    if (ended > 0) pass_time(row.part(ended), until / ended, [this](Crowd end) { close(std::move(end), true); });
    const bool at_end_of_run = since + days >= q_.run_days * (1 - 1e-12);
    if (ended < 1)
      pass_time(row.part(1 - ended), days, [&](const Crowd& on) {
        if (at_end_of_run) leave(Leaving::over, on);
        else rest += on;
      });
  }

  /// Some withdraw on the way, at half the time; `then` takes the others.
  template <class Then>
  void pass_time(Crowd row, double days, Then&& then) {
    const double withdrew = withdraws_ > 0 ? -std::expm1(-withdraws_ * days) : 0.0;
    if (withdrew > 0) {
      Crowd part = row.part(withdrew);
      const double when = 1 / withdraws_ - days * (1 - withdrew) / withdrew;   // mean of an exponential cut at `days`
      live(part, when);
      close(part, false);
      row = row.part(1 - withdrew);
    }
    live(row, days);
    then(std::move(row));
  }

  void live(Crowd& who, double days) {
    const Eigen::ArrayXXd before = who.count;
    who.move(q_.course->after(days, worsens_));
    who.days += who.count * days;
    hold(who, days, (before + who.count) / 2);
  }

  const VisitQuestion& q_;
  ServiceId at_;
  Level level_;
  const Service& s_;
  double fiscal_;
  Eigen::Index levels_;
  double worsens_ = 1, withdraws_ = 0;
  Level cap_ = max_levels;
  std::vector<double> ends_;         // sorted, equally likely
  Eigen::ArrayXd attend_ = Eigen::ArrayXd::Zero(levels_);
  Visit out_;
};

}  // namespace

double mean_days(const VisitQuestion& q, const Distribution& ticks, const std::vector<Factor>& factors, ServiceId at, Level level) {
  return mean_of(ticks) * q.circle->mean_product(factors, at, q.course->need, level) / day_ticks;
}

Visit visit_of(const VisitQuestion& q, ServiceId at, Level level) { return Walk(q, at, level).go(); }

}  // namespace casepath::detail
