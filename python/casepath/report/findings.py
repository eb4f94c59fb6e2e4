"""What was found, in sentences that say no more than the intervals allow, and the headline as rows for the template."""

import math
from typing import Any

from casepath import headline
from casepath._text import shown, words
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
        f"{_ranged(contacts)} of the interactions, brought no need down. Each outcome that lasted came at {_ranged(outcomes)} "
        "of all that was spent."
    )


def _changed(study: Comparison, name: str) -> str:
    base = study.variants[0]
    money, cost, each = (
        study.difference(figure, variant=name)
        for figure in ("no_outcome_cost_share", "cost_per_person_year", "cost_per_sustained_outcome")
    )
    return (
        f"Under “{words(name)}” the share of money without an outcome is {_turned(money)}; cost per person and year is "
        f"{_turned(cost)}; cost per sustained outcome is {_turned(each)}, each against “{words(base)}” under the same luck."
    )


def _ranged(estimate: Estimate) -> str:
    mean, low, high = (shown(value, estimate.unit, estimate.currency) for value in estimate[2:5])
    return f"{mean} (95 % interval {low} to {high})" if math.isfinite(estimate.low) else mean


def _turned(difference: Estimate) -> str:
    """Lower, higher, or neither: an interval that covers no difference shows none."""
    if not (math.isfinite(difference.low) and math.isfinite(difference.high)):
        return "not comparable"
    if difference.low == difference.high == 0:
        return "the same"
    low, high = (_amount(value, difference) for value in (difference.low, difference.high))
    if difference.low <= 0 <= difference.high:
        return f"not shown to differ (the 95 % interval, {low} to {high}, covers no difference)"
    turn = "lower" if difference.mean < 0 else "higher"
    by = _amount(abs(difference.mean), difference)
    near, far = sorted((abs(difference.low), abs(difference.high)))
    return f"{turn} by {by} (95 % interval {_amount(near, difference)} to {_amount(far, difference)})"


def _amount(value: float, like: Estimate) -> str:
    return f"{100 * value:.1f} points" if like.unit == "share" else shown(value, like.unit, like.currency)


def headline_rows(study: Comparison) -> list[dict[str, Any]]:
    """For each figure of the headline: its label, each mean with its interval, each difference and which way it points."""
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
    low, high = (shown(value, estimate.unit, estimate.currency) for value in (estimate.low, estimate.high))
    return {"mean": headline.estimate_text(estimate), "range": f"{low} to {high}" if math.isfinite(estimate.low) else ""}


def _pointing(difference: Estimate) -> dict[str, str]:
    mean, _, rest = headline.difference_text(difference).partition(" (")
    covers = not (difference.low > 0 or difference.high < 0)
    return {"mean": mean, "range": rest.rstrip(")"), "sure": "" if covers else "sure"}
