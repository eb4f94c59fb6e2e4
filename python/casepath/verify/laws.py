"""Laws that any scenario must obey, each an equality to the last bit: books that add up, the placebo, and what must not
change a number.
"""

import json

import numpy as np

from casepath._behind import FISCAL
from casepath.placebo import placebo_of
from casepath.verify.case import Values
from casepath.verify.finding import Told
from casepath.verify.place import REPLICATIONS, Place, differing
from casepath.verify.trees import alone

CLASSES = ("outcome", "low_outcome", "no_outcome", "undetermined", "overhead")
SAME, NOWHERE = "verify_same", "verify_nowhere"  # names that no scenario is likely to have


def conservation(place: Place) -> Told:
    """The run itself checks people, lists, slots and money, and stops where one is lost; so nothing is below 0."""
    figures = place.outcome().figures
    below = [name for each in figures.values() for name, values in each.items() if (values < 0).any()]
    requests = sum(float(each["requests"].sum()) for each in figures.values())
    runs = len(figures) * REPLICATIONS
    found = f"{runs} runs broke none of their laws, with {requests:,.0f} requests of the place's people"
    return Told(not below, f"{below[0]} is below 0" if below else found, "the message of the run")


def books(place: Place) -> Told:
    """Costs by class, by payer and by year each add up to the total, to the penny."""
    gaps = [
        (gap, f"{variant} by {how}")
        for variant, figures in place.outcome().figures.items()
        for how, gap in _gaps(place, figures).items()
    ]
    gap, where = max(gaps)
    found = f"costs by class, by payer and by year are at most {gap:.0f} pence from the total"
    return Told(gap == 0, found, f"the costs of {where}")


def _gaps(place: Place, figures: dict[str, Values]) -> dict[str, float]:
    about = place.scenario.core.about
    fiscal = [p for p, kind in zip(about["payers"], about["payer_types"], strict=True) if kind == FISCAL]
    parts = {
        "class": [f"cost_{name}" for name in CLASSES],
        "payer": [f"payer/{name}/cost_total" for name in fiscal],
        "year": [f"year/{year + 1}/cost_total" for year in range(len(about["period_end_days"]))],
    }
    total = pence(figures["cost_total"])
    sums = {how: np.sum([pence(figures[name]) for name in names], axis=0) for how, names in parts.items()}
    return {how: float(np.abs(each - total).max()) for how, each in sums.items()}


def pence(values: Values) -> Values:
    """Amounts as whole numbers."""
    return np.rint(values * 100)


def placebo(place: Place) -> Told:
    """Without any effect nothing can have an outcome, in any way of working."""
    tree = json.loads(placebo_of(place.scenario).json)
    figures = place.simulate(tree, place.variants, 1, place.jobs).figures.values()
    names = ("no_outcome_cost_share", "no_outcome_interaction_share", "no_outcome_cost_share_episode_credit")
    shares = np.concatenate([each[name] for each in figures for name in names])
    least = float(np.min(shares[~np.isnan(shares)], initial=1.0))
    outcomes = sum(float(each["outcomes_sustained"].sum()) for each in figures)
    found = f"without effects the least share without an outcome, of any way of working, is {least:.6g}"
    look = "what credits an outcome that nothing made (rules O1, O2)"
    return Told(least == 1 and outcomes == 0, f"{found}, with {outcomes:.0f} sustained outcomes", look)


def threads(place: Place) -> Told:
    """Results do not depend on how many threads made them."""
    one, two = (place.simulate(place.tree, place.variants, REPLICATIONS, jobs).text for jobs in (1, 2))
    found = f"{'the same' if one == two else 'not the same'} {len(one):,} bytes of results with one thread and with two"
    return Told(one == two, found, "what is shared between replications")


def replications(place: Place) -> Told:
    """The first replications of more are the same replications."""
    more = place.simulate(place.tree, ["base"], 2 * REPLICATIONS, place.jobs).figures["base"]
    first = {name: values[:REPLICATIONS] for name, values in more.items()}
    told = differing(place.outcome().figures["base"], first)
    return Told(not told.apart, f"the first half of twice as many: {told.text}", "what a run leaves to the next")


def same_two_arms(place: Place) -> Told:
    """A variant that changes nothing is the base."""
    tree = alone(place.tree) | {"variants": {SAME: {}}}
    arms = place.simulate(tree, ["base", SAME], 1, 1).figures
    told = differing(arms["base"], arms[SAME])
    return Told(not told.apart, f"a variant without changes against the base: {told.text}", "how variants are made")


def unreachable_service(place: Place) -> Told:
    """A service that nobody can reach changes nothing."""
    tree = alone(place.tree)
    tree.setdefault("services", {})[NOWHERE] = {"stay": "1 day", "works_on": list(tree.get("needs", {}))[:1]}
    told = differing(place.base(), place.once(tree))
    look = "luck that hangs on the number of services"
    return Told(not told.apart, f"with a service that nobody can reach: {told.text}", look)


CHECKS = (conservation, books, placebo, threads, replications, same_two_arms, unreachable_service)
