"""A slot taken over by a better class, and the stay that goes on later (W3)."""

from reference import clocks, episodes, people, waiting
from reference.spec import Service
from reference.world import Referral, World


def makes_room(world: World, rules: Service, ready: list[Referral]) -> bool:
    """The worst of a worse class gives way to who is next; not while a cut drains (K1)."""
    state = world.services[rules.name]
    if not rules.preempts or len(state.open) != waiting.slots(world, rules):
        return False
    best = min(_of_class(rules, r) for r in ready)
    worse = [r for r in state.open if r.working and _of_class(rules, r) > best]
    if not worse:
        return False
    _break_off(world, max(worse, key=lambda r: (_of_class(rules, r), r.seated_at, r.person.row)))
    return True


def _of_class(rules: Service, r: Referral) -> int:
    return waiting.turn(rules, r)[0]


def _break_off(world: World, referral: Referral) -> None:
    """Back on the list; nothing of the stay holds, nothing of it passes."""
    person, state = referral.person, world.services[referral.service]
    world.tell(person, "preempted", referral.service)
    episodes.settle_slot(world, referral)
    referral.left = [(at - world.now, reason) for at, reason in referral.endings]
    referral.endings, referral.sitting = [], referral.sitting + 1
    referral.state, referral.since, referral.working = "list", world.now, False
    state.open.remove(referral)
    state.waiting.append(referral)
    for strand in referral.led:
        strand.lead = None
    referral.led = []
    referral.holds = False
    clocks.update(world, person)
    referral.caps = False
    people.settle(world, person)
    referral.on_list = True
    people.on_lists(world, person, 1)
    world.tell(person, "joined_list", referral.service)


def resume(world: World, referral: Referral) -> None:
    """In a slot again, for what is left."""
    world.opened += 1
    referral.state, referral.opened, referral.slot_since = "episode", world.opened, world.now
    world.services[referral.service].open.append(referral)
    for strand in referral.strands:
        strand.had_episode = True
    world.tell(referral.person, "resumed", referral.service)
    episodes.takes_hold(world, referral)
    left, referral.left = referral.left, []
    for after, reason in left:
        episodes.close_at(world, referral, world.now + after, reason)
