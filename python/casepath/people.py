"""The people of one replication in one way of working, a row a life: how they lived, what they met, what it cost.

Simulated, like everything here: for asking who gains and who does not, not for naming anybody.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from casepath import _luck as luck
from casepath._engine import core
from casepath.errors import ModelError
from casepath.loading import Scenario
from casepath.tables import Table

_NOTE = "one replication; counted within the counted window only; costs in currency units, fiscal payers only"


def people(scenario: Scenario, variant: str = "base", seed: int = 1, replication: int = 0) -> Table:
    """Everybody who lived some of the counted window in the place, in one way of working, under one luck.

    Runs one replication, on one core. Who is there at the start has the same number in every way of working, with the
    same needs and the same luck, so two tables of one seed and replication can be joined on ``person``. Only of those
    who come later (``arrives``) may the number stand for somebody else, where people leave on other days in one world
    than in the other. Visitors from streams have no row: they are no people of the place.

    Parameters
    ----------
    scenario : Scenario
        From `load`, `loads` or `examples`.
    variant : str, default "base"
        A variant of the scenario; "base" is the scenario as it stands.
    seed : int, default 1
        From 0 to 2^64 - 1; the same seed gives the same lives as in `run`.
    replication : int, default 0
        Which replication of that seed, from 0: replication 0 is the first of a `run`.

    Returns
    -------
    Table
        A row a life, by person's number, then by joining; its columns are read-only arrays:

        - ``person``: number of the person, from 0, as in `Journey`; two lives share one where somebody who left was
          replaced.
        - ``cohort``, ``place``: names; the place is empty where the scenario has none.
        - ``joined``, ``left``: days since the scenario's start, warm-up included; `left` is NaN for who was still there
          at the end of the counted window.
        - ``start/NEED``: the level of each need on joining, by name.
        - ``days_there``: days of the counted window lived in the place.
        - ``days/NEED/LEVEL``: of these, days at each level that counts, for each need: they sum to ``days_there``.
        - ``days_waiting``: days on waiting lists, summed over lists, so it may pass ``days_there``.
        - ``requests``, ``referrals``, ``rejections``, ``retellings``, ``hand_offs`` (from an episode),
          ``redirections`` (from a triage), ``services_met`` (different services at which they arrived, were admitted or
          had an interaction), ``contacts``, ``missed_contacts``, ``crises``: counts.
        - ``cost/CLASS``: currency units by what they bought (outcome, kept, low_outcome, no_outcome, undetermined,
          overhead), chain credit. As in the figures, fiscal payers only, of interactions in the counted window, classed
          with what is known at the end of the run-out. Costs of no person (empty places, fixed costs, programmes) are
          in no row.
        - ``trust_at_end``: 0 to 1, at the end of the counted window; NaN for who has left.

    Raises
    ------
    KeyError
        If the scenario has no such variant.
    ValueError
        If the seed or the replication is out of range.
    ModelError
        If the model broke one of its own laws.

    Examples
    --------
    >>> from casepath import examples
    >>> table = people(examples["borough"], "joined_up", seed=1)  # doctest: +SKIP
    >>> table["cost/no_outcome"][table["services_met"] > 2].mean()  # doctest: +SKIP
    """
    luck.checked(seed, replication)
    try:
        found = core().people(scenario.core, variant=variant, seed=seed, replication=replication)
    except core().ModelError as error:
        raise ModelError(str(error)) from None
    return Table(_columns(scenario, found), title=f"people, {variant}", note=_NOTE)


def _columns(scenario: Scenario, found: dict[str, Any]) -> dict[str, NDArray[Any]]:
    needs, levels = scenario.core.about["needs"], scenario.core.about["levels"]
    cells = [f"days/{need}/{level}" for need in needs for level in levels]
    starts = (np.array(levels)[column] for column in found["level_at_start"])
    costs = (column / 100 for column in found["cost_minor"])
    return {
        "person": found["person"],
        "cohort": np.array(found["cohorts"], dtype=str)[found["cohort"]],
        "place": np.array(found["places"] or [""], dtype=str)[found["place"]],
        "joined": found["joined"],
        "left": found["left"],
        **dict(zip((f"start/{need}" for need in needs), starts, strict=True)),
        "days_there": found["days_there"],
        **dict(zip(cells, found["days_at_level"], strict=True)),
        "days_waiting": found["days_waiting"],
        **found["counts"],
        **dict(zip((f"cost/{name}" for name in core().codes["class"]), costs, strict=True)),
        "trust_at_end": found["trust_at_end"],
    }
