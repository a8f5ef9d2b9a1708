"""Rows read from source files, with their places."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..reporting.problem import Problem


@dataclass(frozen=True)
class Place:
    """The file and line of a row in the sources, and the lines of single columns."""

    path: str
    line: int
    lines: Mapping[str, int] = field(default_factory=dict)

    def of(self, column: str) -> int:
        """Return the line of a column, or of the row if it does not give the column."""
        return self.lines.get(column, self.line)


@dataclass
class Sources:
    """Rows by table, their places in the same order, and the errors found while reading them."""

    rows: dict[str, list[dict[str, Any]]]
    places: dict[str, list[Place]]
    problems: list[Problem]

    def add(self, table: str, row: dict[str, Any], place: Place) -> None:
        """Add a row and its place."""
        self.rows[table].append(row)
        self.places[table].append(place)
