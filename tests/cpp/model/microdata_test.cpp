// People one by one (rule P7), and groups by what people cost before the start (rule O14). Worked out by hand.
#include "support/catch.hpp"
#include "support/tiny_worlds.hpp"

using namespace casepath;
using namespace casepath::tiny;

namespace {

/// Two cohorts who differ in how they are written only.
constexpr auto living = R"({
  "horizon": "2 years",
  "needs": {"debt": {"worsens": {"none": "1 per year", "moderate": "1 per year"}, "recovers": {"severe": "1 per year", "moderate": "1 per year"},
                     "seeks": {"rate": {"moderate": "2 per year", "severe": "4 per year"}, "doors": {"desk": 1}}},
            "mind": {"recovers": {"low": "1 per year"}}},
  "people": {"frailty": {"cv": 1}, "cohorts": {"kit": $1}},
  "services": {"desk": {"works_on": ["debt"], "capacity": 6, "contacts": {"every": "2 weeks", "cost": "£10"}, "effects": {"contact": {"debt": 0.3}}, "closes": {"contacts": 6}}}
})";

Level level(const TinyWorld& w, std::size_t person, std::size_t need) { return w.world().people.hot[person].level(NeedId{need}); }

/// Groups of a person, one bit each.
std::uint32_t groups(const TinyWorld& w, std::size_t person) { return w.world().strata.groups(w.world().people.cold[person].stratum); }

}  // namespace

TEST_CASE("rows drawn by weight are the profiles of those weights, to the bit", "[model][microdata][P7]") {
  const std::string profiles = filled(living, {R"({"size": 120, "leaves": "0.3 per year", "arrives": "replace",
    "profiles": {"a": {"weight": 1, "debt": "severe"}, "b": {"weight": 3, "mind": "low"}, "c": {"weight": 2, "debt": "moderate", "mind": "low"}}})"});
  const std::string rows = filled(living, {R"({"size": 120, "leaves": "0.3 per year", "arrives": "replace",
    "microdata": {"weight": [1, 3, 2], "debt": ["severe", "none", "moderate"], "mind": ["none", "low", "low"]}})"});
  CHECK(played(profiles).count(Count::requests) > 50);
  CHECK(fingerprint(played(profiles)) == fingerprint(played(rows)));
}

TEST_CASE("of size rows the people are the rows, each as often as its count", "[model][microdata][P7]") {
  const TinyWorld w(R"({
    "needs": {"debt": {}, "mind": {}}, "places": {"north": {"share": 0.5}, "south": {"share": 0.5}},
    "people": {"cohorts": {"kit": {"size": "rows", "attributes": {"age": 40, "sex": "woman"},
      "microdata": {"count": [2, 0, 1], "debt": ["severe", "low", "moderate"], "place": ["south", "north", "north"], "trust": [0.25, 0, 0.75],
                    "age": [31, 32, 90], "sex": ["man", "man", "woman"]}}}},
    "services": {"desk": {"stay": "1 day", "works_on": ["debt"]}}
  })");
  CHECK(w.world().people.size() == 3);
  for (const std::size_t p : {0u, 1u}) {
    CHECK(level(w, p, 0) == 3);
    CHECK(level(w, p, 1) == 0);
    CHECK(w.world().people.hot[p].place == PlaceId{1});
    CHECK(w.trust(p) == 0.25f);
    CHECK(w.world().people.attribute[p * 2] == 31);
    CHECK(w.rules().attributes[1].values[w.world().people.attribute[p * 2 + 1]] == "man");
  }
  CHECK(level(w, 2, 0) == 2);
  CHECK(w.world().people.hot[2].place == PlaceId{0});
  CHECK(w.world().people.attribute[2 * 2] == 90);
  CHECK(w.rules().attributes[1].values[w.world().people.attribute[2 * 2 + 1]] == "woman");
}

TEST_CASE("a rule may ask about a column: a range of numbers, or some of its values", "[model][microdata][P7][E1]") {
  const auto taken = [](const char* asks) {
    return played(filled(R"({
      "horizon": "30 days", "needs": {"debt": {"seeks": {"rate": {"severe": "$1"}, "doors": {"desk": 1}}}},
      "people": {"cohorts": {"kit": {"size": "rows", "microdata": {"debt": ["severe"], "age": [31], "ward": ["Hill"]}}}},
      "services": {"desk": {"stay": "90 days", "works_on": ["debt"], "asks": $2}}
    })", {rate_for(5, Purpose::seek, "kit"), asks})).times("admitted") == 1;
  };
  CHECK(taken(R"({"age": {"at_least": 31, "at_most": 31}})"));
  CHECK_FALSE(taken(R"({"age": {"at_least": 32}})"));
  CHECK_FALSE(taken(R"({"age": {"at_most": 30}})"));
  CHECK(taken(R"({"age": {"at_least": -5}})"));
  CHECK(taken(R"({"ward": ["Hill"]})"));
  CHECK_FALSE(played(filled(R"({
      "horizon": "30 days", "needs": {"debt": {"seeks": {"rate": {"severe": "$1"}, "doors": {"desk": 1}}}},
      "people": {"cohorts": {"kit": {"size": "rows", "microdata": {"debt": ["severe"], "ward": ["Hill"]}}, "else": {"size": "rows", "microdata": {"debt": ["none"], "ward": ["Dale"]}}}},
      "services": {"desk": {"stay": "90 days", "works_on": ["debt"], "asks": {"ward": ["Dale"]}}}
    })", {rate_for(5, Purpose::seek, "kit")})).times("admitted") == 1);
}

TEST_CASE("the costliest before the start, by a column", "[model][microdata][O14]") {
  const TinyWorld w(R"({
    "needs": {"debt": {}},
    "people": {"cohorts": {"kit": {"size": "rows", "microdata": {"debt": ["severe", "none", "severe", "severe", "none"], "cost_before": [100, 50.25, 0, 200, 100]}}},
               "groups": {"tenth": {"cost_before": "top 10 %"}, "half": {"cost_before": "top 50 %"}, "all": {"cost_before": "top 100 %"},
                          "owing": {"cost_before": "top 50 %", "at_start": {"debt": "severe"}}, "ill": {"at_start": {"debt": "severe"}}}},
    "services": {"desk": {"stay": "1 day", "works_on": ["debt"]}}
  })");
  // By cost: p3 (200), p0 (100), p4 (100), p1 (50.25); a tenth of five is one, half of five is three; p2 cost nothing.
  CHECK(groups(w, 3) == 0b11111u);
  CHECK(groups(w, 0) == 0b11110u);
  CHECK(groups(w, 4) == 0b00110u);
  CHECK(groups(w, 1) == 0b00100u);
  CHECK(groups(w, 2) == 0b10000u);
  for (const PersonCold& c : w.world().people.cold) CHECK(c.spent == Money{});
}

TEST_CASE("the costliest before the start, by what the warm-up cost", "[model][microdata][O14]") {
  constexpr auto place = R"({
    "warm_up": "30 days", "horizon": "15 days",
    "needs": {"debt": {"seeks": {"rate": {"severe": "$1"}, "doors": {"desk": 1}}}},
    "people": {"cohorts": {"kit": {"size": 1, "needs": {"debt": {"severe": 1}}}, "calm": {"size": 3}}, "groups": {"half": {"cost_before": "top 50 %"}}},
    "services": {"desk": {"works_on": ["debt"], "stay": "40 days", "costs": {$2}, "payer": "council"}},
    "payers": {"council": {"type": "$3"}}
  })";
  const auto in_group = [&](const char* costs, const char* type) {
    TinyWorld w(filled(place, {rate_for(5, Purpose::seek, "kit"), costs, type}));
    w.run_until(31);
    CHECK(groups(w, 1) == 0);   // cost nothing
    return groups(w, 0) == 1;
  };
  CHECK(in_group(R"("start": "£1")", "fiscal"));
  CHECK(in_group(R"("slot_day": "£1")", "fiscal"));   // 25 days of it, though no year has closed
  CHECK_FALSE(in_group(R"("start": "£1")", "social"));
  CHECK_FALSE(in_group(R"("fixed": "£1000 per year")", "fiscal"));
  const TinyWorld all = played(filled(place, {rate_for(5, Purpose::seek, "kit"), R"("slot_day": "£1")", "fiscal"}));
  CHECK(all.pence() == 1500);   // from day 30 to day 45: what was before is in no figure
}
