// How the people of a place fare on average between start and end, and what they open requests about: each need's levels as
// a Markov chain of each sampled person, driven by the mean factors of the person's other needs (rules N1 to N4, R2, R3).
#pragma once

#include <Eigen/Core>
#include <vector>

#include "analysis_chain.hpp"

namespace casepath::detail {

/// What services do to a need, fed back into lives: rates a day by level, and shares of people who are asking already.
struct HelpOnNeed {
  Eigen::MatrixXd moves;             // from level to level, a day and person
  Eigen::ArrayXd busy, pursued;      // share of people at a level with a sought strand open; with a pursued one
};

/// Of one need over the counted years, all people.
struct LivesOfNeed {
  Eigen::ArrayXd days;               // person-days at each level
  Eigen::VectorXd worsens, recovers; // mean rates a day of those at each level
  Openings seeks, crises, pursued;
};
struct Lives {
  double days = 0;                   // person-days in all
  std::vector<LivesOfNeed> needs;
};

[[nodiscard]] Lives lives_of(const Circle& circle, const std::vector<HelpOnNeed>& help, Time at);

}  // namespace casepath::detail
