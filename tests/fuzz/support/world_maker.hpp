// A valid scenario out of choices: up to three needs and six services, with any mix of the mechanisms.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "choices.hpp"

namespace casepath::fuzz {

using Json = nlohmann::ordered_json;

class WorldMaker {
 public:
  explicit WorldMaker(Choices& choices);

  [[nodiscard]] std::string scenario();

 private:
  // values (world_values.cpp)
  Json lasting(int mean_days);
  Json interval();
  Json odds();
  Json chance();
  Json rate(std::initializer_list<const char*> rates);
  Json by_level(std::initializer_list<const char*> rates);
  Json factors_by_level();
  Json effect();
  Json slots();
  std::string level() { return c_.one({"severe", "moderate", "low"}); }
  std::string any_need();
  std::string any_service();
  std::vector<std::string> some_needs();

  // services (world_services.cpp)
  Json service();
  void room(Json& s);
  void door(Json& s);
  void waiting(Json& s);
  void work(Json& s, const std::vector<std::string>& works_on);
  void inside(Json& s, const std::vector<std::string>& works_on);
  void lead(Json& s);

  // the rest (world_maker.cpp)
  Json need(const std::string& name);
  Json cohort();
  Json link();
  Json links();
  Json modes();
  void people(Json& s);
  void system(Json& s);
  void streams(Json& s);
  void variants(Json& s);

  Choices& c_;
  std::vector<std::string> needs_, services_;   // services that the world chooses; beside them there is always "ae"
};

}  // namespace casepath::fuzz
