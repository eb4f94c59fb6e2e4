"""Who somebody is: coming and going, steps of trust, and levels that change (P1 to P4, C3, N5)."""

import math

from reference import clocks, episodes, household, requests, standing, waiting
from reference.exact import normal_quantile
from reference.luck import choose, hash32, mix32
from reference.spec_scenario import Cohort, Stream
from reference.world import Person, World, short


def trust_falls(world: World, person: Person, why: str) -> None:
    """By a share of what is there."""
    person.trust = short(standing.trust_now(world, person) * (1.0 - world.spec.trust_steps[why]))


def trust_rises(world: World, person: Person) -> None:
    """By a share of the gap to 1."""
    before = standing.trust_now(world, person)
    person.trust = short(before + world.spec.trust_steps["attended"] * (1.0 - before))


def on_lists(world: World, person: Person, change: int) -> None:
    """Joining or leaving a list: trust so far is settled first."""
    standing.trust_now(world, person)
    person.lists += change
    clocks.update(world, person)


def settle(world: World, person: Person) -> None:
    """After anything that may have moved a level: what rules now is told, remembered, and acted on."""
    for need, rules in world.spec.needs.items():
        before, now = person.levels[need][-1][1], standing.level(world, person, need)
        if now == before:
            continue
        world.tell(person, "need_changed", need=need, detail=before, level=now)
        person.levels[need].append((world.now, now))
        if now > 0:
            person.ever_had.add(need)
        household.tell(world, person, need, now)
        if now <= rules.goal < before:
            requests.met_by_itself(world, person, need)
    clocks.update(world, person)


def person_of_cohort(world: World, cohort: Cohort, number: int, row: int, generation: int = 0) -> Person:
    """A new person, whose luck hangs on the cohort, the number and the generation."""
    salt = cohort.luck if generation == 0 else mix32(cohort.luck, generation)
    person = Person(row, world.source("person", number, salt), cohort, None, generation=generation)
    person.joined = world.now
    if cohort.ask_the_core or world.spec.frailty_cv > 0:
        _ask_the_core(world, person)
    else:
        _be_born(world, person, cohort)
    person.attributes = dict(cohort.attributes)
    return person


def _be_born(world: World, person: Person, cohort: Cohort) -> None:
    trait = person.source

    def spare(n: int) -> float:
        return trait.uniform("born_trait", hash32("trust"), 0, n % 4, 1 + n // 4)

    if cohort.places:
        u = trait.uniform("born_trait", hash32("place"), 0, 0)
        person.place = list(cohort.places)[choose(list(cohort.places.values()), u)]
    drawn = cohort.trust.sample(trait.uniform("born_trait", hash32("trust"), 0, 0), spare)
    person.trust = person.trust_start = short(min(max(drawn, 0.0), 1.0))
    person.beneath = dict.fromkeys(world.spec.needs, 0)
    if cohort.profiles:
        u = trait.uniform("born_trait", hash32("profile"), 0, 0)
        person.beneath.update(cohort.profiles[choose([weight for weight, _ in cohort.profiles], u)][1])
    else:
        person.beneath.update(_levels(world, person, cohort))


def _levels(world: World, person: Person, cohort: Cohort) -> dict[str, int]:
    """One normal a need, correlated, cut at the quantiles of the shares (P1)."""
    needs = list(world.spec.needs)
    own = [person.source.normal("born_need", world.spec.needs[need].luck, 0, 0) for need in needs]
    root = _square_root([[_correlation(cohort, a, b) for b in needs] for a in needs])
    normals = [sum(root[i][j] * own[j] for j in range(i + 1)) for i in range(len(needs))]
    return {need: _cut(normals[i], cohort.shares.get(need, [1.0])) for i, need in enumerate(needs)}


def _correlation(cohort: Cohort, a: str, b: str) -> float:
    return 1.0 if a == b else cohort.correlations.get((a, b), cohort.correlations.get((b, a), 0.0))


def _square_root(matrix: list[list[float]]) -> list[list[float]]:
    """Lower triangle whose square is the matrix (Cholesky)."""
    n = len(matrix)
    root = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for j in range(i + 1):
            rest = matrix[i][j] - sum(root[i][k] * root[j][k] for k in range(j))
            root[i][j] = math.sqrt(rest) if i == j else rest / root[j][j]
    return root


def _cut(normal: float, shares: list[float]) -> int:
    below = 0.0
    for index, share in enumerate(shares[:-1]):
        below += share
        if below >= 1.0 - 1e-12 or (below > 1e-12 and normal < normal_quantile(below)):
            return index
    return len(shares) - 1


def _ask_the_core(world: World, person: Person) -> None:
    if world.start_values is None or person.generation > 0 or world.now > 0:
        raise NotImplementedError("odds_ratios, gamma or beta of somebody who comes during the run")
    start = world.start_values(person.row)
    person.place = start["place"]
    person.trust = person.trust_start = short(start["trust"])
    person.frailty = start["frailty"]
    person.beneath = dict(zip(world.spec.needs, start["levels"], strict=True))


def visitor(world: World, stream: Stream, number: int, row: int) -> Person:
    """Somebody from outside: levels, but no clocks (R2)."""
    person = Person(row, world.source("visitor", number, stream.luck), None, stream)
    person.beneath = {need: stream.levels.get(need, 0) for need in world.spec.needs}
    start = world.spec.visitors_trust.sample(person.source.uniform("born_trait", hash32("trust"), 0, 0), _no_spare)
    person.trust = person.trust_start = short(start)
    person.trust_at = person.joined = world.now
    begin(world, person)
    return person


def _no_spare(_: int) -> float:
    raise NotImplementedError("a visitor's trust by a distribution of many words")


def begin(world: World, person: Person) -> None:
    """The levels at the start are the first that are remembered."""
    person.trust_at = world.now
    person.levels = {need: [(world.now, person.beneath[need])] for need in world.spec.needs}
    person.ever_had = {need for need, at in person.beneath.items() if at > 0}


def joins(world: World, person: Person) -> None:
    """Somebody lives in the place from now on."""
    begin(world, person)
    world.tell(person, "joined")
    clocks.start(world, person)


def leaves(world: World, person: Person) -> None:
    """All that is open ends (P3); the next of the cohort may come (P4)."""
    world.tell(person, "left")
    person.gone, person.left = True, world.now
    for referral in list(person.places.values()):
        if referral.is_open:
            episodes.abandon(world, referral)
        elif referral.on_list:
            waiting.take_off(world, referral)
    for strand in list(person.strands):
        requests.end(world, strand, "left")
    world.gone.append(person)
    cohort, home = person.cohort, household.goes(world, person)
    if cohort and cohort.replaces:
        number = person.source.subject
        successor = person_of_cohort(world, cohort, number, person.row, person.generation + 1)
        successor.number = person.number
        if home:
            home.members[home.members.index(person)] = successor
        household.join(world, cohort, successor, home)
        world.people[person.row] = successor
        joins(world, successor)


def new_row(world: World) -> int:
    """Rows of people who came during the run and have gone are used again."""
    if world.free_rows:
        return world.free_rows.pop()
    world.people.append(Person(len(world.people), world.source("system", 0), None, None))
    return len(world.people) - 1
