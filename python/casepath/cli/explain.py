"""``casepath explain``: what a figure or a key of the scenario format means, its unit, and where it is defined."""

import difflib
import re
from typing import Annotated

import typer

from casepath._engine import core
from casepath.cli._common import Json, show, show_json, verb


@verb
def explain(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A figure (no_outcome_cost_share) or a path (services.gp.capacity).")
    ],
    as_json: Json = False,
) -> None:
    """Say what a figure or a key of the scenario format means."""
    try:
        text = core().explain(name)
    except (KeyError, ValueError) as error:
        raise typer.BadParameter(_nearest_figure(name) or str(error.args[0]), param_hint="NAME") from None
    if as_json:
        show_json({"name": name, "text": text})
    else:
        show(text)


def _nearest_figure(name: str) -> str:
    """A message that names the figure that may have been meant, or ""."""
    figures = re.findall(r"^\| `([^`]+)`", core().figure_reference(), re.MULTILINE)
    near = difflib.get_close_matches(name, figures, n=1, cutoff=0.7)
    return f'no figure is called "{name}"; did you mean "{near[0]}"?' if near else ""
