"""Valid scenarios made of chance: any mix of the mechanisms, on three needs and four to six services.

Left out is what no rule decides: the order of two strands of one need, where it can be.
"""

# ruff: noqa: E501  (tables of a scenario are read best in a row)
from random import Random
from typing import Any

World = dict[str, Any]
NEEDS = ("debt", "home", "mind")
MODES = ("signpost", "cold", "warm", "shared", "compulsory")
EVENTS = ("rejected", "unmet", "met", "always", "reneged", "open")
LEVELS = ("low", "moderate", "severe")


class Maker:
    """Draws the parts of a scenario one after the other.

    Needs that nobody asked for come one way only, by crisis, pursuit or whole-person work: which of two strands
    for one need in one case goes first is told by no rule.
    """

    def __init__(self, random: Random) -> None:
        self.random = random
        self.services = [f"s{i}" for i in range(self.whole(3, 5))]
        self.unsought = self.one("crisis", "pursued", "whole_person", "none")

    def flip(self) -> bool:
        """One half."""
        return self.random.random() < 0.5

    def rarely(self) -> bool:
        """One in four."""
        return self.flip() and self.flip()

    def whole(self, low: int, high: int) -> int:
        """A whole number."""
        return self.random.randint(low, high)

    def share(self) -> float:
        """A number between 0 and 1, in hundredths."""
        return self.whole(5, 95) / 100

    def one(self, *options: Any) -> Any:
        """One of several."""
        return self.random.choice(options)

    def some(self, options: tuple[str, ...]) -> list[str]:
        """At least one of several, in their order."""
        chosen = self.random.sample(options, self.random.randint(1, len(options)))
        return [option for option in options if option in chosen]

    def lasting(self, days: int) -> Any:
        """A duration with a mean of about so many days."""
        return self.one(
            f"{days} days",
            {"dist": "exponential", "mean": f"{days} days"},
            {"dist": "uniform", "low": "1 day", "high": f"{2 * days} days"},
            {"dist": "lognormal", "median": f"{days} days", "sigma": 0.6},
            {"dist": "weibull", "shape": 1.5, "scale": f"{days} days"},
            {"dist": "table", "values": ["1 day", f"{days} days"], "weights": [1, 2]},
        )

    def odds(self) -> World:
        """Factors on the odds of a chance."""
        factors: World = {}
        if self.flip():
            factors["trust"] = self.whole(1, 8)
        if self.rarely():
            factors["relationship"] = self.whole(1, 5)
        if self.rarely():
            factors["extra_need"] = self.share()
        if self.rarely():
            factors[self.one(*NEEDS)] = {"moderate": 0.7, "severe": self.share()}
        if self.rarely():
            factors[self.one("lead", "waiting", self.one(*self.services))] = self.whole(2, 4)
        return factors

    def chance(self) -> Any:
        """A chance, with odds or without."""
        return self.share() if self.flip() else {"chance": self.share(), "odds": self.odds()}

    def by_level(self, rates: tuple[str, ...]) -> World:
        """A rate at some of the levels."""
        return {level: f"{self.one(*rates)} per year" for level in self.some(LEVELS)}

    def need(self, name: str) -> World:
        """A need with its clocks."""
        made: World = {
            "goal": self.one("none", "low"),
            "worsens": {
                "none": f"{self.share()} per year",
                "low": "1 per year",
                "moderate": f"{self.share()} per year",
            },
            "recovers": {"low": "0.5 per year", "moderate": f"{self.share()} per year", "severe": "0.4 per year"},
            "seeks": {
                "rate": {"low": "1 per year", "moderate": "3 per year", "severe": f"{self.whole(2, 8)} per year"},
                "floor": self.share(),
                "doors": {"s0": 1, self.one(*self.services[1:]): {"weight": 2, "known": self.one(1, 0.6)}},
            },
        }
        if self.rarely():
            made["worsens_with"] = {
                self.one(*(k for k in NEEDS if k != name)): {"moderate": 1.5, "severe": self.one(0.5, 2.5)}
            }
            made["worsens_cap"] = 2
            made["recovers_against"] = self.flip()
        if self.rarely():
            made["susceptibility"] = self.share()
        if self.unsought == "crisis" and self.flip():
            made["crisis"] = {"rate": self.by_level(("0.5", "2")), "to": {"ae": 1}}
        if self.unsought == "pursued" and self.flip():
            made["pursued"] = {"rate": self.by_level(("0.5", "2")), "by": self.one(*self.services)}
        return made

    def effects(self, works_on: list[str]) -> World:
        """What a service does to needs."""
        helps: World = {k: self.one(0.2, 0.5, "to goal with 0.3", {"severe": 0.6, "moderate": 0.2}) for k in works_on}
        made: World = {self.one("start", "contact", "end", "cut_short"): helps}
        if self.rarely():
            made.setdefault("start", {})[self.one(*NEEDS)] = {"none": "+1 with 0.2", "low": "+2 with 0.1"}
        return made

    def service(self) -> World:
        """A service of any kind."""
        works_on = self.some(NEEDS)
        made: World = {"works_on": works_on, "triage": {"cost": "£3.01"}, "effects": self.effects(works_on)}
        if self.flip():
            made["accept"] = self.chance()
        if self.flip():
            made["contacts"] = {"every": self.lasting(self.whole(3, 20)), "attend": self.chance(), "cost": "£10.01"}
            made["effects"]["contact"] = dict.fromkeys(works_on, 0.3)
            made["closes"] = {"missed_run": self.whole(2, 4), "after": "200 days"}
        else:
            made["stay"] = self.lasting(self.whole(5, 60))
        for part in (self.room, self.door, self.waiting, self.inside, self.lead):
            part(made)
        return made

    def room(self, made: World) -> None:
        """Slots, workers, or neither."""
        if self.flip():
            made["capacity"] = self.one(1, 2, 3, {"at": {"2025-01-01": 3, "2025-06-01": 1, "2025-12-01": 2}})
        elif self.rarely():
            vacant = self.one("0 days", "20 days")
            made["workers"] = {
                "number": 2,
                "caseload": self.whole(1, 2),
                "leave": "1 per year",
                "vacant": vacant,
                "keeps": 0.5,
            }

    def door(self, made: World) -> None:
        """Who gets in."""
        if self.rarely():
            made["triage"]["takes"] = self.lasting(3)
        if self.rarely():
            made["refuses"] = {"first": {"need": self.one(*NEEDS), "at_least": self.one("moderate", "severe"),
                                         "unless_open_at": [self.one(*self.services)]}}  # fmt: skip
        if self.rarely():
            made["asks"] = {made["works_on"][0]: "low", "needs_at_least": self.whole(0, 2)}
        if self.rarely():
            made["needs_more_than"] = self.whole(1, 2)
        if self.rarely():
            made["decision_stands"] = "30 days"
        if self.rarely():
            made["disclosure"] = {"disclose": self.chance(), "misread": {"up": 0.1, "down": 0.1}}
        if self.rarely():
            made["assessment"] = {"cost": "£11", "takes": self.one("0 days", "3 days"), "before_wait": self.flip()}
            if self.flip():
                made["assessment_stands"] = "100 days"
        if self.rarely():
            made[self.one("until", "from")] = "2025-09-01"
        if self.rarely():
            made["changes"] = "4 per year"

    def waiting(self, made: World) -> None:
        """The list."""
        listed = made.setdefault("list", {})
        if self.flip():
            listed["patience"] = self.lasting(40)
        if self.rarely():
            listed["delay"] = self.lasting(10)
        if self.rarely():
            listed["order"] = self.one("severity", "priority")
        if self.rarely():
            listed["closed_at"] = self.whole(0, 3)
        if self.rarely():
            listed.update(chase="6 per year", chase_cost="£2")
        if self.rarely() and len(made["works_on"]) == 1:
            listed["while_waiting"] = {made["works_on"][0]: {"worsens": self.one(0.5, 2), "crisis": 2, "seeks": 0.5}}
        if self.rarely():
            made["when_list"] = {"long": {"at": 2, "accept": self.share(), "closes": {"after": "20 days"}}}

    def otherwise(self, made: World) -> None:
        """Other orders of a list, timetables, and slots that are taken over."""
        listed = made["list"]
        if self.rarely():
            listed["order"] = self.one("last_come", "random", "score")
            listed.update({"severity_counts": self.one("10 days", "40 days")} if listed["order"] == "score" else {})
        elif self.rarely() and "stay" in made and "workers" not in made:
            listed.update(order=self.one("severity", "priority"), preempts=True)
        if self.rarely():
            listed["opens"] = {"every": "1 week", "at": {"1 day 9 hours": self.one("3 hours", "2 days")}}

    def inside(self, made: World) -> None:
        """Costs and factors of an episode."""
        if self.rarely():
            made["costs"] = {"slot_day": "£1.07", "start": {"value": "£5", "share": 0.5}}
        if self.rarely():
            made["while_open"] = {self.one(*NEEDS): {"worsens": self.one(0.5, 2), "seeks": self.one(0.5, 2)}}
        if self.rarely():
            made.setdefault("while_open", {})[made["works_on"][0]] = {"counts_as": "low"}
        if self.rarely():
            made["cliff_edge"] = {"worsens": self.one(0.5, 3), "lasts": "60 days"}
        if self.rarely():
            made["trust"] = {"started": 0.05}
        if self.unsought == "whole_person" and self.flip():
            made["whole_person"] = True
        if self.rarely() and "stay" in made:
            made["away"] = True
        if self.rarely():
            made.setdefault("closes", {})["withdraws"] = "2 per year"
        if "contacts" in made and self.rarely():
            made["contacts"]["halves_after"] = "90 days"
            made["closes"]["goal_met"] = 0.6

    def lead(self, made: World) -> None:
        """What it does for the person's other episodes."""
        if self.rarely():
            made["lead"] = {"attend": 2, "disclose": 2, "worsens": self.one(0.8, 1.2), "carries": 0.5}
            if self.flip():
                made["lead"]["mode"] = self.one("warm", "cold")

    def link(self) -> World:
        """A link on some event."""
        made: World = {"on": [self.one(*EVENTS)], "mode": self.one(*MODES)}
        if self.rarely():
            made["share"] = 0.2
        if self.rarely():
            made["for"] = self.some(NEEDS)
        if self.rarely():
            made["again"] = True
        if self.rarely():
            made.update(warm=0.8, trust={"start": 0.3, "slips": "0.5 per year"})
        if self.rarely():
            made["spares_cliff_edge"] = True
        return made

    def scenario(self) -> World:
        """All of it."""
        made: World = {
            "casepath": 1, "name": "random", "start": "2025-01-01", "warm_up": "60 days", "horizon": "400 days",
            "run_out": "100 days", "passing": {"max_hops": self.whole(2, 6)},
            "outcome": {"sustain": "40 days", "credit_window": "40 days", "review": self.one("150 days", "1 year")},
            "trust": {"attended": 0.05, "rejected": 0.1, "retelling": 0.05, "closed_unmet": 0.1, "reneged": 0.1,
                      "new_worker": 0.1, "missed_hand_off": 0.1, "month_waiting": 0.05, "returns": self.one("0 per year", "1 per year")},
            "relationship": {"attended": 0.1},
            "disclosure": {"disclose": self.chance()},
            "modes": {
                "signpost": {"arrives": {"chance": 0.6, "odds": {"trust": 5}}, "delay": "9 days", "retell": 1},
                "cold": {"arrives": 0.8, "delay": self.lasting(5), "sender_cost": "£7.03", "retell": 1},
                "warm": {"arrives": 0.95, "delay": "1 day", "sender_cost": "£20", "retell": 0.5, "keeps": 0.5},
                "shared": {"keeps": 1}, "compulsory": {"delay": "1 day"},
            },
            "needs": {k: self.need(k) for k in NEEDS},
            "people": {"cohorts": {"all": {"size": 8, "needs": {k: {"low": 0.2, "moderate": 0.3, "severe": 0.4} for k in NEEDS}}}},
            "services": {name: self.service() for name in self.services},
        }  # fmt: skip
        made["services"]["s0"]["works_on"] = list(NEEDS)
        made["services"]["ae"] = {"takes_everyone": True, "stay": "6 hours", "costs": {"start": "£250"}}
        made["links"] = self.links()
        self.enrich(made)
        return made

    def links(self) -> World:
        """Some of all possible links; crises are passed on to the first service."""
        made: World = {"ae": {"s0": {"on": ["always"], "mode": self.one(*MODES[:4])}}}
        for sender in self.services:
            receivers = [receiver for receiver in self.services if receiver != sender and self.flip()]
            if receivers:
                made[sender] = {receiver: self.link() for receiver in receivers}
        return made

    def enrich(self, made: World) -> None:
        """What only some places have."""
        cohort = made["people"]["cohorts"]["all"]
        if self.rarely():
            cohort.update(leaves="30 % per year", arrives=self.one("replace", "5 per year"))
        if self.rarely():
            made["streams"] = {
                "door": {"to": "s0", "rate": "9 per year", "needs": {"debt": "moderate", "mind": "severe"}}
            }
        if self.rarely():
            made["places"] = {"north": {"share": 0.5}, "south": {"share": 0.5}}
            made["services"]["s1"]["at"] = ["north"]
        if self.rarely():
            made["directory"] = {
                "refreshed": {"every": "90 days"},
                "wrong": {"found_after": "6 days", "cost": "£1.50"},
                "knows_closed": 0.5,
            }
        if self.rarely():
            made["programmes"] = {
                "talks": {
                    "raises": "link_trust",
                    "on": "links.*.*",
                    "effort": {"number": 1, "tends": 2},
                    "from": "2025-05-01",
                }
            }


def scenario(seed: int) -> World:
    """A valid scenario, unlike its neighbours."""
    made = Maker(Random(seed)).scenario()
    later = Maker(Random(f"lists {seed}"))  # of its own, so that the rest of a world stays what it was
    for service in made["services"].values():
        if "list" in service:
            later.otherwise(service)
    return made
