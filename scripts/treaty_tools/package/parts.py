"""The files of a table, and the file and line of each of its rows.

A table may be cut into several files, its parts: the resource's ``path`` is then a list (Data Package). Everywhere else
rows have one number within the table, from 0; here alone it becomes a place in a file.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

import polars as pl

PARQUET = ".parquet"


class Place(NamedTuple):
    """The file and line of a row, as messages give them."""

    path: str
    line: int

    def __str__(self) -> str:
        """Return the place in the form that editors link."""
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, eq=False)
class Part:
    """A file of a table: its path, how many rows it has, and where cells have line breaks."""

    path: str
    rows: int = 0
    breaks: pl.Series | None = None
    """The number of line breaks in cells before each row, None if there are none."""

    def line(self, row: int) -> int:
        """Return the line of a row of this file, with the header on line 1; in Parquet, the row number from 1."""
        if self.path.endswith(PARQUET):
            return row + 1
        return row + 2 + (0 if self.breaks is None or row < 0 else int(self.breaks[row]))


@dataclass(frozen=True, eq=False)
class Parts:
    """The files of a table, in the order of its rows; most tables have one."""

    files: Sequence[Part]

    @property
    def paths(self) -> tuple[str, ...]:
        """Return the paths of the files."""
        return tuple(part.path for part in self.files)

    def place(self, row: int) -> Place:
        """Return the file and line of a row of the table; row -1 is the header of the first file."""
        index = max(0, bisect_right(self._starts, row) - 1)
        part = self.files[index]
        return Place(part.path, part.line(row - self._starts[index]))

    @cached_property
    def _starts(self) -> list[int]:
        """The number of the first row of each file."""
        return list(accumulate((part.rows for part in self.files[:-1]), initial=0))


def in_files(*paths: str) -> Parts:
    """Return the files of a table by their paths: one, or several of which none could be read."""
    return Parts([Part(path) for path in paths])
