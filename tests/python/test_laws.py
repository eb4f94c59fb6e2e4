"""The laws that the borough must obey, each an equality to the last bit and none a tolerance: placebo, common random
numbers, and what may not change when something else does (rules, sections 5 and O8).

The place is the borough of the examples with a tenth of its people and slots, and one counted year, so that the tests
are quick; nothing else of it is changed.
"""

import copy
import json
from typing import Any

import casepath as cp
import numpy as np
import pytest
from casepath._engine import core

Tree = dict[str, Any]
REPLICATIONS = 2


def small_borough() -> Tree:
    """The borough as JSON, a tenth the size, one counted year after one of warm-up."""
    tree: Tree = json.loads(cp.examples["borough"].json)
    for cohort in tree["people"]["cohorts"].values():
        if "size" in cohort:
            cohort["size"] = value_of(cohort["size"]) // 10
    for service in tree["services"].values():
        shrink(service)
    tree["warm_up"], tree["horizon"] = "1 year", "1 year"
    for name, variant in tree["variants"].items():
        if "starts" in variant:
            variant["starts"] = "2026-04-01"
        for service in variant.get("add", {}).get("services", {}).values():
            shrink(service)
        for programme in variant.get("add", {}).get("programmes", {}).values():
            if "from" in programme:
                programme["from"] = "2026-04-01"
        variant.setdefault("title", name)
    return tree


def value_of(value: Any) -> int:
    return int(value["value"] if isinstance(value, dict) else value)


def shrink(service: Tree) -> None:
    if "capacity" in service:
        service["capacity"] = max(1, value_of(service["capacity"]) // 10)
    if "workers" in service:
        workers = service["workers"]
        if "number" in workers:
            workers["number"] = max(1, value_of(workers["number"]) // 10)


def loaded(tree: Tree) -> cp.Scenario:
    return cp.loads(json.dumps(tree), format="json")


def study(tree: Tree, variants: list[str], seed: int = 1, replications: int = REPLICATIONS) -> Any:
    return core().run(loaded(tree).core, variants=variants, replications=replications, seed=seed, jobs=1)


def figures(of: Any, variant: str, without: tuple[str, ...] = ()) -> dict[str, Any]:
    """Every figure's values over replications, but those of the services named."""
    table = of.values(variant)
    kept = (i for i, name in enumerate(of.figure_names) if not any(f"/{service}/" in f"/{name}" for service in without))
    return {of.figure_names[i]: table[:, i] for i in kept}


def assert_same(a: dict[str, Any], b: dict[str, Any]) -> None:
    shared = a.keys() & b.keys()
    assert len(shared) > 100
    parted = [name for name in sorted(shared) if not np.array_equal(a[name], b[name], equal_nan=True)]
    assert parted == []


@pytest.fixture(scope="module")
def borough() -> Tree:
    return small_borough()


@pytest.fixture(scope="module")
def base(borough: Tree) -> Any:
    return study(borough, ["base", "siloed"])


def test_a_variant_without_a_change_is_the_base_to_the_bit(base: Any) -> None:
    assert_same(figures(base, "base"), figures(base, "siloed"))


def test_a_variant_that_starts_later_without_a_change_is_the_base_to_the_bit(borough: Tree, base: Any) -> None:
    tree = copy.deepcopy(borough)
    tree["variants"] = {"later": {"starts": "2026-07-01"}}
    assert_same(figures(base, "base"), figures(study(tree, ["later"]), "later"))


def test_a_service_that_nobody_can_reach_changes_nothing(borough: Tree, base: Any) -> None:
    tree = copy.deepcopy(borough)
    tree["services"]["lighthouse"] = {"payer": "council", "works_on": ["housing"], "capacity": 3, "stay": "10 days"}
    assert_same(figures(base, "base"), figures(study(tree, ["base"]), "base", without=("lighthouse",)))


def test_worlds_are_one_until_a_variant_starts(borough: Tree) -> None:
    scenario = loaded(borough)
    begins = {row["name"]: row["starts_day"] for row in scenario.core.variants}["joined_up"]
    logs = [
        core().journeys(scenario.core, variant=name, people=(0, 400), seed=1, replication=0)
        for name in ("base", "joined_up")
    ]
    shared = [{column: values[log["day"] < begins] for column, values in log.items()} for log in logs]
    assert len(shared[0]["day"]) > 1000
    for column in shared[0]:
        assert np.array_equal(shared[0][column], shared[1][column]), column
    assert any(len(logs[0][column]) != len(logs[1][column]) for column in logs[0])


def test_a_lead_without_any_effect_leaves_every_other_service_alone(borough: Tree, base: Any) -> None:
    """A companion comes to people by itself (pursued), stays, and does nothing at no cost."""
    tree = copy.deepcopy(borough)
    tree["needs"]["housing"]["pursued"] = {"rate": {"severe": "3 per year"}, "by": "companion"}
    tree["services"]["companion"] = {
        "payer": "council",
        "whole_person": False,
        "works_on": ["housing"],
        "lead": {"attend": 1.0, "disclose": 1.0, "worsens": 1.0, "carries": 0.0},
        "stay": "60 days",
        "disclosure": {"disclose": {"chance": 1.0}},
        "trust": {"started": 0.0},
    }
    tree["trust"]["closed_unmet"] = 0.0  # the companion's own closings would lower trust: no effect means no effect
    plain = copy.deepcopy(borough)
    plain["trust"]["closed_unmet"] = 0.0
    with_companion = study(tree, ["base"])
    met = figures(with_companion, "base")["service/companion/arrivals"]
    assert (met > 20).all()
    alone = {
        name: values for name, values in figures(study(plain, ["base"]), "base").items() if name.startswith("service/")
    }
    beside = figures(with_companion, "base", without=("companion",))
    assert_same(alone, {name: values for name, values in beside.items() if name in alone})


def placebo(tree: Tree) -> Tree:
    """The same place with every effect and `counts_as` off."""

    def stripped(node: Any) -> Any:
        if isinstance(node, dict):
            return {
                key: stripped(value)
                for key, value in node.items()
                if key not in ("effects", "counts_as") and ".effects." not in key
            }
        return [stripped(item) for item in node] if isinstance(node, list) else node

    result: Tree = stripped(tree)
    return result


def test_placebo_buys_no_outcome_in_any_world(borough: Tree) -> None:
    tree = placebo(borough)
    names = ["base", *tree["variants"]]
    nothing = study(tree, names)
    for name in names:
        found = figures(nothing, name)
        assert (found["no_outcome_cost_share"] == 1).all(), name
        assert (found["no_outcome_interaction_share"] == 1).all(), name
        assert (found["no_outcome_cost_share_episode_credit"] == 1).all(), name
        assert (found["outcomes_sustained"] == 0).all(), name


def test_a_person_is_the_same_in_every_world(borough: Tree) -> None:
    scenario = loaded(borough)
    worlds = ["base", *borough["variants"]]
    for person in (0, 17, 250):
        first, *others = (
            core().person_at_start(scenario.core, variant=name, person=person, seed=1, replication=0) for name in worlds
        )
        assert all(other == first for other in others)
        assert len(first["thresholds"]) > 10


def test_jobs_do_not_change_a_byte(borough: Tree) -> None:
    scenario = loaded(borough)
    texts = {
        jobs: core().run(scenario.core, variants=["base", "joined_up"], replications=3, seed=1, jobs=jobs).json(True)
        for jobs in (1, 2, 3)
    }
    assert texts[1] == texts[2] == texts[3]


def test_the_first_replications_of_more_are_the_same(borough: Tree) -> None:
    few, more = study(borough, ["base"], replications=1), study(borough, ["base"], replications=2)
    assert np.array_equal(few.values("base")[0], more.values("base")[0], equal_nan=True)
    assert not np.array_equal(more.values("base")[0], more.values("base")[1], equal_nan=True)


def test_prices_times_three_are_costs_times_three(borough: Tree) -> None:
    """Metamorphic: an amount that is a whole number of pence times three is three times the amount, exactly."""
    tree: dict[str, Any] = {
        "casepath": 1,
        "name": "prices",
        "start": "2025-01-01",
        "horizon": "2 years",
        "needs": {"debt": {"goal": "none", "seeks": {"rate": {"severe": "4 per year"}, "doors": {"advice": 1}}}},
        "people": {"cohorts": {"all": {"size": 200, "needs": {"debt": {"severe": 1.0}}}}},
        "services": {
            "advice": {
                "payer": "council",
                "works_on": ["debt"],
                "stay": "10 days",
                "triage": {"cost": "£45"},
                "costs": {"start": "£12.50"},
            }
        },
    }
    dear = copy.deepcopy(tree)
    dear["services"]["advice"]["triage"]["cost"], dear["services"]["advice"]["costs"]["start"] = "£135", "£37.50"
    cheap_total, dear_total = (study(t, ["base"]).values("base")[:, 0] for t in (tree, dear))
    assert (cheap_total > 0).all()
    assert np.array_equal(np.rint(cheap_total * 100) * 3, np.rint(dear_total * 100))
