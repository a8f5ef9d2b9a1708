"""What stands in the rows of a chart: labels that lead to pages, and the marks beside them."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A line along a row, from one value to another; dashed where it tells of what is not known exactly."""

    start: float
    end: float
    kind: str
    dashed: bool = False


@dataclass(frozen=True)
class Point:
    """A mark at a value."""

    at: float
    kind: str


@dataclass(frozen=True)
class Tip:
    """The tip of an arrow at a value: what is told goes on from there, nobody says how far."""

    at: float
    kind: str
    leftward: bool


Mark = Line | Point | Tip


@dataclass(frozen=True)
class Link:
    """Where a mark leads, and what is read out of it."""

    address: str
    label: str


@dataclass(frozen=True)
class Row:
    """One row: a label with its marks, all of them one link; a heading where it has none."""

    label: str
    link: Link | None = None
    marks: Sequence[Mark] = ()


@dataclass(frozen=True)
class Join:
    """A line that joins two marks of different rows, by their numbers, bowed to one side."""

    row: int
    at: float
    other_row: int
    other_at: float
    kind: str
    leftward: bool = False


@dataclass(frozen=True)
class Rows:
    """All rows of a chart from top to bottom, and what joins them."""

    rows: Sequence[Row]
    joins: Sequence[Join] = ()
