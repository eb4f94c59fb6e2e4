"""Values that stand in many places of a scenario: chances, durations and rates with factors, tables by level, steps."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from reference.chances import NAMED, Chance, Factor
from reference.durations import Drawn, rounded
from reference.spec import Effect, Lasting, Rate, Steps
from reference.text import Table, date, drawn, number_of, rate, span, ticks

_DRAWN = ("dist value mean sd cv shape scale median sigma low mode high of values weights mu_log_days parts").split()


def _named_rows(cohorts: Iterable[dict[str, Any]]) -> Iterator[str]:
    """For each person at the start the name in their row of data, or nothing."""
    for cohort in cohorts:
        names = cohort.get("microdata", {}).get("person", [])
        yield from names or [""] * (0 if cohort["size"] == "rows" else int(cohort["size"]))


class Values:
    """Reads values by the scenario's own names of levels, needs, attributes and services."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.levels: list[str] = data.get("levels", {}).get("names", ["none", "low", "moderate", "severe"])
        self.needs = list(data.get("needs", {}))
        self.services = list(data.get("services", {}))
        self.start = date(data["start"])
        self.distances: dict[str, Any] = data.get("distances", {})
        cohorts = data.get("people", {}).get("cohorts", {}).values()
        self.attributes = {name for cohort in cohorts for name in cohort.get("attributes", {})}
        self.people = {name: row for row, name in enumerate(_named_rows(cohorts)) if name}

    def far(self, node: Any) -> Any:
        """One factor, or a table of distances by its name (P6)."""
        return self.distances[node] if isinstance(node, str) else float(node)

    def level(self, name: str) -> int:
        """A level by its name."""
        return self.levels.index(name)

    def bound(self, name: Any, default: Any) -> Any:
        """A level that need not be given."""
        return default if name is None else self.level(name)

    def day(self, text: Any) -> int:
        """A date as ticks from the start."""
        return (date(text) - self.start) // datetime.timedelta(microseconds=1)

    def by_level(self, node: Any, default: float, unit: Any = float) -> list[float]:
        """One number a level; a plain value holds at each."""
        if node is None:
            return [default] * len(self.levels)
        if not isinstance(node, dict):
            return [unit(node)] * len(self.levels)
        return [unit(node[name]) if name in node else default for name in self.levels]

    def tables(self, node: Any) -> dict[str, list[float]]:
        """Factors by level of other needs."""
        return {name: self.by_level(table, 1.0) for name, table in (node or {}).items()}

    def factors(self, node: dict[str, Any]) -> list[Factor]:
        """The factors of a chance, a rate or a duration."""
        return [self._factor(name, strength) for name, strength in node.items()]

    def _factor(self, name: str, strength: Any) -> Factor:
        if name == "far":
            return Factor(name, name, self.far(strength))
        if name in NAMED:
            return Factor(name, name, float(strength))
        if name in self.needs:
            return Factor(name, "need", self.by_level(strength, 1.0))
        if name in self.attributes and isinstance(strength, dict):
            return Factor(name, "attribute", {value: float(f) for value, f in strength.items()})
        if name in self.services:
            return Factor(name, "service", float(strength))
        raise NotImplementedError(f"factor {name}")

    def chance(self, node: Any, default: float = 1.0) -> Chance:
        """A chance and its odds."""
        if node is None:
            return Chance(default)
        if not isinstance(node, dict):
            return Chance(float(node))
        table = Table(node, "chance")
        base = table.take("chance", default)
        odds = self.factors(table.take("odds", {}))
        table.done()
        return Chance(float(base), odds)

    def lasting(self, node: Any, default: Any = "0 days") -> Lasting:
        """A duration with factors."""
        node = default if node is None else node
        if not isinstance(node, dict):
            return Lasting(Drawn("fixed", ticks(node)))
        kind = {key: value for key, value in node.items() if key in _DRAWN}
        return Lasting(drawn(kind), self.factors({key: v for key, v in node.items() if key not in _DRAWN}))

    def maybe_lasting(self, node: Any) -> Lasting | None:
        """A duration, or none."""
        return None if node is None or node == "none" else self.lasting(node)

    def rate(self, node: Any) -> Rate:
        """A rate with factors."""
        if node is None:
            return Rate()
        if not isinstance(node, dict):
            return Rate(rate(node))
        rest = dict(node)
        return Rate(rate(rest.pop("rate", "0 per year")), self.factors(rest))

    def steps(self, node: Any, unit: Any, first: float = 0.0) -> Steps:
        """A value that changes over time."""
        if not isinstance(node, dict):
            return Steps(unit(node))
        table = Table(node, "steps")
        start = unit(table.take("first")) if "first" in table.keys else first
        every = table.take("every")
        at = table.take("at", {})
        table.done()
        when = self.day if every is None else span
        return Steps(start, span(every) if every else None, sorted((when(k), unit(v)) for k, v in at.items()))

    def effect(self, node: Any) -> list[Effect | None]:
        """What an effect does at each level; given plainly, a rise holds at all, a fall above the lowest (S2)."""
        if isinstance(node, dict) and set(node) & set(self.levels):
            return [self._cell(node[name]) if name in node else None for name in self.levels]
        cell = self._cell(node)
        return [cell if level > 0 or cell.raises else None for level in range(len(self.levels))]

    def _cell(self, node: Any) -> Effect:
        if isinstance(node, dict):
            table = Table(node, "effect")
            text, odds = table.take("chance", 0), self.factors(table.take("odds", {}))
            table.done()
        else:
            text, odds = node, []
        words = str(text).split(" with ")
        chance = Chance(number_of(words[-1]), odds)
        if len(words) == 1:
            return Effect(chance)
        if words[0].strip() == "to goal":
            return Effect(chance, to_goal=True)
        return Effect(chance, raises=int(words[0]))


def count(node: Any) -> int | None:
    """A whole number, or none."""
    return None if node is None or node == "none" else int(node)


def length(node: Any) -> int | None:
    """A length of time, or none."""
    return None if node is None or node == "none" else rounded(ticks(node))
