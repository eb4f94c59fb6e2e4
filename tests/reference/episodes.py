"""An episode: the slot, the worker, the assessment, the start, and what it costs to hold (E5, R6, K3, M2, S1)."""

from collections.abc import Callable

from reference import (
    blocked,
    clocks,
    closing,
    contacts,
    effects,
    household,
    passing,
    people,
    requests,
    standing,
    triage,
    waiting,
)
from reference.chances import product
from reference.durations import DAY, rounded
from reference.luck import mix32
from reference.spec import Service
from reference.standing import Situation
from reference.world import ENDING, JOINING, Referral, World, short


def room(world: World, rules: Service, post: int) -> int:
    """Free slots of a worker; a vacant post has none (K3)."""
    state = world.services[rules.name]
    if rules.workers is None or state.vacant[post]:
        return 0
    mine = [r for r in state.open if r.worker and r.worker[0] == post]
    return max(rules.workers.caseload - len(mine), 0)


def admit(world: World, referral: Referral) -> None:
    """A slot is taken."""
    person, rules = referral.person, world.service(referral.service)
    world.opened += 1
    referral.state, referral.started, referral.opened = "episode", world.now, world.opened
    referral.episode = person.nth("episode", referral.service)
    meet(world, referral, rules)
    world.services[rules.name].open.append(referral)
    world.tell(person, "admitted", referral.service)
    for strand in referral.strands:
        strand.had_episode = True
    blocked.taken_on(world, world.in_order(referral.strands))
    if rules.started:
        person.trust = short(standing.trust_now(world, person) * (1.0 - rules.started))
    _bear_costs(world, referral, rules)
    if rules.has_assessment and not rules.before_wait and not stands(world, referral):
        assess(world, referral, lambda: start(world, referral))
    else:
        start(world, referral)


def meet(world: World, referral: Referral, rules: Service) -> None:
    """The worker met before, if still there with room; else the one with most room, lowest number first (K3)."""
    before = referral.person.workers.get(rules.name)
    if rules.workers is None:
        if before:
            referral.relationship = max(referral.relationship, before[1])
        return
    holders = world.services[rules.name].holders
    if before and holders[before[0][0]] == before[0][1] and room(world, rules, before[0][0]) > 0:
        referral.worker = before[0]
        referral.relationship = max(referral.relationship, before[1])
        return
    post = max(range(rules.workers.number), key=lambda p: (room(world, rules, p), -p))
    referral.worker = (post, holders[post])


def stands(world: World, referral: Referral) -> bool:
    """Whether an earlier assessment still stands (N6)."""
    stands_for = world.service(referral.service).assessment_stands
    at = referral.person.assessed_at.get(referral.service)
    return stands_for is not None and at is not None and world.now < at + stands_for


def assess(world: World, referral: Referral, then: Callable[[], None]) -> None:
    """A second look, with the same rules (E5)."""
    person, rules = referral.person, world.service(referral.service)
    person.assessed_at[referral.service] = world.now
    requests.post(world, referral, "assessment", rules.assessment_cost)
    triage.tell_story(world, referral)
    takes = triage.lasts(world, person, referral, rules.assessment_takes, "delay", 2)
    state = referral.state

    def ends() -> None:
        if referral.state == state and not person.gone:
            _assessed(world, referral, then)

    if takes:
        world.book(world.now + takes, JOINING, person, ends)
    else:
        ends()


def _assessed(world: World, referral: Referral, then: Callable[[], None]) -> None:
    rules = world.service(referral.service)
    triage.observe(world, referral)
    reason, name = triage.decide(world, referral, rules, at_assessment=True)
    if not reason and not referral.is_open and triage.is_shut(world, rules):
        triage.reject(world, referral, referral.strands, "ended")
        return
    if not reason:
        then()
        return
    closing.not_eligible(world, referral, name)


def start(world: World, referral: Referral) -> None:
    """The work begins: needs taken up, people passed on while staying, effects at the start, the first contact."""
    person, rules = referral.person, world.service(referral.service)
    take_up_needs(world, referral)
    takes_hold(world, referral)
    if rules.stay is not None:
        length = triage.lasts(world, person, referral, rules.stay, "stay", 0, referral.episode)
        close_at(world, referral, world.now + length, "completed")
    closes = contacts.closing_rules(world, rules)
    if closes.after:
        limit = triage.lasts(world, person, referral, closes.after, "stay", 0, referral.episode, block=2)
        close_at(world, referral, max(referral.started + limit, world.now), "time_limit")
    may_withdraw(world, referral, rules)
    effects.at_start(world, referral)
    passing.send_while_staying(world, referral)
    if referral.is_open and rules.stay is None:
        contacts.book(world, referral, world.now)


def takes_hold(world: World, referral: Referral) -> None:
    """What the open episode does to needs begins (S1)."""
    person, rules = referral.person, world.service(referral.service)
    referral.working, referral.holds, referral.seated_at = True, True, world.now
    clocks.update(world, person)
    before = {need: standing.level(world, person, need) for need in rules.while_open}
    referral.caps = True
    for need in (k for k, at in before.items() if standing.level(world, person, k) < at):
        effects.fell(world, referral, need)
    people.settle(world, person)


def may_withdraw(world: World, referral: Referral, rules: Service) -> None:
    """Somebody may leave of their own accord, at a rate (S7)."""
    person = referral.person
    rate = contacts.closing_rules(world, rules).withdraws
    per_tick = rate.per_tick * product(rate.factors, Situation(world, person, rules.name, referral))
    if per_tick > 0:
        e = person.source.exponential("withdraw", rules.luck, referral.episode, 0)
        close_at(world, referral, world.now + rounded(e / per_tick), "withdrew")


def close_at(world: World, referral: Referral, at: int, reason: str) -> None:
    """The episode ends then, unless it has ended before, or stands still (W3)."""
    sitting = referral.sitting
    referral.endings.append((at, reason))

    def ends() -> None:
        if referral.is_at_work and referral.sitting == sitting:
            closing.close(world, referral, reason)

    world.book(at, ENDING, referral.person, ends)


def take_up_needs(world: World, referral: Referral) -> None:
    """A whole-person service adds unmet, disclosed needs in its scope that no open strand is about (R6)."""
    person, rules = referral.person, world.service(referral.service)
    worked_on = [*referral.strands, *referral.led]
    if not rules.whole_person or not worked_on:
        return
    for k, need in enumerate(world.spec.needs):
        goal, at = world.spec.needs[need].goal, standing.level(world, person, need)
        if not rules.has_in_scope(need) or at <= goal or triage.seen(world, referral, k, at) <= goal:
            continue
        if need not in referral.told and not triage.discloses(world, referral, k):
            continue
        if household.borrows(person, need) or any(
            s.need == need and (s.sought or s in worked_on) for s in person.strands
        ):
            continue
        settle_slot(world, referral)
        strand = requests.new_strand(world, worked_on[0].request, need, sought=True)
        strand.where, strand.had_episode = referral, True
        referral.strands.append(strand)


def _bear_costs(world: World, referral: Referral, rules: Service) -> None:
    """What the start costs, and whether this episode bears slot-days (M2, M3)."""
    person, n = referral.person, referral.episode

    def u(word: int) -> float:
        return person.source.uniform("stay", rules.luck, n, word, 1)

    if rules.start_cost.pence and u(0) < rules.start_cost.share:
        requests.post(world, referral, "start", rules.start_cost.pence)
    referral.bears_slot = rules.slot_day.pence > 0 and u(1) < rules.slot_day.share
    referral.slot_since = world.now
    for extra in rules.extras:
        detail = mix32(rules.luck, extra.luck)
        drawn = person.source.uniform("stay", detail, n, 3)
        if extra.on == "start" and drawn < extra.chance.base:
            requests.post(world, referral, "extra", extra.pence)


def settle_slot(world: World, referral: Referral) -> None:
    """Posts slot-days so far: each day is borne by the strands carried on it (O12)."""
    first, last = world.spec.warm_up, world.spec.warm_up + world.spec.horizon
    since, until = max(referral.slot_since, first), min(world.now, last)
    if not referral.is_open or until <= since:
        return
    referral.slot_since = world.now
    amount = int((until - since) / DAY * world.service(referral.service).slot_day.pence + 0.5)
    if referral.bears_slot:
        requests.post(world, referral, "blocked_day" if referral.blocked else "slot_day", amount, at=until - 1)


def close_if_empty(world: World, referral: Referral) -> None:
    """An episode that carries and leads nothing any more has been handed off (S7)."""
    if referral.is_at_work and not referral.strands and not referral.led:
        closing.close(world, referral, "handed_off")


def abandon(world: World, referral: Referral) -> None:
    """The person has left the place (P3)."""
    closing.close(world, referral, "left")


def release(world: World, referral: Referral) -> None:
    """The slot is free, the worker and the relationship are remembered."""
    person = referral.person
    world.services[referral.service].open.remove(referral)
    referral.holds = False
    clocks.update(world, person)
    referral.caps = False
    person.workers[referral.service] = (referral.worker or (0, 0), referral.relationship)
    waiting.give_up_place(world, referral)
