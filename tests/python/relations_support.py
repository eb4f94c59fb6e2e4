"""Runs of random scenarios and of changed ones, and where two runs part. For the relations of test_metamorphic.py.

A relation takes a scenario, runs it and a changed one, and says where they part: the first row of the logs, or the
first figure; empty if it holds. A `fault` is done to the changed scenario last, so that a test can break each.
"""

import json
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from casepath.loading import loads
from casepath.running import run
from casepath.verify.case import Values, every_figure
from casepath.verify.place import differing
from casepath.verify.trees import Tree
from reference.compare import Row, of_core
from reference.durations import DAY

SEED = 7
SIZE = 8  # people at the start of a random scenario, numbered first
FROM, TO, END = 60 * DAY, 460 * DAY, 560 * DAY  # what it counts, and its end
JULY = 181 * DAY  # when variants start here
SLOT_DAY = 11  # detail of an interaction: settled where a period ends, wherever that is (rule O12)

Fault = Callable[[Tree], Tree]


class Lived(NamedTuple):
    """The log of the first replication, as `reference.compare` has it but sorted, and its figures."""

    log: list[Row]
    figures: dict[str, Values]


def lived(tree: Tree, variant: str = "base") -> Lived:
    """One run."""
    return _lived(json.dumps(tree), variant)


@lru_cache(maxsize=64)  # the runs of a scenario that several relations share
def _lived(text: str, variant: str) -> Lived:
    read = loads(text, format="json")
    study = run(read, variant=variant, replications=1, seed=SEED, jobs=1)
    return Lived(sorted(of_core(read, variant, SEED)), every_figure(study, variant))


def apart(first: Iterable[Row], second: Iterable[Row]) -> str:
    """The first rows that two logs do not share; empty if they are the same."""
    a, b = sorted(first), sorted(second)
    if a == b:
        return ""
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return f"row {at} of {len(a)} and {len(b)}: {a[at : at + 1]} and {b[at : at + 1]}"


def all_apart(first: Lived, second: Lived, leaving_out: tuple[str, ...] = ()) -> str:
    """Where two runs part in log or figures; figures of one alone are not asked for."""
    told = differing(first.figures, second.figures, leaving_out)
    return apart(first.log, second.log) or (told.text if told.apart else "")


def founders(log: Iterable[Row]) -> list[Row]:
    """Rows of the people of the start: the numbers of others depend on who else came."""
    return [row for row in log if row[1] < SIZE]


def before(log: Iterable[Row], tick: int) -> list[Row]:
    """What happened before an instant; classes are dated back, and so known only later (rule O4)."""
    return [row for row in log if row[0] < tick and row[2] != "classed"]


def uncounted(log: list[Row]) -> list[Row]:
    """A log without what hangs on where the counted time begins and ends: flags, and slot-days settled there."""
    rows = [row for row in log if (row[2], row[6]) != ("interaction", SLOT_DAY)]
    return [(*row[:7], 0, *row[8:]) if row[2] == "interaction" else row for row in rows]


def with_texts(node: Any, change: Callable[[str], str]) -> Any:
    """The tree with every text and key changed."""
    if isinstance(node, dict):
        return {change(key): with_texts(item, change) for key, item in node.items()}
    if isinstance(node, list):
        return [with_texts(item, change) for item in node]
    return change(node) if isinstance(node, str) else node


def renamed(tree: Tree, names: dict[str, str]) -> Tree:
    """The tree with names replaced wherever they stand."""
    changed: Tree = with_texts(tree, lambda text: names.get(text, text))
    return changed


def tables_of_names(tree: Tree) -> tuple[Tree, ...]:
    """What the file gives a name with luck of its own."""
    return tree["needs"], tree["services"], tree["people"]["cohorts"], tree.get("streams", {})
