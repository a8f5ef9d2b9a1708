"""The passages that cite a row: those that support, announce or refute it, that differ, and that are garbled."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from markupsafe import Markup

from treaty_record.facts.sides import SIDES

from . import marking
from .inline import Inline, label
from .notation import urls, words
from .paging import Section
from .record import Citation, Row

TITLES = {
    "supporting": "What supports it",
    "announcing": "What announces it; not counted",
    "refuting": "What refutes it",
    "differing": "What differs",
    "garbled": "Garbled, not counted",
}
"""The title of the section of each side; the side is its anchor."""
IN_A_GROUP = 40
"""Passages of a group that stay on one page."""
_PLACES = {"title": "title", "lead": "lead", "caption": "caption", "excerpt": "place not noted"}


@dataclass(frozen=True)
class Card:
    """One citation as it is shown: its words and their source."""

    words: Markup
    """Empty if the same passage was shown above."""
    source: Markup


class Cards:
    """Make cards of citations, and cache them, because a passage cites many rows."""

    def __init__(self, at: Inline, parts: Any) -> None:
        """Take the macros of the template that makes the cards."""
        self.at, self.parts = at, parts
        self._words: dict[tuple[str, marking.Span | None], Markup] = {}
        self._sources: dict[tuple[str, str, str | None, bool], Markup] = {}

    def card(self, citation: Citation, shown: set[str]) -> Card:
        """Return a citation to show; its words only if they were not shown yet or have a mark of their own."""
        key = citation.passage["passage_id"]
        mark = self.at.record.mark(citation)
        again = key in shown and mark is None
        shown.add(key)
        return Card(Markup("") if again else self._quoted(citation, mark), self._source(citation, again))

    def _quoted(self, citation: Citation, mark: marking.Span | None) -> Markup:
        passage = citation.passage
        key = passage["passage_id"], mark
        if key not in self._words:
            pieces = pieces_of(passage, [mark] if mark else [])
            self._words[key] = self.parts.words_of(passage, pieces, citation.article["language"])
        return self._words[key]

    def _source(self, citation: Citation, again: bool) -> Markup:
        key = citation.passage["passage_id"], citation.basis, citation.origin, again
        if key not in self._sources:
            self._sources[key] = self.parts.source(citation, again)
        return self._sources[key]


def sections(cards: Cards, table: str, row_id: str) -> Iterator[Section]:
    """Yield a section for the citations of a row on each side."""
    cited = cards.at.record.cited(table, row_id)
    for side in SIDES:
        of_side = [c for c in cited if c.side == side]
        none = "No passage cites this row itself." if side == SIDES[0] and not cited else ""
        yield Section(side, TITLES[side], groups(cards, of_side), none=none)


def pieces_of(passage: Row, marked: Sequence[marking.Span]) -> Sequence[tuple[str, bool]]:
    """Return a passage's quote cut into pieces, each with whether it is marked; without one, its pins."""
    if passage["quote"]:
        return marking.pieces(passage["quote"], marked)
    pins = [pin for pin in (passage["begins"], passage["ends"]) if pin]
    return [(" … ".join(pins), False)] if pins else []


def groups(cards: Cards, cited: Sequence[Citation]) -> list[Markup]:
    """Return the citations by cell and value."""
    shown: set[str] = set()
    found: list[Markup] = []
    for _, same in groupby(cited, key=lambda c: (c.column, c.says)):
        of_value = list(same)
        column = of_value[0].column
        what = Markup("the row as a whole") if column == "*" else _value(cards.at, of_value[0])
        found += in_groups(cards, what, of_value, shown)
    return found


def in_groups(cards: Cards, what: Markup, cited: Sequence[Citation], shown: set[str]) -> Iterator[Markup]:
    """Yield citations below their value, in groups that stay together on a page."""
    for first in range(0, max(len(cited), 1), IN_A_GROUP):
        some = [cards.card(c, shown) for c in cited[first : first + IN_A_GROUP]]
        yield cards.parts.group(what, voices(cited), some, first > 0)


def _value(at: Inline, citation: Citation) -> Markup:
    return Markup("{}: {}").format(label(citation.column), at.says(citation))


def voices(cited: Sequence[Citation]) -> str:
    """Return how many articles and independent origins say so."""
    articles = {c.article["article_id"] for c in cited}
    origins = {c.origin for c in cited if c.origin}
    return f"{words.count(len(articles), 'article')}, {words.count(len(origins), 'independent origin')}"


def place(passage: Row) -> str:
    """Return the place of a passage in its article, in words."""
    where = str(passage["place"])
    if where in _PLACES:
        return _PLACES[where]
    return f"paragraphs {where[1:].replace('-', ' to ')}" if "-" in where else f"paragraph {where[1:]}"


def passage_anchor(passage: Row) -> str:
    """Return the anchor of a passage on its article's page."""
    return f"passage-{str(passage['passage_id']).rpartition('.')[2]}"


def passage_address(pages: dict[str, str], passage: Row) -> str:
    """Return the address of a passage on the page of its article that shows it."""
    page = pages.get(passage["passage_id"]) or urls.row("articles", passage["article_id"])
    return f"{page}#{passage_anchor(passage)}"
