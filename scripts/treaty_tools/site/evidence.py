"""What passages say of a row: those that agree, those that disagree, and those that are garbled, each apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from . import addresses, marking, words
from .inline import Inline, label
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
    """One citation as it is shown: its words in pieces, each marked or not."""

    citation: Citation
    pieces: Sequence[tuple[str, bool]]
    again: bool
    """Whether the same passage was shown above, so that its words need not be."""


def sections(at: Inline, parts: "Parts", table: str, row_id: str) -> Iterator[Section]:
    """Yield a section for each side that has something to say of a row."""
    cited = at.record.cited(table, row_id)
    for agrees, anchor, title in SIDES:
        side = [c for c in cited if c.agrees is agrees]
        none = "No passage speaks of this row itself." if agrees and not cited else ""
        yield Section(anchor, title, groups(at, parts, side), none=none)


def groups(at: Inline, parts: "Parts", cited: Sequence[Citation]) -> list[Markup]:
    """Return the citations by what they say of which cell."""
    told: set[str] = set()
    shown: list[Markup] = []
    for same in _by_value(cited):
        column = same[0].column
        what = Markup("the row as a whole") if column == "*" else _said(at, same[0])
        for first in range(0, len(same), IN_A_GROUP):
            cards = [card(at, c, told) for c in same[first : first + IN_A_GROUP]]
            shown.append(parts.group(what, voices(same), cards, first > 0))
    return shown


def _by_value(cited: Sequence[Citation]) -> Iterator[list[Citation]]:
    """Yield the citations of one value of one cell together: cells in their order, of each what most say first."""
    for _, of_cell in groupby(cited, key=lambda c: c.column):
        values = [list(same) for _, same in groupby(of_cell, key=lambda c: c.says)]
        yield from sorted(values, key=lambda same: -len(same))


def _said(at: Inline, citation: Citation) -> Markup:
    return Markup("{}: {}").format(label(citation.column), at.says(citation))


def card(at: Inline, citation: Citation, told: set[str]) -> Card:
    """Return a citation to show, its words only where they were not told or hold a mark of their own."""
    passage = citation.passage
    mark = at.record.mark(citation)
    again = passage["passage_id"] in told and mark is None
    told.add(passage["passage_id"])
    marked = [mark] if mark else []
    return Card(citation, marking.pieces(passage["quote"], marked) if passage["quote"] else (), again)


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
    page = pages.get(passage["passage_id"]) or addresses.row("articles", passage["article_id"])
    return f"{page}#{passage_anchor(passage)}"
