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

from casepath import _scan, _slips
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


_OTHER_FILES = {
    b"PK\x03\x04": "a Word or Excel file, or another archive",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file",
    b"{\\rtf": "a text with formats",
    b"%PDF": "a PDF file",
    b"\x89PNG": "a picture",
    b"\xff\xd8": "a picture",
    b"\xff\xfe": "text in UTF-16",
    b"\xfe\xff": "text in UTF-16",
}
_PLAIN = "save it as plain text with the encoding UTF-8"


def decode(raw: bytes, file: str) -> str:
    """The text of a file, which must be UTF-8 and at most 16 MiB."""
    if len(raw) > FILE_BYTES:
        raise refuse(file, None, "", "a file of more than 16 MiB", "at most 16 MiB")
    if other := next((what for begins, what in _OTHER_FILES.items() if raw.startswith(begins)), ""):
        raise refuse(file, None, "", other, "plain text", _PLAIN)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, byte = raw.count(b"\n", 0, error.start) + 1, raw[error.start : error.start + 1]
        meant = byte.decode("cp1252", "replace")
        found = f"the byte 0x{byte.hex()}" + (f', which is "{meant}" in other encodings' if meant.isprintable() else "")
        raise refuse(file, line, "", found, "text in UTF-8", _PLAIN) from None


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
        written = text.split("\n")[line - 1] if line else ""
        found = f"not TOML: {_cut(written)} ({message})" if written.strip() else f"not TOML: {message}"
        raise refuse(file, line, "", found, hint=_twice(text, line, message) or _slips.hint(written, message)) from None


def _cut(line: str) -> str:
    """The line, for a message: people look for what they wrote."""
    line = line.strip()
    return line if len(line) <= 60 else line[:60] + "..."


def _twice(text: str, line: int | None, message: str) -> str:
    """Where a key or table stands that the line gives again, or ""."""
    if not re.search(r"overwrite a value|declare .* twice|mutate", message):
        return ""
    keys = list(_scan.keys(text))
    again = [key.path for key in keys if key.line == line]
    first = next((key.line for key in keys if key.path in again), line)
    return f"it stands in line {first} too: keep one of the two" if first != line else "keep one of the two"


def _shortened(message: str) -> str:
    """Python's own words about a number of thousands of digits speak of its settings; ours of the scenario."""
    message = re.sub(r"\('.*'\)", lambda names: ".".join(re.findall(r"'([^']*)'", names[0])), message)
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

    begun: set[str] = set()
    for key in _scan.keys(text):
        if key.header == "[[":
            elements[key.path] = elements.get(key.path, -1) + 1
        full = placed(key.path)
        for count in range(1, len(full)):
            if (around := ".".join(full[:count])) not in begun:  # no header of its own so far
                begun.add(around)
                yield around, key.line
        begun.add(".".join(full))
        yield ".".join(full), key.line


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
        found = f"not JSON: {error.msg} in column {error.colno}"
        raise refuse(file, error.lineno, "", found, hint=_json_hint(text)) from None
    except RecursionError:
        raise refuse(file, None, "", f"values nested more than {_scan.DEPTH} deep", f"at most {_scan.DEPTH}") from None
    except ValueError as error:
        raise refuse(file, None, "", f"not JSON: {_shortened(str(error))}") from None
    if not isinstance(data, dict):
        raise refuse(file, 1, "", _kind(data), "a table (a JSON object)")
    return data, {}


def _json_hint(text: str) -> str:
    if not text.lstrip().startswith("{"):
        return "a file ending in .json begins with {; a scenario in TOML ends in .toml"
    return "a comma before } or ] is one too many" if re.search(r",\s*[}\]]", text) else ""


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
