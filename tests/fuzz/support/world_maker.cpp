// A made-up world beside its services: needs, people, how services pass people on, streams, dated changes.
#include "world_maker.hpp"

#include <array>

namespace casepath::fuzz {

namespace {

const std::array<std::string, 3> need_names{"debt", "home", "mind"};

}  // namespace

WorldMaker::WorldMaker(Choices& choices) : c_(choices) {
  needs_.assign(need_names.begin(), need_names.begin() + c_.whole(1, 3));
  for (int i = c_.whole(2, 5); i > 0; --i) services_.push_back("s" + std::to_string(services_.size()));
}

std::string WorldMaker::scenario() {
  Json s{{"casepath", 1}, {"name", "made up"}, {"start", "2025-01-01"}, {"horizon", "300 days"}};
  if (c_.flip()) s["warm_up"] = "60 days";
  if (c_.flip()) s["run_out"] = "90 days";
  if (c_.flip()) s["outcome"] = {{"sustain", c_.one({"40 days", "0 days"})}, {"credit_window", "40 days"}, {"review", c_.one({"none", "50 days"})}};
  s["modes"] = modes();
  for (const std::string& name : needs_) s["needs"][name] = need(name);
  for (const std::string& name : services_) s["services"][name] = service();
  s["services"]["ae"] = {{"takes_everyone", true}, {"stay", "6 hours"}, {"costs", {{"start", "£250"}}}};
  s["links"] = links();
  people(s);
  system(s);
  streams(s);
  variants(s);
  return s.dump();
}

Json WorldMaker::need(const std::string& name) {
  Json k{{"goal", c_.one({"none", "low", "moderate"})}, {"worsens", by_level({"1", "5"})}, {"recovers", by_level({"0.5", "4"})}};
  k["worsens"].erase("severe");
  k["worsens"]["none"] = "1 per year";
  k["seeks"] = {{"rate", by_level({"4", "12"})}, {"floor", c_.share()}, {"doors", {{"s0", 1}}}};
  if (c_.flip()) k["seeks"]["doors"][any_service()] = {{"weight", 2}, {"known", c_.share()}};
  if (c_.flip()) k["crisis"] = {{"rate", by_level({"1", "6"})}, {"to", {{"ae", 1}, {any_service(), c_.whole(0, 1)}}}};
  if (c_.flip()) k["pursued"] = {{"rate", by_level({"1", "6"})}, {"by", any_service()}};
  if (c_.rarely()) k["susceptibility"] = c_.share();
  if (c_.rarely()) k["seeks"]["far"] = c_.share();
  const std::string other = any_need();
  if (other == name) return k;
  if (c_.rarely()) k["worsens_with"][other] = factors_by_level();
  if (c_.rarely()) k["crisis_with"][other] = factors_by_level();
  if (c_.rarely()) k["seeks_with"][other] = factors_by_level();
  if (c_.rarely()) k["worsens_cap"] = 2;
  if (c_.rarely()) k["recovers_against"] = true;
  return k;
}

Json WorldMaker::modes() {
  Json modes{{"cold", {{"delay", lasting(5)}, {"sender_cost", "£7.03"}, {"retell", c_.share()}}}};
  if (c_.flip()) modes["cold"]["arrives"] = chance();
  if (c_.flip()) modes["signpost"] = {{"arrives", chance()}, {"delay", "9 days"}, {"retell", 1}};
  if (c_.flip()) modes["warm"] = {{"arrives", 0.95}, {"delay", lasting(1)}, {"sender_cost", "£20"}, {"keeps", c_.share()}};
  if (c_.flip()) modes["shared"] = {{"keeps", 1}};
  if (c_.flip()) modes["compulsory"] = {{"delay", "1 day"}};
  return modes;
}

Json WorldMaker::link() {
  Json l{{"on", Json::array({c_.one({"unmet", "met", "always", "rejected", "reneged", "open"})})}, {"mode", c_.one({"cold", "signpost", "warm", "shared", "compulsory"})}};
  if (c_.rarely()) l["share"] = 0.2;   // of at most five links: never more than all
  if (c_.rarely()) l["for"] = some_needs();
  if (c_.rarely()) l["again"] = true;
  if (c_.rarely()) l["spares_cliff_edge"] = true;
  if (c_.rarely()) l["warm"] = c_.share();
  if (c_.rarely()) l["trust"] = {{"start", 0.3}, {"slips", "0.5 per year"}};
  if (c_.rarely()) l["delay"] = lasting(4);
  if (c_.rarely()) l["arrives"] = chance();
  return l;
}

Json WorldMaker::links() {
  Json links = Json::object();
  links["ae"]["s0"] = link();
  for (const std::string& from : services_)
    for (const std::string& to : services_)
      if (from != to && c_.flip()) links[from][to] = link();
  return links;
}

Json WorldMaker::cohort() {
  Json cohort{{"size", c_.whole(1, 8)}};
  if (c_.rarely()) {
    cohort["profiles"] = {{"bad", {{needs_.back(), "severe"}}}, {"good", {{"weight", 2}, {needs_.front(), "low"}}}};
  } else {
    for (const std::string& name : needs_) cohort["needs"][name] = {{"low", 0.2}, {"moderate", 0.3}, {"severe", 0.4}};
    if (needs_.size() > 1 && c_.rarely()) cohort["correlations"] = {{needs_[0] + "." + needs_[1], c_.one({0.5, -0.9, 0.99})}};
    else if (needs_.size() > 1 && c_.rarely()) cohort["odds_ratios"] = {{needs_[0] + "." + needs_[1], 4}};
  }
  if (c_.flip()) cohort["leaves"] = rate({"1", "0.2"});
  if (c_.flip()) cohort["arrives"] = c_.one({"replace", "10 per year"});
  if (c_.rarely()) cohort["leaves_with"][any_need()] = factors_by_level();
  if (c_.rarely()) cohort["trust"] = {{"dist", "beta"}, {"mean", 0.5}, {"sd", 0.2}};
  return cohort;
}

void WorldMaker::people(Json& s) {
  s["people"]["cohorts"]["all"] = cohort();
  if (c_.rarely()) s["people"]["cohorts"]["more"] = {{"like", "all"}, {"size", c_.whole(0, 3)}};
  if (c_.rarely()) s["people"]["frailty"] = {{"cv", 0.8}, {"on", Json::array({c_.one({"worsens", "crisis"})})}};
  if (c_.rarely()) s["people"]["groups"] = {{"bad", {{"needs_at_least", 1}}}, {"worse", {{"at_start", {{any_need(), "severe"}}}}}};
}

void WorldMaker::system(Json& s) {
  if (c_.flip()) s["passing"] = {{"max_hops", c_.whole(0, 6)}};
  if (c_.flip())
    s["trust"] = {{"attended", 0.05}, {"rejected", 0.1}, {"retelling", 0.05}, {"closed_unmet", 0.1}, {"reneged", 0.1}, {"new_worker", 0.1},
                  {"missed_hand_off", 0.1}, {"month_waiting", 0.05}, {"returns", c_.one({"0 per year", "1 per year"})}};
  if (c_.rarely()) s["relationship"] = {{"attended", 0.1}};
  if (c_.rarely()) s["disclosure"] = {{"disclose", chance()}};
  if (c_.rarely()) s["years"] = "financial";
  if (c_.rarely()) s["discount"] = "3.5 %";
  if (c_.rarely()) {
    s["places"] = {{"north", {{"share", 0.5}}}, {"south", {{"share", 0.5}}}};
    s["services"]["s1"]["at"] = Json::array({"north"});
  }
  if (c_.rarely()) s["directory"] = {{"refreshed", {{"every", c_.one({"90 days", "9 days"})}}}, {"wrong", {{"found_after", c_.one({"6 days", "0 days"})}, {"cost", "£1.50"}}}, {"knows_closed", c_.share()}};
  if (c_.rarely()) s["programmes"]["talks"] = {{"raises", "link_trust"}, {"on", "links.*.*"}, {"effort", {{"number", 1}, {"tends", 2}}}, {"from", "2025-02-01"}, {"until", "2025-08-01"}};
  if (c_.rarely()) s["programmes"]["cost"] = {{"cost", "£1000 per year"}};
}

void WorldMaker::streams(Json& s) {
  if (c_.rarely()) s["streams"]["door"] = {{"to", any_service()}, {"rate", "40 per year"}, {"needs", {{needs_.front(), "severe"}, {needs_.back(), level()}}}, {"priority", c_.whole(0, 2)}};
  if (c_.rarely()) s["streams"]["bare"] = {{"to", any_service()}, {"every", "20 days"}, {"batch", c_.whole(1, 2)}};
}

/// Changes of a running world (rule V2).
void WorldMaker::variants(Json& s) {
  if (!c_.rarely()) return;
  Json v{{"starts", c_.one({"2025-04-01", "2025-01-01", "2025-02-15"})}};
  if (c_.flip()) v["ends"] = "2025-07-01";
  Json set = Json::object();
  const std::string at = "services." + any_service();
  if (c_.flip()) set[at + (s["services"][at.substr(9)].contains("workers") ? ".workers.caseload" : ".capacity")] = c_.whole(1, 2);
  if (c_.flip()) set[at + ".accept"] = chance();
  if (c_.flip()) set["services.*.works_on"] = needs_;
  if (c_.flip()) set[at + ".while_open"] = {{any_need(), {{"counts_as", "low"}, {"worsens", 0.5}}}};
  if (c_.flip()) set["needs." + any_need() + ".goal"] = c_.one({"moderate", "low", "none"});
  if (c_.flip()) set["needs." + any_need() + ".worsens"] = by_level({"9", "0.1"});
  if (c_.flip()) set["links.*.*.mode"] = "warm";
  if (!set.empty()) v["set"] = set;
  s["variants"]["changed"] = v;
}

}  // namespace casepath::fuzz
