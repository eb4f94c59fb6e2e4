"""What was assumed: every parameter with its range, source and grade, and what each way of working changes."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from casepath.loading import Scenario

GRADES = {
    "S": "read in the source",
    "2": "read where somebody reports it",
    "D": "worked out from the source",
    "A": "assumed",
    "G": "remembered, not checked",
}


class Change(NamedTuple):
    """One change of a way of working: what is done to which path, and the new value in short."""

    what: str
    path: str
    value: str


def assumptions(scenario: Scenario) -> dict[str, Any]:
    """Parameters with their sources spelled out, the share assumed, and the changes of each variant."""
    sources = dict(scenario.core.sources)
    rows = [
        {**row, "source": sources.get(row["source"], row["source"] or "assumed")} for row in scenario.core.parameters
    ]
    assumed = sum(row["grade"] == "A" for row in rows)  # no source anywhere above makes a value grade A (rule F4)
    used = {row["source"] for row in rows}
    return {
        "rows": rows,
        "assumed": assumed,
        "share": assumed / len(rows) if rows else 0.0,
        "sources": sorted(used - {"assumed"}),
        "grades": {grade: meaning for grade, meaning in GRADES.items() if any(row["grade"] == grade for row in rows)},
        "changes": list(_changes(json.loads(scenario.json).get("variants", {}))),
        "solved": list(scenario.core.solved),
    }


def _changes(variants: dict[str, Any]) -> Iterator[tuple[str, str, list[Change]]]:
    for name, variant in variants.items():
        changes = [Change("set", path, _short(value)) for path, value in variant.get("set", {}).items()]
        changes += [Change("remove", path, "") for path in _removed(variant.get("remove", []))]
        for table, added in variant.get("add", {}).items():
            changes += [Change("add", f"{table}.{path}", _short(value)) for path, value in added.items()]
        if changes:
            yield name, str(variant.get("title", "")), changes


def _removed(remove: Any) -> list[str]:
    """Paths to remove, listed at once or under headings."""
    return list(remove) if isinstance(remove, list) else [path for paths in remove.values() for path in paths]


def _short(value: Any) -> str:
    if isinstance(value, dict) and "value" in value:
        return f"{value['value']}"
    if isinstance(value, dict):
        return ", ".join(
            f"{key} {_short(item)}" if not isinstance(item, dict | list) else key for key, item in value.items()
        )
    if isinstance(value, list):
        return ", ".join(_short(item) for item in value)
    return str(value)
