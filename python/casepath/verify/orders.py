"""Theory cases: who is next. The order of a list moves nobody's mean wait but everybody's spread; classes move both.

Times are in hours, as in `queues`.
"""

import numpy as np

from casepath.verify.case import Case, Expected
from casepath.verify.formulas import Matrix, generator, quantile_of, survival
from casepath.verify.queues import HOUR, WARM, at_desk, desk, exponential

LOAD = 0.7
MOST = 80  # who wait at once, at most: 0.7^80 is 4e-13


def waits_last_come() -> tuple[Matrix, Matrix]:
    """Who finds the desk busy waits till all who come meanwhile are served: from one in hand to none (Takács 1963)."""
    rates = {(n, n + 1): LOAD for n in range(MOST)} | {(n, n - 1): 1.0 for n in range(1, MOST + 1)}
    start = np.zeros(MOST)
    start[0] = LOAD
    return generator(rates, MOST + 1)[1:, 1:], start


def waits_random() -> tuple[Matrix, Matrix]:
    """With n others, one chance in n + 1 to be next; an arrival finds it busy and n waiting with 0.7 x 0.3 x 0.7^n."""
    rates = {(n, n + 1): LOAD for n in range(MOST)} | {(n, n - 1): n / (n + 1) for n in range(1, MOST + 1)}
    q = generator(rates, MOST + 1) - np.diag(1.0 / np.arange(1.0, MOST + 2.0))
    return q, LOAD * (1 - LOAD) * LOAD ** np.arange(MOST + 1.0)


def single(name: str, title: str, source: str, law: tuple[Matrix, Matrix], order: str) -> Case:
    """M/M/1 in another order: the mean wait of first come, first served, and quantiles by the law of that order."""
    still_waits = survival(*law)
    return Case(
        name,
        title,
        source,
        WARM,
        desk('rate = "0.7 per hour"', exponential("1 hour"), 1, f'list = {{ order = "{order}" }}'),
        at_desk(
            wait_mean=LOAD / (1 - LOAD),
            wait_share=LOAD,
            wait_p50=quantile_of(still_waits, 0.5),
            wait_p90=quantile_of(still_waits, 0.1),
            queue_mean=LOAD**2 / (1 - LOAD),
        ),
    )


def preemptive(name: str, title: str, stay: str, rates: tuple[float, ...], second_moment: float) -> Case:
    """Stays of mean one hour that go on where they were broken off.

    With a share s_k of the desk's time for classes 1 to k, and the work R_k of those that an arrival finds in hand,
    class k waits R_k / ((1 - s_j) (1 - s_k)) to begin and is there for 1 / (1 - s_j) more, where j = k - 1.
    """
    before, waits, present = 0.0, {}, 0.0
    for n, rate in enumerate(rates, start=1):
        upto = before + rate
        waits[n] = upto * second_moment / 2 / ((1 - before) * (1 - upto))
        present += rate * (waits[n] + 1 / (1 - before))
        before = upto
    streams = "".join(
        f'\n[streams.class_{n}]\nto = "desk"\nrate = "{rate} per hour"\npriority = {n}'
        for n, rate in enumerate(rates[1:], start=2)
    )
    first = f'rate = "{rates[0]} per hour"\npriority = 1'
    return Case(
        name,
        title,
        "Cobham 1954, Jaiswal 1968",
        WARM,
        desk(first, stay, 1, 'list = { order = "priority", preempts = true }') + streams,
        at_desk(queue_mean=present - before, utilisation=before)
        + tuple(Expected(f"service/desk/priority/{n}/wait_mean", wait * HOUR) for n, wait in waits.items()),
    )


CASES = (
    single("last_come", "M/M/1, last come first served", "Takács 1963, Kingman 1962", waits_last_come(), "last_come"),
    single("random_order", "M/M/1, served by lot", "Palm 1957, Kingman 1962", waits_random(), "random"),
    preemptive("preemptive2", "M/M/1, two classes, with pre-emption", exponential("1 hour"), (0.3, 0.4), 2.0),
    preemptive("preemptive3", "M/D/1, three classes, with pre-emption", '"1 hour"', (0.2, 0.3, 0.2), 1.0),
)
