"""Beds that are kept (rule S9): their figures, where there can be any, and a warning where nobody can move."""

import json

import casepath as cp
import pytest

VISITOR = {"every": "4000 days", "needs": {"home": "severe"}}


def ring(**closes):
    """Two beds whose people wait for one another's from day 15 on."""
    bed = {"works_on": ["home"], "capacity": 1, "closes": closes}
    onward = {"on": ["unmet"], "again": True}
    return cp.loads(
        json.dumps(
            {
                "casepath": 1,
                "name": "ring",
                "start": "2025-01-01",
                "horizon": "100 days",
                "needs": {"home": {}},
                "streams": {
                    "a": {"to": "east", "first": "2025-01-01", **VISITOR},
                    "b": {"to": "west", "first": "2025-01-01", **VISITOR},
                },
                "services": {"east": {**bed, "stay": "10 days"}, "west": {**bed, "stay": "15 days"}},
                "links": {"east": {"west": onward}, "west": {"east": onward}},
                "variants": {
                    "swap": {"set": {f"services.{s}.closes": {**closes, "deadlock": "swap"} for s in ("east", "west")}}
                }
                if closes
                else {},
            }
        ),
        format="json",
    )


@pytest.fixture(scope="module")
def stuck():
    return cp.compare(ring(blocked=True), replications=3, seed=7)


def test_a_ring_in_which_nobody_can_move_is_warned_of_once(stuck):
    (warning,) = [line for line in stuck.run_warnings() if "blocked" in line]
    assert warning.startswith("base: every place at east and west is held by somebody who is blocked")
    assert "in 3 of 3 replications (the first is number 0), with seed 7, for the first time on 2025-01-16" in warning


def test_the_figure_is_a_date_in_days_and_not_a_number_where_it_never_came_to_that(stuck):
    assert stuck.values("service/east/deadlocked_after", variant="base").tolist() == [15.0] * 3
    assert stuck.values("service/east/blocked_mean", variant="base").tolist() == pytest.approx([0.9] * 3)
    assert not (stuck.values("service/west/deadlocked_after", variant="swap") >= 0).any()


def test_where_no_bed_can_be_kept_there_are_no_such_figures():
    with pytest.raises(KeyError):
        cp.run(ring(), replications=1).figure("service/east/blocked_mean")
