"""Households (P5): some needs live on the first member; the others see their level and do nothing about them."""

from reference import people, standing
from reference.spec_scenario import Cohort
from reference.world import Household, Person, World


def borrows(person: Person, need: str) -> bool:
    """Whether a need of this person lives on somebody else."""
    home = person.household
    return home is not None and need in home.needs and home.first is not person


def carrier(person: Person, need: str) -> Person:
    """On whom a need of this person lives."""
    home = person.household
    return home.first if home is not None and need in home.needs else person


def join(world: World, cohort: Cohort, person: Person, home: Household | None) -> None:
    """Moves in with others, or begins a household of one's own."""
    if cohort.party_size == 1:
        return
    if home is None:
        person.household = Household([person], person, cohort.party_needs)
        return
    person.household = home
    if person not in home.members:
        home.members.append(person)
    person.beneath.update({need: standing.level(world, home.first, need) for need in home.needs})


def tell(world: World, person: Person, need: str, level: int) -> None:
    """The others see what has become of the first member's need."""
    home = person.household
    if home is None or home.first is not person or need not in home.needs:
        return
    for other in _others(person):
        other.beneath[need] = level
        people.settle(world, other)


def goes(world: World, person: Person) -> Household | None:
    """The needs live on with the next who is still here; the household, if anybody is left in it."""
    home, others = person.household, _others(person)
    if home is None or not others:
        return None
    if home.first is person:
        home.first = others[0]
        others[0].beneath.update({need: person.beneath[need] for need in home.needs})
        people.settle(world, others[0])
    return home


def _others(person: Person) -> list[Person]:
    """Those who are still here, from the next on."""
    members = person.household.members if person.household else [person]
    at = members.index(person)
    return [m for m in members[at + 1 :] + members[:at] if not m.gone]
