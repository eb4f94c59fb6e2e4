"""Requests and their strands: opened, ended, met by themselves; and what somebody pays for (R1 to R5, R10)."""

from reference import blocked, episodes, passing, standing, triage, waiting
from reference.world import ENDS, KINDS, OPENERS, Person, Posting, Referral, Request, Strand, World


def open_request(world: World, person: Person, opener: str, service: str, needs: list[str]) -> None:
    """A new thread of help-seeking, at the first service it comes to (R2)."""
    request = Request(person, opener)
    world.tell(person, "request_opened", detail=OPENERS.index(opener))
    sought = opener in ("person", "stream")
    strands = [new_strand(world, request, need, sought) for need in needs or [""]]
    for strand in [s for s in strands if opener == "stream" and s.need and not standing.unmet(world, person, s.need)]:
        end(world, strand, "recovered")
        strands.remove(strand)
    referral = Referral(person, service, strands, tells_again=opener != "pursued")
    referral.crisis = opener == "crisis"
    referral.priority = person.stream.priority if person.stream else 0
    for strand in strands:
        strand.where = referral
    triage.arrive(world, referral)
    leave_if_done(world, person)


def new_strand(world: World, request: Request, need: str, sought: bool) -> Strand:
    """One need of a request."""
    strand = Strand(request, need, world.now, sought)
    strand.level_at_opening = standing.level(world, request.person, need) if need else 0
    request.strands.append(strand)
    request.person.strands.append(strand)
    request.person.all_strands.append(strand)
    return strand


def end(world: World, strand: Strand, reason: str, service: str = "") -> None:
    """A strand ends once."""
    if strand.ended is not None:
        raise RuntimeError(f"a strand ended twice: {strand.reason}, {reason}")
    person = strand.request.person
    strand.ended, strand.reason = world.now, reason
    person.strands.remove(strand)
    there = service or (strand.where.service if strand.where else "")
    world.tell(person, "strand_ended", there, need=strand.need, detail=ENDS.index(reason))
    drop(world, strand)
    blocked.ended(world, strand)
    lead, strand.lead = strand.lead, None
    if lead and strand in lead.led:
        episodes.settle_slot(world, lead)
        lead.led.remove(strand)
        episodes.close_if_empty(world, lead)


def drop(world: World, strand: Strand) -> None:
    """Takes a strand out of the referral it is in."""
    referral, strand.where = strand.where, None
    if referral and strand in referral.strands:
        if strand not in referral.led:
            episodes.settle_slot(world, referral)
        referral.strands.remove(strand)


def leave_if_done(world: World, person: Person) -> None:
    """A visitor goes when nothing of theirs is open (R2)."""
    if person.stream and not person.strands and not person.gone:
        person.gone = True
        world.gone.append(person)
        world.free_rows.append(person.row)


def met_by_itself(world: World, person: Person, need: str) -> None:
    """On the way or on a list the strand ends; one that an open episode sent on comes back to it (R5)."""
    for strand in [s for s in person.strands if s.need == need]:
        referral = strand.where
        if referral is None or referral.state in ("episode", "over"):
            continue
        if strand.lead and strand.lead.is_open:
            passing.come_back(world, strand)
        else:
            end(world, strand, "recovered", "")
        waiting.leave_if_empty(world, referral)


def post(world: World, referral: Referral, kind: str, pence: int, *, at: int | None = None,
         service: str | None = None, strands: list[Strand] | None = None) -> None:  # fmt: skip
    """An interaction that somebody pays for, shared by the strands carried at that moment (R1)."""
    when = world.now if at is None else at
    counted = world.spec.warm_up <= when < world.spec.warm_up + world.spec.horizon
    name = referral.service if service is None else service
    carried = list(
        strands if strands is not None else world.in_order([*referral.strands, *referral.led, *referral.awaits])
    )
    world.tell(referral.person, "interaction", name, detail=KINDS.index(kind), level=int(counted), cost=pence, at=when)
    if counted:
        world.postings.append(Posting(when, name, kind, pence, carried, referral, referral.crisis))
