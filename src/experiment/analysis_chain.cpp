#include "analysis_chain.hpp"

#include <algorithm>
#include <cmath>

namespace casepath::detail {

Chain::Chain(const VisitQuestion& q) : q_(q), rules_(*q.circle->rules) {}

/// The row of a state, listed but perhaps not filled in yet.
std::size_t Chain::listed(std::size_t service, Level level) {
  const auto [at, is_new] = number_.try_emplace({service, level}, nodes_.size());
  if (is_new) {
    nodes_.emplace_back();
    nodes_.back().service = service;
    nodes_.back().level = level;
  }
  return at->second;
}

/// A state, and every one that can be reached from it.
std::size_t Chain::node(std::size_t service, Level level) {
  const std::size_t first = nodes_.size(), n = listed(service, level);
  for (std::size_t i = first; i < nodes_.size(); ++i) fill(i);
  return n;
}

void Chain::fill(std::size_t n) {
  if (nodes_[n].is_filled) return;
  nodes_[n].is_filled = true;
  const ServiceId at{nodes_[n].service};
  Visit visit = visit_of(q_, at, nodes_[n].level);
  for (const Exit& e : visit.exits) {
    nodes_[n].cost += e.who.cost.sum();
    nodes_[n].unhelped += e.who.count.col(0).sum();
    nodes_[n].cost_unhelped += e.who.cost.col(0).sum();
    if (e.how == Leaving::rejected) nodes_[n].rejected += e.who.total();
  }
  nodes_[n].days = visit.days;
  std::vector<Exit> exits = visit.exits;
  nodes_[n].visit = std::move(visit);
  lead_on(n, exits);
  for (const Exit& e : exits) {
    std::vector<Edge> out;
    switch (e.how) {
      case Leaving::rejected: pass(n, e, bit(PassOn::rejected), {}, out); break;
      case Leaving::reneged: pass(n, e, bit(PassOn::reneged), {}, out); break;
      case Leaving::met: pass(n, e, PassOn::met | PassOn::always, {}, out); break;
      case Leaving::unmet: pass(n, e, PassOn::unmet | PassOn::always, {}, out); break;
      case Leaving::over: end(n, e.who); break;
    }
    nodes_[n].on.insert(nodes_[n].on.end(), out.begin(), out.end());
  }
}

/// Passed on while the episode stays open (rule H3): a branch of its own, from which strands come back; where it helps, what
/// leaves the episode has been helped.
void Chain::lead_on(std::size_t n, std::vector<Exit>& exits) {
  const Crowd at_work = nodes_[n].visit.at_work;
  if (at_work.total() <= 0 || q_.course->need.is_none()) return;
  Exit open{Leaving::over, -1, at_work};
  for (Eigen::Index l = 0; l <= q_.course->goal; ++l) open.who.count.row(l) = 0;
  std::vector<Edge> out;
  for (const auto& [link, share] : ways(ServiceId{nodes_[n].service}, open, bit(PassOn::open), {})) {
    std::vector<Edge> first;
    send(n, *link, open.who.part(share), false, first);
    for (const Edge& e : first) try_another(n, open, *link, e, out);
    out.insert(out.end(), first.begin(), first.end());
  }
  if (out.empty()) return;
  nodes_[n].ended = nodes_[n].cost_ended = 0;   // who does not arrive, or asks about nothing else, is still here
  double helped = 0;
  for (const Edge& e : out) {
    helped += e.all * (1 - nodes_[e.to].unhelped);
  }
  nodes_[n].led = out;
  for (Exit& e : exits) {
    if (e.how != Leaving::met && e.how != Leaving::unmet) continue;
    e.who.charge(nodes_[n].cost_passing / at_work.total());
    for (Eigen::Index l = 0; l < e.who.count.rows(); ++l) e.who.move_row(l, l, helped / at_work.total(), true);
  }
}

/// Who was turned away, or gave up waiting, comes back and is passed to another, once (rule H3).
void Chain::try_another(std::size_t n, const Exit& open, const Link& first, const Edge& went, std::vector<Edge>& out) {
  fill(went.to);
  double back = 0;
  for (const Exit& e : nodes_[went.to].visit.exits)
    if (e.how == Leaving::rejected || e.how == Leaving::reneged) back += e.who.total();
  const double of_all = open.who.total() > 0 ? went.all * back / open.who.total() : 0.0;
  const std::size_t known = out.size();
  for (const auto& [link, share] : ways(ServiceId{nodes_[n].service}, open, bit(PassOn::open), first.to))
    send(n, *link, open.who.part(share * of_all), false, out);
  for (std::size_t i = known; i < out.size(); ++i) fill(out[i].to);
}

/// Links that may be taken, each with the share of strands that take it; the rest goes nowhere (rules H1, H2, H4).
std::vector<std::pair<const Link*, double>> Chain::ways(ServiceId from, const Exit& exit, std::uint8_t events, ServiceId but) const {
  const NeedId need = q_.course->need;
  const auto fits = [&](const Link& l) { return l.about != 0 ? l.is_for(need) : rules_.services[l.to.index()].works_on(need); };
  std::vector<const Link*> taken;
  double shares = 0, weights = 0;
  for (const LinkId id : rules_.links.from(from)) {
    const Link& l = rules_.links[id];
    const bool named = exit.refusal >= 0 && l.taken_on_refusal(exit.refusal);
    if (!l.exists || l.to == but || (!named && (l.on & events) == 0) || !((named && l.about != 0) || fits(l))) continue;
    if (!l.again && l.to == from && exit.how == Leaving::rejected) continue;
    taken.push_back(&l);
    (l.share ? shares : weights) += l.share ? *l.share : l.weight;
  }
  const double rest = std::max(0.0, 1 - shares) * rules_.services[from.index()].onward;
  std::vector<std::pair<const Link*, double>> out;
  for (const Link* l : taken) {
    const double part = l->share ? *l->share : l->weight / weights * rest;
    if (part > 0) out.emplace_back(l, part);
  }
  return out;
}

void Chain::pass(std::size_t n, const Exit& exit, std::uint8_t events, ServiceId but, std::vector<Edge>& out) {
  double stays = 1;
  for (const auto& [link, share] : ways(ServiceId{nodes_[n].service}, exit, events, but)) {
    const Crowd who = exit.who.part(share);
    stays -= share;
    if (q_.course->need.is_none() || link->about == 0 || link->is_for(q_.course->need)) send(n, *link, who, !but.is_none(), out);
    else turn(n, *link, who);
  }
  end(n, exit.who.part(std::max(0.0, stays)));
}

void Chain::end(std::size_t n, const Crowd& who) {
  nodes_[n].ended += who.count.col(0).sum();
  nodes_[n].cost_ended += who.cost.col(0).sum();
}

/// "Fix the other first": the refused strand ends, another about the other need travels (rule H4).
void Chain::turn(std::size_t n, const Link& link, const Crowd& who) {
  std::size_t other = 0;
  while (!link.is_for(NeedId{other})) ++other;
  nodes_[n].turned[{other, link.to.index()}] += who.total();
  end(n, who);
}

void Chain::send(std::size_t n, const Link& link, const Crowd& who, bool by_right_entry, std::vector<Edge>& out) {
  double trust = 1;
  if (link.condition) {
    const ConditionRules& c = rules_.conditions[*link.condition];
    trust = ConditionState{c.start, Time{}}.on(q_.at, c);
  }
  const double warm = link.mode == Mode::compulsory ? 0.0 : std::min(1.0, link.warm * trust);
  if (warm > 0) send_by(n, link, Mode::warm, who.part(warm), by_right_entry, out);
  if (warm < 1) send_by(n, link, link.mode, who.part(1 - warm), by_right_entry, out);
}

/// By a wrong entry the person is sent nowhere, and then along the sender's other links (rule C6).
void Chain::send_by(std::size_t n, const Link& link, Mode mode, Crowd who, bool by_right_entry, std::vector<Edge>& out) {
  const HandOff& how = link.by_mode[static_cast<std::size_t>(mode)];
  const ServiceId sender{nodes_[n].service};
  const double fiscal = rules_.is_fiscal(sender) ? 1.0 : 0.0;
  const auto charge = [&](Crowd& those, Money m) {
    const double each = static_cast<double>(m.minor) * fiscal;
    those.charge(each);
    nodes_[n].cost_passing += each * those.total();
  };
  charge(who, how.sender_cost);
  const double wrong = !by_right_entry && (mode == Mode::signpost || mode == Mode::cold) ? wrong_entry(link.to) : 0.0;
  if (wrong > 0) {
    Exit back{Leaving::over, -1, who.part(wrong)};
    charge(back.who, rules_.directory.wrong_cost);
    pass(n, back, PassOn::always | PassOn::rejected, link.to, out);
  }
  arrive(n, link, mode, who.part(1 - wrong), out);
}

void Chain::arrive(std::size_t n, const Link& link, Mode mode, const Crowd& who, std::vector<Edge>& out) {
  const HandOff& how = link.by_mode[static_cast<std::size_t>(mode)];
  const Eigen::Index levels = q_.course->levels();
  Eigen::ArrayXd arrives = Eigen::ArrayXd::Ones(levels);
  if (mode != Mode::compulsory)
    for (Eigen::Index l = 0; l < levels; ++l)
      if (who.count.row(l).sum() > 0) arrives(l) = q_.circle->mean_chance(how.arrives, link.to, q_.course->need, static_cast<Level>(l));
  end(n, who.part(1 - arrives));
  Crowd way = who.part(arrives);
  const double days = mean_days(q_, how.delay, how.delay_factors, link.to, nodes_[n].level);
  const Eigen::ArrayXXd before = way.count;
  if (days > 0) way.move(q_.course->after(days, 1, true));
  nodes_[n].days += (before + way.count).rowwise().sum() / 2 * days;
  for (Eigen::Index l = 0; l < levels; ++l) {
    if (l <= q_.course->goal) {   // recovered on the way (rule R5); who set out so arrives so
      Crowd recovered(levels);
      recovered.count.row(l) = way.count.row(l) - before.row(l);
      end(n, recovered);
      way.count.row(l) = before.row(l);
    }
    if (way.count.row(l).sum() < 1e-14) continue;
    out.push_back({listed(link.to.index(), static_cast<Level>(l)), way.count.row(l).sum(), way.count(l, 0), way.cost(l, 0),
                   mode == Mode::compulsory});
  }
}

/// Share of the time that a service's entry in the directory is wrong (rule C6).
double Chain::wrong_entry(ServiceId s) const {
  const double rate = rules_.services[s.index()].entry_change_rate;
  if (rate <= 0) return 0;
  if (!rules_.directory.refreshed_every) return -std::expm1(-rate * static_cast<double>(q_.at.ticks));
  const double x = rate * mean_of(rules_.directory.refreshed_every->ticks);
  return x > 0 ? 1 + std::expm1(-x) / x : 0.0;
}

}  // namespace casepath::detail
