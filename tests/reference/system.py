"""What is nobody's: streams, arrivals, workers who leave, capacity over time, the directory, link trust."""

from collections.abc import Callable

from reference import closing, episodes, household, people, requests, starting, triage, waiting
from reference.durations import DAY, rounded
from reference.exact import exp_of
from reference.luck import Source
from reference.spec import Link, Service, Steps
from reference.spec_scenario import Cohort, Stream
from reference.world import DATED, ENDING, OPENING, World, short


def begin(world: World) -> None:
    """Everything that is booked before the first event."""
    for service in world.spec.services.values():
        _prepare(world, service)
    for cohort in world.spec.cohorts:
        for number in range(cohort.size):
            row = len(world.people)
            person = people.person_of_cohort(world, cohort, number, row)
            world.people.append(person)
            with_whom = world.people[row - 1].household if number % cohort.party_size else None
            household.join(world, cohort, person, with_whom)
    for person in list(world.people):
        people.joins(world, person)
    starting.begin(world)
    for cohort in world.spec.cohorts:
        if cohort.arrives.highest() > 0:
            _arrivals(world, cohort)
    for stream in world.spec.streams:
        _stream(world, stream)
    if world.spec.refreshed:
        _refreshes(world, 1)
    for at in world.spec.period_ends():
        world.book(at, DATED, None, lambda: post_slot_days(world))


def post_slot_days(world: World) -> None:
    """Slot-days so far, at the end of a counted year (O12)."""
    for state in world.services.values():
        for referral in state.open:
            episodes.settle_slot(world, referral)


def _prepare(world: World, rules: Service) -> None:
    state = world.services[rules.name]
    if rules.capacity:
        for at in rules.capacity.changes(world.spec.end):
            world.book(at, DATED, None, lambda: waiting.fill(world, rules.name))
    for at in rules.sessions.openings(world.spec.end) if rules.sessions else []:
        world.book(at, DATED, None, lambda: waiting.fill(world, rules.name))
    if rules.opens > 0:
        world.book(rules.opens, DATED, None, lambda: _open(world, rules))
    if rules.ends is not None:
        world.book(rules.ends, DATED, None, lambda: _funding_ends(world, rules))
    if rules.workers:
        state.holders = [1] * rules.workers.number
        state.vacant = [False] * rules.workers.number
        if rules.opens <= 0:
            _open(world, rules)
    if rules.changes > 0:
        _entry_changes(world, rules, 1, 0.0)


def _open(world: World, rules: Service) -> None:
    """Workers are hired when their service opens (K1, K3)."""
    for post in range(rules.workers.number if rules.workers else 0):
        _holder(world, rules, post)
    waiting.fill(world, rules.name)


def _funding_ends(world: World, rules: Service) -> None:
    """Those on the list are refused, those inside let go (S7)."""
    state = world.services[rules.name]
    for referral in sorted(state.waiting, key=lambda r: r.person.row):
        waiting.take_off(world, referral)
        waiting.give_up_place(world, referral)
        triage.reject(world, referral, referral.strands, "ended")
    for referral in sorted(state.open, key=lambda r: r.person.row):
        closing.close(world, referral, "funding_ended")


def _holder(world: World, rules: Service, post: int) -> None:
    """When the holder of a post leaves (K3)."""
    workers = rules.workers
    if workers is None or workers.leave <= 0:
        return
    n = world.services[rules.name].holders[post]
    e = world.source("service", rules.luck).exponential("worker", post, n, 0)
    world.book(world.now + rounded(e / workers.leave), ENDING, None, lambda: _worker_leaves(world, rules, post))


def _worker_leaves(world: World, rules: Service, post: int) -> None:
    workers, state = rules.workers, world.services[rules.name]
    if workers is None:
        return
    n = state.holders[post]
    for referral in [r for r in state.open if r.worker and r.worker[0] == post]:
        referral.relationship = short(referral.relationship * workers.keeps)
        referral.worker = (post, n + 1)
        people.trust_falls(world, referral.person, "new_worker")
    state.holders[post] = n + 1
    u = world.source("service", rules.luck).uniform("worker", post, n + 1, 1)
    vacant = rounded(workers.vacant.drawn.sample(u, _no_spare))
    if not vacant:
        _holder(world, rules, post)
        return
    state.vacant[post] = True

    def filled() -> None:
        state.vacant[post] = False
        _holder(world, rules, post)
        waiting.fill(world, rules.name)

    world.book(world.now + vacant, ENDING, None, filled)


def _no_spare(_: int) -> float:
    raise NotImplementedError("a vacancy by a distribution of many words")


def _entry_changes(world: World, rules: Service, n: int, at: float) -> None:
    """The directory entry goes wrong, at the same moments in every variant (C6)."""
    at += world.source("service", rules.luck).exponential("entry", 0, n, 0) / rules.changes

    def changes() -> None:
        world.services[rules.name].last_change = world.now
        _entry_changes(world, rules, n + 1, at)

    if at < world.spec.end:
        world.book(rounded(at), DATED, None, changes)


def _refreshes(world: World, n: int) -> None:
    every = world.spec.refreshed
    if every is None:
        return
    u = world.source("system", 0).uniform("entry", 0, n, 0)

    def refresh() -> None:
        world.refreshed_at = world.now
        _refreshes(world, n + 1)

    world.book(world.now + max(rounded(every.drawn.sample(u, _no_spare)), 1), DATED, None, refresh)


def entry_is_wrong(world: World, service: str) -> bool:
    """Whether a change has come since the last refresh."""
    return world.services[service].last_change > world.refreshed_at


def link_trust(world: World, link: Link) -> float:
    """As it is from the start of the day (C4)."""
    if link.trust is None:
        return 1.0
    at, x = world.trust_of_link.get((link.sender, link.receiver), (0, link.trust[0]))
    day = world.now // DAY * DAY
    while at < day:
        effort = max(sum(rate for first, rate in link.effort if first <= at), 0.0)
        until = min([day, *(first for first, _ in link.effort if first > at)])
        total = effort + link.trust[1]
        if total > 0:
            rest = effort / total
            x = rest + (x - rest) * exp_of(-total * (until - at))
        at = until
    world.trust_of_link[link.sender, link.receiver] = (at, x)
    return x


def _stream(world: World, stream: Stream) -> None:
    """Visitors exactly every so often, or at a rate (R2)."""
    numbers = iter(range(2**31))

    def come() -> None:
        for _ in range(stream.batch):
            row = people.new_row(world)
            person = people.visitor(world, stream, next(numbers), row)
            world.people[row] = person
            requests.open_request(world, person, "stream", stream.to, list(stream.levels))

    first = stream.first
    if stream.every is not None:
        _each(world, stream.every, first if first is not None else stream.every, come)
    elif stream.rate is not None:
        source = world.source("stream", stream.luck)
        _candidates(world, source, stream.rate, max(first or 0, 0), come)


def _each(world: World, every: int, at: int, come: Callable[[], None]) -> None:
    def now() -> None:
        come()
        _each(world, every, world.now + every, come)

    world.book(at, OPENING, None, now)


def _candidates(world: World, source: Source, rate: Steps, first: int, come: Callable[[], None]) -> None:
    highest = rate.highest()
    state = {"n": 0}

    def book() -> None:
        state["n"] += 1
        e = source.exponential("arrive", 0, state["n"], 0)
        start = max(world.now, first)
        world.book(start + rounded(e / highest), OPENING, None, now)

    def now() -> None:
        if source.uniform("arrive", 0, state["n"], 1) < rate.on(world.now) / highest:
            come()
        book()

    if highest > 0:
        book()


def _arrivals(world: World, cohort: Cohort) -> None:
    numbers = iter(range(cohort.size, 2**31))

    def come() -> None:
        first = None
        for _ in range(cohort.party_size):
            row = people.new_row(world)
            person = people.person_of_cohort(world, cohort, next(numbers), row)
            world.people[row] = person
            household.join(world, cohort, person, first.household if first else None)
            people.joins(world, person)
            first = first or person

    _candidates(world, world.source("cohort", cohort.luck), cohort.arrives, 0, come)
