"""How charts look: their sizes, colours that stand out on light and on dark, and the shape that goes with each."""

from collections.abc import Mapping
from dataclasses import dataclass

INK = "currentColor"
"""Lines and letters take the page's colour of text, so that they suit its theme."""
BLUE, ORANGE, GREEN, PURPLE, GREY = "#2f7fd6", "#d95f1e", "#2a9461", "#a05fc4", "#7f8790"
"""Each stands out by 3:1 or more against white as against #16181d."""


@dataclass(frozen=True)
class Look:
    """What a kind of mark looks like; never told by colour alone."""

    colour: str
    shape: str
    filled: bool = True


Looks = Mapping[str, Look]
"""The look of each kind of mark, in the order of the legend."""


@dataclass(frozen=True)
class Size:
    """The measures of a chart in pixels: labels stand beside the marks, or above them where column is 0."""

    name: str
    width: int
    column: int
    letters: int
    font: int

    @property
    def line(self) -> int:
        """Return how much further down the next line of a label stands."""
        return self.font + 4

    @property
    def columns(self) -> int:
        """Return how many kinds stand side by side in the legend."""
        return 6 if self.width > 600 else 2

    @property
    def plot(self) -> tuple[int, int]:
        """Return where the scale begins and ends."""
        return self.column + 20, self.width - 30


WIDE = Size("wide", width=880, column=400, letters=52, font=13)
NARROW = Size("narrow", width=340, column=0, letters=44, font=12)
SIZES = (WIDE, NARROW)
"""A page carries each chart in both, and shows the one that fits."""
