"""Races our program and every peer that is here over the workloads, and writes RESULTS.md, results.json, results.svg.

    .venv/bin/python bench/run.py [--quick] [--large] [--peer NAME=COMMAND ...]

Programs take turns within a round, so that a machine that slows down slows all of them. Exits with 1 when a program
does not agree with the others on what happens in the model, or when ours cannot be run.
"""

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import agreement
import compile_time
import programs
from casepath import compare, examples
from guard import BASELINE, read_baseline
from machine import machine
from parts import PARTS_FILE
from picture import svg
from programs import ROOT, Failed, OverLimit, Program, Task
from summary import OURS, Run, Summary, spread
from table import count, markdown

SIZES = (10_000, 20_000, 200_000, 1_000_000)  # of (c)
LARGE = 10_000_000
BOROUGH = 4000
PYTHON_FIGURES = ROOT / "build" / "bench_python.json"


@dataclass(frozen=True)
class Settings:
    """How long a race may take: rounds, seconds a run, and seconds of one program on one size before it rests."""

    rounds: int = 5
    limit: float = 60.0
    budget: float = 45.0
    sizes: Sequence[int] = SIZES
    quick: bool = False  # peers are not held against one another, and no whole comparison is run
    clean_build: bool = False  # of the Python module is timed


@dataclass
class Race:
    """Runs programs in turn and keeps what they said; who fails or is too slow is out of that workload."""

    settings: Settings
    runs: list[Run] = field(default_factory=list)
    over: list[Run] = field(default_factory=list)
    failed: list[Run] = field(default_factory=list)
    agreement: list[Run] = field(default_factory=list)
    out: set[tuple[str, str]] = field(default_factory=set)

    def check(self, program: Program, workload: str) -> None:
        """Holds a program against the others on small runs, which also finds out whether it is here at all."""
        try:
            told, agrees = agreement.verdict(
                program.name, workload, lambda task: programs.run_once(program, task, self.settings.limit)
            )
        except (Failed, OverLimit) as problem:
            self._drop(program, Task(workload, agreement.PEOPLE, 1), problem)
            return
        self.agreement.append({"program": program.name, "workload": workload, "agrees": agrees, "told": told})
        if not agrees:
            say(f"!!! {program.name} DISAGREES on workload ({workload}): {told}")

    def heat(self, everyone: Sequence[Program], workload: str, people: int | None, threads: int = 1) -> None:
        """All rounds of one size; without a number of people each program has its own."""
        spent: defaultdict[str, float] = defaultdict(float)
        rates: dict[str, list[float]] = {}
        for round_ in range(1, 1 + self.settings.rounds):
            for program in everyone:
                if (program.name, workload) in self.out or spent[program.name] >= self.settings.budget:
                    continue
                began = time.perf_counter()
                if run := self._attempt(program, Task(workload, people or program.customers, round_, threads)):
                    self.runs.append({**run, "program": program.name, "round": round_})
                    rates.setdefault(program.name, []).append(run["events"] / run["seconds"] / 1e3)
                spent[program.name] += time.perf_counter() - began
        size = f"{people:,}" if people else "customers as each can bear"
        told = (f"{name} {count(spread(said).median)}" for name, said in rates.items())
        say(f"({workload}) {size}, thousand a second: {', '.join(told)}")

    def _attempt(self, program: Program, task: Task) -> Run | None:
        try:
            return programs.run_once(program, task, self.settings.limit)
        except (Failed, OverLimit) as problem:
            self._drop(program, task, problem)
            return None

    def _drop(self, program: Program, task: Task, problem: Exception) -> None:
        self.out.add((program.name, task.workload))
        about = {"program": program.name, "workload": task.workload}
        if isinstance(problem, OverLimit):
            self.over.append({**about, "people": task.people, "seconds": self.settings.limit})
            say(f"({task.workload}) {program.name}: over {self.settings.limit:g} s with {task.people:,}")
        else:
            self.failed.append({**about, "why": str(problem), "install": program.install})
            say(f"({task.workload}) {program.name} is left out: {problem}. To have it: {program.install}")


def say(line: str) -> None:
    print(f"bench: {line}", file=sys.stderr, flush=True)


def race(everyone: Sequence[Program], settings: Settings) -> Race:
    """The whole race; ours is the first of everyone."""
    result = Race(settings)
    for workload in "abc":
        for program in everyone:
            if not settings.quick or program.install != programs.FROM_PYPI:
                result.check(program, workload)
    for workload in "ab":
        result.heat(everyone, workload, None)
    for people in settings.sizes:
        result.heat(everyone, "c", people)
    result.heat(everyone[:1], "d", BOROUGH)
    if len(programs.cores(2)) == 2:
        result.heat(everyone[:1], "d", BOROUGH, threads=2)
    return result


def comparison() -> float | None:
    """Seconds for a hundred replications of the borough in two variants on two cores, from eight of them."""
    if len(programs.cores(2)) < 2:
        return None
    began = time.perf_counter()
    compare(examples["borough"], variants=["siloed", "joined_up"], replications=8, jobs=2)
    seconds = (time.perf_counter() - began) * 100 / 8
    say(f"(d) a hundred replications of two variants on two cores: {seconds:.0f} s")
    return seconds


def python_figures(path: Path) -> dict[str, float]:
    """Median seconds of bench/test_python_overhead.py, if scripts/bench has run it."""
    if not path.exists():
        return {}
    timed = json.loads(path.read_text())["benchmarks"]
    return {bench["extra_info"]["what"]: bench["stats"]["median"] for bench in timed}


def compiling(clean_build: bool) -> dict[str, float]:
    """Seconds to compile what an engineer includes, without a cache."""
    return {what: cost.seconds for what, cost in compile_time.measured(clean_build).items()}


def as_results(done: Race, everyone: Sequence[Program]) -> dict[str, Any]:
    """What results.json holds."""
    settings = {name: getattr(done.settings, name) for name in ("rounds", "limit", "budget")}
    named = {program.name for program in everyone}
    return {
        "made": date.today().isoformat(),
        "machine": machine(),
        "settings": settings,
        "python": python_figures(PYTHON_FIGURES),
        "parts": json.loads(PARTS_FILE.read_text())["parts"] if PARTS_FILE.exists() else {},
        "compiling": compiling(done.settings.clean_build),
        "comparison": None if done.settings.quick else comparison(),
        **{name: getattr(done, name) for name in ("agreement", "failed", "over", "runs")},
        "elsewhere": {name: source for name, source in programs.ELSEWHERE.items() if name not in named},
    }


def write(results: dict[str, Any], folder: Path) -> None:
    """The three files."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "results.json").write_text(json.dumps(results, indent=1) + "\n")
    (folder / "RESULTS.md").write_text(markdown(results, read_baseline(BASELINE)))
    if drawn := svg(Summary(results)):
        (folder / "results.svg").write_text(drawn)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Race casepath and its peers; write RESULTS.md.")
    parser.add_argument("--quick", action="store_true", help="about two minutes; written to build/bench")
    parser.add_argument("--large", action="store_true", help="(c) with ten million people too")
    parser.add_argument("--clean-build", action="store_true", help="time a clean build of the Python module: minutes")
    parser.add_argument("--peer", action="append", default=[], metavar="NAME=COMMAND", help="a peer put in by hand")
    parser.add_argument("--rounds", type=int, help="of each size: 5, with --quick 3")
    parser.add_argument("--ours", default=str(ROOT / "build" / "release" / "bench_ours"), help="our program")
    parser.add_argument("--output", type=Path, help="folder to write to: bench, with --quick build/bench")
    return parser.parse_args()


def main() -> int:
    chosen = arguments()
    try:
        everyone = [programs.ours(chosen.ours), *programs.peers(), *map(programs.by_hand, chosen.peer)]
    except ValueError as error:
        say(str(error))
        return 2
    sizes = (*SIZES, LARGE) if chosen.large else SIZES
    full = Settings(rounds=chosen.rounds or 5, sizes=sizes, clean_build=chosen.clean_build)
    quick = replace(full, rounds=chosen.rounds or 3, limit=10, budget=5, quick=True)
    done = race(everyone, quick if chosen.quick else full)
    folder = chosen.output or ROOT / ("build/bench" if chosen.quick else "bench")
    write(as_results(done, everyone), folder)
    print((folder / "RESULTS.md").read_text())
    return verdict(done)


def verdict(done: Race) -> int:
    """What the command ends with."""
    wrong = [f"{held['program']} on ({held['workload']})" for held in done.agreement if not held["agrees"]]
    if wrong:
        say(f"!!! NOT THE SAME MODEL: {', '.join(wrong)}; the figures of these runs compare nothing")
    ours_failed = any(name == OURS for name, _ in done.out)
    return 1 if wrong or ours_failed else 0


if __name__ == "__main__":
    sys.exit(main())
