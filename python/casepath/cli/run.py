"""``casepath run``: one way of working, replicated."""

from typing import Annotated

import typer

from casepath import loading
from casepath.cli._common import Jobs, Json, Replications, ScenarioFile, Seed, verb
from casepath.cli._studies import Figures, Resume, RunDir, finish, print_study, ran


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
    run_dir: RunDir = None,
    resume: Resume = False,
) -> None:
    """Run one way of working and print its headline figures with 95 % intervals.

    Ctrl-C prints what is done and leaves with exit code 130.

    With --run-dir, what is done outlasts a crash: the same command with --resume prints what an unbroken run would.
    """
    settings = {"replications": replications, "seed": seed, "jobs": jobs, "run_dir": run_dir, "resume": resume}
    study = ran(loading.load(scenario), variant, **settings)
    print_study(study, as_json, figures)
    finish(study)
