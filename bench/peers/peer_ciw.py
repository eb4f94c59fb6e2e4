"""Workloads (a), (b), (c) in Ciw 3: a network of nodes; what differs between people is in distributions and routers.

In (c) node 1 is the decision and node 8 the time away, both without limit of servers; nodes 2 to 7 are the services.
All figures come from Ciw's records, as its users take them.
"""
# mypy: allow-subclassing-any

import random as random_module
from importlib.metadata import version
from math import inf
from random import Random
from typing import Any, cast

import ciw  # type: ignore[import-untyped, import-not-found, unused-ignore]
import workloads as w

random = cast(Random, random_module)  # the one that Ciw draws from and `ciw.seed` seeds

DECISION, AWAY = 1, 8
SERVICE_NODES = range(2, 8)


class FirstFew(ciw.dists.Exponential):
    """Exponential times between arrivals, for so many customers."""

    def __init__(self, rate: float, number: int) -> None:
        super().__init__(rate)
        self.left = number

    def sample(self, t: float | None = None, ind: Any = None) -> float:
        self.left -= 1
        return super().sample(t, ind) if self.left >= 0 else inf


def one_queue(queue: w.Queue, customers: int) -> w.Tally:
    """Workloads (a) and (b)."""
    patience = None if queue.patience_mean is None else [ciw.dists.Exponential(1 / queue.patience_mean)]
    network = ciw.create_network(
        arrival_distributions=[FirstFew(queue.arrival_rate, customers)],
        service_distributions=[ciw.dists.Exponential(queue.service_rate)],
        number_of_servers=[queue.servers],
        reneging_time_distributions=patience,
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_customers(customers, method="Finish")
    tally = w.Tally(arrivals=customers)
    for record in simulation.get_all_records():
        count_service(tally, record)
    return tally


def count_service(tally: w.Tally, record: Any) -> None:
    """Count a record of a list with servers: reneged, served, or (incomplete) still waiting or being served."""
    if record.record_type == "renege":
        tally.reneged += 1
    elif record.waiting_time is not None:
        tally.start(record.waiting_time)
        tally.ended += record.record_type == "service"


class PersonInCiw(ciw.Individual):
    """Workload (c): Ciw's individual, who the person is, and the service they were last referred to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = w.Person(random)
        self.service: int | None = w.any_service(random)


class FirstArrivals(ciw.dists.Distribution):
    """The days between first arrivals."""

    def __init__(self, people: int) -> None:
        self.days = iter(w.first_arrivals(people, random))
        self.last = 0.0

    def sample(self, t: float | None = None, ind: Any = None) -> float:
        day = next(self.days, inf)
        self.last, gap = day, day - self.last
        return gap


class Patience(ciw.dists.Distribution):
    """Exponential, with a mean that grows with trust."""

    def sample(self, t: float | None = None, ind: Any = None) -> float:
        return random.expovariate(1 / ind.person.patience_mean(ind.service))


class Onward(ciw.routing.NodeRouting):
    """Where a person goes next, once the next service, if any, is known."""

    def refer(self, ind: Any, service: int | None) -> Any:
        ind.service = service
        if service is not None:
            return self.simulation.nodes[DECISION]
        return self.simulation.nodes[AWAY if ind.person.comes_back(random) else -1]


class AfterDecision(Onward):
    def next_node(self, ind: Any) -> Any:
        if random.random() < w.ACCEPTED[ind.service]:
            return self.simulation.nodes[SERVICE_NODES[ind.service]]
        return self.refer(ind, ind.person.after_rejection(ind.service, random))


class AfterService(Onward):
    def next_node(self, ind: Any) -> Any:
        return self.refer(ind, ind.person.after_completion(ind.service, random))

    def next_node_for_jockeying(self, ind: Any) -> Any:
        return self.refer(ind, ind.person.after_renege(ind.service, random))


class AfterAway(Onward):
    def next_node(self, ind: Any) -> Any:
        ind.person.at_return()
        return self.refer(ind, w.any_service(random))


def pathways(people: int) -> w.Tally:
    """Workload (c)."""
    stays = [ciw.dists.Exponential(1 / mean) for mean in w.STAY_MEAN]
    network = ciw.create_network(
        arrival_distributions=[FirstArrivals(people), *[None] * 7],
        service_distributions=[
            ciw.dists.Exponential(1 / w.DECISION_MEAN),
            *stays,
            ciw.dists.Exponential(1 / w.RETURN_MEAN),
        ],
        number_of_servers=[inf, *w.capacities(people), inf],
        reneging_time_distributions=[None, *[Patience()] * 6, None],
        routing=ciw.routing.NetworkRouting(routers=[AfterDecision(), *[AfterService() for _ in stays], AfterAway()]),
    )
    simulation = ciw.Simulation(network, individual_class=PersonInCiw)
    simulation.simulate_until_max_time(w.HORIZON)
    tally = w.Tally(arrivals=simulation.nodes[0].number_of_individuals)
    for record in simulation.get_all_records(include_incomplete=True):
        count(tally, record)
    return tally


def count(tally: w.Tally, record: Any) -> None:
    if record.node == DECISION:
        tally.submitted += 1
        decided = record.record_type == "service"
        tally.rejected += decided and record.destination not in SERVICE_NODES
    elif record.node == AWAY:
        tally.arrivals += record.record_type == "service"
    else:
        count_service(tally, record)


def run(workload: str, people: int, seed: int) -> w.Tally:
    ciw.seed(seed)
    return pathways(people) if workload == "c" else one_queue(w.QUEUES[workload], people)


if __name__ == "__main__":
    w.main("ciw", version("ciw"), run)
