"""Places whose people wait for one another (rule S9), found in the figures of a run, told once a way of working."""

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from casepath.results import Study

FIGURE = "/deadlocked_after"


def deadlocks(study: "Study") -> Iterator[str]:
    """One line for each way of working in which it came to that: where, when first, in how many replications."""
    names = [name for name in study._core.figure_names if name.startswith("service/") and name.endswith(FIGURE)]
    for variant in study.variants if names else []:
        days = np.array([study.values(name, variant=variant) for name in names])
        runs = np.flatnonzero(np.isfinite(days).any(axis=0))
        if runs.size:
            first = days[:, runs[0]]
            stuck = [name.split("/")[1] for name, day in zip(names, first, strict=True) if np.isfinite(day)]
            yield _told(study, variant, stuck, float(np.nanmin(first)), runs)


def _told(study: "Study", variant: str, stuck: list[str], day: float, runs: "np.typing.NDArray[np.intp]") -> str:
    start = datetime.date(1970, 1, 1) + datetime.timedelta(days=study.scenario.core.about["start_date"])
    which = "" if study.is_partial else f" (the first is number {runs[0]})"
    often = f"in {runs.size} of {study.replications} replications{which}, with seed {study.seed}"
    what = f"every place at {' and '.join(stuck)} is held by somebody who is blocked and waits for another of them"
    when = f"for the first time on {start + datetime.timedelta(days=int(day))}"
    return f'{variant}: {what}, {often}, {when}; with closes.deadlock = "swap" they exchange places'
