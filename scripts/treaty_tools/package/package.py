"""A package of cited events in memory, wherever it comes from: read from disk, or built from sources."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from treaty_record.contract import Contract

from ..reporting.found import Found
from ..reporting.problem import Problem

PARQUET = ".parquet"


@dataclass(frozen=True, eq=False)
class Package:
    """The tables of a package with what describes them, and what was wrong with its files."""

    contract: Contract = field(default_factory=Contract)
    """What the package has to be: the contract, with the terms, columns and tables that its descriptor declares."""
    tables: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    """Typed; ``_row`` is the number of a row, ``_bad`` whether it has an error already."""
    paths: Mapping[str, str] = field(default_factory=dict)
    """The file of each table, also of those that could not be read."""
    problems: Sequence[Problem] = ()
    """What is wrong with the descriptor and the files."""
    faults: Sequence[Found] = ()
    """Cells that are not written as their column's type."""
    breaks: Mapping[str, pl.Series] = field(default_factory=dict)
    """For a table with line breaks in its cells, how many there are before each row."""
    descriptor: Mapping[str, Any] = field(default_factory=dict)
    """The descriptor as JSON, empty if it could not be read."""
    folder: Path = Path()

    @property
    def is_whole(self) -> bool:
        """Whether every table could be read."""
        return len(self.tables) == len(self.contract.tables)

    @property
    def data(self) -> dict[str, pl.DataFrame]:
        """The tables with their own columns alone."""
        return {name: frame.drop("_row", "_bad") for name, frame in self.tables.items()}

    def path(self, table: str) -> str:
        """Return the file of a table; the descriptor, in which no table is, is its own."""
        return self.paths.get(table, table)

    def line(self, table: str, row: int) -> int:
        """Return the line of a row, the header being line 1; of a Parquet file, the number of the row from 1."""
        if self.path(table).endswith(PARQUET):
            return row + 1
        before = self.breaks[table][row] if table in self.breaks and row >= 0 else 0
        return row + 2 + int(before)

    def problems_of(self, rule: str, found: Found, most: int | None = None) -> Iterator[Problem]:
        """Yield the errors that a rule found, at their lines, or the first of them."""
        rows = found.faults if most is None else found.faults.sort("_row", maintain_order=True).head(most)
        for row, column, message in rows.iter_rows():
            yield Problem(self.path(found.table), self.line(found.table, row), column, message, rule)

    def reading_problems(self, most: int | None = None) -> list[Problem]:
        """Return everything that keeps the package from being read whole; of each column, all cells or the first."""
        cells = (problem for found in self.faults for problem in self.problems_of("type", found, most))
        return [*self.problems, *cells]
