// Passing on: which link, how many, in which mode, and what if nobody takes the person. Every line was worked out by hand.
#include "support/catch.hpp"
#include "support/tiny_worlds.hpp"

using namespace casepath;
using namespace casepath::tiny;

namespace {

/// One visitor with debt at a hub that lets go at once.
std::string at_hub(const char* rest) {
  return filled(R"({
    "horizon": "100 days",
    "needs": {"debt": {}},
    "streams": {"door": {"to": "hub", "every": "4000 days", "first": "2025-01-01", "needs": {"debt": "severe"}}}, $1})", {rest});
}

}  // namespace

TEST_CASE("shares are absolute, weights divide the given part of what they leave, the rest ends", "[model][on_passing_on][H1]") {
  const TinyWorld w = played(at_hub(R"(
    "services": {"hub": {"works_on": ["debt"], "stay": "0 days", "onward": 0.5},
                 "a": {"works_on": ["debt"], "stay": "9 days"}, "b": {"works_on": ["debt"], "stay": "9 days"}, "c": {"works_on": ["debt"], "stay": "9 days"}},
    "links": {"hub": {"a": {"on": ["unmet"], "share": 0.3}, "b": {"on": ["unmet"], "weight": 3}, "c": {"on": ["unmet"], "weight": 1}}})"),
    {R"({"streams": {"door": {"batch": 10000}}})"});
  // Expected shares .3, .7 x .5 x 3/4, .7 x .5 x 1/4; five standard errors each: a false alarm below 1e-6.
  const auto share = [&](const char* service) { return static_cast<double>(w.tally(service).arrivals) / 10000; };
  const auto within = [](double p) { return Approx(p).margin(5 * std::sqrt(p * (1 - p) / 10000)); };
  CHECK(share("a") == within(0.3));
  CHECK(share("b") == within(0.2625));
  CHECK(share("c") == within(0.0875));
}

TEST_CASE("a share counts for the needs its link is for, on the event it is taken on", "[model][on_passing_on][H1]") {
  // All of x goes by its share; debt is not what that link is for, so the weight has all of it.
  const TinyWorld w = played(at_hub(R"(
    "services": {"hub": {"works_on": ["debt", "x"], "stay": "0 days", "refuses": {"no_x": {"need": "x", "at_least": "severe"}}},
                 "a": {"works_on": ["x"], "stay": "9 days"}, "b": {"works_on": ["debt"], "stay": "9 days"}},
    "links": {"hub": {"a": {"on": ["unmet"], "share": 1}, "b": {"on": ["unmet"]}}})"),
    {R"({"needs": {"x": {}}, "streams": {"door": {"batch": 20, "needs": {"x": "low"}}}})"});
  CHECK(w.tally("a").arrivals == 20);
  CHECK(w.tally("b").arrivals == 20);
  // On a named refusal the whole share goes to the link that names it, and nothing is left for the weight.
  const TinyWorld named = played(at_hub(R"(
    "services": {"hub": {"works_on": ["debt"], "stay": "0 days", "refuses": {"no_debt": {"need": "debt", "at_least": "severe"}}},
                 "a": {"works_on": ["debt"], "stay": "9 days"}, "b": {"works_on": ["debt"], "stay": "9 days"}},
    "links": {"hub": {"a": {"on": ["refused:no_debt"], "share": 1}, "b": {"on": ["rejected"]}}})"),
    {R"({"streams": {"door": {"batch": 20}}})"});
  CHECK(named.tally("a").arrivals == 20);
  CHECK(named.tally("b").arrivals == 0);
}

TEST_CASE("strands that choose the same receiver travel as one referral, the others apart", "[model][on_passing_on][H2]") {
  const TinyWorld w = played(at_hub(R"(
    "services": {"hub": {"works_on": ["debt", "x", "y"], "stay": "0 days"},
                 "a": {"works_on": ["debt", "x"], "triage": {"cost": "£1"}, "stay": "9 days"}, "b": {"works_on": ["y"], "stay": "9 days"}},
    "links": {"hub": {"a": {"on": ["unmet"], "sender_cost": "£0.51"}, "b": {"on": ["unmet"]}}})"),
    {R"({"needs": {"x": {}, "y": {}}, "streams": {"door": {"needs": {"x": "low", "y": "low"}}}})"});
  CHECK(w.lines("hand_off") == "0 p0 hand_off hub 51p\n");
  CHECK(w.lines("passed_on") == "0 p0 passed_on hub -> a cold\n0 p0 passed_on hub -> b cold\n");
  CHECK(w.lines("triage") == "0 p0 triage a 100p\n");
  CHECK(w.count(Count::requests) == 1);
  CHECK(w.count(Count::hand_offs) == 2);
}

TEST_CASE("a service that rejected a strand is no candidate for it, unless the link leads there again", "[model][on_passing_on][H2]") {
  constexpr auto back = R"(
    "services": {"hub": {"works_on": ["debt"], "stay": "0 days"}, "a": {"works_on": ["debt"], "stay": "9 days", "accept": {"chance": 0}}},
    "links": {"hub": {"a": {"on": ["unmet"]}}, "a": {"hub": {"on": ["rejected"]}}})";
  const TinyWorld w = played(at_hub(back));
  CHECK(w.times("rejected a") == 1);
  CHECK(w.lines("strand_ended") == "0 p0 strand_ended debt unmet_after_help\n");
  const TinyWorld again = played(at_hub(back), {R"({"links": {"hub": {"a": {"again": true}}}, "passing": {"max_hops": 5}})"});
  CHECK(again.times("rejected a") == 3);   // hops 1 to a, 2 back, 3, 4, 5
  CHECK(again.lines("strand_ended") == "0 p0 strand_ended debt nobodys_case\n");
}

TEST_CASE("at the most hops nothing more is chosen; after a closing that is unmet after help", "[model][on_passing_on][H5]") {
  const TinyWorld w = played(at_hub(R"(
    "passing": {"max_hops": 1},
    "services": {"hub": {"works_on": ["debt"], "stay": "0 days"}, "a": {"works_on": ["debt"], "stay": "9 days"}, "b": {"works_on": ["debt"], "stay": "9 days"}},
    "links": {"hub": {"a": {"on": ["unmet"]}}, "a": {"b": {"on": ["unmet"]}}})"));
  CHECK(w.lines("strand_ended") == "9 p0 strand_ended debt unmet_after_help\n");
  CHECK(w.times("passed_on") == 1);
}

TEST_CASE("links are taken on met, always, and reneged", "[model][on_passing_on][H1][W5]") {
  constexpr auto world = R"(
    "services": {"hub": {"works_on": ["debt"], "stay": "2 days"}, "a": {"works_on": ["debt"], "stay": "9 days"}},
    "links": {"hub": {"a": {"on": ["unmet"]}}})";
  const auto arrivals = [&](const char* on, const char* effect) {
    return played(at_hub(world), {filled(R"({"links": {"hub": {"a": {"on": ["$1"]}}}, "services": {"hub": {"effects": {"end": {"debt": "$2"}}}}})", {on, effect})})
        .tally("a").arrivals;
  };
  constexpr auto helped = "to goal with 1", useless = "to goal with 0";
  CHECK(arrivals("met", helped) == 1);
  CHECK(arrivals("met", useless) == 0);
  CHECK(arrivals("unmet", helped) == 0);
  CHECK(arrivals("unmet", useless) == 1);
  CHECK(arrivals("always", helped) == 1);
  CHECK(arrivals("always", useless) == 1);
  const TinyWorld w = played(at_hub(world), {R"({"links": {"hub": {"a": {"on": ["reneged"]}}}, "services": {"hub": {"list": {"delay": "9 days", "patience": "4 days"}}}})"});
  CHECK(w.lines("hub") == "0 p0 referral_arrived hub opening\n0 p0 accepted hub\n0 p0 joined_list hub\n4 p0 left_list hub\n4 p0 passed_on hub -> a cold\n");
}

TEST_CASE("whether somebody arrives is known after the delay; who is sent by order always does", "[model][on_passing_on][H6][C3]") {
  constexpr auto world = R"(
    "trust": {"missed_hand_off": 0.2}, "modes": {"signpost": {"arrives": {"chance": 0}, "delay": "7 days"}, "compulsory": {"arrives": {"chance": 0}, "delay": "7 days"}},
    "services": {"hub": {"works_on": ["debt", "x"], "stay": "0 days"}, "a": {"works_on": ["debt"], "stay": "9 days"}, "anchor": {"works_on": ["x"], "stay": "50 days"}},
    "links": {"hub": {"a": {"on": ["unmet"], "mode": "signpost"}, "anchor": {"on": ["unmet"]}}})";
  constexpr auto with_x = R"({"needs": {"x": {}}, "streams": {"door": {"needs": {"x": "low"}}}})";
  TinyWorld w(at_hub(world), {with_x});
  w.run_until(8);
  CHECK(w.trust() == 0.4f);
  w.finish();
  CHECK(w.lines("lost") == "7 p0 lost a\n7 p0 strand_ended debt lost\n");
  CHECK(w.count(Count::lost_on_the_way) == 1);
  TinyWorld sent(at_hub(world), {with_x, R"({"links": {"hub": {"a": {"mode": "compulsory"}}}})"});
  sent.run_until(8);
  CHECK(sent.trust() == 0.5f);
  CHECK(sent.lines("7 p0 admitted") == "7 p0 admitted a\n");
}

TEST_CASE("a hand-off is warm with the link's chance times its trust", "[model][on_passing_on][H6][C4]") {
  constexpr auto world = R"(
    "services": {"hub": {"works_on": ["debt"], "stay": "1 day"}, "a": {"works_on": ["debt"], "stay": "9 days"}},
    "links": {"hub": {"a": {"on": ["unmet"], "mode": "cold", "warm": 1, "trust": {"start": 1}}}})";
  CHECK(played(at_hub(world)).lines("passed_on") == "1 p0 passed_on hub -> a warm\n");
  CHECK(played(at_hub(world), {R"({"links": {"hub": {"a": {"trust": {"start": 0}}}}})"}).lines("passed_on") == "1 p0 passed_on hub -> a cold\n");
  CHECK(played(at_hub(world), {R"({"links": {"hub": {"a": {"warm": 0}}}})"}).lines("passed_on") == "1 p0 passed_on hub -> a cold\n");
  CHECK(played(at_hub(world), {R"({"links": {"hub": {"a": {"mode": "compulsory"}}}})"}).lines("passed_on") == "1 p0 passed_on hub -> a compulsory\n");
  // A tenth of the trust: a tenth of the hand-offs. 10,000 of them, five standard errors.
  const TinyWorld tenth = played(at_hub(world), {R"({"streams": {"door": {"batch": 10000}}, "links": {"hub": {"a": {"trust": {"start": 0.1}}}}})"});
  CHECK(tenth.times("-> a warm") == Approx(1000).margin(5 * std::sqrt(10000 * 0.1 * 0.9)));
}

TEST_CASE("a wrong entry sends the person nowhere: found after a while, a hop used, at the sender's cost", "[model][on_passing_on][C6][C3]") {
  constexpr auto world = R"(
    "trust": {"rejected": 0.2}, "directory": {"wrong": {"found_after": "7 days", "cost": "£5"}},
    "services": {"hub": {"works_on": ["debt"], "stay": "20 days"}, "club": {"works_on": ["debt"], "stay": "9 days", "changes": "100 per day"},
                 "sure": {"works_on": ["debt"], "stay": "50 days"}},
    "links": {"hub": {"club": {"on": ["unmet"], "mode": "signpost"}}})";
  const TinyWorld alone = played(at_hub(world));
  CHECK(alone.lines("20 p0") + alone.lines("27 p0") == text(R"(
    20 p0 closed hub completed
    20 p0 passed_on hub -> club signpost
    27 p0 wrong_address club
    27 p0 wrong_entry hub 500p
    27 p0 strand_ended debt unmet_after_help
  )"));
  CHECK(alone.ledger() == "hub wrong_entry no_outcome 500p x1\n");
  CHECK(alone.tally("club").arrivals == 0);
  // Not there again, even where the link leads there again.
  CHECK(played(at_hub(world), {R"({"links": {"hub": {"club": {"again": true}}}})"}).lines("p0") == alone.lines("p0"));
  // With another link the strand goes there next; the share 1 makes the club the first choice of everybody.
  TinyWorld next(at_hub(world), {R"({"links": {"hub": {"club": {"share": 1}, "sure": {"on": ["rejected"], "mode": "warm"}}}})"});
  next.run_until(30);
  CHECK(next.lines("passed_on") == "20 p0 passed_on hub -> club signpost\n27 p0 passed_on hub -> sure warm\n");
  CHECK(next.trust() == 0.4f);
  // Warm hand-offs never use the directory; nor is an entry wrong that has been refreshed since the last change.
  CHECK(played(at_hub(world), {R"({"links": {"hub": {"club": {"mode": "warm"}}}})"}).tally("club").arrivals == 1);
  CHECK(played(at_hub(world), {R"({"services": {"club": {"changes": "0 per year"}}})"}).tally("club").arrivals == 1);
  CHECK(played(at_hub(world), {R"({"directory": {"refreshed": {"every": "1 minute"}}})"}).tally("club").arrivals == 1);
}

TEST_CASE("a strand that a lead sent on comes back if it is lost, tires of waiting, or is closed unmet, and may go to another", "[model][on_passing_on][H3]") {
  constexpr auto led = R"(
    "modes": {"cold": {"delay": "2 days"}},
    "services": {"hub": {"works_on": ["debt"], "lead": {}, "contacts": {"every": "10 days"}, "closes": {"after": "30 days"}},
                 "alpha": {"works_on": ["debt"], "stay": "5 days"}, "beta": {"works_on": ["debt"], "stay": "5 days", "effects": {"end": {"debt": "to goal with 1"}}}},
    "links": {"hub": {"alpha": {"on": ["open"]}}})";
  const TinyWorld unmet = played(at_hub(led));
  CHECK(unmet.lines("alpha") == text(R"(
    0 p0 passed_on hub -> alpha cold
    2 p0 referral_arrived alpha cold
    2 p0 accepted alpha
    2 p0 admitted alpha
    7 p0 closed alpha completed
  )"));
  CHECK(unmet.lines("strand_ended") == "30 p0 strand_ended debt unmet_after_help\n");
  const TinyWorld lost = played(at_hub(led), {R"({"modes": {"cold": {"arrives": {"chance": 0}}}})"});
  CHECK(lost.lines("lost") == "2 p0 lost alpha\n");
  CHECK(lost.lines("strand_ended") == "30 p0 strand_ended debt unmet_after_help\n");
  const TinyWorld tired = played(at_hub(led), {R"({"services": {"alpha": {"list": {"delay": "9 days", "patience": "3 days"}}}})"});
  CHECK(tired.lines("left_list") == "5 p0 left_list alpha\n");
  CHECK(tired.lines("strand_ended") == "30 p0 strand_ended debt unmet_after_help\n");
  // To another: a rejects, b mends the need; the strand ends there, and the lead has nothing left to carry.
  const TinyWorld another = played(at_hub(led), {R"({"links": {"hub": {"alpha": {"weight": 1e9}, "beta": {"on": ["open"]}}}, "services": {"alpha": {"accept": {"chance": 0}}}})"});
  CHECK(another.lines("passed_on") == "0 p0 passed_on hub -> alpha cold\n2 p0 passed_on hub -> beta cold\n");
  CHECK(another.lines("9 p0") == text(R"(
    9 p0 closed beta completed
    9 p0 effect beta debt -> none
    9 p0 need_changed debt severe -> none
    9 p0 strand_ended debt met
    9 p0 closed hub handed_off
  )"));
}

TEST_CASE("when the lead's episode ends, a strand that it sent on stays where it is", "[model][on_passing_on][H3]") {
  const TinyWorld w = played(at_hub(R"(
    "services": {"hub": {"works_on": ["debt"], "lead": {}, "contacts": {"every": "10 days"}, "closes": {"after": "3 days"}}, "a": {"works_on": ["debt"], "stay": "5 days"}},
    "links": {"hub": {"a": {"on": ["open"]}}})"));
  CHECK(w.lines("closed") + w.lines("strand_ended") == "3 p0 closed hub time_limit\n5 p0 closed a completed\n5 p0 strand_ended debt unmet_after_help\n");
}

TEST_CASE("a lead finds another way after a wrong entry, or keeps the strand", "[model][on_passing_on][C6][H3]") {
  constexpr auto led = R"(
    "directory": {"wrong": {"found_after": "7 days", "cost": "£5"}},
    "services": {"hub": {"works_on": ["debt"], "stay": "30 days"}, "club": {"works_on": ["debt"], "stay": "9 days", "changes": "100 per day"},
                 "sure": {"works_on": ["debt"], "stay": "90 days"}},
    "links": {"hub": {"club": {"on": ["open"], "mode": "signpost", "again": true}}})";
  constexpr auto from_day_1 = R"({"streams": {"door": {"first": "2025-01-02"}}})";   // an entry is right at the very start
  CHECK(played(at_hub(led), {from_day_1}).lines("p0") == text(R"(
    1 p0 request_opened stream
    1 p0 referral_arrived hub opening
    1 p0 accepted hub
    1 p0 admitted hub
    1 p0 passed_on hub -> club signpost
    8 p0 wrong_address club
    8 p0 wrong_entry hub 500p
    31 p0 closed hub completed
    31 p0 strand_ended debt unmet_after_help
  )"));
  CHECK(played(at_hub(led), {from_day_1, R"({"links": {"hub": {"club": {"weight": 1e9}, "sure": {"on": ["open"]}}}})"}).lines("passed_on") ==
        "1 p0 passed_on hub -> club signpost\n8 p0 passed_on hub -> sure cold\n");
}

TEST_CASE("each episode asks its own open links, though an earlier one found none", "[model][on_passing_on][H3]") {
  const TinyWorld w = played(at_hub(R"(
    "services": {"hub": {"works_on": ["debt"], "stay": "5 days"}, "nav": {"works_on": ["debt"], "stay": "50 days"}, "aid": {"works_on": ["debt"], "stay": "9 days"}},
    "links": {"hub": {"aid": {"on": ["open"], "share": 0}, "nav": {"on": ["unmet"]}}, "nav": {"aid": {"on": ["open"]}}})"));
  CHECK(w.lines("passed_on") == "5 p0 passed_on hub -> nav cold\n5 p0 passed_on nav -> aid cold\n");
}

TEST_CASE("a met and an unmet strand that choose one link travel together", "[model][on_passing_on][H2][S7]") {
  TinyWorld w(at_hub(R"(
    "trust": {"closed_unmet": 0.2},
    "services": {"hub": {"works_on": ["debt", "x"], "stay": "2 days", "effects": {"end": {"debt": "to goal with 1"}}},
                 "club": {"works_on": ["debt", "x"], "triage": {"cost": "£3"}, "stay": "90 days"}},
    "links": {"hub": {"club": {"on": ["always"], "sender_cost": "£1"}}})"),
    {R"({"needs": {"x": {}}, "streams": {"door": {"needs": {"x": "low"}}}})"});
  w.run_until(3);
  CHECK(w.lines("2 p0") == text(R"(
    2 p0 closed hub completed
    2 p0 effect hub debt -> none
    2 p0 need_changed debt severe -> none
    2 p0 hand_off hub 100p
    2 p0 passed_on hub -> club cold
    2 p0 referral_arrived club cold
    2 p0 triage club 300p
    2 p0 accepted club
    2 p0 admitted club
  )"));
  CHECK(w.count(Count::hand_offs) == 1);
  CHECK(w.trust() == 0.5f);   // a hand-off that arrives
}
