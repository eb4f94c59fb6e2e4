"""The report's charts, each with its words for those who do not see it and the rows it was drawn from."""

import datetime
import re
from collections import defaultdict
from typing import Any

from casepath import charts, money, sankey
from casepath._behind import FISCAL
from casepath._text import symbol_of, words
from casepath.results import Comparison

MOST_LISTS = 12
MARGIN = 12  # in the units of a chart: around one that stands alone
LEAST_WAITING = 1.0  # people on the list, on average over time, in some way of working


def standing_alone(svg: str) -> str:
    """A chart with the margin, background and type that it has from the report's page, for a file of its own."""
    style = "<style>text { font-family: sans-serif; fill: #1a1a1a; }\n</style>"
    background = f'<rect x="-{MARGIN}" y="-{MARGIN}" width="100%" height="100%" fill="#ffffff"/>'

    def opened(found: re.Match[str]) -> str:
        before, wide, high, after = found.groups()
        box = f"-{MARGIN} -{MARGIN} {int(wide) + 2 * MARGIN} {float(high) + 2 * MARGIN:g}"
        return f"{before}{box}{after}{style}{background}"

    return re.sub(r'(<svg[^>]*viewBox=")0 0 (\d+) ([\d.]+)("[^>]*>)', opened, svg, count=1)


def _symbol(study: Comparison) -> str:
    return symbol_of(study.currency)


def costs(study: Comparison, *, spread_overhead: bool = False) -> dict[str, Any]:
    """Fiscal cost by outcome class, and all cost by payer and class; overhead apart, or shared out (rule O8)."""
    rows = study.costs(by=["payer", "type", "class"], spread_overhead=spread_overhead)
    spent: dict[tuple[str, str], float] = defaultdict(float)
    fiscal: dict[tuple[str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for row in rows.rows():
        fiscal[row["variant"], row["payer"]][row["class"]] += row["cost"]
        spent["payer", row["payer"]] += row["cost"]
    fiscal_rows = rows.where(type=FISCAL)
    used = [name for name in charts.CLASS_COLOURS if rows.where(**{"class": name})["cost"].sum() > 0]
    totals = [
        charts.Bar(
            words(name), {of: float(fiscal_rows.where(variant=name, **{"class": of})["cost"].sum()) for of in used}
        )
        for name in study.variants
    ]
    payers = sorted((name for of, name in spent if of == "payer"), key=lambda name: -spent["payer", name])
    by_payer = [
        (
            words(payer),
            [charts.Bar(words(name), {of: fiscal[name, payer][of] for of in used}) for name in study.variants],
        )
        for payer in payers
    ]
    told = "; ".join(f"{bar.label} {charts.money(bar.total, _symbol(study))}" for bar in totals)
    return {
        "legend": charts.legend(used),
        "total": charts.stacked_bars(
            [("", totals)], alt=f"Fiscal cost by outcome class: {told}", symbol=_symbol(study), labels=True
        ),
        "by_payer": charts.stacked_bars(
            by_payer, alt="Cost by payer and outcome class; the rows are below", symbol=_symbol(study)
        ),
        "rows": rows,
        "payers": money.payers(study),
        "planned": money.planned_text(study),
        "spread": spread_overhead,
    }


def flows(study: Comparison) -> dict[str, Any]:
    """A flow chart for each way of working, all on one scale."""
    rows = study.flows()
    counted = {name: sankey.merged(_flows_of(study, rows, name)) for name in study.variants}
    most = max((sum(of.values()) for of in counted.values()), default=0)
    shown = []
    for name, of in counted.items():
        total = sum(of.values()) or 1
        refused = sum(count for key, count in of.items() if key[2] == "rejected") / total
        lost = sum(count for key, count in of.items() if key[2] in ("lost", "wrong_address")) / total
        told = f"{total:,.0f} referrals, {100 * refused:.0f} % refused, {100 * lost:.0f} % never arrived"
        picture = sankey.sankey(of, alt=f"Flows under {words(name)}: {told}", most=most)
        shown.append({"name": name, "told": told, "picture": picture})
    return {"key": sankey.results_key(), "shown": shown, "rows": rows}


def _flows_of(study: Comparison, rows: Any, variant: str) -> dict[tuple[str, str, str], float]:
    """Counts with services of one group taken together."""
    spenders = study.scenario.core.rows(variant)
    group = {name: group or name for name, group in zip(spenders["name"], spenders["group"], strict=True)}
    sums: dict[tuple[str, str, str], float] = defaultdict(float)
    for row in rows.where(variant=variant).rows():
        sender = group.get(row["from"]) or _OPENERS.get(row["from"], row["from"])
        sums[sender, group[row["to"]], row["result"]] += row["count"]
    return dict(sums)


_OPENERS = {
    "person": "the person",
    "crisis": "a crisis",
    "pursued": "pursuit",
    "stream": "outside",
    "at_start": "the start",
}


def lists(study: Comparison) -> dict[str, Any]:
    """Waiting lists over time, of the services where people wait."""
    rows, about = study.lists(), study.scenario.core.about
    inside = {name: rows.where(variant=name) for name in study.variants}
    means = {
        service: max(float(inside[name].where(service=service)["waiting"].mean()) for name in study.variants)
        for service in about["services"]
    }
    waited = sorted((name for name in means if means[name] >= LEAST_WAITING), key=lambda name: -means[name])
    ticks = _years(study)
    shown = []
    for service in waited[:MOST_LISTS]:
        drawn = []
        for style, name in enumerate(study.variants):
            of = inside[name].where(service=service)
            drawn.append(charts.Line(name, style, of["day"].tolist(), of["waiting"].tolist()))
        drawn = [line for line in drawn if line.x and max(line.y) > 0]
        ends = "; ".join(f"{words(line.label)} {line.y[-1]:.0f}" for line in drawn)
        alt = f"People waiting for {words(service)} over time; at the end: {ends}"
        shown.append(charts.lines(words(service), drawn, alt=alt, ticks=ticks, mark=about["counted_from_day"]))
    return {"shown": shown, "rows": rows, "left_out": [words(name) for name in waited[MOST_LISTS:]]}


def _years(study: Comparison) -> list[tuple[int, str]]:
    """Every other new year's day within the run, or every one of a short run."""
    about = study.scenario.core.about
    start = datetime.date(1970, 1, 1) + datetime.timedelta(days=about["start_date"])
    end = start + datetime.timedelta(days=about["end_day"])
    years = range(start.year + 1, end.year + 1)
    return [((datetime.date(year, 1, 1) - start).days, str(year)) for year in years][:: 2 if len(years) > 4 else 1]
