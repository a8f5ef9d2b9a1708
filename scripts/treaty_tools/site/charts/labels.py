"""The letters of labels: strangers' text made safe, and cut into lines that fit in a chart."""

import unicodedata
from collections.abc import Iterator

from ...quotes.graphemes import boundary_before
from ...reporting.terminal import safe

LONGEST = 180
"""Letters of what is read out of a link and shown by the pointer."""
LINES = 5
"""Lines that a label takes at the most."""


def cut(text: str, letters: int) -> str:
    """Return a text that takes no more room than some letters, with control characters written out."""
    text = safe(text[: 4 * letters])
    end = fitting(text, letters)
    return text if end == len(text) else text[: boundary_before(text, max(0, end - 1))].rstrip() + "…"


def lines(text: str, letters: int) -> list[str]:
    """Return a text as lines that each take no more room than some letters; the last is cut where it takes more."""
    text = safe(text[: 4 * LINES * letters])
    return list(_lines(text, letters)) or [""]


def _lines(text: str, letters: int) -> Iterator[str]:
    for last in (*[False] * (LINES - 1), True):
        end = fitting(text, letters)
        if last or end == len(text):
            yield cut(text, letters)
            return
        space = text.rfind(" ", letters // 3, end + 1)
        end = space if space > 0 else max(1, boundary_before(text, end))
        yield text[:end].rstrip()
        text = text[end:].lstrip()


def fitting(text: str, letters: int) -> int:
    """Return how many code points of a text fit in the room of some letters."""
    room = 0.0
    for at, letter in enumerate(text):
        room += _width(letter)
        if room > letters:
            return at
    return len(text)


def _width(letter: str) -> float:
    """Return the room that a letter takes at the most in common fonts, against the mean of Latin letters."""
    if letter < "\u0590":
        return 1.5 if letter in "mwMW@%" else 1
    return 0 if unicodedata.category(letter).startswith("M") else 1.8
