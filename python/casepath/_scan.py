"""A walk over TOML text before it is parsed: which line each key stands on, and a refusal of keys too long or too deep.

`tomllib` gives no positions and takes 6.4 s over one dotted key of 40 kB, so the limits must hold before it sees the
text. The walk is linear and checks no grammar: where it cannot follow, it stops, and `tomllib` says what is wrong.
"""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

KEY_LENGTH = 512
DEPTH = 32

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^\n#,\]}]+")
_SCALARS = re.compile(r"[^\[\]{}\"'#]*")
_REST = re.compile(r"[^\n]*")
_STRING_ENDS = {
    '"""': re.compile(r'\\.|"{3,5}', re.DOTALL),
    "'''": re.compile(r"'{3,5}"),
    '"': re.compile(r'\\.|"|\n', re.DOTALL),
    "'": re.compile(r"'|\n"),
}


class TooMuch(ValueError):
    """A key or a nesting beyond the limits."""

    def __init__(self, line: int, found: str, allowed: str) -> None:
        super().__init__(found)
        self.line, self.found, self.allowed = line, found, allowed


class Key(NamedTuple):
    """A key with its full path as written; `header` is "" for a pair, else "[" or, for one more of an array, "[["."""

    line: int
    path: tuple[str, ...]
    header: str


class _Lost(Exception):
    """The text is not TOML from here on."""


class _Walk:
    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self._counted, self._line = 0, 1

    def keys(self) -> Iterator[Key]:
        table: tuple[str, ...] = ()
        while self._skip(_BLANK) and self.at < len(self.text):
            line = self._line_here()
            if header := self._opening():
                table = self._key()
                yield Key(line, table, header)
            else:
                yield Key(line, table + self._key(), "")
                self._take("=")
                self._value(1)
            self._skip(_REST)

    def _skip(self, pattern: re.Pattern[str]) -> bool:
        match = pattern.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return match is not None

    def _next(self) -> str:
        return self.text[self.at : self.at + 1]

    def _take(self, char: str) -> None:
        if self._next() != char:
            raise _Lost
        self.at += 1
        self._skip(_SPACE)

    def _line_here(self) -> int:
        self._line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self._line

    def _opening(self) -> str:
        mark = "[[" if self.text.startswith("[[", self.at) else "[" if self._next() == "[" else ""
        self.at += len(mark)
        self._skip(_SPACE)
        return mark

    def _key(self) -> tuple[str, ...]:
        """A bare, quoted or dotted key, and the space behind it."""
        start, parts = self.at, [self._key_part()]
        while self._next() == "." and len(parts) <= DEPTH and self.at - start <= KEY_LENGTH:
            self._take(".")
            parts.append(self._key_part())
        if self.at - start > KEY_LENGTH + 1:
            raise TooMuch(self._line_here(), f"a key of more than {KEY_LENGTH} characters", f"at most {KEY_LENGTH}")
        if len(parts) > DEPTH:
            raise TooMuch(self._line_here(), f"a key of more than {DEPTH} names", f"at most {DEPTH}")
        return tuple(parts)

    def _key_part(self) -> str:
        start = self.at
        if self._next() in ('"', "'"):
            self._string()
        elif not self._skip(_BARE):
            raise _Lost
        part = self.text[start : self.at]
        self._skip(_SPACE)
        return _unquoted(part)

    def _string(self) -> None:
        quote = self._next()
        opening = quote * 3 if self.text.startswith(quote * 3, self.at) else quote
        for match in _STRING_ENDS[opening].finditer(self.text, self.at + len(opening)):
            if match[0].startswith(opening):
                self.at = match.end()
                return
            if match[0] == "\n":
                break
        raise _Lost

    def _value(self, depth: int) -> None:
        if depth > DEPTH:
            raise TooMuch(self._line_here(), f"values nested more than {DEPTH} deep", f"at most {DEPTH}")
        match self._next():
            case "{":
                self._inline_table(depth)
            case "[":
                self._array(depth)
            case '"' | "'":
                self._string()
            case _ if not self._skip(_SCALAR):
                raise _Lost

    def _inline_table(self, depth: int) -> None:
        self.at += 1
        while self._skip(_BLANK) and self._next() != "}":
            self._key()
            self._take("=")
            self._value(depth + 1)
            self._skip(_BLANK)
            if self._next() != "}":
                self._take(",")
        self.at += 1

    def _array(self, depth: int) -> None:
        self.at += 1
        while self._skip(_SCALARS) and self._next() != "]":
            if self._next() == "#":
                self._skip(_REST)
            elif self._next() in ("", "}"):
                raise _Lost
            else:
                self._value(depth + 1)
        self.at += 1


def _unquoted(part: str) -> str:
    if part.startswith('"'):
        with suppress(ValueError):
            return str(json.loads(part))
    return part.strip("\"'")


def keys(text: str) -> Iterator[Key]:
    """Every key of a TOML text outside inline tables, in order, as far as the text can be followed.

    Raises
    ------
    TooMuch
        At the first key, inside inline tables too, of more than 512 characters or 32 names, or nesting beyond 32.
    """
    with suppress(_Lost):
        yield from _Walk(text).keys()
