"""The scenario that is being verified, made small enough to be run dozens of times, and its runs."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from casepath.errors import ScenarioError
from casepath.loading import Scenario, loads
from casepath.results import Study
from casepath.running import compare, run
from casepath.verify.case import SEED, Values, every_figure
from casepath.verify.trees import Tree, smaller

PERSON_YEARS = 5_000  # of one run, warm-up included: a fifth of a second for a place as busy as the borough
YEARS = 10.0  # of one run of a place without people
REPLICATIONS = 2
WHY = "so that this takes less than a minute"


class Outcome(NamedTuple):
    """What one study came to: its JSON, and every figure of every way of working, replication by replication."""

    text: str
    figures: dict[str, dict[str, Values]]


def _simulate(tree: Tree, variants: Sequence[str], replications: int, jobs: int | None) -> Outcome:
    """Run a scenario given as a tree."""
    scenario = loads(json.dumps(tree), format="json")
    settings: dict[str, Any] = {"replications": replications, "seed": SEED, "jobs": jobs}
    several = len(variants) > 1
    study: Study = (
        compare(scenario, variants=variants, **settings) if several else run(scenario, variant=variants[0], **settings)
    )
    return Outcome(study.to_json(), {name: every_figure(study, name) for name in variants})


class Place:
    """The scenario under verification.

    Attributes
    ----------
    tree : dict
        The scenario that the checks run, scaled down unless all of it is wanted.
    scenario : Scenario
        The same, read.
    variants : list of str
        All its ways of working, the base first.
    scale : str
        How it was made smaller, as a sentence; empty if it was not.
    """

    def __init__(self, scenario: Scenario, *, full: bool = False, jobs: int | None = None) -> None:
        self.jobs = jobs
        whole: tuple[Tree, str] = json.loads(scenario.json), ""
        self.tree, self.scale = whole if full else scaled_down(scenario)
        self.scenario = loads(json.dumps(self.tree), format="json") if self.scale else scenario
        others = [str(row["name"]) for row in self.scenario.core.variants]
        self.variants = ["base", *(name for name in others if name != "base")]
        self._outcome: Outcome | None = None

    def simulate(self, tree: Tree, variants: Sequence[str], replications: int, jobs: int | None) -> Outcome:
        """Run this scenario or a changed one; every check runs through here."""
        return _simulate(tree, variants, replications, jobs)

    def outcome(self) -> Outcome:
        """Every way of working as it stands, run once and kept."""
        if self._outcome is None:
            self._outcome = self.simulate(self.tree, self.variants, REPLICATIONS, self.jobs)
        return self._outcome

    def once(self, tree: Tree) -> dict[str, Values]:
        """The figures of one replication of a changed scenario as it stands."""
        return self.simulate(tree, ["base"], 1, 1).figures["base"]

    def base(self) -> dict[str, Values]:
        """The first replication of the scenario as it stands."""
        return {name: values[:1] for name, values in self.outcome().figures["base"].items()}


def scaled_down(scenario: Scenario) -> tuple[Tree, str]:
    """The scenario with so few people, or without people so few years, that verifying it takes less than a minute.

    As it was where it is small enough, or where the smaller one could not be run: something may be dated too late.
    """
    tree: Tree = json.loads(scenario.json)
    people, years = scenario.core.about["people"], scenario.core.about["end_day"] / 365.25
    small, told = tree, ""
    if people * years > PERSON_YEARS:
        by = people * years / PERSON_YEARS
        small = smaller(tree, by)
        told = f"people, slots and requests from outside are scaled down {by:.3g} times, {WHY}"
    elif people == 0 and years > YEARS:
        small = tree | {"warm_up": f"{0.2 * YEARS} years", "horizon": f"{0.8 * YEARS} years"}
        told = f"run for {YEARS:.0f} years instead of {years:.0f}, {WHY}"
    return (small, told) if _can_be_run(small) else (tree, "")


def _can_be_run(tree: Tree) -> bool:
    try:
        loads(json.dumps(tree), format="json")
    except ScenarioError:
        return False
    return True


class Differing(NamedTuple):
    """Names of figures that differ by so much as a bit, and that in words."""

    apart: list[str]
    text: str


def differing(first: dict[str, Values], second: dict[str, Values], leaving_out: Sequence[str] = ()) -> Differing:
    """Compare all figures that both have, but for those with one of some words in their names."""
    shared = [name for name in first if name in second and not any(word in name for word in leaving_out)]
    apart = [name for name in shared if not np.array_equal(first[name], second[name], equal_nan=True)]
    if not apart:
        return Differing(apart, f"all {len(shared):,} figures are the same to the bit")
    return Differing(apart, f"{len(apart):,} of {len(shared):,} figures differ, first of all {apart[0]}")
