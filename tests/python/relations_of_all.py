"""Changes of a scenario that must not matter to anybody: order, names, units, labels, and what does nothing.

Why is said in docs/reference/rules.md and docs/explanation/randomness.md: luck has addresses, and what is off is off.
"""

import copy
import datetime
import json
import re
from random import Random

import numpy as np
from casepath.verify.laws import pence
from casepath.verify.place import differing
from casepath.verify.trees import Tree
from reference.compare import Row
from reference.random_scenarios import NEEDS
from relations_support import Fault, Lived, all_apart, apart, lived, renamed, tables_of_names, uncounted, with_texts


def services_in_another_order(tree: Tree, fault: Fault) -> str:
    """The order in which services and links are written says nothing (all their luck has addresses)."""
    random, other = Random(len(json.dumps(tree))), copy.deepcopy(tree)
    for table in (other["services"], other["links"], *other["links"].values()):
        items = list(table.items())
        random.shuffle(items)
        table.clear()
        table.update(items)
    return all_apart(lived(tree), lived(fault(other)))


def other_names(tree: Tree, fault: Fault) -> str:
    """Services, needs, cohorts and streams under other names, with their keys kept, have the same luck."""
    old = [name for table in tables_of_names(tree) for name in table]
    names = {name: f"{chr(ord('z') - i)}_{name}" for i, name in enumerate(old)}  # in another alphabetical order
    back = {new: name for name, new in names.items()}
    keyed = renamed(tree, names)
    for table in tables_of_names(keyed):
        for name, item in table.items():
            item["key"] = back[name]
    changed = lived(fault(keyed))
    log = [tuple(back.get(cell, cell) for cell in row) for row in changed.log]
    figures = {"/".join(back.get(part, part) for part in name.split("/")): v for name, v in changed.figures.items()}
    alone = lived(tree).figures.keys() ^ figures.keys()
    return f"figures of one run alone: {alone}" if alone else all_apart(lived(tree), Lived(log, figures))


def other_currency(tree: Tree, fault: Fault) -> str:
    """The currency and the year of its prices are labels."""
    other = with_texts(tree, lambda text: text.replace("£", "€")) | {"currency": "EUR", "price_base": 2019}
    return all_apart(lived(tree), lived(fault(other)))


def other_start(tree: Tree, fault: Fault) -> str:
    """Seventy-three days later, with every date as much later, each thing happens at the same tick."""

    def later(text: str) -> str:
        dated = re.fullmatch(r"\d{4}-\d{2}-\d{2}", text)
        return str(datetime.date.fromisoformat(text) + datetime.timedelta(73)) if dated else text

    return all_apart(lived(tree), lived(fault(with_texts(tree, later))))


def unreachable_service(tree: Tree, fault: Fault) -> str:
    """A service written before all others that nobody can reach, with workers that come and go, changes not a bit."""
    workers = {"number": 2, "caseload": 1, "leave": "9 per year"}
    nowhere = {"works_on": list(NEEDS), "stay": "3 days", "workers": workers}
    return all_apart(lived(tree), lived(fault({**tree, "services": {"nowhere": nowhere, **tree["services"]}})))


def need_of_nobody(tree: Tree, fault: Fault) -> str:
    """A need that nobody has and that never comes, with doors, crises and clocks, changes not a bit."""
    ghost = {
        "seeks": {"rate": {"severe": "9 per year"}, "doors": {"s0": 1}},
        "crisis": {"rate": {"severe": "3 per year"}, "to": {"ae": 1}},
        "recovers": {"low": "1 per year"},
    }
    return all_apart(lived(tree), lived(fault({**tree, "needs": {**tree["needs"], "ghost": ghost}})))


def with_programme(tree: Tree, effort: float) -> tuple[Tree, Tree]:
    """Links that hang on link trust, and beside them a programme of so much effort, with its dates."""
    plain = copy.deepcopy(tree)
    for links in plain["links"].values():
        for link in links.values():
            link.update(warm=0.8, trust={"start": 0.3, "slips": "0.5 per year"})
    talks = {
        "raises": "link_trust",
        "on": "links.*.*",
        "effort": effort,
        "time_constant": "10 days",
        "from": "2025-02-01",
        "until": "2025-10-01",
    }
    return plain, {**plain, "programmes": {**plain.get("programmes", {}), "more_talks": talks}}


def idle_programme(tree: Tree, fault: Fault) -> str:
    """A programme without effort leaves link trust as it is, on links that hang on it."""
    plain, idle = with_programme(tree, 0)
    return all_apart(lived(plain), lived(fault(idle)))


def with_idle_service(tree: Tree) -> tuple[Tree, Tree]:
    """Nobody pursued, and everybody with a need pursued by a service that does nothing."""
    plain = copy.deepcopy(tree)
    plain["trust"]["closed_unmet"] = 0  # its own closings would lower trust
    for need in plain["needs"].values():
        need.pop("pursued", None)
    visited = copy.deepcopy(plain)
    rate = dict.fromkeys(("low", "moderate", "severe"), "4 per year")
    visited["needs"]["mind"]["pursued"] = {"rate": rate, "by": "idle"}
    visited["services"]["idle"] = {"works_on": ["mind"], "stay": "40 days"}
    return plain, visited


def idle_service(tree: Tree, fault: Fault) -> str:
    """A service that comes to people by itself and does nothing, at no cost, leaves the others as they are."""
    plain, visited = with_idle_service(tree)

    def others(log: list[Row]) -> list[Row]:
        about = ("request_opened", "classed")  # of which the row does not say where
        return [row for row in log if "idle" not in row[3:5] and row[2] not in about]

    quiet, busy = lived(plain), lived(fault(visited))
    service_figures = {name: values for name, values in quiet.figures.items() if name.startswith("service/")}
    told = differing(service_figures, busy.figures)
    return apart(others(quiet.log), others(busy.log)) or (told.text if told.apart else "")


def other_payers(tree: Tree, fault: Fault) -> str:
    """Who pays changes no total, and what the payers paid adds up to it."""
    random, split = Random(len(json.dumps(tree))), copy.deepcopy(tree)
    split["payers"] = {name: {} for name in ("council", "nhs", "justice")}
    for service in split["services"].values():
        service["payer"] = random.choice(list(split["payers"]))
    paid = lived(fault(split))
    payers = np.sum([pence(values) for name, values in paid.figures.items() if name.startswith("payer/")], axis=0)
    total = pence(paid.figures["cost_total"])
    sums = "" if (payers == total).all() else f"payers paid {payers} pence of {total}"
    return sums or all_apart(lived(tree), paid, leaving_out=("payer/",))


def other_units(tree: Tree, fault: Fault) -> str:
    """Twenty-four hours are a day, and three a year are a quarter a month."""

    def in_hours(text: str) -> str:
        days = re.fullmatch(r"(\d+) days?", text)
        yearly = re.fullmatch(r"(\d+) per year", text)
        return f"{24 * int(days[1])} hours" if days else f"{int(yearly[1]) / 12} per month" if yearly else text

    return all_apart(lived(tree), lived(fault(with_texts(tree, in_hours))))


def doubled_weights(tree: Tree, fault: Fault) -> str:
    """Weights divide (rules H1, R2): twice all of them is the same division."""
    doubled = copy.deepcopy(tree)
    for links in doubled["links"].values():
        for link in links.values():
            if "share" not in link:
                link["weight"] = 2
    for need in doubled["needs"].values():
        for doors in (need["seeks"]["doors"], need.get("crisis", {}).get("to", {})):
            for name, door in doors.items():
                doors[name] = {**door, "weight": 2 * door["weight"]} if isinstance(door, dict) else 2 * door
    return all_apart(lived(tree), lived(fault(doubled)))


def room_for_everybody(tree: Tree, fault: Fault) -> str:
    """A thousand slots, and a list closed at a thousand, are no limit to eight people."""
    roomy = copy.deepcopy(tree)
    for service in roomy["services"].values():
        if "capacity" not in service and "workers" not in service:
            service["capacity"] = 1000
        service.setdefault("list", {}).setdefault("closed_at", 1000)
    told = lived(fault(roomy))
    return apart(*(uncounted(log) for log in (lived(tree).log, told.log)))


def one_worker_who_stays(tree: Tree, fault: Fault) -> str:
    """So many slots are one worker who never leaves with a caseload of so many (rule K3).

    Of services that open later the utilisation differs: test_metamorphic.py has that apart; slots of workers are never
    taken over (rule W3).
    """
    staffed = copy.deepcopy(tree)
    for service in staffed["services"].values():
        preempts = service.get("list", {}).get("preempts", False)
        if isinstance(service.get("capacity"), int) and "from" not in service and not preempts:
            service["workers"] = {"number": 1, "caseload": service.pop("capacity")}
    return all_apart(lived(tree), lived(fault(staffed)))


def neutral_settings(tree: Tree, fault: Fault) -> str:
    """Factors of 1, chances and rates of 0 and times of 0 are as good as not written (rule T4).

    But for effects of chance 0 (test_metamorphic.py has those apart) and cliff edges: a new one replaces the old (S11).
    """
    padded = copy.deepcopy(tree)
    for service in padded["services"].values():
        accept = service.get("accept", 1)
        odds = {"far": 1, "extra_need": 1, "waiting": 1, "relationship": 1, "trust": 1, "mind": {"severe": 1}}
        given = accept if isinstance(accept, dict) else {"chance": accept, "odds": {}}
        service["accept"] = {**given, "odds": {**odds, **given["odds"]}}
        service.setdefault("decision_stands", "0 days")
        service.setdefault("trust", {}).setdefault("started", 0)
        service.setdefault("closes", {}).setdefault("withdraws", "0 per year")
        service.setdefault("costs", {})["nothing"] = {"cost": "£3", "chance": 0}
        for need in NEEDS:
            service.setdefault("while_open", {}).setdefault(need, {"worsens": 1, "seeks": 1, "crisis": 1})
            service.setdefault("list", {}).setdefault("while_waiting", {}).setdefault(need, {"worsens": 1})
        service.setdefault("when_list", {}).setdefault("plain", {"at": 1})
    return all_apart(lived(tree), lived(fault(padded)))
