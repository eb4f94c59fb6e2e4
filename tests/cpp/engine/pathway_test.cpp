// The program of workload (c), written against the engine, makes what it made before its draws were made together. It is run
// again for each level of vectors (cmake/tests.cmake): the figures know nothing of it.
#include "../../../bench/pathway.hpp"

#include "support/catch.hpp"

namespace {

struct Expected {
  std::uint64_t seed;
  std::int64_t arrivals, submitted, rejected, started, ended, reneged, waited_ticks;
};

}  // namespace

TEST_CASE("the pathway network makes the figures of the first version", "[engine][pathway]") {
  const Expected runs[] = {{1, 36440, 68618, 15348, 45398, 45341, 7442, 20048902531975561},
                           {2, 36337, 68325, 15235, 45791, 45734, 6833, 18666054565414956},
                           {3, 36356, 68238, 14976, 45469, 45412, 7274, 19065472124587899}};
  for (const Expected& expected : runs) {
    INFO("seed " << expected.seed);
    const pathway::Tally found = pathway::Network(20'000, expected.seed).run();
    CHECK(found.arrivals == expected.arrivals);
    CHECK(found.submitted == expected.submitted);
    CHECK(found.rejected == expected.rejected);
    CHECK(found.started == expected.started);
    CHECK(found.ended == expected.ended);
    CHECK(found.reneged == expected.reneged);
    CHECK(found.waited_ticks == expected.waited_ticks);
  }
}
