"""What services do to needs: at the start, at contacts, at the end, or where they are cut short (S1, S2, S5, N5)."""

from reference import household, people, standing
from reference.luck import choose, mix32
from reference.spec import Effect
from reference.standing import Situation
from reference.world import Referral, Strand, World


def at_start(world: World, referral: Referral) -> None:
    """Effects at the start of an episode."""
    _at(world, referral, "start", 1)


def at_end(world: World, referral: Referral, completed: bool) -> None:
    """Effects at its end."""
    _at(world, referral, "end" if completed else "cut_short", 2)


def _at(world: World, referral: Referral, time: str, word: int) -> None:
    rules = world.service(referral.service)
    for need in world.spec.needs:
        cells = rules.effects[time].get(need)
        if cells:
            detail = mix32(rules.luck, world.spec.needs[need].luck)
            u = referral.person.source.uniform("stay", detail, referral.episode, word)
            work(world, referral, need, cells, u)


def work(world: World, referral: Referral, need: str, cells: list[Effect | None], u: float) -> None:
    """One effect on one need: help only if the episode carries or leads a strand for it (S2, R7)."""
    person = referral.person
    at = standing.level(world, person, need)
    cell = cells[at]
    if cell is None or not cell.chance.happens(u, Situation(world, person, referral.service, referral)):
        return
    if cell.raises:
        _harm(world, referral, need, cell.raises)
    elif carried(referral, need):
        _help(world, referral, need, cell)


def carried(referral: Referral, need: str) -> list[Strand]:
    """The strands for a need that an episode works on (R7)."""
    return [s for s in [*referral.strands, *referral.led] if s.need == need]


def _harm(world: World, referral: Referral, need: str, raises: int) -> None:
    person, top = household.carrier(referral.person, need), len(world.spec.levels) - 1
    if person.beneath[need] >= top:
        return
    person.beneath[need] = min(person.beneath[need] + raises, top)
    person.ever_had.add(need)
    world.tell(referral.person, "effect", referral.service, need=need, detail=1, level=person.beneath[need])
    people.settle(world, person)


def _help(world: World, referral: Referral, need: str, cell: Effect) -> None:
    person, goal = referral.person, world.spec.needs[need].goal
    if standing.level(world, person, need) <= goal:
        return
    person.beneath[need] = goal if cell.to_goal else person.beneath[need] - 1
    world.tell(person, "effect", referral.service, need=need, detail=0, level=person.beneath[need])
    fell(world, referral, need)
    people.settle(world, person)


def fell(world: World, referral: Referral, need: str) -> None:
    """A made fall of the strands whose episode made it (O2, R7)."""
    for strand in carried(referral, need):
        strand.falls.append((world.now, referral))


def at_contact(world: World, referral: Referral, n: int) -> None:
    """An attended contact works on a few needs, drawn by level above goal (S5); harm may hit others."""
    rules, person = world.service(referral.service), referral.person
    worked = []
    for block, need in enumerate(_focus(world, referral, n, rules.needs_per_contact)):
        worked.append(need)
        cells = rules.effects["contact"].get(need)
        if cells:
            work(world, referral, need, cells, person.source.uniform("contact", rules.luck, n, 2, block))
    mine = {s.need for s in [*referral.strands, *referral.led]}
    for need, cells in rules.effects["contact"].items():
        if need not in mine:
            detail = mix32(rules.luck, world.spec.needs[need].luck)
            work(world, referral, need, cells, person.source.uniform("contact", detail, n, 2))


def _focus(world: World, referral: Referral, n: int, most: int) -> list[str]:
    person, rules = referral.person, world.service(referral.service)
    left = {}
    for need, spec in world.spec.needs.items():
        above = standing.level(world, person, need) - spec.goal
        if above > 0 and carried(referral, need):
            left[need] = float(above)
    chosen = []
    for block in range(min(most, len(left))):
        u = person.source.uniform("contact", rules.luck, n, 1, block)
        need = list(left)[choose(list(left.values()), u)]
        del left[need]
        chosen.append(need)
    return chosen
