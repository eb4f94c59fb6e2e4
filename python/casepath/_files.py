"""Reading scenario files: what a file says, laid over what it is `based_on` (rule F5), before the core sees any of it.

Nothing outside the scenario's own folder is ever opened, save the example scenarios of the package. Rows of people
(rule P7) are put in here too.
"""

import difflib
import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from casepath import _rows
from casepath._toml import FILE_BYTES, Document, decode, parse, refuse

_EXAMPLE = re.compile(r"examples:([a-z0-9_]+(?:/[a-z0-9_]+)*)")
_SUFFIXES = (".toml", ".json")
_CHAIN = 16
Tables = Mapping[str, Any]
NO_TABLES: Tables = MappingProxyType({})


def examples_folder() -> Path:
    """Where the example scenarios are: inside an installed package, or beside the sources of a checkout."""
    installed = Path(__file__).parent / "examples"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "examples" / "scenarios"


def example_names() -> list[str]:
    """Names of the example scenarios, such as ``borough``, ``queues/mm3``; what begins with _ is part of another."""
    folder = examples_folder()
    whole = (path for path in folder.rglob("*.toml") if not path.name.startswith("_"))
    return sorted(path.relative_to(folder).with_suffix("").as_posix() for path in whole)


def read_file(path: str | Path, tables: Tables = NO_TABLES) -> Document:
    """A scenario file, TOML or (ending in .json) JSON, with its bases and rows of people put in."""
    return _read(Path(path), str(path), (), tables)


def read_text(text: str, format: str = "toml", tables: Tables = NO_TABLES) -> Document:
    """A scenario's text. It may be based on an example only, for it lies in no folder."""
    return _based(_rows.fill(parse(text, "", format), None, "", tables), None, "", (), tables)


def read_example(name: str) -> Document:
    """An example scenario of the package, by name.

    Raises
    ------
    KeyError
        If there is none of that name; the message lists those there are.
    """
    if name not in example_names():
        raise KeyError(f"no example {name!r}; there are {', '.join(example_names())}")
    return _read(examples_folder() / f"{name}.toml", f"examples:{name}", (), NO_TABLES)


def _read(path: Path, shown: str, chain: tuple[Path, ...], tables: Tables) -> Document:
    with path.open("rb") as file:
        text = decode(file.read(FILE_BYTES + 1), shown)
    document = parse(text, shown, "json" if path.suffix == ".json" else "toml")
    document = _rows.fill(document, path.parent, shown, tables)
    return _based(document, path.parent, shown, (*chain, path.resolve()), tables)


def _based(document: Document, folder: Path | None, shown: str, chain: tuple[Path, ...], tables: Tables) -> Document:
    """The document laid over what its key `based_on` names, if it names anything."""
    if not document.data:
        hint = "`casepath new FILE` writes one to start from"
        raise refuse(shown, None, "", "a file without any key", "a scenario", hint)
    if "based_on" not in document.data:
        return document
    wanted, (_, line) = document.data.pop("based_on"), document.place("based_on")
    path, base_shown = _resolve(wanted, folder, shown, line)
    if path.resolve() in chain:
        raise refuse(shown, line, "based_on", f"a circle: {wanted} is based on this file", "a file that is not")
    if len(chain) >= _CHAIN:
        raise refuse(shown, line, "based_on", f"more than {_CHAIN} files, each based on the next")
    return _merged(_read(path, base_shown, chain, tables), document)


def _resolve(wanted: Any, folder: Path | None, shown: str, line: int | None) -> tuple[Path, str]:
    """The file that `based_on` names, and what to call it in messages."""

    def no(found: str, allowed: str, hint: str = "") -> Exception:
        return refuse(shown, line, "based_on", found, allowed, hint)

    if not isinstance(wanted, str):
        raise no("no text", 'the name of a file in the same folder, or "examples:NAME"')
    if match := _EXAMPLE.fullmatch(wanted):
        if match[1] not in example_names():
            near = difflib.get_close_matches(match[1], example_names(), n=1)
            hint = f'did you mean "examples:{near[0]}"?' if near else f"there are: {', '.join(example_names())}"
            raise no(f'"{wanted}"', "the name of an example", hint)
        return examples_folder() / f"{match[1]}.toml", wanted
    if folder is None:
        raise no(f'"{wanted}"', '"examples:NAME" in a scenario that is not a file')
    if re.search(r"[/\\:\0]", wanted) or not wanted.endswith(_SUFFIXES):
        raise no(f'"{wanted}"', "the plain name of a .toml or .json file in the same folder")
    path = folder / wanted
    if path.resolve().parent != folder.resolve():
        raise no(f'"{wanted}", which leads out of the folder', "a file in the same folder")
    if not path.is_file():
        raise no(f'"{wanted}", which is not there', "a file in the same folder")
    return path, str(Path(shown).parent / wanted)


def _merged(base: Document, over: Document) -> Document:
    """Tables merge key by key; everything else replaces."""
    replaced: set[str] = set()
    data = _overlay(base.data, over.data, "", replaced)
    kept = {path: place for path, place in base.lines.items() if not _within(path, replaced)}
    return Document(data, kept | over.lines)


def _overlay(base: dict[str, Any], over: dict[str, Any], prefix: str, replaced: set[str]) -> dict[str, Any]:
    data = dict(base)
    for key, value in over.items():
        if isinstance(value, dict) and isinstance(data.get(key), dict) and not isinstance(value, _rows.Columns):
            data[key] = _overlay(data[key], value, f"{prefix}{key}.", replaced)
        else:
            data[key] = value
            replaced.add(prefix + key)
    return data


def _within(path: str, tables: set[str]) -> bool:
    """Whether a path is one of these or lies in one of them."""
    names = path.split(".")
    return any(".".join(names[:count]) in tables for count in range(1, len(names) + 1))
