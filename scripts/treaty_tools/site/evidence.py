"""What passages say of a row: those that agree, those that disagree, and those that are garbled, each apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from markupsafe import Markup

from . import marking
from .inline import Inline, label
from .notation import urls, words
from .paging import Section
from .record import Citation, Row

SIDES = (
    (True, "agreeing", "What agrees"),
    (False, "disagreeing", "What disagrees"),
    (None, "garbled", "Garbled, counted for nothing"),
)
IN_A_GROUP = 40
"""Passages of a group that stay together where a page is split."""
_PLACES = {"title": "title", "lead": "lead", "caption": "caption", "excerpt": "place not noted"}


@dataclass(frozen=True)
class Card:
    """One citation as it is shown: its words, and where they stand."""

    words: Markup
    """Empty where the same passage was shown above."""
    source: Markup


class Cards:
    """Makes cards of citations, and remembers them: a passage speaks of many rows."""

    def __init__(self, at: Inline, parts: Any) -> None:
        """Take the macros of the template that cards are made by."""
        self.at, self.parts = at, parts
        self._words: dict[tuple[str, marking.Span | None], Markup] = {}
        self._sources: dict[tuple[str, str, bool], Markup] = {}

    def card(self, citation: Citation, told: set[str]) -> Card:
        """Return a citation to show, its words only where they were not told or hold a mark of their own."""
        key = citation.passage["passage_id"]
        mark = self.at.record.mark(citation)
        again = key in told and mark is None
        told.add(key)
        return Card(Markup("") if again else self._told(citation, mark), self._source(citation, again))

    def _told(self, citation: Citation, mark: marking.Span | None) -> Markup:
        passage = citation.passage
        key = passage["passage_id"], mark
        if key not in self._words:
            pieces = marking.pieces(passage["quote"], [mark] if mark else []) if passage["quote"] else ()
            self._words[key] = self.parts.words_of(passage, pieces, citation.article["language"])
        return self._words[key]

    def _source(self, citation: Citation, again: bool) -> Markup:
        key = citation.passage["passage_id"], citation.basis, again
        if key not in self._sources:
            self._sources[key] = self.parts.source(citation, again)
        return self._sources[key]


def sections(cards: Cards, table: str, row_id: str) -> Iterator[Section]:
    """Yield a section for each side that has something to say of a row."""
    cited = cards.at.record.cited(table, row_id)
    for agrees, anchor, title in SIDES:
        side = [c for c in cited if c.agrees is agrees]
        none = "No passage speaks of this row itself." if agrees and not cited else ""
        yield Section(anchor, title, groups(cards, side), none=none)


def groups(cards: Cards, cited: Sequence[Citation]) -> list[Markup]:
    """Return the citations by what they say of which cell."""
    told: set[str] = set()
    shown: list[Markup] = []
    for same in _by_value(cited):
        column = same[0].column
        what = Markup("the row as a whole") if column == "*" else _said(cards.at, same[0])
        shown += in_groups(cards, what, same, told)
    return shown


def in_groups(cards: Cards, what: Markup, cited: Sequence[Citation], told: set[str]) -> Iterator[Markup]:
    """Yield citations below what they say, so many together as stay on one page."""
    for first in range(0, max(len(cited), 1), IN_A_GROUP):
        some = [cards.card(c, told) for c in cited[first : first + IN_A_GROUP]]
        yield cards.parts.group(what, voices(cited), some, first > 0)


def _by_value(cited: Sequence[Citation]) -> Iterator[list[Citation]]:
    """Yield the citations of one value of one cell together: cells in their order, of each what most say first."""
    for _, of_cell in groupby(cited, key=lambda c: c.column):
        values = [list(same) for _, same in groupby(of_cell, key=lambda c: c.says)]
        yield from sorted(values, key=lambda same: -len(same))


def _said(at: Inline, citation: Citation) -> Markup:
    return Markup("{}: {}").format(label(citation.column), at.says(citation))


def voices(cited: Sequence[Citation]) -> str:
    """Return how many articles and independent origins speak."""
    articles = {c.article["article_id"] for c in cited}
    origins = {c.origin for c in cited if c.counted}
    return f"{words.count(len(articles), 'article')}, {words.count(len(origins), 'independent origin')}"


def place(passage: Row) -> str:
    """Return where in its article a passage stands, in words."""
    where = str(passage["place"])
    if where in _PLACES:
        return _PLACES[where]
    return f"paragraphs {where[1:].replace('-', ' to ')}" if "-" in where else f"paragraph {where[1:]}"


def passage_anchor(passage: Row) -> str:
    """Return the anchor of a passage on its article's page."""
    return f"passage-{str(passage['passage_id']).rpartition('.')[2]}"


def passage_address(pages: dict[str, str], passage: Row) -> str:
    """Return the address of a passage, on whichever of its article's pages it stands."""
    page = pages.get(passage["passage_id"]) or urls.row("articles", passage["article_id"])
    return f"{page}#{passage_anchor(passage)}"
