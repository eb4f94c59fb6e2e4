"""A theory case: a scenario, what a formula says of it, and how far the simulation lies from that, in standard errors.

Each case is one test with a chance of at most 1e-6 of failing a right program: Student's t over replications, the
chance divided by the number of figures of the case (Bonferroni). The seed is always 1. Sizes were chosen for how small
a difference they show in how little time, never for a verdict.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from casepath.loading import Scenario, loads
from casepath.people import people
from casepath.results import Study
from casepath.running import run
from casepath.tables import Table
from casepath.verify.student import quantile

FALSE_ALARM = 1e-6  # a case, at most
SEED = 1
REPLICATIONS = 40

Values = NDArray[np.float64]


def every_figure(study: Study, variant: str) -> dict[str, Values]:
    """All figures of one way of working, replication by replication; an interrupted run is no run."""
    if study.is_partial:
        raise KeyboardInterrupt
    return dict(zip(study._core.figure_names, study._core.values(variant).T, strict=True))


class Runs:
    """The replications of one scenario, as results or as tables of people, simulated when first asked for."""

    def __init__(self, scenario: Scenario, replications: int, jobs: int | None) -> None:
        self._scenario, self._replications, self._jobs = scenario, replications, jobs
        self._figures: dict[str, Values] = {}
        self._people: list[Table] = []

    def values(self, figure: str) -> Values:
        """A figure, replication by replication."""
        if not self._figures:
            result = run(self._scenario, replications=self._replications, seed=SEED, jobs=self._jobs)
            self._figures = every_figure(result, "base")
        return self._figures[figure]

    def people(self) -> list[Table]:
        """The people of each replication."""
        if not self._people:
            self._people = [people(self._scenario, seed=SEED, replication=i) for i in range(self._replications)]
        return self._people


class Expected(NamedTuple):
    """What a formula says of one quantity.

    Parameters
    ----------
    figure : str
        The figure of that name, or, with `of`, what the quantity is called.
    value : float
        By the formula, in the figure's unit.
    of : callable, optional
        How the quantity is had from the runs, one value a replication.
    """

    figure: str
    value: float
    of: Callable[[Runs], Values] | None = None


class Compared(NamedTuple):
    """One quantity by theory and as simulated; `distance` and `limit` are in standard errors."""

    figure: str
    theory: float
    simulated: float
    error: float
    limit: float

    @property
    def distance(self) -> float:
        """Simulated less theory, in standard errors; without any spread 0 or infinite."""
        gap = self.simulated - self.theory
        if self.error != 0:
            return gap / self.error
        return 0.0 if math.isclose(self.simulated, self.theory, rel_tol=1e-12) else math.copysign(math.inf, gap)

    @property
    def agrees(self) -> bool:
        """Whether the simulation is as near to theory as a right program's; false where it is not a number."""
        return abs(self.distance) < self.limit

    def __str__(self) -> str:
        return (
            f"{self.figure} is {_number(self.simulated)}, by theory {_number(self.theory)}: "
            f"{abs(self.distance):.1f} standard errors apart of {self.limit:.1f} allowed"
        )


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 10_000 else f"{value:.4g}"


@dataclass(frozen=True)
class Case:
    """A scenario whose answer is known by formula.

    Parameters
    ----------
    name : str
        Short, for tests and tables.
    title : str
        What is simulated.
    source : str
        Whose formula, and of which year.
    start : str
        Why how the run starts does not move what is compared.
    scenario : str
        The scenario, as TOML.
    expected : tuple of Expected
        What the formula says.
    replications : int, default 40
        How many are simulated.
    """

    name: str
    title: str
    source: str
    start: str
    scenario: str
    expected: tuple[Expected, ...]
    replications: int = REPLICATIONS

    def compare(self, *, times: int = 1, jobs: int | None = None) -> list[Compared]:
        """Simulate the case, with `times` as many replications, and hold it against theory."""
        replications = self.replications * times
        runs = Runs(loads(self.scenario), replications, jobs)
        limit = quantile(FALSE_ALARM / len(self.expected), replications - 1)
        return list(self._compared(runs, limit))

    def _compared(self, runs: Runs, limit: float) -> Iterator[Compared]:
        for expected in self.expected:
            values = expected.of(runs) if expected.of else runs.values(expected.figure)
            error = float(values.std(ddof=1)) / math.sqrt(len(values))
            yield Compared(expected.figure, expected.value, float(values.mean()), error, limit)
