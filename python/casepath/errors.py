"""What can go wrong, as two kinds: a scenario that cannot be run, and a run that failed."""

from collections.abc import Iterable
from typing import NamedTuple


class Problem(NamedTuple):
    """One thing wrong with a scenario: where, what was found, what would do.

    Parameters
    ----------
    file : str
        Name of the file, empty when the scenario came from text.
    line : int or None
        Line in that file, counted from 1, where known.
    path : str
        Names joined by dots, such as ``services.hostel.capacity``; empty for the file as a whole.
    found, allowed : str
        What stands there, and what may. Without `allowed`, `found` is the whole message.
    hint : str
        What to try, or empty.
    """

    file: str
    line: int | None
    path: str
    found: str
    allowed: str = ""
    hint: str = ""

    def text(self) -> str:
        """One line: ``borough.toml:41: services.hostel.capacity: must be at least 1, got 0``."""
        place = (
            f"{self.file}:{self.line}"
            if self.file and self.line
            else self.file or (f"line {self.line}" if self.line else "")
        )
        message = f"must be {self.allowed}, got {self.found}" if self.allowed else self.found
        return ": ".join(part for part in (place, self.path, message) if part) + (f"; {self.hint}" if self.hint else "")


class ScenarioError(ValueError):
    """A scenario that cannot be run; `problems` holds all that was found, not only the first.

    Examples
    --------
    >>> print(ScenarioError([Problem("place.toml", 3, "services.gp.capacity", "0", "at least 1")]))
    place.toml:3: services.gp.capacity: must be at least 1, got 0
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(problem.text() for problem in self.problems))

    def __reduce__(self) -> tuple[type["ScenarioError"], tuple[list[Problem]]]:
        """So that worker processes can send it back."""
        return type(self), (self.problems,)


class ModelError(RuntimeError):
    """The model broke one of its own laws, or ran into a limit; the message names day, person, replication and seed."""
