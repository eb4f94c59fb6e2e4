"""How long one run of the region takes and how much memory, from the command, for ever more people.

    .venv/bin/python bench/scale.py                     # ten thousand to a million
    .venv/bin/python bench/scale.py 1000000 10000000

Prints a table in Markdown. The region is examples/scenarios/region.toml with its people and its capacities multiplied
alike, so that loads stay what they are; seconds are of the processor, and peaks of the whole process, Python included.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

import casepath


class Run(NamedTuple):
    """What one run took."""

    people: int
    interactions: float
    seconds: float
    peak_mib: float

    def row(self) -> str:
        """The run as a row of the table."""
        each = self.peak_mib * 2**20 / self.people
        cells = [f"{self.people:,}", f"{self.interactions:,.0f}", f"{self.seconds:.1f}"]
        return f"| {' | '.join([*cells, f'{self.peak_mib:,.0f}', f'{each:,.0f}'])} |"


def scaled(people: int) -> str:
    """The region with so many people, as JSON, its capacities in proportion."""
    tree: dict[str, Any] = json.loads(casepath.examples["region"].json)
    cohort = tree["people"]["cohorts"]["adults"]
    factor = people / cohort["size"]
    cohort["size"] = people
    for service in tree["services"].values():
        if "capacity" in service:
            service["capacity"] = max(1, round(service["capacity"] * factor))
    return json.dumps(tree)


def measured(people: int) -> Run:
    """One replication by `casepath run`, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        file, out = Path(folder, "region.json"), Path(folder, "out.json")
        file.write_text(scaled(people), encoding="utf-8")
        with out.open("w", encoding="utf-8") as told:
            command = [sys.executable, "-m", "casepath", "run", str(file), "--replications", "1", "--json"]
            process = subprocess.Popen(command, stdout=told)
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)  # so that Popen knows that it has ended
        if process.returncode != 0:
            raise SystemExit(f"the run of {people} people failed")
        figures = {row["figure"]: row["mean"] for row in json.loads(out.read_text(encoding="utf-8"))["figures"]}
    return Run(people, figures["interactions"], used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def main() -> None:
    """Measure and print the table, a row as soon as it is known."""
    parser = argparse.ArgumentParser(description="One run of the region from the command: seconds and peak memory.")
    parser.add_argument("people", type=int, nargs="*", default=[10_000, 100_000, 1_000_000])
    print("| people | interactions counted | seconds | peak, MiB | bytes a person |\n|---|---|---|---|---|")
    for people in parser.parse_args().people:
        print(measured(people).row(), flush=True)


if __name__ == "__main__":
    main()
