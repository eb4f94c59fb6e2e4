"""The region, an example of scale: what it is, and that the memory of a run grows no faster than was promised."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import casepath
import pytest

PROMISED = 2 * 2**30 / 1_000_000  # bytes a person: a million people, twenty services, five years in 2 GiB


@pytest.fixture(scope="module")
def scale() -> ModuleType:
    """The tool that measures it."""
    file = Path(__file__).resolve().parents[2] / "bench" / "scale.py"
    spec = importlib.util.spec_from_file_location("scale", file)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_region_has_a_million_people_and_twenty_services_for_five_years_all_assumed():
    tree = json.loads(casepath.examples["region"].json)
    assert tree["people"]["cohorts"]["adults"]["size"] == 1_000_000
    assert len(tree["services"]) == 20
    assert tree["horizon"] == "5 years"
    assert not casepath.examples["region"].core.sources


def test_loads_stay_what_they_are_when_the_region_is_scaled(scale):
    tree = json.loads(scale.scaled(100_000))
    assert tree["people"]["cohorts"]["adults"]["size"] == 100_000
    assert tree["services"]["gp_north"]["capacity"] == 200


def test_a_run_from_the_command_takes_no_more_memory_a_person_than_promised(scale, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(Path(casepath.__file__).parents[1]))
    few, many = scale.measured(5_000), scale.measured(80_000)
    assert many.interactions > 10 * few.interactions
    assert (many.peak_mib - few.peak_mib) * 2**20 / 75_000 < PROMISED
