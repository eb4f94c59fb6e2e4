"""A whole scenario as plain tables: people, streams, programmes, the services of `spec.py`. Read by `reading.py`."""

import datetime
from dataclasses import dataclass
from typing import Any

from reference.chances import Chance
from reference.durations import DAY, YEAR, Drawn, rounded
from reference.spec import Lasting, Link, Mode, Need, Rate, Service, Steps


@dataclass
class Stream:
    """Requests from outside (R2)."""

    name: str
    luck: int
    to: str
    rate: Steps | None
    every: int | None
    first: int | None
    batch: int
    priority: int
    levels: dict[str, int]


@dataclass
class Cohort:
    """People who start alike (P1)."""

    name: str
    luck: int
    size: int
    trust: Drawn
    leaves: Rate
    leaves_with: dict[str, list[float]]
    replaces: bool
    party_size: int
    party_needs: list[str]
    arrives: Steps
    attributes: dict[str, Any]
    places: dict[str, float]
    shares: dict[str, list[float]]
    correlations: dict[tuple[str, str], float]
    profiles: list[tuple[float, dict[str, int]]]
    ask_the_core: bool  # copulas by odds ratios, gamma and beta are not rebuilt here


@dataclass
class Programme:
    """Dated effort on links, or only a cost (C5, O8)."""

    name: str
    first: int
    until: int | None
    pence_per_year: int
    payer: str


@dataclass
class Scenario:
    """All of it."""

    warm_up: int
    horizon: int
    run_out: int
    financial_years: bool
    start_day: int
    sustain: int
    credit_window: int
    repeat_window: int
    review: int | None
    repeat_counts: tuple[bool, bool]
    levels: list[str]
    payers: dict[str, str]
    modes: dict[str, Mode]
    trust_steps: dict[str, float]
    trust_returns: float
    visitors_trust: Drawn
    bond_attended: float
    max_hops: int | None
    refreshed: Lasting | None
    found_after: int
    wrong_cost: int
    knows_closed: Chance
    needs: dict[str, Need]
    frailty_cv: float
    frailty_on: list[str]
    cohorts: list[Cohort]
    services: dict[str, Service]
    links: list[Link]
    programmes: list[Programme]
    streams: list[Stream]

    def period_ends(self) -> list[int]:
        """Ends of the counted years: from the end of the warm-up on, or on each 1 April (T3)."""
        first, last = self.warm_up, self.warm_up + self.horizon
        if self.financial_years:
            start = datetime.date.fromordinal(self.start_day)
            aprils = [datetime.date(start.year + n, 4, 1) for n in range(200)]
            ends = [(april - start).days * DAY for april in aprils]
        else:
            ends = [first + rounded(n * YEAR) for n in range(1, 200)]
        return [*(end for end in ends if first < end < last), last]

    @property
    def end(self) -> int:
        """The instant at which the run is over (T3)."""
        return self.warm_up + self.horizon + self.run_out
