#include "casepath/network/referral_graph.hpp"

#include "support/catch.hpp"

using namespace casepath;

TEST_CASE("links are found by sender, in the order of the file", "[network][referral_graph]") {
  std::vector<Link> links(4);
  const int from[] = {2, 0, 2, 2}, to[] = {0, 1, 1, 3};
  for (std::size_t i = 0; i < 4; ++i) links[i].from = ServiceId{from[i]}, links[i].to = ServiceId{to[i]};
  const ReferralGraph graph(4, links);
  REQUIRE(graph.from(ServiceId{2}).size() == 3);
  CHECK(graph[graph.from(ServiceId{2})[0]].to == ServiceId{0});
  CHECK(graph[graph.from(ServiceId{2})[2]].to == ServiceId{3});
  CHECK(graph.from(ServiceId{1}).empty());
  CHECK(graph.size() == 4);
}

TEST_CASE("a link is for the needs it names, or for any", "[network][referral_graph][H1]") {
  Link link;
  CHECK(link.is_for(NeedId{3}));
  link.about = 0b1000;
  CHECK(link.is_for(NeedId{3}));
  CHECK_FALSE(link.is_for(NeedId{2}));
  CHECK(link.is_for(NeedId::none()));
  link.on_refusal = {1};
  CHECK(link.taken_on_refusal(1));
  CHECK_FALSE(link.taken_on_refusal(0));
}
