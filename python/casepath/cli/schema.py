"""``casepath schema``: the scenario format, as JSON Schema for editors or as a reference for people."""

from typing import Annotated

import typer

from casepath._engine import core
from casepath.cli._common import show, verb


@verb
def schema(
    reference: Annotated[
        bool, typer.Option("--reference", help="Print the reference of every key instead, as Markdown.")
    ] = False,
) -> None:
    """Print the JSON Schema of scenario files.

    Schema and reference come from the same table as the reader, so they cannot disagree with it.
    """
    show(core().format_reference() if reference else core().schema())
