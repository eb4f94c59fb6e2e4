"""What had to come out, written down before the first run: rows of a TOML file, each a difference and its bounds."""

import math
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

import casepath
from casepath.headline import difference_text
from casepath.verify.student import quantile

HEAD = "| figure | of | against | least | most | found | why it was expected |\n|---|---|---|---|---|---|---|\n"


class Expected(NamedTuple):
    """A difference of a figure between two ways of working that must lie between two numbers, and why."""

    figure: str
    of: str
    base: str
    least: float
    most: float
    why: str
    turned_out: str
    scenario: str

    def misses(self, study: casepath.Comparison, alarm: float) -> str:
        """What the replications say against it, or nothing; a true expectation is denied with chance `alarm` at most.

        An expectation of a sign must also be borne out: where 0 is outside, the interval must leave 0 out, so that a
        mechanism without any effect fails.
        """
        low, high = self.interval(study, alarm)
        off = high < self.least or low > self.most
        unseen = (self.least > 0 and low <= 0) or (self.most < 0 and high >= 0)
        return f"{self.figure} of {self.of}: {low:g} to {high:g}" if off or unseen or math.isnan(low) else ""

    def interval(self, study: casepath.Comparison, alarm: float) -> tuple[float, float]:
        """Of the paired difference, by Student's t."""
        apart = study.values(self.figure, variant=self.of) - study.values(self.figure, variant=self.base)
        reach = quantile(alarm, len(apart) - 1) * float(apart.std(ddof=1)) / math.sqrt(len(apart))
        return float(apart.mean()) - reach, float(apart.mean()) + reach

    def row(self, study: casepath.Comparison) -> str:
        """A line of a table under `HEAD`: what was expected, and what was found with its 95 % interval."""
        difference = study.difference(self.figure, variant=self.of, against=self.base)
        least, most = (_bound(value, difference.unit) for value in (self.least, self.most))
        why = self.why + (f" **It turned out otherwise:** {self.turned_out}" if self.turned_out else "")
        found = difference_text(difference)
        return f"| `{self.figure}` | {self.of} | {self.base} | {least} | {most} | {found} | {why} |\n"


def _bound(value: float, unit: str) -> str:
    """A number as differences are shown: those of shares in points."""
    return f"{100 * value:g} points" if unit == "share" else f"{value:,.10g}"


def read(path: Path) -> dict[str, list[Expected]]:
    """All rows of a file, by the name of their table."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: [_row(name, **row) for row in rows] for name, rows in tables.items()}


def _row(table: str, **row: Any) -> Expected:
    scenario = row.pop("scenario", f"gallery/{table}")
    return Expected(base=row.pop("from"), turned_out=row.pop("turned_out", ""), scenario=scenario, **row)
