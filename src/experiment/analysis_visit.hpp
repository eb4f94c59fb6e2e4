// What becomes of a strand that arrives at a service, on average and without a queue: triage, wait, assessment, contacts or
// a stay, and how it leaves. Durations count at their means, contacts one by one, so limits of contacts are exact.
#pragma once

#include <Eigen/Core>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "analysis_people.hpp"
#include "casepath/network/referral_graph.hpp"

namespace casepath::detail {

/// Strands about one need, by level (rows) and by whether an effect has lowered the need yet (columns: no, yes); what they
/// have cost since they came, and for how many days the work has gone on.
struct Crowd {
  Eigen::ArrayXXd count, cost, days;

  explicit Crowd(Eigen::Index levels = 1) : count(Eigen::ArrayXXd::Zero(levels, 2)), cost(count), days(count) {}
  [[nodiscard]] double total() const { return count.sum(); }
  void charge(double each) { cost += each * count; }
  void move(const Eigen::MatrixXd& chances);
  /// The share `by_level` of each row.
  [[nodiscard]] Crowd part(const Eigen::ArrayXd& by_level) const;
  [[nodiscard]] Crowd part(double share) const;
  void move_row(Eigen::Index from, Eigen::Index to, double share, bool fell);
  Crowd& operator+=(const Crowd& other);
};

/// How one need goes by itself: its rates a day by level, without limit of time.
class NeedCourse {
 public:
  NeedCourse(NeedId k, int met_at, Eigen::VectorXd up, Eigen::VectorXd down)
      : need(k), goal(met_at), worsens(std::move(up)), recovers(std::move(down)) {}

  NeedId need;                       // none: a request without needs, of one level that is never met
  int goal = -1;
  Eigen::VectorXd worsens, recovers;

  [[nodiscard]] Eigen::Index levels() const { return worsens.size(); }
  /// Chances of each level after `days` from each level. @param factor on worsening; @param stops at the goal
  [[nodiscard]] const Eigen::MatrixXd& after(double days, double factor = 1, bool stops = false) const;

 private:
  [[nodiscard]] Eigen::MatrixXd worked_out(double days, double factor, bool stops) const;
  mutable std::map<std::tuple<double, double, bool>, Eigen::MatrixXd> known_;
};

enum class Leaving : std::uint8_t { rejected, reneged, met, unmet, over };   // over: recovered, or still there at the end
struct Exit {
  Leaving how = Leaving::over;
  int refusal = -1;                  // the named refusal that turned them away
  Crowd who;
};

struct Visit {
  std::vector<Exit> exits;
  Crowd at_work;                     // as the work begins: who may be passed on while it stays open
  double accepted = 0, admitted = 0, held_days = 0, contacts = 0;
  Eigen::ArrayXd days;               // spent here, by level
  Eigen::MatrixXd lowered;           // by effects, from level to level
};

/// What a visit is asked of.
struct VisitQuestion {
  const Circle* circle = nullptr;
  const NeedCourse* course = nullptr;
  Time at{};                         // which of the dated rules hold
  double run_days = 0;               // nothing lasts longer than the run
};
/// @param level  at which the strand arrives
[[nodiscard]] Visit visit_of(const VisitQuestion& q, ServiceId at, Level level);

/// Days that a duration takes on average, with its factors (rule C2).
[[nodiscard]] double mean_days(const VisitQuestion& q, const Distribution& ticks, const std::vector<Factor>& factors, ServiceId at, Level level);

}  // namespace casepath::detail
