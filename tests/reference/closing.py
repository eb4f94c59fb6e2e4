"""The end of an episode, and what becomes of each of its strands (S7, S11, E5, H1)."""

from reference import blocked, clocks, effects, episodes, passing, people, standing, waiting
from reference.world import CLOSURES, Referral, Strand, World

COMPLETED = ("goal_met", "completed", "contact_limit", "time_limit")


def close(world: World, referral: Referral, reason: str) -> None:
    """Effects at the end; the slot is freed and filled; each strand goes on or ends."""
    if blocked.is_kept(world, referral, reason):
        blocked.keep(world, referral, reason)
        return
    person, rules = referral.person, world.service(referral.service)
    world.tell(person, "closed", referral.service, detail=CLOSURES.index(reason))
    episodes.settle_slot(world, referral)
    if referral.working and not referral.blocked and reason != "left":
        effects.at_end(world, referral, reason in COMPLETED)
    episodes.release(world, referral)
    people.settle(world, person)
    if reason != "left":
        let_go(world, referral, reason)
        _cliff_edge(world, referral, referral.edges)
    for strand in list(referral.led):
        strand.lead = None
    for strand in referral.awaits:
        strand.bed = None
    referral.led, referral.awaits = [], []
    waiting.fill(world, rules.name)


def let_go(world: World, referral: Referral, reason: str) -> None:
    """Each strand goes on or ends; a bed that is kept waits for what goes on (S9)."""
    person = referral.person
    strands = world.in_order(referral.strands)
    needs = [s.need for s in strands if s.need]
    caps, referral.caps = referral.caps, False  # as it is once the bed is gone
    unmet = {s: not s.need or standing.unmet(world, person, s.need) for s in strands}
    referral.caps = caps
    sent = passing.pass_on_closed(world, referral, unmet, reason)
    costs_trust = [s for s in strands if s.need and unmet[s] and s not in sent]
    if costs_trust and not sent and referral.mode != "compulsory":
        people.trust_falls(world, person, "closed_unmet")
    if not referral.blocked or not referral.is_open:
        _cliff_edge(world, referral, needs)
        return
    referral.edges = needs
    for strand in strands:
        if strand.ended is None and strand.where not in (None, referral) and strand.lead is None:
            blocked.waits_for(referral, strand)


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
