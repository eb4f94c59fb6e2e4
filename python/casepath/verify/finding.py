"""What a check found, in a line that can be read aloud, and one sentence over all of them."""

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

State = Literal["ok", "FAILED", "not tried"]


class Told(NamedTuple):
    """What a check says of itself: whether it held, what was found, and where to look first if it did not hold."""

    holds: bool
    found: str
    look: str


class Finding(NamedTuple):
    """The result of one check.

    Parameters
    ----------
    name : str
        What was checked.
    state : {"ok", "FAILED", "not tried"}
        Whether it held; not tried where the scenario cannot be changed as the check asks.
    found : str
        What was found, with its numbers.
    look : str
        Where to look first when it failed.
    figures : tuple of dict
        The numbers behind it, for machines.
    """

    name: str
    state: State
    found: str
    look: str = ""
    figures: tuple[dict[str, Any], ...] = ()

    @classmethod
    def of(cls, name: str, told: Told, figures: tuple[dict[str, Any], ...] = ()) -> "Finding":
        """A finding of something that either held or did not."""
        return cls(name, "ok" if told.holds else "FAILED", told.found, told.look, figures)

    def __str__(self) -> str:
        look = f"; look at {self.look}" if self.state == "FAILED" and self.look else ""
        return f"{self.state:9}  {self.name}: {self.found}{look}"


def verdict(findings: Sequence[Finding]) -> str:
    """One sentence: how many held, and the names of those that did not."""
    failed = [finding.name for finding in findings if finding.state == "FAILED"]
    skipped = sum(finding.state == "not tried" for finding in findings)
    tried = len(findings) - skipped
    aside = f"; {skipped} could not be tried" if skipped else ""
    if failed:
        return f"Not verified: {len(failed)} of {tried} checks failed: {', '.join(failed)}{aside}."
    return f"Verified: all {tried} checks held{aside}."
