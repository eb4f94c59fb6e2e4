"""All theory cases, and what running them found: the installed program against formulas it was not written from."""

import math
from collections.abc import Iterator, Sequence
from typing import Any

from casepath.errors import ModelError
from casepath.verify import (
    blocking,
    helping,
    lives,
    networks,
    orders,
    queues,
    queues_of_people,
    referrals,
    slow,
    starting,
)
from casepath.verify.case import Case, Compared
from casepath.verify.finding import Finding, Told

CASES: tuple[Case, ...] = sum(
    (
        part.CASES
        for part in (queues, orders, queues_of_people, networks, blocking, referrals, lives, helping, starting, slow)
    ),
    start=(),
)


def theory(*, times: int = 1, jobs: int | None = None, cases: Sequence[Case] = CASES) -> Iterator[Finding]:
    """Hold each case against its formula; `times` as many replications make the comparison sharper."""
    return (_tried(case, times, jobs) for case in cases)


def _tried(case: Case, times: int, jobs: int | None) -> Finding:
    try:
        return finding_of(case, case.compare(times=times, jobs=jobs))
    except ModelError as error:
        return Finding(case.name, "FAILED", f"a run broke one of its laws: {error}", "this message; please report it")


def finding_of(case: Case, compared: Sequence[Compared]) -> Finding:
    """How far the farthest figure of a case lies from theory."""
    far = max(compared, key=_distance)
    told = Told(
        all(row.agrees for row in compared),
        f"{case.title}; of {len(compared)} figures the farthest from theory, {far}",
        f"this case's scenario and formula ({case.source})",
    )
    return Finding.of(case.name, told, tuple(_row(case, row) for row in compared))


def _row(case: Case, row: Compared) -> dict[str, Any]:
    """JSON has no infinity and no NaN."""
    numbers = {"theory": row.theory, "simulated": row.simulated, "distance": row.distance, "limit": row.limit}
    finite = {name: value if math.isfinite(value) else None for name, value in numbers.items()}
    return {"figure": row.figure, "source": case.source, **finite}


def _distance(row: Compared) -> float:
    return math.inf if math.isnan(row.distance) else abs(row.distance)
