"""The reference simulator and the core tell the same of the examples, cut to a size that plain Python can follow."""

import json
from pathlib import Path

import casepath
import pytest
from reference import compare

EXAMPLES = Path(__file__).parents[2] / "examples" / "scenarios"
SIZES = {"md_women": 15, "md_men": 15, "one_need": 10}


def cut(name, **changes):
    """An example as plain data, some of its keys replaced."""
    return {**json.loads(casepath.load(EXAMPLES / name).json), **changes}


def borough():
    """Forty people and two years; each variant from the first day on; nobody is replaced; no ages, never read."""
    data = cut("borough.toml", warm_up="6 months", horizon="1 year", run_out="6 months")
    for name, size in SIZES.items():
        data["people"]["cohorts"][name]["size"] = size
        data["people"]["cohorts"][name].get("attributes", {}).pop("age", None)
    del data["people"]["arrives"]
    for variant in data["variants"].values():
        variant.pop("starts", None)
    return casepath.loads(json.dumps(data), format="json")


@pytest.mark.parametrize("variant", ["siloed", "joined_up", "housing_first"])
def test_both_tell_the_same_of_the_borough(variant):
    assert compare.differences(borough(), variant) == ("", "")


@pytest.mark.parametrize("queue", ["mm3", "mm10_m", "jackson3", "priority2"])
def test_both_tell_the_same_of_the_queues(queue):
    data = cut(f"queues/{queue}.toml", warm_up="20 days", horizon="500 days")
    scenario = casepath.loads(json.dumps(data), format="json")
    assert len(compare.of_core(scenario)) > 500
    assert compare.differences(scenario) == ("", "")


def test_a_variant_with_a_date_is_not_supported():
    with pytest.raises(NotImplementedError, match="variants.joined_up.starts"):
        compare.of_reference(casepath.load(EXAMPLES / "borough.toml"), "joined_up")
