"""Metamorphic relations on random scenarios: what must stay the same, to the bit, when something else is changed.

Random scenarios are those of the second simulator (`tests/reference`) under other seeds. Relations are in
`relations_of_all.py`, `relations_of_some.py` and `casepath verify`; each is shown to fail where there is a fault.
"""

import json
from collections.abc import Callable

import pytest
import relations_of_all as whole
import relations_of_some as part
from casepath.loading import loads
from casepath.verify import CHECKS, Place
from casepath.verify.scenario import found_by
from casepath.verify.trees import Tree
from reference.random_scenarios import scenario
from relations_support import Fault, all_apart, apart, lived

SEEDS = range(1000, 1020)
SOME = SEEDS[:8]

Relation = Callable[[Tree, Fault], str]

RELATIONS: tuple[Relation, ...] = (
    whole.services_in_another_order,
    whole.other_names,
    whole.other_currency,
    whole.other_start,
    whole.unreachable_service,
    whole.need_of_nobody,
    whole.idle_programme,
    whole.idle_service,
    whole.other_payers,
    whole.other_units,
    whole.doubled_weights,
    whole.room_for_everybody,
    whole.one_worker_who_stays,
    whole.neutral_settings,
    part.a_later_start_of_nothing,
    part.a_later_start,
    part.a_start_on_the_first_day,
    part.more_accepted,
    part.none_turned_away_by_a_better_chance,
    part.more_people,
    part.longer_horizon,
    part.warm_up_is_a_filter,
    part.second_place,
)


def as_it_is(tree: Tree) -> Tree:
    """No fault."""
    return tree


def slow_and_strict(tree: Tree) -> Tree:
    """Triage takes two hours and costs nothing, and next to nobody is accepted."""
    strict = {"triage": {"takes": "2 hours"}, "accept": 0.01}
    return {**tree, "services": {name: {**service, **strict} for name, service in tree["services"].items()}}


def named(function: Callable[..., object]) -> str:
    return function.__name__


@pytest.mark.parametrize("relation", RELATIONS, ids=named)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_relation_holds(relation: Relation, seed: int) -> None:
    assert relation(scenario(seed), as_it_is) == ""


@pytest.mark.parametrize("relation", RELATIONS, ids=named)
def test_a_fault_breaks_a_relation(relation: Relation) -> None:
    assert sum(relation(scenario(seed), slow_and_strict) != "" for seed in SOME) >= len(SOME) / 2


@pytest.mark.parametrize("seed", SEEDS)
def test_needs_regrouped_into_requests_cost_the_same_by_class(seed: int) -> None:
    assert part.regrouped_needs(seed, as_it_is) == ""


def a_penny_more(tree: Tree) -> Tree:
    """Each contact costs a penny more."""
    desk = tree["services"]["desk"]
    pence = round(float(desk["contacts"]["cost"].removeprefix("£")) * 100) + 1
    dearer = {**desk, "contacts": {**desk["contacts"], "cost": f"£{pence / 100:.2f}"}}
    return {**tree, "services": {"desk": dearer}}


def test_a_penny_breaks_the_relation_of_regrouped_needs() -> None:
    assert all(part.regrouped_needs(seed, a_penny_more) != "" for seed in SEEDS)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_random_place_is_verified(seed: int) -> None:
    """The relations of `casepath verify` (test_verify.py shows that each can fail), in every way of working."""
    place = Place(loads(json.dumps(part.changed_later(scenario(seed))), format="json"), full=True, jobs=1)
    found = [found_by(check, place) for check in CHECKS]
    assert [str(each) for each in found if each.state != "ok"] == []


def test_what_is_changed_matters_elsewhere() -> None:
    """A relation between runs that nothing could part would say nothing: each change moves most places."""
    changes: dict[str, Callable[[Tree], tuple[Tree, Tree]]] = {
        "accept": lambda tree: (part.accepting(tree, 0.2), part.accepting(tree, 0.9)),
        "programme": lambda tree: whole.with_programme(tree, 1),
        "idle service": whole.with_idle_service,
    }
    for name, change in changes.items():
        pairs = [[lived(each).log for each in change(scenario(seed))] for seed in SEEDS]
        assert sum(apart(*pair) != "" for pair in pairs) > len(SEEDS) / 2, name
    later = [part.changed_later(scenario(seed)) for seed in SEEDS]
    moved = [apart(lived(tree).log, lived(tree, "later").log) != "" for tree in later]
    assert sum(moved) > len(SEEDS) / 2


# ---- relations that once did not hold, each on the smallest scenario


def desk(**settings: object) -> Tree:
    """A visitor with a debt at a desk, for nine days in a hundred."""
    visit = {"to": "desk", "every": "4000 days", "first": "2025-03-01", "needs": {"debt": "severe"}}
    return {
        "casepath": 1, "name": "desk", "start": "2025-01-01", "horizon": "100 days", "needs": {"debt": {}},
        "people": {"cohorts": {"nobody_asks": {"size": 1, "needs": {}}}}, "streams": {"door": visit},
        "services": {"desk": {"works_on": ["debt"], "stay": "9 days", **settings}},
    }  # fmt: skip


def test_an_effect_of_chance_0_is_as_good_as_not_written() -> None:
    assert all_apart(lived(desk()), lived(desk(effects={"start": {"debt": 0}}))) == ""


def test_slots_of_workers_are_offered_from_the_day_their_service_opens() -> None:
    opens = {"from": "2025-02-20", "costs": {"slot_day": "£1"}}
    staffed = desk(workers={"number": 1, "caseload": 2}, **opens)
    assert all_apart(lived(desk(capacity=2, **opens)), lived(staffed)) == ""
