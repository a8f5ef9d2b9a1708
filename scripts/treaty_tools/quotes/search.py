"""Find words in a text: exactly, on grapheme boundaries."""

from collections.abc import Iterator, Sequence

from ..reporting.terminal import named
from . import graphemes
from .texts import Span, place_of

LISTED = 5
"""How many places are listed of words that occur more often."""


def occurrences(text: str, words: str) -> Iterator[int]:
    """Yield every offset where words occur on grapheme boundaries, overlapping occurrences included."""
    for at in raw_occurrences(text, words):
        if graphemes.whole(text, at, at + len(words)):
            yield at


def raw_occurrences(text: str, words: str) -> Iterator[int]:
    """Yield every offset where words occur, even if that splits a grapheme."""
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def listed(spans: Sequence[Span], found: Sequence[int], length: int) -> str:
    """Return offsets of words with their paragraphs, the first few of many."""
    *first, last = [where(spans, at, at + length) for at in found]
    if not first:
        return last
    return f"{', '.join(first[:LISTED])} and {'elsewhere' if len(found) > LISTED else last}"


def where(spans: Sequence[Span], start: int, end: int) -> str:
    """Return the offset of a range with its paragraph."""
    place = place_of(spans, start, end)
    return f"{start} in {place}" if place else str(start)


def cut(text: str, words: str) -> str | None:
    """Return how words that occur only within graphemes split one, None if they do not occur, or occur whole."""
    at = next(raw_occurrences(text, words), None)
    if at is None or graphemes.whole(text, at, at + len(words)):
        return None
    if graphemes.inside(text, at):
        return f"begin inside a character: {named(text[at - 1])} comes before them"
    return f"end inside a character: {named(text[at + len(words)])} follows them"
