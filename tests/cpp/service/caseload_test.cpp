#include "casepath/service/caseload.hpp"

#include <random>

#include "support/catch.hpp"

using namespace casepath;

namespace {

ReferralId episode(int i) { return ReferralId{i}; }

}  // namespace

TEST_CASE("without a limit there is always room", "[service][caseload][K1]") {
  Caseload c;
  for (int i = 0; i < 1000; ++i) c.take(no_worker, episode(i));
  CHECK(c.can_take_on());
  CHECK(c.open() == 1000);
}

TEST_CASE("a cut evicts nobody and lets nobody in until it has drained", "[service][caseload][K1]") {
  Caseload c;
  c.set_capacity(3);
  for (int i = 0; i < 3; ++i) c.take(no_worker, episode(i));
  c.set_capacity(1);
  CHECK(c.open() == 3);
  c.release(no_worker, episode(0));
  c.release(no_worker, episode(1));
  CHECK_FALSE(c.can_take_on());
  c.release(no_worker, episode(2));
  CHECK(c.can_take_on());
}

TEST_CASE("a person goes to the worker met before, else to the one with most free slots, lowest number first", "[service][caseload][K3]") {
  WorkerRules rules;
  rules.number = 3;
  rules.caseload = 2;
  Caseload c;
  c.set_workers(rules);
  CHECK(c.slots() == 6);
  CHECK(c.choose_worker(no_worker, 0) == 0);
  c.take(0, episode(1));
  CHECK(c.choose_worker(no_worker, 0) == 1);
  CHECK(c.choose_worker(0, 1) == 0);        // the same again: post 0, first holder
  CHECK(c.choose_worker(0, 2) == 1);        // another holds that post now
  c.take(0, episode(2));
  CHECK(c.choose_worker(0, 1) == 1);        // no room there
  c.set_present(1, false);
  CHECK(c.choose_worker(no_worker, 0) == 2);
  c.take(2, episode(3));
  c.take(2, episode(4));
  CHECK_FALSE(c.can_take_on());             // the only room is in a vacant post
  c.set_present(1, true);
  CHECK(c.can_take_on());
  c.release(0, episode(1));
  CHECK(c.worker(0).held == std::vector<ReferralId>{episode(2)});
}

TEST_CASE("a post that is cut takes nobody on, and those it holds go on", "[service][caseload][K1][K3]") {
  WorkerRules rules;
  rules.number = 2;
  rules.caseload = 1;
  Caseload c;
  c.set_workers(rules);
  c.take(0, episode(1));
  c.take(1, episode(2));
  rules.number = 1;
  c.set_workers(rules);
  CHECK(c.open() == 2);
  c.release(1, episode(2));
  CHECK_FALSE(c.can_take_on());
  c.release(0, episode(1));
  CHECK(c.can_take_on());
}

TEST_CASE("the worker with most room is the one that a look at all of them would find", "[service][caseload][K3]") {
  std::mt19937 random(11);
  WorkerRules rules;
  rules.number = 150;
  rules.caseload = 4;
  Caseload c;
  c.set_workers(rules);
  std::vector<std::pair<std::uint16_t, ReferralId>> open;
  std::vector<bool> present(150, true);
  for (int step = 0; step < 5000; ++step) {
    std::uint16_t best = no_worker;
    std::size_t most = 0;
    for (std::uint16_t w = 0; w < 150; ++w)
      if (const std::size_t room = 4 - c.worker(w).held.size(); present[w] && room > most) most = room, best = w;
    REQUIRE(c.can_take_on() == (most > 0));
    if (most > 0) REQUIRE(c.choose_worker(no_worker, 0) == best);
    const auto what = random() % 10;
    if (what < 6 && most > 0) {
      open.emplace_back(best, episode(step));
      c.take(best, episode(step));
    } else if (what < 9 && !open.empty()) {
      std::swap(open[random() % open.size()], open.back());
      c.release(open.back().first, open.back().second);
      open.pop_back();
    } else {
      const auto w = static_cast<std::uint16_t>(random() % 150);
      present[w] = !present[w];
      c.set_present(w, present[w]);
    }
  }
}
