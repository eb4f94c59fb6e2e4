"""What the raw runs of a results file say: rates, ratios, growth, efficiency, bytes.

Programs take turns within a round, so a ratio is taken within each round and the median of those is given.
"""

from collections.abc import Sequence
from math import fsum, log
from statistics import fmean, median
from typing import Any, NamedTuple

OURS = "casepath"
TITLES = {"heap": "plain Python", "simpy": "SimPy", "ciw": "Ciw"}

Run = dict[str, Any]


class Spread(NamedTuple):
    """Medians and extremes of some runs, and how many there were."""

    median: float
    least: float
    most: float
    runs: int


class Ratio(NamedTuple):
    """Ours over a peer's; `at_least` where the peer never came to an end."""

    value: float
    at_least: bool = False


def title(program: str) -> str:
    """How a program is called in tables and pictures."""
    return TITLES.get(program, program)


def spread(values: Sequence[float]) -> Spread:
    return Spread(median(values), min(values), max(values), len(values))


class Summary:
    """A results file, asked."""

    def __init__(self, results: dict[str, Any]) -> None:
        self.results = results

    def runs(self, program: str, workload: str, people: int | None = None, threads: int = 1) -> list[Run]:
        """The runs of one cell; of any size when no number of people is given."""
        return [
            run
            for run in self.results["runs"]
            if (run["program"], run["workload"], run["threads"]) == (program, workload, threads)
            and people in (None, run["people"])
        ]

    def programs(self, workload: str) -> list[str]:
        """Who ran or tried a workload, in the order of starting."""
        tried = [*self.results["runs"], *self.results["over"]]
        return list(dict.fromkeys(run["program"] for run in tried if run["workload"] == workload))

    def sizes(self, workload: str, program: str | None = None) -> list[int]:
        """The numbers of people of a workload, rising; those with runs of one program when it is given."""
        runs = [run for run in self.results["runs"] if run["workload"] == workload]
        return sorted({run["people"] for run in runs if program in (None, run["program"])})

    def rate(self, program: str, workload: str, people: int | None = None, threads: int = 1) -> Spread | None:
        """Events a second."""
        runs = self.runs(program, workload, people, threads)
        return spread([run["events"] / run["seconds"] for run in runs]) if runs else None

    def seconds(self, program: str, workload: str, people: int) -> float | None:
        runs = self.runs(program, workload, people)
        return median(run["seconds"] for run in runs) if runs else None

    def limit(self, program: str, workload: str, people: int) -> float | None:
        """The seconds that were not enough for a program with so many people, or with fewer."""
        for over in self.results["over"]:
            if (over["program"], over["workload"]) == (program, workload) and over["people"] <= people:
                return float(over["seconds"])
        return None

    def ratio(self, peer: str, workload: str, people: int | None = None) -> Ratio | None:
        """Our events a second over the peer's. Sizes may differ in (a) and (b), where the rate hardly depends on it."""
        ours = {run["round"]: run for run in self.runs(OURS, workload, people)}
        theirs = {run["round"]: run for run in self.runs(peer, workload, people)}
        both = [_rate(ours[r]) / _rate(theirs[r]) for r in ours.keys() & theirs.keys()]
        if both:
            return Ratio(median(both))
        limit = None if people is None else self.limit(peer, workload, people)
        own = None if people is None else self.seconds(OURS, workload, people)
        return Ratio(limit / own, at_least=True) if limit and own else None

    def growth(self) -> float | None:
        """The exponent b of seconds ~ people^b of ours on (c), by least squares on logarithms."""
        sizes = self.sizes("c", OURS)
        if len(sizes) < 3:
            return None
        x = [log(size) for size in sizes]
        y = [log(self.seconds(OURS, "c", size) or 1) for size in sizes]
        middle = fmean(x)
        return fsum((a - middle) * b for a, b in zip(x, y, strict=True)) / fsum((a - middle) ** 2 for a in x)

    def efficiency(self) -> float | None:
        """Of two cores on the replications of (d): events a second over twice those of one core."""
        one, two = self.rate(OURS, "d"), self.rate(OURS, "d", threads=2)
        return two.median / (2 * one.median) if one and two else None

    def most(self, figure: str, workload: str, people: int | None = None) -> float | None:
        """The largest that our runs say of a figure; None where they do not say it."""
        said = [run[figure] for run in self.runs(OURS, workload, people) if run.get(figure) is not None]
        return max(said) if said else None


def _rate(run: Run) -> float:
    return float(run["events"]) / float(run["seconds"])
