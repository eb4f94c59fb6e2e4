"""``casepath check``: all that is wrong with a scenario, and what readers of its results must know, without a run."""

from typing import Annotated, Any

import typer

from casepath import _files, loading
from casepath.cli._common import Exit, Json, ScenarioFile, show, show_json, verb
from casepath.errors import Problem, ScenarioError

ToJson = Annotated[bool, typer.Option("--to-json", help="Print the scenario as the JSON that the C++ library reads.")]


@verb
def check(scenario: ScenarioFile, as_json: Json = False, to_json: ToJson = False) -> None:
    """Check a scenario: every problem with its line, then warnings, and a first estimate of loads and costs.

    What is found is the data of this verb, so it goes to standard output. Exit code 3 if there is any problem. The
    estimate is worked out from averages, without queues; beside it stands what one run came to.
    """
    if to_json:
        show(loading.load(scenario).json)
        return
    found = _found(scenario)
    if as_json:
        show_json(_as_json(found))
    else:
        show(_as_text(found, str(scenario)))
    if found.problems:
        raise typer.Exit(Exit.refused)


def _found(scenario: Any) -> loading.Check:
    """What the core says, or, when the file cannot even be read as TOML, what the reader says."""
    try:
        return loading.check(_files.read_file(scenario), str(scenario))
    except ScenarioError as error:
        return loading.Check(error.problems, [], [], "")


def _as_json(found: loading.Check) -> dict[str, Any]:
    estimate = None if found.estimate is None else found.estimate._asdict()
    if found.estimate is not None and estimate is not None:
        estimate["services"] = [service._asdict() for service in found.estimate.services]
    return {**found._asdict(), "problems": [problem._asdict() for problem in found.problems], "estimate": estimate}


def _as_text(found: loading.Check, file: str) -> str:
    if found.problems:
        return "\n".join([*(problem.text() for problem in found.problems), _count(found.problems, "problem")])
    lines = [
        f"warning: {warning if isinstance(warning, str) else warning.get('text', warning)}"
        for warning in found.warnings
    ]
    lines += [f"tie: {tie}" for tie in found.ties]
    names = ", ".join(variant if isinstance(variant, str) else str(variant["name"]) for variant in found.variants)
    verdict = f"{file}: can be run; variants: {names or 'none'}; {_count(found.warnings, 'warning')}; hash {found.hash}"
    estimate = [] if found.estimate is None or not found.estimate.services else [found.estimate.text()]
    return "\n".join([*estimate, *lines, verdict])


def _count(things: list[Problem] | list[Any], word: str) -> str:
    return f"{len(things)} {word}{'' if len(things) == 1 else 's'}"
