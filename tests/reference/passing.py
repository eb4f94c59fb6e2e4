"""Passing on: which link, in which mode, with what result; and coming back to a lead (H1 to H7, C6, R3)."""

from dataclasses import dataclass
from typing import Any

from reference import episodes, household, people, requests, standing, system, triage, waiting
from reference.chances import product
from reference.durations import rounded
from reference.spec import Lasting, Link
from reference.standing import Situation
from reference.world import JOINING, MODES, Person, Referral, Strand, World, short


def pass_on(world: World, referral: Referral, strands: list[Strand], events: set[str], *, hand_off: bool) -> None:
    """After a rejection or a wait given up: back to the lead, on by a link, or the end."""
    reneged = "reneged" in events
    ways: dict[Strand, Link | None] = {}
    for strand in strands:
        if strand.ended is not None:
            continue
        strand.barred.add(referral.service)
        if strand.lead and strand.lead.is_open:
            come_back(world, strand)
            continue
        ways[strand] = choose(world, referral, strand, events)
    _end_unsent(world, referral, ways, "reneged" if reneged else None)
    _send_groups(world, referral, ways, hand_off)
    requests.leave_if_done(world, referral.person)


def pass_on_closed(world: World, referral: Referral, unmet: dict[Strand, bool], reason: str) -> set[Strand]:
    """After an episode, or in its course for a strand that is met. Gives the strands whose hand-off arrives."""
    ways: dict[Strand, Link | None] = {}
    for strand, is_unmet in unmet.items():
        if is_unmet and strand.lead and strand.lead.is_open:
            strand.barred.add(referral.service)
            come_back(world, strand)
            continue
        ways[strand] = choose(world, referral, strand, {"always", "unmet" if is_unmet else "met"})
    for strand, link in ways.items():
        if link and _in_hand(world, strand, link):
            requests.end(world, strand, "in_hand", referral.service)
        elif link is None:
            ended = "met" if not unmet[strand] else "withdrew" if reason == "withdrew" else "unmet_after_help"
            requests.end(world, strand, ended, referral.service)
    arriving = _send_groups(world, referral, ways, True)
    requests.leave_if_done(world, referral.person)
    return arriving


def choose(world: World, referral: Referral, strand: Strand, events: set[str], but: str = "") -> Link | None:
    """The link that a strand takes: a race of exponentials by link (H2)."""
    if _at_limit(world, strand):
        return None
    person, sender = referral.person, referral.service
    n = person.nth("choice", sender)
    links = [a for a in world.spec.links if a.sender == sender and events & set(a.on)]
    links = [a for a in links if _concerns(world, a, strand, events)]
    links = [a for a in links if a.again or a.receiver not in strand.barred]
    links = [a for a in links if a.receiver != but]
    links = [a for a in links if not (a.same_place and standing.is_far(world, person, a.receiver))]
    if not links:
        return None
    open_links = [a for a in links if not _known_as_full(world, person, a, n)]
    reserved = sum(a.share for a in links if a.share is not None)
    weights = sum(a.weight for a in open_links if a.share is None)
    left = max(1.0 - reserved, 0.0) * world.service(sender).onward
    best, soonest = None, float("inf")
    spread = 0.0
    for a in open_links:
        part = a.share if a.share is not None else left * a.weight / weights if weights > 0 else 0.0
        spread += part
        if part > 0 and (e := person.source.exponential("choice", a.luck, n, 0) / part) < soonest:
            best, soonest = a, e
    nowhere = 1.0 - spread
    if nowhere > 1e-12 and person.source.exponential("choice", world.service(sender).luck, n, 2) / nowhere < soonest:
        return None
    return best


def _at_limit(world: World, strand: Strand) -> bool:
    """Whether it has been passed on as often as may be (H5)."""
    return world.spec.max_hops is not None and strand.hops >= world.spec.max_hops


def _concerns(world: World, link: Link, strand: Strand, events: set[str]) -> bool:
    if not strand.need or link.needs is None:
        in_scope = not strand.need or world.service(link.receiver).has_in_scope(strand.need)
        return in_scope if strand.need or "always" in link.on else False
    return strand.need in link.needs or _other_need(world, link, strand, events) != ""


def _other_need(world: World, link: Link, strand: Strand, events: set[str]) -> str:
    """The need that is to be fixed first, of a link on a named refusal (H4)."""
    named = {event for event in events & set(link.on) if event.startswith("refused:")}
    if not named or link.needs is None or strand.need in link.needs:
        return ""
    return link.needs[0]


def _known_as_full(world: World, person: Person, link: Link, n: int) -> bool:
    """Whether the sender knows that the list is closed or full (C6)."""
    rules = world.service(link.receiver)
    if not waiting.is_full(world, rules) and not triage.is_shut(world, rules):
        return False
    u = person.source.uniform("choice", link.luck, n, 1)
    return world.spec.knows_closed.happens(u, Situation(world, person, link.receiver))


def _send_groups(world: World, referral: Referral, ways: dict[Strand, Link | None], hand_off: bool) -> set[Strand]:
    """Strands that choose the same receiver travel as one referral (H2)."""
    groups: dict[str, list[Strand]] = {}
    arriving: set[Strand] = set()
    for strand, link in ways.items():
        if link is None or strand.ended is not None:
            continue
        if link.spares_cliff_edge:
            referral.spared.add(strand.need)
        travels = _fix_first(world, referral, strand, link)
        if travels:
            groups.setdefault(link.receiver, []).append(travels)
    for receiver, strands in groups.items():
        link = next(a for a in world.spec.links if a.sender == referral.service and a.receiver == receiver)
        if _send(world, referral, strands, link, hand_off):
            arriving |= set(strands)
    return arriving


def _fix_first(world: World, referral: Referral, strand: Strand, link: Link) -> Strand | None:
    """On a named refusal with `for` another need that need travels, and the refused strand ends (H4)."""
    if not strand.need or link.needs is None or strand.need in link.needs:
        return strand
    need, person = link.needs[0], referral.person
    other = None
    if not household.borrows(person, need) and not any(s.need == need for s in person.strands if s.sought):
        other = requests.new_strand(world, strand.request, need, strand.sought)
        other.hops, other.where = strand.hops, None
    requests.end(world, strand, "refused", referral.service)
    return other


def _in_hand(world: World, strand: Strand, link: Link) -> bool:
    """Whether somebody has it in hand already (R3)."""
    if strand.sought or link.mode == "compulsory":
        return False
    mine = [s for s in strand.request.person.strands if s.need == strand.need and s is not strand]
    if any(s.where and s.where.service == link.receiver for s in mine):
        return True
    return strand.request.opener == "crisis" and any(s.sought for s in mine)


@dataclass
class Way:
    """How somebody is passed on: a link's mode, with what the link says for itself."""

    name: str
    arrives: Any
    delay: Lasting
    sender_cost: int
    retell: Any
    keeps: float


def _way(world: World, person: Person, link: Link, u: float) -> Way:
    name = link.mode
    if name != "compulsory":
        lead = standing.lead_of(world, person)
        rules = world.service(lead.service).lead if lead else None
        if rules and rules.mode:
            name = rules.mode
        if u < link.warm.base * system.link_trust(world, link):
            name = "warm"
    mode = world.spec.modes[name]
    fields = {key: getattr(mode, key) for key in ("arrives", "delay", "sender_cost", "retell", "keeps")}
    return Way(name, **{**fields, **link.own})


def _send(world: World, referral: Referral, strands: list[Strand], link: Link, hand_off: bool) -> bool:
    """Sends strands on; whether they will arrive is decided now and known after the delay (H6)."""
    person, sender = referral.person, world.service(referral.service)
    n = person.nth("pass", referral.service)

    def u(word: int, block: int = 0) -> float:
        return person.source.uniform("pass", sender.luck, n, word, block)

    way = _way(world, person, link, u(0))
    if way.sender_cost:
        requests.post(world, referral, "hand_off", way.sender_cost, strands=strands)
    detail = MODES.index(way.name)
    world.tell(person, "passed_on", referral.service, link.receiver, detail=detail, level=int(hand_off))
    for strand in strands:
        strand.hops += 1
        requests.drop(world, strand)
    there = Situation(world, person, link.receiver, referral)
    on = Referral(person, link.receiver, strands, way.name, link)
    on.priority = referral.priority
    on.relationship = short(referral.relationship * way.keeps)
    on.tells_again = way.retell.happens(u(3), there)
    if way.name == "shared" or (way.name == "warm" and u(0, 1) < way.keeps):
        on.told = set(referral.told)
    for strand in strands:
        strand.where = on
    if way.name in ("signpost", "cold") and system.entry_is_wrong(world, link.receiver):
        world.book(world.now + world.spec.found_after, JOINING, person, lambda: _nowhere(world, referral, on, hand_off))
        return False
    arrives = way.name == "compulsory" or way.arrives.happens(u(1), there)
    delay = rounded(way.delay.drawn.sample(u(2), _no_spare) * product(way.delay.factors, there))
    world.book(world.now + delay, JOINING, person, lambda: _comes(world, on, arrives))
    return arrives


def _no_spare(_: int) -> float:
    raise NotImplementedError("a delay of a mode by a distribution of many words")


def _comes(world: World, on: Referral, arrives: bool) -> None:
    if on.person.gone or not on.strands:
        return
    if arrives:
        triage.arrive(world, on)
        return
    on.state = "over"
    world.tell(on.person, "lost", on.service)
    people.trust_falls(world, on.person, "missed_hand_off")
    for strand in list(on.strands):
        strand.barred.add(on.service)
        if strand.lead and strand.lead.is_open:
            come_back(world, strand)
        else:
            requests.end(world, strand, "lost", on.service)
    requests.leave_if_done(world, on.person)


def _end_unsent(world: World, sender: Referral, ways: dict[Strand, Link | None], otherwise: str | None) -> None:
    """Of what was to be passed on, that which is in hand already, and that which no link takes (R3, R10)."""
    for strand, link in ways.items():
        if link and _in_hand(world, strand, link):
            requests.end(world, strand, "in_hand", sender.service)
        elif link is None:
            reason = otherwise or ("nobodys_case" if _at_limit(world, strand) else "refused")
            requests.end(world, strand, reason, sender.service)


def _nowhere(world: World, sender: Referral, on: Referral, hand_off: bool) -> None:
    """Sent by a wrong entry: the strands are back with the sender's other links (C6)."""
    if on.person.gone or not on.strands:
        return
    on.state = "over"
    world.tell(on.person, "wrong_address", on.service)
    requests.post(world, sender, "wrong_entry", world.spec.wrong_cost, strands=list(on.strands))
    people.trust_falls(world, on.person, "rejected")
    ways: dict[Strand, Link | None] = {}
    for strand in list(on.strands):
        strand.barred.add(on.service)
        if strand.lead and strand.lead.is_open:
            come_back(world, strand, on.service)
            continue
        ways[strand] = choose(world, sender, strand, {"rejected", "always"}, on.service)
    _end_unsent(world, sender, ways, "unmet_after_help" if hand_off else None)
    _send_groups(world, sender, ways, hand_off)
    requests.leave_if_done(world, on.person)


def send_while_staying(world: World, referral: Referral) -> None:
    """By `open` links, once a strand: its place becomes the receiver, and this episode its lead (H3)."""
    for strand in world.in_order(referral.strands):
        before = strand.sent_while_staying or strand in referral.chosen_for
        if not before and strand.lead is None and _is_unmet(world, strand):
            referral.chosen_for.add(strand)
            _send_out(world, referral, strand)


def _is_unmet(world: World, strand: Strand) -> bool:
    return not strand.need or standing.unmet(world, strand.request.person, strand.need)


def _send_out(world: World, referral: Referral, strand: Strand, but: str = "") -> None:
    if not any(a.sender == referral.service and "open" in a.on for a in world.spec.links):
        return
    link = choose(world, referral, strand, {"open"}, but)
    if link is None:
        return
    if _in_hand(world, strand, link):
        requests.end(world, strand, "in_hand", referral.service)
        episodes.close_if_empty(world, referral)
        return
    strand.lead, strand.sent_while_staying = referral, True
    referral.led.append(strand)
    _send(world, referral, [strand], link, True)


def come_back(world: World, strand: Strand, but: str = "") -> None:
    """To the episode that sent it on, which may send it to another (H3), not where the entry was wrong (C6)."""
    lead = strand.lead
    if lead is None:
        raise RuntimeError("a strand without a lead cannot come back")
    requests.drop(world, strand)
    strand.lead, strand.where = None, lead
    lead.led.remove(strand)
    lead.strands.append(strand)
    if _is_unmet(world, strand):
        _send_out(world, lead, strand, but)
