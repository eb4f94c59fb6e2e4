"""When a list is open (K2)."""

from dataclasses import dataclass


@dataclass
class Sessions:
    """From, lasts: in ticks from the start of each period, or from the start of the run."""

    every: int | None
    at: list[tuple[int, int]]

    def is_open(self, now: int) -> bool:
        """The last instant of a session is left out."""
        into = now % self.every if self.every else now
        return any(start <= into < start + lasts for start, lasts in self.at)

    def openings(self, until: int) -> list[int]:
        """The instants at which sessions begin."""
        periods = range(0, until, self.every) if self.every else [0]
        return [period + start for period in periods for start, _ in self.at if 0 <= period + start < until]
