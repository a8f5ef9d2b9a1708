"""What was read from source files: rows by table, and the place of each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..reporting.problem import Problem


@dataclass(frozen=True)
class Place:
    """Where a row was typed: its file, its line, and the lines of single columns."""

    path: str
    line: int
    lines: Mapping[str, int] = field(default_factory=dict)

    def of(self, column: str) -> int:
        """Return the line of one column, or of the row where the column was not typed."""
        return self.lines.get(column, self.line)


@dataclass
class Sources:
    """Rows by table, their places in the same order, and what is wrong with how they are typed."""

    rows: dict[str, list[dict[str, Any]]]
    places: dict[str, list[Place]]
    problems: list[Problem]

    def add(self, table: str, row: dict[str, Any], place: Place) -> None:
        """Keep a row and its place."""
        self.rows[table].append(row)
        self.places[table].append(place)
