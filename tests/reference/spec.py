"""What a scenario says, as plain tables: needs, services, links, people. Read by `reading.py`."""

from dataclasses import dataclass, field
from typing import Any

from reference.chances import Chance, Factor
from reference.durations import Drawn
from reference.timetable import Sessions

NONE = Drawn("fixed", 0.0)


@dataclass
class Lasting:
    """A drawn duration with factors (C2)."""

    drawn: Drawn = NONE
    factors: list[Factor] = field(default_factory=list)


@dataclass
class Rate:
    """A rate per tick with factors (C2)."""

    per_tick: float = 0.0
    factors: list[Factor] = field(default_factory=list)


@dataclass
class Steps:
    """A value over time: dated steps, or steps that repeat. Ticks from the start, or within each period."""

    first: float
    every: int | None = None
    at: list[tuple[int, float]] = field(default_factory=list)

    def on(self, now: int) -> float:
        """The value at an instant."""
        value = self.first
        for offset, new in self.at:
            if offset <= (now % self.every if self.every else now):
                value = new
        return value

    def changes(self, until: int) -> list[int]:
        """The instants from 0 on at which it may change."""
        if self.every is None:
            return [offset for offset, _ in self.at if offset < until]
        periods = range(0, until, self.every)
        return [start + offset for start in periods for offset, _ in self.at if start + offset < until]

    def highest(self) -> float:
        """The largest value it ever has."""
        return max([self.first, *(value for _, value in self.at)])


@dataclass
class Effect:
    """What an effect does to a need at one level (S2)."""

    chance: Chance
    raises: int = 0
    to_goal: bool = False


@dataclass
class Held:
    """What an open episode or a place on a list does to a need (S1, N3)."""

    worsens: float = 1.0
    crisis: float = 1.0
    seeks: float = 1.0
    counts_as: int | None = None


@dataclass
class Door:
    """A service where people ask first (R2)."""

    service: str
    weight: float
    known: float
    places: list[str] | None


@dataclass
class Need:
    """A domain of life."""

    name: str
    luck: int
    goal: int
    worsens: list[float]
    recovers: list[float]
    worsens_with: dict[str, list[float]]
    crisis_with: dict[str, list[float]]
    seeks_with: dict[str, list[float]]
    cap: float | None
    recovers_against: bool
    susceptibility: float
    seeks: list[float]
    floor: float
    far: Any  # a factor, or a table of them (P6)
    doors: list[Door]
    crisis: list[float]
    crisis_to: list[Door]
    pursued: list[float]
    pursued_by: str


@dataclass
class Closes:
    """When an episode closes (S7)."""

    missed_run: int | None
    missed_total: int | None
    contacts: int | None
    after: Lasting | None
    withdraws: Rate
    goal_met: Chance
    blocked: bool  # stays until taken on elsewhere (S9)


@dataclass
class Asks:
    """What a person must have, or must not have more of (E1)."""

    needs_at_least: int
    levels: dict[str, tuple[int, int]]
    places: list[str] | None = None
    values: dict[str, str] = field(default_factory=dict)


@dataclass
class Refusal:
    """A named rule that keeps people out (E4)."""

    name: str
    need: str
    at_least: int
    unless_open_at: list[str]


@dataclass
class Step:
    """Rationing from a length of list on (W4); what is not given stays the service's own."""

    at: int
    accept: Chance | None
    asks: Asks | None
    closes: Closes | None
    needs_more_than: int | None


@dataclass
class Cost:
    """An amount that a drawn share of episodes has (M2)."""

    pence: int = 0
    share: float = 1.0


@dataclass
class Extra:
    """A cost drawn at contacts or starts (M3)."""

    luck: int
    pence: int
    chance: Chance
    on: str


@dataclass
class Lead:
    """What an open episode does for the person's others (S10)."""

    attend: float
    disclose: float
    mode: str | None
    worsens: float
    carries: float


@dataclass
class StartCases:
    """Cases alike that a service has when the run begins (P7)."""

    number: int
    is_open: bool
    age: Lasting = field(default_factory=Lasting)
    ages: list[int] = field(default_factory=list)  # or that of each
    need: str = ""
    person: int | None = None


@dataclass
class Service:
    """An organisation or a team."""

    name: str
    luck: int
    works_on: list[str]
    whole_person: bool
    takes_everyone: bool
    away: bool
    at: list[str] | None
    opens: int
    ends: int | None
    capacity: Steps | None
    workers: "Workers | None"
    accept: Chance
    triage_cost: int
    triage_takes: Lasting
    unseen_cost: int
    asks: Asks
    refuses: list[Refusal]
    needs_more_than: int | None
    decision_stands: int | None
    assessment_stands: int | None
    disclose: Chance
    misread: tuple[Chance, Chance]
    order: str
    delay: Lasting
    patience: Lasting | None
    closed_at: int | None
    severity_counts: int
    preempts: bool
    sessions: Sessions | None
    chase: Rate
    chase_cost: int
    while_waiting: dict[str, Held]
    when_list: list[Step]
    has_assessment: bool
    assessment_cost: int
    assessment_takes: Lasting
    before_wait: bool
    stay: Lasting | None
    every: dict[int, Lasting]
    halves_after: int | None
    minutes: int  # of a worker's time, a contact; and a week of an open episode (K4)
    administration: int
    attend: Chance
    contact_cost: int
    missed_cost: int
    needs_per_contact: int
    effects: dict[str, dict[str, list[Effect | None]]]
    while_open: dict[str, Held]
    start_cost: Cost
    slot_day: Cost
    fixed: int
    consult: int
    extras: list[Extra]
    closes: Closes
    cliff_edge: tuple[float, int] | None
    started: float
    lead: Lead | None
    onward: float
    changes: float
    payer: str
    at_start: list[StartCases]

    def has_in_scope(self, need: str) -> bool:
        """Whether it works on a need (R6)."""
        return self.takes_everyone or need in self.works_on or (self.whole_person and not self.works_on)


@dataclass
class Workers:
    """Slots as workers with caseloads (K3)."""

    number: int
    caseload: int
    leave: float
    vacant: Lasting
    keeps: float
    week: int  # of working time (K4)
    administration: float


@dataclass
class Mode:
    """A way of passing somebody on (H6)."""

    arrives: Chance
    delay: Lasting
    sender_cost: int
    retell: Chance
    keeps: float


@dataclass
class Link:
    """A directed way from one service to another (H1)."""

    sender: str
    receiver: str
    luck: int
    on: list[str]
    share: float | None
    weight: float
    mode: str
    needs: list[str] | None
    again: bool
    spares_cliff_edge: bool
    same_place: bool
    warm: Chance
    trust: tuple[float, float] | None
    own: dict[str, Any]
    effort: list[tuple[int, float]] = field(default_factory=list)
