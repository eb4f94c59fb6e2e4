"""What the core once did against the rules, each in the smallest world that shows it (see DISAGREEMENTS.md).

Each test says what the rule says; core and reference now both do it, event by event.
"""

import json

import casepath
import pytest
from reference import compare

VISITOR = {"every": "4000 days", "first": "2025-01-01"}
LEVELS = ["none", "low", "moderate", "severe"]


def world(services, *, needs=None, streams=None, **more):
    """A place with what a test is about."""
    return {
        "casepath": 1,
        "name": "rules",
        "start": "2025-01-01",
        "horizon": "60 days",
        "needs": needs or {"debt": {}, "home": {}},
        "services": services,
        "streams": streams or {},
        **more,
    }


def told(data, *whats):
    """What both tell of a world: the rows of these happenings."""
    scenario = casepath.loads(json.dumps(data), format="json")
    assert compare.differences(scenario) == ("", "")
    return [row[2:] for row in compare.of_core(scenario) if row[2] in whats]


def visitors(**needs):
    return world(
        {"desk": {"works_on": ["debt", "home"], "stay": "5 days"}},
        needs={"debt": {"goal": "low"}, "home": {}},
        streams={"door": {"to": "desk", **VISITOR, "needs": needs}},
    )


def test_a_visitor_may_come_with_a_need_at_its_goal():
    """R2, R5: its strand ends at once."""
    assert told(visitors(debt="low", home="severe"), "strand_ended") == [
        ("strand_ended", "", "", "debt", 1, 0, 0),
        ("strand_ended", "desk", "", "home", 2, 0, 0),
    ]


def test_a_stream_with_nothing_to_ask_for_is_no_scenario():
    with pytest.raises(casepath.ScenarioError, match="a need above its goal"):
        told(visitors(debt="low"))


@pytest.mark.parametrize("lowest", ["none", "fine"])
def test_a_bed_may_count_as_the_lowest_level(lowest):
    """S1, F1."""
    hostel = {"works_on": ["home"], "stay": "30 days", "while_open": {"home": {"counts_as": lowest}}}
    streams = {"door": {"to": "hostel", **VISITOR, "needs": {"home": "severe"}}}
    data = world({"hostel": hostel}, streams=streams, levels={"names": [lowest, *LEVELS[1:]]})
    assert told(data, "need_changed") == [
        ("need_changed", "", "", "home", 3, 0, 0),
        ("need_changed", "", "", "home", 0, 3, 0),
    ]


def test_a_service_may_ask_for_people_without_a_need():
    """E1, F1."""
    desk = {"works_on": ["home", "debt"], "stay": "3 days", "asks": {"debt": {"at_most": "none"}}}
    data = world(
        {"desk": desk}, streams={"door": {"to": "desk", **VISITOR, "needs": {"home": "severe", "debt": "low"}}}
    )
    assert told(data, "rejected") == [("rejected", "desk", "", "", 5, 0, 0)]


def test_a_service_may_refuse_from_the_lowest_level_on():
    """E4, F1: which keeps out everybody; it is not the same as not said."""
    desk = {"works_on": ["home"], "stay": "3 days", "refuses": {"any": {"need": "debt", "at_least": "none"}}}
    data = world({"desk": desk}, streams={"door": {"to": "desk", **VISITOR, "needs": {"home": "severe"}}})
    assert told(data, "rejected") == [("rejected", "desk", "", "", 6, 1, 0)]


def test_waiting_moves_only_the_need_that_waits():
    """N3."""
    seeks = {"rate": {"severe": "3 per year"}, "doors": {"desk": 1}}
    listed = {"delay": "2000 days", "while_waiting": {"home": {"worsens": 2}}}
    data = world(
        {"desk": {"works_on": ["debt"], "stay": "1 day", "list": listed}},
        needs={"debt": {"seeks": seeks}, "home": {"worsens": {"none": "2 per year"}}},
        horizon="3 years",
        people={"cohorts": {"all": {"size": 6, "needs": {"debt": {"severe": 1}}}}},
    )
    assert len(told(data, "joined_list")) == 6
    assert len(told(data, "need_changed")) > 0


def test_visitors_start_with_the_scenario_s_trust():
    """P2, T4."""
    desk = {"works_on": ["debt"], "stay": "1 day", "accept": {"chance": 0.5, "odds": {"trust": 1e6}}}
    data = world(
        {"desk": desk},
        streams={"door": {"to": "desk", **VISITOR, "batch": 20, "needs": {"debt": "severe"}}},
        trust={"start": 1},
    )
    assert len(told(data, "accepted")) == 20


def test_a_need_that_a_case_carries_is_not_taken_up_again():
    """R6, R1."""
    pursued = {"rate": {"severe": "2 per year"}, "by": "desk"}
    data = world(
        {"desk": {"whole_person": True, "stay": "5 days"}},
        needs={"debt": {"pursued": pursued}},
        horizon="1 year",
        people={"cohorts": {"all": {"size": 1, "needs": {"debt": {"severe": 1}}}}},
    )
    rows = [row[0] for row in told(data, "admitted", "strand_ended")]
    assert rows.count("admitted") == rows.count("strand_ended") > 0


def test_a_person_holds_one_place_at_a_service():
    """R4, E5."""
    seeks = {"rate": {"severe": "50 per year"}, "doors": {"desk": 1}}
    assessment = {"takes": "20 days", "before_wait": True}
    data = world(
        {"desk": {"works_on": ["debt", "home"], "stay": "4000 days", "assessment": assessment}},
        needs={"debt": {"seeks": seeks}, "home": {"seeks": seeks}},
        people={"cohorts": {"all": {"size": 1, "needs": {"debt": {"severe": 1}, "home": {"severe": 1}}}}},
    )
    assert [row[0] for row in told(data, "accepted", "admitted")] == ["accepted", "accepted", "admitted"]


def test_after_a_wrong_entry_another_link_is_taken_or_none():
    """C6."""
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


def test_whoever_leaves_has_every_episode_closed_as_left():
    """P3, S7."""
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


def test_strands_that_choose_alike_travel_together():
    """H2."""
    data = world(
        {"hub": {"works_on": ["debt", "home"], "stay": "2 days", "effects": {"end": {"debt": "to goal with 1"}}},
         "club": {"works_on": ["debt", "home"], "stay": "9 days"}},
        streams={"door": {"to": "hub", **VISITOR, "needs": {"debt": "severe", "home": "severe"}}},
        links={"hub": {"club": {"on": ["always"], "sender_cost": "£1"}}},
    )  # fmt: skip
    assert len(told(data, "passed_on")) == 1


def test_nothing_is_run_on_the_last_instant():
    """T3."""
    nav = {"works_on": ["debt"], "stay": "400 days", "effects": {"cut_short": {"home": "+2 with 1"}}}
    data = world(
        {"nav": nav, "aid": {"works_on": ["debt"], "stay": "300 days"}},
        streams={"door": {"to": "nav", **VISITOR, "needs": {"debt": "severe"}}},
        links={"nav": {"aid": {"on": ["open"]}}},
    )
    assert told(data, "closed", "effect", "need_changed") == []
