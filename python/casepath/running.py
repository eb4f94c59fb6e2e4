"""Running scenarios: one way of working, or several under the same luck. The core does the work, without Python's lock.

An interrupt comes back in a fraction of a second with the replications that are done.
"""

import os
import sys
import warnings
from collections.abc import Callable, Sequence
from typing import Any

from casepath import _luck as luck
from casepath._engine import core
from casepath.errors import ModelError
from casepath.loading import Scenario
from casepath.results import Comparison, Result

Progress = Callable[[float, int], None]
IN_USE = "another process is at work in this folder; wait for it to end, or name another folder"


def run(
    scenario: Scenario,
    *,
    variant: str = "base",
    replications: int = 20,
    seed: int = 1,
    jobs: int | None = None,
    progress: Progress | bool | None = None,
    run_dir: str | os.PathLike[str] | None = None,
    resume: bool = False,
) -> Result:
    """Run one way of working.

    Parameters
    ----------
    scenario : Scenario
        From `load`, `loads` or `examples`.
    variant : str, default "base"
        A variant of the scenario; "base" is the scenario as it stands.
    replications : int, default 20
        Runs with other luck; 1 or more. Intervals need at least 2.
    seed : int, default 1
        The same seed gives the same numbers.
    jobs : int, optional
        Threads, all cores if left out. Never changes a number.
    progress : callable or bool, optional
        Called some ten times a second as ``progress(done, replications)``, where `done` is the number of replications
        done with the part of those under way: a float that only rises and ends at `replications`. True shows a bar on
        standard error, where that is a terminal, with the time left by the pace of late.
    run_dir : path, optional
        A folder that keeps every replication as it is finished, so that a run broken off in whatever way can be
        resumed. New or empty, unless `resume` is set; of one process at a time.
    resume : bool, default False
        Take up what `run_dir` holds of the same scenario, seed and ways of working, and run the rest: the result is
        that of an unbroken run, byte for byte. `replications` may be more than before. Begins where nothing is there.
        Where a crash has torn the end of the folder's file, that is dropped, with a warning.

    Returns
    -------
    Result

    Raises
    ------
    KeyError
        If the scenario has no such variant.
    ValueError
        If a number is out of range, or `run_dir` holds something else; the message says how it differs.
    ModelError
        If the model broke one of its own laws.
    OSError
        If `run_dir` cannot be written; `BlockingIOError` if another process works in it.
    KeyboardInterrupt
        If it was interrupted before a single replication was done; otherwise what is done comes back, with a warning.

    Examples
    --------
    >>> run(examples["borough"], replications=10, seed=1).figure("cost_total")  # doctest: +SKIP
    """
    return Result(scenario, _studied(scenario, [variant], replications, seed, jobs, progress, run_dir, resume))


def compare(
    scenario: Scenario,
    *,
    variants: Sequence[str] | None = None,
    replications: int = 20,
    seed: int = 1,
    jobs: int | None = None,
    progress: Progress | bool | None = None,
    run_dir: str | os.PathLike[str] | None = None,
    resume: bool = False,
) -> Comparison:
    """Run several ways of working under the same luck, and hold each against the first.

    Parameters
    ----------
    scenario : Scenario
        From `load`, `loads` or `examples`.
    variants : sequence of str, optional
        Which, the first being what the others are held against; a single name is held against the base. Left out: the
        base and all variants. A variant that changes nothing (``siloed``) is the base under that name.
    replications, seed, jobs, progress, run_dir, resume
        As in `run`.

    Returns
    -------
    Comparison

    Raises
    ------
    KeyError, ModelError, OSError, KeyboardInterrupt
        As in `run`.
    ValueError
        As in `run`, and if a variant is named twice, or there is only one.
    """
    names = compared(scenario, variants)
    return Comparison(scenario, _studied(scenario, names, replications, seed, jobs, progress, run_dir, resume))


def base_name(scenario: Scenario) -> str:
    """What the scenario as it stands is called: the first variant that changes nothing, or "base"."""
    return next((str(row["name"]) for row in scenario.core.variants if row["is_base"]), "base")


def compared(scenario: Scenario, variants: Sequence[str] | None = None) -> list[str]:
    """The ways of working that a comparison runs, in order."""
    base = base_name(scenario)
    if variants is None:
        names = [base, *(str(row["name"]) for row in scenario.core.variants if not row["is_base"])]
    else:
        names = [base, *variants] if len(variants) == 1 else list(variants)
    if variants is None and len(names) < 2:
        raise ValueError("a comparison needs a variant that changes something; the scenario has none: `run` runs it")
    if len(set(names)) < len(names) or len(names) < 2:
        raise ValueError(f"a comparison needs two or more different variants, got {', '.join(names)}")
    return names


def variant_names(scenario: Scenario) -> list[str]:
    """All that may be run: the scenario as it stands under the name "base", then its variants."""
    return list(dict.fromkeys(["base", *(str(row["name"]) for row in scenario.core.variants)]))


def check_variant(scenario: Scenario, name: str) -> None:
    """Raise KeyError, with the names there are, if the scenario has no such variant."""
    if name not in (known := variant_names(scenario)):
        raise KeyError(f"no variant {name!r}; there are {', '.join(known)}")


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _studied(
    scenario: Scenario,
    names: list[str],
    replications: int,
    seed: int,
    jobs: int | None,
    progress: Progress | bool | None,
    run_dir: str | os.PathLike[str] | None,
    resume: bool,
) -> Any:
    """The core's study. An interrupt is heard by the core, which then keeps what is done."""
    _checked(scenario, names, replications, seed, jobs)
    if resume and run_dir is None:
        raise ValueError("to resume, name the folder that keeps the run (run_dir)")
    settings = {"replications": replications, "seed": seed, "jobs": jobs or cores()}
    folder = "" if run_dir is None else os.fspath(run_dir)
    with Reporting(progress, replications) as told:
        try:
            study = core().run(scenario.core, variants=names, progress=told, run_dir=folder, resume=resume, **settings)
        except core().ModelError as error:
            raise ModelError(str(error)) from None
        except BlockingIOError as error:
            raise BlockingIOError(error.errno, IN_USE, folder) from None
    _warn(study, folder)
    return study


def _warn(study: Any, folder: str) -> None:
    """Of what was broken off, now or before. Nothing done at all is an interrupt."""
    if study.dropped_bytes:
        torn = f"{folder}: {study.dropped_bytes} torn or damaged bytes were dropped, and what they held is run anew"
        warnings.warn(torn, RuntimeWarning, stacklevel=4)
    if study.interrupted:
        if study.completed == 0:
            raise KeyboardInterrupt
        partial = f"interrupted: {study.completed} of {study.asked} replications are done; results are of those"
        rest = f"; resume=True does the rest of {folder}" if folder else ""
        warnings.warn(partial + rest, RuntimeWarning, stacklevel=4)


def _checked(scenario: Scenario, names: list[str], replications: int, seed: int, jobs: int | None) -> None:
    for name in names:
        check_variant(scenario, name)
    if not 1 <= replications <= 1_000_000:
        raise ValueError(f"replications must be between 1 and 1,000,000, got {replications}")
    luck.checked(seed)
    if jobs is not None and jobs < 1:
        raise ValueError(f"jobs must be at least 1, got {jobs}")


class Reporting:
    """What the core tells how much is done: nobody, the caller's function, or a bar on standard error."""

    def __init__(self, progress: Progress | bool | None, total: int) -> None:
        self._wanted, self._total = progress, total
        self._bar: Any = None

    def __enter__(self) -> Callable[[float], None] | None:
        wanted, total = self._wanted, self._total
        if wanted is True:
            return self._bar_shown()
        return (lambda done: wanted(done, total)) if callable(wanted) else None

    def _bar_shown(self) -> Callable[[float], None]:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

        share = (TextColumn("simulating"), BarColumn(), TaskProgressColumn())
        left = (TextColumn("time left"), TimeRemainingColumn())
        console = Console(file=sys.stderr)
        bar = Progress(*share, *left, console=console, transient=True, disable=not sys.stderr.isatty())
        task = bar.add_task("", total=self._total)
        bar.start()
        self._bar = bar
        return lambda done: bar.update(task, completed=done)

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()
