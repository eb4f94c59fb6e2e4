"""Who is on a list or has an open case when the run begins (P7): by name first, then by lot; cases before lists."""

from reference import clocks, contacts, effects, episodes, people, standing, triage, waiting
from reference.chances import product
from reference.durations import rounded
from reference.luck import hash32, mix32
from reference.spec import Lasting, Service, StartCases, Steps
from reference.spec_scenario import Stream
from reference.standing import Situation
from reference.world import JOINING, PATIENCE, Person, Referral, Request, Strand, World, short

OF_START = hash32("at_start")
TRIES = 1000


def begin(world: World) -> None:
    """Everybody who is there already; then free slots are filled."""
    order = [(named, is_open) for named in (True, False) for is_open in (True, False)]
    for named, is_open in order:
        for rules in world.spec.services.values():
            for cases in rules.at_start:
                if cases.is_open == is_open and (cases.person is not None) == named:
                    _seat(world, rules, cases)
    for rules in world.spec.services.values():
        if rules.at_start:
            waiting.fill(world, rules.name)


def _seat(world: World, rules: Service, cases: StartCases) -> None:
    if not any(rules.has_in_scope(need) for need in world.spec.needs):
        for n in range(cases.number):
            _one(world, _visitor(world, rules, cases, n), rules, "", cases, n)
        return
    seated = 0
    for _, row, k in sorted(_tickets(world, rules, cases)):
        person = world.people[row]
        if seated < cases.number and rules.name not in person.places:
            _one(world, person, rules, list(world.spec.needs)[k], cases, seated)
            seated += 1
    if seated < cases.number:
        raise ValueError(f"{rules.name}: {cases.number} at the start, but only {seated} can be")


def _tickets(world: World, rules: Service, cases: StartCases) -> list[tuple[float, int, int]]:
    """Unmet needs in scope that nobody has in hand, of people who would be let in: luck, row, number of the need."""
    found = []
    for person in world.people if cases.person is None else [world.people[cases.person]]:
        if cases.person is None and not _would_let_in(world, rules, person):
            continue
        for k, (need, about) in enumerate(world.spec.needs.items()):
            fits = rules.has_in_scope(need) and need in (cases.need or need) and person.cohort is not None
            if fits and standing.unmet(world, person, need) and not any(s.need == need for s in person.strands):
                detail = mix32(mix32(OF_START, rules.luck), about.luck)
                found.append((person.source.uniform("born_trait", detail, 0, 0), person.row, k))
    return found


def _would_let_in(world: World, rules: Service, person: Person) -> bool:
    told = Referral(person, rules.name, [])
    told.observed = {need: standing.level(world, person, need) for need in world.spec.needs}
    return person.cohort is not None and not triage.decide(world, told, rules, at_assessment=True)[0]


def _visitor(world: World, rules: Service, cases: StartCases, n: int) -> Person:
    """As a stream would bring them, without needs (R2)."""
    luck = mix32(mix32(OF_START, rules.luck), int(cases.is_open))
    stream = Stream("", luck, rules.name, Steps(0.0), None, None, 1, 0, {})
    row = people.new_row(world)
    world.people[row] = people.visitor(world, stream, n, row)
    return world.people[row]


def _one(world: World, person: Person, rules: Service, need: str, cases: StartCases, n: int) -> None:
    age = cases.ages[n] if cases.ages else _age(world, person, rules, cases.age)
    request = Request(person, "at_start")
    world.tell(person, "request_opened", detail=4)
    strand = Strand(request, need, -age, sought=True)
    strand.level_at_opening = standing.level(world, person, need) if need else 0
    for strands in (request.strands, person.strands, person.all_strands):
        strands.append(strand)
    referral = Referral(person, rules.name, [strand], accepted_at=-age, started=-age)
    referral.visit = person.nth("visit", rules.name)
    referral.told = {need} if need else set()
    referral.severity = standing.level(world, person, need) if need else 0
    strand.where = person.places[rules.name] = referral
    if cases.is_open:
        _in_episode(world, referral, strand)
    else:
        _on_list(world, referral)


def _age(world: World, person: Person, rules: Service, age: Lasting) -> int:
    detail = mix32(OF_START, rules.luck)
    u = person.source.uniform("born_trait", detail, 0, 0)
    drawn = age.drawn.sample(u, lambda n: person.source.uniform("born_trait", detail, 0, n % 4, 65536 + n // 4))
    return rounded(drawn * product(age.factors, Situation(world, person, rules.name)))


def _rest(world: World, referral: Referral, d: Lasting, purpose: str, word: int, tries: int = TRIES) -> int:
    """What is left of a duration that has outlasted the age: drawn until it has; else nothing."""
    person, age = referral.person, -referral.accepted_at
    detail = mix32(OF_START, world.service(referral.service).luck)
    for n in range(1 if d.drawn.kind == "fixed" else tries):

        def spare(k: int, nth: int = n) -> float:
            return person.source.uniform(purpose, detail, nth, k % 4, 65536 + k // 4)

        drawn = d.drawn.sample(person.source.uniform(purpose, detail, n, word), spare)
        whole = rounded(drawn * product(d.factors, Situation(world, person, referral.service, referral)))
        if whole > age:
            return whole - age
    return 0


def _on_list(world: World, referral: Referral) -> None:
    person, rules = referral.person, world.service(referral.service)
    state = world.services[rules.name]
    referral.state, referral.on_list, referral.joined_at = "list", True, 0
    state.waiting.append(referral)
    world.tell(person, "joined_list", rules.name)
    people.on_lists(world, person, 1)
    if rules.patience:
        rest = _rest(world, referral, rules.patience, "patience", 0)
        world.book(rest, PATIENCE, person, lambda: waiting.tires(world, referral))
    by_appointment = waiting.free_slots(world, rules) > 0
    referral.ready_at = _rest(world, referral, rules.delay, "delay", 0, TRIES if by_appointment else 1)
    if referral.ready_at:
        world.book(referral.ready_at, JOINING, person, lambda: waiting.fill(world, rules.name))


def _in_episode(world: World, referral: Referral, strand: Strand) -> None:
    person, rules = referral.person, world.service(referral.service)
    world.opened += 1
    referral.state, referral.opened, referral.episode = "episode", world.opened, person.nth("episode", rules.name)
    episodes.meet(world, referral, rules)
    world.services[rules.name].open.append(referral)
    world.tell(person, "admitted", rules.name)
    strand.had_episode = True
    bears = person.source.uniform("stay", rules.luck, referral.episode, 1, 1) < rules.slot_day.share
    referral.bears_slot = rules.slot_day.pence > 0 and bears
    referral.working = referral.holds = True
    clocks.update(world, person)
    _counts_as(world, referral, strand)
    _book_rest(world, referral)


def _counts_as(world: World, referral: Referral, strand: Strand) -> None:
    """What it makes of a need it has made since the strand's books began (S1)."""
    person, need = referral.person, strand.need
    before = standing.level(world, person, need) if need else 0
    referral.caps = True
    people.settle(world, person)
    if need and standing.level(world, person, need) < before:
        effects.fell(world, referral, need)
        since = standing.last_cut(world, strand.opened)
        strand.falls[-1] = (since, referral)
        if not standing.unmet(world, person, need):
            person.levels[need][-1] = (since, person.levels[need][-1][1])


def _book_rest(world: World, referral: Referral) -> None:
    rules = world.service(referral.service)
    if rules.stay is not None:
        episodes.close_at(world, referral, _rest(world, referral, rules.stay, "stay", 0), "completed")
    closes = contacts.closing_rules(world, rules)
    if closes.after:
        episodes.close_at(world, referral, _rest(world, referral, closes.after, "stay", 1), "time_limit")
    episodes.may_withdraw(world, referral, rules)
    if rules.stay is None:
        _had_contacts(world, referral, rules)


def _had_contacts(world: World, referral: Referral, rules: Service) -> None:
    """Those before the start have raised the relationship, and count towards the limit, short of it."""
    person, limit = referral.person, contacts.closing_rules(world, rules).contacts
    at = referral.started
    while at < 0:
        n = person.nth("contact", rules.name)
        u = person.source.uniform("contact", rules.luck, n, 0)
        if rules.attend.happens(u, Situation(world, person, rules.name, referral)):
            bond = world.spec.bond_attended
            referral.relationship = short(referral.relationship + bond * (1.0 - referral.relationship))
            referral.attended += limit is None or referral.attended + 1 < limit
        at += contacts.interval(world, referral, n, at)
    contacts.set_pace(world, referral)
    contacts.book(world, referral, at)
