"""What was found, in sentences that say no more than the intervals allow, and the headline as rows for the template."""

import math
from collections.abc import Sequence
from typing import Any

from casepath import headline
from casepath._text import alike, words
from casepath.results import Comparison, Estimate


def paragraphs(study: Comparison) -> list[str]:
    """One paragraph on things as they are, then one for each other way of working."""
    return [_as_it_is(study), *(_changed(study, name) for name in study.variants[1:])]


def _as_it_is(study: Comparison) -> str:
    base = study.variants[0]
    money, contacts = (study.figure(f"no_outcome_{of}_share", variant=base) for of in ("cost", "interaction"))
    outcomes = study.figure("cost_per_sustained_outcome", variant=base)
    return (
        f"In this simulated place, under “{words(base)}”, {_ranged(money)} of the money whose effect can be told, and "
        f"{_ranged(contacts)} of the interactions, brought no need down. "
        f"Each outcome that lasted came at {_ranged(outcomes)} of all that was spent."
    )


def _changed(study: Comparison, name: str) -> str:
    base = study.variants[0]
    money, cost, each = (
        study.difference(figure, variant=name)
        for figure in ("no_outcome_cost_share", "cost_per_person_year", "cost_per_sustained_outcome")
    )
    return (
        f"Under “{words(name)}” the share of money without an outcome is {_turned(money)}; cost per person and year is "
        f"{_turned(cost)}; cost per sustained outcome is {_turned(each)}, "
        f"each against “{words(base)}” under the same luck."
    )


def _ranged(estimate: Estimate) -> str:
    mean, low, high = alike(estimate[2:5], estimate.unit, estimate.currency)
    return f"{mean} (95 % interval {low} to {high})" if math.isfinite(estimate.low) else mean


def _turned(difference: Estimate) -> str:
    """Lower, higher, or neither: an interval that covers no difference shows none."""
    low, high = difference.low, difference.high
    if not (math.isfinite(low) and math.isfinite(high)):
        return "not comparable"
    if low == high == 0:
        return "the same"
    if low <= 0 <= high:
        ends = _amounts((low, high), difference)
        return f"not shown to differ (the 95 % interval, {ends[0]} to {ends[1]}, covers no difference)"
    turn = "lower" if difference.mean < 0 else "higher"
    by, near, far = _amounts((abs(difference.mean), *sorted((abs(low), abs(high)))), difference)
    return f"{turn} by {by} (95 % interval {near} to {far})"


def _amounts(values: Sequence[float], like: Estimate) -> list[str]:
    if like.unit == "share":
        return [_typeset(f"{100 * value:.1f} points") for value in values]
    return [_typeset(text) for text in alike(values, like.unit, like.currency)]


def _typeset(number: str) -> str:
    """With a true minus, at which no browser breaks a line."""
    return number.replace("-", "\N{MINUS SIGN}")


def headline_rows(study: Comparison) -> list[dict[str, Any]]:
    """For each figure of the headline: its label, each mean with its interval, each difference and if it is sure."""
    return [
        {
            "figure": line.figure,
            "label": line.label,
            "means": [_cell(study.figure(line.figure, variant=name)) for name in study.variants],
            "differences": [_pointing(study.difference(line.figure, variant=name)) for name in study.variants[1:]],
        }
        for line in headline.lines(study)
    ]


def _cell(estimate: Estimate) -> dict[str, str]:
    mean, low, high = map(_typeset, alike(estimate[2:5], estimate.unit, estimate.currency, brief=True))
    return {"mean": mean, "range": f"{low} to {high}" if math.isfinite(estimate.low) else ""}


def _pointing(difference: Estimate) -> dict[str, str]:
    mean, _, rest = _typeset(headline.difference_text(difference)).partition(" (")
    covers = not (difference.low > 0 or difference.high < 0)
    return {"mean": mean, "range": rest.rstrip(")"), "sure": "" if covers else "sure"}
