"""Look up a quote in the text or the title of its article: it must be at the place and offset given."""

from collections.abc import Sequence
from itertools import islice

from ..reporting.terminal import safe
from . import graphemes, search, texts
from .body import Body
from .diagnosis import diagnosis
from .finding import Finding, Words
from .texts import Span


def in_title(title: str | None, words: Words) -> Finding:
    """Return the result for a passage of an article's title; without a quote, its words are the title."""
    if title is None:
        return Finding("missing", note="the article has no title")
    if words.quote is None:
        return Finding("match", 0, len(title))
    if occurs_at(title, words.start, words.quote):
        return _match(words.start, words.quote)
    return _searched(Body(title), (), None, words.start, words.quote)


def in_body(body: Body, place: str | None, start: int | None, quote: str) -> Finding:
    """Return the result for a quote from a text, which is searched only if the quote is not at its start."""
    spans = body.paragraphs
    if start is None or not occurs_at(body.text, start, quote):
        return _searched(body, spans, place, start, quote)
    end = start + len(quote)
    if texts.is_placed(spans, place, start, end):
        return _match(start, quote)
    note = f"found in {texts.place_of(spans, start, end) or 'no paragraph'}, not {safe(str(place))}"
    return Finding("misplaced", start, end, note)


def _match(start: int | None, quote: str) -> Finding:
    return Finding("match", start, (start or 0) + len(quote))


def occurs_at(text: str, start: int | None, words: str) -> bool:
    """Return whether words occur at an offset, on grapheme boundaries."""
    if start is None or start < 0 or not words or not text.startswith(words, start):
        return False
    return graphemes.whole(text, start, start + len(words))


def _searched(body: Body, spans: Sequence[Span], place: str | None, start: int | None, words: str) -> Finding:
    """Return the result for a quote that does not occur at its start."""
    found = list(islice(search.occurrences(body.text, words), search.LISTED + 1))
    if not found:
        return Finding("missing", note=diagnosis(body, words).sentence() if words else "the quote is empty")
    now = search.listed(spans, found, len(words))
    given = "no start is given" if start is None else f"not at {start}"
    if len(found) > 1:
        return Finding("ambiguous", note=f"found at {now}, {given}")
    at, end = found[0], found[0] + len(words)
    placed = not spans or texts.is_placed(spans, place, at, end)
    elsewhere = "" if placed else f" not {safe(str(place))},"
    return Finding("moved", at, end, f"found at {now},{elsewhere} {given}")
