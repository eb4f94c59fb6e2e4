"""What the verbs that run a scenario share: from their options to a study, and from a study to what is printed."""

import sys
import warnings
from collections.abc import Callable
from typing import Annotated, Any, TypeVar

import typer

from casepath import running
from casepath.cli._common import Exit, say, show
from casepath.loading import Scenario
from casepath.results import Comparison, Result, Study

Figures = Annotated[
    str | None, typer.Option("--figures", metavar="PATTERN", help="Print these figures instead: 'service/*/wait_p90'.")
]
Variants = Annotated[
    str | None,
    typer.Option("--variants", metavar="A,B", help="Which, the first being what others are held against; default all."),
]
Ran = TypeVar("Ran", bound=Study)


def ran(scenario: Scenario, variant: str, **settings: Any) -> Result:
    """One way of working, with a progress bar where somebody is looking."""
    return _guarded(running.run, scenario, variant=variant, **settings)


def compared(scenario: Scenario, variants: str | None, **settings: Any) -> Comparison:
    """Several ways of working, with a progress bar where somebody is looking."""
    return _guarded(running.compare, scenario, variants=variants.split(",") if variants else None, **settings)


def _guarded(run: Callable[..., Ran], scenario: Scenario, **settings: Any) -> Ran:
    """A variant that is not there is wrong usage; that a run was interrupted is said once, by `finish`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            return run(scenario, progress=True, **settings)
    except (KeyError, ValueError) as error:
        raise typer.BadParameter(str(error.args[0])) from None


def print_study(study: Study, as_json: bool, pattern: str | None) -> None:
    """The study to standard output: the core's JSON as it is, the figures asked for, or the headline."""
    if as_json:
        sys.stdout.write(study.to_json())
    elif pattern is None:
        show(str(study))
    else:
        show(figures_text(study, pattern))


def figures_text(study: Study, pattern: str) -> str:
    """All figures that fit, in columns parted by tabs, with the paired differences of a comparison."""
    try:
        tables = [study.figures(pattern)]
    except KeyError as error:
        raise typer.BadParameter(str(error.args[0]), param_hint="--figures") from None
    if isinstance(study, Comparison):
        tables.append(study.differences(pattern))
    return "\n\n".join(_tabbed(table) for table in tables)


def _tabbed(table: Any) -> str:
    rows = ["\t".join(str(value) for value in row.values()) for row in table.rows()]
    return "\n".join([f"# {table.note}", "\t".join(table.names), *rows])


def finish(study: Study) -> None:
    """Say what a reader must know of the run, and leave with 130 if it was interrupted."""
    for warning in study.run_warnings():
        say(f"warning: {warning}")
    if study.is_partial:
        raise typer.Exit(Exit.interrupted)
