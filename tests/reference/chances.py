"""Every yes or no (C1) and every factor on a rate or a duration (C2): one list of factors, two uses."""

from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from reference.exact import power_of

NAMED = ("trust", "relationship", "extra_need", "far", "lead", "waiting")


class Circumstances(Protocol):
    """What a factor may depend on."""

    def trust(self) -> float: ...
    def relationship(self) -> float: ...
    def extra_needs(self) -> int: ...
    def far(self, strength: Any) -> float: ...
    def is_waiting(self) -> bool: ...
    def has_lead(self) -> bool: ...
    def level(self, need: str) -> int: ...
    def attribute(self, name: str) -> str: ...
    def is_open_at(self, service: str) -> bool: ...


def step(share: float) -> float:
    """Trust and relationship are read in 256 steps, of a 32-bit number (C1)."""
    return int(np.float32(share) * np.float32(255) + np.float32(0.5)) / 255.0


@dataclass(frozen=True)
class Factor:
    """One factor: of what, and how strong (a table by level or value for needs and attributes)."""

    of: str
    kind: str  # one of NAMED, or need, attribute, service
    strength: Any

    def value(self, c: Circumstances) -> float:
        """What it multiplies by in these circumstances."""
        match self.kind:
            case "trust":
                return power_of(self.strength, step(c.trust()) - 0.5)
            case "relationship":
                return power_of(self.strength, step(c.relationship()))
            case "extra_need":
                return power_of(self.strength, float(c.extra_needs()))
            case "far":
                return c.far(self.strength)
            case "lead":
                holds = c.has_lead()
            case "waiting":
                holds = c.is_waiting()
            case "need":
                return float(self.strength[c.level(self.of)])
            case "attribute":
                return float(self.strength.get(c.attribute(self.of), 1.0))
            case _:
                holds = c.is_open_at(self.of)
        return float(self.strength) if holds else 1.0


def product(factors: list[Factor], c: Circumstances) -> float:
    """All factors together."""
    result = 1.0
    for factor in factors:
        result *= factor.value(c)
    return result


@dataclass(frozen=True)
class Chance:
    """A base probability and factors on its odds; 0 and 1 are never moved."""

    base: float = 1.0
    odds: list[Factor] = field(default_factory=list)

    def happens(self, u: float, c: Circumstances, extra: float = 1.0) -> bool:
        """Whether it does, for a uniform u; `extra` is a further factor, as of a lead (S10)."""
        if not self.odds and extra == 1.0:
            return u < self.base
        if self.base <= 0.0:
            return False
        if self.base >= 1.0:
            return True
        odds = self.base / (1.0 - self.base) * extra * product(self.odds, c)
        return u < odds * (1.0 - u)
