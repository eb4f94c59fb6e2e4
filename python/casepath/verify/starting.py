"""Theory cases: places that begin with people on lists and with open cases (rule P7)."""

import math

from casepath.verify.case import Case, Expected

PEOPLE = 400
KINDS = {30 / 365.25: 0.5, 1.0: 0.5}  # of a stay: its mean in years, and its weight
GONE = 60 / 365.25  # years of it that are past


def held(mean: float, year: int) -> float:
    """Mean over a year of the chance that an exponential stay still lasts."""
    return mean * (math.exp(-(year - 1) / mean) - math.exp(-year / mean))


def left_of_mixture(year: int) -> float:
    """The same of who has outlasted so much of a stay of two kinds: the longer kind is commoner among them."""
    lasting = {mean: weight * math.exp(-GONE / mean) for mean, weight in KINDS.items()}
    return sum(weight * held(mean, year) for mean, weight in lasting.items()) / sum(lasting.values())


def draining() -> Case:
    """Nobody comes; the longer a stay has lasted the longer, or not, it still lasts, by its distribution."""
    return Case(
        "draining",
        f"{PEOPLE} open cases at the start and nobody after: stays that forget, that have an end, and of two kinds",
        "M/M/inf, Riordan 1951; residual life, Cox 1962",
        "starts as the formula does",
        f"""
casepath = 1
start = 2025-01-01
horizon = "2 years"
[services.forgets]
stay = {{ dist = "exponential", mean = "1 year" }}
at_start = {{ open = {PEOPLE}, age = "200 days" }}
[services.ends]
stay = {{ dist = "uniform", low = "0 days", high = "2 years" }}
at_start = {{ open = {PEOPLE}, age = "1 year" }}
[services.mixed.stay]
dist = "mixture"
[services.mixed.stay.parts]
short = {{ dist = "exponential", mean = "30 days" }}
long = {{ dist = "exponential", mean = "1 year" }}
[services.mixed.at_start]
open = {PEOPLE}
age = "60 days"
""",
        (
            Expected("year/1/service/forgets/caseload_mean", PEOPLE * held(1.0, 1)),
            Expected("year/2/service/forgets/caseload_mean", PEOPLE * held(1.0, 2)),
            Expected("year/1/service/forgets/closures/completed", PEOPLE * (1 - math.exp(-1))),
            Expected("year/1/service/ends/caseload_mean", PEOPLE / 2),
            Expected("year/1/service/mixed/caseload_mean", PEOPLE * left_of_mixture(1)),
            Expected("year/2/service/mixed/caseload_mean", PEOPLE * left_of_mixture(2)),
        ),
    )


def backlog() -> Case:
    """The k-th of a list waits for k - 1 stays, on top of what everybody has waited."""
    waiting, waited = 100, 30.0
    return Case(
        "backlog",
        f"a list of {waiting} at the start before one desk: waits from their true date",
        "sums of exponentials, Erlang 1909",
        "starts as the formula does",
        f"""
casepath = 1
start = 2025-01-01
horizon = "1 year"
[services.desk]
capacity = 1
stay = {{ dist = "exponential", mean = "1 day" }}
at_start = {{ waiting = {waiting}, waited = "30 days" }}
""",
        (
            Expected("service/desk/wait_mean", waited + (waiting - 1) / 2),
            Expected("service/desk/queue_mean", waiting * (waiting - 1) / 2 / 365.25),
        ),
    )


CASES = (draining(), backlog())
