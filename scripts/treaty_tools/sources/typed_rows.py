"""Rows read from source files, with their places."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..reporting.problem import Problem
from .toml_file import Keys


def _first_line(*keys: str | int) -> int:
    """Return the line of a row that is not typed."""
    return 1


@dataclass(slots=True)
class Place:
    """The place of a row in the sources; its line is sought when it is asked for."""

    path: str
    find: Callable[..., int] = _first_line
    """Return the line of a value by the keys that lead to it."""
    keys: Keys = ()
    columns: Sequence[str] = ()
    """The columns that the row gives."""
    elsewhere: dict[str, "Place"] = field(default_factory=dict)
    """The places of cells that the build filled in from citations, by column."""
    above: "Place | None" = None
    """For a citation of a cell, the place that names the row."""

    @property
    def line(self) -> int:
        """Return the line of the row."""
        return self.find(*self.keys)

    @property
    def key(self) -> str:
        """Return the key under which the row or its citation was typed, with the one above if it names a row."""
        names = [key for key in self.keys if isinstance(key, str)]
        if len(names) > 1 and "/" in names[-1]:
            return f'{names[-2]}."{names[-1]}"'
        return names[-1] if names else ""

    def of(self, column: str) -> tuple[str, int]:
        """Return the file and line of a column, or of the row if it does not give the column."""
        if column in self.elsewhere:
            return self.elsewhere[column].path, self.elsewhere[column].line
        return self.path, self.find(*self.keys, column) if column in self.columns else self.line

    def __str__(self) -> str:
        """Return the file and line for a message."""
        return f"{self.path}:{self.line}"


@dataclass(frozen=True)
class Named:
    """A name that a passage uses for an actor; its row is found or made once all files are read."""

    actor_id: str
    name: str
    language: str
    kind: str | None
    passage_id: str
    basis: str
    place: Place


@dataclass(frozen=True)
class Bare:
    """A row that a passage cites without its table, which is sought once all files are read."""

    name: str
    place: Place


@dataclass
class Sources:
    """Rows by table, their places in the same order, and the errors found while reading them."""

    rows: dict[str, list[dict[str, Any]]]
    places: dict[str, list[Place]]
    problems: list[Problem]
    named: list[Named] = field(default_factory=list)
    unsound: dict[str, set[int]] = field(default_factory=dict)
    """Rows with an error, by table: what depends on them is not judged."""
    unread: set[str] = field(default_factory=set)
    """Tables of which some rows could not be read."""
    bare: list[Bare] = field(default_factory=list)
    unknown: frozenset[str] | None = frozenset()
    """Tables, and columns as ``table.column``, whose declarations have errors; None if none could be read."""

    def is_unknown(self, table: str, column: str) -> bool:
        """Return whether a cell may belong to a column whose declaration could not be read."""
        return self.unknown is None or f"{table}.{column}" in self.unknown

    def add(self, table: str, row: dict[str, Any], place: Place) -> None:
        """Add a row and its place."""
        self.rows[table].append(row)
        self.places[table].append(place)

    def mark(self, table: str, number: int) -> None:
        """Mark a row as unsound."""
        self.unsound.setdefault(table, set()).add(number)
