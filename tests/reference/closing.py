"""The end of an episode, and what becomes of each of its strands (S7, S11, E5, H1)."""

from reference import clocks, effects, episodes, passing, people, standing, waiting
from reference.world import CLOSURES, Referral, Strand, World

COMPLETED = ("goal_met", "completed", "contact_limit", "time_limit")


def close(world: World, referral: Referral, reason: str) -> None:
    """Effects at the end; the slot is freed and filled; each strand goes on or ends."""
    person, rules = referral.person, world.service(referral.service)
    world.tell(person, "closed", referral.service, detail=CLOSURES.index(reason))
    episodes.settle_slot(world, referral)
    if referral.working and reason != "left":
        effects.at_end(world, referral, reason in COMPLETED)
    episodes.release(world, referral)
    people.settle(world, person)
    if reason != "left":
        _let_go(world, referral, reason)
    for strand in list(referral.led):
        strand.lead = None
    referral.led = []
    waiting.fill(world, rules.name)


def _let_go(world: World, referral: Referral, reason: str) -> None:
    person = referral.person
    strands = world.in_order(referral.strands)
    needs = [s.need for s in strands if s.need]
    unmet = {s: not s.need or standing.unmet(world, person, s.need) for s in strands}
    sent = passing.pass_on_closed(world, referral, unmet, reason)
    costs_trust = [s for s in strands if s.need and unmet[s] and s not in sent]
    if costs_trust and not sent and referral.mode != "compulsory":
        people.trust_falls(world, person, "closed_unmet")
    _cliff_edge(world, referral, needs)


def _cliff_edge(world: World, referral: Referral, needs: list[str]) -> None:
    edge = world.service(referral.service).cliff_edge
    if edge is None:
        return
    for need in needs:
        if need not in referral.spared:
            clocks.cliff_edge(world, referral.person, need, *edge)
    clocks.update(world, referral.person)


def met_meanwhile(world: World, referral: Referral, strand: Strand) -> None:
    """A strand at its goal is let go while the episode goes on (S7, H1)."""
    passing.pass_on_closed(world, referral, {strand: False}, "goal_met")


def not_eligible(world: World, referral: Referral, name: int) -> None:
    """Who fails the rules at the assessment: closed, and turned away (E5)."""
    person, rules = referral.person, world.service(referral.service)
    events = {"rejected"} | ({f"refused:{rules.refuses[name - 1].name}"} if name else set())
    world.tell(person, "closed", referral.service, detail=CLOSURES.index("not_eligible"))
    if referral.is_open:
        episodes.settle_slot(world, referral)
        episodes.release(world, referral)
        people.settle(world, person)
    else:
        waiting.give_up_place(world, referral)
    people.trust_falls(world, person, "rejected")
    if rules.decision_stands is not None:
        person.refused_until[referral.service] = world.now + rules.decision_stands
    passing.pass_on(world, referral, world.in_order(referral.strands), events, hand_off=False)
    waiting.fill(world, rules.name)
