// Places (rules P6, F4): far as one factor or by a table of distances, doors by place, links to one's own place. By hand: a factor
// of 0 never happens, and a chance of all but one ten-millionth always does with the seed fixed.
#include "support/catch.hpp"
#include "support/tiny_worlds.hpp"

using namespace casepath;
using namespace casepath::tiny;

namespace {

/// One person in each of three places; each asks as soon as may be about a debt that nothing lowers.
constexpr auto places = R"({
  "horizon": "1 year", "places": {"north": {"share": 0.4}, "south": {"share": 0.3}, "east": {"share": 0.3}},
  "needs": {"debt": {"seeks": {"rate": {"severe": "300 per year"}, "doors": {"desk": 1}}}},
  "people": {"cohorts": {"n": {"size": 1, "places": {"north": 1}, "needs": {"debt": {"severe": 1}}},
                         "s": {"size": 1, "places": {"south": 1}, "needs": {"debt": {"severe": 1}}},
                         "e": {"size": 1, "places": {"east": 1}, "needs": {"debt": {"severe": 1}}}}},
  "services": {"desk": {"works_on": ["debt"], "at": ["south"], "stay": "4000 days", "decision_stands": "4000 days"}}
})";

/// Who was admitted anywhere: n, s, e.
std::string admitted(const TinyWorld& w) {
  std::string who;
  for (const char* one : {"p0", "p1", "p2"})
    if (!w.lines(std::string(one) + " admitted").empty()) who += std::string("nse")[static_cast<std::size_t>(one[1] - '0')];
  return who;
}

}  // namespace

TEST_CASE("far is one factor, or that of a table by place", "[model][P6]") {
  CHECK(admitted(played(places)) == "nse");
  const auto with = [](const char* far) {
    return std::string(R"({"services": {"desk": {"accept": {"chance": 0.9999999, "odds": {"far": )") + far + "}}}}}";
  };
  CHECK(admitted(played(places, {with("0")})) == "s");
  constexpr auto bus = R"({"distances": {"bus": {"north": {"south": 0}}}})";
  CHECK(admitted(played(places, {bus, with("\"bus\"")})) == "se");             // east: the table is silent, so 1
  constexpr auto either_way = R"({"distances": {"bus": {"south": {"north": 0, "east": 0}}}})";
  CHECK(admitted(played(places, {either_way, with("\"bus\"")})) == "s");
  constexpr auto own_way_first = R"({"distances": {"bus": {"south": {"north": 0}, "north": {"south": 1}}}})";
  CHECK(admitted(played(places, {own_way_first, with("\"bus\"")})) == "nse");  // north to south is said, so south to north does not count
}

TEST_CASE("of a service in several places the nearest counts", "[model][P6]") {
  constexpr auto odds = R"({"services": {"desk": {"at": ["south", "east"], "accept": {"chance": 0.9999999, "odds": {"far": "bus"}}}}})";
  CHECK(admitted(played(places, {R"({"distances": {"bus": {"north": {"south": 0, "east": 0}}}})", odds})) == "se");
  CHECK(admitted(played(places, {R"({"distances": {"bus": {"north": {"south": 0, "east": 0.5}}}})", odds})) == "nse");
}

TEST_CASE("who lives far from every door asks less, by the nearest", "[model][P6]") {
  const auto seeks = [](const char* far) { return std::string(R"({"needs": {"debt": {"seeks": {"far": )") + far + "}}}}"; };
  CHECK(admitted(played(places, {seeks("0")})) == "s");
  CHECK(admitted(played(places, {R"({"distances": {"bus": {"north": {"south": 0}}}})", seeks("\"bus\"")})) == "se");
  constexpr auto second = R"({"needs": {"debt": {"seeks": {"doors": {"desk": 1, "stall": 0}}}}, "services": {"stall": {"at": ["north"], "stay": "1 day"}}})";
  CHECK(admitted(played(places, {seeks("0"), second})) == "ns");
}

TEST_CASE("a door from one place only is no door for others, in a crisis too", "[model][P6][R2]") {
  CHECK(admitted(played(places, {R"({"needs": {"debt": {"seeks": {"doors": {"desk": {"places": ["north"]}}}}}})"})) == "n");
  const TinyWorld w = played(places, {R"({"needs": {"debt": {"seeks": null, "crisis": {"rate": {"severe": "300 per year"}, "to": {"desk": {"places": ["east"]}}}}}})"});
  CHECK(admitted(w) == "e");
  CHECK(w.count(Count::crises) > 600);   // all three, though two have nowhere to go
}

TEST_CASE("a link to one's own place leads there only", "[model][F4]") {
  constexpr auto linked = R"({"services": {"desk": {"at": ["south", "north"], "stay": "1 day"}, "club": {"works_on": ["debt"], "at": ["south", "east"], "stay": "4000 days"}},
                              "links": {"desk": {"club": {"on": ["unmet"], "same_place": true}}}})";
  const TinyWorld w = played(places, {linked});
  CHECK(w.lines("p0 admitted club").empty());
  CHECK_FALSE(w.lines("p1 admitted club").empty());
  CHECK_FALSE(w.lines("p2 admitted club").empty());   // the club is in the east too
}

TEST_CASE("there may be more than sixty-four places", "[model][F4][P6]") {
  const TinyWorld w = played(R"({
    "horizon": "1 year", "places": {"street": {"copies": 150}},
    "needs": {"debt": {"seeks": {"rate": {"severe": "300 per year"}, "doors": {"shop": 1}}}},
    "people": {"cohorts": {"first": {"size": 1, "places": {"street_001": 1}, "needs": {"debt": {"severe": 1}}},
                           "last": {"size": 1, "places": {"street_150": 1}, "needs": {"debt": {"severe": 1}}}}},
    "services": {"shop": {"per_place": "street", "works_on": ["debt"], "stay": "4000 days"}}
  })");
  CHECK(w.lines("p0 admitted").find("p0 admitted shop_street_001") != std::string::npos);
  CHECK(w.lines("p1 admitted").find("p1 admitted shop_street_150") != std::string::npos);
  CHECK(w.times("admitted") == 2);
}
