"""A person's clocks: each need's worsening and recovery, pursuit, seeking, crises, leaving (N1 to N4, R8).

The rate of a clock is an upper one; what only lowers it decides, by the mark of the firing, whether it counts.
"""

from reference import household, people, requests, standing, triage
from reference.durations import rounded
from reference.luck import choose
from reference.spec import Door
from reference.world import CRISIS, LEAVING, NEED, OPENING, Clock, Person, World

Key = tuple[str, str]


def start(world: World, person: Person) -> None:
    """All clocks of somebody who has just come."""
    for need, rules in world.spec.needs.items():
        person.clocks["worsen", need] = Clock()
        person.clocks["recover", need] = Clock()
        if rules.pursued_by:
            person.clocks["pursued", need] = Clock()
    for what in ("seek", "crisis", "leave"):
        person.clocks[what, ""] = Clock()
    for key, clock in person.clocks.items():
        _next(world, person, key, clock)
    update(world, person)


def _next(world: World, person: Person, key: Key, clock: Clock) -> None:
    """Winds a clock up to its next threshold."""
    clock.n += 1
    clock.left = _kept(person.source.exponential(key[0], _detail(world, key), clock.n, 0))


def _kept(threshold: float) -> float:
    """Thresholds have forty binary places."""
    return int(threshold * 2.0**40) / 2.0**40


def _detail(world: World, key: Key) -> int:
    return world.spec.needs[key[1]].luck if key[1] else 0


def update(world: World, person: Person) -> None:
    """Sets the clocks whose rates have moved; one whose rate stays is not touched."""
    if person.gone:
        return
    for key, clock in person.clocks.items():
        rate = upper(world, person, key)
        if rate != (clock.fired_at_rate if clock.firing else clock.rate):
            _reset(world, person, key, clock, rate)


def _reset(world: World, person: Person, key: Key, clock: Clock, rate: float) -> None:
    """What is left goes on at another rate; a running clock keeps its tick, a resting one its threshold."""
    if clock.rate > 0:
        left = (clock.rings - world.now) * clock.rate
        clock.left = left if rate > 0 else _kept(left)
    clock.rate, clock.firing = rate, False
    _book(world, person, key, clock)


_RANKS = {"worsen": NEED, "recover": NEED, "crisis": CRISIS, "seek": OPENING, "pursued": OPENING, "leave": LEAVING}


def _book(world: World, person: Person, key: Key, clock: Clock) -> None:
    clock.booked += 1
    if clock.rate <= 0:
        return
    booking = clock.booked

    def ring() -> None:
        if clock.booked == booking and not person.gone:
            _fire(world, person, key, clock)

    clock.rings = world.now + rounded(clock.left / clock.rate)
    world.book(clock.rings, _RANKS[key[0]], person, ring)


def _fire(world: World, person: Person, key: Key, clock: Clock) -> None:
    n = clock.n
    _next(world, person, key, clock)
    clock.fired_at_rate, clock.rate, clock.firing = clock.rate, 0.0, True
    {"worsen": _worsens, "recover": _recovers, "seek": _seeks, "crisis": _crisis, "pursued": _pursued,
     "leave": _leaves}[key[0]](world, person, key[1], n)  # fmt: skip
    clock.firing = False
    update(world, person)


def held(world: World, person: Person, need: str, what: str) -> tuple[float, float]:
    """Of the factors of what is held and waited for: the largest above 1, and the smallest below (R8, N3, S10, S11)."""
    factors = [1.0]
    for place in person.places.values():
        rules = world.service(place.service)
        if place.holds and need in rules.while_open:
            factors.append(getattr(rules.while_open[need], what))
        if place.on_list and need in rules.while_waiting and any(s.need == need for s in place.strands):
            factors.append(getattr(rules.while_waiting[need], what))
    lead = standing.lead_of(world, person)
    if lead and lead.holds and what == "worsens":
        rules_of_lead = world.service(lead.service).lead
        factors.append(rules_of_lead.worsens if rules_of_lead else 1.0)
    if what == "worsens":
        factors.append(_cliff(world, person, need))
    return max(factors), min(factors)


def _cliff(world: World, person: Person, need: str) -> float:
    factor, until = person.cliff.get(need, (1.0, 0))
    return factor if world.now < until else 1.0


def _others(world: World, person: Person, tables: dict[str, list[float]]) -> float:
    result = 1.0
    for other, table in tables.items():
        result *= table[standing.level(world, person, other)]
    return result


def upper(world: World, person: Person, key: Key) -> float:
    """The rate of a clock: levels, tables, frailty, and factors above 1."""
    what, need = key
    if need and household.borrows(person, need):
        return 0.0
    if what == "worsen":
        return _worsening(world, person, need)
    if what == "recover":
        rules = world.spec.needs[need]
        rate = rules.recovers[person.beneath[need]] if person.beneath[need] > 0 else 0.0
        return rate / _driven(world, person, need) if rules.recovers_against else rate
    if what == "seek":
        return sum(seeking(world, person, need) for need in world.spec.needs)
    if what == "crisis":
        return sum(breaking(world, person, need) for need in world.spec.needs)
    if what == "pursued":
        return world.spec.needs[need].pursued[standing.level(world, person, need)]
    return _leaving(world, person)


def _driven(world: World, person: Person, need: str) -> float:
    rules = world.spec.needs[need]
    together = _others(world, person, rules.worsens_with)
    return together if rules.cap is None else min(together, rules.cap)


def _worsening(world: World, person: Person, need: str) -> float:
    rules, at = world.spec.needs[need], person.beneath[need]
    if at == len(world.spec.levels) - 1:
        return 0.0
    rate = rules.worsens[at] * _driven(world, person, need)
    if "worsens" in world.spec.frailty_on:
        rate *= person.frailty
    if need not in person.ever_had:
        rate *= rules.susceptibility
    return rate * held(world, person, need, "worsens")[0]


def seeking(world: World, person: Person, need: str) -> float:
    """The upper rate at which a need is sought help with."""
    rules = world.spec.needs[need]
    if not standing.unmet(world, person, need) or household.borrows(person, need):
        return 0.0
    rate = rules.seeks[standing.level(world, person, need)] * _others(world, person, rules.seeks_with)
    return rate * held(world, person, need, "seeks")[0]


def breaking(world: World, person: Person, need: str) -> float:
    """The upper rate at which a need breaks out in a crisis."""
    rules = world.spec.needs[need]
    if household.borrows(person, need):
        return 0.0
    rate = rules.crisis[standing.level(world, person, need)] * _others(world, person, rules.crisis_with)
    if "crisis" in world.spec.frailty_on:
        rate *= person.frailty
    return rate * held(world, person, need, "crisis")[0]


def _leaving(world: World, person: Person) -> float:
    cohort = person.cohort
    if cohort is None:
        return 0.0
    if cohort.leaves.factors:
        raise NotImplementedError("leaves with factors")
    return cohort.leaves.per_tick * _others(world, person, cohort.leaves_with)


def is_away(world: World, person: Person, elsewhere_than: str = "") -> bool:
    """Whether the person is where nobody can come or go (X1)."""
    return any(world.service(r.service).away for r in person.episodes() if r.service != elsewhere_than)


def _worsens(world: World, person: Person, need: str, n: int) -> None:
    mark = person.source.uniform("worsen", world.spec.needs[need].luck, n, 1)
    lowering = held(world, person, need, "worsens")[1]
    if mark < lowering:
        person.beneath[need] += 1
        person.ever_had.add(need)
        people.settle(world, person)


def _recovers(world: World, person: Person, need: str, n: int) -> None:
    person.beneath[need] -= 1
    people.settle(world, person)


def _seeks(world: World, person: Person, _: str, n: int) -> None:
    needs = list(world.spec.needs)
    u = person.source.uniform("seek", 0, n, 1)
    need = needs[choose([seeking(world, person, k) for k in needs], u)]
    rules = world.spec.needs[need]
    if is_away(world, person) or any(s.sought and s.need == need for s in person.strands):
        return
    doors = _known_doors(world, person, rules.doors)
    trust = standing.trust_now(world, person)
    chance = (rules.floor + (1.0 - rules.floor) * trust) * held(world, person, need, "seeks")[1]
    if doors:
        chance *= standing.nearest([standing.far(world, person, door.service, rules.far) for door in rules.doors])
    if doors and person.source.uniform("seek", 0, n, 2) < chance:
        u = person.source.uniform("seek", 0, n, 3)
        requests.open_request(world, person, "person", list(doors)[choose(list(doors.values()), u)], [need])


def _known_doors(world: World, person: Person, doors: list[Door]) -> dict[str, float]:
    known = {}
    for door in doors:
        rules = world.service(door.service)
        here = (door.places is None or person.place in door.places) and not triage.is_shut(world, rules)
        if here and person.source.uniform("knows", rules.luck, 0, 0) < door.known:
            known[door.service] = door.weight
    return known if sum(known.values()) > 0 else {}


def _crisis(world: World, person: Person, _: str, n: int) -> None:
    needs = list(world.spec.needs)
    need = needs[choose([breaking(world, person, k) for k in needs], person.source.uniform("crisis", 0, n, 1))]
    if is_away(world, person) or not person.source.uniform("crisis", 0, n, 2) < held(world, person, need, "crisis")[1]:
        return
    to = _known_doors(world, person, world.spec.needs[need].crisis_to)
    u = person.source.uniform("crisis", 0, n, 3)
    service = list(to)[choose(list(to.values()), u)] if to else ""
    world.tell(person, "crisis", service, need=need)
    if service:
        requests.open_request(world, person, "crisis", service, [need])


def _pursued(world: World, person: Person, need: str, n: int) -> None:
    service = world.spec.needs[need].pursued_by
    mine = [s for s in person.strands if s.need == need and s.request.opener == "pursued"]
    if not mine and not triage.is_shut(world, world.service(service)):
        requests.open_request(world, person, "pursued", service, [need])


def _leaves(world: World, person: Person, _: str, n: int) -> None:
    people.leaves(world, person)


def cliff_edge(world: World, person: Person, need: str, factor: float, lasts: int) -> None:
    """After a closing worsening is multiplied for a time; a new one replaces the old (S11)."""
    person.cliff[need] = (factor, world.now + lasts)
    world.book(world.now + lasts, NEED, person, lambda: update(world, person))
