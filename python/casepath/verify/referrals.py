"""Theory case: a referral network without limits of capacity is an absorbing Markov chain.

What its visits, costs and classes come to is solved from a few linear equations, without any simulation.
"""

import numpy as np

from casepath.verify.case import Case, Expected
from casepath.verify.formulas import Matrix, absorbed, visits

ACCEPTS = {"gp": 0.9, "clinic": 0.6, "advice": 0.8}
ATTENDS = {"gp": 0.9, "clinic": 0.7, "advice": 0.8}
LOWERS = {"gp": (0.1, 0.05), "clinic": (0.5, 0.4), "advice": (0.3, 0.2)}  # from some, from severe
TRIAGE = {"gp": 5, "clinic": 45, "advice": 10}
CONTACT = {"gp": 51, "clinic": 139, "advice": 60}
MISSED = {"gp": 20, "clinic": 80, "advice": 30}
LINKS = {  # on which events, for which share of them; the rest ends
    ("gp", "clinic"): (("unmet",), 0.7),
    ("gp", "advice"): (("rejected", "unmet"), 0.2),
    ("clinic", "gp"): (("rejected", "unmet"), 0.5),
    ("clinic", "advice"): (("rejected",), 0.3),
    ("advice", "gp"): (("rejected",), 0.6),
    ("advice", "clinic"): (("unmet",), 0.9),
}
ARRIVES, SENDING = 0.8, 7
LEVELS = ("severe", "some")  # what is left to do; the third, none, is the goal


class Chain:
    """The states that one strand goes through: at each service and level, looked at, seen, missed, and sent on."""

    def __init__(self) -> None:
        self.states = [
            (step, name, level)
            for name in ACCEPTS
            for level in LEVELS
            for step in ("triage", "contact", "missed", "sent")
        ]
        self._moves = np.zeros((len(self.states), len(self.states)))
        self._ends = np.zeros((len(self.states), 3))  # outcome, low outcome, no outcome
        for name in ACCEPTS:
            for level in LEVELS:
                self._at(name, level)

    def _at(self, name: str, level: str) -> None:
        """`sent` stands for being on the way to `name`: the sender has paid."""
        accepts, attends = ACCEPTS[name], ATTENDS[name]
        lowers = LOWERS[name][0 if level == "some" else 1]
        self._move(("sent", name, level), ("triage", name, level), ARRIVES)
        self._end(("sent", name, level), level, 1 - ARRIVES)
        self._move(("triage", name, level), ("contact", name, level), accepts * attends)
        self._move(("triage", name, level), ("missed", name, level), accepts * (1 - attends))
        self._pass_on(("triage", name, level), level, "rejected", 1 - accepts)
        self._pass_on(("missed", name, level), level, "unmet", 1.0)
        self._pass_on(("contact", name, level), level, "unmet", 1 - lowers)
        if level == "severe":
            self._pass_on(("contact", name, level), "some", "unmet", lowers)
        else:
            self._ends[self.states.index(("contact", name, level)), 0] += lowers

    def _move(self, source: tuple[str, str, str], target: tuple[str, str, str], chance: float) -> None:
        self._moves[self.states.index(source), self.states.index(target)] += chance

    def _end(self, source: tuple[str, str, str], level: str, chance: float) -> None:
        """A strand that ends above its goal was helped a little if it is no longer severe."""
        self._ends[self.states.index(source), 1 if level == "some" else 2] += chance

    def _pass_on(self, source: tuple[str, str, str], level: str, event: str, chance: float) -> None:
        shares = {to: share for (sender, to), (on, share) in LINKS.items() if sender == source[1] and event in on}
        for to, share in shares.items():
            self._move(source, ("sent", to, level), chance * share)
        self._end(source, level, chance * (1 - sum(shares.values())))

    def visits(self) -> Matrix:
        """How often a strand that begins at the practice, severe, comes to each state."""
        start = [1.0 if state == ("triage", "gp", "severe") else 0.0 for state in self.states]
        return visits(self._moves, start)

    def classes(self) -> Matrix:
        """Chances of each class from each state on."""
        return absorbed(self._moves, self._ends)

    def costs(self) -> Matrix:
        """What being in each state costs."""
        prices = {"triage": TRIAGE, "contact": CONTACT, "missed": MISSED, "sent": dict.fromkeys(ACCEPTS, SENDING)}
        return np.array([float(prices[step][name]) for step, name, _ in self.states])


def _service(name: str) -> str:
    some, severe = LOWERS[name]
    return f"""
[services.{name}]
works_on = ["debt"]
accept = {ACCEPTS[name]}
triage = {{ cost = "£{TRIAGE[name]}" }}
contacts = {{ every = "1 week", attend = {ATTENDS[name]}, cost = "£{CONTACT[name]}", missed_cost = "£{MISSED[name]}" }}
closes = {{ contacts = 1, missed_run = 1 }}
effects = {{ contact = {{ debt = {{ some = {some}, severe = {severe} }} }} }}
"""


def _links() -> str:
    return "".join(
        f'[links.{sender}.{to}]\non = {list(on)}\nshare = {share}\nmode = "cold"\nagain = true\n'
        for (sender, to), (on, share) in LINKS.items()
    )


RATE = 4000.0  # requests a year

SCENARIO = f"""
casepath = 1
start = 2025-01-01
warm_up = "1 year"
horizon = "1 year"
run_out = "1 year"
passing = {{ max_hops = "none" }}
levels = {{ names = ["none", "some", "severe"] }}
modes = {{ cold = {{ arrives = {ARRIVES}, delay = "2 days", sender_cost = "£{SENDING}" }} }}
[needs.debt]
[streams.requests]
to = "gp"
rate = "{RATE} per year"
needs = {{ debt = "severe" }}
"""


def expected() -> tuple[Expected, ...]:
    """Requests a year times what the chain says of one: visits to each service, cost, and cost by class."""
    chain = Chain()
    often = RATE * chain.visits()
    arrivals = {
        name: sum(count for count, state in zip(often, chain.states, strict=True) if state[:2] == ("triage", name))
        for name in ACCEPTS
    }
    by_class = (often * chain.costs()) @ chain.classes()
    costs = dict(zip(("outcome", "low_outcome", "no_outcome"), by_class, strict=True)) | {"total": by_class.sum()}
    return (
        *(Expected(f"service/{name}/arrivals", float(count)) for name, count in arrivals.items()),
        *(Expected(f"cost_{name}", float(cost)) for name, cost in costs.items()),
    )


CASES = (
    Case(
        "referrals",
        "a referral network as an absorbing chain: visits, cost, cost by class",
        "Kemeny and Snell 1960",
        "starts empty; the warm-up of a year is more than 40 times a request's mean length",
        SCENARIO + "".join(map(_service, ACCEPTS)) + _links(),
        expected(),
    ),
)
