// A service of a made-up world: who gets in, how long they wait, what happens inside, how it ends.
#include "world_maker.hpp"

namespace casepath::fuzz {

Json WorldMaker::service() {
  const std::vector<std::string> works_on = some_needs();
  Json s{{"works_on", works_on}, {"triage", {{"cost", "£3.01"}}}};
  work(s, works_on);
  room(s);
  door(s);
  waiting(s);
  inside(s, works_on);
  lead(s);
  return s;
}

void WorldMaker::work(Json& s, const std::vector<std::string>& works_on) {
  if (c_.flip()) {
    s["contacts"] = {{"every", interval()}, {"attend", chance()}, {"cost", "£10.01"}, {"missed_cost", "£4"}};
    s["closes"] = {{"missed_run", c_.whole(1, 3)}, {"after", "100 days"}, {"contacts", c_.whole(1, 12)}};
    if (c_.rarely()) s["contacts"]["halves_after"] = "60 days";
    if (c_.rarely()) s["closes"]["goal_met"] = c_.share();
    if (c_.rarely()) s["needs_per_contact"] = 2;
    for (const std::string& need : works_on) s["effects"]["contact"][need] = effect();
  } else {
    s["stay"] = lasting(c_.whole(5, 60));
  }
  for (const char* when : {"start", "end", "cut_short"})
    if (c_.flip()) s["effects"][when][any_need()] = effect();
  if (c_.rarely()) s["closes"]["withdraws"] = rate({"2", "9"});
  if (!c_.rarely()) return;
  s["closes"]["blocked"] = true;
  if (c_.flip()) s["closes"]["deadlock"] = "swap";
}

void WorldMaker::room(Json& s) {
  if (c_.flip()) s["capacity"] = slots();
  else if (c_.rarely()) s["workers"] = {{"number", 2}, {"caseload", c_.whole(1, 2)}, {"leave", "2 per year"}, {"vacant", c_.one({"0 days", "20 days"})}, {"keeps", 0.5}};
}

void WorldMaker::door(Json& s) {
  if (c_.flip()) s["accept"] = chance();
  if (c_.rarely()) s["triage"]["takes"] = lasting(3);
  if (c_.rarely()) s["triage"]["unseen"] = "£1";
  if (c_.rarely()) s["refuses"]["first"] = {{"need", any_need()}, {"at_least", level()}};
  if (c_.rarely()) s["refuses"]["other"] = {{"need", any_need()}, {"goal", "unmet"}, {"unless_open_at", Json::array({any_service()})}};
  if (c_.rarely()) s["asks"] = {{any_need(), "low"}, {"needs_at_least", c_.whole(0, 2)}};
  if (c_.rarely()) s["needs_more_than"] = c_.whole(1, 2);
  if (c_.rarely()) s["decision_stands"] = "30 days";
  if (c_.rarely()) s["disclosure"] = {{"disclose", chance()}, {"misread", {{"up", 0.1}, {"down", 0.1}}}};
  if (c_.rarely()) {
    s["assessment"] = {{"cost", "£11"}, {"takes", lasting(3)}, {"before_wait", c_.flip()}};
    if (c_.flip()) s["assessment_stands"] = "100 days";
  }
  if (c_.rarely()) s[c_.one({"until", "from"})] = "2025-03-01";
  if (c_.rarely()) s["changes"] = "4 per year";
  if (c_.rarely()) s["takes_everyone"] = true;
}

void WorldMaker::waiting(Json& s) {
  Json list = Json::object();
  if (c_.flip()) list["patience"] = lasting(40);
  if (c_.rarely()) list["delay"] = lasting(10);
  if (c_.rarely()) list["order"] = c_.one({"severity", "priority", "last_come", "random"});
  if (c_.rarely()) list["opens"] = {{"every", "1 week"}, {"at", {{"1 day", c_.one({"3 hours", "2 days"})}}}};
  if (c_.rarely() && s.contains("stay") && !s.contains("workers")) list.update({{"order", "severity"}, {"preempts", true}});
  if (c_.rarely()) list["closed_at"] = c_.whole(0, 3);
  if (c_.rarely()) list["chase"] = rate({"6", "20"});
  if (c_.rarely()) list["chase_cost"] = "£2";
  if (c_.rarely()) list["while_waiting"][any_need()] = {{"worsens", c_.one({2.0, 0.5, 0.0})}, {"crisis", 2}, {"seeks", 0.5}};
  if (!list.empty()) s["list"] = list;
  if (c_.rarely()) s["when_list"]["long"] = {{"at", c_.whole(0, 2)}, {"accept", c_.share()}, {"closes", {{"after", "20 days"}}}};
  if (c_.rarely()) s["when_list"]["longer"] = {{"at", 3}, {"asks", {{any_need(), "severe"}}}, {"needs_more_than", 1}};
}

void WorldMaker::inside(Json& s, const std::vector<std::string>& works_on) {
  if (c_.rarely()) s["costs"] = {{"slot_day", "£1.07"}, {"fixed", "£100 per year"}, {"start", {{"value", "£5"}, {"share", 0.5}}}, {"consult", "£2"}};
  if (c_.rarely()) s["costs"]["extra"] = {{"cost", "£7.77"}, {"chance", c_.share()}, {"on", c_.one({"contact", "start"})}};
  if (c_.rarely()) s["while_open"][any_need()] = {{"worsens", c_.one({0.5, 2.0, 0.0})}, {"crisis", 0.5}, {"seeks", c_.one({0.0, 2.0})}};
  if (c_.rarely()) s["while_open"][works_on.front()] = {{"counts_as", c_.one({"low", "none"})}};
  if (c_.rarely()) s["cliff_edge"] = {{"worsens", c_.one({3.0, 0.5})}, {"lasts", "60 days"}};
  if (c_.rarely()) s["trust"] = {{"started", 0.05}};
  if (c_.rarely()) s["whole_person"] = true;
  if (c_.rarely()) s["away"] = true;
  if (c_.rarely()) s["onward"] = c_.share();
}

void WorldMaker::lead(Json& s) {
  if (!c_.rarely()) return;
  s["lead"] = {{"attend", 2}, {"disclose", 2}, {"worsens", c_.one({0.8, 1.2})}, {"carries", 0.5}};
  if (c_.flip()) s["lead"]["mode"] = c_.one({"warm", "cold", "compulsory"});
}

}  // namespace casepath::fuzz
