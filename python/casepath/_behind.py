"""What stands behind the figures, from the core's numbers and sums to columns of names and means."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from casepath._engine import core
from casepath.loading import Scenario
from casepath.tables import Table

Columns = dict[str, Any]
FISCAL = "fiscal"  # the type of payer whose costs enter totals and shares (rule O10)


def ledger(study: Any, scenario: Scenario, variant: str) -> Columns:
    """The ledger of one way of working: who spent what on which kind of interaction, and what it led to."""
    about, codes, rows = scenario.core.about, core().codes, study.ledger(variant)
    spenders = scenario.core.rows(variant)
    spent_by = np.array(spenders["payer"])[rows["row"]]
    types = dict(zip(about["payers"], about["payer_types"], strict=True))
    return {
        "year": rows["period"] + 1,
        "service": np.array(spenders["name"])[rows["row"]],
        "payer": spent_by,
        "type": np.array([types[payer] for payer in spent_by.tolist()], dtype=str),
        **{name: np.array(codes[name])[rows[name]] for name in ("kind", "purpose", "class", "opener")},
        "cost": rows["cost_minor"] / 100 / study.completed,
        "cost_episode_credit": rows["cost_minor_episode_credit"] / 100 / study.completed,
        "count": rows["count"] / study.completed,
    }


def flows(study: Any, scenario: Scenario, variant: str) -> Columns:
    """The flows of one way of working."""
    services, codes, rows = scenario.core.about["services"], core().codes, study.flows(variant)
    return {
        "from": np.array([*services, *codes["opener"]])[rows["from"]],
        "to": np.array(services)[rows["to"]],
        "mode": np.array(codes["mode"])[rows["mode"]],
        "result": np.array(codes["flow_result"])[rows["result"]],
        "count": rows["count"] / study.completed,
    }


def lists(study: Any, scenario: Scenario, variant: str) -> Columns:
    """Waiting lists and open cases of one way of working, month by month."""
    services, rows = scenario.core.about["services"], study.series(variant)
    return {
        "day": np.repeat(rows["day"], len(services)),
        "service": np.tile(np.array(services), len(rows["day"])),
        "waiting": rows["waiting"].ravel() / study.completed,
        "open": rows["open"].ravel() / study.completed,
    }


def stacked(parts: Iterable[Mapping[str, Any]]) -> dict[str, NDArray[Any]]:
    """Tables with the same columns, one under the other."""
    parts = list(parts)
    return {name: np.concatenate([part[name] for part in parts]) for name in (parts[0] if parts else ())}


def concatenated(parts: list[tuple[str, Columns]], title: str, note: str) -> Table:
    """One table of all ways of working, with a first column that names them."""
    lengths = [len(next(iter(columns.values()))) for _, columns in parts]
    names = np.repeat([name for name, _ in parts], lengths)
    return Table({"variant": names, **stacked(columns for _, columns in parts)}, title=title, note=note)
