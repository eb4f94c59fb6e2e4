"""TOML or JSON text, as people write it, to plain data that is safe to hand to the core, and where each path stands.

The core reads JSON only. Limits are checked before the parsers see the text; what comes out holds nothing that JSON
lacks.
"""

import datetime
import json
import math
import re
import tomllib
from collections.abc import Iterator
from typing import Any, NamedTuple

from casepath import _scan
from casepath.errors import Problem, ScenarioError

FILE_BYTES = 16 * 1024 * 1024
Lines = dict[str, tuple[str, int]]


class Document(NamedTuple):
    """What a file says, and for each path the file and line that say it."""

    data: dict[str, Any]
    lines: Lines

    def json(self) -> str:
        """The canonical text for the core: names in the order of the file."""
        return json.dumps(self.data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))

    def place(self, path: str) -> tuple[str, int | None]:
        """File and line of a path, or of the nearest table around it that is known."""
        while path:
            if path in self.lines:
                return self.lines[path]
            path = path.rpartition(".")[0]
        return "", None


def refuse(file: str, line: int | None, path: str, found: str, allowed: str = "", hint: str = "") -> ScenarioError:
    """A scenario error of one problem."""
    return ScenarioError([Problem(file, line, path, found, allowed, hint)])


def decode(raw: bytes, file: str) -> str:
    """The text of a file, which must be UTF-8 and at most 16 MiB."""
    if len(raw) > FILE_BYTES:
        raise refuse(file, None, "", "a file of more than 16 MiB", "at most 16 MiB")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise refuse(file, line, "", f"the byte 0x{raw[error.start]:02x}", "text in UTF-8") from None


def parse(text: str, file: str = "", format: str = "toml") -> Document:
    """Read a TOML or JSON text.

    Raises
    ------
    ScenarioError
        If it is neither, is too large or too deep, or holds what JSON cannot (NaN, infinity).
    """
    if len(text) > FILE_BYTES:
        raise refuse(file, None, "", "a text of more than 16 MiB", "at most 16 MiB")
    data, lines = _parse_json(text, file) if format == "json" else _parse_toml(text, file)
    document = Document(data, lines)
    problems: list[Problem] = []
    document = Document(_plain(data, "", 0, document, file, problems), lines)
    if problems:
        raise ScenarioError(problems)
    return document


def _parse_toml(text: str, file: str) -> tuple[dict[str, Any], Lines]:
    try:
        lines = {path: (file, line) for path, line in _lines(text)}
        return tomllib.loads(text), lines
    except _scan.TooMuch as error:
        raise refuse(file, error.line, "", error.found, error.allowed) from None
    except (ValueError, RecursionError) as error:
        message, line = _located(_shortened(str(error)), text)
        raise refuse(file, line, "", f"not TOML: {message}") from None


def _shortened(message: str) -> str:
    """Python's own words about a number of thousands of digits speak of its settings; ours of the scenario."""
    return "a whole number of thousands of digits" if message.startswith("Exceeds the limit") else message


def _located(message: str, text: str) -> tuple[str, int | None]:
    """The parser's message with its first letter small, and the line it names."""
    match = re.search(r" \((?:at line (\d+), column (\d+)|at end of document)\)$", message)
    if not match:
        return message, None
    line = int(match[1]) if match[1] else text.count("\n") + 1
    what = message[: match.start()]
    return (what[:1].lower() + what[1:] + (f" in column {match[2]}" if match[2] else " at the end")), line


def _lines(text: str) -> Iterator[tuple[str, int]]:
    """Path and line of every key; elements of arrays of tables are counted from 0."""
    elements: dict[tuple[str, ...], int] = {}

    def placed(path: tuple[str, ...]) -> tuple[str, ...]:
        full: list[str] = []
        for depth, name in enumerate(path, start=1):
            full.append(name)
            if path[:depth] in elements:
                full.append(str(elements[path[:depth]]))
        return tuple(full)

    for key in _scan.keys(text):
        if key.header == "[[":
            elements[key.path] = elements.get(key.path, -1) + 1
        yield ".".join(placed(key.path)), key.line


def _parse_json(text: str, file: str) -> tuple[dict[str, Any], Lines]:
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        table = dict(pairs)
        if len(table) < len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            raise ValueError(f"the key {json.dumps(twice)} stands twice in one table")
        return table

    try:
        data = json.loads(text, object_pairs_hook=unique)
    except json.JSONDecodeError as error:
        raise refuse(file, error.lineno, "", f"not JSON: {error.msg} in column {error.colno}") from None
    except RecursionError:
        raise refuse(file, None, "", f"values nested more than {_scan.DEPTH} deep", f"at most {_scan.DEPTH}") from None
    except ValueError as error:
        raise refuse(file, None, "", f"not JSON: {_shortened(str(error))}") from None
    if not isinstance(data, dict):
        raise refuse(file, 1, "", _kind(data), "a table (a JSON object)")
    return data, {}


def _plain(value: Any, path: str, depth: int, where: Document, file: str, problems: list[Problem]) -> Any:
    """The value with dates as ISO text; what JSON cannot hold goes into `problems`."""

    def wrong(found: str, allowed: str) -> None:
        place = where.place(path)
        problems.append(Problem(place[0] or file, place[1], path, found, allowed))

    if depth > _scan.DEPTH:
        return wrong(f"values nested more than {_scan.DEPTH} deep", f"at most {_scan.DEPTH}")
    if isinstance(value, dict):
        return {
            key: _plain(item, f"{path}.{key}" if path else key, depth + 1, where, file, problems)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [_plain(item, f"{path}.{index}", depth + 1, where, file, problems) for index, item in enumerate(value)]
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return wrong(_number(value), "a finite number")
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        return wrong("a whole number beyond 64 bits", "between -2^63 and 2^63 - 1")
    return value


def _number(value: float) -> str:
    return "not a number" if math.isnan(value) else "infinity (or a number too large to hold)"


def _kind(value: Any) -> str:
    return {list: "an array", str: "a text", bool: "true or false", type(None): "null"}.get(type(value), "a number")
