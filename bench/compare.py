"""How two results files differ: events a second, bytes, instructions of each program, as ratios after / before.

    python bench/compare.py BEFORE.json AFTER.json

Always ends with 0: what is allowed to change is for bench/guard.py and for people to say.
"""

import argparse
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

Cell = tuple[str, str, int, int]  # workload, program, people, threads
Run = dict[str, Any]

FIGURES: dict[str, Callable[[Run], float | None]] = {
    "events/s": lambda run: float(run["events"] / run["seconds"]),
    "bytes a person": lambda run: run.get("bytes_per_person"),
    "peak bytes": lambda run: run.get("peak_bytes"),
    "instructions": lambda run: run.get("instructions"),
}


def cells(results: dict[str, Any]) -> dict[Cell, list[Run]]:
    """Runs by what was run."""
    out: dict[Cell, list[Run]] = {}
    for run in results["runs"]:
        out.setdefault((run["workload"], run["program"], run["people"], run["threads"]), []).append(run)
    return out


def ratios(before: list[Run], after: list[Run]) -> Iterator[str]:
    """Each figure that both have: its medians' ratio."""
    for name, figure in FIGURES.items():
        old, new = ([value for run in runs if (value := figure(run)) is not None] for runs in (before, after))
        if old and new and median(old):
            yield f"{name} x{median(new) / median(old):.3f}"


def differences(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    """A line for each program and size, in the order of workloads."""
    old, new = cells(before), cells(after)
    for cell in sorted(old.keys() | new.keys()):
        workload, program, people, threads = cell
        name = f"({workload}) {program:<10} {people:>10,}" + (f" on {threads} threads" if threads > 1 else "")
        if cell in old and cell in new:
            yield f"{name}  {'  '.join(ratios(old[cell], new[cell]))}"
        else:
            yield f"{name}  only {'before' if cell in old else 'after'}"


def main() -> None:
    parser = argparse.ArgumentParser(description="The difference between two results files, as ratios after / before.")
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    chosen = parser.parse_args()
    for line in differences(json.loads(chosen.before.read_text()), json.loads(chosen.after.read_text())):
        print(line)


if __name__ == "__main__":
    main()
