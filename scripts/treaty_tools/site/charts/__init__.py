"""The charts of the site, drawn in advance as SVG: a page needs no script to show them."""

from .drawing import Drawn, drawn
from .figures import figures
from .images import bitmap, image
from .marks import Chart
from .months import timeline
from .reported import reported
from .sides import Sides, sides_of
from .who_says_so import who_says_so

__all__ = [
    "Chart",
    "Drawn",
    "Sides",
    "bitmap",
    "drawn",
    "figures",
    "image",
    "reported",
    "sides_of",
    "timeline",
    "who_says_so",
]
