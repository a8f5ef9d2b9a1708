"""Where the rows of a chart stand, from top to bottom."""

from collections.abc import Sequence
from dataclasses import dataclass

from .labels import lines
from .row_marks import Row
from .styles import Size

LANE = 20
"""Pixels that marks take below their label, where labels stand above."""
SMALLEST = 26
"""Pixels of the lowest row: enough for a finger, and for marks that do not touch."""


@dataclass(frozen=True)
class Placed:
    """A row with its place in pixels, its label in lines, and the number of its link."""

    row: Row
    top: int
    height: int
    lines: Sequence[str]
    size: Size
    link: int | None

    @property
    def middle(self) -> float:
        """Return how far down the marks stand."""
        return self.top + (self.height / 2 if self.size.column else self.height - LANE / 2 - 2)

    def baseline(self, number: int) -> float:
        """Return how far down the letters of a line of the label stand."""
        block = len(self.lines) * self.size.line
        room = self.height if self.size.column or not self.row.link else self.height - LANE
        return self.top + (room - block) / 2 + (number + 1) * self.size.line - 5


def placed(rows: Sequence[Row], size: Size) -> list[Placed]:
    """Return the rows with their places, one below the other."""
    found: list[Placed] = []
    top, link = 0, 0
    for row in rows:
        label = lines(row.label, size.letters)
        lane = LANE if row.link and not size.column else 0
        height = max(SMALLEST, len(label) * size.line + 8 + lane)
        found.append(Placed(row, top, height, label, size, link if row.link else None))
        top, link = top + height, link + (row.link is not None)
    return found
