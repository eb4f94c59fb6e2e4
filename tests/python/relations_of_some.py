"""Changes of a scenario that may matter only to some people, only from some time on, or only to some figures.

Where nothing is limited nobody is in another's way; before a date, or an end, all is as it was (rules V2, T3, R1).
"""

import copy
import json
from random import Random

from casepath.verify.place import differing
from casepath.verify.trees import Tree
from reference.compare import Row
from reference.random_scenarios import NEEDS
from relations_support import (
    END,
    FROM,
    JULY,
    SIZE,
    SLOT_DAY,
    TO,
    Fault,
    all_apart,
    apart,
    before,
    founders,
    lived,
    renamed,
    tables_of_names,
    uncounted,
)


def a_later_start_of_nothing(tree: Tree, fault: Fault) -> str:
    """A variant that changes a title in July has the lives of the base: looking again at every clock moves none."""
    variant = {"starts": "2025-07-01", "set": {"services.s0.title": "Another title"}}
    return all_apart(lived(tree), lived(fault({**tree, "variants": {"later": variant}}), "later"))


LATER_CHANGES: tuple[Tree, ...] = (
    {"services.s0.accept": 0.02},
    {"services.s0.triage": {"takes": "5 days", "cost": "£99"}},
    {"needs.debt.seeks.floor": 1},
    {"trust.rejected": 0.9},
    {"modes.cold.delay": "30 days"},
    {"services.s0.works_on": ["debt"]},
)


def changed_later(tree: Tree) -> Tree:
    """With a variant that makes one of some changes on 1 July."""
    change = LATER_CHANGES[len(json.dumps(tree)) % len(LATER_CHANGES)]
    return {**tree, "variants": {"later": {"starts": "2025-07-01", "set": change}}}


def a_later_start(tree: Tree, fault: Fault) -> str:
    """Until a variant starts its log is that of the base (rule V2)."""
    logs = (lived(tree).log, lived(fault(changed_later(tree)), "later").log)
    return apart(*(before(log, JULY) for log in logs))


def a_start_on_the_first_day(tree: Tree, fault: Fault) -> str:
    """What a variant changes from the first day on is what it changes throughout."""
    throughout, dated = changed_later(tree), changed_later(tree)
    del throughout["variants"]["later"]["starts"]
    dated["variants"]["later"]["starts"] = tree["start"]
    return all_apart(lived(throughout, "later"), lived(fault(dated), "later"))


def accepting(tree: Tree, chance: float) -> Tree:
    """Nothing limited, and the last service accepts with so much of a chance."""
    free = unlimited(tree)
    free["services"][last_service(tree)]["accept"] = chance
    return free


def last_service(tree: Tree) -> str:
    """The last but the emergency service."""
    return str([name for name in tree["services"] if name != "ae"][-1])


def more_accepted(tree: Tree, fault: Fault) -> str:
    """Where nothing is limited, who never meets the service that accepts more lives the same life."""
    few, many = lived(accepting(tree, 0.2)).log, lived(fault(accepting(tree, 0.9))).log
    who = last_service(tree)
    met = {row[1] for log in (few, many) for row in log if who in row[3:5]}
    return apart(*([row for row in founders(log) if row[1] not in met] for log in (few, many)))


def none_turned_away_by_a_better_chance(tree: Tree, fault: Fault) -> str:
    """At their first visit, up to which both lives are one, who is accepted with a chance of .5 is so with .9."""
    runs = (lived(each).log for each in (accepting(tree, 0.5), fault(accepting(tree, 0.9))))
    few, many = (first_answers(log, last_service(tree)) for log in runs)
    turned = [person for person, answer in few.items() if answer == "accepted" and many.get(person) != "accepted"]
    return f"people {turned}" if turned else ""


def first_answers(log: list[Row], service: str) -> dict[int, str]:
    """What each founder was first told there."""
    told: dict[int, str] = {}
    for row in founders(log):
        if row[2] in ("accepted", "rejected") and row[3] == service:
            told.setdefault(row[1], row[2])
    return told


def more_people(tree: Tree, fault: Fault) -> str:
    """Where nothing is limited, more people in the place leave the first ones as they were."""
    more = unlimited(tree)
    more["people"]["cohorts"]["all"]["size"] = SIZE + 5
    return apart(*(founders(lived(each).log) for each in (unlimited(tree), fault(more))))


def longer_horizon(tree: Tree, fault: Fault) -> str:
    """A longer run begins as the shorter one: all rows but those of its end, and whether the run-out is counted."""
    logs = (lived(tree).log, lived(fault({**tree, "horizon": "700 days"})).log)
    return apart(*(uncounted(before(log, END)) for log in logs))


def warm_up_is_a_filter(tree: Tree, fault: Fault) -> str:
    """Sixty days of warm-up and 400 that count are 460 days of which the last 400 are counted, event by event."""
    warm, whole = lived(tree), lived(fault({**tree, "warm_up": "0 days", "horizon": "460 days"}))
    logs = (uncounted(before(each.log, END)) for each in (warm, whole))
    counted = {name: how_often(whole.log, *kind) for name, kind in COUNTED.items()}
    wrong = [f"{name} {warm.figures[name][0]} and {n}" for name, n in counted.items() if warm.figures[name][0] != n]
    return apart(*logs) or "; ".join(wrong)


COUNTED: dict[str, tuple[str, tuple[int, ...]]] = {
    "referrals": ("referral_arrived", ()),
    "crises": ("crisis", ()),
    "retellings": ("retold", ()),
    "requests": ("request_opened", ()),
    "contacts": ("interaction", (4,)),
    "missed_contacts": ("interaction", (5,)),
    "interactions": ("interaction", tuple(kind for kind in range(15) if kind != SLOT_DAY)),
}


def how_often(log: list[Row], what: str, details: tuple[int, ...]) -> int:
    """Rows of a kind in the time that a random scenario counts."""
    window = (row for row in log if FROM <= row[0] < TO)
    return sum(row[2] == what and (not details or row[6] in details) for row in window)


def second_place(tree: Tree, fault: Fault) -> str:
    """A second place of the same kind beside the first, other names and other people, leaves the first as it was.

    The two share needs in name only: a need that somebody does not have stays away (`worsens.none` is taken out).
    """
    one = copy.deepcopy(tree)
    one.pop("programmes", None)  # its conveners would have more links to tend (rule C5)
    for need in one["needs"].values():
        need["worsens"].pop("none", None)
    names = {name: f"{name}_two" for table in tables_of_names(one) for name in table}
    two = renamed(one, names)
    both = copy.deepcopy(one)
    both["people"]["cohorts"].update(two["people"]["cohorts"])
    for key in both.keys() & {"needs", "services", "links", "streams"}:
        both[key].update(two[key])
    alone, beside = lived(one), lived(fault(both))

    def nameless(log: list[Row]) -> list[Row]:
        own = {*one["needs"], *one["services"]}
        return [(row[0], *row[2:]) for row in log if own & set(row[3:6])]

    return apart(founders(alone.log), founders(beside.log)) or apart(nameless(alone.log), nameless(beside.log))


def unlimited(tree: Tree) -> Tree:
    """Nothing in which one person could be in the way of another."""
    free = copy.deepcopy(tree)
    for service in free["services"].values():
        for key in ("capacity", "workers", "when_list"):
            service.pop(key, None)
        service.get("list", {}).pop("closed_at", None)
    return free


def regrouped(seed: int) -> tuple[Tree, Tree]:
    """Needs of one request, and of one request each, with the same contacts; effects are sure: no luck plays a part."""
    random = Random(seed)
    needs = list(NEEDS[: random.randint(2, 3)])
    each, price = random.randint(1, 4), 6 * random.randint(1, 200)  # pence; two and three share it without a rest
    cures = {need: random.choice(("to goal with 1", {"severe": 1}, 0)) for need in needs}
    days = f"{random.randint(2, 20)} days"
    desk: Tree = {
        "works_on": needs, "needs_per_contact": len(needs), "effects": {"contact": cures},
        "contacts": {"every": days, "cost": f"£{price / 100:.2f}"},
    }  # fmt: skip
    one: Tree = {
        "casepath": 1, "name": "regrouped", "start": "2025-01-01", "horizon": "400 days", "run_out": "100 days",
        "outcome": {"sustain": "30 days", "credit_window": "30 days"},
        "needs": {need: {"goal": random.choice(("none", "low"))} for need in needs},
        "people": {"cohorts": {"nobody_asks": {"size": 1, "needs": {}}}},
    }  # fmt: skip
    visit = {"to": "desk", "every": "4000 days", "first": "2025-01-01", "batch": random.randint(1, 3)}

    def asking(contacts: int, streams: Tree) -> Tree:
        closes = {"goal_met": 0, "contacts": contacts}
        return {**one, "services": {"desk": {**desk, "closes": closes}}, "streams": streams}

    together = {"all": {**visit, "needs": dict.fromkeys(needs, "severe")}}
    singly = {need: {**visit, "needs": {need: "severe"}} for need in needs}
    return asking(each * len(needs), together), asking(each, singly)


def regrouped_needs(seed: int, fault: Fault) -> str:
    """Costs and counts by class do not hang on how needs are put into requests (rule R1)."""
    one, each = (lived(tree) for tree in (regrouped(seed)[0], fault(regrouped(seed)[1])))
    grouped, single = ({name: of.figures[name] for name in BY_CLASS} for of in (one, each))
    told = differing(grouped, single)
    return told.text if told.apart else ""


BY_CLASS = (
    *(f"cost_{name}" for name in ("total", "no_outcome", "low_outcome", "outcome", "undetermined", "overhead")),
    *("no_outcome_cost_share", "no_outcome_interaction_share", "interactions", "outcomes_sustained"),
)
