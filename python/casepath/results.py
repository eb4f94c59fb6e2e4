"""What a run came to: figures with intervals, and behind them the ledger, the flows and the lists, as tables.

Everything here is simulated, and says so. Nothing changes after a run.
"""

import math
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from casepath import _behind as behind
from casepath import headline, money
from casepath._deadlocks import deadlocks
from casepath._engine import core
from casepath._text import alike, plain, shown
from casepath.loading import Scenario
from casepath.tables import Table

if TYPE_CHECKING:
    from casepath.journeys import Journey

UNDETERMINED_SHARE = 0.05  # rule O6
UNDETERMINED_POINTS = 0.02  # rule O6


class Estimate(NamedTuple):
    """A figure's mean over replications, with its 95 % interval (Student's t). Simulated.

    Parameters
    ----------
    figure, variant : str
        What was measured, and in which way of working.
    mean, low, high : float
        In `unit`; a wait that never ends is infinite, what is undefined is NaN.
    unit : str
        ``currency``, ``share``, ``days``, ``count`` ...
    replications : int
        Over how many the mean is; a figure may be undefined in some.
    currency : str
        Code of the currency, for printing.
    """

    figure: str
    variant: str
    mean: float
    low: float
    high: float
    unit: str
    replications: int
    currency: str = ""

    def __str__(self) -> str:
        mean, low, high = alike((self.mean, self.low, self.high), self.unit, self.currency)
        interval = f"95 % interval {low} to {high}; " if math.isfinite(self.low) else ""
        return f"{mean} ({interval}simulated, {self.replications} replications)"


def _units(figures: Sequence[str]) -> list[str]:
    return [unit for unit, _, _ in core().figures(figures)]


class Study:
    """What `Result` and `Comparison` share: some ways of working, replicated under the same luck."""

    __slots__ = ("_core", "_summaries", "scenario", "variants")
    scenario: Scenario
    variants: tuple[str, ...]
    _core: Any
    _summaries: dict[str, dict[str, NDArray[Any]]]

    def __init__(self, scenario: Scenario, study: Any) -> None:
        put = object.__setattr__
        put(self, "scenario", scenario)
        put(self, "variants", tuple(study.variants))
        put(self, "_core", study)
        put(self, "_summaries", {})

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"results cannot be changed: {name}")

    # ---- what was run

    @property
    def seed(self) -> int:
        """The seed: the same seed, the same numbers."""
        return int(self._core.seed)

    @property
    def replications(self) -> int:
        """How many replications were completed; fewer than asked for when the run was interrupted."""
        return int(self._core.completed)

    @property
    def is_partial(self) -> bool:
        """Whether the run was interrupted before all replications were done."""
        return self.replications < self.asked

    @property
    def asked(self) -> int:
        """How many replications were asked for."""
        return int(self._core.asked)

    @property
    def resumed(self) -> int:
        """How many of the replications were taken up from `run_dir`."""
        return int(self._core.resumed)

    @property
    def dropped_bytes(self) -> int:
        """How many torn or damaged bytes were dropped from the end of what `run_dir` held."""
        return int(self._core.dropped_bytes)

    @property
    def currency(self) -> str:
        """Code of the currency of every cost."""
        return str(self.scenario.core.about["currency"])

    @property
    def titles(self) -> dict[str, str]:
        """What each way of working is called in the scenario, or its name."""
        told = {row["name"]: row["title"] for row in self.scenario.core.variants}
        return {name: told.get(name) or name for name in self.variants}

    def warnings(self) -> list[str]:
        """What a reader of these results must know: of the scenario, then of this run."""
        return [*self.scenario.core.warnings, *self.run_warnings()]

    def run_warnings(self) -> list[str]:
        """What a reader must know of this run: that it is partial, too much undetermined (O6), or deadlocked (S9)."""
        partial = f"interrupted: {self.replications} of {self.asked} replications are done; results are of those"
        return [*([partial] if self.is_partial else []), *self._undetermined(), *deadlocks(self)]

    def _undetermined(self) -> list[str]:
        """Rule O6: what the run-out did not see the end of must be small, and alike between variants."""
        shares = {name: self.figure("undetermined_cost_share", variant=name).mean for name in self.variants}
        told = "of cost is undetermined, more than 5 %; a longer run_out would class it"
        large = [f"{name}: {shown(x, 'share')} {told}" for name, x in shares.items() if x > UNDETERMINED_SHARE]
        apart = max(shares.values()) - min(shares.values()) > UNDETERMINED_POINTS
        differing = "the undetermined share of cost differs by more than 2 points between variants"
        return [*large, *([differing] if apart else [])]

    # ---- figures

    def figure(self, name: str, *, variant: str | None = None) -> Estimate:
        """One figure of one way of working.

        Parameters
        ----------
        name : str
            Such as ``no_outcome_cost_share`` or ``service/gp/wait_p90``; ``casepath explain NAME`` says what it means.
        variant : str, optional
            Which way of working; the first if left out.

        Returns
        -------
        Estimate

        Raises
        ------
        KeyError
            If there is no such figure or variant; the message says which there are.
        """
        variant, place = self._known(variant), self._place(name)
        return self._estimate(name, variant, self._summary(variant), place)

    def figures(self, pattern: str = "*") -> Table:
        """Figures whose name fits a pattern (``service/*/wait_p90``), of every way of working.

        Returns
        -------
        Table
            Columns variant, figure, mean, low, high, unit, replications.
        """
        kept = self._fitting(pattern)
        parts = [
            (name, {column: values[kept] for column, values in self._summary(name).items()}) for name in self.variants
        ]
        return self._figure_table(parts, kept, {}, "figures")

    def values(self, name: str, *, variant: str | None = None) -> NDArray[np.float64]:
        """One figure, replication by replication: a copy."""
        place = self._place(name)
        return np.array(self._core.values(self._known(variant))[:, place])

    def _summary(self, variant: str) -> dict[str, NDArray[Any]]:
        """Means and intervals of every figure, worked out when first asked for."""
        if variant not in self._summaries:
            self._summaries[variant] = self._core.summary(variant)
        return self._summaries[variant]

    def _estimate(self, name: str, variant: str, columns: Mapping[str, NDArray[Any]], place: int) -> Estimate:
        mean, low, high = (float(columns[column][place]) for column in ("mean", "low", "high"))
        (unit,), n = _units([name]), int(columns["replications"][place])
        return Estimate(name, variant, mean, low, high, unit, n, self.currency)

    def _figure_table(
        self, parts: list[tuple[str, dict[str, Any]]], kept: list[int], extra: Mapping[str, str], title: str
    ) -> Table:
        names = np.array(self._core.figure_names)[kept]
        columns = {
            "variant": np.repeat([name for name, _ in parts], len(kept)),
            **{name: np.repeat([value], len(kept) * len(parts)) for name, value in extra.items()},
            "figure": np.tile(names, len(parts)),
            **behind.stacked([columns for _, columns in parts]),
            "unit": np.tile(_units(names.tolist()), len(parts)),
        }
        return Table(columns, title=title, note=self._note("means with 95 % intervals"))

    def _fitting(self, pattern: str) -> list[int]:
        kept = [place for place, name in enumerate(self._core.figure_names) if fnmatchcase(name, pattern)]
        if not kept:
            raise KeyError(f"no figure fits {pattern!r}; casepath explain lists them")
        return kept

    def _place(self, name: str) -> int:
        place: int | None = self._core.place(name)
        if place is None:
            raise KeyError(f"no figure {name!r}; figures() lists them")
        return place

    def _known(self, variant: str | None) -> str:
        if variant is not None and variant not in self.variants:
            raise KeyError(f"no variant {variant!r} in these results; there are {', '.join(self.variants)}")
        return str(variant or self.variants[0])

    def _note(self, what: str) -> str:
        return f"Simulated; {what}, over {self.replications} replications, seed {self.seed}."

    # ---- what stands behind the figures

    def ledger(self) -> Table:
        """Every cost and count of the counted window, as means over replications.

        Returns
        -------
        Table
            Columns variant, year (counted from 1), service, payer, type, kind, purpose, class, opener, cost,
            cost_episode_credit (the stricter reading of class) and count.
        """
        return behind.concatenated(
            [(name, behind.ledger(self._core, self.scenario, name)) for name in self.variants],
            "ledger",
            self._note(f"means in {self.currency}"),
        )

    def costs(self, *, by: Sequence[str] = ("payer", "class"), spread_overhead: bool = False) -> Table:
        """Costs of every way of working, added up by some columns of the ledger.

        Parameters
        ----------
        by : sequence of str, default ("payer", "class")
            Columns of `ledger`: year, service, payer, type, kind, purpose, class, opener.
        spread_overhead : bool, default False
            Share overhead over the classes of the service that it belongs to (rule O8).

        Returns
        -------
        Table
            Columns variant, those of `by`, cost and count: means over replications. Payers of every type are in
            it; totals and shares of the figures are of fiscal ones only.
        """
        return money.costs(self, by, spread_overhead=spread_overhead)

    def flows(self) -> Table:
        """Who was passed on from where to where, how, and with what result, in the counted window.

        Returns
        -------
        Table
            Columns variant, from (a service, or who opened the request), to, mode, result, and count: a mean over
            replications.
        """
        return behind.concatenated(
            [(name, behind.flows(self._core, self.scenario, name)) for name in self.variants],
            "flows",
            self._note("means"),
        )

    def lists(self) -> Table:
        """Waiting lists and open cases of every service over time, looked at once a month.

        Returns
        -------
        Table
            Columns variant, day (since the scenario's start), service, waiting, open: means over replications.
        """
        return behind.concatenated(
            [(name, behind.lists(self._core, self.scenario, name)) for name in self.variants],
            "lists",
            self._note("means"),
        )

    def payers(self) -> Table:
        """Who pays and who saves: see `casepath.money.payers`."""
        return money.payers(self)

    def planned(self) -> Table:
        """What each way of working plans to spend in a year: see `casepath.money.planned`."""
        return money.planned(self)

    # ---- one life, a report, a text

    def journey(self, *, person: int, replication: int = 0) -> "Journey":
        """One person followed through the ways of working compared here.

        Parameters
        ----------
        person : int
            Number of the person, from 0.
        replication : int, default 0
            In which replication's luck.

        Returns
        -------
        Journey

        Raises
        ------
        KeyError
            If there is no such person.
        """
        from casepath.journeys import follow

        return follow(self.scenario, variants=self.variants, person=person, seed=self.seed, replication=replication)

    def to_json(self) -> str:
        """The object that ``--json`` prints: the same bytes for the same scenario, variants, replications and seed."""
        return str(self._core.json(len(self.variants) > 1))

    def __repr__(self) -> str:
        part = f" of {self.asked}" if self.is_partial else ""
        name = plain(self.scenario.name)
        ran = f"{self.replications}{part} simulated replications"
        return f"<{type(self).__name__} of {name!r}: {', '.join(self.variants)}; {ran}>"

    def __str__(self) -> str:
        return headline.text(self)

    def _repr_html_(self) -> str:
        below = "".join(f"<p>Warning: {escape(line)}</p>" for line in self.warnings())
        return headline.html(self) + below


class Result(Study):
    """One way of working, replicated; made by `run`."""

    __slots__ = ()


class Comparison(Study):
    """Several ways of working under the same luck, each held against the first; made by `compare`."""

    __slots__ = ()

    def difference(self, name: str, *, variant: str, against: str | None = None) -> Estimate:
        """One figure's difference, paired by replication: `variant` less `against` (the first if left out)."""
        place, against = self._place(name), self._known(against)
        return self._estimate(name, variant, self._core.differences(self._known(variant), against), place)

    def differences(self, pattern: str = "*") -> Table:
        """Paired differences of every way of working from the first.

        Returns
        -------
        Table
            Columns variant, against, figure, mean, low, high, replications, variance_ratio and unit. The variance ratio
            says how many times more replications independent luck would have needed for the same interval.
        """
        kept, against = self._fitting(pattern), self.variants[0]
        parts = [
            (name, {column: values[kept] for column, values in self._core.differences(name, against).items()})
            for name in self.variants[1:]
        ]
        return self._figure_table(parts, kept, {"against": against}, f"paired differences from {against}")

    def report(self, path: str | Path, *, command: str = "", spread_overhead: bool = False) -> Path:
        """Write the report: one HTML file that loads nothing from anywhere.

        Parameters
        ----------
        path : str or Path
            Where to write it.
        command : str, optional
            The command line that repeats the run, if not the usual one.
        spread_overhead : bool, default False
            Show overhead in the classes of the services that it belongs to, in proportion (rule O8).

        Returns
        -------
        Path
        """
        from casepath.report import write

        return write(self, Path(path), command=command, spread_overhead=spread_overhead)
