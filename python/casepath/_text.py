"""How results read as text: numbers with their units, columns under one another, names that cannot drive a terminal."""

import math
from collections.abc import Sequence

_SPACES = "\u00a0\u2007\u202f\u3000"
_SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "$"}


def plain(text: str) -> str:
    """The text without characters that would drive a terminal: names come from files. Odd spaces become plain ones."""
    return "".join(char if char in "\n\t" or char.isprintable() else " " * (char in _SPACES) for char in text)


def symbol_of(currency: str) -> str:
    """What stands before an amount: ``£``, or the code and a space."""
    return _SYMBOLS.get(currency, f"{currency} " if currency else "")


def shown(value: float, unit: str = "", currency: str = "") -> str:
    """A number as people read it: ``61.2 %``, ``£1,234``, ``never`` for an endless wait, ``–`` where undefined."""
    return alike([value], unit, currency)[0]


def alike(values: Sequence[float], unit: str = "", currency: str = "", *, brief: bool = False) -> list[str]:
    """Numbers that stand together, such as a mean and the ends of its interval, with as many digits each.

    With `brief`, amounts from 100,000 on are in millions, for tables that must fit a page.
    """
    size = max((abs(value) for value in values if math.isfinite(value)), default=0.0)
    return [_one(value, unit, symbol_of(currency), size, brief and size >= 1e5) for value in values]


def _one(value: float, unit: str, symbol: str, size: float, in_millions: bool) -> str:
    if math.isnan(value):
        return "–"
    sign = "-" if value < 0 else ""
    if math.isinf(value):
        return "never" if unit == "days" else f"{sign}infinite"
    if unit == "share":
        return f"{100 * value:.1f} %"
    if unit == "currency":
        return f"{sign}{symbol}" + (
            f"{abs(value) / 1e6:,.2f}m" if in_millions else f"{abs(value):,.{2 if 0 < size < 10 else 0}f}"
        )
    return f"{value:,.{0 if size >= 100 or size == 0 else 1 if size >= 10 else 2 if size >= 1 else 3}f}"


def words(name: str) -> str:
    """A name of a file or of the vocabulary as words: ``housing_options`` is "housing options"."""
    return plain(name).replace("_", " ")


def aligned(rows: Sequence[Sequence[str]], left: int = 1) -> list[str]:
    """Lines of text with columns under one another: the first `left` to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell.ljust(width) if place < left else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
