"""Theory cases: queues that are not in balance from the start, or whose arrivals are a fixed number of people.

Where the counts of many small, separate services are pooled, their variance is held against theory too.
"""

import math
from statistics import NormalDist

import numpy as np

from casepath.verify.case import Case, Expected, Runs, Values
from casepath.verify.formulas import Matrix, birth_and_death, root
from casepath.verify.queues import HOUR, exponential

PEOPLE = 20
DESKS = 3


ASKERS = f"""
casepath = 1
start = 2025-01-01
warm_up = "1 year"
horizon = "5 years"
levels = {{ names = ["fine", "bad"] }}
[needs.help]
seeks = {{ rate = {{ bad = "30 per year" }}, doors = {{ desk = 1 }} }}
[people.cohorts.all]
size = {PEOPLE}
needs.help = {{ bad = 1.0 }}
[services.desk]
works_on = ["help"]
capacity = {DESKS}
stay = {exponential("2 days")}
"""
ASK, SERVE = 30 / 365.25, 1 / 2  # a day: each person without a case, each desk


def asking(people: int, most: int) -> Matrix:
    """Chances of 0 to `most` people at the desks, in the long run."""
    return birth_and_death(lambda n: (people - n) * ASK, lambda n: min(n, DESKS) * SERVE, most)


def asking_again(name: str, title: str, source: str, more: str, figures: dict[str, float]) -> Case:
    """Twenty people each ask 30 times a year while they have no case; three desks, a case takes two days."""
    return Case(
        name,
        title,
        source,
        "starts with nobody there; the warm-up of a year is 180 cases long",
        ASKERS + more,
        tuple(Expected(f"service/desk/{figure}", value) for figure, value in figures.items()),
    )


def repair() -> Case:
    """Who asks finds the desks as somebody outside would among one person fewer (the arrival theorem)."""
    chances = asking(PEOPLE, PEOPLE)
    numbers = np.arange(PEOPLE + 1)
    waiting = float(chances @ np.maximum(0, numbers - DESKS))
    figures = {
        "utilisation": float(chances @ np.minimum(numbers, DESKS)) / DESKS,
        "queue_mean": waiting,
        "wait_mean": waiting / (ASK * float(chances @ (PEOPLE - numbers))),
        "wait_share": float(asking(PEOPLE - 1, PEOPLE - 1)[DESKS:].sum()),
    }
    title, source = "M/M/3 with 20 people who ask again", "Palm 1947, Sevcik and Mitrani 1981"
    return asking_again("repair", title, source, "", figures)


def engset() -> Case:
    """Nobody waits: who finds all desks taken is refused."""
    figures = {
        "utilisation": float(asking(PEOPLE, DESKS) @ np.arange(DESKS + 1)) / DESKS,
        "rejected_share/full": float(asking(PEOPLE - 1, DESKS)[DESKS]),
    }
    title, source = "M/M/3/3 with 20 people who ask again", "Engset 1918"
    return asking_again("engset", title, source, "list = { closed_at = 0 }\n", figures)


def many(name: str, number: int, stream: str, service: str) -> str:
    """So many streams, each to a service of its own."""
    return "".join(
        f'[streams.{name}{i}]\nto = "{name}{i}"\n{stream}\n[services.{name}{i}]\n{service}\n' for i in range(number)
    )


def averaged(values: list[Values]) -> Values:
    """Over services, replication by replication."""
    return np.asarray(np.mean(values, axis=0), dtype=np.float64)


def counts(name: str, number: int, figure: str, mean: float) -> tuple[Expected, ...]:
    """Poisson counts of many services: their variance, about the mean that theory gives them, is their mean."""
    names = [f"service/{name}{i}/{figure}" for i in range(number)]

    def means(runs: Runs) -> Values:
        return averaged([runs.values(each) for each in names])

    def squares(runs: Runs) -> Values:
        return averaged([(runs.values(each) - mean) ** 2 for each in names])

    return Expected(f"{name} {figure}", mean, means), Expected(f"{name} {figure}, variance", mean, squares)


def filling() -> Case:
    """Nobody is there at first. The mean number is 200 (1 - exp(-t)) after t years; of a year, its mean over it."""
    means = {year: 200 * (1 - (np.exp(1.0 - year) - np.exp(-1.0 * year))) for year in (1, 2, 3, 4)}
    return Case(
        "mminf_filling",
        "M/M/inf from empty, year by year",
        "Erlang 1917, Riordan 1951",
        "starts empty, and so does the formula",
        f"""
casepath = 1
start = 2025-01-01
horizon = "4 years"
[streams.arrivals]
to = "home"
rate = "200 per year"
[services.home]
stay = {exponential("1 year")}
""",
        tuple(Expected(f"year/{year}/service/home/caseload_mean", float(mean)) for year, mean in means.items()),
    )


def filled() -> Case:
    """The number there at one moment is Poisson: looked at for one second, a year after the start."""
    return Case(
        "mminf_poisson",
        "M/M/inf a year after empty: 100 places, mean and variance of how many are there",
        "Riordan 1951",
        "starts empty, and so does the formula",
        'casepath = 1\nstart = 2025-01-01\nwarm_up = "1 year"\nhorizon = "1 second"\n'
        + many("home", 100, 'rate = "20 per year"', f"stay = {exponential('1 year')}"),
        counts("home", 100, "caseload_mean", float(20 * (1 - np.exp(-1)))),
    )


def thinned() -> Case:
    """Streams whose rate falls at a date, and others with two seasons; what is counted is the second half of 2025."""
    dated = ((273 - 182.625) * 30 + (365.25 - 273) * 10) / 365.25  # 1 October 2025 is day 273
    return Case(
        "thinning",
        "50 streams in steps by date and 50 by season: mean and variance of what comes in half a year",
        "Lewis and Shedler 1979",
        "arrivals have no past",
        'casepath = 1\nstart = 2025-01-01\nwarm_up = "6 months"\nhorizon = "6 months"\n'
        + many("dated", 50, 'rate = { first = "30 per year", at = { "2025-10-01" = "10 per year" } }', 'stay = "1 day"')
        + many(
            "season",
            50,
            'rate = { every = "1 year", at = { "0 days" = "30 per year", "6 months" = "50 per year" } }',
            'stay = "1 day"',
        ),
        counts("dated", 50, "arrivals", dated) + counts("season", 50, "arrivals", 25.0),
    )


def erlang_quantile(p: float) -> float:
    """Of the sum of two exponentials of mean 1 each."""
    return root(lambda x: 1 - math.exp(-x) * (1 + x) - p, 0.0, 50.0)


def patiences() -> dict[str, tuple[str, float, float, float]]:
    """Distributions with their parameters, and by formula mean, median and 90th percentile, in hours."""
    late = math.exp(0.8 * NormalDist().inv_cdf(0.9))
    sums = 5 * erlang_quantile(0.5), 5 * erlang_quantile(0.9)
    edges = 20 - math.sqrt(0.5 * 20 * 15), 20 - math.sqrt(0.1 * 20 * 15)
    return {
        "exponential": ('mean = "10 hours"', 10.0, 10 * math.log(2), 10 * math.log(10)),
        "weibull": (
            'scale = "10 hours", shape = 2',
            5 * math.sqrt(math.pi),
            10 * math.sqrt(math.log(2)),
            10 * math.sqrt(math.log(10)),
        ),
        "lognormal": ('median = "10 hours", sigma = 0.8', 10 * math.exp(0.32), 10.0, 10 * late),
        "erlang": ('mean = "10 hours", shape = 2', 10.0, *sums),
        "gamma": (f'mean = "10 hours", cv = {math.sqrt(0.5)}', 10.0, *sums),
        "uniform": ('low = "2 hours", high = "12 hours"', 7.0, 7.0, 11.0),
        "triangular": ('low = "0 hours", mode = "5 hours", high = "20 hours"', 25 / 3, *edges),
    }


def patience() -> Case:
    """Nobody is ever admitted, so a wait is the patience: its mean and quantiles are those of the distribution. Of
    2,880 waits the quantile by nearest rank is half a rank off at most, which is far below the standard error.
    """
    laws = patiences()
    lists = "".join(
        f"""
[streams.{name}]
to = "{name}"
rate = "4 per hour"
[services.{name}]
stay = "1 day"
list = {{ delay = "100 years", patience = {{ dist = "{name}", {parameters} }} }}
"""
        for name, (parameters, *_) in laws.items()
    )
    return Case(
        "patience",
        "seven distributions of patience on lists that admit nobody",
        "the distributions' own quantiles",
        "starts with empty lists; the warm-up of 30 days is 72 mean waits",
        'casepath = 1\nstart = 2025-01-01\nwarm_up = "30 days"\nhorizon = "30 days"\n' + lists,
        tuple(
            Expected(f"service/{name}/wait_{figure}", value * HOUR)
            for name, (_, *values) in laws.items()
            for figure, value in zip(("mean", "p50", "p90"), values, strict=True)
        ),
    )


CASES = (
    repair(),
    engset(),
    filling(),
    filled(),
    thinned(),
    patience(),
)
