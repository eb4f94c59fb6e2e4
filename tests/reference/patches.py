"""Variants: the changes of one made to the tables of a scenario (V1), and `like` filled in (F2)."""

import copy
from typing import Any


def varied(data: dict[str, Any], name: str) -> dict[str, Any]:
    """The scenario with a variant's changes made."""
    data = copy.deepcopy(data)
    if name in data.get("variants", {}):
        _change(data, name)
    return data


def _change(data: dict[str, Any], name: str) -> None:
    variant = data["variants"][name]
    for included in variant.get("includes", []):
        _change(data, included)
    removals = variant.get("remove", [])
    for paths in removals.values() if isinstance(removals, dict) else [removals]:
        for path in paths:
            for table, key in _places(data, path, make=False):
                del table[key]
    _merge(data, variant.get("add", {}))
    for path, factor in variant.get("multiply", {}).items():
        for table, key in _places(data, path, make=False):
            table[key] = _times(table[key], factor)
    for path, value in variant.get("set", {}).items():
        for table, key in _places(data, path, make=True):
            table[key] = copy.deepcopy(value)


def _places(data: dict[str, Any], path: str, *, make: bool) -> list[tuple[dict[str, Any], str]]:
    tables = [data]
    *ways, key = path.split(".")
    for name in ways:
        found = []
        for table in tables:
            if name == "*":
                found += [inner for inner in table.values() if isinstance(inner, dict)]
            elif name in table or make:
                if name in table and not isinstance(table[name], dict):
                    raise NotImplementedError(f"a change within a plain value: {path}")
                found.append(table.setdefault(name, {}))
        tables = found
    if key == "*":
        return [(table, name) for table in tables for name in list(table)]
    return [(table, key) for table in tables if make or key in table]


def _merge(into: dict[str, Any], more: dict[str, Any]) -> None:
    for key, value in more.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = copy.deepcopy(value)


def _times(value: Any, factor: float) -> Any:
    if isinstance(value, dict) and "value" in value:
        return {**value, "value": _times(value["value"], factor)}
    if isinstance(value, int | float):
        return value * factor
    raise NotImplementedError(f"multiply {value!r}")


def unlike(tables: dict[str, Any]) -> dict[str, Any]:
    """Named tables with what they inherit by `like`: tables are merged, values replaced."""

    def whole(name: str) -> dict[str, Any]:
        own = dict(tables[name])
        parent = own.pop("like", None)
        if parent is None:
            return own
        inherited = copy.deepcopy(whole(parent))
        inherited.pop("key", None)
        _merge(inherited, own)
        return inherited

    return {name: whole(name) for name in tables}
