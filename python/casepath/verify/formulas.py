"""The formulas of the theory cases, each written from its source and none from the simulator. Times in any one unit."""

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]


def erlang_b(servers: int, load: float) -> float:
    """Share refused in M/G/c/c (Erlang 1917), by its recursion."""
    blocked = 1.0
    for n in range(1, servers + 1):
        blocked = load * blocked / (n + load * blocked)
    return blocked


def erlang_c(servers: int, load: float) -> float:
    """Chance of waiting in M/M/c (Erlang 1917)."""
    blocked = erlang_b(servers, load)
    return blocked / (1 - load / servers * (1 - blocked))


def birth_and_death(births: Callable[[int], float], deaths: Callable[[int], float], most: int) -> Matrix:
    """Stationary chances of 0 to `most`, from the rates up and down at each."""
    weights = [1.0]
    for n in range(1, most + 1):
        weights.append(weights[-1] * births(n - 1) / deaths(n))
    return np.array(weights) / math.fsum(weights)


def mean_wait(load: float, second_moment: float, rate: float) -> float:
    """Mean wait in M/G/1 (Pollaczek 1930, Khinchine 1932): rate E[S^2] / (2 (1 - load))."""
    return rate * second_moment / (2 * (1 - load))


def root(of: Callable[[float], float], low: float, high: float) -> float:
    """Where a function that changes sign once between `low` and `high` is 0, by halving."""
    rises = of(high) > 0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (low, middle) if (of(middle) > 0) == rises else (middle, high)
    return (low + high) / 2


def generator(rates: dict[tuple[int, int], float], size: int) -> Matrix:
    """The matrix Q of a chain in continuous time from its rates by (from, to)."""
    q = np.zeros((size, size))
    for (source, target), rate in rates.items():
        q[source, target] += rate
        q[source, source] -= rate
    return q


def exponential(matrix: Matrix) -> Matrix:
    """exp(matrix) by halving until small, Taylor's series, and squaring (Moler and Van Loan 2003, method 3)."""
    halvings = max(0, math.ceil(math.log2(max(float(np.abs(matrix).sum(axis=1).max()), 1e-300))) + 4)
    small = matrix / 2.0**halvings
    term: Matrix = np.eye(len(matrix))
    total = term
    for n in range(1, 20):
        term = term @ small / n
        total = total + term
    for _ in range(halvings):
        total = total @ total
    return total


def mean_over(q: Matrix, length: float) -> Matrix:
    """The mean of exp(q t) over t from 0 to `length`: a corner of a larger exponential (Van Loan 1978)."""
    size = len(q)
    larger = np.zeros((2 * size, 2 * size))
    larger[:size, :size], larger[:size, size:] = q, np.eye(size)
    return exponential(larger * length)[:size, size:] / length


def visits(transitions: Matrix, start: Sequence[float]) -> Matrix:
    """Expected visits to each transient state: start (I - P)^-1 (Kemeny and Snell 1960)."""
    chances: Matrix = np.asarray(start, dtype=np.float64)
    return np.asarray(np.linalg.solve(np.eye(len(transitions)) - transitions.T, chances), dtype=np.float64)


def absorbed(transitions: Matrix, into: Matrix) -> Matrix:
    """Chances of ending in each absorbing state, from each transient one: (I - P)^-1 R (Kemeny and Snell 1960)."""
    return np.asarray(np.linalg.solve(np.eye(len(transitions)) - transitions, into), dtype=np.float64)


def survival(q: Matrix, start: Matrix) -> Callable[[float], float]:
    """The chance not to have left by t, of a chain that moves by q among the states it leaves from, and begins so.

    By eigenvalues, which are real for a chain of births and deaths (Karlin and McGregor 1957).
    """
    values, vectors = np.linalg.eig(q)
    weights = (start @ vectors) * np.linalg.solve(vectors, np.ones(len(q)))
    return lambda t: float(np.real(weights @ np.exp(values * t)))


def quantile_of(survives: Callable[[float], float], chance: float) -> float:
    """When only that chance is left."""
    late = 1.0
    while survives(late) > chance:
        late *= 2
    return root(lambda t: survives(t) - chance, 0.0, late)
