"""Waiting lists: delay, patience, chasing, order, and who is next (W1 to W5, K1)."""

from reference import blocked, clocks, episodes, passing, people, preemption, requests, triage
from reference.chances import product
from reference.durations import rounded
from reference.spec import Service
from reference.standing import Situation
from reference.world import JOINING, PATIENCE, Referral, World


def slots(world: World, rules: Service) -> float:
    """How many slots there are now."""
    if rules.workers:
        return float(rules.workers.number * rules.workers.caseload)
    return float("inf") if rules.capacity is None else rules.capacity.on(world.now)


def free_slots(world: World, rules: Service) -> float:
    """How many can be taken: none while a cut drains, none of a vacant post."""
    state = world.services[rules.name]
    if rules.workers:
        return float(sum(episodes.room(world, rules, post) for post in range(rules.workers.number)))
    return slots(world, rules) - len(state.open)


def is_shut(world: World, rules: Service) -> bool:
    """Between two sessions of a timetable (K2)."""
    return rules.sessions is not None and not rules.sessions.is_open(world.now)


def is_full(world: World, rules: Service) -> bool:
    """No slot free, and as many waiting as may (W4)."""
    if rules.closed_at is None or rules.takes_everyone:
        return False
    has_room = free_slots(world, rules) > 0 and not is_shut(world, rules)
    return not has_room and len(world.services[rules.name].waiting) >= rules.closed_at


def accept(world: World, referral: Referral) -> None:
    """Taken on: into the place already held (R4), or towards a slot."""
    person, rules = referral.person, world.service(referral.service)
    world.tell(person, "accepted", referral.service)
    for strand in referral.strands:
        if strand.request.opener == "crisis" and not strand.sought and strand.hops and referral.mode != "compulsory":
            strand.sought = True
    there = person.places.get(referral.service)
    if there:
        join(world, there, referral)
        return
    referral.accepted_at = world.now
    referral.severity = max((referral.observed.get(s.need, 0) for s in referral.strands), default=0)
    if rules.patience:
        patience = triage.lasts(world, person, referral, rules.patience, "patience", 0)
        referral.patience = patience
    if rules.has_assessment and rules.before_wait and not episodes.stands(world, referral):
        referral.state = "assessing"
        episodes.assess(world, referral, lambda: wait(world, referral))
    else:
        wait(world, referral)


def join(world: World, there: Referral, newcomer: Referral) -> None:
    """Strands accepted later join the place the person has (R4)."""
    if any(s.bed is there for s in newcomer.strands):
        raise NotImplementedError("sent back to the bed that is still held")
    episodes.settle_slot(world, there)
    for strand in newcomer.strands:
        strand.where = there
        there.strands.append(strand)
        strand.had_episode |= there.is_open
    joined, newcomer.strands, newcomer.state = newcomer.strands, [], "over"
    if there.is_open:
        blocked.taken_on(world, joined)
    clocks.update(world, there.person)
    if there.working and there.is_at_work:
        passing.send_while_staying(world, there)


def wait(world: World, referral: Referral) -> None:
    """To the list; nobody is admitted before the delay has passed (W1)."""
    person, rules = referral.person, world.service(referral.service)
    there = person.places.get(referral.service)
    if there:
        join(world, there, referral)
        return
    person.places[referral.service] = referral
    referral.state, referral.joined_at, referral.since = "list", world.now, world.now
    delay = triage.lasts(world, person, referral, rules.delay, "delay", 0)
    referral.ready_at = world.now + delay
    world.services[rules.name].waiting.append(referral)
    if delay:
        world.book(referral.ready_at, JOINING, person, lambda: fill(world, rules.name))
    else:
        takes_over = free_slots(world, rules) <= 0
        fill(world, rules.name)
        if referral.state != "list" and takes_over:  # on the list for this instant (W3)
            world.tell(person, "joined_list", referral.service)
            world.tell(person, "off_list", referral.service)
    if referral.state != "list":
        return
    world.tell(person, "joined_list", referral.service)
    referral.on_list = True
    people.on_lists(world, person, 1)
    if referral.patience is not None:
        world.book(world.now + referral.patience, PATIENCE, person, lambda: tires(world, referral))


def fill(world: World, service: str) -> None:
    """Free slots are filled at once with who is next (W2)."""
    rules, state = world.spec.services[service], world.services[service]
    while not is_shut(world, rules) and not triage.is_shut(world, rules):
        ready = [r for r in state.waiting if r.ready_at <= world.now]
        if not ready or not (free_slots(world, rules) > 0 or preemption.makes_room(world, rules, ready)):
            return
        chosen = _next(world, rules, ready)
        take_off(world, chosen)
        if chosen.left:
            preemption.resume(world, chosen)
        else:
            episodes.admit(world, chosen)


def _next(world: World, rules: Service, ready: list[Referral]) -> Referral:
    """Who is next; by lot among several the service draws (W2)."""
    in_line = sorted(ready, key=lambda r: turn(rules, r))
    if rules.order != "random" or len(ready) == 1:
        return in_line[0]
    state = world.services[rules.name]
    state.picks += 1
    return in_line[int(world.source("service", rules.luck).uniform("pick", 0, state.picks, 0) * len(ready))]


def turn(rules: Service, r: Referral) -> tuple[int, int, int]:
    """Lower goes first: by the order, then by acceptance, then by number."""
    first = {
        "first_come": 0,
        "random": 0,
        "last_come": -r.accepted_at,
        "severity": -r.severity,
        "priority": r.priority,
        "score": r.accepted_at - rules.severity_counts * r.severity,
    }[rules.order]
    return (first, r.accepted_at, r.person.row)


def take_off(world: World, referral: Referral) -> None:
    """Off the list, whatever for; the calls made meanwhile are written down, dated back."""
    world.services[referral.service].waiting.remove(referral)
    if referral.on_list:
        referral.on_list = False
        world.tell(referral.person, "off_list", referral.service)
        people.on_lists(world, referral.person, -1)
        chases(world, referral)
    referral.state = "off"


def chases(world: World, referral: Referral) -> None:
    """Any news? Asked at a rate from the acceptance on."""
    person, rules = referral.person, world.service(referral.service)
    rate = rules.chase.per_tick * product(rules.chase.factors, Situation(world, person, referral.service, referral))
    at, n = referral.joined_at, 0
    while rate > 0:
        at += rounded(person.source.exponential("chase", rules.luck, referral.visit, n % 4, n // 4) / rate)
        n += 1
        if at >= world.now:
            return
        if at < referral.since:
            continue
        requests.post(world, referral, "chase", rules.chase_cost, at=at)


def tires(world: World, referral: Referral) -> None:
    if referral.state != "list" or referral.left or referral.person.gone:
        return
    person = referral.person
    world.tell(person, "left_list", referral.service)
    take_off(world, referral)
    give_up_place(world, referral)
    people.trust_falls(world, person, "reneged")
    passing.pass_on(world, referral, world.in_order(referral.strands), {"reneged"}, hand_off=False)


def give_up_place(world: World, referral: Referral) -> None:
    """The person holds nothing at that service any more."""
    referral.state = "over"
    if referral.person.places.get(referral.service) is referral:
        del referral.person.places[referral.service]
    clocks.update(world, referral.person)


def leave_if_empty(world: World, referral: Referral) -> None:
    """Who waits for nothing leaves the list (R5)."""
    if referral.strands or referral.state not in ("list", "assessing"):
        return
    if referral.on_list:
        take_off(world, referral)
    give_up_place(world, referral)
