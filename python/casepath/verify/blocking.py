"""Theory cases: beds that are kept until there is room further on (rule S9), as chains solved exactly.

A queue with blocking after service: the first station's servers stay occupied until the second takes the customer.
"""

from collections.abc import Iterator

import numpy as np

from casepath.verify.case import Case, Expected
from casepath.verify.formulas import Matrix, birth_and_death, generator
from casepath.verify.queues import WARM, exponential

HOURS = 365.25 * 24  # of the counted year
State = tuple[int, int, int]  # in the hostel and not done, blocked there, in the flats


def two_stations(rate: str, first: tuple[int, str], second: tuple[int, str], closed_at: int) -> str:
    """A hostel whose people keep their beds until there is a flat: numbers of places, and mean stays."""
    return f"""
casepath = 1
start = 2025-01-01
warm_up = "1000 hours"
horizon = "1 year"
[streams.arrivals]
to = "hostel"
rate = "{rate}"
[services.hostel]
capacity = {first[0]}
stay = {exponential(first[1])}
list = {{ closed_at = {closed_at} }}
closes = {{ blocked = true }}
[services.flat]
capacity = {second[0]}
stay = {exponential(second[1])}
[links.hostel]
flat = {{ on = ["always"] }}
"""


def hunt() -> Case:
    """One server each and no room between: the greatest throughput there can be, with the first never short of work."""
    a, b = 1.0, 0.8
    throughput = a * b * (a + b) / (a * a + a * b + b * b)
    return Case(
        "hunt",
        "two stations, no room between, the first never idle: throughput",
        "Hunt 1956",
        f"{WARM}; the list of the first is empty with a chance below 1e-20",
        two_stations("3 per hour", (1, "1 hour"), (1, "1.25 hours"), 50),
        (
            Expected("service/flat/closures/completed", throughput * HOURS),
            Expected("service/flat/utilisation", throughput / b),
            Expected("service/hostel/blocked_mean", 1 - throughput / a),
        ),
    )


def blocked_beds() -> Case:
    """Never short of people: those in a flat and those blocked are a birth-and-death chain."""
    beds, flats, leaves, moves = 4, 3, 1.0, 0.9
    chances = birth_and_death(
        lambda n: leaves * (beds - max(0, n - flats)), lambda n: moves * min(n, flats), beds + flats
    )
    blocked = sum(max(0, n - flats) * p for n, p in enumerate(chances))
    housed = sum(min(n, flats) * p for n, p in enumerate(chances))
    return Case(
        "blocked_beds",
        "four beds that are always wanted, three flats: who is blocked",
        "a birth-and-death chain",
        f"{WARM}; the list of the first is empty with a chance below 1e-20",
        two_stations("12 per hour", (beds, "1 hour"), (flats, f"{1 / moves} hours"), 60),
        (
            Expected("service/hostel/blocked_mean", blocked),
            Expected("service/flat/queue_mean", blocked),
            Expected("service/flat/caseload_mean", housed),
            Expected("service/flat/closures/completed", moves * housed * HOURS),
            Expected("service/hostel/caseload_mean", float(beds)),
        ),
    )


def _moves(state: State, beds: int, flats: int, rates: tuple[float, float, float]) -> Iterator[tuple[State, float]]:
    """What can happen to the hostel and the flats, and at what rate."""
    busy, blocked, housed = state
    if busy + blocked < beds:
        yield (busy + 1, blocked, housed), rates[0]
    if busy and housed < flats:
        yield (busy - 1, blocked, housed + 1), rates[1] * busy
    if busy and housed == flats:
        yield (busy - 1, blocked + 1, housed), rates[1] * busy
    if housed:
        yield ((busy, blocked - 1, housed) if blocked else (busy, blocked, housed - 1)), rates[2] * housed


def _stationary(states: list[State], beds: int, flats: int, rates: tuple[float, float, float]) -> Matrix:
    number = {state: i for i, state in enumerate(states)}
    up = {(number[a], number[b]): rate for a in states for b, rate in _moves(a, beds, flats, rates)}
    balance = generator(up, len(states)).T
    balance[-1] = 1.0
    return np.asarray(np.linalg.solve(balance, np.eye(len(states))[-1]), dtype=np.float64)


def turned_away() -> Case:
    """People come now and then and do not wait: blocked beds turn them away."""
    beds, flats, rates = 2, 1, (1.2, 1.0, 0.7)
    every = [(w, b, f) for w in range(beds + 1) for b in range(beds + 1 - w) for f in range(flats + 1)]
    states = [(w, b, f) for w, b, f in every if not b or f == flats]
    chances = _stationary(states, beds, flats, rates)
    full = sum(p for (w, b, _), p in zip(states, chances, strict=True) if w + b == beds)
    return Case(
        "blocked_loss",
        "two beds, one flat, nobody waits for a bed: turned away",
        "a Markov chain of 9 states",
        WARM,
        two_stations(f"{rates[0]} per hour", (beds, "1 hour"), (flats, f"{1 / rates[2]} hours"), 0),
        (
            Expected("service/hostel/rejected_share/full", full),
            Expected("service/hostel/blocked_mean", sum(b * p for (_, b, _), p in zip(states, chances, strict=True))),
            Expected(
                "service/flat/utilisation", sum(f * p for (_, _, f), p in zip(states, chances, strict=True)) / flats
            ),
        ),
    )


CASES: tuple[Case, ...] = (hunt(), blocked_beds(), turned_away())
