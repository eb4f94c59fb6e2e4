"""How somebody stands: trust as it is read, levels as they rule, and the circumstances of a chance (C1, C3, S1)."""

from typing import Any

from reference.exact import exp_of, log_of
from reference.text import _UNITS
from reference.world import Person, Referral, World, short


class Situation:
    """What a chance may depend on, of one person at one service (C1)."""

    def __init__(self, world: World, person: Person, service: str = "", referral: Referral | None = None,
                 observed: dict[str, int] | None = None) -> None:  # fmt: skip
        self.world, self.person, self.service, self.referral = world, person, service, referral
        self.observed = observed

    def trust(self) -> float:
        """As it stands now."""
        return trust_now(self.world, self.person)

    def relationship(self) -> float:
        """With the worker here, or what a lead carries over (S10)."""
        own = self.referral.relationship if self.referral else 0.0
        lead = lead_of(self.world, self.person)
        rules = lead and self.world.service(lead.service).lead
        return max(own, lead.relationship * rules.carries) if lead and rules and lead is not self.referral else own

    def extra_needs(self) -> int:
        """Unmet needs beyond the first: those observed where acceptance is decided, else all there are."""
        if self.observed is not None:
            return max(observed_unmet(self.world, self.observed) - 1, 0)
        levels = {need: level(self.world, self.person, need) for need in self.world.spec.needs}
        return max(observed_unmet(self.world, levels) - 1, 0)

    def far(self, strength: Any) -> float:
        """What a factor for who lives elsewhere comes to (P6)."""
        return far(self.world, self.person, self.service, strength)

    def is_waiting(self) -> bool:
        """Whether the person is on any list."""
        return self.person.lists > 0

    def has_lead(self) -> bool:
        """Whether a lead episode is open."""
        return lead_of(self.world, self.person) is not None

    def level(self, need: str) -> int:
        """The level that rules."""
        return level(self.world, self.person, need)

    def attribute(self, name: str) -> str:
        """Of the person."""
        return self.person.attributes.get(name, "")

    def is_open_at(self, service: str) -> bool:
        """Whether an episode there is open."""
        held = self.person.places.get(service)
        return held is not None and held.is_open


def is_far(world: World, person: Person, service: str) -> bool:
    """Whether a service is in other places than the person's."""
    at = world.service(service).at if service else None
    return bool(at) and bool(person.place) and person.place not in (at or [])


def far(world: World, person: Person, service: str, strength: Any) -> float:
    """1 where the service is; else one factor, or that of its nearest place by a table, either way round (P6)."""
    if not is_far(world, person, service):
        return 1.0
    if not isinstance(strength, dict):
        return float(strength)
    there = world.service(service).at or []
    factors = [strength.get(person.place, {}).get(to, strength.get(to, {}).get(person.place, 1)) for to in there]
    return nearest([float(factor) for factor in factors])


def nearest(factors: list[float]) -> float:
    """The factor that changes least."""
    return min(factors, key=lambda f: f if f >= 1 else 1 / f if f > 0 else float("inf"))


def observed_unmet(world: World, levels: dict[str, int]) -> int:
    """How many of these are above their goal."""
    return sum(levels[need] > world.spec.needs[need].goal for need in levels)


def lead_of(world: World, person: Person) -> Referral | None:
    """The first open lead episode (S10), from the beginning of its work (S1)."""
    return next((r for r in person.episodes() if r.holds and world.service(r.service).lead), None)


def trust_now(world: World, person: Person) -> float:
    """Trust, worn by waiting and drawn back by time, in closed form (C3)."""
    month = world.spec.trust_steps["month_waiting"]
    wearing = -log_of(1.0 - month) / _UNITS["month"] if month > 0 else 0.0
    returning = world.spec.trust_returns
    rate, passed = returning + person.lists * wearing, world.now - person.trust_at
    if rate > 0 and passed > 0:
        rest = returning * person.trust_start / rate
        person.trust = short(rest + (person.trust - rest) * exp_of(-rate * passed))
    person.trust_at = world.now
    return person.trust


def level(world: World, person: Person, need: str) -> int:
    """The level that rules: what an open episode counts it as, if that is lower (S1)."""
    lowest = person.beneath.get(need, 0)
    for held in person.places.values():
        rules = world.service(held.service).while_open.get(need)
        if held.caps and rules and rules.counts_as is not None:
            lowest = min(lowest, rules.counts_as)
    return lowest


def last_cut(world: World, opened: int) -> int:
    """When the books of a strand that was opened before the start began: at the last review (O7)."""
    review = world.spec.review
    return opened if opened >= 0 or not review else opened + -opened // review * review


def unmet(world: World, person: Person, need: str) -> bool:
    """Above its goal (N5)."""
    return level(world, person, need) > world.spec.needs[need].goal
