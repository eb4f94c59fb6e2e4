"""The placebo: the same scenario with every effect off. Then nothing can have an outcome, in any way of working.

If the no-outcome share is not 1 in each, or differs between them, the model credits what it must not.
"""

import json
from typing import Any

from casepath.loading import Scenario, loads
from casepath.results import Comparison

OFF = ("effects", "counts_as")


def placebo_of(scenario: Scenario) -> Scenario:
    """The scenario without any `effects` and `counts_as`, in its variants too.

    Examples
    --------
    >>> placebo_of(examples["borough"]).name  # doctest: +SKIP
    'borough'
    """
    return loads(json.dumps(_without(json.loads(scenario.json))), format="json")


def holds(placebo: Comparison) -> bool:
    """Whether the law holds: of what is determined, all is without outcome, in every way of working and replication."""
    return all(
        (placebo.values(figure, variant=name) == 1).all()
        for name in placebo.variants
        for figure in ("no_outcome_cost_share", "no_outcome_interaction_share")
    )


def _without(value: Any) -> Any:
    """The tree without what is off, and without tables that this leaves empty; paths of patches count as well."""
    if isinstance(value, list):
        return [_without(item) for item in value if not (isinstance(item, str) and _names_off(item))]
    if not isinstance(value, dict):
        return value
    kept = {key: (item, _without(item)) for key, item in value.items() if not _names_off(key)}
    return {key: after for key, (before, after) in kept.items() if after != {} or before == {}}


def _names_off(path: str) -> bool:
    return any(part in OFF for part in path.split("."))
