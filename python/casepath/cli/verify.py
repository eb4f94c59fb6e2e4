"""``casepath verify``: the installed program against theory and laws, or a scenario against the laws alone."""

import sys
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from casepath import loading
from casepath.cli._common import Exit, Jobs, Json, show, show_json, verb
from casepath.cli.new import TEMPLATE
from casepath.verify import CASES, Finding, Place, checked, theory, verdict
from casepath.verify.scenario import CHECKS

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
    place = Place(_scenario(scenario), full=full, jobs=jobs)
    cases = () if scenario else theory(times=SHARPER if full else 1, jobs=jobs)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # an interrupt is said once, by the verb
        against_theory = _watched(cases, len(CASES), "theory")
        against_laws = _watched(checked(place), len(CHECKS), "laws")
    if as_json:
        show_json(_as_json(place, [*against_theory, *against_laws]))
    else:
        show(_as_text(place, against_theory, against_laws))
    if any(finding.state == "FAILED" for finding in (*against_theory, *against_laws)):
        raise typer.Exit(Exit.not_verified)


def _scenario(file: Path | None) -> loading.Scenario:
    """The scenario, or the small place that `casepath new` writes."""
    return loading.load(file) if file else loading.loads(TEMPLATE.read_text(encoding="utf-8"))


def _watched(findings: Iterable[Finding], expected: int, what: str) -> list[Finding]:
    """The findings, with a bar on standard error where somebody is looking."""
    from rich.console import Console
    from rich.progress import track

    console = Console(file=sys.stderr)
    hidden = not sys.stderr.isatty()
    return list(track(findings, what, total=expected, console=console, transient=True, disable=hidden))


def _as_json(place: Place, findings: list[Finding]) -> dict[str, object]:
    return {
        "scenario": place.scenario.name,
        "scale": place.scale,
        "verdict": verdict(findings),
        "checks": [finding._asdict() for finding in findings],
    }


def _as_text(place: Place, against_theory: list[Finding], against_laws: list[Finding]) -> str:
    name = place.scenario.name
    head = f"Theory: {len(against_theory)} cases, each failing a right program in at most 1 of a million seeds"
    laws = f"Laws, on the scenario {name}" + (f": {place.scale}" if place.scale else "")
    theory_part = [head, *map(str, against_theory), ""] if against_theory else []
    return "\n".join([*theory_part, laws, *map(str, against_laws), "", verdict([*against_theory, *against_laws])])
