"""What was spent on whom, by class: worked out late, from the finished world, by the definitions (R1, O1 to O7, P3).

A strand is cut into pieces at each review. A piece is classed by its own made falls and by when its need stood at goal.
"""

from collections import Counter
from dataclasses import dataclass

from reference import standing
from reference.world import Person, Strand, World

OUTCOME, KEPT, LOW, NONE, UNDETERMINED = range(5)


@dataclass
class Piece:
    """A part of a strand, from one review to the next."""

    strand: Strand
    start: int
    end: int
    is_last: bool


def pieces(world: World, strand: Strand) -> list[Piece]:
    """A strand open for so long is cut for the books (O7)."""
    end = world.spec.end if strand.ended is None or strand.reason == "horizon" else strand.ended
    starts, review = [standing.last_cut(world, strand.opened)], world.spec.review
    while review and starts[-1] + review <= end:
        starts.append(starts[-1] + review)
    ends = [*starts[1:], end]
    return [Piece(strand, a, b, a == starts[-1]) for a, b in zip(starts, ends, strict=True)]


def classes(world: World, strand: Strand) -> list[tuple[Piece, int]]:
    """The class of each piece in turn; one after an outcome may be kept."""
    found: list[tuple[Piece, int]] = []
    for piece in pieces(world, strand):
        held = any(c in (OUTCOME, KEPT) for _, c in found) and _at_goal_throughout(world, piece)
        found.append((piece, KEPT if held else _class(world, piece)))
    return found


def _at_goal(world: World, piece: Piece) -> list[tuple[int, int]]:
    """The stretches of time in which the need stood at its goal; the last one has no end."""
    need = piece.strand.need
    goal, levels = world.spec.needs[need].goal, piece.strand.request.person.levels[need]
    stretches: list[tuple[int, int]] = []
    for index, (since, level) in enumerate(levels):
        until = levels[index + 1][0] if index + 1 < len(levels) else _NEVER
        if level <= goal and until > since:
            if stretches and stretches[-1][1] == since:
                stretches[-1] = (stretches[-1][0], until)
            else:
                stretches.append((since, until))
    return stretches


_NEVER = 2**62


def _at_goal_throughout(world: World, piece: Piece) -> bool:
    # a strand that ends as the need leaves its goal was not there throughout; a cut sees what was before it
    return any(
        a <= piece.start and (piece.end < b or (piece.end == b and not piece.is_last))
        for a, b in _at_goal(world, piece)
    )


def _class(world: World, piece: Piece) -> int:
    falls = [at for at, _ in piece.strand.falls if piece.start <= at and (at < piece.end or piece.is_last)]
    if not falls:
        return NONE
    known_until, gone = _known_until(world, piece.strand.request.person)
    window = piece.end + world.spec.credit_window
    waits = piece.strand.reason == "horizon" and piece.is_last
    for reached, until in _at_goal(world, piece):
        first = max(reached, falls[0])
        if until <= falls[0] or first > window or (reached <= piece.start and until <= piece.start):
            continue
        if min(until, known_until) - first >= world.spec.sustain:
            return OUTCOME
        if until > known_until and not gone:
            return UNDETERMINED
    return UNDETERMINED if not gone and (waits or window > known_until) else LOW


def _known_until(world: World, person: Person) -> tuple[int, bool]:
    """Until when something is known of somebody, and whether that is all there will be (P3).

    A visitor has no clocks: once their request has ended nothing changes any more (R2).
    """
    if person.gone:
        return _NEVER if person.stream else person.left, True
    return world.spec.end, False


def spent(world: World) -> Counter[tuple[int, str, int]]:
    """Pence by person, need and class: counted, fiscal, chain credit, each posting shared to the penny (R1)."""
    found = {id(s): classes(world, s) for person in everybody(world) for s in person.all_strands if s.need}
    total: Counter[tuple[int, str, int]] = Counter()
    for posting in world.postings:
        if world.spec.payers.get(world.service(posting.service).payer, "fiscal") != "fiscal":
            continue
        strands = [s for s in world.in_order(posting.strands) if s.need]
        for index, strand in enumerate(strands):
            each = posting.pence // len(strands)
            part = posting.pence - each * (len(strands) - 1) if index == 0 else each
            of = next((c for piece, c in found[id(strand)] if posting.at < piece.end), found[id(strand)][-1][1])
            total[strand.request.person.row, strand.need, of] += part
    return Counter({key: pence for key, pence in total.items() if pence})


def everybody(world: World) -> list[Person]:
    """All who were ever there."""
    return [*world.gone, *(person for person in world.people if not person.gone)]
