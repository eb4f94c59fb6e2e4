"""The package's examples by the names people type, for `demo` and `new`."""

import re

import typer

from casepath import _files


def example_named(name: str) -> str:
    """The whole name of an example, from itself or its last part, with or without its number: ``council_tax``.

    Raises
    ------
    BadParameter
        If none or several have that name; the message lists those there are.
    """
    known = _files.example_names()
    fitting = [each for each in known if name in (each, last_part(each), re.sub(r"^\d+_", "", last_part(each)))]
    if len(fitting) != 1:
        raise typer.BadParameter(f"no example {name!r}; there are {', '.join(known)}")
    return fitting[0]


def last_part(name: str) -> str:
    """What files about an example are called: ``23_council_tax`` of ``gallery/23_council_tax``."""
    return name.rpartition("/")[2]


def comparable() -> dict[str, str]:
    """The examples with several ways of working, each with its title."""
    whole = {name: _files.read_example(name).data for name in _files.example_names()}
    return {name: str(data.get("title", "")) for name, data in whole.items() if data.get("variants")}


def text_to_start_from(name: str) -> str:
    """The example's own file, or, where that is laid over others in its folder, a file that is based on the example."""
    own = (_files.examples_folder() / f"{name}.toml").read_text(encoding="utf-8")
    if not re.search(r"^based_on\b", own, re.MULTILINE):
        return own
    head = f"# The example {name}, and what is written here laid over it: a key replaces the one it has there."
    return f'{head}\ncasepath = 1\nbased_on = "examples:{name}"\n'
