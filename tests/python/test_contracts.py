"""A contract settled a second time, by reading the event log with rule M1 in hand, agrees to the penny with the core.

Whoever the coach takes on for the first time has both needs at the top: all claims are from the first admission.
"""

import csv
import datetime
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import casepath as cp
import pytest

CAP, FROM, UNTIL = 120_000_00, "2025-04-01", "2027-04-01"
DAY = 86_400 * 10**6
MILESTONES = [  # name, need, level number at most, days kept, price in pence: in the order of the file
    ("housed", "housing", 1, 0, 2_000_00),
    ("housed_13", "housing", 1, 91, 2_500_00),
    ("well_housed", "housing", 0, 0, 333_33),
    ("in_work", "work", 1, 0, 1_500_00),
    ("in_work_13", "work", 1, 91, 3_000_00),
]
LEVELS = ["none", "low", "moderate", "severe"]
PLACE = """
casepath = 1
start = 2025-04-01
warm_up = "60 days"
horizon = "3 years"
run_out = "100 days"
[needs.housing]
goal = "low"
worsens = { low = "0.5 per year" }
recovers = { moderate = "0.3 per year" }
seeks = { rate = { moderate = "2 per year", severe = "4 per year" }, doors = { coach = 1 } }
[needs.work]
goal = "low"
seeks = { rate = { severe = "1 per year" }, doors = { coach = 1 } }
[people.cohorts.young]
size = 30
arrives = "80 per year"
leaves = "0.2 per year"
needs = { housing = { severe = 1.0 }, work = { severe = 1.0 } }
[services.coach]
payer = "charity"
works_on = ["housing", "work"]
whole_person = true
capacity = 60
contacts = { every = "1 week", attend = 0.85, cost = "£60" }
effects = { contact = { housing = 0.08, work = 0.02 } }
closes = { after = "10 months" }
[services.job]
works_on = ["work"]
payer = "employer"
stay = { dist = "exponential", mean = "5 months" }
while_open = { work = { counts_as = "none" } }
[links.coach]
job = { on = ["open"], for = ["work"], share = 0.6, mode = "warm" }
[contracts.bond]
service = "coach"
payer = "city"
"""


class Change(NamedTuple):
    """A need comes to a level."""

    at: int
    level: int


def _ticks(time: str) -> int:
    start = datetime.datetime(2025, 4, 1, tzinfo=datetime.UTC)
    passed = datetime.datetime.fromisoformat(time).replace(tzinfo=datetime.UTC) - start
    return passed // datetime.timedelta(microseconds=1)


def _histories(log: Path) -> tuple[dict[int, list[int]], dict[tuple[int, str], list[Change]], dict[int, int]]:
    """Of each person: when the coach took them on, how each need went, and when they left."""
    starts: dict[int, list[int]] = defaultdict(list)
    needs: dict[tuple[int, str], list[Change]] = defaultdict(list)
    left: dict[int, int] = {}
    with log.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            person, at = int(row["person"]), _ticks(row["time"])
            if row["what"] == "admitted" and row["service"] == "coach":
                starts[person].append(at)
            elif row["what"] == "need_changed":
                needs[person, row["need"]].append(Change(at, LEVELS.index(row["level"])))
            elif row["what"] == "left":
                left[person] = at
    return starts, needs, left


def _stays(changes: list[Change], most: int, end: int) -> Iterator[tuple[int, int]]:
    """From when to when a need that began above it was at or below a level."""
    since = None
    for change in [*changes, Change(end, len(LEVELS))]:
        if change.level <= most and since is None:
            since = change.at
        elif change.level > most and since is not None:
            yield since, change.at
            since = None


def _reached(log: Path, end: int) -> Iterator[tuple[int, int, int]]:
    """Date, person and milestone of all that was reached."""
    starts, needs, left = _histories(log)
    first, last = _ticks(FROM), _ticks(UNTIL)
    closes = last + max(days for _, _, _, days, _ in MILESTONES) * DAY
    for person, admitted in starts.items():
        claim = min(admitted)
        if not first <= claim < last:
            continue
        for number, (_, need, most, days, _) in enumerate(MILESTONES):
            for begin, over in _stays(needs[person, need], most, left.get(person, end)):
                at = max(begin, claim) + days * DAY
                if at <= over and at < closes:
                    yield at, person, number
                    break


def _settled(log: Path, counted: tuple[int, int], end: int) -> dict[str, int]:
    """What is dated in the counted window: achieved, paid (pence) and how many of each milestone."""
    spent, out = 0, defaultdict[str, int](int)
    for at, _, number in sorted(_reached(log, end)):
        price = MILESTONES[number][4]
        paid = min(price, CAP - spent)
        spent += paid
        if counted[0] <= at < counted[1]:
            out["achieved"] += price
            out["paid"] += paid
            out["achieved_count"] += 1
            out[f"milestone/{MILESTONES[number][0]}/achieved_count"] += 1
    return out


@pytest.mark.parametrize("seed", range(1, 6))
def test_the_core_settles_a_contract_as_the_log_says(seed: int, tmp_path: Path) -> None:
    milestones = "".join(
        f'\n{name} = {{ need = "{need}", reaches = "{LEVELS[most]}", price = "£{price / 100:.2f}"'
        + (f', kept = "{days} days" }}' if days else " }")
        for name, need, most, days, price in MILESTONES
    )
    dates = f'cap = "£{CAP // 100}"\nfrom = {FROM}\nuntil = {UNTIL}\n[contracts.bond.milestones]'
    scenario = cp.loads(PLACE + dates + milestones)
    log = tmp_path / "log.csv"
    cp.write_log(scenario, log, seed=seed)
    about: Any = scenario.core.about
    days = (about["counted_from_day"], about["counted_to_day"], about["end_day"])
    begins, ends, over = (round(day * DAY) for day in days)
    found = _settled(log, (begins, ends), over)
    study = cp.run(scenario, replications=1, seed=seed)
    assert found["paid"] < found["achieved"] > CAP, "the cap must bite for this to be a test"
    for name in ("achieved", "paid"):
        assert round(100 * study.figure(f"contract/bond/{name}").mean) == found[name], name
    counts = ["achieved_count", *(f"milestone/{name}/achieved_count" for name, *_ in MILESTONES)]
    for name in counts:
        assert study.figure(f"contract/bond/{name}").mean == found[name], name
