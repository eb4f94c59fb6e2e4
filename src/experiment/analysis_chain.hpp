// Strands of one need on their way between services, as an absorbing chain: which services they come to how often, at which
// level, what that costs, and whether any effect ever lowers the need. A service that has refused somebody may be tried again.
#pragma once

#include <Eigen/SparseCore>
#include <map>
#include <utility>
#include <vector>

#include "analysis_visit.hpp"

namespace casepath::detail {

/// What strands come to over the counted years, summed over all there are.
struct Traffic {
  Eigen::VectorXd arrivals, admitted, held_days, cost, rejected;   // by service
  double cost_no_outcome = 0, strands = 0, helped = 0;
  Eigen::ArrayXd sought_days, pursued_days;   // strands are open, by level
  Eigen::MatrixXd lowered;                    // by effects, from level to level
  std::map<std::pair<std::size_t, std::size_t>, double> turned;   // "fix the other first" (rule H4): need, service -> strands
  bool circles = false;                       // a ring that nobody leaves: the sums are those of 1,000 hops
};

/// Strands as they come: (service, level) -> how many over the counted years.
using Openings = std::map<std::pair<std::size_t, Level>, double>;

class Chain {
 public:
  /// @param q  must outlive the chain, as must what it points to
  explicit Chain(const VisitQuestion& q);

  /// @param busy  by level: share of people who have a sought strand for the need open (rule R3: a crisis ends in hand)
  void add(const Openings& seeks, const Openings& crises, const Openings& pursued, const Eigen::ArrayXd& busy, Traffic& to);

 private:
  struct Edge {
    std::size_t to = 0;
    double all = 0, unhelped = 0, cost_unhelped = 0;   // of one that comes here: goes on; and has not been helped; what those cost here
    bool compulsory = false;
  };
  struct Node {
    std::size_t service = 0;
    Level level = 0;
    bool is_filled = false;
    Visit visit;
    Eigen::ArrayXd days;             // by level, the way to the next included
    std::vector<Edge> on, led;       // to the next; to those it is passed to while it stays open (rule H3)
    double cost = 0, unhelped = 0, cost_unhelped = 0;               // of the visit alone
    double cost_passing = 0, ended = 0, cost_ended = 0, rejected = 0;   // ended: here, unhelped
    std::map<std::pair<std::size_t, std::size_t>, double> turned;
  };
  using Flows = Eigen::VectorXd;
  using Moves = Eigen::SparseMatrix<double>;

  std::size_t node(std::size_t service, Level level);
  std::size_t listed(std::size_t service, Level level);
  void fill(std::size_t n);
  void lead_on(std::size_t n, std::vector<Exit>& exits);
  void try_another(std::size_t n, const Exit& open, const Link& first, const Edge& went, std::vector<Edge>& out);
  void pass(std::size_t n, const Exit& exit, std::uint8_t events, ServiceId but, std::vector<Edge>& out);
  void send(std::size_t n, const Link& link, const Crowd& who, bool by_right_entry, std::vector<Edge>& out);
  void send_by(std::size_t n, const Link& link, Mode mode, Crowd who, bool by_right_entry, std::vector<Edge>& out);
  void arrive(std::size_t n, const Link& link, Mode mode, const Crowd& who, std::vector<Edge>& out);
  void turn(std::size_t n, const Link& link, const Crowd& who);
  void end(std::size_t n, const Crowd& who);
  [[nodiscard]] std::vector<std::pair<const Link*, double>> ways(ServiceId from, const Exit& exit, std::uint8_t events, ServiceId but) const;
  [[nodiscard]] double wrong_entry(ServiceId s) const;

  Flows starts(const Openings& from);
  [[nodiscard]] Moves moves(bool only_unhelped) const;
  [[nodiscard]] Flows fate(const Flows& next) const;
  void find_fates();
  void walk(Flows all, Flows unhelped, std::size_t hop, bool is_sought, Traffic& to);
  void walk_without_end(const Flows& all, const Flows& unhelped, bool is_sought, Traffic& to);
  void count(const Flows& all, const Flows& unhelped, const Flows& fate_next, bool is_sought, Traffic& to) const;
  void count_led(const Node& from, double all, double unhelped, Traffic& to) const;

  const VisitQuestion& q_;
  const Rules& rules_;
  std::map<std::pair<std::size_t, Level>, std::size_t> number_;
  std::vector<Node> nodes_;
  std::vector<Flows> fates_;         // by hop: chance that nothing helps from a node on; the last: nothing is left to come
  Moves all_, unhelped_;
  bool is_endless_ = false;          // no limit of hops, and nobody circles for ever
};

}  // namespace casepath::detail
