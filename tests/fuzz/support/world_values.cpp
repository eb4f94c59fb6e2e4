// Single values of a made-up world.
#include "world_maker.hpp"

namespace casepath::fuzz {

namespace {

std::string in_days(int n) { return std::to_string(n) + " days"; }

}  // namespace

Json WorldMaker::lasting(int mean_days) {
  const std::string mean = in_days(mean_days);
  switch (c_.whole(0, 9)) {
    case 1: return {{"dist", "exponential"}, {"mean", mean}};
    case 2: return {{"dist", "uniform"}, {"low", "0 days"}, {"high", in_days(2 * mean_days)}};
    case 3: return {{"dist", "lognormal"}, {"median", mean}, {"sigma", 0.6}};
    case 4: return {{"dist", "weibull"}, {"shape", 1.5}, {"scale", mean}};
    case 5: return {{"dist", "table"}, {"values", {"1 day", mean}}, {"weights", {1, 2}}};
    case 6: return {{"dist", "triangular"}, {"low", "1 hour"}, {"mode", mean}, {"high", in_days(3 * mean_days)}};
    case 7: return {{"dist", "gamma"}, {"mean", mean}, {"cv", 1.5}};
    case 8: return {{"value", mean}, {"trust", c_.share()}, {any_need(), {{"severe", 2}}}};
    case 9: return "0 days";
    default: return mean;
  }
}

Json WorldMaker::interval() {
  if (c_.rarely()) return {{"severe", "5 days"}, {"low", {{"dist", "exponential"}, {"mean", "9 days"}}}};
  if (c_.rarely()) return {{"dist", "uniform"}, {"low", "0 days"}, {"high", "12 days"}};
  return in_days(c_.whole(2, 20));
}

Json WorldMaker::odds() {
  Json odds = Json::object();
  if (c_.flip()) odds["trust"] = c_.whole(1, 8);
  if (c_.rarely()) odds["relationship"] = c_.whole(1, 5);
  if (c_.rarely()) odds["extra_need"] = c_.share();
  if (c_.rarely()) odds["far"] = c_.share();
  if (c_.rarely()) odds[any_need()] = {{"moderate", 0.7}, {"severe", c_.share()}};
  if (c_.rarely()) odds[c_.one({"lead", "waiting"})] = c_.whole(2, 4);
  if (c_.rarely()) odds[any_service()] = c_.whole(0, 3);
  return odds;
}

Json WorldMaker::chance() {
  const Json base = c_.rarely() ? Json(c_.one({0, 1})) : Json(c_.share());
  if (!c_.flip()) return base;
  return {{"chance", base}, {"odds", odds()}};
}

Json WorldMaker::rate(std::initializer_list<const char*> rates) {
  const std::string per_year = std::string(c_.one<const char*>(rates)) + " per year";
  if (!c_.rarely()) return per_year;
  return {{"rate", per_year}, {"trust", c_.whole(1, 3)}, {any_need(), {{"severe", c_.share()}}}};
}

Json WorldMaker::by_level(std::initializer_list<const char*> rates) {
  Json made = Json::object();
  for (const char* level : {"low", "moderate", "severe"})
    if (c_.flip()) made[level] = std::string(c_.one<const char*>(rates)) + " per year";
  if (made.empty()) made["severe"] = "2 per year";
  return made;
}

Json WorldMaker::factors_by_level() { return {{"moderate", 1.5}, {"severe", c_.one({2.5, 0.5, 0.0})}}; }

Json WorldMaker::effect() {
  switch (c_.whole(0, 5)) {
    case 1: return "to goal with " + std::to_string(c_.whole(1, 9) / 10.0).substr(0, 3);
    case 2: return {{"severe", 0.6}, {"moderate", c_.share()}};
    case 3: return {{"none", "+1 with 0.2"}, {"low", "+2 with 0.1"}};
    case 4: return {{"chance", c_.share()}, {"odds", odds()}};
    case 5: return 1;
    default: return c_.share();
  }
}

Json WorldMaker::slots() {
  switch (c_.whole(0, 3)) {
    case 1: return {{"at", {{"2025-01-01", c_.whole(0, 3)}, {"2025-06-01", c_.whole(0, 2)}, {"2025-12-01", 2}}}};
    case 2: return {{"first", 2}, {"every", "1 week"}, {"at", {{"5 days", c_.whole(0, 1)}}}};
    default: return c_.whole(1, 3);
  }
}

std::string WorldMaker::any_need() { return needs_[static_cast<std::size_t>(c_.whole(0, static_cast<int>(needs_.size()) - 1))]; }

std::string WorldMaker::any_service() { return services_[static_cast<std::size_t>(c_.whole(0, static_cast<int>(services_.size()) - 1))]; }

std::vector<std::string> WorldMaker::some_needs() {
  std::vector<std::string> chosen;
  for (const std::string& need : needs_)
    if (c_.flip()) chosen.push_back(need);
  if (chosen.empty()) chosen.push_back(needs_.front());
  return chosen;
}

}  // namespace casepath::fuzz
