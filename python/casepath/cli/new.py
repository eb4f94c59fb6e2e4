"""``casepath new``: a small, commented scenario to start from, which passes `check` and runs as it is."""

from pathlib import Path
from typing import Annotated

import typer

from casepath.cli._common import Json, say, show_json, verb

TEMPLATE = Path(__file__).with_name("template.toml")


@verb
def new(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", dir_okay=False, help="The file to write, ending in .toml.")
    ] = Path("scenario.toml"),
    force: Annotated[bool, typer.Option("--force", help="Overwrite a file that is there.")] = False,
    as_json: Json = False,
) -> None:
    """Write a small, commented scenario to start from: three services, in two ways of working."""
    if file.suffix != ".toml":
        raise typer.BadParameter(f"must end in .toml, got {file.name}", param_hint="FILE")
    try:
        with file.open("w" if force else "x", encoding="utf-8") as out:
            out.write(TEMPLATE.read_text(encoding="utf-8"))
    except FileExistsError:
        raise typer.BadParameter(f"{file} is already there; --force overwrites it", param_hint="FILE") from None
    if as_json:
        show_json({"file": str(file)})
    else:
        say(f"wrote {file}; next: casepath check {file}")
