"""Find the paragraphs of a text that no passage covers and the article does not list as skipped."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from . import texts
from .finding import Finding, Words
from .texts import Span

READ = ("whole", "beginning")
"""The values of ``articles.extent`` for which every paragraph of the text has been read."""

_SKIPPED_PLACE = re.compile(r"(?:^|;\s*)(p[0-9]+(?:-[0-9]+)?)(?=\s|;|$)")


def uncovered(
    body: str, spans: Sequence[Span], title: str | None, skipped: str | None, found: Iterable[tuple[Words, Finding]]
) -> str | None:
    """Return which paragraphs are neither passages nor skipped, None if there are none.

    A passage covers the lines in which its words were found, or, if they were not, those that its place names. A
    first line that repeats the title is not a paragraph of the body.
    """
    heading = has_heading(body, spans, title)
    covered = _places(_SKIPPED_PLACE.findall(skipped or ""))
    for words, finding in found:
        if finding.found is not None and finding.end is not None:
            numbers = texts.numbers_of(spans, finding.found, finding.end)
            covered.update(range(numbers.start - heading, numbers.stop - heading))
        else:
            covered |= _numbers(words.place)
    left = [number for number in range(1, len(spans) - heading + 1) if number not in covered]
    return _listed(left) if left else None


def has_heading(body: str, spans: Sequence[Span], title: str | None) -> int:
    """Return 1 if the first line is the title, else 0."""
    if not spans or title is None:
        return 0
    start, end = spans[0]
    return int(body[start:end].strip().casefold() == title.strip().casefold())


def _places(places: Iterable[str]) -> set[int]:
    return {number for place in places for number in _numbers(place)}


def _numbers(place: str | None) -> set[int]:
    """Return the numbers of the paragraphs that a place names."""
    span = texts.paragraph_numbers(place or "")
    return set(range(span[0], min(span[1], span[0] + 10_000) + 1)) if span else set()


def _listed(numbers: Sequence[int]) -> str:
    """Return paragraphs as places, runs as ranges: ``p3, p7-9``."""
    runs = [[n for _, n in run] for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])]
    return ", ".join(f"p{run[0]}" if len(run) == 1 else f"p{run[0]}-{run[-1]}" for run in runs)
