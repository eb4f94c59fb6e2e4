"""Scenarios as Python sees them: loaded from a file, a text or the package's examples, and read whole by the core."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from casepath import _files
from casepath._engine import core
from casepath._files import NO_TABLES, Tables
from casepath._toml import Document
from casepath.errors import Problem, ScenarioError
from casepath.estimates import FirstEstimate, estimate_of


class Check(NamedTuple):
    """What can be said of a scenario without running it.

    Parameters
    ----------
    problems : list of Problem
        What must be mended before it can run; empty for a scenario that can.
    warnings : list of str
        What a reader of its results must know: services that will saturate or that nobody can come to, needs that no
        service takes, rings of prerequisites.
    variants : list
        The variants it defines, as the core describes them.
    hash : str
        Of the canonical form: equal hashes, equal results.
    acceptance : sequence of str
        Of each service: whom its rules let in, and whom rules and chance.
    estimate : FirstEstimate or None
        Loads and costs of the base by averages alone, and what one replication came to; None where there are problems.
    ties : sequence of str
        What goes with a condition, and what each path means.
    """

    problems: list[Problem]
    warnings: list[Any]
    variants: list[Any]
    hash: str
    acceptance: Sequence[str] = ()
    estimate: FirstEstimate | None = None
    ties: Sequence[str] = ()


class Scenario:
    """A scenario that has been read and can be run. Immutable.

    Made by `load`, `loads` and `examples`, never directly.

    Attributes
    ----------
    name : str
        As written in the scenario.
    json : str
        The canonical text that the core reads.
    file : str
        Where it came from, or empty.
    core : object
        The core's own form of it.
    """

    __slots__ = ("_document", "core", "file", "json", "name")

    def __init__(self, document: Document, file: str) -> None:
        self._document, self.file, self.json = document, file, document.json()
        self.name = str(document.data.get("name", "scenario"))
        self.core = _compiled(document, self.json, file)

    def check(self) -> Check:
        """Analyse the scenario without running it: loads, unreachable services, needs that no service takes."""
        return check(self._document, self.file)

    def first_estimate(self, variant: str = "base") -> FirstEstimate:
        """Work out loads, costs and the share without an outcome by averages alone, without queues or a run.

        Parameters
        ----------
        variant : str, default "base"
            The way of working, as if it held from the start.

        Returns
        -------
        FirstEstimate
            With a line for each mechanism that it leaves out.

        Raises
        ------
        KeyError
            If there is no such variant.
        """
        return estimate_of(self.core.first_estimate(variant))

    def __repr__(self) -> str:
        return f"<Scenario {self.name!r}{f' from {self.file}' if self.file else ''}>"


def _compiled(document: Document, text: str, file: str) -> Any:
    engine = core()
    try:
        return engine.Scenario(text)
    except engine.ScenarioError as error:
        raise ScenarioError(_problems(json.loads(error.args[0]), document, file)) from None


def _problems(found: list[dict[str, str]], document: Document, file: str) -> list[Problem]:
    """The core's problems, each with the file and line of its path."""
    placed = []
    for problem in found:
        where, line = document.place(problem["path"].partition(": ")[0])  # "variants.cut: links.gp.hostel"
        placed.append(
            Problem(where or file, line, problem["path"], problem["found"], problem["allowed"], problem["hint"])
        )
    return placed


def check(document: Document, file: str = "") -> Check:
    """All that the core finds in a document, problems included; never raises for a wrong scenario."""
    found = json.loads(core().check(document.json()))
    problems = _problems(found["problems"], document, file)
    estimate = estimate_of(found["estimate"]) if "estimate" in found else None
    return Check(
        problems,
        found["warnings"],
        found["variants"],
        found["hash"],
        found.get("acceptance", ()),
        estimate,
        found.get("ties", ()),
    )


def load(path: str | Path, *, tables: Tables = NO_TABLES) -> Scenario:
    """Load a scenario file, TOML or (ending in .json) JSON.

    Parameters
    ----------
    path : str or Path
        The file. Its key `based_on` may name another file in the same folder, or an example: ``"examples:borough"``.
    tables : mapping of str to data frame, optional
        Rows of people or cases by the name that a key `microdata` gives: pandas or polars frames, or mappings of
        columns. Without one, the name is that of a CSV file in the same folder.

    Returns
    -------
    Scenario

    Raises
    ------
    ScenarioError
        With every problem found, each with its line.
    OSError
        If the file cannot be opened.
    """
    return Scenario(_files.read_file(path, tables), str(path))


def loads(text: str, *, format: str = "toml", tables: Tables = NO_TABLES) -> Scenario:
    """Load a scenario from text.

    Parameters
    ----------
    text : str
        The scenario.
    format : {"toml", "json"}, default "toml"
        What the text is.
    tables : mapping of str to data frame, optional
        As of `load`.

    Returns
    -------
    Scenario

    Raises
    ------
    ScenarioError
        With every problem found, each with its line.
    """
    return Scenario(_files.read_text(text, format, tables), "")


class Examples:
    """The example scenarios of the package: ``examples.borough()``, ``examples["queues/mm3"]``."""

    def __getitem__(self, name: str) -> Scenario:
        return Scenario(_files.read_example(name), f"examples:{name}")

    def __iter__(self) -> Iterator[str]:
        return iter(_files.example_names())

    def __getattr__(self, name: str) -> Callable[[], Scenario]:
        if name not in _files.example_names():
            raise AttributeError(f"no example {name!r}; there are {', '.join(self)}")
        return lambda: self[name]

    def __dir__(self) -> list[str]:
        return [name for name in self if name.isidentifier()]

    def __repr__(self) -> str:
        return f"<Examples: {', '.join(self)}>"


examples = Examples()
