// A study that cannot fit is refused before it begins, with the reckoning and what to reduce.
#include "casepath/experiment/memory.hpp"

#include "casepath/model/compiled.hpp"
#include "casepath/scenario/io.hpp"
#include "support/catch.hpp"

using namespace casepath;

namespace {

Runnable people(const std::string& number, const std::string& variants = "{}") {
  return lower(read_scenario(R"({"casepath": 1, "name": "many", "start": "2025-01-01", "horizon": "1 day", "needs": {"debt": {}},
    "people": {"cohorts": {"all": {"size": )" + number + R"(, "needs": {"debt": {"severe": 1}}}}},
    "services": {"desk": {"works_on": ["debt"], "stay": "1 day"}}, "variants": )" + variants + "}"));
}

}  // namespace

TEST_CASE("what a study needs rises with people, jobs and branches", "[experiment][memory]") {
  const MemoryNeed one = memory_need(people("1000"), {}, 1);
  CHECK(one.people == 1000);
  CHECK(one.worlds == 1);
  CHECK(one.bytes > 1000 * 128);
  CHECK(memory_need(people("2000"), {}, 1).bytes == 2 * one.bytes);
  CHECK(memory_need(people("1000"), {}, 3).bytes == 3 * one.bytes);
  const Runnable later = people("1000", R"({"later": {"starts": "2025-01-01"}})");
  CHECK(memory_need(later, {}, 1).worlds == 2);
  CHECK(memory_need(later, {"base", "later"}, 1).worlds == 2);
  CHECK(memory_need(later, {"later"}, 2).worlds == 2);
  CHECK(memory_need(later, {"base"}, 2).worlds == 2);
}

TEST_CASE("only those who ask for help count with a journey, by profile or by share", "[experiment][memory]") {
  const auto bytes = [](const std::string& cohort) {
    return memory_need(lower(read_scenario(R"({"casepath": 1, "name": "few", "start": "2025-01-01", "horizon": "1 day",
      "needs": {"debt": {"seeks": {"rate": {"severe": "9 per year"}, "doors": {"desk": 1}}}, "other": {}},
      "people": {"cohorts": {"all": {"size": 1000, )" + cohort + R"(}}},
      "services": {"desk": {"works_on": ["debt"], "stay": "1 day"}}})")), {}, 1).bytes;
  };
  const double nobody = bytes(R"("needs": {"debt": {"moderate": 1}, "other": {"severe": 1}})");
  const double all = bytes(R"("needs": {"debt": {"severe": 1}})");
  CHECK(all - nobody > 400 * 1000);
  CHECK(bytes(R"("needs": {"debt": {"moderate": 0.5, "severe": 0.25}})") == Approx(nobody + (all - nobody) / 4).epsilon(1e-9));
  CHECK(bytes(R"("profiles": {"a": {"weight": 3, "debt": "moderate"}, "b": {"weight": 1, "debt": "severe"}})") == nobody + (all - nobody) / 4);
}

TEST_CASE("what is reckoned is less than a world takes, quiet or busy, so nothing that fits is refused", "[experiment][memory]") {
  constexpr auto busy = R"({"casepath": 1, "name": "busy", "start": "2025-01-01", "horizon": "1 year",
    "needs": {"debt": {"worsens": {"none": "2 per year"}, "seeks": {"rate": {"low": "9 per year"}, "doors": {"desk": 1}}}},
    "people": {"cohorts": {"all": {"size": 20000}}}, "services": {"desk": {"works_on": ["debt"], "stay": "9 days"}}})";
  for (const Runnable& study : {people("20000"), lower(read_scenario(busy))}) {
    Simulation<> sim(study.base);
    sim.finish();
    CHECK(memory_need(study, {}, 1).bytes < static_cast<double>(sim.world().bytes()));
  }
}

TEST_CASE("too many people are refused with both numbers and what to do", "[experiment][memory]") {
  const MemoryNeed need{10'000'000, 4, 23.5e9};
  CHECK_NOTHROW(refuse_if_too_big(need, 0));
  CHECK_NOTHROW(refuse_if_too_big(need, 24e9));
  CHECK_THROWS_WITH(refuse_if_too_big(need, 12e9),
                    "this needs at least 23.5 GB for 10000000 people in 4 worlds at a time, and 12.0 GB are free: take fewer people, fewer jobs or fewer variants");
  CHECK_THROWS_WITH(refuse_if_too_big({500'000, 1, 400e6}, 300e6),
                    "this needs at least 400 MB for 500000 people in 1 world, and 300 MB are free: take fewer people");
  CHECK(free_memory() > 1e6);
}
