#include "support/catch.hpp"
#include "tiny.hpp"

using namespace casepath;

namespace {
Scenario draft(const std::string& name) { return read_scenario(tiny::file_text(tiny::here() / "drafts" / (name + ".json"))); }
constexpr double day = static_cast<double>(ticks_per_day);
}  // namespace

TEST_CASE("every draft is read", "[scenario][drafts]") {
  int count = 0;
  for (const auto& file : std::filesystem::directory_iterator(tiny::here() / "drafts")) {
    INFO(file.path().filename());
    CHECK(tiny::problems(tiny::file_text(file.path())).empty());
    ++count;
  }
  CHECK(count == 16);
}

TEST_CASE("the borough's numbers arrive where they belong", "[scenario][drafts]") {
  const Scenario s = draft("borough");
  CHECK(s.base.services.size() == 21);
  CHECK(s.base.needs.size() == 8);
  CHECK(s.base.links.size() == 30);
  CHECK(s.base.discount.rate == 0.035);
  CHECK(s.base.financial_years);
  CHECK(s.base.run_out == days(39 * 7));
  CHECK(s.base.people.frailty.cv == 0.63);
  const NeedSpec& housing = tiny::named(s.base.needs, "housing");
  CHECK(housing.goal == 1);
  CHECK(housing.worsens == ByLevel{0.04, 0.25, 0.40, 0});
  CHECK(tiny::named(housing.worsens_with, "debt") == ByLevel{1, 1.2, 1.6, 2.2});
  CHECK(housing.seeks->floor == 0.3);
  CHECK(tiny::named(housing.crisis->to, "justice").weight == 0.4);
  const CohortSpec& men = tiny::named(s.base.people.cohorts, "md_men");
  CHECK(men.size == 970);
  CHECK(*tiny::named(men.attributes, "gender").text == "man");
  CHECK(tiny::named(men.needs, "domestic_abuse") == ByLevel{0, 0.15, 0.07, 0.05});
  CHECK(tiny::named(men.needs, "debt") == ByLevel{0, 0.2, 0.35, 0.25});
  CHECK(men.replaces);
  const ServiceSpec& options = tiny::named(s.base.services, "housing_options");
  CHECK(options.workers->caseload == 40);
  CHECK(options.workers->leave_per_year == Approx(0.16));
  CHECK(options.list.chase.per_year == 12);
  CHECK(options.costs.slot_day.share == 0.3);
  CHECK(tiny::named(s.base.services, "emergency").stay->ticks.a == day / 4);
  CHECK(tiny::named(tiny::named(s.base.services, "ct_eviction").effects.start, "housing")[0].raises == 3);
}

TEST_CASE("the borough's joined-up variant changes what it says", "[scenario][drafts]") {
  const Scenario s = draft("borough");
  const ScenarioSpec& v = tiny::variant(s, "joined_up");
  CHECK(v.services.size() == 23);
  CHECK(tiny::named(v.services, "cmht").accept.chance == 0.92);
  CHECK(tiny::named(v.services, "cmht").accept.odds.size() == 1);
  CHECK(tiny::named(v.services, "gp").closes.missed_run == std::nullopt);
  CHECK(tiny::named(v.services, "drugs").closes.missed_run == 6);
  CHECK(v.trust.retelling == 0);
  CHECK(v.programmes[0].second.conveners == std::pair(2.0, 20.0));
  for (const LinkSpec& link : v.links)
    if (link.from != "front_door" && link.from != "navigator") CHECK(link.warm == 0.8);
  for (const auto& [name, need] : v.needs)
    if (need.seeks) CHECK(need.seeks->doors.size() == 1);
}

TEST_CASE("queues are read", "[scenario][drafts]") {
  const ScenarioSpec mm3 = draft("queue_mm3").base;
  CHECK(mm3.streams[0].second.rate.first == Approx(73.05));
  CHECK(mm3.services[0].second.capacity->first == 3);
  CHECK(mm3.services[0].second.stay->ticks.a == 10 * day);
  const ScenarioSpec jackson = draft("queue_jackson3").base;
  CHECK_FALSE(jackson.passing.max_hops);
  CHECK(jackson.links[3].again);
  CHECK(draft("queue_priority2").base.services[0].second.list.order == "priority");
}

TEST_CASE("a contract and a budget are read", "[scenario][drafts][M1][M5]") {
  const ContractSpec contract = tiny::named(draft("gallery_16_payment_for_outcomes").base.contracts, "be_the_change");
  CHECK(contract.cap == Money{474'000'00});
  CHECK(contract.milestones.size() == 4);
  CHECK(tiny::named(contract.milestones, "housed").reaches == Level{1});
  CHECK(tiny::named(contract.milestones, "in_work_13").kept == days(91));
  const Scenario picture = draft("gallery_10_whole_person_picture");
  CHECK(tiny::named(picture.base.services, "day_centre").capacity->first == 283);   // 2,550,000 / 9,000
  CHECK(tiny::named(tiny::variant(picture, "shifted").services, "job_coach").capacity->first == 300);   // 900,000 / 3,000
}
