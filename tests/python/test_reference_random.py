"""The reference simulator and the core tell the same of random worlds, always the same hundred (tests/reference)."""

import json

import casepath
import pytest
from reference import compare
from reference.random_scenarios import scenario

TWO_PLACES = dict.fromkeys((31, 75), "R4: the core gives a person two places at a service")
UNDECIDED = dict.fromkeys((34, 50, 58, 60, 71), "not decided yet")
APART = TWO_PLACES | UNDECIDED


@pytest.mark.parametrize("seed", range(100))
def test_both_tell_the_same(seed, request):
    if seed in APART:
        request.applymarker(pytest.mark.xfail(strict=True, reason=f"{APART[seed]}: tests/reference/DISAGREEMENTS.md"))
    loaded = casepath.loads(json.dumps(scenario(seed)), format="json")
    assert compare.differences(loaded) == ("", "")
