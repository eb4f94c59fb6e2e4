"""The log of the core and that of the reference, event by event.

Both are put in a canonical order: by time, then person, then what was told of them in that instant, as a multiset: the
order of rows within one instant of one person carries no meaning. `classed` rows belong to the ledger and are apart.
"""

import json
from collections import Counter
from typing import Any

from casepath import journeys
from casepath._engine import core
from casepath.loading import Scenario

from reference import ledger, simulate
from reference.durations import DAY
from reference.reading import read
from reference.world import HAPPENINGS, World

Row = tuple[Any, ...]


def of_core(scenario: Scenario, variant: str = "base", seed: int = 1, replication: int = 0) -> list[Row]:
    """Rows of the core's log with names for numbers."""
    told = journeys.log(scenario, variant, seed=seed, replication=replication)
    about = scenario.core.about
    services, needs = [*about["services"], ""], [*about["needs"], ""]
    columns = [told[name].tolist() for name in "day person what service other need detail level cost_minor".split()]
    return [
        (round(day * DAY), person, HAPPENINGS[what], services[service], services[other], needs[need], *rest)
        for day, person, what, service, other, need, *rest in zip(*columns, strict=True)
    ]


def of_reference(scenario: Scenario, variant: str = "base", seed: int = 1, replication: int = 0) -> World:
    """The reference's world at the end of the same run."""

    def start(row: int) -> dict[str, Any]:
        return dict(
            core().person_at_start(scenario.core, variant=variant, person=row, seed=seed, replication=replication)
        )

    spec = read(json.loads(scenario.json), variant)
    return simulate.simulate(spec, seed, replication, start_values=start)


def canonical(rows: list[Row], end: int) -> list[Row]:
    """Sorted by time, person and the rest, without what the ledger says.

    Nothing is run at the last instant (T3): there only what is written off counts.
    """
    written_off = ("strand_ended", "off_list")
    return sorted(row for row in rows if row[2] != "classed" and (row[0] < end or row[2] in written_off))


def first_difference(a: list[Row], b: list[Row], end: int) -> str:
    """Where two logs part, with what came before; empty where they are equal."""
    a, b = canonical(a, end), canonical(b, end)
    if a == b:
        return ""
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    when = min(rows[at][0] for rows in (a, b) if at < len(rows))
    who = {rows[at][1] for rows in (a, b) if at < len(rows)}
    shared = [row for row in a[:at] if row[1] in who]
    lines = [f"part at row {at} of {len(a)} (core) and {len(b)} (reference)"]
    lines += [f"    both      {_shown(row)}" for row in shared[-25:]]
    for name, rows, other in (("core", a, b), ("reference", b, a)):
        own = [row for row in rows[at : at + 40] if row[1] in who and row not in other and row[0] < when + 30 * DAY]
        lines += [f"    {name:9} {_shown(row)}" for row in own[:10]]
    return "\n".join(lines)


def spent(rows: list[Row]) -> Counter[tuple[int, str, int]]:
    """Pence by person, need and class, as the core moved them into its ledger: counted, fiscal, chain credit."""
    total: Counter[tuple[int, str, int]] = Counter()
    for _, person, what, _, _, need, of, _, pence in rows:
        if what == "classed" and need and pence:
            total[person, need, of] += pence
    return total


def differences(scenario: Scenario, variant: str = "base", seed: int = 1, replication: int = 0) -> tuple[str, str]:
    """Where the two part in the log, and in what they make of it in the ledger; both empty where they tell the same."""
    world, rows = of_reference(scenario, variant, seed, replication), of_core(scenario, variant, seed, replication)
    theirs, ours = spent(rows), ledger.spent(world)
    apart = {key: (theirs[key], ours[key]) for key in {*theirs, *ours} if theirs[key] != ours[key]}
    return first_difference(rows, world.log, world.spec.end), f"{apart}" if apart else ""


def _shown(row: Row) -> str:
    return f"{row[0] / DAY:.4f} ({row[0]}) p{row[1]} " + " ".join(str(cell) for cell in row[2:])
