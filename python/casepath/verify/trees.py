"""A scenario as a tree, changed in ways whose results are known beforehand: other prices, nobody there, and smaller."""

import copy
import re
from collections.abc import Callable
from typing import Any

Tree = dict[str, Any]

_PER = r"(?P<per> per (day|week|month|year))?"
_MONEY = re.compile(r"(?P<sign>[£€$]?)(?P<amount>\d+(\.\d{1,2})?)(?P<code> [A-Z]{3})?" + _PER)
_NUMBER = re.compile(r"\d+(\.\d+)?([eE][+-]?\d+)?")
_BY_TIME = "slot_day"
_PLANNED = ("total", "slot")  # of budgets: how many slots there are, not what is spent
_SIZES = ("size", "capacity", "number", "arrives", "rate")
_SIZED = ("people", "services", "streams")
_AT_START = ("waiting", "open")


def priced(tree: Tree, times: int, *, by_time: bool) -> Tree:
    """Every price so many times as large; without `by_time`, prices of time are 0: days of a slot, and sums a year.

    Those are rounded to the penny when they are posted (rule O12), so they alone need not come out at exactly so many
    times as much.
    """

    def price(key: str, text: str) -> str:
        money = _MONEY.fullmatch(text)
        if money is None or key in _PLANNED or not (money["sign"] or money["code"]):
            return text
        stays = by_time or (key != _BY_TIME and money["per"] is None)
        whole, _, cents = money["amount"].partition(".")
        minor = (int(whole) * 100 + int(f"{cents:0<2}")) * (times if stays else 0)
        return f"{money['sign']}{minor // 100}.{minor % 100:02}{money['code'] or ''}{money['per'] or ''}"

    changed: Tree = _texts(tree, price, "")
    return changed


def _texts(node: Any, change: Callable[[str, str], str], key: str) -> Any:
    """The tree with every text changed; a table with a value counts under its own key."""
    if isinstance(node, dict):
        inner = {"value", "low", "high", "first"}
        return {name: _texts(item, change, key if name in inner else name) for name, item in node.items()}
    if isinstance(node, list):
        return [_texts(item, change, key) for item in node]
    return change(key, node) if isinstance(node, str) else node


def alone(tree: Tree) -> Tree:
    """The scenario as it stands, without its variants: their paths need not fit what is changed."""
    return {key: copy.deepcopy(value) for key, value in tree.items() if key != "variants"}


def without_people(tree: Tree) -> Tree:
    """Nobody there, nobody who comes, no requests from outside."""
    empty = alone(tree)
    empty.pop("streams", None)
    for cohort in cohorts(empty):
        if "size" in cohort:
            cohort["size"] = 0
    for service in empty.get("services", {}).values():
        service.pop("at_start", None)  # there is nobody to wait
    return staying(empty)


def staying(tree: Tree) -> Tree:
    """Nobody leaves and nobody comes."""
    still = alone(tree)
    for table in (still.get("people", {}), *cohorts(still)):
        for key in ("leaves", "leaves_with", "arrives"):
            table.pop(key, None)
    return still


def cohorts(tree: Tree) -> list[Tree]:
    return list(tree.get("people", {}).get("cohorts", {}).values())


def smaller(tree: Tree, by: float) -> Tree:
    """A place with so many times fewer people, slots and requests from outside; every other setting is the same."""
    small = copy.deepcopy(tree)
    _shrink(small, by)
    for variant in small.get("variants", {}).values():
        _shrink(variant.get("add", {}), by)
        changes = variant.get("set", {})
        for path in changes:
            table, _, key = path.rpartition(".")
            if key in (_AT_START if table.endswith(".at_start") else _SIZES) and table.startswith(_SIZED):
                changes[path] = _scaled(changes[path], by)
    return small


def _shrink(tree: Tree, by: float) -> None:
    tables = [tree.get("people", {}), *cohorts(tree), *tree.get("streams", {}).values()]
    for service in tree.get("services", {}).values():
        tables += [service, service.get("workers", {})]
    starts = [service.get("at_start", {}) for service in tree.get("services", {}).values()]
    for table, keys in [*((table, _SIZES) for table in tables), *((table, _AT_START) for table in starts)]:
        for key in keys:
            if key in table and table[key] != "rows":
                table[key] = _scaled(table[key], by)


def _scaled(value: Any, by: float) -> Any:
    """A count, a rate, or a table with one of them, so many times smaller; a count stays at least 1 where it was."""
    if isinstance(value, dict):
        kept = {key: item for key, item in value.items() if key not in ("low", "high", "dist")}
        steps = {"at": {day: _scaled(item, by) for day, item in value["at"].items()}} if "at" in value else {}
        return kept | {key: _scaled(kept[key], by) for key in ("value", "first") if key in kept} | steps
    if isinstance(value, str):
        return _NUMBER.sub(lambda number: f"{float(number[0]) / by:.9g}", value, count=1)
    return max(1, round(value / by)) if value >= 1 else value
