// What a tie comes to in the table of rules, and which ties there cannot be (rules C4, C5).
#include <algorithm>

#include "casepath/base/error.hpp"
#include "support/catch.hpp"
#include "support/tiny_worlds.hpp"

using namespace casepath;
using namespace casepath::tiny;

namespace {

constexpr auto small = R"({
  "needs": {"debt": {"worsens": {"none": "1 per year"}}}, "places": {"mill": {"share": 0.5}, "hill": {"share": 0.5}},
  "conditions": {"learning": {"of": "service", "start": 0.25}, "spirit": {}},
  "services": {"desk": {"works_on": ["debt"], "at": ["mill"], "contacts": {"every": "1 week"}, "effects": {"contact": {"debt": 0.4}}},
               "home": {"works_on": ["debt"], "at": ["mill", "hill"], "stay": "1 day"}, "club": {"works_on": ["debt"], "stay": "1 day"}},
  "links": {"desk": {"home": {"on": ["unmet"], "trust": {}}, "club": {"on": ["unmet"], "trust": {}}}}
})";

/// What a tie is refused with, or "".
std::string refusal(const char* ties) {
  try {
    (void)study(small, {ties});
    return "";
  } catch (const ScenarioError& e) {
    return e.what();
  }
}
bool says(const std::string& all, const char* words) { return all.find(words) != std::string::npos; }

/// Rates of effort of the conditions that a programme raises, in the order of the conditions, per year.
std::vector<double> efforts(const std::string& programme) {
  const auto s = study(small, {R"({"programmes": {"p": )" + programme + "}}"});
  std::vector<double> all;
  for (const ConditionRules& c : s->base.conditions)
    if (!c.effort.empty()) all.push_back(c.effort.front().rate * ticks_per_year);
  return all;
}

}  // namespace

TEST_CASE("a tie keeps from where to where each number goes, and with what", "[lower][ties][C4]") {
  const auto s = study(small, {R"({"ties": {"services.*.effects.contact.*": {"times": 2, "with": "learning"}}})"});
  REQUIRE(s->base.ties.size() == 1);
  const TiedPart& part = s->base.ties[0];
  CHECK((part.kind == PartKind::service && part.index == 0));
  REQUIRE(part.numbers.size() == 3);   // at low, moderate and severe
  for (const TiedNumber& n : part.numbers) {
    CHECK(n.from == 0.4);
    CHECK(n.to == 0.8);
    CHECK(s->base.conditions[n.condition].start == 0.25);
  }
  CHECK(s->base.tied_clocks == 0);
  CHECK(s->base.services[0].effects.contact[0].by_level[1].chance.base() == 0.4);   // the table itself stays at 0
}

TEST_CASE("a tie of a rate tells which clocks it moves", "[lower][ties][C4][N1]") {
  CHECK(study(small, {R"({"ties": {"needs.debt.worsens.none": {"times": 2, "with": "spirit"}}})"})->base.tied_clocks == 1);
  CHECK(study(small, {R"({"needs": {"debt": {"recovers": {"low": "1 per year"}}}, "ties": {"needs.debt.recovers.low": {"times": 2, "with": "spirit"}}})"})->base.tied_clocks == 2);
}

TEST_CASE("a tie that can move nothing is refused", "[lower][ties][C4]") {
  CHECK(says(refusal(R"({"ties": {"needs.debt.goal": {"becomes": "low", "with": "spirit"}}})"), "nothing that moves"));
  CHECK(says(refusal(R"({"ties": {"services.home.accept.chance": {"times": 1, "with": "spirit"}}})"), "nothing that moves"));
  CHECK(says(refusal(R"({"ties": {"services.home.list.closed_at": {"becomes": 4, "with": "spirit"}}})"), "no number to start from"));
  CHECK(says(refusal(R"({"ties": {"needs.debt.worsens.none": {"times": 2, "with": "learning"}}})"), "of each service, place or link, and this is of none"));
  CHECK(says(refusal(R"({"ties": {"services.home.accept.chance": {"becomes": 0, "with": "link_trust"}}})"), "this is of none"));
}

TEST_CASE("effort is shared among what a programme covers", "[lower][ties][C5]") {
  using Efforts = std::vector<double>;
  CHECK(efforts(R"({"raises": "spirit"})") == Efforts{1});
  CHECK(efforts(R"({"raises": "learning", "effort": {"number": 1, "tends": 1.5}})") == Efforts{0.5, 0.5, 0.5});
  CHECK(efforts(R"({"raises": "learning", "on": "services.home", "effort": {"number": 1, "tends": 0.5}})") == Efforts{0.5});
  CHECK(efforts(R"({"raises": "learning", "on": "services.*", "places": ["mill"], "effort": {"number": 1, "tends": 1}})") == Efforts{0.5, 0.5});   // not the club, which is everywhere
  CHECK(efforts(R"({"raises": "link_trust", "on": "links.*.*", "places": ["mill"]})") == Efforts{1});   // both ends at the mill
  CHECK(efforts(R"({"raises": "calm", "on": "places.*", "places": ["*"], "effort": {"number": 1, "tends": 1}})") == Efforts{0.5, 0.5});   // declared by being raised
}
