"""Theory cases: how needs run. They are chains in continuous time, so the share of people at each level is a row of a
matrix exponential; frailty mixes exponentials by a gamma; levels at the start cut correlated normals.
"""

import math
from collections.abc import Callable

import numpy as np

from casepath.tables import Table
from casepath.verify.case import Case, Expected, Runs, Values
from casepath.verify.formulas import Matrix, exponential, generator, mean_over

AS_FORMULA = "starts as the formula does"
YEARS = (1, 2, 3)
DAYS = 365.25

PLACE = """
casepath = 1
start = 2025-01-01
horizon = "3 years"
[services.none]
works_on = []
stay = "1 day"
"""


def of_people(measure: Callable[[Table], float]) -> Callable[[Runs], Values]:
    """A number from the table of people of each replication."""
    return lambda runs: np.array([measure(table) for table in runs.people()], dtype=float)


def levels() -> Case:
    """One need of four levels: five rates, and people who start at two of them."""
    q = generator({(0, 1): 0.8, (1, 2): 0.5, (2, 3): 0.3, (1, 0): 0.6, (3, 2): 0.4}, 4)
    start = np.array([0.75, 0.0, 0.25, 0.0])
    names = ("none", "low", "moderate", "severe")
    expected = [
        Expected(f"year/{year}/need/debt/{name}_share", float(share))
        for year in YEARS
        for name, share in zip(names, start @ exponential(q * year), strict=True)
    ]
    severe = DAYS * float((start @ mean_over(q, 3.0))[3])
    return Case(
        "need_levels",
        "a need of four levels, year by year, and days at the top",
        "Kolmogorov 1931",
        AS_FORMULA,
        PLACE
        + """
[needs.debt]
worsens = { none = "0.8 per year", low = "0.5 per year", moderate = "0.3 per year" }
recovers = { low = "0.6 per year", severe = "0.4 per year" }
[people.cohorts.all]
size = 4000
needs.debt = { moderate = 0.25 }
""",
        (*expected, Expected("need_days_severe_per_person_year", severe)),
    )


DRIVES = (1.0, 2.0, 5.0)  # factor on the other need's worsening, by this need's level


def product_chain() -> Matrix:
    """Two needs of three levels, the second driven by the first: a chain of nine states, 3 a + b."""
    rates = {}
    for a in range(3):
        for b in range(3):
            here = 3 * a + b
            if a < 2:
                rates[here, here + 3] = 0.6
            if a > 0:
                rates[here, here - 3] = 0.4
            if b < 2:
                rates[here, here + 1] = 0.3 * DRIVES[a]
            if b > 0:
                rates[here, here - 1] = 0.9 / DRIVES[a]
    return generator(rates, 9)


def driven() -> Case:
    """The driver is at its own levels; the driven need worsens faster and recovers more slowly by them."""
    start = np.zeros(9)
    start[0] = 1.0
    expected = []
    for year in YEARS:
        joint = (start @ exponential(product_chain() * year)).reshape(3, 3)
        for need, shares in (("debt", joint.sum(axis=1)), ("housing", joint.sum(axis=0))):
            for name, share in zip(("none", "some", "severe"), shares, strict=True):
                expected.append(Expected(f"year/{year}/need/{need}/{name}_share", float(share)))
    return Case(
        "need_driven",
        "a need driven by another, in worsening and recovery, as a product chain (rule N2)",
        "Kolmogorov 1931",
        AS_FORMULA,
        PLACE
        + """
[levels]
names = ["none", "some", "severe"]
[needs.debt]
worsens = { none = "0.6 per year", some = "0.6 per year" }
recovers = { some = "0.4 per year", severe = "0.4 per year" }
[needs.housing]
worsens = { none = "0.3 per year", some = "0.3 per year" }
recovers = { some = "0.9 per year", severe = "0.9 per year" }
worsens_with = { debt = { some = 2, severe = 5 } }
recovers_against = true
[people.cohorts.all]
size = 4000
""",
        tuple(expected),
    )


def frailty() -> Case:
    """Worsening at rate Z, with Z gamma of mean 1 and variance v: still well after t with chance (1 + v t)^(-1/v)."""
    spread = 1.5**2
    return Case(
        "frailty",
        "worsening under gamma frailty, coefficient of variation 1.5 (rule N4)",
        "Vaupel, Manton and Stallard 1979",
        AS_FORMULA,
        PLACE
        + """
[levels]
names = ["well", "ill"]
[needs.health]
worsens = { well = "1 per year" }
[people]
frailty = { cv = 1.5 }
[people.cohorts.all]
size = 4000
""",
        tuple(Expected(f"year/{year}/need/health/well_share", (1 + spread * year) ** (-1 / spread)) for year in YEARS),
    )


def susceptible() -> Case:
    """Who never was ill falls ill at a third of the rate: a chain of never, ill, and well again (rule N4)."""
    q = generator({(0, 1): 0.4, (1, 2): 0.7, (2, 1): 1.2}, 3)
    shares = {year: exponential(q * year)[0] for year in YEARS}
    return Case(
        "susceptibility",
        "a need that who never had it gets more slowly (rule N4)",
        "Kolmogorov 1931",
        AS_FORMULA,
        PLACE
        + """
[levels]
names = ["well", "ill"]
[needs.health]
worsens = { well = "1.2 per year" }
recovers = { ill = "0.7 per year" }
susceptibility = 0.3333333333333333
[people.cohorts.all]
size = 4000
""",
        tuple(Expected(f"year/{year}/need/health/ill_share", float(chances[1])) for year, chances in shares.items()),
    )


def household() -> Case:
    """Three share a home: its chain is the first's alone, what it drives is each one's own, crises are the first's."""
    rates: dict[tuple[int, int], float] = {}
    for well in (0, 1):
        rates[well, 2 + well], rates[2 + well, well] = 0.5, 0.3
    rates[0, 1], rates[2, 3] = 0.2, 0.2 * DRIVES[2]
    q = generator(rates, 4)
    start = np.array([1.0, 0.0, 0.0, 0.0])
    expected = []
    for year in YEARS:
        joint = (start @ exponential(q * year)).reshape(2, 2)
        expected += [
            Expected(f"year/{year}/need/home/bad_share", float(joint[1].sum())),
            Expected(f"year/{year}/need/health/bad_share", float(joint[:, 1].sum())),
        ]
    bad_home = float((start @ mean_over(q, 3.0))[2:].sum())
    return Case(
        "household",
        "a home that three people share, and what it does to the health of each (rule P5)",
        "Kolmogorov 1931",
        AS_FORMULA,
        PLACE
        + """
[levels]
names = ["fine", "bad"]
[needs.home]
worsens = { fine = "0.5 per year" }
recovers = { bad = "0.3 per year" }
crisis = { rate = { bad = "0.9 per year" }, to = { none = 1 } }
[needs.health]
worsens = { fine = "0.2 per year" }
worsens_with = { home = { bad = 5 } }
[people.cohorts.all]
size = 4500
parties = { size = 3, shares = ["home"] }
""",
        (*expected, Expected("crises_per_person_year", 0.9 * bad_home / 3)),
    )


def both(cohort: str) -> Callable[[Runs], Values]:
    """Share of a cohort that starts with both needs."""

    def share(table: Table) -> float:
        bad = (table["start/a"] == "bad") & (table["start/b"] == "bad")
        return float(np.mean(bad[table["cohort"] == cohort]))

    return of_people(share)


def together(p: float, q: float, odds_ratio: float) -> float:
    """Chance of both, from the chance of each and their odds ratio: the root of a quadratic (Plackett 1965)."""
    s = 1 + (p + q) * (odds_ratio - 1)
    return (s - math.sqrt(s * s - 4 * odds_ratio * (odds_ratio - 1) * p * q)) / (2 * (odds_ratio - 1))


def starts() -> Case:
    """Both needs at once, by correlation 0.6 of the normals behind them, by an odds ratio of 5, and with neither."""
    return Case(
        "starting_levels",
        "needs that come together at the start: by correlation, by odds ratio (rule P1)",
        "Sheppard 1899; Plackett 1965",
        AS_FORMULA,
        """
casepath = 1
start = 2025-01-01
horizon = "1 day"
levels = { names = ["fine", "bad"] }
[needs]
a = {}
b = {}
[people.cohorts.correlated]
size = 4000
correlations = { "a.b" = 0.6 }
needs = { a = { bad = 0.5 }, b = { bad = 0.5 } }
[people.cohorts.by_odds]
size = 4000
odds_ratios = { "a.b" = 5 }
needs = { a = { bad = 0.3 }, b = { bad = 0.2 } }
[people.cohorts.alone]
size = 4000
needs = { a = { bad = 0.3 }, b = { bad = 0.2 } }
[services.none]
works_on = ["a"]
stay = "1 day"
""",
        (
            Expected("both needs, correlation 0.6", 0.25 + math.asin(0.6) / (2 * math.pi), both("correlated")),
            Expected("both needs, odds ratio 5", together(0.3, 0.2, 5.0), both("by_odds")),
            Expected("both needs, neither given", 0.3 * 0.2, both("alone")),
        ),
    )


def leaving() -> Case:
    """People leave at rate 0.5 and one comes for every tenth of a year: 100 exp(-t / 2) + 20 (1 - exp(-t / 2))."""
    means = {}
    for year in YEARS:
        left = 2 * (math.exp(-(year - 1) / 2) - math.exp(-year / 2))
        means[year] = 100 * left + 20 * (1 - left)
    return Case(
        "coming_and_leaving",
        "people who leave at a rate, and others who come: person-years, year by year (rules P3, P4)",
        "Kendall 1949",
        AS_FORMULA,
        PLACE
        + """
[people.cohorts.all]
size = 100
leaves = "0.5 per year"
arrives = "10 per year"
""",
        tuple(Expected(f"year/{year}/person_years", mean) for year, mean in means.items()),
    )


CASES = (levels(), driven(), frailty(), susceptible(), household(), starts(), leaving())
