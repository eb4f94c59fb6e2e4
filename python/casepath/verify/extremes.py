"""Settings whose results are known beforehand: no prices, high prices, no people, nobody leaving, no discounting.

After TECH-VER, the list of checks for health economic models (Buyukkaramikli, Rutten-van Molken, Severens and Al 2019,
PharmacoEconomics 37).
"""

from casepath.verify.case import Values
from casepath.verify.finding import Told
from casepath.verify.laws import pence
from casepath.verify.place import Place, differing
from casepath.verify.trees import alone, priced, staying, without_people

PAID = ("contract/", "/outcomes_paid", "/outcomes_received")  # for outcomes: as many as before, at no price


def totals(figures: dict[str, Values]) -> dict[str, float]:
    """In pence: fiscal, economic and social cost, and that of each payer."""
    payers = [name for name in figures if name.startswith("payer/")]
    return {name: float(pence(figures[name])[0]) for name in ("cost_total", "cost_economic", "cost_social", *payers)}


def no_prices(place: Place) -> Told:
    """Without prices nothing costs anything and no life is another. (An interaction is what somebody pays for.)"""
    figures = place.once(priced(alone(place.tree), 0, by_time=True))
    cost, told = max(totals(figures).values()), differing(place.base(), figures, ("cost", "interaction", *PAID))
    found = f"all costs are at most {cost:.0f} pence; of what is neither cost nor interaction, {told.text}"
    return Told(cost == 0 and not told.apart, found, "costs that are not in the scenario, or lives that hang on prices")


def prices_times_three(place: Place) -> Told:
    """Three times the prices are three times the costs, exactly."""
    return _multiplied(place, 3)


def extreme_prices(place: Place) -> Told:
    """A thousand times the prices are a thousand times the costs, exactly: nothing overflows or answers prices."""
    return _multiplied(place, 1000)


def _multiplied(place: Place, times: int) -> Told:
    plain = alone(place.tree)
    once, more = (totals(place.once(priced(plain, by, by_time=False))) for by in (1, times))
    apart = [name for name in once if more[name] != times * once[name]]
    name = apart[0] if apart else "cost_total"
    found = f"{name} goes from {once[name] / 100:,.2f} to {more[name] / 100:,.2f} (without prices of time, rule O12)"
    return Told(not apart, found, "how costs are posted and added up")


def no_people(place: Place) -> Told:
    """Without people and without requests from outside nothing happens, and all cost is overhead."""
    figures = place.once(without_people(place.tree))
    happened = sum(float(figures[name][0]) for name in ("person_years", "requests", "referrals", "interactions"))
    spent = float((pence(figures["cost_total"]) - pence(figures["cost_overhead"]))[0])
    found = f"with nobody there, {happened:.0f} requests, referrals and interactions, {spent:.0f} pence beside overhead"
    return Told(happened == 0 and spent == 0, found, "what acts or pays without anybody")


def nobody_leaves(place: Place) -> Told:
    """Without leaving and coming, person-years are the people times the years."""
    figures, about = place.once(staying(place.tree)), place.scenario.core.about
    years = (about["counted_to_day"] - about["counted_from_day"]) / 365.25
    lived, wanted = float(figures["person_years"][0]), about["people"] * years
    found = f"with nobody leaving or coming, {lived:,.2f} person-years; people times years is {wanted:,.2f}"
    return Told(abs(lived - wanted) <= 1e-9 * wanted, found, "who is counted, and from when (rules P3, T3)")


def discounting(place: Place) -> Told:
    """At a rate of 0 the present value is the plain sum, and at 10 per cent it is no more than that."""
    rates = {rate: place.once(alone(place.tree) | {"discount": rate}) for rate in ("0 %", "10 %")}
    plain, less = (float(figures["cost_present_value"][0]) for figures in rates.values())
    total = float(rates["0 %"]["cost_total"][0])
    found = f"a cost of {total:,.2f} has the present value {plain:,.2f} at 0 per cent and {less:,.2f} at 10 per cent"
    return Told(abs(plain - total) <= 1e-9 * total and less <= total, found, "rule O11")


CHECKS = (no_prices, prices_times_three, extreme_prices, no_people, nobody_leaves, discounting)
