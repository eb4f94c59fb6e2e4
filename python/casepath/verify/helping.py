"""Theory cases: what happens in and around episodes: how often people come back, how they end, what becomes of trust,
and what money is worth later.
"""

import math
from collections.abc import Callable

import numpy as np

from casepath.verify.case import Case, Expected, Runs, Values
from casepath.verify.formulas import Matrix
from casepath.verify.lives import AS_FORMULA, of_people


def with_more_than(n: int) -> Callable[[Runs], Values]:
    """Share of people with more contacts than that."""
    return of_people(lambda table: float((table["contacts"] > n).mean()))


def reopening() -> Case:
    """Each episode helps with chance 0.3 and who was not helped asks again: episodes are geometric, mean 1 / 0.3."""
    helps = 0.3
    mean = of_people(lambda table: float(table["contacts"].mean()))
    return Case(
        "reopening",
        "people who come back until an episode helps: how many episodes they have",
        "geometric distribution",
        "everybody starts with the need; ten years are 72 mean times to being helped",
        f"""
casepath = 1
start = 2025-01-01
horizon = "10 years"
levels = {{ names = ["fine", "bad"] }}
[needs.help]
seeks = {{ rate = {{ bad = "24 per year" }}, doors = {{ desk = 1 }} }}
[people.cohorts.all]
size = 1000
needs.help = {{ bad = 1.0 }}
[services.desk]
works_on = ["help"]
contacts = {{ every = "1 week" }}
closes = {{ contacts = 1 }}
effects = {{ contact = {{ help = {helps} }} }}
""",
        (
            Expected("episodes a person", 1 / helps, mean),
            *(Expected(f"share with more than {n}", (1 - helps) ** n, with_more_than(n)) for n in (1, 2, 5)),
        ),
    )


def missed_runs() -> Case:
    """Contacts come until two in a row are missed: with chance m of missing, (1 + m) / m^2 of them in the mean
    (Feller), of which a part m is missed (Wald).
    """
    misses = 0.4
    booked = (1 + misses) / misses**2
    rate = 500.0
    return Case(
        "missed_runs",
        "episodes that end when two contacts in a row are missed",
        "Feller 1950, Wald 1944",
        "starts empty; the warm-up of a year is 47 mean episodes",
        f"""
casepath = 1
start = 2025-01-01
warm_up = "1 year"
horizon = "1 year"
[streams.requests]
to = "desk"
rate = "{rate} per year"
[services.desk]
contacts = {{ every = "1 day", attend = {1 - misses}, cost = "£1" }}
closes = {{ missed_run = 2 }}
""",
        (
            Expected("service/desk/closures/missed_run", rate),
            Expected("cost_total", rate * (1 - misses) * booked),
            Expected("service/desk/caseload_mean", rate * (booked - 1) / 365.25),
        ),
    )


def ends() -> Case:
    """A limit of time of mean 20 days against withdrawing at rate 0.15 a day: the first to come ends it."""
    limit, withdraws, rate = 0.05, 0.15, 1000.0
    return Case(
        "competing_ends",
        "episodes that end by a limit of time or by withdrawal, whichever is first",
        "competing exponentials, Cox 1959",
        "starts empty; the warm-up of a year is 73 mean episodes",
        f"""
casepath = 1
start = 2025-01-01
warm_up = "1 year"
horizon = "1 year"
[streams.requests]
to = "desk"
rate = "{rate} per year"
[services.desk]
contacts = {{ every = "10 years" }}
closes = {{ after = {{ dist = "exponential", mean = "{1 / limit} days" }}, withdraws = "{withdraws} per day" }}
""",
        (
            Expected("service/desk/closures/time_limit", rate * limit / (limit + withdraws)),
            Expected("service/desk/closures/withdrew", rate * withdraws / (limit + withdraws)),
            Expected("service/desk/caseload_mean", rate / 365.25 / (limit + withdraws)),
        ),
    )


RETURNS, START = 0.8, 0.6  # of trust, a year
ASKS, REJECTED, ATTENDED, WAITING = 6.0, 0.2, 0.1, 0.05
DOORS = {"rejected": "door", "helped": "desk", "queued": "list"}


def relaxing(rest: float, pace: float, years: Matrix) -> Matrix:
    """x' = pace (rest - x) from the start of trust."""
    return np.asarray(rest + (START - rest) * np.exp(-pace * years), dtype=np.float64)


def trusts(years: Matrix) -> dict[str, Matrix]:
    """Trust moves by shares, so its mean obeys a linear equation: x' = r (start - x) - a s x under rejections at rate
    a, x' = r (start - x) + a s (1 - x) under help. On a list it falls at rate w from the first request on, which comes
    an exponential time after the start.
    """
    loses, gains = ASKS * REJECTED, ASKS * ATTENDED
    pace = RETURNS - 12 * math.log(1 - WAITING)
    rest, asked = RETURNS * START / pace, np.exp(-ASKS * years)
    fallen = (START - rest) * ASKS * (asked - np.exp(-pace * years)) / (pace - ASKS)
    return {
        "rejected": relaxing(RETURNS * START / (RETURNS + loses), RETURNS + loses, years),
        "helped": relaxing((RETURNS * START + gains) / (RETURNS + gains), RETURNS + gains, years),
        "queued": START * asked + rest * (1 - asked) + fallen,
    }


TRUST = f"""
casepath = 1
start = 2025-01-01
horizon = "3 years"
levels = {{ names = ["fine", "bad"] }}
[trust]
start = {START}
returns = "{RETURNS} per year"
rejected = {REJECTED}
attended = {ATTENDED}
month_waiting = {WAITING}
[services.door]
works_on = ["rejected"]
accept = 0
stay = "1 day"
[services.desk]
works_on = ["helped"]
contacts = {{ every = "1 week" }}
closes = {{ contacts = 1 }}
[services.list]
works_on = ["queued"]
list = {{ delay = "100 years" }}
stay = "1 day"
""" + "".join(
    f"""
[needs.{need}]
seeks = {{ rate = {{ bad = "{ASKS} per year" }}, doors = {{ {door} = 1 }} }}
[people.cohorts.{need}]
size = 500
needs = {{ {need} = {{ bad = 1.0 }} }}
[people.groups.{need}]
cohort = ["{need}"]
"""
    for need, door in DOORS.items()
)


def trust() -> Case:
    """The three cohorts at the end, and all together, a third each, a year and two after the start."""
    rows = trusts(np.array([1.0, 2.0, 3.0]))
    together = np.mean(list(rows.values()), axis=0)
    return Case(
        "trust",
        "mean trust under rejections, under help and on a list, pulled back to where it began (rule C3)",
        "linear equations of rule C3, solved",
        AS_FORMULA,
        TRUST,
        (
            *(Expected(f"people/{need}/trust_mean_end", float(values[-1])) for need, values in rows.items()),
            *(Expected(f"year/{year}/trust_mean_end", float(together[year - 1])) for year in (1, 2)),
        ),
    )


def odds() -> Case:
    """Acceptance 0.4 at trust 0.5, with a factor of 9 on the odds from no trust to full: at trust 0.75, 9^0.25 times
    the odds. Trust is read in 256 steps, which here moves the share by less than 0.001.
    """
    times = 0.4 / 0.6 * 9**0.25
    return Case(
        "odds",
        "a chance with a factor on its odds (rule C1)",
        "odds, by definition",
        "trust does not move",
        """
casepath = 1
start = 2025-01-01
horizon = "1 year"
levels = { names = ["fine", "bad"] }
trust = { start = 0.75 }
[needs.help]
seeks = { rate = { bad = "24 per year" }, doors = { desk = 1 } }
[people.cohorts.all]
size = 100
needs.help = { bad = 1.0 }
[services.desk]
works_on = ["help"]
accept = { chance = 0.4, odds = { trust = 9 } }
stay = "1 second"
""",
        (Expected("service/desk/accepted_share", times / (1 + times)),),
    )


def discounted() -> Case:
    """A pound for each of 1,000 a year, discounted by whole years: a sum, the last term for half a year (rule O11)."""
    rate = 1.035
    lengths = (1.0, 1.0, 1.0, 1.0, 0.5)
    present = 1000 * math.fsum(length / rate**year for year, length in enumerate(lengths))
    return Case(
        "discounting",
        "the present value of a steady cost over four and a half years (rule O11)",
        "geometric sum",
        "arrivals have no past",
        """
casepath = 1
start = 2025-01-01
horizon = "4 years 6 months"
discount = "3.5 %"
[streams.requests]
to = "desk"
rate = "1000 per year"
[services.desk]
stay = "1 day"
triage = { cost = "£1" }
""",
        (Expected("cost_present_value", present), Expected("cost_total", 4500.0)),
    )


def discounted_continuously() -> Case:
    """The same steady cost under a published table, from moment to moment: an integral by bands (rule O11)."""
    band, later, years = math.log(1.035), math.log(1.03), 34.0
    first = -math.expm1(-30 * band) / band
    second = math.exp(-30 * band) * -math.expm1(-(years - 30) * later) / later
    return Case(
        "discounting_by_table",
        "the present value of a steady cost over 34 years, by the Green Book's falling rates (rule O11)",
        "integral",
        "arrivals have no past",
        """
casepath = 1
start = 2025-01-01
horizon = "34 years"
discount = "green_book_2026"
discounting = "continuous"
[streams.requests]
to = "desk"
rate = "1000 per year"
[services.desk]
stay = "1 day"
triage = { cost = "£1" }
""",
        (Expected("cost_present_value", 1000 * (first + second)), Expected("cost_total", 34_000.0)),
    )


CASES = (reopening(), missed_runs(), ends(), trust(), odds(), discounted(), discounted_continuously())
