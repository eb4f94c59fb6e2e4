// Links between services, and what each mode means on each (rules H1, H6).
#include <algorithm>

#include "casepath/random/draw_key.hpp"
#include "parts.hpp"

namespace casepath::detail {

namespace {

HandOff hand_off(const Context& c, const ModeSpec& mode, const LinkSpec& link) {
  HandOff out;
  out.arrives = chance(c, link.arrives ? *link.arrives : mode.arrives);
  const DurationRule delay = duration(c, link.delay ? *link.delay : mode.delay);
  out.delay = delay.ticks;
  out.delay_factors = delay.factors;
  out.sender_cost = link.sender_cost.value_or(mode.sender_cost);
  out.retell = link.retell.value_or(mode.retell);
  out.keeps = link.keeps.value_or(mode.keeps);
  return out;
}

Mode mode_named(const std::string& name) {
  for (std::size_t m = 0; m < 5; ++m)
    if (name == mode_names[m]) return static_cast<Mode>(m);
  return Mode::cold;
}

void set_events(const Context& c, const LinkSpec& spec, Link& out) {
  const auto sender = std::find_if(c.spec.services.begin(), c.spec.services.end(), [&](const auto& s) { return s.first == spec.from; });
  for (const std::string& on : spec.on) {
    if (on == "rejected") out.on = out.on | PassOn::rejected;
    else if (on == "unmet") out.on = out.on | PassOn::unmet;
    else if (on == "met") out.on = out.on | PassOn::met;
    else if (on == "always") out.on = out.on | PassOn::always;
    else if (on == "reneged") out.on = out.on | PassOn::reneged;
    else if (on == "open") out.on = out.on | PassOn::open;
    for (std::size_t i = 0; i < sender->second.refuses.size(); ++i)
      if (on == "refused:" + sender->second.refuses[i].first) out.on_refusal.push_back(static_cast<int>(i));
  }
}

Link lower_link(const Context& c, const LinkSpec& spec) {
  Link out;
  out.from = c.service(spec.from);
  out.to = c.service(spec.to);
  const auto key = [&](const std::string& name) {
    for (const auto& [service, s] : c.spec.services)
      if (service == name) return key_of(s.key, name);
    return hash32(name);
  };
  out.key = mix32(key(spec.from), key(spec.to));
  set_events(c, spec, out);
  if (spec.share) out.share = *spec.share;
  out.weight = spec.weight.value_or(1.0);
  out.mode = mode_named(spec.mode);
  for (const std::string& need : spec.about) out.about |= 1u << c.need(need).value;
  out.again = spec.again;
  out.same_place = spec.same_place;
  out.spares_cliff_edge = spec.spares_cliff_edge;
  out.warm = spec.warm;
  if (spec.trust) out.condition = c.names.conditions.number_of(condition_name("link_trust", item_of(spec)));
  const auto receiver = std::find_if(c.spec.services.begin(), c.spec.services.end(), [&](const auto& s) { return s.first == spec.to; });
  const Context there{c.spec, c.names, c.end, &receiver->second.at};
  for (std::size_t m = 0; m < 5; ++m) out.by_mode[m] = hand_off(there, c.spec.modes[m], spec);
  return out;
}

}  // namespace

void lower_links(const Context& c, Rules& out) {
  std::vector<Link> links;
  for (const LinkSpec& spec : c.spec.links) links.push_back(lower_link(c, spec));
  out.links = ReferralGraph(c.names.services.size(), std::move(links));
}

}  // namespace casepath::detail
