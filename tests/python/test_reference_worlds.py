"""The reference simulator and the core tell the same of each small world, by event and by class (tests/reference)."""

import json

import casepath
import pytest
from reference import compare
from reference.small_worlds import WORLDS


@pytest.mark.parametrize("name", WORLDS)
@pytest.mark.parametrize("seed", [1, 2])
def test_both_tell_the_same(name, seed):
    scenario = casepath.loads(json.dumps(WORLDS[name]), format="json")
    assert compare.differences(scenario, seed=seed) == ("", "")


def test_a_difference_is_seen():
    """The comparison itself: a row taken from one log is missed."""
    scenario = casepath.loads(json.dumps(WORLDS["doors"]), format="json")
    rows, world = compare.of_core(scenario), compare.of_reference(scenario)
    assert len(rows) > 500
    without = [row for row in world.log if row is not world.log[len(world.log) // 2]]
    assert "part at row" in compare.first_difference(rows, without, world.spec.end)


def test_what_is_not_supported_is_refused_by_name():
    world = {**WORLDS["doors"], "services": {**WORLDS["doors"]["services"]}}
    world["services"]["desk"] = {**world["services"]["desk"], "accept": {"overall": 0.5}}
    scenario = casepath.loads(json.dumps(world), format="json")
    with pytest.raises(NotImplementedError, match="overall"):
        compare.of_reference(scenario)
