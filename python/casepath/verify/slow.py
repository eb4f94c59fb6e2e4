"""Theory cases: conditions that move slowly, and what is tied to them (rules C4, C5). A condition follows a linear
equation, read at the start of each day; a number tied to it is a straight line in it, so what is to be expected is a
sum over days.
"""

import math
from collections.abc import Callable

import numpy as np

from casepath.verify.case import Case, Expected
from casepath.verify.lives import AS_FORMULA
from casepath.verify.networks import link_trust_at

DAYS = 365.25
SHOCK, WEARS_OFF = 365, 2.0  # the day of the shock, and how it slips, a year


def after_shock(day: int) -> float:
    """x at the start of a day: nothing before the shock, an exponential after it."""
    return 0.0 if day < SHOCK else math.exp(-WEARS_OFF * (day - SHOCK) / DAYS)


def mean_of_year(year: int, value: Callable[[int], float]) -> float:
    """Over a year of the run, of what holds for whole days; a year ends within a day."""
    quarters = (np.arange(1461) + 0.5) / 4 + DAYS * (year - 1)
    return float(np.mean([value(math.floor(day)) for day in quarters]))


def costs_by_year(pounds: Callable[[int], float]) -> tuple[Expected, ...]:
    """Of the four years, at so many pounds a year as hold on a day."""
    return tuple(Expected(f"year/{year}/cost_total", mean_of_year(year, pounds)) for year in (1, 2, 3, 4))


def tied_chance() -> Case:
    """Who is let in costs a pound, all else nothing."""
    return Case(
        "tied_chance",
        "people let in by a chance tied to a condition that a programme raises (rule C4)",
        "the linear equation of rule C4, solved",
        AS_FORMULA,
        """
casepath = 1
start = 2025-01-01
horizon = "4 years"
[services.desk]
stay = "1 second"
accept = { chance = 0.2 }
costs = { start = "£1" }
[streams.in]
to = "desk"
rate = "2000 per year"
[conditions.learning]
start = 0.1
slips = "0.5 per year"
[programmes.coaches]
raises = "learning"
effort = 0.75
time_constant = "1 year"
from = 2026-01-01
until = 2028-01-01
[ties]
"services.*.accept.chance" = { becomes = 0.8, with = "learning" }
""",
        costs_by_year(lambda day: 2000 * (0.2 + 0.6 * link_trust_at(day / DAYS))),
    )


def tied_flow() -> Case:
    """Each request costs a pound at triage; at the shock three times as many come, and it wears off."""
    return Case(
        "tied_flow",
        "requests from outside, whose rate is tied to a shock that wears off (rule C4)",
        "a Poisson process of a rate in steps",
        AS_FORMULA,
        f"""
casepath = 1
start = 2025-01-01
horizon = "4 years"
[services.desk]
stay = "1 second"
triage = {{ cost = "£1" }}
[streams.in]
to = "desk"
rate = "1000 per year"
[conditions.works_closed]
slips = "{WEARS_OFF} per year"
[programmes.closing]
raises = "works_closed"
sets = 1
from = 2026-01-01
[ties]
"streams.in.rate" = {{ times = 3, with = "works_closed" }}
""",
        costs_by_year(lambda day: 1000 * (1 + 2 * after_shock(day))),
    )


def ill_when_hit(year: int) -> float:
    """Of those who were well: 1 - exp(-H), where H is the rate summed over the days of the years so far."""
    hazard = sum(0.2 * mean_of_year(n, lambda day: 1 + 4 * after_shock(day)) for n in range(1, year + 1))
    return 1 - math.exp(-hazard)


def tied_rate() -> Case:
    """Two needs that get worse once: the shock makes debt five times as fast, isolation is a fifth slower there."""
    expected = []
    for year in (1, 2, 3):
        expected.append(Expected(f"year/{year}/need/debt/ill_share", ill_when_hit(year)))
        expected.append(Expected(f"year/{year}/need/isolation/ill_share", 1 - math.exp(-0.2 * 0.8 * year)))
    return Case(
        "tied_rate",
        "needs that worsen where a place is hit by a shock, and protects (rules C4, N1)",
        "the hazard, summed",
        AS_FORMULA,
        f"""
casepath = 1
start = 2025-01-01
horizon = "3 years"
[levels]
names = ["well", "ill"]
[services.none]
works_on = []
stay = "1 day"
[needs]
debt.worsens = {{ well = "0.2 per year" }}
isolation.worsens = {{ well = "0.2 per year" }}
[places]
mill = {{ share = 1, worsens = {{ debt = 1, isolation = 0.8 }} }}
[people.cohorts.all]
size = 4000
[conditions.works_closed]
of = "place"
slips = "{WEARS_OFF} per year"
[programmes.closing]
raises = "works_closed"
sets = 1
from = 2026-01-01
[ties]
"places.mill.worsens.debt" = {{ becomes = 5, with = "works_closed" }}
""",
        tuple(expected),
    )


CASES = (tied_chance(), tied_flow(), tied_rate())
