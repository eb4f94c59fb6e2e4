"""``casepath compare``: several ways of working under the same luck, with paired differences."""

from casepath import loading, money
from casepath.cli._common import Jobs, Json, Replications, ScenarioFile, Seed, show, verb
from casepath.cli._studies import Figures, Resume, RunDir, Variants, compared, finish, print_study


@verb
def compare(
    scenario: ScenarioFile,
    variants: Variants = None,
    replications: Replications = 20,
    seed: Seed = 1,
    jobs: Jobs = None,
    as_json: Json = False,
    figures: Figures = None,
    run_dir: RunDir = None,
    resume: Resume = False,
) -> None:
    """Compare ways of working: headline figures, paired differences with 95 % intervals, and what each plans to spend.

    Ctrl-C prints what is done and leaves with exit code 130.

    With --run-dir, what is done outlasts a crash: the same command with --resume prints what an unbroken run would.
    """
    settings = {"replications": replications, "seed": seed, "jobs": jobs, "run_dir": run_dir, "resume": resume}
    study = compared(loading.load(scenario), variants, **settings)
    print_study(study, as_json, figures)
    if not as_json and figures is None:
        show(f"\n{money.planned_text(study)}")
    finish(study)
