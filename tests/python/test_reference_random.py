"""The reference simulator and the core tell the same of random worlds, always the same hundred (tests/reference)."""

import json
import os

import casepath
import pytest
from reference import compare
from reference.random_scenarios import scenario

SEEDS = range(400 if os.environ.get("CASEPATH_LONG") == "1" else 100)


@pytest.mark.parametrize("seed", SEEDS)
def test_both_tell_the_same(seed):
    loaded = casepath.loads(json.dumps(scenario(seed)), format="json")
    assert compare.differences(loaded) == ("", "")
