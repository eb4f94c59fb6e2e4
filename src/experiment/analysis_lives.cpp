#include "analysis_lives.hpp"

#include <algorithm>
#include <cmath>

namespace casepath::detail {

namespace {

constexpr double day_ticks = static_cast<double>(ticks_per_day);
constexpr double longest_step = 14;   // days; the error of a step is of third order in it

/// Shares of the doors of a need that a person uses.
std::vector<double> shares_of(const Circle& circle, const Standin& p, const std::vector<casepath::Door>& doors, Time at) {
  const Rules& r = *circle.rules;
  std::vector<double> out;
  bool knows_one = false;
  for (const casepath::Door& d : doors) {
    const Service& s = r.services[d.service.index()];
    double weight = s.is_open_at(at) && d.places.has(p.place) ? d.weight : 0.0;
    const Address knows{p.index, mix32(s.key, p.salt), 0, Purpose::knows, SubjectKind::person};
    if (weight > 0 && d.known < 1 && draw(circle.key, knows).uniform(0) >= d.known) weight = 0;
    out.push_back(weight);
    knows_one = knows_one || (weight > 0 && !d.otherwise);
  }
  double sum = 0;
  for (std::size_t d = 0; d < doors.size(); ++d) sum += out[d] *= knows_one && doors[d].otherwise ? 0.0 : 1.0;
  for (double& weight : out) weight = sum > 0 ? weight / sum : 0.0;
  return out;
}

/// One person's needs, each a row of chances: at each level, and last, never had.
using Levels = Eigen::ArrayXXd;

class Life {
 public:
  Life(const Circle& circle, const Standin& who, const std::vector<HelpOnNeed>& help, Time at)
      : circle_(circle), r_(*circle.rules), who_(who), help_(help), n_(static_cast<Eigen::Index>(r_.levels.size())) {
    double all = 0;
    for (const Standin& p : circle.people) all += p.cohort == who.cohort ? p.weight : 0.0;
    of_cohort_ = all > 0 ? who.weight / all : 0.0;
    start_ = Levels::Zero(static_cast<Eigen::Index>(r_.needs.size()), n_ + 1);
    seeks_ = crises_ = pursued_ = Levels::Zero(start_.rows(), n_);
    for (std::size_t k = 0; k < r_.needs.size(); ++k) {
      const bool never = (who.ever >> k & 1u) == 0 && who.level[k] == 0;
      start_(static_cast<Eigen::Index>(k), never ? n_ : who.level[k]) = 1;
      doors_.push_back(shares_of(circle, who, r_.needs[k].doors, at));
      crisis_doors_.push_back(shares_of(circle, who, r_.needs[k].crisis_to, at));
      moves_.emplace_back();
      for (Eigen::Index from = 0; from < n_; ++from)
        for (Eigen::Index to = 0; to < n_; ++to)
          if (help[k].moves(from, to) > 0) moves_.back().push_back({from, to, help[k].moves(from, to)});
    }
  }

  void live(Lives& out) {
    const Cohort& cohort = r_.cohorts[who_.cohort];
    const double from = in_days(r_.window.from - Time{}), to = in_days(r_.window.to - Time{});
    const double step = std::min(longest_step, to / 64);
    Levels p = start_;
    double people = who_.there;
    for (double t = 0; t < to - 1e-9;) {
      double dt = std::min(step, to - t);
      if (t < from && t + dt > from) dt = from - t;
      const double coming = cohort.arrives ? comes(cohort, t) : 0.0;
      const Levels half = p + dt / 2 * change(p, people, coming), mid_change = change(half, people + dt / 2 * growth(p, people, coming), coming);
      const double mid_people = people + dt / 2 * growth(p, people, coming);
      if (t + 1e-9 >= from) tell(half, mid_people * dt, out);
      people += dt * growth(half, mid_people, coming);
      p += dt * mid_change;
      t += dt;
    }
    open_all(out);
  }

 private:
  /// Of the cohort's newcomers a day, those whom this person stands for.
  [[nodiscard]] double comes(const Cohort& cohort, double t) const {
    return cohort.arrives->value(Time{static_cast<std::int64_t>(t * day_ticks)}) * day_ticks * of_cohort_;
  }
  [[nodiscard]] double leaves(const Levels& p) const {
    const Cohort& cohort = r_.cohorts[who_.cohort];
    return cohort.leave_rate * day_ticks * mean_driven(cohort.leaves_with, p);
  }
  [[nodiscard]] double growth(const Levels& p, double people, double coming) const {
    return coming - (r_.cohorts[who_.cohort].replaces ? 0.0 : people * leaves(p));
  }
  /// Mean of a product of tables over levels that go their own ways.
  [[nodiscard]] double mean_driven(const std::vector<DrivenBy>& tables, const Levels& p) const {
    double product = 1;
    for (const DrivenBy& t : tables) {
      const auto row = p.row(static_cast<Eigen::Index>(t.other.index()));
      double mean = row(n_) * t.factor[0];
      for (Eigen::Index l = 0; l < n_; ++l) mean += row(l) * t.factor[static_cast<std::size_t>(l)];
      product *= mean;
    }
    return product;
  }
  [[nodiscard]] double coupling(const NeedRules& need, const Levels& p) const {
    const double c = mean_driven(need.worsens_with, p);
    return need.worsens_cap > 0 ? std::min(c, need.worsens_cap) : c;
  }
  [[nodiscard]] double frailty(bool counts) const { return counts ? static_cast<double>(who_.frailty) : 1.0; }
  /// How much faster a need worsens for this person, where they live.
  [[nodiscard]] double pace(std::size_t k) const {
    return (r_.places_worsen.empty() ? 1.0 : r_.places_worsen[who_.place.index()][k]) * frailty(r_.frailty_on_worsens);
  }

  /// Rates of change of every chance: own course, help, and newcomers who begin as this person did.
  [[nodiscard]] Levels change(const Levels& p, double people, double coming) const {
    Levels out = Levels::Zero(p.rows(), p.cols());
    for (std::size_t k = 0; k < r_.needs.size(); ++k) {
      const NeedRules& need = r_.needs[k];
      const auto i = static_cast<Eigen::Index>(k);
      const double with = coupling(need, p), up = day_ticks * with * pace(k);
      const double down = need.recovers_against ? day_ticks / with : day_ticks;
      const auto move = [&](Eigen::Index from, Eigen::Index to, double rate) {
        out(i, from) -= p(i, from) * rate;
        out(i, to) += p(i, from) * rate;
      };
      move(n_, 1 % n_, need.worsens[0] * need.susceptibility * up);
      for (Eigen::Index l = 0; l < n_; ++l) {
        if (l + 1 < n_) move(l, l + 1, need.worsens[static_cast<std::size_t>(l)] * up);
        if (l > 0) move(l, l - 1, need.recovers[static_cast<std::size_t>(l)] * down);
      }
      for (const Help& h : moves_[k]) move(h.from, h.to, h.rate);
    }
    const double fresh = people > 0 ? coming / people + (r_.cohorts[who_.cohort].replaces ? leaves(p) : 0.0) : 0.0;
    return out + fresh * (start_ - p);
  }

  /// What a short time adds to the person-days of each level, and to requests.
  void tell(const Levels& p, double person_days, Lives& out) {
    out.days += person_days;
    for (std::size_t k = 0; k < r_.needs.size(); ++k) {
      const NeedRules& need = r_.needs[k];
      LivesOfNeed& of = out.needs[k];
      const auto i = static_cast<Eigen::Index>(k);
      const double seeks_with = mean_driven(need.seeks_with, p), crisis_with = mean_driven(need.crisis_with, p);
      const double with = coupling(need, p);
      for (Eigen::Index l = 0; l < n_; ++l) {
        const auto level = static_cast<std::size_t>(l);
        const double days = (p(i, l) + (l == 0 ? p(i, n_) : 0.0)) * person_days;
        of.days(l) += days;
        of.worsens(l) += days * need.worsens[level] * day_ticks * with * pace(k);
        of.recovers(l) += days * need.recovers[level] * day_ticks / (need.recovers_against ? with : 1.0);
        seeks_(i, l) += days * seeks_with;
        crises_(i, l) += days * crisis_with;
        pursued_(i, l) += days;
      }
    }
  }

  /// The person-days told, weighted by what drives them, as requests at doors.
  void open_all(Lives& out) const {
    for (std::size_t k = 0; k < r_.needs.size(); ++k) {
      const NeedRules& need = r_.needs[k];
      LivesOfNeed& of = out.needs[k];
      if ((who_.borrowed >> k & 1u) != 0) continue;   // somebody else of the household asks (rule P5)
      const double willing = (need.floor + (1 - need.floor) * static_cast<double>(who_.trust)) * need.far[who_.place.index()];
      for (Eigen::Index l = 0; l < n_; ++l) {
        const auto i = static_cast<Eigen::Index>(k);
        const auto level = static_cast<std::size_t>(l);
        open(need.doors, doors_[k], l, seeks_(i, l) * need.seeks[level] * day_ticks * willing * (1 - help_[k].busy(l)), of.seeks);
        open(need.crisis_to, crisis_doors_[k], l, crises_(i, l) * need.crisis[level] * day_ticks * frailty(r_.frailty_on_crisis), of.crises);
        if (const double n = pursued_(i, l) * need.pursued[level] * day_ticks * (1 - help_[k].pursued(l)); n > 0 && !need.pursued_by.is_none())
          of.pursued[{need.pursued_by.index(), static_cast<Level>(l)}] += n;
      }
    }
  }

  static void open(const std::vector<casepath::Door>& doors, const std::vector<double>& shares, Eigen::Index level, double n, Openings& to) {
    for (std::size_t d = 0; d < doors.size(); ++d)
      if (n * shares[d] > 0) to[{doors[d].service.index(), static_cast<Level>(level)}] += n * shares[d];
  }

  const Circle& circle_;
  const Rules& r_;
  const Standin& who_;
  const std::vector<HelpOnNeed>& help_;
  Eigen::Index n_;
  double of_cohort_ = 0;             // the part of its cohort that this person stands for
  Levels start_, seeks_, crises_, pursued_;   // counted person-days, weighted
  std::vector<std::vector<double>> doors_, crisis_doors_;
  struct Help {
    Eigen::Index from, to;
    double rate;
  };
  std::vector<std::vector<Help>> moves_;
};

}  // namespace

Lives lives_of(const Circle& circle, const std::vector<HelpOnNeed>& help, Time at) {
  const Rules& r = *circle.rules;
  const auto levels = static_cast<Eigen::Index>(r.levels.size());
  Lives out;
  LivesOfNeed none{Eigen::ArrayXd::Zero(levels), Eigen::VectorXd::Zero(levels), Eigen::VectorXd::Zero(levels), {}, {}, {}};
  out.needs.assign(r.needs.size(), none);
  for (const Standin& p : circle.people) Life(circle, p, help, at).live(out);
  for (std::size_t k = 0; k < r.needs.size(); ++k) {
    LivesOfNeed& of = out.needs[k];
    for (Eigen::Index l = 0; l < levels; ++l) {
      const auto level = static_cast<std::size_t>(l);
      of.worsens(l) = of.days(l) > 0 ? of.worsens(l) / of.days(l) : r.needs[k].worsens[level] * day_ticks;
      of.recovers(l) = of.days(l) > 0 ? of.recovers(l) / of.days(l) : r.needs[k].recovers[level] * day_ticks;
    }
  }
  return out;
}

}  // namespace casepath::detail
