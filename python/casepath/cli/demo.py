"""``casepath demo``: the borough, or another example, in its worlds: headline on the screen, report in a file."""

import sys
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from casepath import loading
from casepath.cli._common import Jobs, Json, Replications, Seed, say, show, show_json, verb
from casepath.cli._examples import comparable, example_named, last_part
from casepath.cli._studies import compared, finish, print_study

EXAMPLE = "borough"


@verb
def demo(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Which example; one of --list.")] = EXAMPLE,
    list_them: Annotated[bool, typer.Option("--list", help="List the examples, each with its title.")] = False,
    open_it: Annotated[bool, typer.Option("--open", help="Open the report in a browser.")] = False,
    replications: Replications = 20,
    seed: Seed = 1,
    jobs: Jobs = None,
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", file_okay=False, help="Where to write the report.")
    ] = Path(),
    as_json: Json = False,
) -> None:
    """Simulate an English borough, or another example, in its ways of working: headline and report.

    Standard output is the headline; where the report is, is said on standard error.
    """
    if list_them:
        _list(as_json)
        return
    name = example_named(name)
    scenario = loading.examples[name]
    if sys.stderr.isatty():
        say(f"simulating {scenario.core.about['people']} people, {replications} times in each way of working ...")
    study = compared(scenario, None, replications=replications, seed=seed, jobs=jobs)
    print_study(study, as_json, None)
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{last_part(name)}.html"
    which = "" if name == EXAMPLE else f" {last_part(name)}"
    study.report(path, command=f"casepath demo{which} --replications {replications} --seed {seed}")
    say(f"report: {path.resolve()}")
    if open_it and not webbrowser.open(path.resolve().as_uri()):
        say("no browser could be opened; open the report by its path")
    finish(study)


def _list(as_json: bool) -> None:
    """Names and titles, in columns or as JSON."""
    found = comparable()
    if as_json:
        show_json({"examples": [{"name": name, "title": title} for name, title in found.items()]})
        return
    width = max(map(len, found))
    show("\n".join(f"{name:{width}}  {title}" for name, title in found.items()))
