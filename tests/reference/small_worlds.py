"""Small worlds, each about one mechanism: what the core and the reference must tell alike, event by event."""

# ruff: noqa: E501  (tables of a scenario are read best in a row)
from typing import Any

World = dict[str, Any]
SIZE = 12

SEEKS = {"rate": {"low": "1 per year", "moderate": "3 per year", "severe": "6 per year"}, "floor": 0.4}
LIVELY = {
    "goal": "low",
    "worsens": {"none": "1 per year", "low": "1.5 per year", "moderate": "1 per year"},
    "recovers": {"low": "0.5 per year", "moderate": "0.6 per year", "severe": "0.4 per year"},
}
LEVELS = {"low": 0.2, "moderate": 0.3, "severe": 0.4}
TRUST = {
    "attended": 0.05, "rejected": 0.1, "retelling": 0.07, "missed_hand_off": 0.08, "closed_unmet": 0.1,
    "new_worker": 0.1, "reneged": 0.12, "month_waiting": 0.05, "returns": "0.5 per year", "start": 0.6,
}  # fmt: skip


def need(doors: dict[str, Any] | None = None, **more: Any) -> World:
    """A need that worsens, recovers and is sought help with."""
    return {**LIVELY, **({"seeks": {**SEEKS, "doors": doors}} if doors else {}), **more}


def world(services: World, *, needs: World | None = None, **more: Any) -> World:
    """Twelve people with debt and housing, who first ask at the desk."""
    made = {
        "casepath": 1,
        "name": "small",
        "start": "2025-01-01",
        "horizon": "2 years",
        "trust": TRUST,
        "needs": needs or {"debt": need({"desk": 1}), "home": need({"desk": 0.5, "house": 0.5})},
        "people": {"cohorts": {"all": {"size": SIZE, "needs": {"debt": LEVELS, "home": LEVELS}}}},
        "services": services,
    }
    return {**made, **more}


def desk(**more: Any) -> World:
    """A service of contacts about debt."""
    contacts = {"every": "9 days", "attend": {"chance": 0.7, "odds": {"trust": 4, "relationship": 2}}, "cost": "£10.01"}
    return {
        "works_on": ["debt"], "triage": {"cost": "£3"}, "contacts": {**contacts, "missed_cost": "£4"},
        "effects": {"contact": {"debt": 0.3}}, "closes": {"missed_run": 3, "contacts": 8}, **more,
    }  # fmt: skip


def house(**more: Any) -> World:
    """A service of stays about housing."""
    stay = {"dist": "exponential", "mean": "40 days"}
    return {"works_on": ["home"], "stay": stay, "effects": {"end": {"home": 0.5}}, "costs": {"start": "£7"}, **more}


def both(desk_more: World | None = None, house_more: World | None = None, **more: Any) -> World:
    """The desk and the house, with more said of each."""
    return world({"desk": desk(**(desk_more or {})), "house": house(**(house_more or {}))}, **more)


def link(on: str, **more: Any) -> World:
    """A link taken on one event."""
    return {"on": [on], **more}


MODES = {
    "signpost": {"arrives": {"chance": 0.6, "odds": {"trust": 5}}, "delay": "9 days", "retell": 1},
    "cold": {"arrives": 0.8, "delay": {"dist": "exponential", "mean": "5 days"}, "sender_cost": "£7.03", "retell": 1},
    "warm": {"arrives": 0.95, "delay": "1 day", "sender_cost": "£20", "retell": 0.5, "keeps": 0.5},
    "shared": {"keeps": 1},
    "compulsory": {"delay": "2 days", "retell": 1},
}
BOTH_WAYS = {"desk": {"house": {"on": ["rejected", "unmet"]}}, "house": {"desk": {"on": ["rejected", "unmet"]}}}
WIDE = {"works_on": ["debt", "home"]}

WORLDS: dict[str, World] = {
    "clocks alone": world({"desk": desk()}, needs={"debt": need(), "home": need()}),
    "coupled clocks": world({"desk": desk()}, needs={
        "debt": need(worsens_with={"home": {"moderate": 1.5, "severe": 2.2}}, worsens_cap=2, recovers_against=True),
        "home": need(worsens_with={"debt": {"low": 0.5, "severe": 3}}, susceptibility=0.3),
    }),
    "doors": both(needs={"debt": need({"desk": {"weight": 2, "known": 0.6}, "house": 1}), "home": need({"house": 1})}),
    "triage takes time": both({"triage": {"cost": "£3", "takes": {"dist": "exponential", "mean": "9 days"}}}),
    "acceptance": both({"accept": {"chance": 0.5, "odds": {"extra_need": 0.4, "trust": 3, "home": {"severe": 0.5}}}}),
    "asks and refuses": both(
        {"asks": {"debt": "moderate", "home": {"at_most": "moderate"}}, "decision_stands": "60 days"},
        {"refuses": {"debt_first": {"need": "debt", "at_least": "severe", "unless_open_at": ["desk"]}}},
    ),
    "wrong doors": both(WIDE, links=BOTH_WAYS),
    "needs at most and at least": both({"needs_more_than": 1}, {"asks": {"needs_at_least": 2}}),
    "disclosure": both(
        {"refuses": {"home_first": {"need": "home", "goal": "unmet"}}},
        {"accept": {"chance": 0.5, "odds": {"extra_need": 0.4}}},
        disclosure={"disclose": {"chance": 0.5, "odds": {"trust": 6}}, "misread": {"up": 0.15, "down": 0.2}},
    ),
    "capacity and patience": both(
        {"capacity": 1, "list": {"patience": {"dist": "exponential", "mean": "40 days", "trust": 2}}},
        {"capacity": 2, "list": {"patience": "30 days", "chase": "6 per year", "chase_cost": "£2"}},
    ),
    "delay and severity": both(
        {"capacity": 1, "list": {"delay": {"dist": "lognormal", "median": "10 days", "sigma": 0.5}, "order": "severity"}},
        {"capacity": 1, "list": {"delay": "20 days", "patience": "60 days"}},
    ),
    "last come and by lot": both(
        {"capacity": 1, "list": {"order": "last_come", "patience": {"dist": "exponential", "mean": "60 days"}}},
        {"capacity": 1, "list": {"order": "random", "patience": {"dist": "exponential", "mean": "90 days"}, "delay": "3 days"}},
    ),
    "by score": both(
        {"capacity": 1, "list": {"order": "score", "severity_counts": "30 days"}},
        {"capacity": 1, "list": {"order": "score", "severity_counts": "5 days", "delay": {"dist": "exponential", "mean": "9 days"}}},
    ),
    "timetables": both(
        {"capacity": 2, "list": {"opens": {"every": "1 week", "at": {"1 day 9 hours": "3 hours", "3 days": "1 day"}}, "closed_at": 2}},
        {"list": {"opens": {"at": {"2025-03-01": "20 days", "2025-09-01": "2 months", "2026-02-01": "1 day"}}, "order": "random"}, "capacity": 2},
    ),
    "pre-emption": both(
        {},
        {
            "capacity": 2,
            "list": {"order": "severity", "preempts": True, "chase": "9 per year", "chase_cost": "£2", "patience": "200 days"},
            "while_open": {"home": {"worsens": 0.5, "counts_as": "low"}, "debt": {"seeks": 0.5}},
            "closes": {"after": "60 days", "withdraws": "1 per year"},
            "costs": {"start": "£7", "slot_day": "£1.07"},
            "lead": {"attend": 2, "worsens": 0.8, "carries": 0.5},
        },
    ),
    "catchments": both(
        {"asks": {"place": ["north"]}},
        {"asks": {"place": "south", "home": "moderate"}},
        places={"north": {"share": 0.5}, "south": {"share": 0.5}},
        streams={"door": {"to": "desk", "rate": "9 per year", "needs": {"debt": "moderate"}}},
    ),
    "closed lists": both({"capacity": 1, "list": {"closed_at": 2}}, {"capacity": 1, "list": {"closed_at": 0}}),
    "capacity in steps": both(
        {"capacity": {"at": {"2025-01-01": 3, "2025-06-01": 1, "2026-01-01": 2}}},
        {"capacity": {"every": "1 month", "at": {"0 days": 2, "20 days": 0}}},
    ),
    "rationing": both(
        {
            "capacity": 1,
            "when_list": {
                "some": {"at": 1, "accept": 0.6, "closes": {"contacts": 4}},
                "long": {"at": 3, "asks": {"debt": "severe"}},
            },
        }
    ),
    "priority": both(
        {"capacity": 1, "list": {"order": "priority"}},
        streams={
            "a": {"to": "desk", "rate": "12 per year", "priority": 2, "needs": {"debt": "severe"}},
            "b": {"to": "desk", "every": "45 days", "priority": 1, "batch": 2, "needs": {"debt": "moderate"}},
            "c": {"to": "house", "rate": {"every": "1 week", "at": {"0 days": "1 per week", "3 days": "0 per week"}}},
        },
        trust={**TRUST, "start": 0.5},
    ),
    "assessment": both(
        {"assessment": {"cost": "£11", "takes": "5 days"}, "accept": 0.9, "needs_more_than": 1, "capacity": 2},
        {"assessment": {"takes": "3 days", "before_wait": True}, "assessment_stands": "100 days", "capacity": 1},
        disclosure={"disclose": 0.5},
    ),
    "contacts": both(
        {
            "contacts": {
                "every": {"severe": {"dist": "uniform", "low": "3 days", "high": "9 days"}, "low": "2 weeks"},
                "halves_after": "60 days",
                "attend": 0.8,
            },
            "closes": {"missed_total": 4, "after": "200 days", "goal_met": 0.4},
        }
    ),
    "focus": both(
        {**WIDE, "whole_person": True, "needs_per_contact": {"value": 2, "source": "assumed"},
         "effects": {"contact": {"debt": 0.3, "home": {"severe": "to goal with 0.2", "moderate": 0.5}}}},
        sources={"assumed": "here"},
    ),
    "harm": both(
        {"effects": {"contact": {"home": "+1 with 0.2", "debt": 0.2}, "start": {"debt": 0.1}}},
        {"effects": {"start": {"debt": "+2 with 0.3"}, "end": {"home": "to goal with 0.5"}, "cut_short": {"home": 0.9}},
         "closes": {"withdraws": "4 per year"}},
    ),
    "withdrawing": both({"closes": {"withdraws": {"rate": "3 per year", "trust": 0.2}, "after": "100 days"}}),
    "beds": both(
        {}, {"while_open": {"home": {"counts_as": "low"}, "debt": {"worsens": 0.5, "seeks": 2}}, "capacity": 4}
    ),
    "beds with assessment": both(
        {}, {"while_open": {"home": {"counts_as": "low"}}, "assessment": {"takes": "9 days"}, "capacity": 4}
    ),
    "waiting factors": both(
        {"capacity": 1, "list": {"while_waiting": {"debt": {"worsens": 3, "seeks": 0.5, "crisis": 2}}}}
    ),
    "modes": both(links={
        "desk": {"house": {"on": ["rejected", "unmet", "met"], "mode": "signpost"}},
        "house": {"desk": {"on": ["rejected", "unmet", "met"], "mode": "warm", "keeps": 0.9}},
    }, modes=MODES, relationship={"attended": 0.2}),
    "shares and weights": world(
        {"desk": desk(onward=0.7), "house": house(**WIDE), "a": desk(accept=0.3), "b": desk(**WIDE)},
        links={
            "desk": {"house": {"on": ["rejected", "unmet"], "share": 0.2}, "a": link("unmet"),
                     "b": {"on": ["rejected", "unmet"], "weight": 2, "for": ["debt"]}},
            "a": {"b": link("rejected"), "desk": link("unmet", again=True)},
            "b": {"a": link("always", again=True, mode="shared"), "desk": link("rejected")},
        },
        modes=MODES,
    ),
    "most hops": both(
        {**WIDE, "accept": 0.4}, {**WIDE, "accept": 0.4},
        links={"desk": {"house": link("rejected", again=True)}, "house": {"desk": {"on": ["rejected", "unmet"], "again": True}}},
        passing={"max_hops": 3},
    ),
    "fix the other first": both(
        {"refuses": {"home_first": {"need": "home", "at_least": "moderate"}}},
        {"refuses": {"debt_first": {"need": "debt", "at_least": "moderate"}}},
        links={"desk": {"house": link("refused:home_first", **{"for": ["home"]}, mode="signpost")},
               "house": {"desk": link("refused:debt_first", **{"for": ["debt"]})}},
        modes=MODES,
        passing={"max_hops": 4},
    ),
    "reneging on": both(
        {**WIDE, "capacity": 1, "list": {"patience": "20 days"}}, {**WIDE, "capacity": 1, "list": {"patience": "15 days"}},
        links={"desk": {"house": link("reneged")}, "house": {"desk": link("reneged", again=True)}}, modes=MODES,
    ),
    "leads": world(
        {"desk": desk(works_on=["debt", "home"], whole_person=True, accept=0.9, closes={"after": "300 days"},
                      lead={"attend": 3, "disclose": 2, "mode": "warm", "worsens": 0.5, "carries": 0.8}),
         "house": house(accept=0.7, capacity=2, list={"patience": "30 days"}),
         "aid": desk(accept=0.8)},
        links={"desk": {"house": link("open"), "aid": link("open", weight=0.5)}, "aid": {"house": link("unmet")}},
        modes=MODES, relationship={"attended": 0.2},
    ),
    "compulsory": both(
        WIDE, {**WIDE, "refuses": {"no_debt": {"need": "debt", "at_least": "severe"}}},
        links={"desk": {"house": link("unmet", mode="compulsory")}, "house": {"desk": link("refused:no_debt", mode="compulsory")}},
        modes=MODES,
    ),
    "crises": world(
        {"desk": desk(capacity=2), "ae": {"takes_everyone": True, "stay": "6 hours", "costs": {"start": "£250"}}},
        needs={"debt": need({"desk": 1}, crisis={"rate": {"moderate": "1 per year", "severe": "4 per year"}, "to": {"ae": 1}},
                            crisis_with={"home": {"severe": 2}}), "home": need()},
        links={"ae": {"desk": link("always", mode="warm")}}, modes=MODES,
    ),
    "pursuit": world(
        {"desk": desk(), "house": house(**WIDE),
         "bailiff": {"works_on": ["debt"], "stay": "20 days", "effects": {"start": {"home": "+1 with 0.2"}}}},
        needs={"debt": need({"desk": 1}, pursued={"rate": {"moderate": "2 per year", "severe": "4 per year"}, "by": "bailiff"}),
               "home": need()},
        links={"bailiff": {"desk": {"on": ["unmet"], "share": 0.7}, "house": link("rejected")}}, modes=MODES,
    ),
    "away": world(
        {"desk": desk(), "cell": {"takes_everyone": True, "away": True, "stay": "30 days"}},
        needs={"debt": need({"desk": 1}, crisis={"rate": {"severe": "3 per year"}, "to": {"cell": 1}}), "home": need()},
    ),
    "workers": both(
        {"workers": {"number": 2, "caseload": 2, "leave": "2 per year", "vacant": "20 days", "keeps": 0.5}},
        {"workers": {"number": 1, "caseload": 3, "leave": "1 per year", "vacant": {"dist": "exponential", "mean": "9 days"}}},
        relationship={"attended": 0.2}, links=BOTH_WAYS, modes=MODES,
    ),
    "worker time": both(
        {"workers": {"number": 2, "caseload": 6, "leave": "2 per year", "vacant": "20 days", "week": "2 hours", "administration": 0.3},
         "contacts": {"every": {"low": "20 days", "moderate": "12 days", "severe": {"dist": "exponential", "mean": "8 days"}},
                      "halves_after": "90 days", "minutes": "50 minutes", "administration": "20 minutes", "cost": "£1"}},
        {"stay": "30 days", "workers": {"number": 1, "caseload": 3}}, links=BOTH_WAYS, modes=MODES,
    ),
    "blocked beds": world(
        {"desk": desk(), "house": house(capacity=3, costs={"slot_day": "£1.07"}, cliff_edge={"worsens": 4, "lasts": "60 days"},
                                        closes={"blocked": True, "withdraws": "0.5 per year"}, while_open={"home": {"counts_as": "moderate", "worsens": 0.5}}),
         "flat": house(capacity=2, stay="90 days", effects={"start": {"home": "to goal with 0.7"}}, list={"patience": "70 days", "chase": "6 per year"})},
        links={"house": {"flat": {"on": ["unmet", "met"], "spares_cliff_edge": True}, "desk": link("always", share=0.2, **{"for": ["debt"]})}},
        modes=MODES,
    ),
    "blocked chains": world(
        {"desk": desk(capacity=2, works_on=["debt", "home"], closes={"contacts": 3, "missed_run": 2, "blocked": True}, costs={"slot_day": "£3"}),
         "house": house(capacity=2, works_on=["debt", "home"], closes={"blocked": True}, costs={"slot_day": "£2"}, whole_person=True),
         "flat": house(capacity=2, works_on=["debt", "home"], stay="60 days", asks={"needs_at_least": 1})},
        links={"desk": {"house": link("unmet"), "flat": {"on": ["open", "rejected"], "weight": 0.3}},
               "house": {"flat": link("unmet")}, "flat": {"desk": {"on": ["rejected"]}}}, modes=MODES,
    ),
    "workers hired later": both(
        {"from": "2025-06-01", "workers": {"number": 1, "caseload": 2, "leave": "3 per year", "vacant": "15 days"}},
        {"from": "2025-03-01", "until": "2026-02-01", "workers": {"number": 2, "caseload": 1, "leave": "2 per year"}},
        links=BOTH_WAYS, modes=MODES,
    ),
    "reviews": both(
        {"closes": {"goal_met": 0}, "effects": {"contact": {"debt": 0.6}}},
        {"stay": "700 days", "while_open": {"home": {"counts_as": "low"}}, "costs": {"slot_day": "£1"}},
        outcome={"review": "100 days", "sustain": "30 days", "credit_window": "20 days"}, horizon="3 years",
    ),
    "cliff edge": both(
        {"cliff_edge": {"worsens": 4, "lasts": "60 days"}}, {"cliff_edge": {"worsens": 0.3, "lasts": "90 days"}},
        links={"house": {"desk": link("unmet", spares_cliff_edge=True, **{"for": ["home"]})}},
    ),
    "replacement": both(people={"cohorts": {
        "all": {"size": SIZE, "needs": {"debt": LEVELS, "home": LEVELS}, "leaves": "0.8 per year", "arrives": "replace",
                "leaves_with": {"debt": {"severe": 3}}}}}),
    "arrivals": both(people={"cohorts": {
        "all": {"size": 5, "needs": {"debt": LEVELS, "home": LEVELS}, "leaves": "0.5 per year", "arrives": "6 per year",
                "correlations": {"debt.home": 0.6}},
        "more": {"size": 4, "profiles": {"a": {"weight": 2, "debt": "severe"}, "b": {"home": "severe"}}}}}),
    "places": both(
        {"at": ["north"], "contacts": {"every": "9 days", "attend": {"chance": 0.7, "odds": {"far": 0.3}}},
         "accept": {"chance": 0.8, "odds": {"far": 0.5}}},
        {"at": ["south"]},
        places={"north": {"share": 0.6}, "south": {"share": 0.4}},
        needs={"debt": need({"desk": 1}), "home": {**need(), "seeks": {**SEEKS, "far": 0.4, "doors": {
            "house": {"places": ["south"]}, "desk": 1}}}},
    ),
    "own places": world(
        {"desk": desk(works_on=["debt", "home"], effects={"contact": {"debt": 0.2}}),
         "north_house": house(at=["north"]), "south_house": house(at=["south"], capacity=1),
         "north_ae": {"takes_everyone": True, "stay": "6 hours"}, "ae": {"takes_everyone": True, "stay": "9 hours", "until": "2026-06-01"}},
        places={"north": {"share": 0.5}, "south": {"share": 0.3}, "east": {"share": 0.2}},
        needs={"debt": need({"desk": 1}, crisis={"rate": {"moderate": "1 per year", "severe": "3 per year"},
                                                 "to": {"ae": 1, "north_ae": {"weight": 2, "places": ["north"]}}}),
               "home": need({"desk": 1})},
        links={"desk": {"north_house": link("unmet", same_place=True), "south_house": link("unmet", same_place=True, share=0.6)},
               "ae": {"north_house": link("always", same_place=True)}}, modes=MODES,
    ),
    "distances": world(
        {"desk": desk(at=["north"], accept={"chance": 0.8, "odds": {"far": "bus"}}),
         "house": desk(at=["south", "east"], works_on=["home"], effects={"contact": {"home": 0.3}},
                       contacts={"every": "9 days", "attend": {"chance": 0.6, "odds": {"far": "bus"}}, "cost": "£5"})},
        places={"north": {"share": 0.4}, "south": {"share": 0.3}, "east": {"share": 0.2}, "west": {"share": 0.1}},
        distances={"bus": {"north": {"south": 0.5, "east": 0.2}, "east": {"north": 0.9}, "west": {"south": 0.1, "east": 3}}},
        needs={"debt": need({"desk": 1}), "home": {**need(), "seeks": {**SEEKS, "far": "bus", "doors": {"house": 1, "desk": {"places": ["west"]}}}}},
        links={"desk": {"house": {"on": ["rejected", "unmet"], "arrives": {"chance": 0.7, "odds": {"far": "bus"}},
                                  "delay": {"dist": "exponential", "mean": "8 days", "far": 2}}}},
    ),
    "households": both(
        {"works_on": ["debt"], "effects": {"contact": {"debt": 0.3}, "cut_short": {"home": "+1 with 0.5"}}},
        {"while_open": {"home": {"counts_as": "low"}}, "whole_person": True, "works_on": ["debt", "home"], "capacity": 3},
        people={"leaves": "0.2 per year", "arrives": "replace",
                "cohorts": {"all": {"size": 14, "needs": {"debt": LEVELS, "home": LEVELS}, "parties": {"size": 3, "shares": ["home"]}}}},
        needs={"debt": need({"desk": 1}, worsens_with={"home": {"moderate": 1.5, "severe": 2.2}}), "home": need({"house": 1}, susceptibility=0.5)},
        links=BOTH_WAYS, modes=MODES, horizon="4 years",
    ),
    "households that come and go": both(
        people={"cohorts": {"all": {"size": 6, "needs": {"home": LEVELS}, "leaves": "0.5 per year", "arrives": "4 per year",
                                    "parties": {"size": 2, "shares": ["home", "debt"]}}}},
        needs={"debt": need({"desk": 1}, pursued={"rate": {"severe": "1 per year"}, "by": "desk"}), "home": need({"house": 1})},
    ),
    "directory": both(
        {"changes": "6 per year"}, {"changes": "3 per year", "works_on": ["debt", "home"]},
        directory={"refreshed": {"every": "90 days"}, "wrong": {"found_after": "6 days", "cost": "£1.50"}, "knows_closed": 0.5},
        links={"desk": {"house": {"on": ["rejected", "unmet"], "mode": "signpost"}}, "house": {"desk": link("unmet")}},
        modes=MODES,
    ),
    "known as full": both(
        {**WIDE, "capacity": 1, "list": {"closed_at": 1}}, {**WIDE, "capacity": 1, "list": {"closed_at": 1}},
        directory={"knows_closed": 0.5}, links=BOTH_WAYS, modes=MODES,
    ),
    "link trust": both(
        WIDE, WIDE, modes=MODES,
        links={"desk": {"house": link("unmet", warm=0.9, trust={"start": 0.2, "slips": "0.5 per year"})},
               "house": {"desk": link("unmet", warm=0.5, mode="signpost", trust={})}},
        programmes={"talks": {"raises": "link_trust", "on": "links.*.*", "effort": {"number": 1, "tends": 1},
                              "time_constant": "200 days", "from": "2025-03-01", "until": "2026-05-01", "cost": "£900 per year"}},
    ),
    "opening and ending": both({"from": "2025-04-01", "until": "2026-03-01", "capacity": 2}, {"until": "2025-09-01", "capacity": 1}),
    "slot days and extras": both(
        {"costs": {"slot_day": "£1.07", "start": {"value": "£5", "share": 0.5}, "consult": "£2",
                   "taxi": {"cost": "£9", "chance": 0.4}, "form": {"cost": "£1", "chance": 0.5, "on": "start"}}},
        {"costs": {"slot_day": {"value": "£3.33", "share": 0.6}}, "works_on": ["debt", "home"]},
        warm_up="60 days", horizon="500 days", run_out="100 days", links=BOTH_WAYS,
    ),
    "whole person": both({**WIDE, "works_on": [], "whole_person": True, "assessment": {"cost": "£5", "takes": "4 days"},
                          "costs": {"start": "£3"}, "effects": {"start": {"home": 0.2}, "contact": {"debt": 0.3, "home": 0.1}}},
                         disclosure={"disclose": 0.6}),
    "starting lists": both(
        {"capacity": 3, "asks": {"debt": "moderate"}, "list": {"patience": {"dist": "exponential", "mean": "90 days"}, "delay": {"dist": "uniform", "low": "2 days", "high": "60 days"},
                                 "chase": "10 per year", "chase_cost": "£1", "while_waiting": {"debt": {"worsens": 2}}},
         "at_start": {"waiting": 4, "waited": {"dist": "uniform", "low": "1 day", "high": "80 days"}, "open": 3, "age": "33 days"}},
        {"costs": {"slot_day": {"value": "£3.33", "share": 0.6}}, "while_open": {"home": {"counts_as": "low", "worsens": 0.5}},
         "closes": {"after": {"dist": "uniform", "low": "30 days", "high": "90 days"}, "withdraws": "1 per year"},
         "at_start": {"open": 3, "age": {"dist": "exponential", "mean": "30 days"}}},
        links=BOTH_WAYS, modes=MODES, relationship={"attended": 0.2}, horizon="1 year",
        outcome={"sustain": "20 days", "credit_window": "20 days"},
    ),
    "starting cases by name": both(
        {"closes": {"contacts": 6, "missed_run": 3}, "contacts": {"every": {"dist": "uniform", "low": "3 days", "high": "20 days"}, "attend": 0.6, "cost": "£5"},
         "at_start": {"microdata": {"person": ["b", "a"], "state": ["open", "waiting"], "days": [100, 12.5]}}},
        {**WIDE, "capacity": 2, "at_start": {"microdata": {"state": ["waiting", "open", "waiting"], "need": ["home", "home", "debt"], "days": [400, 30, 3]}}},
        people={"cohorts": {"known": {"size": "rows", "microdata": {"person": ["a", "b", "c", "d"], "debt": ["severe", "moderate", "low", "severe"],
                                                                    "home": ["none", "severe", "severe", "moderate"], "trust": [0.1, 0.9, 0.5, 0.3], "cost_before": [0, 900, 12.5, 40]}},
                            "all": {"size": 6, "needs": {"debt": LEVELS, "home": LEVELS}}},
                "groups": {"costliest": {"cost_before": "top 20 %"}}},
        links=BOTH_WAYS, modes=MODES, horizon="1 year", outcome={"review": "60 days", "sustain": "20 days"},
    ),
    "starting visitors": {
        **world({"desk": {"capacity": 2, "stay": {"dist": "lognormal", "mean": "20 days", "sd": "15 days"}, "list": {"patience": "50 days"},
                          "at_start": {"waiting": 3, "waited": {"dist": "uniform", "low": "0 days", "high": "60 days"}, "open": 2, "age": "9 days"}}}),
        "needs": {}, "people": {}, "streams": {"door": {"to": "desk", "rate": "20 per year"}}, "horizon": "1 year",
    },
    "shared record": both(
        {"refuses": {"home_first": {"need": "home", "at_least": "severe"}}},
        {**WIDE, "disclosure": {"disclose": 0.2}, "needs_more_than": 1},
        disclosure={"disclose": 0.8}, modes=MODES,
        links={"desk": {"house": {"on": ["rejected", "unmet"], "mode": "shared"}}, "house": {"desk": link("unmet", mode="warm")}},
    ),
}  # fmt: skip
