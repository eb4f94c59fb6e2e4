"""``casepath verify``: the installed program against theory and laws, or a scenario against the laws alone.

What it runs is imported when it runs: other verbs should not wait for the formulas of theory.
"""

import sys
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from casepath import loading
from casepath.cli._common import Exit, Jobs, Json, show, show_json, verb
from casepath.cli.new import TEMPLATE

if TYPE_CHECKING:
    from casepath.verify import Finding, Place

SHARPER = 5  # times the replications of the theory cases, with --full


@verb
def verify(
    scenario: Annotated[
        Path | None,
        typer.Argument(
            metavar="SCENARIO",
            exists=True,
            dir_okay=False,
            readable=True,
            help="Scenario file, .toml or .json; left out: this installation is verified.",
        ),
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help="Five times the replications; a scenario in its own size.")
    ] = False,
    jobs: Jobs = None,
    as_json: Json = False,
) -> None:
    """Verify this installation against formulas and laws, or a scenario against the laws that each must obey.

    Prints a line a check and a verdict. Exit code 4 if any check failed.
    """
    from casepath.verify import Place

    place = Place(_scenario(scenario), full=full, jobs=jobs)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # an interrupt is said once, by the verb
        against_theory = [] if scenario else _against_theory(full, jobs)
        against_laws = _against_laws(place)
    if as_json:
        show_json(_as_json(place, [*against_theory, *against_laws]))
    else:
        show(_as_text(place, against_theory, against_laws))
    if any(finding.state == "FAILED" for finding in (*against_theory, *against_laws)):
        raise typer.Exit(Exit.not_verified)


def _scenario(file: Path | None) -> loading.Scenario:
    """The scenario, or the small place that `casepath new` writes."""
    return loading.load(file) if file else loading.loads(TEMPLATE.read_text(encoding="utf-8"))


def _against_theory(full: bool, jobs: int | None) -> list["Finding"]:
    from casepath import verify as verification

    findings = verification.theory(times=SHARPER if full else 1, jobs=jobs)
    return _watched(findings, len(verification.CASES), "theory")


def _against_laws(place: "Place") -> list["Finding"]:
    from casepath import verify as verification

    return _watched(verification.checked(place), len(verification.CHECKS), "laws")


def _watched(findings: Iterable["Finding"], expected: int, what: str) -> list["Finding"]:
    """The findings, with a bar on standard error where somebody is looking."""
    from rich.console import Console
    from rich.progress import track

    console = Console(file=sys.stderr)
    hidden = not sys.stderr.isatty()
    return list(track(findings, what, total=expected, console=console, transient=True, disable=hidden))


def _as_json(place: "Place", findings: list["Finding"]) -> dict[str, object]:
    from casepath.verify import verdict

    return {
        "scenario": place.scenario.name,
        "scale": place.scale,
        "verdict": verdict(findings),
        "checks": [finding._asdict() for finding in findings],
    }


def _as_text(place: "Place", against_theory: list["Finding"], against_laws: list["Finding"]) -> str:
    from casepath.verify import verdict

    head = f"Theory: {len(against_theory)} cases, each failing a right program in at most 1 of a million seeds"
    laws = f"Laws, on the scenario {place.scenario.name}" + (f": {place.scale}" if place.scale else "")
    theory_part = [head, *map(str, against_theory), ""] if against_theory else []
    return "\n".join([*theory_part, laws, *map(str, against_laws), "", verdict([*against_theory, *against_laws])])
