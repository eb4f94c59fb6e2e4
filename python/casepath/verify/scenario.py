"""All checks of one scenario, in the order in which a failure of one would explain failures of the next."""

from collections.abc import Callable, Iterator

from casepath.errors import ModelError, ScenarioError
from casepath.verify import extremes, laws
from casepath.verify.finding import Finding, Told
from casepath.verify.place import Place

Check = Callable[[Place], Told]
CHECKS: tuple[Check, ...] = laws.CHECKS + extremes.CHECKS


def checked(place: Place) -> Iterator[Finding]:
    """What each check found."""
    return (found_by(check, place) for check in CHECKS)


def found_by(check: Check, place: Place) -> Finding:
    """The finding of one check. A run that breaks a law is one too; so is a change that the scenario does not allow."""
    name = check.__name__.replace("_", " ")
    try:
        return Finding.of(name, check(place))
    except ModelError as error:
        return Finding(name, "FAILED", f"a run broke one of its laws: {error}", "this message; please report it")
    except ScenarioError as error:
        return Finding(name, "not tried", f"the scenario cannot be changed so: {error.problems[0].text()}")
