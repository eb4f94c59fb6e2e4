"""A bed that is kept, the work being over, until those in it have been taken on elsewhere (S9)."""

from reference import closing, effects, episodes
from reference.world import ENDING, Referral, Strand, World


def is_kept(world: World, referral: Referral, reason: str) -> bool:
    """Whether the episode stays, now that it has run its course; who is cut short goes at once."""
    wants = world.service(referral.service).closes.blocked and reason in closing.COMPLETED
    return wants and referral.working and not referral.blocked


def keep(world: World, referral: Referral, reason: str) -> None:
    """The strands are passed on at once; the bed waits for them."""
    episodes.settle_slot(world, referral)
    effects.at_end(world, referral, completed=True)
    referral.blocked = reason
    for strand in list(referral.led):
        referral.led.remove(strand)
        strand.lead = None
        if strand.where and not strand.where.is_open:
            waits_for(referral, strand)
    closing.let_go(world, referral, reason)
    if not referral.awaits:
        closing.close(world, referral, reason)


def waits_for(referral: Referral, strand: Strand) -> None:
    """The bed is kept for this one."""
    strand.bed = referral
    referral.awaits.append(strand)


def taken_on(world: World, strands: list[Strand]) -> None:
    """Admitted elsewhere: the bed is left at that instant, before anything else happens there."""
    for strand in strands:
        bed = _given_up(world, strand)
        if bed and not bed.awaits:
            closing.close(world, bed, bed.blocked)


def ended(world: World, strand: Strand) -> None:
    """The strand ended otherwise, and so does the block, as an ending of this instant."""
    bed = _given_up(world, strand)

    def leaves() -> None:
        if bed and bed.is_open and not bed.awaits:
            closing.close(world, bed, bed.blocked)

    if bed and not bed.awaits:
        world.book(world.now, ENDING, bed.person, leaves)


def _given_up(world: World, strand: Strand) -> Referral | None:
    bed, strand.bed = strand.bed, None
    if bed is None:
        return None
    episodes.settle_slot(world, bed)
    bed.awaits.remove(strand)
    return bed if bed.is_open else None
