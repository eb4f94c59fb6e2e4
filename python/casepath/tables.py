"""Tables of results: NumPy columns that cannot be changed, which pandas, polars, pyarrow and DuckDB can read.

Only NumPy is needed. Other libraries are the reader's choice and are imported when they are asked for.
"""

import importlib
from collections.abc import Iterator, Mapping
from html import escape
from types import MappingProxyType, ModuleType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from casepath._text import aligned, plain

_SHOWN = 20


class Table:
    """A table of simulated results. Immutable.

    Parameters
    ----------
    columns : mapping of str to array
        Columns of one length; kept as read-only arrays.
    title : str
        What the rows are, in a few words.
    note : str
        What a reader must know: over what numbers are means, in which unit they are.

    Examples
    --------
    >>> Table({"payer": ["nhs", "council"], "mean": [2.0, 3.0]}, title="costs")["mean"].sum()
    np.float64(5.0)
    """

    __slots__ = ("_columns", "note", "title")
    _columns: Mapping[str, NDArray[Any]]
    note: str
    title: str

    def __init__(self, columns: Mapping[str, ArrayLike], *, title: str = "", note: str = "") -> None:
        arrays = {name: _frozen(values) for name, values in columns.items()}
        if len({len(array) for array in arrays.values()}) > 1:
            raise ValueError("the columns of a table must be of one length")
        object.__setattr__(self, "_columns", MappingProxyType(arrays))
        object.__setattr__(self, "title", title)
        object.__setattr__(self, "note", note)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"a table of results cannot be changed: {name}")

    @property
    def columns(self) -> Mapping[str, NDArray[Any]]:
        """The columns by name, as read-only arrays."""
        return self._columns

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(self._columns)

    def __getitem__(self, name: str) -> NDArray[Any]:
        try:
            return self._columns[name]
        except KeyError:
            raise KeyError(f"no column {name!r}; there are {', '.join(self.names)}") from None

    def __len__(self) -> int:
        return len(next(iter(self._columns.values()), ()))

    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows, each a dict of plain Python values."""
        lists = [column.tolist() for column in self._columns.values()]
        return (dict(zip(self.names, row, strict=True)) for row in zip(*lists, strict=True))

    def where(self, **wanted: Any) -> "Table":
        """The rows in which these columns have these values: ``costs.where(payer="nhs")``."""
        keep = np.ones(len(self), dtype=bool)
        for name, value in wanted.items():
            keep &= self[name] == value
        return Table({name: column[keep] for name, column in self.columns.items()}, title=self.title, note=self.note)

    def to_numpy(self) -> NDArray[Any]:
        """One structured array, a copy; its fields are the columns."""
        out = np.empty(len(self), dtype=[(name, column.dtype) for name, column in self._columns.items()])
        for name, column in self._columns.items():
            out[name] = column
        return out

    def to_pandas(self) -> Any:
        """A `pandas.DataFrame`. pandas must be installed: ``pip install "casepath[notebook]"``."""
        return _library("pandas").DataFrame({name: column.copy() for name, column in self._columns.items()})

    def to_arrow(self) -> Any:
        """A `pyarrow.Table`; numeric columns are not copied. pyarrow must be installed."""
        arrow = _library("pyarrow")
        return arrow.table({name: arrow.array(column) for name, column in self._columns.items()})

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        """The Arrow stream that polars, DuckDB and others read: a PyCapsule. pyarrow must be installed."""
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def __repr__(self) -> str:
        return f"<Table of simulated {self.title or 'results'}: {len(self)} rows; {', '.join(self.names)}>"

    def __str__(self) -> str:
        cells = [[_cell(value) for value in row.values()] for row in self._first_rows()]
        lines = [f"Simulated {self.title or 'results'}", *aligned([list(self.names), *cells])]
        return plain("\n".join(lines + self._below()))

    def _repr_html_(self) -> str:
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in self.names)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(_cell(value))}</td>" for value in row.values()) + "</tr>"
            for row in self._first_rows()
        )
        below = "".join(f"<p>{escape(line)}</p>" for line in self._below())
        caption = f"<caption>Simulated {escape(self.title or 'results')}</caption>"
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{below}"

    def _first_rows(self) -> list[dict[str, Any]]:
        return [row for row, _ in zip(self.rows(), range(_SHOWN), strict=False)]

    def _below(self) -> list[str]:
        more = [f"... {len(self) - _SHOWN} more rows"] if len(self) > _SHOWN else []
        return more + ([self.note] if self.note else [])


def _frozen(values: ArrayLike) -> NDArray[Any]:
    array = np.asarray(values)
    if array.flags.writeable:
        array = array.copy()  # whoever made it may still write into theirs
        array.flags.writeable = False
    return array


def _cell(value: Any) -> str:
    return f"{value:,.6g}" if isinstance(value, float) else str(value)


def _library(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except ImportError:
        raise ImportError(f'this needs {name}: pip install {name}, or "casepath[notebook]"') from None
