"""Drawn durations and numbers: a kind, its parameters, and the transform of one uniform (`random/sample.hpp`).

Gamma and beta come from Boost in the core and are not drawn here.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from reference.exact import exp_of, log_of, normal_quantile, power_of
from reference.luck import choose

DAY = 86_400_000_000
YEAR = 365.25 * DAY
FOREVER = (2**63 - 1) // 4


def rounded(ticks: float) -> int:
    """The nearest tick, never below 0 (T1)."""
    if not ticks > 0:
        return 0
    return FOREVER if ticks >= FOREVER else int(ticks + 0.5)


@dataclass(frozen=True)
class Drawn:
    """A distribution: parameters a, b, c in the order of `random/distribution.hpp`."""

    kind: str
    a: float = 0.0
    b: float = 0.0
    c: float = 0.0
    parts: list["Drawn"] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)

    def sample(self, u: float, spare: Callable[[int], float]) -> float:
        """One draw. `spare(n)` is uniform n of the later blocks of the same address."""
        match self.kind:
            case "fixed":
                return self.a
            case "exponential":
                return self.a * -log_of(1.0 - u)
            case "lognormal":
                return self.a * exp_of(self.b * normal_quantile(u))
            case "weibull":
                return self.b * power_of(-log_of(1.0 - u), 1.0 / self.a)
            case "uniform":
                return self.a + (self.b - self.a) * u
            case "triangular":
                return self._triangular(u)
            case "normal":
                return max(self.a + self.b * normal_quantile(u), 0.0)
            case "table":
                return self.parts[choose(self.weights, u)].a
            case "mixture":
                return self._mixture(u, spare)
            case "erlang":
                total = 0.0
                for stage in range(int(self.a)):
                    total -= log_of(spare(stage))
                return total * (self.b / self.a)
        raise NotImplementedError(f"dist = {self.kind}")

    def mean(self) -> float:
        """Its mean, of the kinds that intervals have."""
        match self.kind:
            case "fixed" | "exponential":
                return self.a
            case "uniform":
                return (self.a + self.b) / 2
        raise NotImplementedError(f"mean of {self.kind}")

    def _triangular(self, u: float) -> float:
        width = self.c - self.a
        if not width > 0:
            return self.a
        if u < (self.b - self.a) / width:
            return self.a + math.sqrt(u * width * (self.b - self.a))
        return self.c - math.sqrt((1.0 - u) * width * (self.c - self.b))

    def _mixture(self, u: float, spare: Callable[[int], float]) -> float:
        target, below, least = u * sum(self.weights), 0.0, 2.0**-33
        chosen, rest = self.parts[0], 0.5
        for part, weight in zip(self.parts, self.weights, strict=True):
            if not weight > 0:
                continue
            chosen, rest = part, min(max((target - below) / weight, least), 1.0 - least)
            below += weight
            if target < below:
                break
        return chosen.sample(rest, spare)
