"""The state of a run as plain objects, the heap of what is to come, and the log of what happened.

Events run by time, rank, person, and the person's own event number (T2).
"""

import heapq
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from reference.luck import Source, draw_key
from reference.spec import Link, Service
from reference.spec_scenario import Cohort, Scenario, Stream

DATED, LEAVING, ENDING, PATIENCE, JOINING, CONTACT, NEED, CRISIS, OPENING = range(1, 10)
SYSTEM = 2**32 - 1  # the row of events that are nobody's

HAPPENINGS = (
    "joined need_changed crisis request_opened referral_arrived rejected accepted joined_list left_list admitted "
    "interaction effect closed passed_on lost wrong_address strand_ended left retold off_list classed preempted resumed"
).split()
KINDS = (
    "triage unseen assessment start contact missed_contact hand_off wrong_entry chase extra consult slot_day "
    "empty_slot fixed programme blocked_day"
).split()
REFUSALS = (
    "ended decided wrong_door place attribute asks refuses needs_more_than rationed not_accepted full not_eligible"
).split()
CLOSURES = (
    "goal_met completed contact_limit time_limit missed_run missed_total withdrew handed_off not_eligible "
    "funding_ended left"
).split()
ENDS = "met recovered unmet_after_help refused nobodys_case lost reneged withdrew in_hand left horizon".split()
OPENERS = "person crisis pursued stream at_start".split()
MODES = "signpost cold warm shared compulsory opening".split()


@dataclass(eq=False)
class Request:
    """One thread of help-seeking (R1)."""

    person: "Person"
    opener: str
    strands: list["Strand"] = field(default_factory=list)


@dataclass(eq=False)
class Strand:
    """One need of a request. `need` is empty for a request without needs."""

    request: Request
    need: str
    opened: int
    sought: bool
    hops: int = 0
    where: "Referral | None" = None
    lead: "Referral | None" = None  # the episode that sent it on while staying (H3)
    barred: set[str] = field(default_factory=set)
    ended: int | None = None
    reason: str = ""
    level_at_opening: int = 0
    had_episode: bool = False
    sent_while_staying: bool = False  # once a strand (H3)
    bed: "Referral | None" = None  # kept until this strand is taken on (S9)
    falls: list[tuple[int, "Referral"]] = field(default_factory=list)  # made for it, when and by which episode (O2)


@dataclass(eq=False)
class Referral:
    """Strands of a request at one service, from their sending to the closing; the place a person holds there (R4)."""

    person: "Person"
    service: str
    strands: list[Strand]
    mode: str = "opening"
    link: Link | None = None
    tells_again: bool = True  # the story, on arrival (H7)
    state: str = "transit"  # transit, triage, assessing, list, episode, over
    visit: int = 0
    relationship: float = 0.0
    told: set[str] = field(default_factory=set)  # needs that the service knows of, what came with a hand-off too (E3)
    observed: dict[str, int] = field(default_factory=dict)
    accepted_at: int = 0
    joined_at: int = 0
    ready_at: int = 0
    patience: int | None = None  # drawn at acceptance, from the joining of the list on
    severity: int = 0
    priority: int = 0
    since: int = 0  # on the list, for this wait
    seated_at: int = 0  # in the slot: from the beginning of the work, or of its going on (W3)
    endings: list[tuple[int, str]] = field(default_factory=list)  # of this sitting, with reasons
    sitting: int = 0  # which: a stay that is broken off goes on in another
    left: list[tuple[int, str]] = field(default_factory=list)  # of a stay broken off: time to each ending
    crisis: bool = False  # opened by a crisis: what it costs has that purpose
    on_list: bool = False
    episode: int = 0
    opened: int = 0  # order of admissions in the run, to tell the first of a person's
    started: int = 0
    working: bool = False
    holds: bool = False  # its factors on clocks hold (S1), from the beginning of the work
    caps: bool = False  # needs count as what it makes of them (S1)
    attended: int = 0
    missed: int = 0
    missed_run: int = 0
    worker: tuple[int, int] | None = None
    led: list[Strand] = field(default_factory=list)
    chosen_for: set[Strand] = field(default_factory=set)  # whether to be sent out was chosen here
    bears_slot: bool = False
    slot_since: int = 0
    blocked: str = ""  # why the work ended, where the slot is kept all the same (S9)
    awaits: list[Strand] = field(default_factory=list)  # what it is kept for
    edges: list[str] = field(default_factory=list)  # needs for which the cliff edge comes when it is left (S11)
    pace: int | None = None  # level by which its contacts come (K4)
    spared: set[str] = field(default_factory=set)  # needs handed on along a link that spares the cliff edge (S11)

    @property
    def is_open(self) -> bool:
        """Whether a slot is held."""
        return self.state == "episode"

    @property
    def is_at_work(self) -> bool:
        """Whether it is held for more than want of a place elsewhere."""
        return self.is_open and not self.blocked


@dataclass(eq=False)
class Clock:
    """The n-th firing comes when the rate since the last has added up to a threshold (N1)."""

    n: int = 0
    left: float = 0.0
    rate: float = 0.0
    rings: int = 0  # when it does, at this rate
    booked: int = 0  # which booking holds
    firing: bool = False  # wound up again when its rate moves, or when all that follows has happened
    fired_at_rate: float = 0.0


@dataclass(eq=False)
class Household:
    """People who share needs, which live on the first of them (P5)."""

    members: list["Person"]
    first: "Person"
    needs: list[str]


@dataclass(eq=False)
class Person:
    """One simulated human being."""

    row: int
    source: Source
    cohort: Cohort | None
    stream: Stream | None
    place: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    beneath: dict[str, int] = field(default_factory=dict)
    ever_had: set[str] = field(default_factory=set)
    trust: float = 0.5
    trust_start: float = 0.5
    trust_at: int = 0
    frailty: float = 1.0
    number: int = 0
    generation: int = 0
    household: Household | None = None
    gone: bool = False
    joined: int = 0
    left: int = 0
    lists: int = 0
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    places: dict[str, Referral] = field(default_factory=dict)
    travelling: list[Referral] = field(default_factory=list)
    strands: list[Strand] = field(default_factory=list)  # open ones
    all_strands: list[Strand] = field(default_factory=list)
    refused_until: dict[str, int] = field(default_factory=dict)
    assessed_at: dict[str, int] = field(default_factory=dict)
    workers: dict[str, tuple[tuple[int, int], float]] = field(default_factory=dict)
    cliff: dict[str, tuple[float, int]] = field(default_factory=dict)
    clocks: dict[tuple[str, str], Clock] = field(default_factory=dict)
    levels: dict[str, list[tuple[int, int]]] = field(default_factory=dict)  # need -> (since, level) as ruling

    def nth(self, what: str, service: str = "") -> int:
        """Which time this is; the first is 1."""
        self.counts[what, service] += 1
        return self.counts[what, service]

    def episodes(self) -> list[Referral]:
        """Open episodes, in the order in which they began."""
        return sorted((r for r in self.places.values() if r.is_open), key=lambda r: r.opened)


@dataclass(eq=False)
class ServiceState:
    """What a service has in hand."""

    waiting: list[Referral] = field(default_factory=list)
    open: list[Referral] = field(default_factory=list)
    holders: list[int] = field(default_factory=list)
    vacant: list[bool] = field(default_factory=list)
    changed: int = 0
    last_change: int = -1
    picks: int = 0


@dataclass
class Posting:
    """An interaction that somebody pays for, as the ledger needs it."""

    at: int
    service: str
    kind: str
    pence: int
    strands: list[Strand]
    referral: Referral
    crisis: bool


class World:
    """One replication in one world."""

    def __init__(self, spec: Scenario, seed: int, replication: int) -> None:
        self.spec = spec
        self.key = draw_key(seed, replication)
        self.now = 0
        self.heap: list[tuple[int, int, int, int, Callable[[], None]]] = []
        self.people: list[Person] = []
        self.free_rows: list[int] = []
        self.services = {name: ServiceState() for name in spec.services}
        self.trust_of_link: dict[tuple[str, str], tuple[int, float]] = {}
        self.refreshed_at = -1
        self.system_number = 0
        self.log: list[tuple[Any, ...]] = []
        self.postings: list[Posting] = []
        self.gone: list[Person] = []
        self.opened = 0
        self.start_values: Callable[[int], dict[str, Any]] | None = None

    def in_order(self, strands: list["Strand"]) -> list["Strand"]:
        """In the scenario's order of needs (R1); of one need, as they were opened."""
        needs = list(self.spec.needs)
        return sorted(strands, key=lambda s: (needs.index(s.need) if s.need else -1, s.opened))

    def service(self, name: str) -> Service:
        """The rules of a service."""
        return self.spec.services[name]

    def source(self, kind: str, subject: int, salt: int | None = None) -> Source:
        """Luck of this replication."""
        return Source(self.key, kind, subject, salt)

    def book(self, at: int, rank: int, person: Person | None, what: Callable[[], None]) -> None:
        """Something is to happen."""
        if person is None:
            self.system_number += 1
            heapq.heappush(self.heap, (at, rank, SYSTEM, self.system_number, what))
            return
        person.number += 1
        heapq.heappush(self.heap, (at, rank, person.row, person.number, what))

    def tell(self, person: Person, what: str, service: str = "", other: str = "", need: str = "",
             detail: int = 0, level: int = 0, cost: int = 0, at: int | None = None) -> None:  # fmt: skip
        """One row of the log."""
        when = self.now if at is None else at
        self.log.append((when, person.row, what, service, other, need, detail, level, cost))

    def run_until(self, end: int) -> None:
        """Everything before `end`."""
        while self.heap and self.heap[0][0] < end:
            self.now, _, _, _, what = heapq.heappop(self.heap)
            what()
        self.now = end


def short(x: float) -> float:
    """As a number of 32 bits: how trust and relationship are kept."""
    return float(np.float32(x))
