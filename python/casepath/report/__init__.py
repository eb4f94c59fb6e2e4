"""The report: one HTML file that says what was found, shows the rows of each chart, and loads nothing from anywhere.

Every name and number reaches the page through Jinja2's autoescape; charts are SVG made by `charts` and `sankey`.
"""

from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from casepath import headline, placebo, running
from casepath._engine import core
from casepath._text import plain, words
from casepath.report import findings, pictures, story
from casepath.report.assumed import assumptions
from casepath.results import Comparison

PLACEBO_REPLICATIONS = 2


def write(study: Comparison, path: Path, *, command: str = "", spread_overhead: bool = False) -> Path:
    """Write the report of a comparison.

    Parameters
    ----------
    study : Comparison
        What it is of.
    path : Path
        The file to write.
    command : str
        The command line that repeats the run; the usual one if left out.
    spread_overhead : bool, default False
        Show overhead in the classes of the services that it belongs to, in proportion (rule O8).

    Returns
    -------
    Path
    """
    path.write_text(html(study, command=command, spread_overhead=spread_overhead), encoding="utf-8")
    return path


def html(study: Comparison, *, command: str = "", spread_overhead: bool = False) -> str:
    """The report's text; the placebo is run for it."""
    environment = Environment(
        loader=PackageLoader("casepath.report", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, finalize=_plain,
    )  # fmt: skip
    environment.filters["words"] = words
    return environment.get_template("report.html").render(
        _context(study, command) | {"costs": pictures.costs(study, spread_overhead=spread_overhead)}
    )


def _plain(value: Any) -> Any:
    return plain(value) if type(value) is str else value


def _context(study: Comparison, command: str) -> dict[str, Any]:
    about, rows = study.scenario.core.about, findings.headline_rows(study)
    return {
        "title": about["title"] or study.scenario.name,
        "about": about,
        "study": study,
        "style": Markup(Path(__file__).with_name("report.css").read_text(encoding="utf-8")),
        "finding": findings.paragraphs(study),
        "headline": rows,
        "never": any(cell["mean"] == "never" for row in rows for cell in row["means"]),
        "ratios": [words(line) for line in headline.ratios(study) if line],
        "placebo": _placebo(study),
        "flows": pictures.flows(study),
        "lists": pictures.lists(study),
        "journey": story.told(study),
        "assumed": assumptions(study.scenario),
        "made": _made(study, command),
    }


def _placebo(study: Comparison) -> dict[str, Any]:
    """The placebo law, run with the same seed: every effect off (rules 5; design 8)."""
    nothing = placebo.placebo_of(study.scenario)
    run = running.compare(nothing, variants=study.variants, replications=PLACEBO_REPLICATIONS, seed=study.seed)
    return {
        "holds": placebo.holds(run),
        "replications": run.replications,
        "rows": [
            (name, *(run.figure(f"no_outcome_{of}_share", variant=name).mean for of in ("cost", "interaction")))
            for name in run.variants
        ],
    }


def _made(study: Comparison, command: str) -> list[tuple[str, str]]:
    usual = f"casepath report {study.scenario.file or 'SCENARIO'} --replications {study.asked} --seed {study.seed}"
    part = f" of {study.asked} asked for: the run was interrupted" if study.is_partial else ""
    return [
        ("Scenario", f"{study.scenario.name}, hash {study.scenario.core.hash}"),
        ("Ways of working", ", ".join(study.variants)),
        ("Seed", str(study.seed)),
        ("Replications", f"{study.replications}{part}"),
        ("Intervals", "95 %, Student's t over replications; differences are paired, replication by replication"),
        ("Versions", f"casepath {core().version}, results-version {core().results_version}"),
        ("To repeat", command or usual),
    ]
