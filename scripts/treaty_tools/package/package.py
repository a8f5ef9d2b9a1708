"""A package of cited events in memory, whether read from disk or built from sources."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from treaty_record.contract import Contract

from ..reporting.found import Found, sentence
from ..reporting.problem import Problem
from .parts import Parts, Place, in_files


@dataclass(frozen=True, eq=False)
class Package:
    """The tables of a package, their contract, and the errors in its files."""

    contract: Contract = field(default_factory=Contract)
    """The contract to validate against, with the terms, columns and tables that the descriptor declares."""
    tables: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    """Typed tables by name; ``_row`` is the row number, ``_bad`` whether the row already has an error."""
    parts: Mapping[str, Parts] = field(default_factory=dict)
    """The files of each table, including those that could not be read."""
    problems: Sequence[Problem] = ()
    """The errors in the descriptor and the files."""
    faults: Sequence[Found] = ()
    """Cells that are not valid values of their column's type."""
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
        """Return the first file of a table; the descriptor, which is not a table, is returned unchanged."""
        return self.parts[table].paths[0] if table in self.parts else table

    def place(self, table: str, row: int) -> Place:
        """Return the file and line of a row; see ``Parts.place``."""
        return (self.parts[table] if table in self.parts else in_files(table)).place(row)

    def problems_of(self, rule: str, found: Found, most: int | None = None) -> Iterator[Problem]:
        """Yield the errors that a rule found, or the first ``most`` of them, with their lines."""
        rows = found.faults if most is None else found.faults.sort("_row", maintain_order=True).head(most)
        for fault in rows.iter_rows(named=True):
            path, line = self.place(found.table, fault["_row"])
            yield Problem(path, line, fault["column"], sentence(fault, self._place), rule)

    def _place(self, table: str, row: int, _: str) -> str:
        """Return the file and line of a row for a message."""
        return str(self.place(table, row))

    def reading_problems(self, most: int | None = None) -> list[Problem]:
        """Return every error in reading the package, with at most ``most`` cells of each column."""
        cells = (problem for found in self.faults for problem in self.problems_of("type", found, most))
        return [*self.problems, *cells]
