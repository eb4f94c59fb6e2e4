"""Does a program run the model it is timed on? Small runs with several seeds, compared as bench/peers/agree.py does.

Plain Python is held against theory, the peers that draw in its order against it figure for figure, all others, ours
included, by Student's t.
"""

from collections.abc import Callable
from functools import cache

from programs import Task, agree
from summary import Run

PEOPLE = agree.PEOPLE
Once = Callable[[Task], Run]
Verdict = tuple[str, bool]  # in words, and whether it agrees


@cache
def plain_runs(workload: str, first_seed: int, runs: int) -> list[Run]:
    return [agree.run_heap(workload, PEOPLE, seed) for seed in range(first_seed, first_seed + runs)]


def verdict(program: str, workload: str, once: Once) -> Verdict:
    """Whether a program, run by `once`, agrees on mean wait, abandoned and rejected."""
    if program == "heap":
        return _theory(workload) if workload in "ab" else ("what the others are held against", True)
    if program in agree.SAME_DRAWS:
        return _exact(workload, once(Task(workload, PEOPLE, seed=1)))
    runs = [once(Task(workload, PEOPLE, seed)) for seed in range(1, 1 + agree.RUNS)]
    return _by_t(agree.t_of_runs(workload, runs, plain_runs(workload, 1001, agree.RUNS_HEAP)), "plain Python")


def _theory(workload: str) -> Verdict:
    return _by_t(agree.t_against_theory(workload), "theory")


def _exact(workload: str, run: Run) -> Verdict:
    plain = plain_runs(workload, 1, 1)[0]
    found = [f"{figure} {run[figure]:g} not {plain[figure]:g}" for figure in plain if run[figure] != plain[figure]]
    return (", ".join(found) or "figure for figure with plain Python", not found)


def _by_t(distances: dict[str, float], against: str) -> Verdict:
    told = ", ".join(f"{figure} t = {t:+.1f}" for figure, t in distances.items())
    return f"{told} against {against}", all(abs(t) <= agree.LIMIT for t in distances.values())
