"""Theory cases: plain queues. With everything else off, a service is a queue with so many servers.

Times are in hours, so that a year holds thousands of stays; figures of waits are in days.
"""

import math

from casepath.verify.case import Case, Expected
from casepath.verify.formulas import birth_and_death, erlang_b, erlang_c, mean_wait, root

HOUR = 1 / 24
WARM = "starts empty, warm-up of more than 20 relaxation times"


def desk(rate: str, stay: str, capacity: int, more: str = "", horizon: str = "1 year") -> str:
    """One service and one stream: the scenario of most queues."""
    return f"""
casepath = 1
start = 2025-01-01
warm_up = "1000 hours"
horizon = "{horizon}"
[streams.arrivals]
to = "desk"
{rate}
[services.desk]
capacity = {capacity}
stay = {stay}
{more}
"""


def at_desk(**figures: float) -> tuple[Expected, ...]:
    """Figures of the service; waits are given in hours."""
    return tuple(
        Expected(f"service/desk/{name}", value * (HOUR if name.startswith(("wait_mean", "wait_p")) else 1))
        for name, value in figures.items()
    )


def exponential(mean: str) -> str:
    return f'{{ dist = "exponential", mean = "{mean}" }}'


def mm1() -> Case:
    load = 0.7
    return Case(
        "mm1",
        "M/M/1, load 0.7",
        "Erlang 1917",
        WARM,
        desk('rate = "0.7 per hour"', exponential("1 hour"), 1),
        at_desk(
            wait_mean=load / (1 - load),
            wait_share=load,
            wait_p90=math.log(load / 0.1) / (1 - load),
            queue_mean=load**2 / (1 - load),
            utilisation=load,
        ),
    )


def mm3() -> Case:
    chance, spare = erlang_c(3, 2.0), 0.3 - 0.2  # a day
    return Case(
        "mm3",
        "M/M/3, load 0.67 (example queues/mm3)",
        "Erlang 1917",
        "starts empty, warm-up of 20 relaxation times",
        'based_on = "examples:queues/mm3"\nhorizon = "15000 days"',
        at_desk(
            wait_share=chance,
            wait_mean=24 * chance / spare,
            wait_p90=24 * math.log(chance / 0.1) / spare,
            queue_mean=0.2 * chance / spare,
            utilisation=2 / 3,
        ),
        replications=80,
    )


def mm2_5() -> Case:
    chances = birth_and_death(lambda n: 1.5, lambda n: min(n, 2), 5)
    waiting = sum(max(0, n - 2) * chance for n, chance in enumerate(chances))
    return Case(
        "mm2_5",
        "M/M/2 with room for 3 to wait",
        "birth-and-death chain, Feller 1950",
        WARM,
        desk('rate = "1.5 per hour"', exponential("1 hour"), 2, "list = { closed_at = 3 }"),
        at_desk(
            **{"rejected_share/full": chances[5]},
            queue_mean=waiting,
            wait_mean=waiting / (1.5 * (1 - chances[5])),
            wait_share=chances[2:5].sum() / (1 - chances[5]),
        ),
    )


def loss(name: str, title: str, source: str, stay: str) -> Case:
    """Nobody waits: whether the stay is exponential makes no difference (insensitivity)."""
    refused = erlang_b(5, 4.0)
    return Case(
        name,
        title,
        source,
        WARM,
        desk('rate = "4 per hour"', stay, 5, "list = { closed_at = 0 }"),
        at_desk(**{"rejected_share/full": refused}, caseload_mean=4 * (1 - refused)),
    )


def mg1(name: str, title: str, stay: str, load: float, second_moment: float) -> Case:
    """Stays of mean one hour; rate and load are one number."""
    wait = mean_wait(load, second_moment, load)
    return Case(
        name,
        title,
        "Pollaczek 1930, Khinchine 1932",
        WARM,
        desk(f'rate = "{load} per hour"', stay, 1),
        at_desk(wait_mean=wait, wait_share=load, queue_mean=load * wait),
    )


def mm10_m() -> Case:
    chances = birth_and_death(lambda n: 8.0, lambda n: min(n, 10) + 0.5 * max(0, n - 10), 400)
    waiting = sum(max(0, n - 10) * chance for n, chance in enumerate(chances))
    return Case(
        "mm10_m",
        "M/M/10 with patience, Erlang A (example queues/mm10_m)",
        "Palm 1957",
        "starts empty, warm-up of 200 stays",
        'based_on = "examples:queues/mm10_m"\nhorizon = "1000 days"',
        tuple(
            Expected(f"service/clinic/{name}", value)
            for name, value in {
                "abandoned_share": 0.5 * waiting / 8,
                "wait_mean": waiting / 8,
                "wait_share": chances[10:].sum(),
                "queue_mean": waiting,
            }.items()
        ),
    )


def priority2() -> Case:
    waits = {1: 0.7 / (1 - 0.3), 2: 0.7 / ((1 - 0.3) * (1 - 0.7))}
    return Case(
        "priority2",
        "M/M/1, two classes, without pre-emption (example queues/priority2)",
        "Cobham 1954",
        "starts empty, warm-up of more than 25 relaxation times",
        'based_on = "examples:queues/priority2"\nhorizon = "8000 days"',
        tuple(Expected(f"service/desk/priority/{n}/wait_mean", wait) for n, wait in waits.items()),
    )


def priority3() -> Case:
    """Every stay is one hour, so the work that an arrival finds in hand is 0.7 / 2."""
    ahead, total, waits = 0.35, 0.0, {}
    for n, rate in enumerate((0.2, 0.3, 0.2), start=1):
        waits[n] = ahead / ((1 - total) * (1 - total - rate))
        total += rate
    return Case(
        "priority3",
        "M/D/1, three classes, without pre-emption",
        "Cobham 1954",
        WARM,
        desk('rate = "0.2 per hour"\npriority = 1', '"1 hour"', 1, 'list = { order = "priority" }')
        + """
[streams.second]
to = "desk"
rate = "0.3 per hour"
priority = 2
[streams.third]
to = "desk"
rate = "0.2 per hour"
priority = 3
""",
        at_desk(**{f"priority/{n}/wait_mean": wait for n, wait in waits.items()}, utilisation=0.7)[-1:]
        + tuple(Expected(f"service/desk/priority/{n}/wait_mean", wait * HOUR) for n, wait in waits.items()),
    )


def dm1() -> Case:
    """One comes every two hours; an arrival finds somebody there with chance s = exp(-2 (1 - s) / 1.4)."""
    busy = root(lambda s: s - math.exp(-2 / 1.4 * (1 - s)), 0.0, 0.999)
    return Case(
        "dm1",
        "D/M/1: one exactly every two hours, load 0.7",
        "Lindley 1952, Kendall 1953",
        WARM,
        desk('every = "2 hours"', exponential("1.4 hours"), 1),
        at_desk(wait_mean=1.4 * busy / (1 - busy), wait_share=busy),
    )


def batches() -> Case:
    """Three at a time: the first waits as in M/G/1 with stays that are sums of three, the k-th for k - 1 stays more."""
    wait = mean_wait(0.6, 12.0, 0.2) + 1.0
    return Case(
        "batches",
        "M/M/1 with arrivals three at a time, load 0.6",
        "Gaver 1959",
        WARM,
        desk('rate = "0.2 per hour"\nbatch = 3', exponential("1 hour"), 1),
        at_desk(wait_mean=wait, queue_mean=0.6 * wait, utilisation=0.6),
    )


CASES = (
    mm1(),
    mm3(),
    mm2_5(),
    loss("loss", "M/M/5/5: nobody waits", "Erlang 1917", exponential("1 hour")),
    loss(
        "loss_insensitive",
        "M/G/5/5, log-normal stays: refused as with exponential ones",
        "Erlang 1917, Sevastyanov 1957",
        '{ dist = "lognormal", mean = "1 hour", sd = "1.5 hours" }',
    ),
    mg1("md1", "M/D/1, load 0.8", '"1 hour"', 0.8, 1.0),
    mg1(
        "mg1_lognormal",
        "M/G/1, log-normal stays, load 0.6",
        '{ dist = "lognormal", mean = "1 hour", sd = "1.2 hours" }',
        0.6,
        1 + 1.2**2,
    ),
    mg1(
        "mg1_mixture",
        "M/G/1, stays of two kinds, load 0.5",
        '{ dist = "mixture", parts = { short = { weight = 0.8, dist = "exponential", mean = "30 minutes" }, '
        'long = { weight = 0.2, dist = "exponential", mean = "3 hours" } } }',
        0.5,
        2 * (0.8 * 0.25 + 0.2 * 9),
    ),
    mg1(
        "mg1_table",
        "M/G/1, stays of half an hour or two hours, load 0.7",
        '{ dist = "table", values = ["30 minutes", "2 hours"], weights = [2, 1] }',
        0.7,
        (2 * 0.25 + 4) / 3,
    ),
    mm10_m(),
    priority2(),
    priority3(),
    dm1(),
    batches(),
)
