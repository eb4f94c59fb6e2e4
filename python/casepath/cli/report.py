"""``casepath report``: a comparison written as one HTML file that loads nothing from anywhere."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from casepath import loading
from casepath.cli._common import Jobs, Json, Replications, ScenarioFile, Seed, say, show_json, verb
from casepath.cli._studies import Variants, compared, finish


@verb
def report(
    scenario: ScenarioFile,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", dir_okay=False, help="The HTML file to write.")] = Path(
        "report.html"
    ),
    variants: Variants = None,
    replications: Replications = 20,
    seed: Seed = 1,
    jobs: Jobs = None,
    spread_overhead: Annotated[
        bool, typer.Option("--spread-overhead", help="Share overhead over the classes of its service, in proportion.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Compare ways of working and write the report: one HTML file, for a browser or a printer."""
    if not out.parent.is_dir():
        raise FileNotFoundError(f"{out} cannot be written: the folder {out.parent} is not there")
    study = compared(loading.load(scenario), variants, replications=replications, seed=seed, jobs=jobs)
    listed = ["--variants", variants] if variants else []
    words = ["casepath", "report", str(scenario), "--replications", str(replications), "--seed", str(seed), *listed]
    words += ["--spread-overhead"] if spread_overhead else []
    study.report(out, command=shlex.join(words), spread_overhead=spread_overhead)
    if as_json:
        show_json({"report": str(out), "replications": study.replications, "partial": study.is_partial})
    say(f"wrote {out}")
    finish(study)
