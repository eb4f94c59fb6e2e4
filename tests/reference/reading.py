"""Reading a scenario: the canonical JSON of the package, interpreted by the format's own reference, not by the core."""

from typing import Any

from reference.luck import hash32
from reference.patches import unlike, varied
from reference.reading_services import link, mode, service
from reference.spec import Door, Link, Need, Steps
from reference.spec_scenario import Cohort, Programme, Scenario, Stream
from reference.text import Table, clean, drawn, number_of, pence, pence_per_year, rate, span
from reference.values import Values, count, length

_STEPS = "attended rejected retelling missed_hand_off closed_unmet new_worker reneged month_waiting".split()


def read(data: dict[str, Any], variant: str = "base") -> Scenario:
    """The scenario of one variant, as if it held from the start."""
    dated = data.get("variants", {}).get(variant, {})
    for key in ("starts", "ends"):
        if key in dated:
            raise NotImplementedError(f"variants.{variant}.{key}")
    t = Table(clean(varied(data, variant)), "scenario")
    v = Values(t.keys)
    for (
        told
    ) in "casepath name title currency price_base sources variants levels discount places distances start".split():
        t.keys.pop(told, None)
    outcome, trust, people = t.table("outcome"), t.table("trust"), t.table("people")
    directory, wrong = t.table("directory"), Table({}, "")
    wrong = directory.table("wrong")
    services = unlike(t.take("services", {}))
    keys = {name: node.get("key", name) for name, node in services.items()}
    disclosure = t.take("disclosure", {})
    start = trust.take("start", 0.5)
    places = {name: float(p.get("share", 1)) for name, p in clean(varied(data, variant)).get("places", {}).items()}
    frailty = people.table("frailty")
    made = Scenario(
        warm_up=span(t.take("warm_up", "0 days")),
        horizon=span(t.take("horizon")),
        run_out=span(t.take("run_out", "0 days")),
        financial_years=t.take("years", "scenario") == "financial",
        start_day=v.start.toordinal(),
        sustain=span(outcome.take("sustain", "13 weeks")),
        credit_window=span(outcome.take("credit_window", "13 weeks")),
        repeat_window=span(outcome.take("repeat_window", "1 year")),
        review=length(outcome.take("review", "1 year")),
        repeat_counts=(outcome.take("repeat_counts_crisis", False), outcome.take("repeat_counts_pursued", False)),
        levels=v.levels,
        payers={name: p.get("type", "fiscal") for name, p in t.take("payers", {}).items()},
        modes=_modes(v, t.table("modes")),
        trust_steps={key: float(trust.take(key, 0)) for key in _STEPS},
        trust_returns=rate(trust.take("returns", "0 per year")),
        visitors_trust=drawn(start, float),
        bond_attended=float(t.table("relationship").take("attended", 0)),
        max_hops=count(t.table("passing").take("max_hops", 8)),
        refreshed=v.maybe_lasting(directory.table("refreshed").take("every")),
        found_after=span(wrong.take("found_after", "0 days")),
        wrong_cost=pence(wrong.take("cost", 0)),
        knows_closed=v.chance(directory.take("knows_closed"), 0.0),
        needs={name: _need(v, name, node) for name, node in t.take("needs", {}).items()},
        frailty_cv=float(frailty.take("cv", 0)),
        frailty_on=frailty.take("on", ["worsens", "crisis"]),
        cohorts=_cohorts(v, people, start, places),
        services={name: service(v, name, node, disclosure) for name, node in services.items()},
        links=_links(v, t.take("links", {}), keys),
        programmes=[],
        streams=[_stream(v, name, node) for name, node in t.take("streams", {}).items()],
    )
    _programmes(v, made, t.take("programmes", {}))
    for table in (t, outcome, trust, people, directory, wrong, frailty):
        table.done()
    return made


def _modes(v: Values, t: Table) -> dict[str, Any]:
    made = {name: mode(v, t.take(name)) for name in "signpost cold warm shared compulsory".split()}
    t.done()
    return made


def _need(v: Values, name: str, node: dict[str, Any]) -> Need:
    t = Table(node, f"needs.{name}")
    seeks, crisis, pursued = t.table("seeks"), t.table("crisis"), t.table("pursued")
    goal, cap = t.take("goal"), t.take("worsens_cap")
    made = Need(
        name=name,
        luck=hash32(t.take("key", name)),
        goal=0 if goal is None else v.level(goal),
        worsens=v.by_level(t.take("worsens"), 0.0, rate),
        recovers=v.by_level(t.take("recovers"), 0.0, rate),
        worsens_with=v.tables(t.take("worsens_with")),
        crisis_with=v.tables(t.take("crisis_with")),
        seeks_with=v.tables(t.take("seeks_with")),
        cap=None if cap is None or cap == "none" else float(cap),
        recovers_against=t.take("recovers_against", False),
        susceptibility=float(t.take("susceptibility", 1)),
        seeks=v.by_level(seeks.take("rate"), 0.0, rate),
        floor=float(seeks.take("floor", 1)),
        far=v.far(seeks.take("far", 1)),
        doors=[_door(key, door) for key, door in (seeks.take("doors") or {}).items()],
        crisis=v.by_level(crisis.take("rate"), 0.0, rate),
        crisis_to=[_door(key, door) for key, door in (crisis.take("to") or {}).items()],
        pursued=v.by_level(pursued.take("rate"), 0.0, rate),
        pursued_by=pursued.take("by", ""),
    )
    for table in (t, seeks, crisis, pursued):
        table.done()
    return made


def _door(name: str, node: Any) -> Door:
    t = Table(node if isinstance(node, dict) else {"weight": node}, f"doors.{name}")
    made = Door(name, float(t.take("weight", 1)), float(t.take("known", 1)), t.take("places"))
    t.done()
    return made


def _cohorts(v: Values, people: Table, trust: Any, places: dict[str, float]) -> list[Cohort]:
    people.take("groups")
    shared = {key: people.take(key) for key in ("trust", "leaves", "leaves_with", "arrives", "parties")}
    cohorts = unlike(people.take("cohorts", {}))
    made = []
    for name, node in cohorts.items():
        merged = {**{key: value for key, value in shared.items() if value is not None}, **node}
        made.append(_cohort(v, name, merged, trust, places))
    return made


def _cohort(v: Values, name: str, node: dict[str, Any], trust: Any, places: dict[str, float]) -> Cohort:
    t = Table(node, f"people.cohorts.{name}")
    arrives, own_places, trust = t.take("arrives", "0 per year"), t.take("places"), t.take("trust", trust)
    shares = {need: v.by_level(levels, 0.0) for need, levels in t.take("needs", {}).items()}
    for levels in shares.values():
        levels[0] = 1.0 - sum(levels[1:])
    correlations = {tuple(key.split(".")): float(r) for key, r in t.take("correlations", {}).items()}
    profiles = [dict(profile) for profile in t.take("profiles", {}).values()]
    parties = t.take("parties")
    parties = {"size": 1, "shares": []} if parties in (None, "none") else parties
    kind = trust.get("dist", "") if isinstance(trust, dict) else ""
    attributes, size, rows = t.take("attributes", {}), t.take("size"), t.take("microdata")
    if rows and ("count" in rows or size != "rows"):
        raise NotImplementedError(f"{t.path}.microdata that is drawn from")
    if any(not isinstance(value, str) for value in attributes.values()):
        raise NotImplementedError(f"{t.path}.attributes that are not texts")
    made = Cohort(
        name=name,
        luck=hash32(t.take("key", name)),
        size=len(next(iter(rows.values()))) if size == "rows" else int(size),
        trust=drawn(trust, float),
        leaves=v.rate(t.take("leaves")),
        leaves_with=v.tables(t.take("leaves_with")),
        replaces=arrives == "replace",
        party_size=int(parties["size"]),
        party_needs=parties["shares"],
        arrives=Steps(0.0)
        if arrives == "replace"
        else v.steps(arrives, lambda text: rate(text) / int(parties["size"])),
        attributes=attributes,
        places={key: float(share) for key, share in own_places.items()} if own_places else places,
        shares=shares,
        correlations={(pair[0], pair[1]): r for pair, r in correlations.items()},
        profiles=[(float(p.pop("weight", 1)), {need: v.level(level) for need, level in p.items()}) for p in profiles],
        ask_the_core=bool(t.take("odds_ratios")) or rows is not None or kind in ("beta", "gamma"),
    )
    t.done()
    return made


def _links(v: Values, node: dict[str, Any], keys: dict[str, str]) -> list[Link]:
    return [link(v, sender, to, one, keys) for sender, links in node.items() for to, one in links.items()]


def _programmes(v: Values, scenario: Scenario, node: dict[str, Any]) -> None:
    """Programmes, and the effort that they give to the links they cover (C4, C5)."""
    for name, one in node.items():
        t = Table(one, f"programmes.{name}")
        first, until, raises, on = t.take("from"), t.take("until"), t.take("raises"), t.take("on")
        effort, constant = t.take("effort", 1), span(t.take("time_constant", "1 year"))
        begins = v.day(first) if first and first != "none" else 0
        ends = v.day(until) if until and until != "none" else None
        cost = pence_per_year(t.take("cost", "£0 per year"))
        scenario.programmes.append(Programme(name, begins, ends, cost, t.take("payer", "public")))
        t.done()
        if raises:
            _give_effort(scenario.links, str(on).split("."), effort, constant, begins, ends)


def _give_effort(links: list[Link], path: list[str], effort: Any, constant: int, first: int, until: int | None) -> None:
    covered = [a for a in links if path[1] in ("*", a.sender) and path[2] in ("*", a.receiver)]
    if isinstance(effort, dict):
        effort = min(1.0, number_of(str(effort["number"])) * number_of(str(effort["tends"])) / len(covered))
    for one in covered:
        one.effort.append((first, float(effort) / constant))
        if until is not None:
            one.effort.append((until, -float(effort) / constant))


def _stream(v: Values, name: str, node: dict[str, Any]) -> Stream:
    t = Table(node, f"streams.{name}")
    given, first = t.take("rate"), t.take("first")
    made = Stream(
        name=name,
        luck=hash32(t.take("key", name)),
        to=t.take("to"),
        rate=None if given is None else v.steps(given, rate),
        every=length(t.take("every")),
        first=v.day(first) if first else None,
        batch=int(t.take("batch", 1)),
        priority=int(t.take("priority", 0)),
        levels={need: v.level(level) for need, level in t.take("needs", {}).items()},
    )
    t.done()
    return made
