"""What the peers share: the numbers of workloads (a), (b), (c), the person, the tally, the arguments and the JSON line.

A peer gives `run(workload, people, seed) -> Tally` to `main`. How time passes, how a list is kept and how a place is
given is the peer's own, in its library's idiom; what an event does to a person (trust, needs, another service) is here.
"""

import argparse
import json
import time
from bisect import bisect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import accumulate
from random import Random


@dataclass(frozen=True)
class Queue:
    """One list before equal servers: Poisson arrivals, exponential service, and patience if any."""

    arrival_rate: float
    service_rate: float
    servers: int
    patience_mean: float | None = None


QUEUES = {
    "a": Queue(arrival_rate=0.9, service_rate=1.0, servers=1),
    "b": Queue(arrival_rate=8.0, service_rate=1.0, servers=10, patience_mean=2.0),
}

# Workload (c), all times in days. Services are numbered from 0; need k belongs to service k, the last two to none.
HORIZON = 1826.0
CAPACITY_AT_200_000 = (20, 40, 60, 100, 150, 200)
SHARES = (0.10, 0.10, 0.15, 0.20, 0.20, 0.25)
ACCEPTED = (0.6, 0.7, 0.7, 0.8, 0.8, 0.9)
DECISION_MEAN = 5.0
PATIENCE_MEAN = (20.0, 20.0, 30.0, 30.0, 40.0, 40.0)  # times (0.5 + trust)
STAY_MEAN = (0.72, 1.22, 1.44, 1.90, 2.75, 3.00)
RETURN_MEAN = 240.0
ONWARD = 0.30  # chance of another service after a completion
AFTER_RENEGE = 0.5  # chance of another referral after a renege
MOST_REREFERRALS = 3  # an episode; onward referrals do not count
NEEDS = 8


def capacities(people: int) -> list[int]:
    """Places of each service, in proportion to the people, rounded down, at least 1."""
    return [max(1, capacity * people // 200_000) for capacity in CAPACITY_AT_200_000]


def first_arrivals(people: int, random: Random) -> list[float]:
    """Days of first arrival, sorted: independent and uniform over the horizon."""
    return sorted(random.uniform(0, HORIZON) for _ in range(people))


def _cumulative(without: int | None) -> list[float]:
    sums = list(accumulate(0.0 if k == without else share for k, share in enumerate(SHARES)))
    return [part / sums[-1] for part in sums]


_ANY_SERVICE = _cumulative(None)
_OTHER_SERVICE = [_cumulative(service) for service in range(len(SHARES))]


def any_service(random: Random) -> int:
    """A service by the shares."""
    return bisect(_ANY_SERVICE, random.random())


def other_service(random: Random, but: int) -> int:
    """A service by the shares without that one."""
    return bisect(_OTHER_SERVICE[but], random.random())


class Person:
    """Trust, needs and the re-referrals of this episode, and what each event does to them."""

    __slots__ = ("trust", "needs", "rereferrals")

    def __init__(self, random: Random) -> None:
        self.trust = 0.5
        self.needs = [random.random() for _ in range(NEEDS)]
        self.rereferrals = 0

    def patience_mean(self, service: int) -> float:
        return PATIENCE_MEAN[service] * (0.5 + self.trust)

    def after_rejection(self, service: int, random: Random) -> int | None:
        """The service to try next, or None: the episode ends."""
        self.trust *= 0.9
        return self._try_another(service, random)

    def after_renege(self, service: int, random: Random) -> int | None:
        """The service to try next, or None: the episode ends."""
        self.trust *= 0.8
        return self._try_another(service, random) if random.random() < AFTER_RENEGE else None

    def after_completion(self, service: int, random: Random) -> int | None:
        """The service to go on to, never the same, or None: the episode ends."""
        self.trust += 0.05
        self.needs[service] *= 0.5
        self.needs[(service + random.randrange(1, NEEDS)) % NEEDS] *= 0.8
        return other_service(random, service) if random.random() < ONWARD else None

    def comes_back(self, random: Random) -> bool:
        return random.random() < 0.3 + 0.5 * sum(self.needs) / NEEDS

    def at_return(self) -> None:
        self.needs = [min(1.0, need + 0.1) for need in self.needs]
        self.rereferrals = 0

    def _try_another(self, service: int, random: Random) -> int | None:
        if self.rereferrals == MOST_REREFERRALS:
            return None
        self.rereferrals += 1
        return other_service(random, service)


@dataclass(slots=True)
class Tally:
    """What happened, counted; stale timers and a library's own steps are no events."""

    arrivals: int = 0  # returns too
    submitted: int = 0  # referrals sent to a service for its decision; none in (a) and (b)
    rejected: int = 0
    started: int = 0
    ended: int = 0
    reneged: int = 0
    waited: float = 0.0  # days, of those who started

    def start(self, waited: float) -> None:
        self.started += 1
        self.waited += waited

    @property
    def events(self) -> int:
        return self.arrivals + self.submitted + self.started + self.ended + self.reneged

    def figures(self) -> dict[str, float]:
        """Mean wait in days of those who started; reneged of started and reneged; rejected of referrals submitted."""
        return {
            "mean_wait": self.waited / max(1, self.started),
            "abandoned": self.reneged / max(1, self.started + self.reneged),
            "rejected": self.rejected / max(1, self.submitted),
        }


Run = Callable[[str, int, int], Tally]


def report(peer: str, version: str, run: Run, workload: str, people: int, seed: int) -> dict[str, object]:
    """One run, timed without the interpreter's start and the imports."""
    began = time.perf_counter()
    tally = run(workload, people, seed)
    seconds = time.perf_counter() - began
    about = {"peer": peer, "version": version, "workload": workload, "people": people, "seed": seed}
    return {**about, "events": tally.events, "seconds": seconds, **tally.figures()}


def main(peer: str, version: str, run: Run, arguments: Iterable[str] | None = None) -> None:
    """Read the arguments, run once and print one line of JSON."""
    parser = argparse.ArgumentParser(description=f"Workload (a), (b) or (c) in {peer}; prints one line of JSON.")
    parser.add_argument("--workload", choices=("a", "b", "c"), required=True)
    parser.add_argument("--people", type=int, required=True, help="people in (c), customers in (a) and (b)")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(None if arguments is None else list(arguments))
    print(json.dumps(report(peer, version, run, chosen.workload, chosen.people, chosen.seed)))
