"""The letters of labels: strangers' text made safe, and cut to a length."""

from ...quotes.graphemes import boundary_before
from ...reporting.terminal import safe

LONGEST, NAME = 180, 52
"""Code points of what is read out of a mark, and of a name in a chart."""


def cut(text: str, letters: int = LONGEST) -> str:
    """Return a text of at most so many code points, with control characters written out."""
    text = safe(text[: letters + 1])
    return text if len(text) <= letters else text[: boundary_before(text, letters - 1)].rstrip() + "…"
