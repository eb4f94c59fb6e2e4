"""A referral arrives: what is seen, what the rules say, and then chance (E1 to E6, N6, R4, H7)."""

from reference import passing, people, requests, standing, waiting
from reference.chances import Chance, product
from reference.durations import rounded
from reference.spec import Asks, Lasting, Service, Step
from reference.standing import Situation
from reference.world import JOINING, MODES, REFUSALS, Person, Referral, Strand, World


def arrive(world: World, referral: Referral) -> None:
    """The first look, and how long it takes (E6)."""
    person, rules = referral.person, world.service(referral.service)
    referral.state = "triage"
    world.tell(person, "referral_arrived", referral.service, detail=MODES.index(referral.mode))
    referral.visit = person.nth("visit", referral.service)
    if is_shut(world, rules):
        reject(world, referral, referral.strands, "ended")
    elif world.now < person.refused_until.get(referral.service, 0) and not rules.takes_everyone:
        requests.post(world, referral, "unseen", rules.unseen_cost)
        reject(world, referral, referral.strands, "decided")
    else:
        _look(world, referral, rules)


def _look(world: World, referral: Referral, rules: Service) -> None:
    person = referral.person
    if rules.triage_cost:
        requests.post(world, referral, "triage", rules.triage_cost)
    if not rules.has_assessment:
        tell_story(world, referral)
    takes = lasts(world, person, referral, rules.triage_takes, "delay", 1)
    if takes:
        world.book(world.now + takes, JOINING, person, lambda: _after_triage(world, referral))
    else:
        _after_triage(world, referral)


def lasts(world: World, person: Person, referral: Referral, d: Lasting, purpose: str, word: int, nth: int = 0,
          block: int = 0) -> int:  # fmt: skip
    """A duration of this visit (or nth episode), drawn and multiplied by its factors (C2)."""
    detail, occasion = world.service(referral.service).luck, nth or referral.visit

    def spare(n: int) -> float:
        return person.source.uniform(purpose, detail, occasion, n % 4, 1 + n // 4)

    drawn = d.drawn.sample(person.source.uniform(purpose, detail, occasion, word, block), spare)
    return rounded(drawn * product(d.factors, Situation(world, person, referral.service, referral)))


def is_shut(world: World, rules: Service) -> bool:
    return world.now < rules.opens or (rules.ends is not None and world.now >= rules.ends)


def tell_story(world: World, referral: Referral) -> None:
    """Telling again costs trust (H7)."""
    if referral.tells_again:
        world.tell(referral.person, "retold", referral.service)
        people.trust_falls(world, referral.person, "retelling")


def _after_triage(world: World, referral: Referral) -> None:
    person, rules = referral.person, world.service(referral.service)
    if person.gone or not referral.strands:
        return
    if is_shut(world, rules):
        reject(world, referral, referral.strands, "ended")
        return
    observe(world, referral)
    wrong = [s for s in referral.strands if s.need and not rules.has_in_scope(s.need)]
    if wrong:
        reject(world, referral, wrong, "wrong_door", some=True)
    if not referral.strands or person.gone:
        referral.state = "over"
        return
    reason, name = decide(world, referral, rules)
    if reason:
        reject(world, referral, referral.strands, reason, name)
    else:
        waiting.accept(world, referral)


def observe(world: World, referral: Referral) -> None:
    """What the service sees: the request's needs, others if they are told, each perhaps misread (E3)."""
    person = referral.person
    referral.observed = {}
    asked = {s.need for s in referral.strands}
    observed, told = {}, set(referral.told_before)
    would_tell = told | asked
    for k, need in enumerate(world.spec.needs):
        at = standing.level(world, person, need)
        if need not in asked and need not in referral.told_before:
            if discloses(world, referral, k):
                would_tell.add(need)
            if at <= world.spec.needs[need].goal or need not in would_tell:
                observed[need] = 0
                continue
            told.add(need)
        observed[need] = seen(world, referral, k, at)
    referral.observed, referral.told, referral.would_tell = observed, told | asked, would_tell | told


def discloses(world: World, referral: Referral, k: int) -> bool:
    """Whether the person tells of need k, by the number of this visit and trust as it now is (E3, S10)."""
    lead = standing.lead_of(world, referral.person)
    rules = world.service(lead.service).lead if lead and lead is not referral else None
    situation = Situation(world, referral.person, referral.service, referral)
    disclose = world.service(referral.service).disclose
    return disclose.happens(luck(world, referral, k), situation, rules.disclose if rules else 1.0)


def luck(world: World, referral: Referral, word: int) -> float:
    """A word of what is told at this visit."""
    service = world.service(referral.service)
    return referral.person.source.uniform("disclose", service.luck, referral.visit, word % 4, word // 4)


def seen(world: World, referral: Referral, k: int, at: int) -> int:
    """A level as it is seen: perhaps misread by one, by the number of this visit (E3)."""
    up, down = world.service(referral.service).misread
    if up.base <= 0 and down.base <= 0:
        return at
    u = luck(world, referral, 16 + k)
    if u < up.base:
        return min(at + 1, len(world.spec.levels) - 1)
    return max(at - 1, 0) if u >= 1.0 - down.base else at


def reached(world: World, rules: Service) -> Step:
    """What rationing sets at the list's length now: of each setting, the last step reached that names it (W4)."""
    together = Step(0, None, None, None, None)
    length = len(world.services[rules.name].waiting)
    for step in sorted(rules.when_list, key=lambda step: step.at):
        if length >= step.at:
            for setting in ("accept", "asks", "closes", "needs_more_than"):
                if getattr(step, setting) is not None:
                    setattr(together, setting, getattr(step, setting))
    return together


def decide(world: World, referral: Referral, rules: Service, *, at_assessment: bool = False) -> tuple[str, int]:
    """The first reason to refuse, with the number of a named rule; or none (E1)."""
    if rules.takes_everyone:
        return "", 0
    reason, name = _rule(world, referral, rules, rules.asks, rules.needs_more_than)
    step = reached(world, rules)
    if not at_assessment and (step.asks or step.needs_more_than is not None):
        asked = step.asks or rules.asks
        most = step.needs_more_than if step.needs_more_than is not None else rules.needs_more_than
        own, (reason, name) = reason, _rule(world, referral, rules, asked, most)
        if reason and not own:
            return "rationed", 0
    if reason or at_assessment:
        return reason, name
    person = referral.person
    accept: Chance = step.accept or rules.accept
    u = person.source.uniform("accept", rules.luck, referral.visit, 0)
    situation = Situation(world, person, referral.service, referral, referral.observed)
    if not accept.happens(u, situation):
        own_way = step.accept is not None and rules.accept.happens(u, situation)
        return ("rationed" if own_way else "not_accepted"), 0
    if waiting.is_full(world, rules):
        return "full", 0
    return "", 0


def _rule(world: World, referral: Referral, rules: Service, asked: Asks, most: int | None) -> tuple[str, int]:
    unmet = standing.observed_unmet(world, referral.observed)
    seen, person = referral.observed, referral.person
    if asked.places is not None and person.place and person.place not in asked.places:
        return "place", 0
    if any(person.attributes.get(name) != value for name, value in asked.values.items()):
        return "attribute", 0
    if unmet < asked.needs_at_least or any(not low <= seen[k] <= high for k, (low, high) in asked.levels.items()):
        return "asks", 0
    for number, rule in enumerate(rules.refuses, start=1):
        least = rule.at_least if rule.at_least >= 0 else world.spec.needs[rule.need].goal + 1
        situation = Situation(world, referral.person)
        if seen[rule.need] >= least and not any(situation.is_open_at(s) for s in rule.unless_open_at):
            return "refuses", number
    return ("needs_more_than", 0) if most is not None and unmet > most else ("", 0)


def reject(world: World, referral: Referral, strands: list[Strand], reason: str, name: int = 0,
           some: bool = False) -> None:  # fmt: skip
    """Turned away, for a reason; each strand goes on, or ends (2.5)."""
    person, rules = referral.person, world.service(referral.service)
    world.tell(person, "rejected", referral.service, detail=REFUSALS.index(reason), level=name)
    if not some:
        referral.state = "over"
    people.trust_falls(world, person, "rejected")
    if rules.decision_stands is not None and reason not in ("ended", "decided"):
        person.refused_until[referral.service] = world.now + rules.decision_stands
    events = {"rejected"} | ({f"refused:{rules.refuses[name - 1].name}"} if name else set())
    passing.pass_on(world, referral, world.in_order(strands), events, hand_off=False)
