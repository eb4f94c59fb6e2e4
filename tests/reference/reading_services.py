"""Reading services and links, with the defaults of the format (T4)."""

from collections.abc import Callable
from typing import Any

from reference.chances import Chance
from reference.durations import DAY, rounded
from reference.luck import hash32, mix32
from reference.spec import (
    Asks,
    Closes,
    Cost,
    Extra,
    Held,
    Lead,
    Link,
    Mode,
    Refusal,
    Service,
    StartCases,
    Step,
    Workers,
)
from reference.text import Table, pence, pence_per_year, rate, span
from reference.timetable import Sessions
from reference.values import Values, count, length


def service(v: Values, name: str, node: dict[str, Any], scenario_disclosure: Any) -> Service:
    """One service."""
    t = Table(node, f"services.{name}")
    for told in ("title", "group"):
        t.take(told)
    triage, listed, contacts = t.table("triage"), t.table("list"), t.take("contacts")
    assessment, disclosure = t.take("assessment"), Table(t.take("disclosure", scenario_disclosure), "disclosure")
    costs, own_trust = t.table("costs"), t.table("trust")
    assess, contact = Table(assessment, f"{t.path}.assessment"), Table(contacts, f"{t.path}.contacts")
    misread = disclosure.table("misread")
    stay, ends, cliff = t.take("stay"), t.take("until"), t.take("cliff_edge")
    start = t.take("from")
    result = Service(
        name=name,
        luck=hash32(t.take("key", name)),
        works_on=t.take("works_on", []),
        whole_person=t.take("whole_person", False),
        takes_everyone=t.take("takes_everyone", False),
        away=t.take("away", False),
        at=t.take("at"),
        opens=v.day(start) if start and start != "none" else 0,
        ends=v.day(ends) if ends and ends != "none" else None,
        capacity=_capacity(v, t.take("capacity")),
        workers=_workers(v, t.take("workers")),
        accept=v.chance(t.take("accept")),
        triage_cost=pence(triage.take("cost", 0)),
        triage_takes=v.lasting(triage.take("takes")),
        unseen_cost=pence(triage.take("unseen", 0)),
        asks=asks(v, t.take("asks")),
        refuses=[_refusal(v, key, rule) for key, rule in t.take("refuses", {}).items()],
        needs_more_than=count(t.take("needs_more_than")),
        decision_stands=length(t.take("decision_stands")),
        assessment_stands=length(t.take("assessment_stands")),
        disclose=v.chance(disclosure.take("disclose")),
        misread=(v.chance(misread.take("up"), 0.0), v.chance(misread.take("down"), 0.0)),
        order=listed.take("order", "first_come"),
        delay=v.lasting(listed.take("delay")),
        patience=v.maybe_lasting(listed.take("patience")),
        closed_at=count(listed.take("closed_at")),
        severity_counts=length(listed.take("severity_counts")) or 0,
        preempts=listed.take("preempts", False),
        sessions=_sessions(v, listed.take("opens")),
        chase=v.rate(listed.take("chase")),
        chase_cost=pence(listed.take("chase_cost", 0)),
        while_waiting=_held(v, listed.take("while_waiting")),
        when_list=[_step(v, key, step) for key, step in t.take("when_list", {}).items()],
        has_assessment=assessment is not None,
        assessment_cost=pence(assess.take("cost", 0)),
        assessment_takes=v.lasting(assess.take("takes")),
        before_wait=assess.take("before_wait", False),
        stay=None if stay is None else v.lasting(stay),
        every=_every(v, contact.take("every")) if contacts else {},
        halves_after=length(contact.take("halves_after")),
        minutes=length(contact.take("minutes")) or 0,
        administration=length(contact.take("administration")) or 0,
        attend=v.chance(contact.take("attend")),
        contact_cost=pence(contact.take("cost", 0)),
        missed_cost=pence(contact.take("missed_cost", 0)),
        needs_per_contact=int(t.take("needs_per_contact", 1)),
        effects=_effects(v, t.table("effects")),
        while_open=_held(v, t.take("while_open")),
        start_cost=_cost(costs.take("start")),
        slot_day=_cost(costs.take("slot_day")),
        fixed=pence_per_year(costs.take("fixed", "£0 per year")),
        consult=pence(costs.take("consult", 0)),
        extras=[_extra(key, extra) for key, extra in costs.rest().items()],
        closes=closes(v, t.take("closes")),
        cliff_edge=_cliff(cliff),
        started=float(own_trust.take("started", 0)),
        lead=_lead(t.take("lead")),
        onward=float(t.take("onward", 1)),
        changes=rate(t.take("changes", "0 per year")),
        payer=t.take("payer", "public"),
        at_start=_at_start(v, t.table("at_start")),
    )
    for table in (t, triage, listed, assess, contact, disclosure, misread, own_trust):
        table.done()
    return result


def _at_start(v: Values, t: Table) -> list[StartCases]:
    """Numbers, or a table of cases; those by lot about one need go together."""
    opened, waiting = int(t.take("open", 0)), int(t.take("waiting", 0))
    age, waited, rows = v.lasting(t.take("age")), v.lasting(t.take("waited")), t.take("microdata")
    t.done()
    made = [StartCases(opened, True, age)] if opened else []
    made += [StartCases(waiting, False, waited)] if waiting else []
    for n, days in enumerate(rows["days"] if rows else []):
        is_open, need = rows["state"][n] == "open", rows["need"][n] if "need" in rows else ""
        if "person" in rows:
            made.append(
                StartCases(1, is_open, ages=[rounded(days * DAY)], need=need, person=v.people[rows["person"][n]])
            )
            continue
        alike = next((c for c in made if (c.is_open, c.need) == (is_open, need)), None)
        if alike is None:
            made.append(alike := StartCases(0, is_open, need=need))
        alike.number += 1
        alike.ages.append(rounded(days * DAY))
    return made


def _capacity(v: Values, node: Any) -> Any:
    return None if node is None or node == "none" else v.steps(node, int)


def _sessions(v: Values, node: Any) -> Sessions | None:
    if node is None or node == "none":
        return None
    t = Table(node, "opens")
    every, at = t.take("every"), t.take("at")
    t.done()
    when = v.day if every is None else span
    return Sessions(span(every) if every else None, [(when(k), span(lasts)) for k, lasts in at.items()])


def _workers(v: Values, node: Any) -> Workers | None:
    if node is None or node == "none":
        return None
    t = Table(node, "workers")
    made = Workers(
        int(t.take("number")), int(t.take("caseload")), rate(t.take("leave", "0 per year")),
        v.lasting(t.take("vacant")), float(t.take("keeps", 0)),
        length(t.take("week")) or 0, float(t.take("administration", 0)),
    )  # fmt: skip
    t.done()
    return made


def asks(v: Values, node: Any) -> Asks:
    """What is asked of a person."""
    t = Table(node, "asks")
    at_least, levels = int(t.take("needs_at_least", 0)), {}
    places, values = t.take("place"), {}
    for name, bound in t.rest().items():
        if name in v.attributes and isinstance(bound, str):
            values[name] = bound
            continue
        if name not in v.needs:
            raise NotImplementedError(f"asks.{name}")
        bounds = bound if isinstance(bound, dict) else {"at_least": bound}
        low, high = bounds.get("at_least", v.levels[0]), bounds.get("at_most")
        levels[name] = (v.level(low), v.bound(high, len(v.levels) - 1))
    return Asks(at_least, levels, [places] if isinstance(places, str) else places, values)


def closes(v: Values, node: Any) -> Closes:
    """When an episode closes."""
    t = Table(node, "closes")
    if t.take("deadlock", "warn") != "warn":
        raise NotImplementedError("closes.deadlock = swap")
    made = Closes(
        count(t.take("missed_run")), count(t.take("missed_total")), count(t.take("contacts")),
        v.maybe_lasting(t.take("after")), v.rate(t.take("withdraws")), v.chance(t.take("goal_met")),
        t.take("blocked", False),
    )  # fmt: skip
    t.done()
    return made


def _refusal(v: Values, name: str, node: dict[str, Any]) -> Refusal:
    t = Table(node, f"refuses.{name}")
    need, at_least, goal = t.take("need"), t.take("at_least"), t.take("goal")
    unless = t.take("unless_open_at", [])
    t.done()
    level = v.level(at_least) if at_least is not None else -1
    return Refusal(name, need, level if goal is None else -1, [unless] if isinstance(unless, str) else unless)


def _step(v: Values, name: str, node: dict[str, Any]) -> Step:
    t = Table(node, f"when_list.{name}")
    accept, asked, closing = t.take("accept"), t.take("asks"), t.take("closes")
    made = Step(
        int(t.take("at")),
        None if accept is None else v.chance(accept),
        None if asked is None else asks(v, asked),
        None if closing is None else closes(v, closing),
        count(t.take("needs_more_than")),
    )
    t.done()
    return made


def _held(v: Values, node: Any) -> dict[str, Held]:
    made = {}
    for need, table in (node or {}).items():
        t = Table(table, f"while.{need}")
        level = t.take("counts_as")
        worsens, crisis, seeks = (float(t.take(key, 1)) for key in ("worsens", "crisis", "seeks"))
        made[need] = Held(worsens, crisis, seeks, v.bound(level, None))
        t.done()
    return made


def _every(v: Values, node: Any) -> dict[int, Any]:
    if isinstance(node, dict) and "dist" not in node and set(node) & set(v.levels):
        return {v.level(name): v.lasting(every) for name, every in node.items()}
    return {level: v.lasting(node) for level in range(len(v.levels))}


def _effects(v: Values, t: Table) -> dict[str, dict[str, Any]]:
    times = ("start", "contact", "end", "cut_short")
    made = {time: {need: v.effect(node) for need, node in (t.take(time) or {}).items()} for time in times}
    t.done()
    return made


def _cost(node: Any) -> Cost:
    if isinstance(node, dict):
        return Cost(pence(node.get("value", 0)), float(node.get("share", 1)))
    return Cost(pence(node or 0))


def _extra(name: str, node: Any) -> Extra:
    t = Table(node, f"costs.{name}")
    chance = Chance(float(t.take("chance", 1)))
    made = Extra(hash32("cost." + name), pence(t.take("cost")), chance, t.take("on", "contact"))
    t.done()
    return made


def _cliff(node: Any) -> tuple[float, int] | None:
    if not isinstance(node, dict):
        return None
    lasts = length(node["lasts"])
    return (float(node.get("worsens", 1)), lasts or 0)


def _lead(node: Any) -> Lead | None:
    if not isinstance(node, dict):
        return None
    t = Table(node, "lead")
    mode = t.take("mode")
    factors = {key: float(t.take(key, 1)) for key in ("attend", "disclose", "worsens")}
    made = Lead(**factors, mode=None if mode == "none" else mode, carries=float(t.take("carries", 0)))
    t.done()
    return made


def mode(v: Values, node: Any) -> Mode:
    """A way of passing on."""
    t = Table(node, "modes")
    made = Mode(
        v.chance(t.take("arrives")), v.lasting(t.take("delay")), pence(t.take("sender_cost", 0)),
        v.chance(t.take("retell"), 0.0), float(t.take("keeps", 0)),
    )  # fmt: skip
    t.done()
    return made


def link(v: Values, sender: str, receiver: str, node: dict[str, Any], keys: dict[str, str]) -> Link:
    """A way from one service to another; `keys` are the services' stable names."""
    t = Table(node, f"links.{sender}.{receiver}")
    on, share, trust = t.take("on"), t.take("share"), t.take("trust")
    trust = None if trust is None or trust == "none" else trust
    own: dict[str, tuple[Callable[[Any], Any], Any]] = {
        "arrives": (v.chance, t.take("arrives")),
        "delay": (v.lasting, t.take("delay")),
        "sender_cost": (pence, t.take("sender_cost")),
        "retell": (v.chance, t.take("retell")),
        "keeps": (float, t.take("keeps")),
    }
    made = Link(
        sender=sender,
        receiver=receiver,
        luck=mix32(hash32(keys[sender]), hash32(keys[receiver])),
        on=[on] if isinstance(on, str) else on,
        share=None if share is None else float(share),
        weight=float(t.take("weight", 1)),
        mode=t.take("mode", "cold"),
        needs=t.take("for"),
        again=t.take("again", False),
        spares_cliff_edge=t.take("spares_cliff_edge", False),
        same_place=t.take("same_place", False),
        warm=v.chance(t.take("warm"), 0.0),
        trust=None if trust is None else (float(trust.get("start", 0)), rate(trust.get("slips", "0 per year"))),
        own={name: read(node) for name, (read, node) in own.items() if node is not None and node != "none"},
    )
    t.done()
    return made
