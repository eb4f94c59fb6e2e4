"""What the verbs that run a scenario share: from their options to a study, and from a study to what is printed."""

import sys
import warnings
from collections.abc import Callable
from pathlib import Path
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
RunDir = Annotated[
    Path | None,
    typer.Option(
        "--run-dir", metavar="DIR", file_okay=False, help="Keep each replication in this folder when it is done."
    ),
]
Resume = Annotated[
    bool, typer.Option("--resume", help="Take up what the folder of --run-dir holds, and run only the rest.")
]
Ran = TypeVar("Ran", bound=Study)


def ran(scenario: Scenario, variant: str, **settings: Any) -> Result:
    """One way of working, with a progress bar where somebody is looking."""
    return _guarded(running.run, scenario, variant=variant, **settings)


def compared(scenario: Scenario, variants: str | None, **settings: Any) -> Comparison:
    """Several ways of working, with a progress bar where somebody is looking."""
    return _guarded(running.compare, scenario, variants=_names(variants), **settings)


def _names(listed: str | None) -> list[str] | None:
    """The names in "a, b"."""
    return [name.strip() for name in listed.split(",")] if listed else None


def _guarded(
    run: Callable[..., Ran], scenario: Scenario, *, run_dir: Path | None = None, resume: bool = False, **settings: Any
) -> Ran:
    """A variant or folder that will not do is wrong usage; that a run was interrupted is said once, by `finish`."""
    if resume and run_dir is None:
        raise typer.BadParameter("--resume needs --run-dir DIR, the folder that keeps the run")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            study = run(scenario, progress=True, run_dir=run_dir, resume=resume, **settings)
    except (KeyError, ValueError) as error:
        raise typer.BadParameter(str(error.args[0])) from None
    except (KeyboardInterrupt, OSError) as error:
        if run_dir and (run_dir / "manifest.json").exists() and not isinstance(error, BlockingIOError):
            error.add_note(_how_to_resume(run_dir))
        raise
    if run_dir:
        _say_of_folder(study, run_dir)
    return study


def _say_of_folder(study: Study, run_dir: Path) -> None:
    """What was found in the folder, and what to do when not all is done."""
    if study.resumed:
        say(f"{run_dir}: {study.resumed} of {study.asked} replications were there")
    if study.dropped_bytes:
        say(f"{run_dir}: {study.dropped_bytes} torn or damaged bytes were dropped, and what they held is run anew")
    if study.is_partial:
        say(_how_to_resume(run_dir))


def _how_to_resume(run_dir: Path) -> str:
    return f"{run_dir} keeps what is done; the same command with --resume does the rest"


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
    """Say what a reader must know of the run, and leave with 130 if it was interrupted (143 by SIGTERM, see `verb`)."""
    for warning in study.run_warnings():
        say(f"warning: {warning}")
    if study.is_partial:
        raise typer.Exit(Exit.interrupted)
