"""Workloads (a), (b), (c) in plain Python: a heap of (time, number, what to do, who), a deque for each list.

What a good Python programmer writes without a library. Who reneges stays in the deque, marked, and is skipped later.
"""

import platform
from collections import deque
from collections.abc import Callable
from heapq import heappop, heappush
from itertools import count
from random import Random
from typing import Any

import workloads as w


class Calendar:
    """What is to happen, earliest first; what is due at one time happens in the order it was planned."""

    def __init__(self) -> None:
        self.now = 0.0
        self._plans: list[tuple[float, int, Callable[[Any], None], Any]] = []
        self._number = count()

    def plan(self, delay: float, action: Callable[[Any], None], subject: Any) -> None:
        heappush(self._plans, (self.now + delay, next(self._number), action, subject))

    def run(self, until: float = float("inf")) -> None:
        plans = self._plans
        while plans and plans[0][0] <= until:
            self.now, _, action, subject = heappop(plans)
            action(subject)


class Turn:
    """One person's place on a list, from joining it to service or renege."""

    __slots__ = ("who", "joined", "waiting")

    def __init__(self, who: Any, joined: float) -> None:
        self.who = who
        self.joined = joined
        self.waiting = True


class WaitingList:
    """First come, first served; calls `starts` when a turn comes to a place and `reneges` when patience ends before."""

    def __init__(
        self, calendar: Calendar, places: int, starts: Callable[[Turn], None], reneges: Callable[[Turn], None]
    ) -> None:
        self.calendar = calendar
        self.free = places
        self.turns: deque[Turn] = deque()
        self.starts = starts
        self.reneges = reneges

    def join(self, turn: Turn, patience: float | None) -> None:
        if self.free:
            self.free -= 1
            self.starts(turn)
            return
        self.turns.append(turn)
        if patience is not None:
            self.calendar.plan(patience, self.lose_patience, turn)

    def lose_patience(self, turn: Turn) -> None:
        if turn.waiting:
            turn.waiting = False
            self.reneges(turn)

    def leave_place(self) -> None:
        while self.turns:
            turn = self.turns.popleft()
            if turn.waiting:
                turn.waiting = False
                self.starts(turn)
                return
        self.free += 1


class OneQueue:
    """Workloads (a) and (b)."""

    def __init__(self, queue: w.Queue, customers: int, seed: int) -> None:
        self.queue = queue
        self.to_come = customers
        self.random = Random(seed)
        self.tally = w.Tally()
        self.calendar = Calendar()
        self.list = WaitingList(self.calendar, queue.servers, self.start, self.renege)

    def run(self) -> w.Tally:
        self.calendar.plan(self.random.expovariate(self.queue.arrival_rate), self.arrive, None)
        self.calendar.run()
        return self.tally

    def arrive(self, _: None) -> None:
        self.tally.arrivals += 1
        self.to_come -= 1
        if self.to_come:
            self.calendar.plan(self.random.expovariate(self.queue.arrival_rate), self.arrive, None)
        mean = self.queue.patience_mean
        self.list.join(Turn(None, self.calendar.now), self.random.expovariate(1 / mean) if mean else None)

    def start(self, turn: Turn) -> None:
        self.tally.start(self.calendar.now - turn.joined)
        self.calendar.plan(self.random.expovariate(self.queue.service_rate), self.end, turn)

    def end(self, _: Turn) -> None:
        self.tally.ended += 1
        self.list.leave_place()

    def renege(self, _: Turn) -> None:
        self.tally.reneged += 1


class Traveller(w.Person):
    """A person and the service they were last referred to."""

    __slots__ = ("service",)
    service: int


class Pathways:
    """Workload (c)."""

    def __init__(self, people: int, seed: int) -> None:
        self.random = Random(seed)
        self.tally = w.Tally()
        self.calendar = Calendar()
        self.lists = [WaitingList(self.calendar, places, self.start, self.renege) for places in w.capacities(people)]
        self.first_days = iter(w.first_arrivals(people, self.random))

    def run(self) -> w.Tally:
        self.plan_first_arrival()
        self.calendar.run(until=w.HORIZON)
        return self.tally

    def plan_first_arrival(self) -> None:
        day = next(self.first_days, None)
        if day is not None:
            self.calendar.plan(day - self.calendar.now, self.first_arrival, None)

    def first_arrival(self, _: None) -> None:
        self.plan_first_arrival()
        self.arrive(Traveller(self.random))

    def arrive(self, person: Traveller) -> None:
        self.tally.arrivals += 1
        self.refer(person, w.any_service(self.random))

    def come_back(self, person: Traveller) -> None:
        person.at_return()
        self.arrive(person)

    def refer(self, person: Traveller, service: int | None) -> None:
        """To the service, or, without one, end the episode."""
        if service is not None:
            self.tally.submitted += 1
            person.service = service
            self.calendar.plan(self.random.expovariate(1 / w.DECISION_MEAN), self.decide, person)
        elif person.comes_back(self.random):
            self.calendar.plan(self.random.expovariate(1 / w.RETURN_MEAN), self.come_back, person)

    def decide(self, person: Traveller) -> None:
        service = person.service
        if self.random.random() < w.ACCEPTED[service]:
            patience = self.random.expovariate(1 / person.patience_mean(service))
            self.lists[service].join(Turn(person, self.calendar.now), patience)
        else:
            self.tally.rejected += 1
            self.refer(person, person.after_rejection(service, self.random))

    def start(self, turn: Turn) -> None:
        self.tally.start(self.calendar.now - turn.joined)
        person = turn.who
        self.calendar.plan(self.random.expovariate(1 / w.STAY_MEAN[person.service]), self.end, person)

    def end(self, person: Traveller) -> None:
        self.tally.ended += 1
        service = person.service
        self.refer(person, person.after_completion(service, self.random))
        self.lists[service].leave_place()

    def renege(self, turn: Turn) -> None:
        self.tally.reneged += 1
        person = turn.who
        self.refer(person, person.after_renege(person.service, self.random))


def run(workload: str, people: int, seed: int) -> w.Tally:
    if workload == "c":
        return Pathways(people, seed).run()
    return OneQueue(w.QUEUES[workload], people, seed).run()


if __name__ == "__main__":
    w.main("heap", platform.python_version(), run)
