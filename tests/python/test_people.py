"""The people table: what its rows sum to is what the figures of the same replication say, each an equality and none a
tolerance; the same people in every world; two lives in one row where people are replaced.

The place is a tenth of the borough (`test_laws`), where nobody comes from outside.
"""

from functools import cache
from typing import Any

import casepath as cp
import numpy as np
import pytest
from casepath import journeys
from casepath._engine import core
from casepath.results import Result
from study_support import place
from test_laws import loaded, small_borough

TICKS_PER_DAY = 86_400_000_000
WORLDS = ("base", "joined_up")
COUNTS = (
    "requests",
    "referrals",
    "rejections",
    "retellings",
    "hand_offs",
    "redirections",
    "contacts",
    "missed_contacts",
    "crises",
)


@cache
def borough() -> cp.Scenario:
    return loaded(small_borough())


@cache
def table(variant: str) -> cp.Table:
    return cp.people(borough(), variant, seed=3, replication=0)


@cache
def result(variant: str) -> Result:
    return cp.run(borough(), variant=variant, replications=1, seed=3)


def figure(variant: str, name: str) -> float:
    return result(variant).figure(name).mean


def ticks(days: Any) -> int:
    """Days as whole ticks, exactly: a life is far below 2^53 of them."""
    return sum(int(value) for value in np.rint(days * TICKS_PER_DAY))


@pytest.mark.parametrize("variant", WORLDS)
@pytest.mark.parametrize("name", COUNTS)
def test_counts_sum_to_the_figures(variant: str, name: str) -> None:
    assert table(variant)[name].sum() == figure(variant, name) > 0


@pytest.mark.parametrize("variant", WORLDS)
def test_days_at_levels_sum_to_the_figures_and_for_each_person_to_the_days_there(variant: str) -> None:
    people, about = table(variant), borough().core.about
    severe = sum(ticks(people[f"days/{need}/{about['levels'][-1]}"]) for need in about["needs"])
    years = float(ticks(people["days_there"])) / (365.25 * TICKS_PER_DAY)
    assert years == figure(variant, "person_years")
    assert float(severe) / TICKS_PER_DAY / years == figure(variant, "need_days_severe_per_person_year")
    for need in about["needs"]:
        lived = sum(np.rint(people[f"days/{need}/{level}"] * TICKS_PER_DAY) for level in about["levels"])
        assert np.array_equal(lived, np.rint(people["days_there"] * TICKS_PER_DAY)), need


@pytest.mark.parametrize("variant", WORLDS)
def test_costs_by_class_sum_to_the_ledger_but_for_what_is_of_nobody(variant: str) -> None:
    people, rows = table(variant), result(variant).ledger()
    rows_of_people = ~np.isin(rows["kind"], ["empty_slot", "fixed", "programme"])
    assert (rows["type"] == "economic").any()
    for name in core().codes["class"]:
        wanted = rows_of_people & (rows["class"] == name) & (rows["type"] == "fiscal")
        pence = np.rint(rows["cost"][wanted] * 100).sum()
        assert np.rint(people[f"cost/{name}"] * 100).sum() == pence, name
    assert np.rint(people["cost/no_outcome"] * 100).sum() == round(figure(variant, "cost_no_outcome") * 100) > 0


@pytest.mark.parametrize("variant", WORLDS)
def test_days_waiting_are_the_lengths_of_the_lists_and_trust_is_the_mean_trust(variant: str) -> None:
    people, about = table(variant), borough().core.about
    counted = about["counted_to_day"] - about["counted_from_day"]
    waited = sum(figure(variant, f"service/{name}/queue_mean") for name in about["services"]) * counted
    assert people["days_waiting"].sum() == pytest.approx(waited, rel=1e-12)  # sums of doubles
    there = np.isnan(people["left"])
    assert np.array_equal(np.isnan(people["trust_at_end"]), ~there)
    total = 0.0
    for trust in people["trust_at_end"][there]:
        total += float(trust)
    assert total / there.sum() == figure(variant, "trust_mean_end")


def test_people_at_the_start_are_the_same_in_every_world() -> None:
    base, other = table("base"), table("joined_up")
    same = ["person", "cohort", "place", *(f"start/{need}" for need in borough().core.about["needs"])]
    early = [people["joined"] == 0 for people in (base, other)]
    assert early[0].sum() > 300
    both = np.intersect1d(base["person"][early[0]], other["person"][early[1]])
    assert len(both) > 300
    kept = [start & np.isin(people["person"], both) for people, start in zip((base, other), early, strict=True)]
    for name in same:
        assert np.array_equal(base[name][kept[0]], other[name][kept[1]]), name
    assert not np.array_equal(base["contacts"][kept[0]], other["contacts"][kept[1]])
    person = int(both[100])
    first = core().person_at_start(borough().core, variant="base", person=person, seed=3, replication=0)
    row = next(base.where(person=person, joined=0.0).rows())
    assert (row["cohort"], row["place"]) == (first["cohort"], first["place"])
    levels = borough().core.about["levels"]
    assert [row[name] for name in same[3:]] == [levels[level] for level in first["levels"]]


def test_who_leaves_and_is_replaced_are_two_lives_in_one_row() -> None:
    tree = small_borough()
    for cohort in tree["people"]["cohorts"].values():
        cohort["leaves"], cohort["arrives"] = "40 % per year", "replace"
    scenario = loaded(tree)
    people, about = cp.people(scenario), scenario.core.about
    numbers, lives = np.unique(people["person"], return_counts=True)
    assert len(numbers) == about["people"]
    assert lives.max() > 1
    for person in numbers[lives > 1]:
        own = people.where(person=int(person))
        assert np.array_equal(own["left"][:-1], own["joined"][1:])
        assert len(set(own["cohort"])) == 1
    last = np.where(np.isnan(people["left"]), about["counted_to_day"], people["left"])
    there = last - np.maximum(people["joined"], about["counted_from_day"])
    assert np.array_equal(np.rint(there * TICKS_PER_DAY), np.rint(people["days_there"] * TICKS_PER_DAY))
    assert (people["days_there"] > 0).all()


def test_the_table_is_deterministic_and_another_replication_is_another_life() -> None:
    one, again, other = (cp.people(place(), "joined_up", seed=5, replication=n) for n in (1, 1, 2))
    for name in one.names:
        equal_nan = one[name].dtype.kind == "f"
        assert np.array_equal(one[name], again[name], equal_nan=equal_nan), name
    assert not np.array_equal(one["contacts"], other["contacts"])
    assert not one["contacts"].flags.writeable


def test_what_a_trace_says_of_a_person_is_in_their_row() -> None:
    people = cp.people(place(), "siloed", seed=1)
    about = place().core.about
    for person in range(0, 60, 7):
        row = next(people.where(person=person).rows())
        events = journeys.events(place(), "siloed", person=person, seed=1, replication=0)
        in_window = (events["day"] >= about["counted_from_day"]) & (events["day"] < about["counted_to_day"])
        for what, name in (("request_opened", "requests"), ("retold", "retellings"), ("crisis", "crises")):
            assert (in_window & (events["what"] == what)).sum() == row[name]
        classed = events["what"] == "classed"
        spent = sum(row[f"cost/{name}"] for name in core().codes["class"])
        assert round(events["cost"][classed].sum() * 100) == round(spent * 100)


def test_a_wrong_world_seed_or_replication_says_so() -> None:
    with pytest.raises(KeyError, match="nowhere"):
        cp.people(place(), "nowhere")
    with pytest.raises(ValueError, match="seed"):
        cp.people(place(), seed=-1)
    with pytest.raises(ValueError, match="replication"):
        cp.people(place(), replication=-1)
