"""What the core does against the rules, each in the smallest world that shows it (tests/reference/DISAGREEMENTS.md).

Each test says what the rule says and is expected to fail; one that passes has been mended, and its name leaves
tests/reference/known.py.
"""

import json

import casepath
import pytest
from reference import compare

VISITOR = {"every": "4000 days", "first": "2025-01-01"}
LEVELS = ["none", "low", "moderate", "severe"]


def world(services, *, needs=None, streams=None, **more):
    """A place with one person who has no needs, and what a test is about."""
    return {
        "casepath": 1,
        "name": "known",
        "start": "2025-01-01",
        "horizon": "60 days",
        "needs": needs or {"debt": {}, "home": {}},
        "people": {"cohorts": {"all": {"size": 1}}},
        "services": services,
        "streams": streams or {},
        **more,
    }


def told(data, *whats):
    """What the core tells of a world: the rows of these happenings."""
    rows = compare.of_core(casepath.loads(json.dumps(data), format="json"))
    return [row[2:] for row in rows if row[2] in whats]


def alike(data):
    """Whether the core does as the reference, which here follows the rules alone."""
    scenario = casepath.loads(json.dumps(data), format="json")
    return compare.difference(scenario, follow=frozenset()) == ""


@pytest.mark.xfail(strict=True, reason="R2: a visitor whose need is at its goal breaks a law of the core (ModelError)")
def test_a_visitor_may_come_with_a_need_at_its_goal():
    data = world(
        {"desk": {"works_on": ["debt"], "stay": "5 days"}},
        needs={"debt": {"goal": "low"}},
        streams={"door": {"to": "desk", **VISITOR, "needs": {"debt": "low"}}},
    )
    assert told(data, "admitted") == [("admitted", "desk", "", "", 0, 0, 0)]


@pytest.mark.xfail(strict=True, reason="S1, F1: counts_as = 'none' is read as not given")
@pytest.mark.parametrize("lowest", ["none"])
def test_a_bed_may_count_as_the_lowest_level(lowest):
    assert _bed(lowest) == [("need_changed", "", "", "home", 3, 0, 0), ("need_changed", "", "", "home", 0, 3, 0)]


def test_a_bed_counts_as_the_lowest_level_by_another_name():
    assert _bed("fine") == [("need_changed", "", "", "home", 3, 0, 0), ("need_changed", "", "", "home", 0, 3, 0)]


def _bed(lowest):
    hostel = {"works_on": ["home"], "stay": "30 days", "while_open": {"home": {"counts_as": lowest}}}
    streams = {"door": {"to": "hostel", **VISITOR, "needs": {"home": "severe"}}}
    data = world({"hostel": hostel}, streams=streams, levels={"names": [lowest, *LEVELS[1:]]})
    return told(data, "need_changed")


@pytest.mark.xfail(strict=True, reason="E1, F1: asks.K = {at_most = 'none'} is read as not given")
def test_a_service_may_ask_for_people_without_a_need():
    desk = {"works_on": ["home", "debt"], "stay": "3 days", "asks": {"debt": {"at_most": "none"}}}
    data = world(
        {"desk": desk}, streams={"door": {"to": "desk", **VISITOR, "needs": {"home": "severe", "debt": "low"}}}
    )
    assert told(data, "rejected") == [("rejected", "desk", "", "", 5, 0, 0)]


@pytest.mark.xfail(strict=True, reason="N3: while_waiting moves needs whose strand is not on the list")
def test_waiting_moves_only_the_need_that_waits():
    seeks = {"rate": {"severe": "3 per year"}, "doors": {"desk": 1}}
    listed = {"delay": "2000 days", "while_waiting": {"home": {"worsens": 2}}}
    data = world(
        {"desk": {"works_on": ["debt"], "stay": "1 day", "list": listed}},
        needs={"debt": {"seeks": seeks}, "home": {"worsens": {"none": "2 per year"}}},
        horizon="3 years",
        people={"cohorts": {"all": {"size": 6, "needs": {"debt": {"severe": 1}}}}},
    )
    assert alike(data)


@pytest.mark.xfail(strict=True, reason="P2, T4: people from streams start with trust .5 whatever trust.start says")
def test_visitors_start_with_the_scenario_s_trust():
    desk = {"works_on": ["debt"], "stay": "1 day", "accept": {"chance": 0.5, "odds": {"trust": 1e6}}}
    data = world(
        {"desk": desk},
        streams={"door": {"to": "desk", **VISITOR, "batch": 20, "needs": {"debt": "severe"}}},
        trust={"start": 1},
    )
    assert len(told(data, "accepted")) == 20


@pytest.mark.xfail(strict=True, reason="R6, R1: a whole-person service takes up a need that it carries already")
def test_a_need_that_a_case_carries_is_not_taken_up_again():
    pursued = {"rate": {"severe": "2 per year"}, "by": "desk"}
    data = world(
        {"desk": {"whole_person": True, "stay": "5 days"}},
        needs={"debt": {"pursued": pursued}},
        horizon="1 year",
        people={"cohorts": {"all": {"size": 1, "needs": {"debt": {"severe": 1}}}}},
    )
    assert len(told(data, "admitted")) == len(told(data, "strand_ended")) > 0


@pytest.mark.xfail(
    strict=True, reason="R4: two referrals assessed before the wait give a person two places at a service"
)
def test_a_person_holds_one_place_at_a_service():
    seeks = {"rate": {"severe": "50 per year"}, "doors": {"desk": 1}}
    assessment = {"takes": "20 days", "before_wait": True}
    data = world(
        {"desk": {"works_on": ["debt", "home"], "stay": "4000 days", "assessment": assessment}},
        needs={"debt": {"seeks": seeks}, "home": {"seeks": seeks}},
        people={"cohorts": {"all": {"size": 1, "needs": {"debt": {"severe": 1}, "home": {"severe": 1}}}}},
    )
    assert len(told(data, "accepted")) == 2
    assert len(told(data, "admitted")) == 1


@pytest.mark.xfail(strict=True, reason="C6: after a wrong entry the same link is taken again, to the same wrong entry")
def test_after_a_wrong_entry_another_link_is_taken_or_none():
    data = world(
        {
            "hub": {"works_on": ["debt"], "stay": "20 days"},
            "club": {"works_on": ["debt"], "stay": "9 days", "changes": "100 per day"},
        },
        streams={"door": {"to": "hub", **VISITOR, "needs": {"debt": "severe"}}},
        links={"hub": {"club": {"on": ["always"], "mode": "signpost", "again": True}}},
        directory={"wrong": {"found_after": "1 day"}},
    )
    assert len(told(data, "wrong_address")) == 1


@pytest.mark.xfail(strict=True, reason="P3, S7: a leading episode closes as handed_off when the person leaves")
def test_whoever_leaves_has_every_episode_closed_as_left():
    seeks = {"rate": {"severe": "50 per year"}, "doors": {"nav": 1}}
    services = {"nav": {"works_on": ["debt"], "stay": "4000 days"}, "aid": {"works_on": ["debt"], "stay": "4000 days"}}
    data = world(
        services,
        needs={"debt": {"seeks": seeks}},
        links={"nav": {"aid": {"on": ["open"]}}},
        horizon="3 years",
        people={"cohorts": {"all": {"size": 5, "leaves": "1 per year", "needs": {"debt": {"severe": 1}}}}},
    )
    closed = told(data, "closed")
    assert closed and {row[4] for row in closed} == {10}


@pytest.mark.xfail(strict=True, reason="H2: a met and an unmet strand that choose the same link travel apart")
def test_strands_that_choose_alike_travel_together():
    data = world(
        {"hub": {"works_on": ["debt", "home"], "stay": "2 days", "effects": {"end": {"debt": "to goal with 1"}}},
         "club": {"works_on": ["debt", "home"], "stay": "9 days"}},
        streams={"door": {"to": "hub", **VISITOR, "needs": {"debt": "severe", "home": "severe"}}},
        links={"hub": {"club": {"on": ["always"], "sender_cost": "£1"}}},
    )  # fmt: skip
    assert len(told(data, "passed_on")) == 1


@pytest.mark.xfail(strict=True, reason="T3: at the last instant a lead's episode is closed, with effects cut short")
def test_nothing_is_run_on_the_last_instant():
    nav = {"works_on": ["debt"], "stay": "400 days", "effects": {"cut_short": {"home": "+2 with 1"}}}
    data = world(
        {"nav": nav, "aid": {"works_on": ["debt"], "stay": "300 days"}},
        streams={"door": {"to": "nav", **VISITOR, "needs": {"debt": "severe"}}},
        links={"nav": {"aid": {"on": ["open"]}}},
    )
    assert told(data, "closed", "effect", "need_changed") == []
