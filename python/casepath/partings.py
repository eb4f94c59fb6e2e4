"""Where two event logs part: the first row, in order of time, person and the rest, that is not in both.

Logs come as they are written, some rows dated back. One that is in order is read as it is; any other is sorted in
pieces on the disk, so that a log of any length takes the memory of one piece.
"""

import csv
import heapq
import itertools
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

COLUMNS = ["time", "person", "what", "detail", "service", "other", "need", "level", "request", "cost"]
HEADER = ",".join(COLUMNS)
PIECE = 500_000  # rows sorted at a time

Row = str  # a line of the file with the person's number filled up with zeros, so that rows sort as text


class Parting(NamedTuple):
    """Where two logs part.

    Parameters
    ----------
    rows_before : int
        How many rows agree before, in canonical order.
    time, person : str, int
        Of the first row that is not in both.
    first, second : dict or None
        The row that each log has there; None where it is at its end.
    """

    rows_before: int
    time: str
    person: int
    first: dict[str, str] | None
    second: dict[str, str] | None


def first_parting(first: Path, second: Path) -> Parting | int:
    """Where two files of `write_log` part, or how many rows they have where they are the same.

    Raises
    ------
    ValueError
        If a file is no event log; the message names it.
    """
    with tempfile.TemporaryDirectory() as scratch:
        pairs = itertools.zip_longest(*(_in_order(file, Path(scratch)) for file in (first, second)))
        count = 0
        for count, (one, other) in enumerate(pairs, start=1):
            if one != other:
                return _parting(count - 1, one, other)
    return count


def _parting(before: int, one: Row | None, other: Row | None) -> Parting:
    cells = [_cells(row) if row else None for row in (one, other)]
    time, person, _ = min(row for row in (one, other) if row).split(",", 2)
    return Parting(before, time, int(person), *cells)


def _cells(row: Row) -> dict[str, str]:
    cells = dict(zip(COLUMNS, next(csv.reader([row])), strict=True))
    return {**cells, "person": str(int(cells["person"]))}


def _in_order(file: Path, scratch: Path) -> Iterator[Row]:
    if all(one <= next_one for one, next_one in itertools.pairwise(_rows(file))):
        return _rows(file)
    rows, pieces = _rows(file), []
    while piece := sorted(itertools.islice(rows, PIECE)):
        pieces.append(_put(piece, scratch))
    return heapq.merge(*(_lines(piece) for piece in pieces))


def _put(rows: Iterable[Row], scratch: Path) -> Path:
    """A file of these rows."""
    with tempfile.NamedTemporaryFile("w", dir=scratch, delete=False, encoding="utf-8") as out:
        out.writelines(f"{row}\n" for row in rows)
    return Path(out.name)


def _lines(file: Path) -> Iterator[str]:
    with file.open(encoding="utf-8") as text:
        for line in text:
            yield line.rstrip("\n")


def _rows(file: Path) -> Iterator[Row]:
    """The rows of a log, one by one. A name in it never breaks a line, nor is a time or a person ever quoted."""
    lines = _lines(file)
    if next(lines, None) != HEADER:
        raise ValueError(f"{file} is no event log: its first line is not {HEADER}")
    for number, line in enumerate(lines, start=2):
        time, _, rest = line.partition(",")
        person, _, rest = rest.partition(",")
        if not person.isdecimal() or rest.count(",") < len(COLUMNS) - 3:
            raise ValueError(f"{file}:{number}: no row of an event log")
        yield f"{time},{person:0>10},{rest}"
