"""Contacts: when, whether the person comes, what follows, and whether that was the last (S5 to S7, X1, C3)."""

from reference import clocks, closing, effects, episodes, passing, people, requests, standing, triage
from reference.durations import DAY, rounded
from reference.exact import power_of
from reference.luck import mix32
from reference.spec import Closes, Service
from reference.standing import Situation
from reference.world import CONTACT, Referral, World, short


def closing_rules(world: World, rules: Service) -> Closes:
    """The service's own, or those of rationing (W4)."""
    return triage.reached(world, rules).closes or rules.closes


def book(world: World, referral: Referral, at: int) -> None:
    """The next contact, numbered over all episodes at the service as it comes."""

    def comes() -> None:
        if referral.is_at_work:
            _contact(world, referral, referral.person.nth("contact", referral.service))

    world.book(at, CONTACT, referral.person, comes)


def _contact(world: World, referral: Referral, n: int) -> None:
    person, rules = referral.person, world.service(referral.service)
    if not clocks.is_away(world, person, referral.service):
        situation = Situation(world, person, referral.service, referral)
        lead = standing.lead_of(world, person)
        lead_rules = world.service(lead.service).lead if lead and lead is not referral else None
        u = person.source.uniform("contact", rules.luck, n, 0)
        if rules.attend.happens(u, situation, lead_rules.attend if lead_rules else 1.0):
            _attended(world, referral, n)
        else:
            _missed(world, referral)
    if referral.is_at_work:
        book(world, referral, world.now + _stretched(world, referral, interval(world, referral, n, world.now)))


def interval(world: World, referral: Referral, n: int, now: int) -> int:
    """From contact n, at `now`, to the next: by the highest level carried; it doubles in each `halves_after` (S6)."""
    person, rules = referral.person, world.service(referral.service)
    every = rules.every[_pace(world, referral)]
    u = person.source.uniform("contact", rules.luck, n, 3)

    def spare(k: int) -> float:
        raise NotImplementedError("contacts.every by a distribution of many words")

    drawn = every.drawn.sample(u, spare)
    for factor in every.factors:
        drawn *= factor.value(Situation(world, person, referral.service, referral))
    if rules.halves_after:
        drawn = rounded(drawn) * power_of(2.0, (now - referral.started) / rules.halves_after)
    return max(rounded(drawn), 1)


def set_pace(world: World, referral: Referral) -> None:
    """The level by which its next contact comes: the highest carried, of those that have an interval (S6, K4)."""
    referral.pace = _pace(world, referral)


def _pace(world: World, referral: Referral) -> int:
    rules = world.service(referral.service)
    carried = [s for s in [*referral.strands, *referral.led] if s.need]
    highest = max((standing.level(world, referral.person, s.need) for s in carried), default=0)
    return min(rules.every, key=lambda level: (abs(level - highest), -level))


def _stretched(world: World, referral: Referral, interval: int) -> int:
    """Times what is asked of the workers over the time that is there, where that is above 1 (K4)."""
    set_pace(world, referral)
    rules = world.service(referral.service)
    if rules.workers is None or not (rules.minutes or rules.administration):
        return interval
    state, asked = world.services[rules.name], 0.0
    for level, every in sorted(rules.every.items()):
        cases = sum(r.is_at_work and r.pace == level for r in state.open)
        asked += cases * (rules.minutes / every.drawn.mean() + rules.administration / DAY / 7)
    there = rules.workers.week / DAY / 7 * (1 - rules.workers.administration)
    return max(rounded(interval * max(asked / (max(state.vacant.count(False), 1) * there), 1.0)), 1)


def _missed(world: World, referral: Referral) -> None:
    rules = world.service(referral.service)
    referral.missed += 1
    referral.missed_run += 1
    requests.post(world, referral, "missed_contact", rules.missed_cost)
    closes = closing_rules(world, rules)
    if closes.missed_run is not None and referral.missed_run >= closes.missed_run:
        closing.close(world, referral, "missed_run")
    elif closes.missed_total is not None and referral.missed >= closes.missed_total:
        closing.close(world, referral, "missed_total")


def _attended(world: World, referral: Referral, n: int) -> None:
    person, rules = referral.person, world.service(referral.service)
    referral.attended += 1
    referral.missed_run = 0
    requests.post(world, referral, "contact", rules.contact_cost)
    if rules.consult:
        requests.post(world, referral, "consult", rules.consult)
    for extra in rules.extras:
        u = person.source.uniform("contact", mix32(rules.luck, extra.luck), n, 3)
        if extra.on == "contact" and u < extra.chance.base:
            requests.post(world, referral, "extra", extra.pence)
    effects.at_contact(world, referral, n)
    episodes.take_up_needs(world, referral)
    people.trust_rises(world, person)
    bond = world.spec.bond_attended
    referral.relationship = short(referral.relationship + bond * (1.0 - referral.relationship))
    _after(world, referral, n)


def _after(world: World, referral: Referral, n: int) -> None:
    person, rules = referral.person, world.service(referral.service)
    closes = closing_rules(world, rules)
    u = person.source.uniform("let_go", rules.luck, n, 0)
    lets_go = closes.goal_met.happens(u, Situation(world, person, referral.service, referral))
    worked_on = world.in_order([*referral.strands, *referral.led])
    met = [s for s in worked_on if s.need and not standing.unmet(world, person, s.need)]
    if met and lets_go:
        if len(met) == len(worked_on):
            closing.close(world, referral, "goal_met")
            return
        for strand in (s for s in met if s in referral.strands):
            closing.met_meanwhile(world, referral, strand)
    if referral.is_at_work and closes.contacts is not None and referral.attended >= closes.contacts:
        closing.close(world, referral, "contact_limit")
    if referral.is_at_work:
        passing.send_while_staying(world, referral)
