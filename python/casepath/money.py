"""Who pays and who saves: costs added up, planned spending, payers side by side, and overhead shared out if asked."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from casepath._text import alike
from casepath.tables import Table

if TYPE_CHECKING:
    from casepath.results import Study

_OVERHEAD = "overhead"


def planned(study: "Study") -> Table:
    """What each way of working plans to spend in a year, whoever comes (rule M5).

    Parameters
    ----------
    study : Study
        Results of a run.

    Returns
    -------
    Table
        Columns variant, kind (slots, fixed, programme, unspent), name and cost: a mean over the counted window. What
        budgets leave unspent is planned too, and has a kind of its own.
    """
    rows = [
        (variant, kind, name, minor / 100)
        for variant in study.variants
        for kind, name, minor in study.scenario.core.planned(variant)
    ]
    columns = zip(*rows, strict=True) if rows else ((), (), (), ())
    names = ("variant", "kind", "name", "cost")
    note = f"In {study.currency} a year; contacts and the like come with people, so they are in no plan."
    return Table({name: list(column) for name, column in zip(names, columns, strict=True)}, title="plan", note=note)


def planned_text(study: "Study") -> str:
    """The planned spend of each way of working in a sentence, how it differs from the first, and what budgets leave."""
    rows = list(planned(study).rows())
    spent, left = (
        [
            sum(row["cost"] for row in rows if row["variant"] == name and (row["kind"] == "unspent") == is_left)
            for name in study.variants
        ]
        for is_left in (False, True)
    )
    told = [
        f"{name} {_amount(spent[place], study)}"
        + (f" ({_signed(spent[place] - spent[0], study)})" if place else "")
        + (f", {_amount(left[place], study)} of budgets unspent" if left[place] else "")
        for place, name in enumerate(study.variants)
    ]
    return f"Planned spend a year (slots, fixed costs, programmes): {'; '.join(told)}"


def payers(study: "Study") -> Table:
    """What each payer spends in each way of working, and how much more than in the first.

    Parameters
    ----------
    study : Study
        Results of a run.

    Returns
    -------
    Table
        Columns variant, payer, type, spent, paid_for_outcomes, received_for_outcomes, net, and more: net less that of
        the first way of working. Means over replications; without contracts, net is what is spent. Payers who spend
        and move nothing anywhere are left out.
    """
    about = study.scenario.core.about
    rows = [
        (variant, payer, kind, *_flows(study, variant, payer))
        for payer, kind in zip(about["payers"], about["payer_types"], strict=True)
        for variant in study.variants
    ]
    moving = {row[1] for row in rows if any(row[3:])}
    first = {row[1]: row[6] for row in rows if row[0] == study.variants[0]}
    kept = [(*row, row[6] - first[row[1]]) for row in rows if row[1] in moving]
    names = ("variant", "payer", "type", "spent", "paid_for_outcomes", "received_for_outcomes", "net", "more")
    columns = {name: [row[place] for row in kept] for place, name in enumerate(names)}
    note = f"Simulated; means in {study.currency}, over {study.replications} replications, seed {study.seed}."
    return Table(columns, title="payers", note=note)


def costs(study: "Study", by: Sequence[str], *, spread_overhead: bool) -> Table:
    """Costs of every way of working, added up by some columns of the ledger: see `Study.costs`."""
    ledger, keys = study.ledger(), ["variant", *by]
    if spread_overhead:
        ledger = overhead_spread(ledger)
    sums: dict[tuple[Any, ...], list[float]] = {}
    for row in zip(*(ledger[name].tolist() for name in (*keys, "cost", "count")), strict=True):
        cell = sums.setdefault(row[:-2], [0.0, 0.0])
        cell[0] += row[-2]
        cell[1] += row[-1]
    columns = {name: [key[place] for key in sums] for place, name in enumerate(keys)}
    amounts = {"cost": [cost for cost, _ in sums.values()], "count": [count for _, count in sums.values()]}
    return Table(columns | amounts, title="costs" + (f" by {', '.join(by)}" if by else ""), note=ledger.note)


def overhead_spread(ledger: Table) -> Table:
    """Overhead shared over the classes of the service that it belongs to, in proportion to their costs (rule O8).

    Parameters
    ----------
    ledger : Table
        A ledger, as `Study.ledger` gives it.

    Returns
    -------
    Table
        The same rows, the same total. What belongs to a programme, or to a service that spent on nothing else, stays
        overhead.
    """
    columns: dict[str, Any] = dict(ledger.columns)
    is_overhead = ledger["class"] == _OVERHEAD
    for cost in ("cost", "cost_episode_credit"):
        columns[cost] = _spread(columns[cost], is_overhead, [ledger["variant"], ledger["service"]])
    note = f"{ledger.note} Overhead is shared over the classes of its service."
    return Table(columns, title=ledger.title, note=note)


def _spread(cost: Any, is_overhead: Any, by: list[Any]) -> Any:
    out, keys = cost.astype(float), np.array(list(zip(*by, strict=True)), dtype=object)
    _, group = np.unique(np.array(["\0".join(key) for key in keys], dtype=str), return_inverse=True)
    over = np.bincount(group, weights=np.where(is_overhead, cost, 0.0))
    other = np.bincount(group, weights=np.where(is_overhead, 0.0, cost))
    shared = other[group] > 0
    factor = 1 + np.divide(over, other, out=np.zeros_like(over), where=other > 0)[group]
    return np.where(shared, np.where(is_overhead, 0.0, out * factor), out)


def _flows(study: "Study", variant: str, payer: str) -> tuple[float, float, float, float]:
    """Spent, paid for outcomes, received for them, and net."""

    def mean(figure: str) -> float:
        return study.figure(f"payer/{payer}/{figure}", variant=variant).mean

    spent = mean("cost_total")
    if not study.scenario.core.about["contracts"]:
        return spent, 0.0, 0.0, spent
    return spent, mean("outcomes_paid"), mean("outcomes_received"), mean("cost_net")


def _amount(amount: float, study: "Study") -> str:
    return alike([amount], "currency", study.currency)[0]


def _signed(amount: float, study: "Study") -> str:
    return f"{'+' * (amount > 0)}{_amount(amount, study)}"
