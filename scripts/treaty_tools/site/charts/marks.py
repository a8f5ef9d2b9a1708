"""What a chart shows: marks that lead to pages, in a plot of numbers or in the lanes below it, and how they look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .scale import Numbers, Tick


@dataclass(frozen=True)
class Look:
    """How a kind of mark looks: its colour, by number in charts.css, its shape, and what the legend calls it."""

    colour: int
    shape: str
    label: str


@dataclass(frozen=True)
class Mark:
    """A mark at a share of the width, and at the numbers that somebody gave, if it is in the plot."""

    row: tuple[str, str]
    """The table and the key of the row to whose page it leads."""
    label: str
    """What is read out."""
    look: Look
    at: float
    until: float | None = None
    """Where a span ends that begins at ``at``."""
    numbers: tuple[float, ...] = ()
    """One number, or the two ends of a range."""
    figure: str = ""
    """The figure as stated, in the notation of the data."""
    opens: str = ""
    """The side to which it is open: ``up``, ``down``, ``left`` or ``right``."""
    flags: tuple[str, ...] = ()
    """``hollow``: no independent source; ``announced``; ``reversed``; ``within``: some day of the span."""


@dataclass(frozen=True)
class Lane:
    """Marks without a number, below a label."""

    label: str
    marks: Sequence[Mark]
    target: str = ""
    """An anchor of the page to which the label leads."""


@dataclass(frozen=True)
class Chart:
    """A chart with its words; labels of lanes are above the marks, or beside them."""

    name: str
    """How it is called in addresses of files and of the page."""
    title: str
    takeaway: str
    """What it shows, in a sentence made from the data."""
    reading: str
    """How to read it."""
    ticks: Sequence[Tick]
    note: str = ""
    """What its scale is."""
    scale: Numbers | None = None
    marks: Sequence[Mark] = ()
    lanes: Sequence[Lane] = ()
    beside: bool = False
    apart: float = 0.025
    """How far apart marks of one lane must be to stand at the same height, as a share of the width."""

    @property
    def every_mark(self) -> Sequence[Mark]:
        """Return the marks of the plot, then those of each lane."""
        return [*self.marks, *(mark for lane in self.lanes for mark in lane.marks)]

    @property
    def looks(self) -> Sequence[Look]:
        """Return the looks that occur, in the order of their colours."""
        return sorted({mark.look for mark in self.every_mark}, key=lambda look: look.colour)


def flags(row: Mapping[str, Any]) -> tuple[str, ...]:
    """Return how the mark of an event or a claim differs from that of a row that an independent source reports."""
    unsupported = "" if row["n_origins"] else "announced" if row["n_announcing"] else "hollow"
    return tuple(filter(None, (unsupported, "reversed" if row.get("reversed_by") else "")))
