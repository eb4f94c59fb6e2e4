"""What the project has promised itself, line by line beside what was measured: "must" now, "then" later.

The sources of the numbers are measurements of peers and of a prototype on one machine; rates and times depend on the
machine, ratios taken in turns and bytes hardly do.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from summary import OURS, Ratio, Summary, title

MILLION = 1e6
GIB = 2.0**30

EVENTS = {"a": (20, 40), "b": (12, 22), "c": (10, 16), "d": (5, 10)}  # million a second, up to a million people
EVENTS_AT_TEN_MILLION = {"c": (7, 12), "d": (3, 6)}
RATIOS: dict[int, dict[str, tuple[float, float]]] = {                  # of (c), by number of people
    20_000: {
        "simpy": (60, 100), "ciw": (400, 600), "salabim": (400, 600), "simmer": (400, 600),
        "cimba": (4, 6), "simcpp20": (4, 6.5),
    },
    200_000: {"simpy": (120, 220), "cimba": (9, 18), "simcpp20": (11, 22)},
}  # fmt: skip
GROWTH = (1.08, 1.04)
HOT_BYTES = (128, 64)
PEAK_AT_TEN_MILLION = (1.0, 0.8)  # GiB
EFFICIENCY = (0.90, 0.95)
COMPARISON = (45, 15)  # seconds
INSTRUCTIONS = (900, 500)
SHARES = {"posting, settling and classes of cost": (15, 8), "laws": (3, 1)}  # per cent of the loop's instructions
COMPILING = {   # seconds
    "the umbrella header": (1.0, 0.6),
    "a unit on the engine": (4, 2.5),
    "a clean build of the Python module, two cores": (60, 30),
}  # fmt: skip
PYTHON = {"fixed cost of a run": (50, 20), "a column out, no copy": (1, 0.5)}  # microseconds


class Target(NamedTuple):
    """One promise. `more` is whether more is better; `at_least` that the true figure is no less than `measured`."""

    what: str
    measured: float | None
    must: float
    then: float
    unit: str = ""
    more: bool = True
    at_least: bool = False

    def met(self, limit: float) -> str:
        """In words; a bound from below proves that more than it is met, and never that it is not."""
        if self.measured is None:
            return "not measured"
        if self.measured >= limit if self.more else self.measured <= limit:
            return "met"
        return "not shown" if self.at_least else "not met"


def targets(summary: Summary, baseline: dict[str, Any] | None) -> list[Target]:
    """All promises that a results file, and the baseline of bench/guard.py, can speak to."""
    return [*_rates(summary), *_ratios(summary), *_size(summary), *_rest(summary, baseline)]


def _rates(summary: Summary) -> Iterator[Target]:
    for workload, promised in EVENTS.items():
        sizes: list[int | None] = [*summary.sizes(workload, OURS)] or [None]
        for people in sizes:
            large = people is not None and people > MILLION
            must, then = EVENTS_AT_TEN_MILLION.get(workload, promised) if large else promised
            rate = summary.rate(OURS, workload, people)
            size = "" if people is None else f", {people:,} {'customers' if workload in 'ab' else 'people'}"
            what = "interactions" if workload == "d" else "events"
            measured = rate.median / MILLION if rate else None
            yield Target(f"({workload}) million {what} a second{size}", measured, must, then)


def _ratios(summary: Summary) -> Iterator[Target]:
    for people, promised in RATIOS.items():
        for peer, (must, then) in promised.items():
            ratio = summary.ratio(peer, "c", people) or Ratio(0)
            what = f"(c) times as fast as {title(peer)}, {people:,} people"
            yield Target(what, ratio.value or None, must, then, "x", at_least=ratio.at_least)


def _size(summary: Summary) -> Iterator[Target]:
    sizes = summary.sizes("c", OURS)
    span = f", {sizes[0]:,} to {sizes[-1]:,} people" if sizes else ""
    yield Target(f"(c) growth: b in seconds ~ people^b{span}", summary.growth(), *GROWTH, more=False)
    for workload in "cd":
        what = f"({workload}) hot bytes a person"
        yield Target(what, summary.most("bytes_per_person", workload), *HOT_BYTES, more=False)
    peak = summary.most("peak_bytes", "c", 10_000_000)
    what = "(c) peak memory at 10,000,000 people"
    yield Target(what, None if peak is None else peak / GIB, *PEAK_AT_TEN_MILLION, unit=" GiB", more=False)


def _rest(summary: Summary, baseline: dict[str, Any] | None) -> Iterator[Target]:
    yield Target("(d) efficiency of two cores on replications", summary.efficiency(), *EFFICIENCY)
    what = "(d) a hundred replications of two variants on two cores, from eight"
    yield Target(what, summary.results["comparison"], *COMPARISON, unit=" s", more=False)
    what = "(c) instructions an event (bench/baseline.json)"
    yield Target(what, (baseline or {}).get("instructions_per_event"), *INSTRUCTIONS, more=False)
    shares = summary.results.get("parts", {})
    for part, (must, then) in SHARES.items():
        what = f"(d) instructions of the simulation for {part} (bench/parts.json)"
        yield Target(what, shares[part] * 100 if part in shares else None, must, then, unit=" %", more=False)
    compiling = summary.results.get("compiling", {})
    for what, (must, then) in COMPILING.items():
        yield Target(f"compiling {what}", compiling.get(what), must, then, unit=" s", more=False)
    seconds = summary.results.get("python", {})
    for what, (must, then) in PYTHON.items():
        measured = seconds[what] * 1e6 if what in seconds else None
        yield Target(f"Python: {what}", measured, must, then, unit=" µs", more=False)
