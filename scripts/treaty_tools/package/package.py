"""A package of cited events in memory, whether read from disk or built from sources."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from treaty_record.contract import Contract

from ..reporting.found import Found, sentence
from ..reporting.problem import Problem

PARQUET = ".parquet"


@dataclass(frozen=True, eq=False)
class Package:
    """The tables of a package, their contract, and the errors in its files."""

    contract: Contract = field(default_factory=Contract)
    """The contract to validate against, with the terms, columns and tables that the descriptor declares."""
    tables: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    """Typed tables by name; ``_row`` is the row number, ``_bad`` whether the row already has an error."""
    paths: Mapping[str, str] = field(default_factory=dict)
    """The file of each table, including those that could not be read."""
    problems: Sequence[Problem] = ()
    """The errors in the descriptor and the files."""
    faults: Sequence[Found] = ()
    """Cells that are not valid values of their column's type."""
    breaks: Mapping[str, pl.Series] = field(default_factory=dict)
    """For each table with line breaks in its cells, their number before each row."""
    descriptor: Mapping[str, Any] = field(default_factory=dict)
    """The descriptor as JSON, empty if it could not be read."""
    folder: Path = Path()

    @property
    def is_whole(self) -> bool:
        """Return whether every table could be read."""
        return len(self.tables) == len(self.contract.tables)

    @property
    def data(self) -> dict[str, pl.DataFrame]:
        """Return the tables without the internal columns."""
        return {name: frame.drop("_row", "_bad") for name, frame in self.tables.items()}

    def path(self, table: str) -> str:
        """Return the file of a table; the descriptor, which is not a table, is returned unchanged."""
        return self.paths.get(table, table)

    def line(self, table: str, row: int) -> int:
        """Return the line of a row, with the header on line 1; for a Parquet file, the row number from 1."""
        if self.path(table).endswith(PARQUET):
            return row + 1
        before = self.breaks[table][row] if table in self.breaks and row >= 0 else 0
        return row + 2 + int(before)

    def problems_of(self, rule: str, found: Found, most: int | None = None) -> Iterator[Problem]:
        """Yield the errors that a rule found, or the first ``most`` of them, with their lines."""
        rows = found.faults if most is None else found.faults.sort("_row", maintain_order=True).head(most)
        for fault in rows.iter_rows(named=True):
            line = self.line(found.table, fault["_row"])
            yield Problem(self.path(found.table), line, fault["column"], sentence(fault, self._place), rule)

    def _place(self, table: str, row: int, _: str) -> str:
        """Return the file and line of a row for a message."""
        return f"{self.path(table)}:{self.line(table, row)}"

    def reading_problems(self, most: int | None = None) -> list[Problem]:
        """Return every error in reading the package, with at most ``most`` cells of each column."""
        cells = (problem for found in self.faults for problem in self.problems_of("type", found, most))
        return [*self.problems, *cells]
