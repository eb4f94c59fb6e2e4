"""What is raced, and one run of it: a process of its own, on cores of its own, within a time limit.

Ours, the peers of the folder peers and programs put in by hand all take the same arguments and print the same line of
JSON (bench/peers/README.md).
"""

import json
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summary import OURS, Run

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "bench" / "peers"))

import agree as agree  # noqa: E402  handed on to the other modules

EXPECTED = ("events", "seconds", "mean_wait", "abandoned", "rejected")
FROM_PYPI = "python3 bench/peers/environment.py"

# How many customers make some seconds of (a) or (b).
CUSTOMERS = {"heap": 500_000, "simpy": 100_000, "ciw": 100_000, "salabim": 10_000, "simmer": 200_000}
MANY = 1_000_000

# Peers that are no Python package: where their users get them.
ELSEWHERE = {
    "cimba": "C, from https://github.com/ambonvik/cimba",
    "simcpp20": "C++20, from https://github.com/fschuetz04/simcpp20",
    "simmer": "R: install.packages('simmer')",
    "ssj": "Java, ca.umontreal.iro.simul:ssj on Maven Central",
    "nexosim": "Rust: cargo add nexosim",
}


class Failed(Exception):
    """A program could not be started, or did not print its line; says why."""


class OverLimit(Exception):
    """A run needed longer than it was given."""


@dataclass(frozen=True)
class Program:
    """Something that runs workloads: `command` is given the arguments of a `Task`."""

    name: str
    command: tuple[str, ...]
    install: str = ""

    @property
    def customers(self) -> int:
        """How many customers it is given in (a) and (b)."""
        return CUSTOMERS.get(self.name, MANY)


@dataclass(frozen=True)
class Task:
    """One run: a workload, how many people (customers in (a) and (b)), the seed, and threads, of ours only."""

    workload: str
    people: int
    seed: int
    threads: int = 1

    def arguments(self) -> list[str]:
        told = ["--workload", self.workload, "--people", str(self.people), "--seed", str(self.seed)]
        return told if self.threads == 1 else [*told, "--threads", str(self.threads)]


def ours(command: str) -> Program:
    return Program(OURS, tuple(shlex.split(command)), "scripts/setup --bench")


def peers() -> list[Program]:
    """The programs of bench/peers."""
    return [Program(name, tuple(agree.command_of(name)), FROM_PYPI) for name in ("heap", "simpy", "ciw", "salabim")]


def by_hand(given: str) -> Program:
    """A peer from NAME=COMMAND; a ValueError when it has another form."""
    name, equals, command = given.partition("=")
    if not (name and equals and command):
        raise ValueError(f"a peer is given as NAME=COMMAND, got {given!r}")
    hint = ELSEWHERE.get(name, "bench/peers/README.md tells what a peer must take and print")
    return Program(name, tuple(shlex.split(command)), hint)


def cores(count: int) -> list[int]:
    """The cores that so many threads are held to, the last ones; none where the system cannot hold a process."""
    if not hasattr(os, "sched_setaffinity"):
        return []
    return sorted(os.sched_getaffinity(0))[-count:]


def run_once(program: Program, task: Task, limit: float) -> Run:
    """One run's line, read; or `Failed`, or `OverLimit`."""
    out, errors, status = _within(limit, [*program.command, *task.arguments()], _held_to(cores(task.threads)))
    if status != 0:
        raise Failed((errors.strip().splitlines() or [f"ended with status {status}"])[-1])
    try:
        run: Run = json.loads(out.strip().splitlines()[-1])
        missing = [name for name in EXPECTED if name not in run]
    except (IndexError, ValueError, TypeError):
        raise Failed("printed no line of JSON") from None
    if missing or not run["seconds"] > 0:
        raise Failed(f"printed a line without {', '.join(missing) or 'seconds above 0'}")
    return {**run, "workload": task.workload, "people": task.people, "seed": task.seed, "threads": task.threads}


def _held_to(chosen: Sequence[int]) -> Callable[[], None] | None:
    return (lambda: os.sched_setaffinity(0, chosen)) if chosen else None


def _within(limit: float, command: Sequence[str], before: Callable[[], None] | None) -> tuple[str, str, int]:
    """Runs a command; what it started ends with it, in time or not."""
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    try:
        process = subprocess.Popen(command, preexec_fn=before, start_new_session=True, **pipes)
    except OSError as error:
        raise Failed(f"{command[0]}: {error.strerror}") from None
    try:
        out, errors = process.communicate(timeout=limit)
    except BaseException as error:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        if isinstance(error, subprocess.TimeoutExpired):
            raise OverLimit from None
        raise
    return out, errors, process.returncode
