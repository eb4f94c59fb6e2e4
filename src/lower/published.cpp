#include "published.hpp"

#include <algorithm>
#include <cmath>

#include "casepath/random/exact_math.hpp"

namespace casepath::detail {

namespace {

double interval_years(const ServiceSpec& service) {
  return service.contacts && !service.contacts->every.empty() ? mean_of(service.contacts->every.front().ticks) / ticks_per_year : 0;
}

/// Share at goal after the contacts, for a chance p: levels move down one by one, by effect and by recovery.
double share_at_goal(double p, const NeedSpec& need, const EffectCellSpec::Published& published, const ServiceSpec& service, double years) {
  std::vector<double> at(published.from + 1u, 0.0);
  at[published.from] = 1.0;
  const double attends = service.contacts ? service.contacts->attend.chance : 1.0;
  for (double left = published.contacts; left > 0; left -= 1.0) {
    const double works = p * attends * std::min(1.0, left);
    for (std::size_t l = need.goal + 1u; l < at.size(); ++l) {
      const double rate = l < need.recovers.size() ? need.recovers[l] : 0.0;
      const double falls = 1.0 - (1.0 - works) * exp_of(-rate * years);
      at[l - 1] += at[l] * falls;
      at[l] *= 1.0 - falls;
    }
  }
  double share = 0;
  for (std::size_t l = 0; l < at.size() && l <= need.goal; ++l) share += at[l];
  return share;
}

}  // namespace

double chance_from_published(const Context& c, const std::string& name, const EffectCellSpec::Published& published,
                             const ServiceSpec& service) {
  const auto need = std::find_if(c.spec.needs.begin(), c.spec.needs.end(), [&](const auto& n) { return n.first == name; });
  const double years = interval_years(service);
  double low = 0, high = 1;
  for (int i = 0; i < 60; ++i) {
    const double p = (low + high) / 2;
    (share_at_goal(p, need->second, published, service, years) < published.reaches_goal ? low : high) = p;
  }
  return (low + high) / 2;
}

}  // namespace casepath::detail
