"""Theory cases: the links. Queues that pass people on, link trust under conveners, and a directory that goes wrong.

What is to be counted there costs a pound, and nothing else costs anything: then a cost is a count.
"""

import math

import numpy as np

from casepath.verify.case import Case, Expected
from casepath.verify.formulas import erlang_c
from casepath.verify.lives import AS_FORMULA


def jackson() -> Case:
    """Each service is M/M/c at its own flow (Jackson 1957)."""
    a = 1 / (1 - 0.2 * (0.3 + 0.5 * 0.6))
    flows = {"a": (a, 2), "b": (0.6 * a, 1), "c": (0.3 * a + 0.5 * 0.6 * a, 2)}
    expected = []
    for name, (flow, servers) in flows.items():
        expected.append(Expected(f"service/{name}/wait_mean", erlang_c(servers, flow) / (servers - flow)))
        expected.append(Expected(f"service/{name}/utilisation", flow / servers))
    return Case(
        "jackson3",
        "three services that pass people on, with a way back (example queues/jackson3)",
        "Jackson 1957",
        "starts empty; the warm-up of 500 days is 500 stays",
        'based_on = "examples:queues/jackson3"\nhorizon = "4000 days"',
        tuple(expected),
    )


SLIPS, EFFORT = 0.5, 2 * 3 / 8  # of link trust, a year: two conveners who tend three links each, of eight
BEGINS, ENDS = 365 / 365.25, 1095 / 365.25  # of the programme, years after the start


def link_trust_at(t: float) -> float:
    """dx/dt = e (1 - x) - d x from 0.1 on, with effort e while the programme runs (rules C4, C5)."""
    before = 0.1 * math.exp(-SLIPS * min(t, BEGINS))
    if t <= BEGINS:
        return before
    rest, pace = EFFORT / (EFFORT + SLIPS), EFFORT + SLIPS
    during = rest + (before - rest) * math.exp(-pace * (min(t, ENDS) - BEGINS))
    return during * math.exp(-SLIPS * max(0.0, t - ENDS))


def warm_hand_offs(year: int) -> float:
    """Of 2,000 a year, 0.8 x trust are warm; trust is read at the start of each day."""
    quarters = (np.arange(1461) + 0.5) / 4 + 365.25 * (year - 1)
    return 2000 * 0.8 * float(np.mean([link_trust_at(math.floor(day) / 365.25) for day in quarters]))


OFFICE = """
[services.office]
stay = "1 second"
[streams.in]
to = "office"
"""


def link(name: str, link: str, service: str = "") -> str:
    """A service, and the office's link to it."""
    return f'[services.{name}]\nstay = "1 second"\n{service}\n[links.office.{name}]\non = ["always"]\n{link}\n'


def link_trust() -> Case:
    """A warm hand-off costs a pound, all else nothing."""
    each = f'share = 0.125\nmode = "cold"\nwarm = 0.8\ntrust = {{ start = 0.1, slips = "{SLIPS} per year" }}'
    return Case(
        "link_trust",
        "warm hand-offs as link trust rises with conveners and slips without (rules C4, C5)",
        "the linear equation of rule C4, solved",
        AS_FORMULA,
        f"""
casepath = 1
start = 2025-01-01
horizon = "4 years"
modes = {{ warm = {{ sender_cost = "£1" }} }}
{OFFICE}
rate = "2000 per year"
[programmes.conveners]
raises = "link_trust"
on = "links.office.*"
effort = {{ number = 2, tends = 3 }}
time_constant = "1 year"
from = 2026-01-01
until = 2028-01-01
"""
        + "".join(link(f"r{i}", each) for i in range(8)),
        tuple(Expected(f"year/{year}/cost_total", warm_hand_offs(year)) for year in (1, 2, 3, 4)),
    )


def directory(name: str, title: str, every: str, wrong: dict[int, float]) -> Case:
    """Twenty services whose entries go wrong twice a year each; who is sent to a wrong one costs a pound."""
    each = 'share = 0.05\nmode = "signpost"'
    return Case(
        name,
        title,
        "alternating renewal, Cox 1962",
        AS_FORMULA,
        f"""
casepath = 1
start = 2025-01-01
horizon = "4 years"
passing = {{ max_hops = 1 }}
directory = {{ refreshed = {{ every = {every} }}, wrong = {{ found_after = "1 second", cost = "£1" }} }}
{OFFICE}
rate = "500 per year"
"""
        + "".join(link(f"r{i}", each, 'changes = "2 per year"') for i in range(20)),
        tuple(Expected(f"year/{year}/cost_total", 500 * share) for year, share in wrong.items()),
        replications=120,
    )


def refreshed_twice_a_year() -> Case:
    """At t years after a refresh an entry is wrong with chance 1 - exp(-2 t): over half a year, 1/e in the mean."""
    return directory(
        "directory",
        "signposts by a directory refreshed twice a year (rule C6)",
        '"6 months"',
        dict.fromkeys((1, 2, 3, 4), math.exp(-1.0)),
    )


def refreshed_at_random() -> Case:
    """Wrong at rate 2, right at rate 1.5: after t years wrong with chance 2 / 3.5 (1 - exp(-3.5 t))."""
    rest, pace = 2 / 3.5, 3.5
    means = {year: (math.exp(-pace * (year - 1)) - math.exp(-pace * year)) / pace for year in (1, 2, 3, 4)}
    return directory(
        "directory_at_random",
        "signposts by a directory refreshed at random times (rule C6)",
        f'{{ dist = "exponential", mean = "{1 / 1.5} years" }}',
        {year: rest * (1 - mean) for year, mean in means.items()},
    )


CASES = (jackson(), link_trust(), refreshed_twice_a_year(), refreshed_at_random())
