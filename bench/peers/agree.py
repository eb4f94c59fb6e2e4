"""Do the peers run the same model? Exits with 1 if not.

    python bench/peers/agree.py [--peer NAME=COMMAND ...]

SimPy and salabim draw in the same order as plain Python, so with one seed all three must give the very same figures.
Ciw, and peers put in by hand, must give the same means. Plain Python itself is held against theory in (a) and (b).
"""

import argparse
import json
import shlex
import subprocess
import sys
from collections.abc import Sequence
from math import sqrt
from pathlib import Path
from statistics import fmean, variance
from typing import Any

import environment
import peer_heap
import theory
from workloads import QUEUES

HERE = Path(__file__).resolve().parent
SAME_DRAWS = ("simpy", "salabim")
SAME_MEANS = ("ciw",)
FIGURES = {"a": ("mean_wait",), "b": ("mean_wait", "abandoned"), "c": ("mean_wait", "abandoned", "rejected")}
PEOPLE = 2000  # every service of (c) has one or two places, some idle, some overloaded
RUNS, RUNS_HEAP = 12, 60

# Student's t with 59 degrees of freedom passes 7, either way, with chance 3e-9; the three comparisons with theory and
# the six of a peer make 3e-8 in all, which leaves a factor of 30 below 1e-6 for the skewness of mean waits.
LIMIT = 7.0

Result = dict[str, Any]


def command_of(peer: str) -> list[str]:
    """How to run a peer of this folder; with the peers' own Python if it was made."""
    python = environment.PYTHON if environment.PYTHON.exists() else Path(sys.executable)
    return [str(python), str(HERE / f"peer_{peer}.py")]


def run_peer(command: Sequence[str], workload: str, people: int, seed: int) -> Result:
    arguments = ["--workload", workload, "--people", str(people), "--seed", str(seed)]
    done = subprocess.run([*command, *arguments], check=True, capture_output=True, text=True)
    result: Result = json.loads(done.stdout)
    return result


def run_heap(workload: str, people: int, seed: int) -> Result:
    tally = peer_heap.run(workload, people, seed)
    return {"events": tally.events, **tally.figures()}


def differences(command: Sequence[str], workload: str, seed: int = 1) -> dict[str, tuple[float, float]]:
    """Figures in which a peer is not exactly as plain Python with the same seed: (the peer's, plain Python's)."""
    peer, heap = run_peer(command, workload, PEOPLE, seed), run_heap(workload, PEOPLE, seed)
    return {figure: (peer[figure], heap[figure]) for figure in heap if peer[figure] != heap[figure]}


def t_of_means(left: Sequence[float], right: Sequence[float]) -> float:
    """Student's t with a common variance."""
    freedom = len(left) + len(right) - 2
    common = (variance(left) * (len(left) - 1) + variance(right) * (len(right) - 1)) / freedom
    return (fmean(left) - fmean(right)) / sqrt(common * (1 / len(left) + 1 / len(right)))


def t_of_runs(workload: str, left: Sequence[Result], right: Sequence[Result]) -> dict[str, float]:
    return {figure: t_of_means([r[figure] for r in left], [r[figure] for r in right]) for figure in FIGURES[workload]}


def t_against_heap(command: Sequence[str], workload: str) -> dict[str, float]:
    """How far a peer's means lie from plain Python's; the seeds differ, so that the runs are independent."""
    peer = [run_peer(command, workload, PEOPLE, seed) for seed in range(1, 1 + RUNS)]
    heap = [run_heap(workload, PEOPLE, seed) for seed in range(1001, 1001 + RUNS_HEAP)]
    return t_of_runs(workload, peer, heap)


def t_against_theory(workload: str, people: int = 10_000) -> dict[str, float]:
    """How far plain Python's means lie from theory; (b) is stationary but for the first few customers."""
    queue = QUEUES[workload]
    exact = {"mean_wait": theory.mm1_mean_wait(queue, people)} if workload == "a" else theory.erlang_a(queue)
    runs = [run_heap(workload, people, seed) for seed in range(1, 1 + RUNS_HEAP)]
    found = {figure: [run[figure] for run in runs] for figure in exact}
    return {figure: (fmean(x) - exact[figure]) / sqrt(variance(x) / len(x)) for figure, x in found.items()}


def show(name: str, workload: str, distances: dict[str, float]) -> bool:
    agrees = all(abs(t) <= LIMIT for t in distances.values())
    figures = (f"{figure} t = {t:+.2f}" for figure, t in distances.items())
    print(f"{name:10} ({workload})  {'agrees  ' if agrees else 'DIFFERS '}", *figures)
    return agrees


def main() -> int:
    parser = argparse.ArgumentParser(description="Do the peers run the same model?")
    parser.add_argument("--peer", action="append", default=[], metavar="NAME=COMMAND", help="a peer put in by hand")
    by_hand = dict(given.split("=", 1) for given in parser.parse_args().peer)
    agrees = [show("theory", workload, t_against_theory(workload)) for workload in QUEUES]
    for peer in SAME_DRAWS:
        for workload in FIGURES:
            found = differences(command_of(peer), workload)
            print(f"{peer:10} ({workload}) ", f"DIFFERS  {found}" if found else "is the same, figure for figure")
            agrees.append(not found)
    commands = {peer: command_of(peer) for peer in SAME_MEANS} | {name: shlex.split(c) for name, c in by_hand.items()}
    for peer, command in commands.items():
        agrees += [show(peer, workload, t_against_heap(command, workload)) for workload in FIGURES]
    return 0 if all(agrees) else 1


if __name__ == "__main__":
    sys.exit(main())
