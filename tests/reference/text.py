"""Reading the texts of a scenario: lengths of time, rates, money, dates; and tables of which no key is passed over."""

import datetime
import math
import re
from typing import Any

from reference.durations import DAY, YEAR, Drawn, rounded
from reference.exact import exp_of, log_of

_UNITS = {
    "microsecond": 1e-6 * DAY / 86400, "second": DAY / 86400, "minute": DAY / 1440, "hour": DAY / 24,
    "day": float(DAY), "week": 7.0 * DAY, "month": YEAR / 12, "year": YEAR,
}  # fmt: skip
_TIME = re.compile(r"\s*([0-9.eE+-]+)\s*([a-z]+?)s?\b")


class Table:
    """A table whose keys are taken one by one; what is left over is not supported."""

    def __init__(self, keys: Any, path: str) -> None:
        self.keys: dict[str, Any] = dict(keys or {})
        self.path = path

    def take(self, key: str, default: Any = None) -> Any:
        """The value of a key, which is then known."""
        return self.keys.pop(key, default)

    def table(self, key: str) -> "Table":
        """A table within, empty where it is not given."""
        return Table(self.take(key, {}), f"{self.path}.{key}")

    def rest(self) -> dict[str, Any]:
        """All that was not taken: names that the scenario chose."""
        rest, self.keys = self.keys, {}
        return rest

    def done(self) -> None:
        """Whatever is left is not supported by the reference."""
        if self.keys:
            raise NotImplementedError(f"{self.path}.{next(iter(self.keys))}")


def clean(node: Any) -> Any:
    """Without sources and grades; a value with its uncertainty is the value."""
    if isinstance(node, list):
        return [clean(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {key: clean(item) for key, item in node.items() if key not in ("source", "grade")}
    if "value" in kept and set(kept) <= {"value", "low", "high", "dist"}:
        return kept["value"]
    return kept


def number_of(text: str) -> float:
    """A number, or a percentage."""
    text = text.strip()
    return float(text[:-1]) / 100 if text.endswith("%") else float(text)


def ticks(text: str) -> float:
    """A length of time in ticks, not rounded."""
    parts = _TIME.findall(text)
    if not parts:
        raise NotImplementedError(f"length of time {text!r}")
    return sum(float(number) * _UNITS[unit] for number, unit in parts)


def span(text: str) -> int:
    """A length of time to the tick."""
    return rounded(ticks(text))


def per_year(text: Any) -> float:
    """A rate a year."""
    number, unit = str(text).split(" per ")
    return number_of(number) * (YEAR / _UNITS[unit.strip()])


def rate(text: Any) -> float:
    """A rate per tick."""
    return per_year(text) / YEAR


def pence(text: Any) -> int:
    """Money in minor units, exactly."""
    whole = re.sub(r"[^0-9.-]", "", str(text))
    units, _, minor = whole.partition(".")
    return int(units or 0) * 100 + int((minor + "00")[:2])


def pence_per_year(text: Any) -> int:
    """Money a year, in minor units."""
    return pence(str(text).split(" per ")[0])


def date(text: Any) -> datetime.date:
    """A calendar date."""
    return datetime.date.fromisoformat(str(text))


_PARAMETERS = {
    "exponential": ("mean",), "uniform": ("low", "high"), "triangular": ("low", "mode", "high"),
    "normal": ("mean", "sd"), "erlang": ("shape", "mean"), "weibull": ("shape", "scale"),
    "gamma": ("mean", "cv"), "beta": ("mean", "sd"),
}  # fmt: skip


def drawn(node: Any, unit: Any = ticks) -> Drawn:
    """A distribution of lengths of time, or of bare numbers (`unit=float`)."""
    if not isinstance(node, dict):
        return Drawn("fixed", unit(node))
    table = Table(node, "dist")
    kind = table.take("dist", "fixed")
    if kind == "fixed":
        return Drawn("fixed", unit(table.take("value")))
    if kind == "lognormal":
        median, sigma = table.take("median"), table.take("sigma")
        if table.keys.get("mu_log_days") is not None:
            return Drawn("lognormal", exp_of(float(node["mu_log_days"])) * DAY, float(sigma))
        if median is None:
            mean, sd = unit(node["mean"]), unit(node["sd"])
            ratio = 1.0 + (sd / mean) * (sd / mean)
            return Drawn("lognormal", mean / math.sqrt(ratio), math.sqrt(log_of(ratio)))
        return Drawn("lognormal", unit(median), float(sigma))
    if kind in ("table", "mixture"):
        values = table.take("values", table.take("of"))
        if values is None:
            raise NotImplementedError("mixture of named parts")
        parts = [Drawn("fixed", unit(v)) for v in values]
        return Drawn(kind, parts=parts, weights=[float(w) for w in table.take("weights")])
    bare = ("shape", "cv")
    values = [float(node[p]) if p in bare else unit(node[p]) for p in _PARAMETERS[kind]]
    return Drawn(kind, *values)
