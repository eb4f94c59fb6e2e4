"""``casepath demo``: the borough in two and more worlds: the headline on the screen, the report in a file."""

import sys
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from casepath import loading
from casepath.cli._common import Jobs, Json, Replications, Seed, say, verb
from casepath.cli._studies import compared, finish, print_study

EXAMPLE = "borough"


@verb
def demo(
    open_it: Annotated[bool, typer.Option("--open", help="Open the report in a browser.")] = False,
    replications: Replications = 20,
    seed: Seed = 1,
    jobs: Jobs = None,
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", file_okay=False, help="Where to write the report.")
    ] = Path(),
    as_json: Json = False,
) -> None:
    """Simulate an English borough, siloed and joined up: print the headline and write the report.

    Standard output is the headline; where the report is, is said on standard error.
    """
    borough = loading.examples[EXAMPLE]
    if sys.stderr.isatty():
        say(f"simulating {borough.core.about['people']} people, {replications} times in each way of working ...")
    study = compared(borough, None, replications=replications, seed=seed, jobs=jobs)
    print_study(study, as_json, None)
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{EXAMPLE}.html"
    study.report(path, command=f"casepath demo --replications {replications} --seed {seed}")
    say(f"report: {path.resolve()}")
    if open_it and not webbrowser.open(path.resolve().as_uri()):
        say("no browser could be opened; open the report by its path")
    finish(study)
