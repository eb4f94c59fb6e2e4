"""The borough as a document: what it is made of, that its sources say so, and that its closure table is its own."""

import importlib.util
import json
import re
import sys
from collections.abc import Iterator
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import Any

import casepath as cp
import pytest

ROOT = Path(__file__).resolve().parents[2]
BOROUGH = json.loads(cp.examples["borough"].json)  # its three files put together


def at(path: str) -> Any:
    node: Any = BOROUGH
    for name in path.split("."):
        node = node[name]
    return node["value"] if isinstance(node, dict) and "value" in node else node


def tables(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every table with its path, itself included."""
    if isinstance(node, dict):
        yield path, node
        for name, below in node.items():
            yield from tables(below, f"{path}.{name}".lstrip("."))


@pytest.fixture(scope="module")
def closure():
    loader = SourceFileLoader("closure", str(ROOT / "scripts" / "closure"))
    spec = importlib.util.spec_from_loader("closure", loader)
    assert spec
    module = importlib.util.module_from_spec(spec)
    sys.modules["closure"] = module
    loader.exec_module(module)
    yield module
    del sys.modules["closure"]


def test_it_has_the_people_and_the_services_of_the_evidence():
    assert sum(at(f"people.cohorts.{name}.size") for name in BOROUGH["people"]["cohorts"]) == 4000
    assert at("people.cohorts.md_women.size") + at("people.cohorts.md_men.size") == 1530
    assert len({s.get("group", name) for name, s in BOROUGH["services"].items()}) == 13
    assert list(BOROUGH["variants"]) == ["siloed", "joined_up", "housing_first"]
    assert set(BOROUGH["variants"]["siloed"]) == {"title"}


def test_variants_start_when_counting_starts():
    for name in ("joined_up", "housing_first"):
        assert str(BOROUGH["variants"][name]["starts"]) == "2027-04-01"
    assert (str(BOROUGH["start"]), BOROUGH["warm_up"]) == ("2025-04-01", "2 years")


def test_every_citation_is_used_and_every_use_is_cited():
    used = {table["source"] for path, table in tables(BOROUGH) if path != "sources" and "source" in table}
    assert used | {"assumed"} == set(BOROUGH["sources"])


def test_every_capacity_says_that_it_was_sized_by_load():
    services = dict(BOROUGH["services"])
    for variant in BOROUGH["variants"].values():
        services |= variant.get("add", {}).get("services", {})
    sized = [s.get("capacity") or s.get("workers") for s in services.values()]
    assert [table.get("source") for table in sized if table] == ["sized"] * 14


PUBLISHED = {
    "services.housing_options.accept.chance": 0.91,
    "services.drugs.workers.caseload": 65,
    "services.cmht.contacts.attend.chance": 0.81,
    "services.cmht.contacts.cost": "£275",
    "services.mental_ward.costs.slot_day": "£564",
    "services.talking_therapies.contacts.cost": "£139",
    "services.talking_therapies.closes.contacts": 8,
    "services.childrens.workers.caseload": 16,
    "services.gp.contacts.cost": "£51",
    "services.ward.costs.slot_day": "£380",
    "services.prison.costs.slot_day": "£140",
    "services.ct_summons.costs.start": "£100",
    "services.ct_bailiff.costs.start": "£275",
    "services.ct_eviction.costs.start": "£15000",
    "services.hostel.stay.mu_log_days": 4.59,
    "services.hostel.stay.sigma": 1.16,
    "services.housing_options.closes.after.mu_log_days": 4.24,
    "services.childrens.closes.after.mu_log_days": 4.98,
    "needs.justice.crisis_with.housing.severe": 2,
    "people.leaves": "1.3 % per year",
}


@pytest.mark.parametrize("path", PUBLISHED)
def test_a_published_value_is_as_published(path):
    assert at(path) == PUBLISHED[path]


def test_the_closure_table_was_made_from_this_scenario():
    table = (ROOT / "docs" / "explanation" / "closure.md").read_text(encoding="utf-8")
    made_from = re.search(r"scenario `([0-9a-f]{16})`", table)
    assert made_from, "docs/explanation/closure.md has no hash"
    assert made_from[1] == cp.examples["borough"].check().hash, "the borough has changed: run scripts/closure again"


def test_closure_reads_prices_off_the_scenario_it_runs(closure):
    assert f"£{closure.BED_DAY:.0f}" == at("services.ward.costs.slot_day")
    ambulance = at("services.ward.costs.ambulance")
    assert int(at("services.ward.costs.start")[1:]) + ambulance["chance"] * int(ambulance["cost"][1:]) == closure.START
    named = {s for services in closure.PURPOSES.values() for s in services}
    assert named <= set(BOROUGH["services"])


@pytest.mark.parametrize(
    ("low", "high", "value", "said"),
    [
        (0.8, 1.2, 1.0, "none"),
        (0.8, 1.2, 0.6, "-0.20 (-25%)"),
        (0.8, 1.2, 1.5, "+0.30 (+25%)"),
        (0.0, float("inf"), -0.1, "-0.10"),
        (-0.5, -0.5, -0.25, "+0.25 (+50%)"),
    ],
)
def test_a_gap_is_to_the_nearer_end(closure, low, high, value, said):
    assert closure.gap(closure.Row("0", "", low, high, "check", lambda _: value), value) == said


def test_published_figures_that_are_settings_are_not_called_checks(closure):
    roles = {row.what: row.role for row in closure.ROWS}
    assert roles["adult social care: refused or signposted"] == "input"
    assert roles["joined up: mental health team, share accepted"] == "input"
    assert set(roles.values()) == {"input", "set", "check"}
