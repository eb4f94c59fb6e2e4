"""Rows of people or cases (rule P7): the CSV files and data frames that a scenario's keys `microdata` name.

Each becomes columns that the core reads, with the name of the file, so that a bad row is told of with its line. Only
plain names of files in the scenario's own folder are opened.
"""

import csv
import io
import math
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from casepath._toml import Document, decode, refuse

ROW_BYTES = 8 * 1024 * 1024
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?")
Cell = str | float | int | None


class Columns(dict[str, Any]):
    """Columns by name; one whole, so a file based on another replaces all of them."""


def fill(document: Document, folder: Path | None, shown: str, tables: Mapping[str, Any]) -> Document:
    """The document with columns in place of the names of files."""
    return Document(_filled(document.data, "", document, _Finder(folder, shown, tables)), document.lines)


def _filled(value: Any, path: str, document: Document, finder: "_Finder") -> Any:
    if isinstance(value, list):
        return [_filled(item, f"{path}.{n}", document, finder) for n, item in enumerate(value)]
    if not isinstance(value, dict) or isinstance(value, Columns):
        return value
    filled = {}
    for key, item in value.items():
        here = f"{path}.{key}" if path else key
        is_rows = isinstance(item, str) and key.rpartition(".")[2] == "microdata"
        filled[key] = finder.find(item, here, document) if is_rows else _filled(item, here, document, finder)
    is_cohort = isinstance(filled.get("microdata"), Columns) and "cohorts" in path.split(".")
    if is_cohort and not filled.keys() & {"size", "like"}:
        filled["size"] = "rows"  # one person a row
    return filled


class _Finder:
    def __init__(self, folder: Path | None, shown: str, tables: Mapping[str, Any]) -> None:
        self.folder, self.shown, self.tables = folder, shown, tables

    def find(self, name: str, path: str, document: Document) -> Columns:
        """The rows of that name: a table that was given, or a file of the folder."""
        if name in self.tables:
            return of_table(self.tables[name])
        where, line = document.place(path)

        def no(found: str, allowed: str, hint: str = "") -> Exception:
            return refuse(where or self.shown, line, path, found, allowed, hint)

        if self.folder is None:
            raise no(f'"{name}"', "a scenario that is a file, or a table given as `tables`")
        if re.search(r"[/\\:\0]", name) or not name.endswith(".csv"):
            raise no(f'"{name}"', "the plain name of a .csv file in the same folder")
        file = self.folder / name
        if file.resolve().parent != self.folder.resolve():
            raise no(f'"{name}", which leads out of the folder', "a file in the same folder")
        if not file.is_file():
            raise no(f'"{name}", which is not there', "a file in the same folder")
        with file.open("rb") as opened:
            raw = opened.read(ROW_BYTES + 1)
        if len(raw) > ROW_BYTES:
            raise no(f'"{name}", a file of more than 8 MiB', "at most 8 MiB", "leave out columns that no rule needs")
        shown = str(Path(self.shown).parent / name) if self.shown else name
        return _of_csv(decode(raw, shown), shown, name, path)


def _of_csv(text: str, shown: str, name: str, path: str) -> Columns:
    """The columns of a CSV file: a line of names, then one line a row."""

    def no(line: int, found: str, allowed: str, hint: str = "") -> Exception:
        return refuse(shown, line, path, found, allowed, hint)

    reader = csv.reader(io.StringIO(text.rstrip(), newline=""), strict=True)
    rows: list[list[str]] = []
    try:
        for line, row in enumerate(reader, start=1):
            if reader.line_num != line:
                raise no(line, "a cell of several lines", "one line a row")
            if rows and len(row) != len(rows[0]):
                found = "an empty line" if not row else f"{len(row)} cells"
                raise no(line, found, f"{len(rows[0])} cells, as in the first line")
            rows.append([cell.strip() for cell in row])
    except csv.Error as error:
        raise no(reader.line_num, f"not CSV: {error}", "cells parted by commas") from None
    if len(rows) < 2:
        raise no(1, "no rows", "a line of column names, then one line for each row")
    header = rows[0]
    if len(header) == 1 and ";" in header[0]:
        raise no(1, "cells parted by semicolons", "cells parted by commas", "save it as CSV with commas")
    twice = next((column for column in header if header.count(column) > 1), None)
    if twice is not None or "" in header:
        found = f'the column "{twice}" twice' if twice else "a column without a name"
        raise no(1, found, "a name of its own for each column")
    columns = Columns(file=name)
    columns.update((column, _typed([row[n] for row in rows[1:]])) for n, column in enumerate(header))
    return columns


def _typed(cells: list[str]) -> list[Cell]:
    """Numbers where every cell is one; an empty cell is nothing."""
    if all(_NUMBER.fullmatch(cell) and math.isfinite(float(cell)) for cell in cells if cell):
        return [_number(cell) if cell else None for cell in cells]
    return [cell or None for cell in cells]


def _number(cell: str) -> float:
    number = float(cell)
    return int(number) if number.is_integer() else number


def of_table(table: Any) -> Columns:
    """A data frame (pandas, polars), or any mapping of columns.

    Raises
    ------
    TypeError
        If it is neither, or a cell is no text and no number.
    """
    names = list(table.columns) if hasattr(table, "columns") else list(table) if isinstance(table, Mapping) else None
    if names is None:
        raise TypeError(f"a table must be a data frame or a mapping of columns, not {type(table).__name__}")
    return Columns({str(name): [_cell(cell, str(name)) for cell in table[name]] for name in names})


def _cell(cell: Any, column: str) -> Cell:
    cell = cell.item() if hasattr(cell, "item") else cell
    if isinstance(cell, bool):
        return str(cell).lower()
    if cell is None or cell != cell or str(cell) in ("<NA>", "NaT"):
        return None
    if isinstance(cell, str | int):
        return cell
    if isinstance(cell, float) and math.isfinite(cell):
        return cell
    raise TypeError(f"column {column!r}: a cell must be a text or a number, not {type(cell).__name__} {cell!r}")
