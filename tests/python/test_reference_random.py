"""The reference simulator and the core tell the same of random worlds, always the same hundred (tests/reference)."""

import json

import casepath
import pytest
from reference import compare
from reference.random_scenarios import scenario

UNDECIDED = {31, 34, 50, 52, 58, 60, 71, 75}


@pytest.mark.parametrize("seed", range(100))
def test_both_tell_the_same(seed, request):
    if seed in UNDECIDED:
        request.applymarker(pytest.mark.xfail(strict=True, reason="not decided yet: tests/reference/DISAGREEMENTS.md"))
    loaded = casepath.loads(json.dumps(scenario(seed)), format="json")
    assert compare.differences(loaded) == ("", "")
