// How services join up, as data: [[links]], [programmes] and [streams]. Plain structs with every default "off" (rule T4);
// units and the keys as in spec.hpp.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "casepath/base/ids.hpp"
#include "casepath/base/money.hpp"
#include "casepath/base/time.hpp"
#include "casepath/scenario/value_specs.hpp"

namespace casepath {

struct LinkTrustSpec {
  double start = 0, slips_per_year = 0;
  friend bool operator==(const LinkTrustSpec&, const LinkTrustSpec&) = default;
};
struct LinkSpec {
  std::string from, to;
  std::vector<std::string> on;                                        // rejected, refused:NAME, unmet, met, always, reneged, open
  std::optional<double> share, weight;                                // one of the two; the reader makes neither weight 1
  std::string mode = "cold";
  std::vector<std::string> about;                                     // key `for`
  bool again = false, spares_cliff_edge = false;
  bool same_place = false;                                            // only to a receiver in the person's own place (rule F4)
  double warm = 0;                                                    // chance of warm at link trust 1 (rule H6)
  std::optional<LinkTrustSpec> trust;                                 // absent: link trust is 1
  std::optional<ChanceSpec> arrives;                                  // overrides of the mode
  std::optional<DurationSpec> delay;
  std::optional<Money> sender_cost;
  std::optional<double> retell, keeps;
  friend bool operator==(const LinkSpec&, const LinkSpec&) = default;
};
/// A slow variable in [0, 1] of the system, or of each service, place or link (rule C4). One that a programme raises without its
/// being declared is added by the reader.
struct ConditionSpec {
  std::string of = "system";                                          // system | service | place | link
  double start = 0, slips_per_year = 0;
  friend bool operator==(const ConditionSpec&, const ConditionSpec&) = default;
};
struct ProgrammeSpec {                                                // rule C5
  std::string raises;                                                 // a condition, "link_trust", or empty: only a cost
  std::string on;                                                     // links.*.*, services.*, places.*; empty: all there are
  std::vector<std::string> places;                                    // only what is there; "*": everywhere
  std::vector<std::string> covers;                                    // filled in by the reader: names, links as from.to
  std::optional<double> sets;                                         // a shock: what x becomes on `from`
  double effort = 1;
  std::optional<std::pair<double, double>> conveners;                 // number, tends
  Duration time_constant = years(1);                                  // 1/a
  std::optional<Date> from, until;
  Money cost_per_year;
  std::string payer;
  friend bool operator==(const ProgrammeSpec&, const ProgrammeSpec&) = default;
};
struct StreamSpec {
  std::string key, to;
  StepsSpec rate;                                                     // per year; or
  std::optional<Duration> every;
  std::optional<Date> first;
  int batch = 1;
  int priority = 0;
  Named<Level> needs;
  friend bool operator==(const StreamSpec&, const StreamSpec&) = default;
};

}  // namespace casepath
