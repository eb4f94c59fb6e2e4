"""The plain queues of the examples against theory: with everything off, a service is a multi-server queue (design 8).

Seeds are fixed. Each figure must lie within 3.5 standard errors of its formula, the standard error coming from
independent replications; with 20 replications a right program would fail one such comparison in 400 seeds, and these
seeds are not chosen: they are the default, 1.
"""

import math

import numpy as np
import pytest

import casepath as cp

REPLICATIONS = 20


def erlang_c(servers: int, load: float) -> float:
    """Chance of waiting in M/M/c (Erlang 1917), from Erlang B by its recursion."""
    blocked = 1.0
    for n in range(1, servers + 1):
        blocked = load * blocked / (n + load * blocked)
    return blocked / (1 - load / servers * (1 - blocked))


def erlang_a(servers: int, arrivals: float, service: float, leaving: float) -> dict[str, float]:
    """M/M/c+M (Palm 1957): stationary chances of a birth-and-death chain, cut where they are below 1e-18."""
    weights = [1.0]
    for n in range(1, 400):
        weights.append(weights[-1] * arrivals / (min(n, servers) * service + max(0, n - servers) * leaving))
    total = math.fsum(weights)
    waiting = math.fsum(max(0, n - servers) * w for n, w in enumerate(weights)) / total
    return {
        "abandoned_share": leaving * waiting / arrivals,
        "queue_mean": waiting,
        "wait_mean": waiting / arrivals,
        "wait_share": math.fsum(w for n, w in enumerate(weights) if n >= servers) / total,
    }


def jackson() -> dict[str, float]:
    """Mean numbers waiting in the three-node network (Jackson 1957): each node is M/M/c at its own flow."""
    a = 1 / (1 - 0.2 * (0.3 + 0.5 * 0.6))
    flows = {"a": (a, 2), "b": (0.6 * a, 1), "c": (0.3 * a + 0.5 * 0.6 * a, 2)}
    waits = {}
    for node, (flow, servers) in flows.items():
        waits[f"service/{node}/wait_mean"] = erlang_c(servers, flow) / (servers - flow)
        waits[f"service/{node}/utilisation"] = flow / servers
    return waits


def mm3() -> dict[str, float]:
    chance = erlang_c(3, 2.0)
    wait = chance / (3 * 0.1 - 0.2)
    return {
        "service/desk/wait_share": chance,
        "service/desk/wait_mean": wait,
        "service/desk/queue_mean": 0.2 * wait,
        "service/desk/utilisation": 2 / 3,
        "service/desk/wait_p90": math.log(chance / 0.1) / (3 * 0.1 - 0.2),
    }


def cobham() -> dict[str, float]:
    """Two classes without pre-emption (Cobham 1954): residual work .7; waits .7/.7 and .7/(.7 x .3)."""
    return {"service/desk/priority/1/wait_mean": 1.0, "service/desk/priority/2/wait_mean": 0.7 / (0.7 * 0.3)}


CASES = {
    "queues/mm3": mm3(),
    "queues/mm10_m": {f"service/clinic/{k}": v for k, v in erlang_a(10, 8.0, 1.0, 0.5).items()},
    "queues/jackson3": jackson(),
    "queues/priority2": cobham(),
}


@pytest.mark.parametrize("name", CASES)
def test_queue_agrees_with_theory(name: str) -> None:
    result = cp.run(cp.examples[name], replications=REPLICATIONS, seed=1)
    for figure, theory in CASES[name].items():
        values = result.values(figure)
        error = values.std(ddof=1) / np.sqrt(len(values))
        distance = (values.mean() - theory) / error
        print(f"{name} {figure}: {values.mean():.5f}, theory {theory:.5f}, {distance:+.2f} standard errors")
        assert abs(distance) < 3.5, f"{figure}: {values.mean()} against {theory}"
