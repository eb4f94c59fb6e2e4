// The traffic equations: how often each state of the chain is visited, arrivals = openings + what others pass on, with a
// limit of hops step by step, without one as one sparse system (Eigen).
#include <Eigen/SparseLU>
#include <cmath>

#include "analysis_chain.hpp"

namespace casepath::detail {

namespace {

constexpr std::size_t hops_of_a_ring = 1000;

Traffic& sized(Traffic& t, std::size_t services, Eigen::Index levels) {
  if (t.arrivals.size() > 0) return t;
  const auto n = static_cast<Eigen::Index>(services);
  for (Eigen::VectorXd* v : {&t.arrivals, &t.admitted, &t.held_days, &t.cost, &t.rejected}) *v = Eigen::VectorXd::Zero(n);
  t.sought_days = t.pursued_days = Eigen::ArrayXd::Zero(levels);
  t.lowered = Eigen::MatrixXd::Zero(levels, levels);
  return t;
}

}  // namespace

void Chain::add(const Openings& seeks, const Openings& crises, const Openings& pursued, const Eigen::ArrayXd& busy, Traffic& to) {
  sized(to, rules_.services.size(), q_.course->levels());
  for (const Openings* all : {&seeks, &crises, &pursued})
    for (const auto& [where, n] : *all) (void)node(where.first, where.second);
  if (nodes_.empty()) return;
  all_ = moves(false);
  unhelped_ = moves(true);
  find_fates();
  to.circles = to.circles || (!rules_.max_hops && !is_endless_);
  const Flows sought = starts(seeks), pursuits = starts(pursued), first = starts(crises);
  walk(sought, sought, 0, true, to);
  walk(pursuits, pursuits, 0, false, to);
  Flows next = Flows::Zero(first.size()), next_unhelped = next, fate_next = fates_.size() > 1 ? fates_[1] : fates_[0];
  for (std::size_t n = 0; n < nodes_.size(); ++n)
    for (const Edge& e : nodes_[n].on) {
      const double goes = e.compulsory ? 1.0 : 1 - busy(nodes_[e.to].level);
      next(static_cast<Eigen::Index>(e.to)) += first(static_cast<Eigen::Index>(n)) * e.all * goes;
      next_unhelped(static_cast<Eigen::Index>(e.to)) += first(static_cast<Eigen::Index>(n)) * e.unhelped * goes;
    }
  for (Eigen::Index i = 0; i < fate_next.size(); ++i) {
    const double in_hand = busy(nodes_[static_cast<std::size_t>(i)].level);
    fate_next(i) = in_hand + (1 - in_hand) * fate_next(i);
  }
  const Eigen::ArrayXd pursued_days = to.pursued_days;
  count(first, first, fate_next, false, to);
  to.pursued_days = pursued_days;   // days at a crisis service are neither sought nor pursued
  walk(next, next_unhelped, 1, true, to);
}

auto Chain::starts(const Openings& from) -> Flows {
  Flows out = Flows::Zero(static_cast<Eigen::Index>(nodes_.size()));
  for (const auto& [where, n] : from) out(static_cast<Eigen::Index>(number_.at(where))) += n;
  return out;
}

/// Transposed: a column sends to its rows.
auto Chain::moves(bool only_unhelped) const -> Moves {
  std::vector<Eigen::Triplet<double>> cells;
  for (std::size_t n = 0; n < nodes_.size(); ++n)
    for (const Edge& e : nodes_[n].on) cells.emplace_back(static_cast<int>(e.to), static_cast<int>(n), only_unhelped ? e.unhelped : e.all);
  Moves out(static_cast<Eigen::Index>(nodes_.size()), static_cast<Eigen::Index>(nodes_.size()));
  out.setFromTriplets(cells.begin(), cells.end());
  return out;
}

/// Chance that nothing helps a strand from each node on, if it is `next` from the node after it.
auto Chain::fate(const Flows& next) const -> Flows {
  Flows out = unhelped_.transpose() * next;
  for (std::size_t n = 0; n < nodes_.size(); ++n) out(static_cast<Eigen::Index>(n)) += nodes_[n].ended;
  return out;
}

void Chain::find_fates() {
  const auto n = static_cast<Eigen::Index>(nodes_.size());
  Flows ones = Flows::Ones(n);
  fates_.clear();
  is_endless_ = false;
  if (!rules_.max_hops) {
    Moves system(n, n);
    system.setIdentity();
    system -= all_;
    Eigen::SparseLU<Moves> lu(system);
    const Flows visits = lu.info() == Eigen::Success ? Flows(lu.solve(ones)) : Flows::Constant(n, -1);
    is_endless_ = visits.allFinite() && visits.minCoeff() >= 0 && visits.maxCoeff() < 1e9;
    if (is_endless_) {
      Moves back(n, n);
      back.setIdentity();
      back -= Moves(unhelped_.transpose());
      Flows ended(n);
      for (Eigen::Index i = 0; i < n; ++i) ended(i) = nodes_[static_cast<std::size_t>(i)].ended;
      fates_ = {Eigen::SparseLU<Moves>(back).solve(ended)};
      return;
    }
  }
  const std::size_t hops = rules_.max_hops ? static_cast<std::size_t>(*rules_.max_hops) : hops_of_a_ring;
  fates_.assign(hops + 2, ones);   // after the last hop nothing is left to come
  for (std::size_t h = hops + 1; h-- > 0;) fates_[h] = fate(fates_[h + 1]);
}

void Chain::walk(Flows all, Flows unhelped, std::size_t hop, bool is_sought, Traffic& to) {
  if (is_endless_) return walk_without_end(all, unhelped, is_sought, to);
  for (; hop + 1 < fates_.size() && all.sum() > 0; ++hop) {
    count(all, unhelped, fates_[hop + 1], is_sought, to);
    all = (all_ * all).eval();
    unhelped = (unhelped_ * unhelped).eval();
  }
}

void Chain::walk_without_end(const Flows& all, const Flows& unhelped, bool is_sought, Traffic& to) {
  const auto n = static_cast<Eigen::Index>(nodes_.size());
  const auto solved = [n](const Moves& moves, const Flows& start) -> Flows {
    Moves system(n, n);
    system.setIdentity();
    system -= moves;
    return Eigen::SparseLU<Moves>(system).solve(start);
  };
  if (all.sum() > 0) count(solved(all_, all), solved(unhelped_, unhelped), fates_[0], is_sought, to);
}

void Chain::count(const Flows& all, const Flows& unhelped, const Flows& fate_next, bool is_sought, Traffic& to) const {
  const Flows from_here = fate(fate_next);
  for (std::size_t n = 0; n < nodes_.size(); ++n) {
    const Node& node = nodes_[n];
    const auto i = static_cast<Eigen::Index>(n), s = static_cast<Eigen::Index>(node.service);
    if (all(i) <= 0) continue;
    to.arrivals(s) += all(i);
    to.rejected(s) += all(i) * node.rejected;
    to.admitted(s) += all(i) * node.visit.admitted;
    to.held_days(s) += all(i) * node.visit.held_days;
    to.cost(s) += all(i) * (node.cost + node.cost_passing);
    to.cost_no_outcome += unhelped(i) * node.cost_ended;
    for (const Edge& e : node.on) to.cost_no_outcome += unhelped(i) * e.cost_unhelped * fate_next(static_cast<Eigen::Index>(e.to));
    (is_sought ? to.sought_days : to.pursued_days) += all(i) * node.days;
    to.lowered += all(i) * node.visit.lowered;
    for (const auto& [where, share] : node.turned) to.turned[where] += all(i) * share;
    count_led(node, all(i), unhelped(i) * from_here(i), to);
  }
}

/// Strands on the branch that a node passes them to while it stays open; `unhelped` are those whom nothing ever helps.
void Chain::count_led(const Node& from, double all, double unhelped, Traffic& to) const {
  for (const Edge& e : from.led) {
    const Node& node = nodes_[e.to];
    const auto s = static_cast<Eigen::Index>(node.service);
    to.arrivals(s) += all * e.all;
    to.rejected(s) += all * e.all * node.rejected;
    to.admitted(s) += all * e.all * node.visit.admitted;
    to.held_days(s) += all * e.all * node.visit.held_days;
    to.cost(s) += all * e.all * node.cost;
    if (node.unhelped > 0) to.cost_no_outcome += unhelped * e.all * node.cost_unhelped / node.unhelped;
    to.lowered += all * e.all * node.visit.lowered;
  }
}

}  // namespace casepath::detail
