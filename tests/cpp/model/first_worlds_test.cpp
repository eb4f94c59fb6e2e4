#include "support/catch.hpp"
#include "support/tiny_worlds.hpp"

using namespace casepath;
using namespace casepath::tiny;

namespace {

// Two needs, one visitor on day 10, one call at a desk that helps neither. 101 pence, so that a share has a rest.
constexpr auto one_call = R"({
  "needs": {"debt": {}, "housing": {}},
  "services": {"desk": {"works_on": ["debt", "housing"], "stay": "0 days", "costs": {"start": "£1.01"}}}
})";

}  // namespace

TEST_CASE("what an interaction costs is shared among the strands it carries, to the penny", "[model][R1]") {
  const TinyWorld w = played(one_call, {R"({"streams": {"visitors": {"to": "desk", "every": "10 days", "first": "2025-12-27",
                                            "needs": {"debt": "severe", "housing": "severe"}}}})"});
  CHECK(w.story() == text(R"(
    360 p0 request_opened stream
    360 p0 referral_arrived desk opening
    360 p0 accepted desk
    360 p0 admitted desk
    360 p0 start desk 101p
    360 p0 closed desk completed
    360 p0 strand_ended debt unmet_after_help
    360 p0 strand_ended housing unmet_after_help
  )"));
  CHECK(w.ledger() == "desk start no_outcome 101p x1\n");
}
