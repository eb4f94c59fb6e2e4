#include "casepath/engine/event.hpp"

#include "support/catch.hpp"

using namespace casepath;

TEST_CASE("at one instant rank goes first, then the person, then the person's own number", "[engine][event][T2]") {
  const Event base{Time{5}, 3, 7, 0, Rank::contact, 0};
  const auto with = [&](auto change) {
    Event e = base;
    change(e);
    return e;
  };
  CHECK_FALSE(before(base, base));
  CHECK(before(with([](Event& e) { e.at = Time{4}, e.rank = Rank::observing; }), base));
  CHECK(before(with([](Event& e) { e.rank = Rank::patience, e.person = 9; }), base));
  CHECK(before(with([](Event& e) { e.person = 2, e.number = 99; }), base));
  CHECK(before(with([](Event& e) { e.number = 6; }), base));
  CHECK(before(base, with([](Event& e) { e.rank = Rank::need; })));
  CHECK_FALSE(before(with([](Event& e) { e.at = Time{6}, e.rank = Rank::dated; }), base));
  CHECK_FALSE(before(with([](Event& e) { e.subject = 9, e.kind = 9; }), base));   // these say what, not when
  CHECK_FALSE(before(base, with([](Event& e) { e.subject = 9, e.kind = 9; })));
}

TEST_CASE("the ranks are in the order of the rules", "[engine][event][T2]") {
  CHECK(Rank::dated < Rank::leaving);
  CHECK(Rank::leaving < Rank::ending);
  CHECK(Rank::ending < Rank::patience);
  CHECK(Rank::patience < Rank::joining);
  CHECK(Rank::joining < Rank::contact);
  CHECK(Rank::contact < Rank::need);
  CHECK(Rank::need < Rank::crisis);
  CHECK(Rank::crisis < Rank::opening);
}
