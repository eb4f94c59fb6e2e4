"""Workloads (a), (b), (c) in SimPy 4: a process for each person, a `Resource` for each service.

Reneging as in SimPy's bank example: wait for the request or a timeout, whichever comes first; leaving the `with` block
gives the place back or withdraws the request.
"""

from collections.abc import Generator
from importlib.metadata import version
from random import Random
from typing import Any

import simpy
import workloads as w

Process = Generator[simpy.Event, Any, None]


def customers(env: simpy.Environment, queue: w.Queue, number: int, random: Random, tally: w.Tally) -> Process:
    """Workloads (a) and (b): the customers come."""
    servers = simpy.Resource(env, queue.servers)
    one = customer if queue.patience_mean is None else impatient_customer
    for _ in range(number):
        yield env.timeout(random.expovariate(queue.arrival_rate))
        env.process(one(env, queue, servers, random, tally))


def customer(
    env: simpy.Environment, queue: w.Queue, servers: simpy.Resource, random: Random, tally: w.Tally
) -> Process:
    tally.arrivals += 1
    joined = env.now
    with servers.request() as place:
        yield place
        tally.start(env.now - joined)
        yield env.timeout(random.expovariate(queue.service_rate))
        tally.ended += 1


def impatient_customer(
    env: simpy.Environment, queue: w.Queue, servers: simpy.Resource, random: Random, tally: w.Tally
) -> Process:
    assert queue.patience_mean is not None
    tally.arrivals += 1
    joined = env.now
    with servers.request() as place:
        outcome = yield place | env.timeout(random.expovariate(1 / queue.patience_mean))
        if place not in outcome:
            tally.reneged += 1
            return
        tally.start(env.now - joined)
        yield env.timeout(random.expovariate(queue.service_rate))
        tally.ended += 1


class Pathways:
    """Workload (c)."""

    def __init__(self, people: int, seed: int) -> None:
        self.random = Random(seed)
        self.tally = w.Tally()
        self.env = simpy.Environment()
        self.services = [simpy.Resource(self.env, places) for places in w.capacities(people)]
        self.env.process(self.arrivals(people))

    def run(self) -> w.Tally:
        self.env.run(until=w.HORIZON)
        return self.tally

    def arrivals(self, people: int) -> Process:
        for day in w.first_arrivals(people, self.random):
            yield self.env.timeout(day - self.env.now)
            self.env.process(self.life(w.Person(self.random)))

    def life(self, person: w.Person) -> Process:
        """Episode after episode, until the person does not come back."""
        while True:
            self.tally.arrivals += 1
            service: int | None = w.any_service(self.random)
            while service is not None:
                service = yield from self.referral(person, service)
            if not person.comes_back(self.random):
                return
            yield self.env.timeout(self.random.expovariate(1 / w.RETURN_MEAN))
            person.at_return()

    def referral(self, person: w.Person, service: int) -> Generator[simpy.Event, Any, int | None]:
        """One referral to its end; returns the next service, or None."""
        env, random, tally = self.env, self.random, self.tally
        tally.submitted += 1
        yield env.timeout(random.expovariate(1 / w.DECISION_MEAN))
        if random.random() >= w.ACCEPTED[service]:
            tally.rejected += 1
            return person.after_rejection(service, random)
        joined = env.now
        with self.services[service].request() as place:
            outcome = yield place | env.timeout(random.expovariate(1 / person.patience_mean(service)))
            if place not in outcome:
                tally.reneged += 1
                return person.after_renege(service, random)
            tally.start(env.now - joined)
            yield env.timeout(random.expovariate(1 / w.STAY_MEAN[service]))
            tally.ended += 1
        return person.after_completion(service, random)


def run(workload: str, people: int, seed: int) -> w.Tally:
    if workload == "c":
        return Pathways(people, seed).run()
    env, tally = simpy.Environment(), w.Tally()
    env.process(customers(env, w.QUEUES[workload], people, Random(seed), tally))
    env.run()
    return tally


if __name__ == "__main__":
    w.main("simpy", version("simpy"), run)
