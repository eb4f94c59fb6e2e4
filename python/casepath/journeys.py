"""One person's journey, in dates and words, through one or several ways of working. Simulated, like everything here.

The person is the same in each: same needs at the start, same thresholds and marks for their life events (rule N1).
"""

import datetime
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from casepath._engine import core
from casepath._text import plain, shown, words
from casepath.loading import Scenario
from casepath.tables import Table

_OPENED = {
    "person": "asked for help",
    "crisis": "was brought in by a crisis",
    "pursued": "was pursued by a service",
    "stream": "was referred from outside",
    "at_start": "was there when the run began",
}
_ENDED = {
    "met": "the need was met",
    "recovered": "it passed by itself",
    "unmet_after_help": "unmet, after help",
    "refused": "refused",
    "nobodys_case": "nobody's case",
    "lost": "lost on the way",
    "reneged": "gave up waiting",
    "withdrew": "withdrew",
    "in_hand": "already in hand elsewhere",
    "left": "left the place",
    "horizon": "the time simulated was over",
}


class Journey:
    """One person in one or several ways of working. Immutable.

    Attributes
    ----------
    person, seed, replication : int
        Whose life, under which luck.
    start : mapping
        Who they are at the start: cohort, place, trust, frailty, and the level of each need.
    worlds : mapping of str to Table
        By way of working, everything that happened: columns date, day, what, service, other, need, request, cost, text.
    same_luck : bool
        Whether needs, thresholds and marks at the start are the same in every way of working (rule N1).
    """

    __slots__ = ("luck", "person", "replication", "same_luck", "seed", "start", "worlds")
    person: int
    seed: int
    replication: int
    luck: Mapping[str, Mapping[str, Any]]
    start: Mapping[str, Any]
    worlds: Mapping[str, Table]
    same_luck: bool

    def __init__(
        self, person: int, seed: int, replication: int, luck: Mapping[str, Any], worlds: Mapping[str, Table]
    ) -> None:
        put = object.__setattr__
        first = next(iter(luck.values()))
        put(self, "person", person)
        put(self, "seed", seed)
        put(self, "replication", replication)
        put(self, "luck", MappingProxyType(dict(luck)))
        put(
            self,
            "start",
            MappingProxyType({name: first[name] for name in ("cohort", "place", "trust", "frailty", "needs")}),
        )
        put(self, "worlds", MappingProxyType(dict(worlds)))
        put(self, "same_luck", all(other == first for other in luck.values()))

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"a journey cannot be changed: {name}")

    def to_dict(self) -> dict[str, Any]:
        """The journey as plain data, for JSON."""
        return {
            "simulated": True,
            "person": self.person,
            "seed": self.seed,
            "replication": self.replication,
            "start": dict(self.start),
            "same_luck": self.same_luck,
            "luck": {name: {key: values[key] for key in ("thresholds", "marks")} for name, values in self.luck.items()},
            "worlds": {name: [_plain_row(row) for row in table.rows()] for name, table in self.worlds.items()},
        }

    def __repr__(self) -> str:
        lengths = ", ".join(f"{name} {len(table)} events" for name, table in self.worlds.items())
        return f"<Journey of simulated person {self.person}: {lengths}>"

    def __str__(self) -> str:
        return plain("\n".join([*self._who(), *(line for name in self.worlds for line in self._told(name))]))

    def _repr_html_(self) -> str:
        return "".join(table._repr_html_() for table in self.worlds.values())

    def _who(self) -> list[str]:
        needs = ", ".join(f"{words(need)} {level}" for need, level in self.start["needs"].items())
        place = f" in {words(self.start['place'])}" if self.start["place"] else ""
        same = "the same" if self.same_luck else "NOT the same"
        clocks = len(next(iter(self.luck.values()))["thresholds"])
        luck = f"seed {self.seed}, replication {self.replication}"
        return [
            f"Simulated person {self.person} ({words(self.start['cohort'])}{place}), {luck}",
            f"At the start: {needs}; trust {self.start['trust']:.2f}, frailty {self.start['frailty']:.2f}",
            f"Needs, thresholds and marks of life events (ten each, {clocks} clocks): {same} in {', '.join(self.luck)}",
        ]

    def _told(self, name: str) -> list[str]:
        rows = [f"{row['date']} {row['text']}" for row in self.worlds[name].rows()]
        return ["", f"{name}:", *(rows or ["nothing happened"])]


def follow(scenario: Scenario, *, variants: Sequence[str], person: int, seed: int = 1, replication: int = 0) -> Journey:
    """Follow one person through some ways of working.

    Parameters
    ----------
    scenario : Scenario
        The place.
    variants : sequence of str
        Ways of working; "base" is the scenario as it stands.
    person : int
        Number of the person, from 0.
    seed, replication : int
        Whose luck: replication 0 is the first.

    Returns
    -------
    Journey

    Raises
    ------
    KeyError
        If there is no such variant or person.
    """
    if not 0 <= person < 2**32 - 1 or replication < 0:
        raise KeyError(f"no person {person} in replication {replication}")
    luck = {name: _at_start(scenario, name, person, seed, replication) for name in variants}
    worlds = {name: events(scenario, name, person=person, seed=seed, replication=replication) for name in variants}
    return Journey(person, seed, replication, luck, worlds)


def _at_start(scenario: Scenario, variant: str, person: int, seed: int, replication: int) -> dict[str, Any]:
    about = scenario.core.about
    found = core().person_at_start(scenario.core, variant=variant, person=person, seed=seed, replication=replication)
    levels = [about["levels"][level] for level in found.pop("levels")]
    return {**found, "needs": dict(zip(about["needs"], levels, strict=True))}


def log(
    scenario: Scenario, variant: str, *, people: range | None = None, seed: int, replication: int
) -> dict[str, Any]:
    """The event log in the core's numbers, sorted by time: of some who are there at the start, or of everybody."""
    asked = None if people is None else (people.start, len(people))
    return dict(core().journeys(scenario.core, variant=variant, people=asked, seed=seed, replication=replication))


def events(scenario: Scenario, variant: str, *, person: int, seed: int, replication: int) -> Table:
    """Everything that happened to one person in one way of working, with dates and words."""
    rows = log(scenario, variant, people=range(person, person + 1), seed=seed, replication=replication)
    teller = Teller(scenario, variant)
    told = [
        teller.tell(dict(zip(rows, row, strict=True))) for row in zip(*(c.tolist() for c in rows.values()), strict=True)
    ]
    columns: dict[str, NDArray[Any]] = {
        name: np.array([row[name] for row in told], dtype=kind) for name, kind in _COLUMNS.items()
    }
    return Table(columns, title=f"journey of person {person}, {variant}")


_COLUMNS = {
    "date": str, "day": float, "what": str, "detail": str, "service": str, "other": str, "need": str, "level": str,
    "request": np.int64, "cost": float, "text": str,
}  # fmt: skip


class Teller:
    """Turns rows of the event log into names and words."""

    def __init__(self, scenario: Scenario, variant: str) -> None:
        about = scenario.core.about
        self._about, self._codes, self._names = about, core().codes, (*about["services"], "")
        self._dates: dict[str, Any] = next((row for row in scenario.core.variants if row["name"] == variant), {})
        self._refusals = {name: core().refusals(scenario.core, variant=name) for name in {"base", variant}}
        self._variant = variant
        self._start = datetime.date(1970, 1, 1) + datetime.timedelta(days=about["start_date"])

    def date(self, day: float) -> str:
        """The date of a day since the start, as ISO text."""
        return (self._start + datetime.timedelta(days=int(day))).isoformat()

    def tell(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """A row with names for numbers, its date, and what it says in words."""
        what = self._codes["happening"][row["what"]]
        need = self._about["needs"][row["need"]] if row["need"] >= 0 else ""
        named = {
            "date": self.date(row["day"]),
            "day": row["day"],
            "what": what,
            "service": self._names[row["service"]],
            "other": self._names[row["other"]],
            "need": need,
            "level": self._about["levels"][row["level"]] if what in ("need_changed", "effect") else "",
            "request": row["request"],
            "cost": row["cost_minor"] / 100,
        }
        named["detail"] = self._detail(what, row)
        return {**named, "text": _WORDS[what](named, self._about["currency"])}

    def _detail(self, what: str, row: Mapping[str, Any]) -> str:
        if what == "rejected" and row["level"] > 0:
            return str(self._refusals[self._rules(row["day"])][row["service"]][row["level"] - 1])
        if what == "need_changed":
            return str(self._about["levels"][row["detail"]])
        if what == "effect":
            return "raised" if row["detail"] else "lowered"
        return str(self._codes[_DETAILS[what]][row["detail"]]) if what in _DETAILS else ""

    def _rules(self, day: float) -> str:
        """Whose rules hold on a day: the base's until the variant starts, and again once it has ended (rule V2)."""
        starts, ends = self._dates.get("starts_day"), self._dates.get("ends_day")
        return "base" if (starts or 0) > day or (ends is not None and day >= ends) else self._variant


_DETAILS = {
    "interaction": "kind",
    "rejected": "refusal",
    "closed": "closure",
    "passed_on": "mode",
    "referral_arrived": "mode",
    "strand_ended": "end_reason",
    "request_opened": "opener",
    "classed": "class",
}

Row = Mapping[str, Any]


def _came(row: Row, _: str) -> str:
    return f"{row['service']}: came" + ("" if row["detail"] == "opening" else f" by {row['detail']} hand-off")


def _spent(row: Row, currency: str) -> str:
    cost = f", {shown(row['cost'], 'currency', currency)}" if row["cost"] else ""
    return f"{row['service']}: {words(row['detail'])}{cost}"


def _effect(row: Row, _: str) -> str:
    turn = "worse, to" if row["detail"] == "raised" else "better, to"
    return f"{row['service']} made {words(row['need'])} {turn} {row['level']}"


def _ended(row: Row, _: str) -> str:
    about = f"the search for help with {words(row['need'])}" if row["need"] else "the request"
    return f"{about} ended: {_ENDED[row['detail']]}"


def _classed(row: Row, currency: str) -> str:
    about = f"the search for help with {words(row['need'])}" if row["need"] else f"the request, at {row['service']},"
    if not row["cost"]:
        return f"{about} so far: {words(row['detail'])}"
    return f"costs of {about} so far: {words(row['detail'])}, {shown(row['cost'], 'currency', currency)}"


_WORDS: dict[str, Callable[[Row, str], str]] = {
    "joined": lambda row, _: "lives in the place",
    "need_changed": lambda row, _: f"{words(row['need'])} went from {row['detail']} to {row['level']}",
    "crisis": lambda row, _: f"crisis over {words(row['need'])}, taken to {row['service']}",
    "request_opened": lambda row, _: _OPENED[row["detail"]],
    "referral_arrived": _came,
    "rejected": lambda row, _: f"{row['service']} refused: {words(row['detail'])}",
    "accepted": lambda row, _: f"{row['service']} accepted",
    "joined_list": lambda row, _: f"{row['service']}: on the waiting list",
    "left_list": lambda row, _: f"gave up waiting for {row['service']}",
    "admitted": lambda row, _: f"{row['service']}: begins",
    "interaction": _spent,
    "effect": _effect,
    "closed": lambda row, _: f"{row['service']} closed the case: {words(row['detail'])}",
    "passed_on": lambda row, _: f"{row['service']} passed them on to {row['other']} ({row['detail']})",
    "lost": lambda row, _: f"never arrived at {row['service']}",
    "wrong_address": lambda row, _: f"{row['service']} was not where they were sent",
    "strand_ended": _ended,
    "left": lambda row, _: "left the place",
    "retold": lambda row, _: f"{row['service']}: told their story again",
    "off_list": lambda row, _: f"{row['service']}: off the waiting list",
    "classed": _classed,
    "preempted": lambda row, _: f"{row['service']}: gave up the slot to somebody before them",
    "resumed": lambda row, _: f"{row['service']}: goes on",
}


def _plain_row(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if value not in ("", -1)}
