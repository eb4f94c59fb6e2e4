"""``casepath new``: a scenario to start from, which passes `check` and runs as it is: the template or an example."""

from pathlib import Path
from typing import Annotated

import typer

from casepath.cli._common import Json, say, show_json, verb
from casepath.cli._examples import example_named, text_to_start_from

TEMPLATE = Path(__file__).with_name("template.toml")


@verb
def new(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", dir_okay=False, help="The file to write, ending in .toml.")
    ] = Path("scenario.toml"),
    example: Annotated[
        str | None, typer.Option("--from", metavar="NAME", help="Start from this example of casepath demo --list.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite a file that is there.")] = False,
    as_json: Json = False,
) -> None:
    """Write a small, commented scenario to start from: three services, in two ways of working.

    With --from, a copy of an example instead.
    """
    if file.suffix != ".toml":
        raise typer.BadParameter(f"must end in .toml, got {file.name}", param_hint="FILE")
    text = text_to_start_from(example_named(example)) if example else TEMPLATE.read_text(encoding="utf-8")
    try:
        with file.open("w" if force else "x", encoding="utf-8") as out:
            out.write(text)
    except FileExistsError:
        raise typer.BadParameter(f"{file} is already there; --force overwrites it", param_hint="FILE") from None
    if as_json:
        show_json({"file": str(file)})
    else:
        say(f"wrote {file}; next: casepath check {file}")
