"""Workloads (a), (b), (c) in salabim: a component for each person, a `Resource` for each service.

Yieldless (salabim's default, as fast here as yielding): a process is a plain method that its greenlet suspends. Trace
and monitors are off; monitors cost half as much again. Reneging is `fail_delay`, as in salabim's bank example.
"""
# mypy: allow-subclassing-any

from importlib.metadata import version
from random import Random

import salabim as sim  # type: ignore[import-untyped, import-not-found, unused-ignore]
import workloads as w


class Customers(sim.Component):
    """Workloads (a) and (b): the customers come, and wait before their servers."""

    def setup(self, queue: w.Queue, number: int, random: Random, tally: w.Tally) -> None:
        self.reset_monitors(False)
        self.queue, self.number, self.random, self.tally = queue, number, random, tally
        self.servers = sim.Resource("servers", queue.servers, monitor=False)

    def process(self) -> None:
        for _ in range(self.number):
            self.hold(self.random.expovariate(self.queue.arrival_rate))
            Customer(source=self)


class Customer(sim.Component):
    def setup(self, source: Customers) -> None:
        self.reset_monitors(False)
        self.source = source

    def process(self) -> None:
        queue, random, tally = self.source.queue, self.source.random, self.source.tally
        tally.arrivals += 1
        joined = self.env.now()
        patience = sim.inf if queue.patience_mean is None else random.expovariate(1 / queue.patience_mean)
        self.request(self.source.servers, fail_delay=patience)
        if self.failed():
            tally.reneged += 1
            return
        tally.start(self.env.now() - joined)
        self.hold(random.expovariate(queue.service_rate))
        tally.ended += 1
        self.release()


class Pathways(sim.Component):
    """Workload (c): the services, and the people coming for the first time."""

    def setup(self, people: int, random: Random, tally: w.Tally) -> None:
        self.reset_monitors(False)
        self.people, self.random, self.tally = people, random, tally
        self.services = [sim.Resource("service.", places, monitor=False) for places in w.capacities(people)]

    def process(self) -> None:
        for day in w.first_arrivals(self.people, self.random):
            self.hold(till=day)
            Life(pathways=self)


class Life(sim.Component):
    """Episode after episode, until the person does not come back."""

    def setup(self, pathways: Pathways) -> None:
        self.reset_monitors(False)
        self.services, self.random, self.tally = pathways.services, pathways.random, pathways.tally
        self.person = w.Person(self.random)

    def process(self) -> None:
        while True:
            self.tally.arrivals += 1
            service: int | None = w.any_service(self.random)
            while service is not None:
                service = self.referral(service)
            if not self.person.comes_back(self.random):
                return
            self.hold(self.random.expovariate(1 / w.RETURN_MEAN))
            self.person.at_return()

    def referral(self, service: int) -> int | None:
        """One referral to its end; returns the next service, or None."""
        person, random, tally = self.person, self.random, self.tally
        tally.submitted += 1
        self.hold(random.expovariate(1 / w.DECISION_MEAN))
        if random.random() >= w.ACCEPTED[service]:
            tally.rejected += 1
            return person.after_rejection(service, random)
        joined = self.env.now()
        self.request(self.services[service], fail_delay=random.expovariate(1 / person.patience_mean(service)))
        if self.failed():
            tally.reneged += 1
            return person.after_renege(service, random)
        tally.start(self.env.now() - joined)
        self.hold(random.expovariate(1 / w.STAY_MEAN[service]))
        tally.ended += 1
        self.release()
        return person.after_completion(service, random)


def run(workload: str, people: int, seed: int) -> w.Tally:
    env, random, tally = sim.Environment(trace=False), Random(seed), w.Tally()
    if workload == "c":
        Pathways(people=people, random=random, tally=tally)
        env.run(till=w.HORIZON)
    else:
        Customers(queue=w.QUEUES[workload], number=people, random=random, tally=tally)
        env.run()
    return tally


if __name__ == "__main__":
    w.main("salabim", version("salabim"), run)
