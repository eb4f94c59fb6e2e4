"""The headline: the few figures that answer the question, chosen once for the command, the notebook and the report."""

import math
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING, NamedTuple, cast

from casepath._text import aligned, alike, plain, shown, words

if TYPE_CHECKING:
    from casepath.results import Comparison, Estimate, Study


_MEANING = "independent luck would need so many times the replications"


class Line(NamedTuple):
    """One figure of the headline and what to call it."""

    figure: str
    label: str
    shows_ratio: bool = False  # of variances: the two figures by which the pairing of luck is judged


_BEFORE = (
    Line("no_outcome_cost_share", "Money that bought no outcome"),
    Line("no_outcome_interaction_share", "Interactions without an outcome"),
    Line("days_to_first_help_median", "Days to first help, median"),
    Line("helped_within_91_days_share", "Helped within 91 days"),
    Line("retellings_per_person_year", "Story told again, per person-year"),
    Line("nobodys_case_share", "Unhelped who were nobody's case"),
    Line("cost_per_person_year", "Cost per person-year"),
)
_AFTER = (
    Line("outcomes_sustained", "Sustained outcomes"),
    Line("cost_per_sustained_outcome", "Cost per sustained outcome"),
    Line("crises_per_person_year", "Crises per person-year", True),
    Line("need_days_severe_per_person_year", "Severe need-days per person-year", True),
)


def lines(study: "Study") -> list[Line]:
    """The figures of the headline, with one for each payer who spends anything."""
    payers = [
        Line(f"payer/{payer}/cost_total", f"Cost to {words(payer)}") for payer in study.scenario.core.about["payers"]
    ]
    spent = [line for line in payers if any(study.figure(line.figure, variant=name).mean for name in study.variants)]
    return [*_BEFORE, *spent, *_AFTER]


def estimate_text(estimate: "Estimate") -> str:
    """The mean alone."""
    return alike(estimate[2:3], estimate.unit, estimate.currency, brief=True)[0]


def difference_text(difference: "Estimate") -> str:
    """A difference with its sign and interval; of shares, in points: a share less a share is no share of anything."""
    values = difference[2:5]
    if difference.unit == "share":
        told, unit = [f"{100 * value:.1f}" for value in values], " points"
    else:
        told, unit = alike(values, difference.unit, difference.currency, brief=True), ""
    mean, low, high = (f"+{text}" if value > 0 else text for value, text in zip(values, told, strict=True))
    if math.isnan(difference.mean):
        return "–"
    return f"{mean}{unit} ({low} to {high})" if math.isfinite(difference.low) else f"{mean}{unit}"


def text(study: "Study") -> str:
    """The headline as plain text, with the differences of a comparison."""
    below = _differences_text(cast("Comparison", study)) if len(study.variants) > 1 else []
    return plain("\n".join([_title(study), "", *aligned(_means(study)), *below]))


def html(study: "Study") -> str:
    """The headline as an HTML table, for notebooks."""
    tables = [_html_table(f"{_title(study)}: means with 95 % intervals", _means(study, _with_interval))]
    if len(study.variants) > 1:
        rows = _differences(cast("Comparison", study))
        tables.append(_html_table(f"Paired differences from {study.variants[0]}, 95 % intervals", rows))
    return "".join(tables)


def _title(study: "Study") -> str:
    title = study.scenario.core.about["title"] or study.scenario.name
    part = f" of {study.asked} asked for" if study.is_partial else ""
    return f"Simulated: {title}; {study.replications} replications{part}, seed {study.seed}"


def _with_interval(estimate: "Estimate") -> str:
    mean, low, high = alike(estimate[2:5], estimate.unit, estimate.currency, brief=True)
    return f"{mean} ({low} to {high})" if math.isfinite(estimate.low) else mean


def _means(study: "Study", cell: "Callable[[Estimate], str]" = estimate_text) -> list[list[str]]:
    """A row of names, then one a figure. A single way of working has room for its interval."""
    cell = _with_interval if len(study.variants) == 1 else cell
    rows = [
        [line.label, *(cell(study.figure(line.figure, variant=name)) for name in study.variants)]
        for line in lines(study)
    ]
    return [["", *study.variants], *rows]


def _differences(study: "Comparison") -> list[list[str]]:
    others = study.variants[1:]
    rows = [
        [line.label, *(difference_text(study.difference(line.figure, variant=name)) for name in others)]
        for line in lines(study)
    ]
    return [["", *others], *rows]


def _differences_text(study: "Comparison") -> list[str]:
    against = study.variants[0]
    head = ["", f"Paired differences from {against}, 95 % intervals:", ""]
    return [*head, *aligned(_differences(study)), *ratios(study)]


def ratios(study: "Comparison") -> list[str]:
    """How much the shared luck saved, in a sentence for each of the two figures by which it is judged."""
    out = [""]
    for line in lines(study):
        if line.shows_ratio:
            table = study.differences(line.figure)
            each = ", ".join(f"{row['variant']} {shown(row['variance_ratio'])}" for row in table.rows())
            out.append(f"Variance ratio, {line.label.lower()}: {each} ({_MEANING})")
    return out


def _html_table(caption: str, rows: list[list[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(plain(cell))}</th>' for cell in rows[0])
    body = "".join(
        f'<tr><th scope="row">{escape(plain(first))}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in rest)
        + "</tr>"
        for first, *rest in rows[1:]
    )
    return (
        f"<table><caption>{escape(plain(caption))}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )
