"""``casepath run``: one way of working, replicated."""

from typing import Annotated

import typer

from casepath import loading
from casepath.cli._common import Jobs, Json, Replications, ScenarioFile, Seed, verb
from casepath.cli._studies import Figures, finish, print_study, ran


@verb
def run(
    scenario: ScenarioFile,
    variant: Annotated[
        str, typer.Option("--variant", help="Which way of working; base is the scenario as it stands.")
    ] = "base",
    replications: Replications = 20,
    seed: Seed = 1,
    jobs: Jobs = None,
    as_json: Json = False,
    figures: Figures = None,
) -> None:
    """Run one way of working and print its headline figures with 95 % intervals.

    Ctrl-C prints what is done and leaves with exit code 130.
    """
    study = ran(loading.load(scenario), variant, replications=replications, seed=seed, jobs=jobs)
    print_study(study, as_json, figures)
    finish(study)
